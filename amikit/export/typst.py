"""The answer's blocks made ready for typst: what people typed goes as string literals.

Pandoc writes the structure (headings, lists, notes); tables, pictures, links and the special
``Div`` call the functions of ``page.typ``. Texts, addresses and code travel as Typst string
literals, so that nothing typed can become markup, nor a dash or three dots become others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import inf
from pathlib import Path
from typing import Any
from urllib.parse import quote

from amikit.export import words
from amikit.export.compile import literal
from amikit.export.typst_table import WHOLE_ROW_LINES, WHOLE_TABLE_LINES, count_lines, count_text_lines, read_columns
from amikit.i18n import Language
from amikit.paths import shared_path
from amikit.render.answer import Block, Inline
from amikit.source.glyphs import replace_missing

_SAFE_ID = re.compile(r"[a-z][a-z0-9-]{0,80}")
_WEB_LINK = re.compile(r"(?:https?://|mailto:|tel:).", re.IGNORECASE)
_LONGEST_LINK = 2000
_INTRODUCED = frozenset({"BulletList", "OrderedList", "Table", "BlockQuote", "CodeBlock", "Figure", "Div"})
_SHORT_LIST = 4
_WHOLE_ADDRESS = 40
"""An address of so many characters stays on one line."""


def printable(value: Any) -> Any:
    """The value (of JSON), its texts without a character that the fonts lack."""
    if isinstance(value, str):
        return replace_missing(value, _coverage_path())
    if isinstance(value, Mapping):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(item) for item in value]
    return value


@cache
def _coverage_path() -> Path:
    return shared_path("fonts/coverage.json")


def plain_text(node: Any) -> str:
    """What a reader sees of blocks or inlines, notes left out, one line a paragraph."""
    if isinstance(node, (list, tuple)):
        return "".join(map(plain_text, node))
    match node:
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"t": "LineBreak"}:
            return "\n"
        case {"t": "Str", "c": text} | {"t": "Code" | "CodeBlock", "c": [_, text]}:
            return str(text)
        case {"t": "Link" | "Image", "c": [_, content, _]} | {"t": "Span" | "Div", "c": [_, content]}:
            return plain_text(content)
        case {"t": "Para" | "Plain", "c": content}:
            return plain_text(content) + "\n"
        case {"t": "OrderedList", "c": [_, content]} | {"t": "Header", "c": [_, _, content]}:
            return plain_text(content)
        case {"t": "BulletList" | "BlockQuote" | "Emph" | "Strong" | "Strikeout", "c": content}:
            return plain_text(content)
    return ""


class Lowering:
    """Lowers the blocks of one answer; afterwards, ``images`` says which files typst will read.

    Headings never jump a level, ids are unique and links inside the document lead
    somewhere: what a PDF standard or typst would refuse is mended here, and said by the
    rules.
    """

    def __init__(self, language: Language, image_targets: Iterable[str]) -> None:
        self.images: dict[str, str] = {}
        """For each target met, the name of its file under typst's root."""
        self._language = language
        self._targets = frozenset(image_targets)
        self._labels: dict[str, str] = {}
        self._named: set[str] = set()
        self._level = 0
        self._list_depth = 0

    def lower(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks of the whole body."""
        for block in blocks:
            if block["t"] == "Header" and printable(plain_text(block["c"][2])).strip():
                self._name(block["c"][1][0])
        return self._blocks(blocks)

    def _name(self, heading_id: str) -> None:
        if heading_id and heading_id not in self._labels:
            is_plain = _SAFE_ID.fullmatch(heading_id) and heading_id not in self._labels.values()
            self._labels[heading_id] = heading_id if is_plain else f"Section-{len(self._labels) + 1}"

    # Blocks

    def _blocks(self, blocks: Sequence[Block]) -> list[Block]:
        lowered: list[Block] = []
        for before, block, following in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
            made = self._block(block)
            if introduces(before, block, following):
                made = _call("#with-next[", made, "]")
            lowered += made
        return lowered

    def _list(self, items: Sequence[list[Block]], make: Callable[[list[list[Block]]], Block]) -> list[Block]:
        """A short list stays on one page; of a longer one, the first two items do."""
        self._list_depth += 1
        made = [make([self._blocks(item) for item in items])]
        self._list_depth -= 1
        if self._list_depth:
            return made
        heights = [sum(count_text_lines(text) for text in plain_text(item).strip().split("\n")) for item in items]
        if len(items) <= _SHORT_LIST and sum(heights) <= WHOLE_ROW_LINES:
            return _call("#whole[", made, "]")
        room = sum(heights[:2])
        return _call(f"#long-list({room})[", made, "]") if room <= WHOLE_ROW_LINES else made

    def _block(self, block: Block) -> list[Block]:
        match block:
            case {"t": "Para" | "Plain", "c": [{"t": "Image", "c": [_, alt, [target, _]]}]}:
                return self._picture(target, plain_text(alt), [])
            case {"t": "Para" | "Plain" as kind, "c": content}:
                inlines = self._inlines(content)
                return [{"t": kind, "c": inlines}] if inlines else []
            case {"t": "Header", "c": [level, [heading_id, _, _], content]}:
                return self._heading(level, heading_id, content)
            case {"t": "BulletList", "c": items}:
                return self._list(items, lambda made: {"t": "BulletList", "c": made})
            case {"t": "OrderedList", "c": [numbers, items]}:
                return self._list(items, lambda made: {"t": "OrderedList", "c": [numbers, made]})
            case {"t": "BlockQuote", "c": content}:
                return [{"t": "BlockQuote", "c": self._blocks(content)}]
            case {"t": "CodeBlock", "c": [_, code]}:
                lines = "\n".join(map(printable, code.expandtabs(4).split("\n")))
                return [_raw(f"#raw(block: true, {literal(lines)})")]
            case {"t": "HorizontalRule"}:
                return [_raw("#rule-line")]
            case {"t": "Table", "c": [_, [_, caption], columns, [_, head], bodies, _]}:
                return self._table(caption, columns, head, [row for body in bodies for row in body[3]])
            case {"t": "Figure", "c": [_, [_, caption], content]}:
                return self._figure(caption, content)
            case {"t": "Div", "c": [[_, classes, attributes], content]}:
                return self._div(classes, dict(attributes), content)
        raise NotImplementedError(block["t"])

    def _heading(self, level: int, heading_id: str, content: list[Inline]) -> list[Block]:
        # A line break would end the heading in Typst.
        inlines = self._inlines([{"t": "Space"} if inline["t"] == "LineBreak" else inline for inline in content])
        if not inlines:
            return []
        self._level = min(level, self._level + 1)
        label = "" if heading_id in self._named else self._labels.get(heading_id, "")
        self._named.add(heading_id)
        return [{"t": "Header", "c": [self._level, [label, [], []], inlines]}]

    def _div(self, classes: list[str], attributes: dict[str, str], content: list[Block]) -> list[Block]:
        match classes:
            case ["chart"]:
                said = "".join(f", {key}: {literal(printable(attributes.get(key, '')))}" for key in ("caption", "alt"))
                return [_raw(f"#chart({_json(attributes['rows'])}, groups{said})")]
            case ["key-figures"]:
                return [_raw(f"#key-figures({_json(attributes['items'])})")]
            case ["notice"]:
                return _call("#notice[", self._blocks(content), "]")
            case ["todo"]:
                word = words.TO_COMPLETE[self._language]
                label = "" if word.casefold() in plain_text(content).casefold() else word
                return _call(f"#todo({literal(label)})[", self._blocks(content), "]")
            case ["page-break"]:
                return [_raw("#pagebreak(weak: true)")]
        return self._blocks(content)

    def _table(self, caption: list[Block], specs: list[Any], head: list[Any], rows: list[Any]) -> list[Block]:
        header = head[0][1] if head else []
        texts = [[_cell_text(cell[4]) for cell in row] for row in (header, *(row[1] for row in rows))]
        columns = read_columns(specs, texts)
        settings = "".join(column.typst() + ", " for column in columns)
        heights = [count_lines(row, columns) if any(row) else 1 for row in texts]
        heights[1:] = [inf if _has_image(row) else height for row, height in zip(rows, heights[1:], strict=True)]
        opening = f"#data-table(columns: ({settings}), whole: {_flag(sum(heights) <= WHOLE_TABLE_LINES)}, caption: "
        made = _call(opening, self._optional(caption), ",")
        made += _call("header: (", self._cells(header, len(columns) if header else 0), "),")
        made.append(_raw("rows: ("))
        for row, height in zip(rows, heights[1:], strict=True):
            opening = f"(whole: {_flag(height <= WHOLE_ROW_LINES)}, cells: ("
            made += _call(opening, self._cells(row[1], len(columns)), ")),")
        return [*made, _raw("))")]

    def _cells(self, cells: Sequence[Any], count: int) -> list[Block]:
        made: list[Block] = []
        for place in range(count):
            made += _content(self._blocks(cells[place][4]) if place < len(cells) else [], ",")
        return made

    def _optional(self, content: list[Block]) -> list[Block]:
        lowered = self._blocks(content)
        return _content(lowered, "") if lowered else [_raw("none")]

    def _figure(self, caption: list[Block], content: list[Block]) -> list[Block]:
        match content:
            case [{"t": "Plain" | "Para", "c": [{"t": "Image", "c": [_, alt, [target, _]]}]}]:
                return self._picture(target, plain_text(alt), caption)
        return self._blocks([*content, *caption])

    def _picture(self, target: str, alt: str, caption: list[Block]) -> list[Block]:
        if target not in self._targets:
            return _call('#todo("")[', [{"t": "Para", "c": [self._missing(target)]}], "]")
        told = _alternative(alt or plain_text(caption).strip())
        return _call(f"#picture({literal(self._file(target))}, alt: {told}, caption: ", self._optional(caption), ")")

    def _file(self, target: str) -> str:
        return self.images.setdefault(target, f"image-{len(self.images) + 1}")

    def _missing(self, target: str) -> Inline:
        return _raw_inline(
            f"#todo-inline({literal(f'[{words.MISSING_IMAGE[self._language]} : {printable(target)}]')});"
        )

    # Inlines

    def _inlines(self, inlines: Sequence[Inline]) -> list[Inline]:
        lowered: list[Inline] = []
        run = ""
        for inline in inlines:
            match inline:
                case {"t": "Str", "c": text}:
                    run += text
                case {"t": "Space" | "SoftBreak"}:
                    run += " "
                case _:
                    lowered += [*_text(run), *self._inline(inline)]
                    run = ""
        lowered += _text(run)
        return lowered if any(inline["t"] != "Space" for inline in lowered) else []

    def _inline(self, inline: Inline) -> list[Inline]:
        match inline:
            case {"t": "Emph" | "Strong" | "Strikeout" as kind, "c": content}:
                inlines = self._inlines(content)
                return [{"t": kind, "c": inlines}] if inlines else []
            case {"t": "LineBreak"}:
                return [{"t": "LineBreak"}]
            case {"t": "Code", "c": [_, code]}:
                return [_raw_inline(f"#raw({literal(printable(code))});")] if code else []
            case {"t": "Link", "c": [_, content, [target, _]]}:
                return self._link(target, content)
            case {"t": "Image", "c": [_, alt, [target, _]]}:
                if target not in self._targets:
                    return [self._missing(target)]
                told = _alternative(plain_text(alt))
                return [_raw_inline(f"#inline-picture({literal(self._file(target))}, alt: {told});")]
            case {"t": "Note", "c": content}:
                return [{"t": "Note", "c": self._blocks(content)}]
            case {"t": "Span", "c": [[_, classes, _], content]}:
                inlines = self._inlines(content)
                return [_raw_inline("#todo-inline["), *inlines, _raw_inline("];")] if "todo" in classes else inlines
        raise NotImplementedError(inline["t"])

    def _link(self, target: str, written: list[Inline]) -> list[Inline]:
        content = self._inlines(written)
        if target.startswith("#") and target[1:] in self._labels:
            goal = f"label({literal(self._labels[target[1:]])})"
        elif _WEB_LINK.match(target) and len(target) <= _LONGEST_LINK:
            goal = literal(quote(target, safe="!#$%&'()*+,/:;=?@[]~"))
        else:
            return content
        shown = plain_text(written)
        if _WEB_LINK.match(shown) and " " not in shown and len(shown) <= _WHOLE_ADDRESS:
            content = [_raw_inline("#box["), *content, _raw_inline("];")]
        return [_raw_inline(f"#link({goal})["), *content, _raw_inline("];")] if content else []


def introduces(before: Block | None, block: Block, following: Block | None) -> bool:
    """Whether a paragraph should not be left at the foot of a page: it announces the list or the table
    that follows, or it is all the text under a heading, on a line or two.
    """
    if block["t"] != "Para" or following is None or following["t"] == "Header":
        return False
    text = plain_text(block).strip()
    if before is not None and before["t"] == "Header" and count_text_lines(text) <= 2:
        return True
    return following["t"] in _INTRODUCED and text.endswith(":")


def _text(run: str) -> list[Inline]:
    """A run of text as one literal; the spaces at its ends stay Typst's own, which fold at line ends."""
    text = re.sub(" +", " ", printable(run))
    core = text.strip(" ")
    space: list[Inline] = [{"t": "Space"}]
    if not core:
        return space if text else []
    before, after = space * text.startswith(" "), space * text.endswith(" ")
    return [*before, _raw_inline(f"#{literal(core)};"), *after]


def _alternative(text: str) -> str:
    told = re.sub("[ \n]+", " ", text).strip()
    return literal(told) if told else "none"


def _cell_text(blocks: list[Block]) -> str:
    return "\n".join(map(printable, plain_text(blocks).strip().split("\n")))


def _has_image(node: Any) -> bool:
    if isinstance(node, dict):
        return node.get("t") == "Image" or _has_image(node.get("c"))
    return isinstance(node, list) and any(map(_has_image, node))


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _json(text: str) -> str:
    return f"json(bytes({literal(json.dumps(printable(json.loads(text)), ensure_ascii=False))}))"


def _content(blocks: list[Block], after: str) -> list[Block]:
    """Lowered blocks as one argument; a lone line of text does not become a paragraph."""
    if len(blocks) == 1 and blocks[0]["t"] in ("Plain", "Para"):
        return [{"t": "Plain", "c": [_raw_inline("["), *blocks[0]["c"], _raw_inline("]" + after)]}]
    return _call("[", blocks, "]" + after)


def _call(opening: str, content: list[Block], closing: str) -> list[Block]:
    return [_raw(opening), *content, _raw(closing)]


def _raw(code: str) -> Block:
    return {"t": "RawBlock", "c": ["typst", code]}


def _raw_inline(code: str) -> Inline:
    return {"t": "RawInline", "c": ["typst", code]}
