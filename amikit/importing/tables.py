"""Tables as Markdown has them: one line a row, one cell a column, a header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from amikit.importing.aside import Aside
from amikit.render.walk import plain_text

_ATTR: Any = ["", [], []]
_MOST_COLUMNS = 200
_NO_WIDTH = {"t": "ColWidthDefault"}
Inlines = list[Any]


class TableFlattener:
    """Makes one table of what pandoc read; what it held that no cell can is given back, to follow it."""

    def __init__(self, aside: Aside, flatten: Callable[[Sequence[Any]], list[Any]]) -> None:
        self._aside = aside
        self._flatten = flatten

    def flatten(self, table: Any) -> list[Any]:
        """The table and the tables that were in it; a frame of one cell is a quotation."""
        _, [_, caption], specs, [_, head], bodies, [_, foot] = table["c"]
        rows = [*head, *(row for _, _, first, rest in bodies for row in (*first, *rest)), *foot]
        only = [cell for _, cells in rows for cell in cells]
        if len(only) == 1:
            inside = self._flatten(only[0][4])
            self._aside.boxes += [" ".join(plain_text(inside).split())] if inside else []
            return [{"t": "BlockQuote", "c": inside}] if inside else []
        after: list[Any] = []
        grid = [list(row) for row in self._grid(rows, min(len(specs), _MOST_COLUMNS), after)]
        shown = [row for row in grid if any(row)]
        if not shown:
            return after
        header: list[Inlines] = [[] for _ in shown[0]]
        if head:
            header, shown = shown[0], shown[1:]
        elif len(shown) > 1 and all(shown[0]):
            self._aside.counts["header-row"] += 1
            header, shown = shown[0], shown[1:]
        words = [
            inline
            for block in self._flatten(caption)
            for inline in block.get("c", [])
            if block["t"] in ("Para", "Plain")
        ]
        return [_table(words, [spec[0] for spec in specs[:_MOST_COLUMNS]], header, shown), *after]

    def _grid(self, rows: Sequence[Any], width: int, after: list[Any]) -> Iterator[Iterator[Inlines]]:
        """The rows, every cell in its column; of merged cells the first has the words."""
        waiting = [0] * width
        for _, cells in rows:
            line: list[Inlines] = [[] for _ in range(width)]
            column = 0
            for _, _, down, across, content in cells:
                while column < width and waiting[column]:
                    column += 1
                if column >= width:
                    break
                line[column] = self._cell(content, after)
                if down > 1 or across > 1:
                    self._aside.counts["merged"] += 1
                for place in range(column, min(column + across, width)):
                    waiting[place] = down
                column += across
            waiting = [max(0, rest - 1) for rest in waiting]
            yield iter(line)

    def _cell(self, content: Sequence[Any], after: list[Any]) -> Inlines:
        made: Inlines = []
        for block in self._flatten(content):
            if block["t"] == "Table":
                self._aside.counts["inner-table"] += 1
                after.append(block)
                continue
            for line in lines_of(block):
                made += _between(made) if made else []
                made += line
        return made


def _between(said: Inlines) -> Inlines:
    """What separates two paragraphs of a cell that become one line."""
    ends = plain_text(said).rstrip()[-1:] in ".,;:!?…"
    return [{"t": "Space"}] if ends else [{"t": "Space"}, {"t": "Str", "c": ";"}, {"t": "Space"}]


def lines_of(block: Any) -> Iterator[Inlines]:
    """What a block says, as lines of inlines."""
    match block:
        case {"t": "Para" | "Plain", "c": content} | {"t": "Header", "c": [_, _, content]}:
            yield content
        case {"t": "BulletList", "c": items} | {"t": "OrderedList", "c": [_, items]}:
            for item in items:
                for inside in item:
                    yield from lines_of(inside)
        case {"t": "BlockQuote", "c": blocks}:
            for inside in blocks:
                yield from lines_of(inside)
        case {"t": "CodeBlock", "c": [_, text]}:
            yield [{"t": "Code", "c": [_ATTR, " ".join(text.split())]}]


def _table(
    caption: Inlines, aligned: Sequence[Any], header: Sequence[Inlines], rows: Sequence[Sequence[Inlines]]
) -> Any:
    def row(line: Sequence[Inlines]) -> Any:
        return [_ATTR, [[_ATTR, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": cell}]] for cell in line]]

    said = [{"t": "Plain", "c": caption}] if caption else []
    # To the left is where words begin: nobody asked for it.
    plain = {"t": "AlignDefault"}
    specs = [[plain if one["t"] == "AlignLeft" else one, _NO_WIDTH] for one in aligned]
    body = [_ATTR, 0, [], [row(line) for line in rows]]
    return {"t": "Table", "c": [_ATTR, [None, said], specs, [_ATTR, [row(header)]], [body], [_ATTR, []]]}
