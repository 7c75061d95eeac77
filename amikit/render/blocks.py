"""Markdown tokens → blocks of pandoc's AST, the values of the template put in their slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from amikit.i18n import Language
from amikit.render.answer import Block, Inline
from amikit.render.inlines import SPACE, InlineWriter, attr, clean, joined, text_inlines, trimmed
from amikit.render.slots import HELD, HELD_OPEN, Slot
from amikit.render.walk import plain_text
from amikit.source.markdown import Prose
from amikit.spelling import slug

PROSE_TOP_LEVEL = 2
"""The level of a prose's highest headings; level 1 is the section's title."""
_DEEPEST_HEADING = 6
_LONGEST_ID = 40
"""Word replaces a longer bookmark by a hash."""
_LONGEST_HEADING = 500
_NARROWEST_COLUMN = 0.06

_ALIGNMENTS = {"text-align:left": "AlignLeft", "text-align:right": "AlignRight", "text-align:center": "AlignCenter"}
_LONE_SLOTS = re.compile(rf"(?:\s*{HELD.pattern})+\s*")
_CODE_CLASS = re.compile(r"[A-Za-z0-9_+-]{1,30}")


def heading_id(text: str) -> str:
    """An identifier for a heading: that of its words, beginning with a letter.

    >>> heading_id("1. L'œil à Roubaix")
    's-1-l-oeil-a-roubaix'
    """
    words = slug(text[:_LONGEST_HEADING])
    return f"s-{words}" if words[:1].isdigit() else words or "s"


class HeadingIds:
    """Gives each heading of a document an id of its own; share one between sections."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def known(self, identifier: str) -> str:
        """The id itself when the document has it, else nothing."""
        return identifier if identifier in self._taken else ""

    def take(self, text: str, prefix: str = "") -> str:
        """A free id for a heading: safe, at most 40 characters."""
        base = heading_id(f"{prefix} {text}")[:_LONGEST_ID].rstrip("-")
        identifier, count = base, self._counts.get(base, 1)
        while identifier in self._taken:
            count += 1
            suffix = f"-{count}"
            identifier = base[: _LONGEST_ID - len(suffix)].rstrip("-") + suffix
        self._counts[base] = count
        self._taken.add(identifier)
        return identifier


def render_blocks(
    tokens: Sequence[Token],
    slots: Sequence[Slot] = (),
    *,
    prose: Callable[[str], Prose | None] = lambda _: None,
    block: Callable[[str], list[Block]] = lambda _: [],
    heading_shift: int = 0,
    id_prefix: str = "",
    ids: HeadingIds | None = None,
    language: Language = "fr",
) -> list[Block]:
    """The blocks of a section: its Markdown's ``tokens``, filled with ``slots``.

    ``prose`` gives the consortium's text of a key, ``block`` the blocks of a special one.
    A paragraph that is only a prose slot becomes the blocks of that prose, its top headings
    at level 2 (one below the heading that it follows, when that one is of level 3 or more).
    """
    writer = _BlockWriter(tokens, slots, prose, block, heading_shift, id_prefix, ids or HeadingIds(), language)
    blocks = writer.write()
    for link, place in writer.text.anchors:
        identifier = writer.places.get(heading_id(unquote(place))) or writer.ids.known(place)
        if identifier:
            link["c"][2][0] = f"#{identifier}"
        else:  # typst refuses a link to nowhere
            link["t"], link["c"] = "Span", [attr(), link["c"][1]]
    return blocks


def table_block(
    header: Sequence[list[Inline]],
    rows: Iterable[Sequence[list[Inline]]],
    alignments: Sequence[str] = (),
    widths: Sequence[int] = (),
    caption: list[Inline] | None = None,
) -> Block:
    """A table; ``widths`` are in any unit, and count only when they differ."""
    names = [*alignments, *["AlignDefault"] * (len(header) - len(alignments))]
    columns = [[{"t": name}, width] for name, width in zip(names, _widths(widths, len(header)), strict=True)]
    body = [_row(row) for row in rows]
    content = [{"t": "Plain", "c": caption}] if caption else []
    return {
        "t": "Table",
        "c": [attr(), [None, content], columns, [attr(), [_row(header)]], [[attr(), 0, [], body]], [attr(), []]],
    }


