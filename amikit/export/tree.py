"""Walk pandoc's AST: replace some nodes, number the headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

from amikit.export.pandoc import printable
from amikit.export.typst import CONTENTS_LEVELS, introduces, plain_text
from amikit.render.answer import Block, Inline
from amikit.render.walk import Node, replaced

NUMBERED_LEVELS = 2
_MOST_ENTRIES = 45
"""Contents of more lines would not stay on one page of a word processor."""
_UNFIT = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40
_HOLD_HEADINGS = frozenset({"Div", "BlockQuote", "BulletList", "OrderedList"})
_WEB_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEME = re.compile(r"[^/?#]*:")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the contents show it."""

    level: int
    id: str
    number: str
    """``2.1``; empty below the second level."""
    text: str


def in_contents(headings: Sequence[Heading]) -> list[Heading]:
    """The headings that the contents of a word processor's page show: two levels, or one if there are too many."""
    shown = [heading for heading in headings if heading.level <= CONTENTS_LEVELS and heading.text]
    if len(shown) > _MOST_ENTRIES:
        return [heading for heading in shown if heading.level == 1] or shown
    return shown


def numbered(blocks: Sequence[Block]) -> tuple[list[Block], list[Heading]]:
    """The blocks, each heading with an id of its own; and the headings, in order.

    An id that is missing, already used or unfit for a bookmark is replaced; links to it follow.
    """
    headings: list[Heading] = []
    ids: dict[str, str] = {}
    used: set[str] = set()
    counts = [0] * 6

    def name(node: Node) -> Sequence[Node] | None:
        if node["t"] != "Header":
            return None if node["t"] in _HOLD_HEADINGS else [node]
        level, (wanted, classes, attributes), content = node["c"]
        heading_id = _unused(wanted, used)
        used.add(heading_id)
        if wanted:
            ids.setdefault(wanted, heading_id)
        counts[level - 1] += 1
        counts[level:] = [0] * (6 - level)
        number = ".".join(map(str, counts[:level])) if level <= NUMBERED_LEVELS else ""
        text = " ".join(printable(plain_text(content)).split(" ")).strip()
        headings.append(Heading(level, heading_id, number, text))
        return [{"t": "Header", "c": [level, [heading_id, classes, attributes], content]}]

    named = replaced(blocks, name)
    return _with_links(named, ids), headings


def _unused(wanted: str, used: set[str]) -> str:
    """An id close to the one wanted, that Word takes as a bookmark's name as it is."""
    letters = _UNFIT.sub("-", wanted.lower())[:_LONGEST_ID].strip("-")
    base = letters if letters[:1].isalpha() else f"titre-{letters}"[:_LONGEST_ID].strip("-")
    others = (f"{base[: _LONGEST_ID - 5]}-{n}" for n in count(2))
    return next(name for name in chain([base], others) if name not in used)


def _with_links(blocks: Sequence[Block], ids: dict[str, str]) -> list[Block]:
    """Links inside the document lead to the headings' new ids; those that lead nowhere good become text."""

    def follow(node: Node) -> Sequence[Inline] | None:
        if node["t"] != "Link":
            return None
        attributes, content, (target, title) = node["c"]
        inside = replaced(content, follow)
        if target.startswith("#"):
            goal = f"#{ids[target[1:]]}" if target[1:] in ids else ""
        else:
            goal = target if _WEB_LINK.match(target) or not _SCHEME.match(target) else ""
        return [{"t": "Link", "c": [attributes, inside, [goal, title]]}] if goal else inside

    return replaced(blocks, follow)


def with_announcements(blocks: Sequence[Block], style: str) -> list[Block]:
    """The paragraphs that introduce what follows, in a style that keeps them with it."""
    around = zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
    return [styled(style, [block]) if introduces(before, block, after) else block for before, block, after in around]


def recaptioned(blocks: Sequence[Block], caption: str) -> list[Block]:
    """The blocks, their tables under another caption; none if it is empty."""
    content = [{"t": "Plain", "c": words(caption)}] if caption else []
    return [
        {"t": "Table", "c": [block["c"][0], [None, content], *block["c"][2:]]} if block["t"] == "Table" else block
        for block in blocks
    ]


def raw(to: str, markup: str) -> Block:
    """A block of a format's own markup: only ever made of what we escaped."""
    return {"t": "RawBlock", "c": [to, markup]}


def styled(style: str, content: Sequence[Block]) -> Block:
    """Blocks in a paragraph style of the reference document."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], list(content)]}


def styled_inline(style: str, content: Sequence[Inline]) -> Inline:
    """Inlines in a character style of the reference document."""
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], list(content)]}


def words(text: str) -> list[Inline]:
    """Text as inlines, its ordinary spaces as spaces."""
    made: list[Inline] = []
    for place, part in enumerate(printable(text).split(" ")):
        made += [{"t": "Space"}] * (place > 0) + ([{"t": "Str", "c": part}] if part else [])
    return made


def paragraph(text: str) -> Block:
    """A paragraph of plain text."""
    return {"t": "Para", "c": words(text)}
