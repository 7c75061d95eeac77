"""A section as a portal's box takes it: plain text, no Markdown, nothing that a paste would break."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from amikit.render.answer import Answer, Block, Inline

_BULLET = "– "
_INDENT = "  "


def section_blocks(answer: Answer, section_id: str) -> tuple[Block, ...]:
    """The blocks of one section of an answer, without its title; none when it is not printed."""
    found: list[Block] = []
    is_inside = False
    for block in answer.blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            is_inside = block["c"][1][0] == section_id
        elif is_inside:
            found.append(block)
    return tuple(found)


def section_ids(answer: Answer) -> tuple[str, ...]:
    """The sections that are printed, in order."""
    return tuple(block["c"][1][0] for block in answer.blocks if block["t"] == "Header" and block["c"][0] == 1)


def to_plain(blocks: Sequence[Block]) -> str:
    """Blocks as plain text: an empty line between paragraphs, a dash before items, a line a row of a table.

    An address that the text does not show follows it in brackets; notes come at the end.
    """
    notes: list[str] = []
    text = "\n\n".join(part for part in (_block(block, notes) for block in blocks) if part)
    listed = "\n".join(f"[{number}] {note}" for number, note in enumerate(notes, start=1))
    return f"{text}\n\n{listed}" if listed else text


def _block(block: Block, notes: list[str]) -> str:
    match block:
        case {"t": "Para" | "Plain", "c": inlines} | {"t": "Header", "c": [_, _, inlines]}:
            return _inlines(inlines, notes)
        case {"t": "CodeBlock", "c": [_, text]}:
            return str(text)
        case {"t": "BulletList", "c": items}:
            return "\n".join(_item(_BULLET, item, notes) for item in items)
        case {"t": "OrderedList", "c": [[start, *_], items]}:
            return "\n".join(_item(f"{start + place}. ", item, notes) for place, item in enumerate(items))
        case {"t": "Div", "c": [[_, ["key-figures"], attributes], _]}:
            return _key_figures(dict(attributes)["items"])
        case {"t": "BlockQuote", "c": content} | {"t": "Div" | "Figure", "c": [_, *_, content]}:
            return "\n\n".join(part for part in (_block(one, notes) for one in content) if part)
        case {"t": "Table", "c": [_, caption, _, head, bodies, _]}:
            return "\n".join([*_caption(caption, notes), *_rows(head, bodies, notes)])
    return ""


def _key_figures(items_json: str) -> str:
    """``Part aux ressources : 82,4 % (dont 34,8 % à leurs porteurs)``, a line each."""
    lines = []
    for item in json.loads(items_json):
        note = f" ({item['note']})" if item["note"] else ""
        lines.append(f"{_BULLET}{item['label']} : {item['value']}{note}")
    return "\n".join(lines)


def _item(mark: str, blocks: Sequence[Block], notes: list[str]) -> str:
    text = "\n".join(part for part in (_block(block, notes) for block in blocks) if part)
    return mark + text.replace("\n", "\n" + _INDENT)


def _caption(caption: Any, notes: list[str]) -> Iterator[str]:
    for block in caption[1]:
        yield _block(block, notes)


def _rows(head: Any, bodies: Any, notes: list[str]) -> Iterator[str]:
    """Each row on a line: of two cells the first names the second; of more, each follows the name of its column."""
    header = [_cell(cell, notes) for row in head[1] for cell in row[1]]
    for body in bodies:
        for row in body[3]:
            cells = [_cell(cell, notes) for cell in row[1]]
            if len(cells) == 2:
                yield f"{_BULLET}{' : '.join(cell for cell in cells if cell)}"
                continue
            names = header if len(header) == len(cells) else [""] * len(cells)
            said = [f"{name} : {cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell]
            yield _BULLET + " ; ".join(said)


def _cell(cell: Any, notes: list[str]) -> str:
    return " ".join(_block(block, notes) for block in cell[4]).replace("\n", " ").strip()


def _inlines(inlines: Sequence[Inline], notes: list[str]) -> str:
    return "".join(_inline(inline, notes) for inline in inlines).strip()


def _inline(inline: Inline, notes: list[str]) -> str:
    match inline:
        case {"t": "Str", "c": text} | {"t": "Code", "c": [_, text]}:
            return str(text)
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"t": "LineBreak"}:
            return "\n"
        case {"t": "Link", "c": [_, content, [target, _]]}:
            shown = _inlines(content, notes)
            return shown if target.startswith("#") or target.removeprefix("mailto:") == shown else f"{shown} ({target})"
        case {"t": "Note", "c": content}:
            notes.append(" ".join(_block(block, notes) for block in content))
            return f" [{len(notes)}]"
        case {"t": "Span", "c": [_, content]} | {"t": "Emph" | "Strong" | "Strikeout", "c": content}:
            return _inlines_inside(content, notes)
    return ""


def _inlines_inside(inlines: Sequence[Inline], notes: list[str]) -> str:
    return "".join(_inline(inline, notes) for inline in inlines)