def _row(cells: Sequence[list[Inline]]) -> list[Any]:
    return [
        attr(),
        [[attr(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": cell}] if cell else []] for cell in cells],
    ]


def _widths(widths: Sequence[int], count: int) -> list[dict[str, Any]]:
    if len(widths) != count or len(set(widths)) < 2:
        return [{"t": "ColWidthDefault"}] * count
    total = sum(widths)
    shares = [max(width / total, _NARROWEST_COLUMN) for width in widths]
    return [{"t": "ColWidth", "c": round(share / sum(shares), 4)} for share in shares]


def inlines_of(blocks: Iterable[Block]) -> Iterator[list[Inline]]:
    """The text of each paragraph, heading, item and cell, for a place that takes no block."""
    for item in blocks:
        kind, content = item["t"], item.get("c", [])
        if kind in ("Para", "Plain"):
            yield content
        elif kind == "Header":
            yield content[2]
        elif kind == "CodeBlock":
            yield text_inlines(content[1], line_breaks=True)
        elif kind == "BlockQuote":
            yield from inlines_of(content)
        elif kind in ("BulletList", "OrderedList"):
            for blocks_of_item in content if kind == "BulletList" else content[1]:
                yield from inlines_of(blocks_of_item)
        elif kind in ("Div", "Figure"):
            yield from inlines_of(content[-1])
        elif kind == "Table":
            for row in [*content[3][1], *content[4][0][3]]:
                for cell in row[1]:
                    yield from inlines_of(cell[4])


@dataclass(slots=True)
class _BlockWriter:
    """Reads the tokens once, from first to last."""

    tokens: Sequence[Token]
    slots: Sequence[Slot]
    prose: Callable[[str], Prose | None]
    block: Callable[[str], list[Block]]
    heading_shift: int
    id_prefix: str
    ids: HeadingIds
    language: Language
    text: InlineWriter = field(init=False)
    places: dict[str, str] = field(default_factory=dict)
    """The id of each heading, by the slug of its text."""
    _at: int = 0
    _level: int = 0
    """Of the last heading of the template."""
    _notes: dict[int, int] = field(default_factory=dict)
    """Where the tokens of each footnote begin."""
    _notes_depth: int = 0

    def __post_init__(self) -> None:
        self.text = InlineWriter(self.slots, self._prose_in_line, self._note, self.language)

    def write(self) -> list[Block]:
        first_note = len(self.tokens)
        for index, token in enumerate(self.tokens):
            if token.type == "footnote_open":
                first_note = min(first_note, index)
                self._notes[token.meta["id"]] = index + 1
        return self._blocks("footnote_open" if self._notes else "")

    # --- blocks ----------------------------------------------------------------------------

    def _blocks(self, end: str) -> list[Block]:
        """The blocks up to a token of type ``end``, which is passed."""
        out: list[Block] = []
        while self._at < len(self.tokens):
            token = self.tokens[self._at]
            self._at += 1
            match token.type:
                case kind if kind == end:
                    break
                case "paragraph_open":
                    self._add_paragraph(out, token)
                case "heading_open":
                    out += self._heading(token)
                case "bullet_list_open":
                    out.append({"t": "BulletList", "c": self._items("bullet_list_close")})
                case "ordered_list_open":
                    style = {"t": "OneParen" if token.markup == ")" else "Period"}
                    start = [int(token.attrs.get("start", 1)), {"t": "Decimal"}, style]
                    out.append({"t": "OrderedList", "c": [start, self._items("ordered_list_close")]})
                case "blockquote_open":
                    if blocks := self._blocks("blockquote_close"):
                        out.append({"t": "BlockQuote", "c": blocks})
                case "table_open":
                    out.append(self._table(token))
                    self._add_special(out)
                case "fence" | "code_block":
                    out.append(self._code(token))
                case "hr":
                    out.append({"t": "HorizontalRule"})
        return out

    def _items(self, end: str) -> list[list[Block]]:
        items: list[list[Block]] = []
        while self.tokens[self._at].type != end:
            self._at += 1  # list_item_open
            items.append(self._blocks("list_item_close"))
        self._at += 1
        return items

    def _inline(self, closing: int = 1) -> Token:
        """The text of the block just opened; its end is passed."""
        self._at += 1 + closing
        return self.tokens[self._at - 1 - closing]

    def _add_paragraph(self, out: list[Block], opening: Token) -> None:
        inline = self._inline()
        if HELD_OPEN in inline.content and (lone := self._lone_slots(inline.content)):
            for slot in lone:
                out += self._blocks_of(slot, is_tight=opening.hidden)
            return
        inlines = self.text.write(inline.children)
        if inline.content.startswith((": ", ":\u00a0")) and _takes_caption(out):
            out[-1]["c"][1][1] = [{"t": "Plain", "c": _without_colon(inlines)}]
        elif len(inlines) == 1 and inlines[0]["t"] == "Image":
            out.append(_figure(inlines[0]))
        elif inlines:
            out.append({"t": "Plain" if opening.hidden else "Para", "c": inlines})
        self._add_special(out)

    def _add_special(self, out: list[Block]) -> None:
        """Print the special blocks that were asked for inside a line, after it."""
        for key in self.text.block_keys:
            out += self.block(key)
        self.text.block_keys.clear()

    def _heading(self, opening: Token) -> list[Block]:
        inlines = self.text.write(self._inline().children, line_breaks=False)
        if not inlines:
            return []
        level = min(max(int(opening.tag[1:]) + self.heading_shift, 1), _DEEPEST_HEADING)
        self._level = level
        words = plain_text(inlines).replace("\n", " ")
        identifier = self.ids.take(words, self.id_prefix)
        self.places.setdefault(heading_id(words), identifier)
        out: list[Block] = [{"t": "Header", "c": [level, attr(identifier), inlines]}]
        self._add_special(out)
        return out

    def _code(self, token: Token) -> Block:
        language = _CODE_CLASS.fullmatch(token.info.split(maxsplit=1)[0]) if token.info.strip() else None
        code = self.text.fill(token.content).replace("\r\n", "\n").replace("\r", "\n")
        lines = [clean(line.replace("\t", "    ")) for line in code.removesuffix("\n").split("\n")]
        return {"t": "CodeBlock", "c": [attr("", [language[0]] if language else []), "\n".join(lines)]}

    def _table(self, opening: Token) -> Block:
        rows: list[list[list[Inline]]] = []
        written: list[list[str]] = []
        alignments: list[str] = []
        while (token := self.tokens[self._at]).type != "table_close":
            self._at += 1
            if token.type == "tr_open":
                rows.append([])
                written.append([])
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    alignments.append(_ALIGNMENTS.get(str(token.attrs.get("style")), "AlignDefault"))
                inline = self._inline()
                rows[-1].append(self.text.write(inline.children))
                written[-1].append(inline.content)
        self._at += 1
        caption = None
        # Without an empty line before it, the caption was read as one more row.
        if len(rows) > 1 and len(written[-1]) > 1 and written[-1][0].startswith(": ") and not any(written[-1][1:]):
            caption = _without_colon(rows.pop()[0])
        return table_block(rows[0], rows[1:], alignments, opening.meta["dashes"], caption)

    # --- slots and notes -------------------------------------------------------------------

    def _lone_slots(self, content: str) -> list[dict[str, str]]:
        """The slots of a paragraph that holds nothing else, and no mere value."""
        if not self.slots or not _LONE_SLOTS.fullmatch(content):
            return []
        slots = [self.text.slot(int(mark[1])) for mark in HELD.finditer(content)]
        if any(isinstance(slot, str) and slot.strip() for slot in slots):
            return []
        return [slot for slot in slots if isinstance(slot, dict)]

    def _blocks_of(self, slot: dict[str, str], *, is_tight: bool) -> list[Block]:
        if "todo" in slot:
            words = self.text.todo(slot["todo"])
            return [{"t": "Div", "c": [attr("", ["todo"]), [{"t": "Para", "c": words}]]}]
        if "block" in slot:
            return list(self.block(slot["block"]))
        blocks = self._prose_blocks(slot["prose"])
        if is_tight and len(blocks) == 1 and blocks[0]["t"] == "Para":
            return [{"t": "Plain", "c": blocks[0]["c"]}]
        return blocks

    def _prose_blocks(self, key: str) -> list[Block]:
        found = self.prose(key)
        if found is None:
            return []
        top = PROSE_TOP_LEVEL + self.heading_shift
        top = self._level + 1 if self._level > top else top
        levels = [int(token.tag[1:]) for token in found.tokens if token.type == "heading_open"]
        return render_blocks(
            found.tokens,
            heading_shift=top - min(levels, default=top),
            id_prefix=self.id_prefix,
            ids=self.ids,
            language=self.language,
        )

    def _prose_in_line(self, key: str) -> list[Inline]:
        return joined(inlines_of(self._prose_blocks(key)))

    def _note(self, number: int) -> list[Inline]:
        """A footnote; one called from another is printed inside it, between parentheses."""
        if number not in self._notes or self._notes_depth > 1:
            return []
        kept = self._at
        self._at, self._notes_depth = self._notes[number], self._notes_depth + 1
        blocks = self._blocks("footnote_close")
        self._at, self._notes_depth = kept, self._notes_depth - 1
        if not blocks:
            return []
        if self._notes_depth == 0:
            return [{"t": "Note", "c": blocks}]
        return [SPACE, {"t": "Str", "c": "("}, *joined(inlines_of(blocks)), {"t": "Str", "c": ")"}]


def _takes_caption(out: list[Block]) -> bool:
    return bool(out) and out[-1]["t"] == "Table" and not out[-1]["c"][1][1]


def _without_colon(inlines: list[Inline]) -> list[Inline]:
    first = inlines[0]["c"][1:].lstrip("\u00a0")
    return trimmed([{"t": "Str", "c": first}, *inlines[1:]] if first else inlines[1:])


def _figure(image: Inline) -> Block:
    """An image alone, with its title as a caption."""
    attributes, alt, (target, title) = image["c"]
    plain = {"t": "Plain", "c": [{"t": "Image", "c": [attributes, alt, [target, ""]]}]}
    caption = [{"t": "Plain", "c": text_inlines(title)}] if title else []
    return {"t": "Figure", "c": [attr(), [None, caption], [plain]]}
