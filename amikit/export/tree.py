"""Pandoc's AST: read it, number its headings, make more of it. What all the formats stand on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from amikit.export import words
from amikit.export.pandoc import without_controls
from amikit.i18n import Language
from amikit.render.answer import Block, Inline
from amikit.render.inlines import text_inlines
from amikit.render.walk import Node, plain_text, replaced
from amikit.source.addresses import is_web_link, leads_outside

NUMBERED_LEVELS = 2
CONTENTS_LEVELS = 2
_MOST_ENTRIES = 45
"""Contents of more lines would not stay on one page of a word processor."""
_UNFIT = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40
_INTRODUCED = frozenset({"BulletList", "OrderedList", "Table", "BlockQuote", "CodeBlock", "Figure", "Div"})
_TEXT_LINE = 92
"""Characters on one line of the body."""
_HOLD_HEADINGS = frozenset({"Div", "BlockQuote", "BulletList", "OrderedList"})


# Read


def has_image(node: Any) -> bool:
    """Whether there is a picture somewhere inside."""
    if isinstance(node, dict):
        return node.get("t") == "Image" or has_image(node.get("c"))
    return isinstance(node, list) and any(map(has_image, node))


def count_text_lines(text: str) -> int:
    """About how many lines a paragraph of the body takes."""
    return ceil(max(len(text), 1) / _TEXT_LINE)


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


def todo_label(content: Sequence[Block], language: Language) -> str:
    """“To complete”, for a blank whose colour would speak alone; empty where its text says it already."""
    label = words.TO_COMPLETE[language]
    return "" if label.casefold() in plain_text(content).casefold() else label


# Headings and links


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the contents show it."""

    level: int
    id: str
    number: str
    """``2.1``; empty below the second level."""
    text: str


def listed(headings: Sequence[Heading]) -> list[Heading]:
    """The headings that contents show, where they have room."""
    return [heading for heading in headings if heading.level <= CONTENTS_LEVELS and heading.text]


def in_contents(headings: Sequence[Heading]) -> list[Heading]:
    """The headings that the contents of a word processor's page show: two levels, or one if there are too many."""
    shown = listed(headings)
    if len(shown) > _MOST_ENTRIES:
        return [heading for heading in shown if heading.level == 1] or shown
    return shown


def numbered(blocks: Sequence[Block]) -> tuple[list[Block], list[Heading]]:
    """The blocks, each heading with an id of its own; and the headings, in order.

    An id that is missing, already used or unfit for a bookmark is replaced; links to it follow.
    """
    headings: list[Heading] = []
    ids: dict[str, str] = {}
    bookmarks = _Bookmarks()
    counts = [0] * 6

    def name(node: Node) -> Sequence[Node] | None:
        if node["t"] != "Header":
            return None if node["t"] in _HOLD_HEADINGS else [node]
        level, (wanted, classes, attributes), content = node["c"]
        heading_id = bookmarks.take(wanted)
        if wanted:
            ids.setdefault(wanted, heading_id)
        counts[level - 1] += 1
        counts[level:] = [0] * (6 - level)
        number = ".".join(map(str, counts[:level])) if level <= NUMBERED_LEVELS else ""
        text = " ".join(without_controls(plain_text(content)).split(" ")).strip()
        headings.append(Heading(level, heading_id, number, text))
        return [{"t": "Header", "c": [level, [heading_id, classes, attributes], content]}]

    named = replaced(blocks, name)
    return _with_links(named, ids), headings


class _Bookmarks:
    """Ids for headings, that Word takes as the names of bookmarks as they are: each is given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._next: dict[str, int] = {}
        """The first number to try after a stem: a thousand headings of one title do not try a thousand each."""

    def take(self, wanted: str) -> str:
        """An id close to the one wanted."""
        letters = _UNFIT.sub("-", wanted.lower())[:_LONGEST_ID].strip("-")
        name = base = letters if letters[:1].isalpha() else f"titre-{letters}"[:_LONGEST_ID].strip("-")
        stem = base[: _LONGEST_ID - 5]
        number = self._next.get(stem, 2)
        while name in self._given:
            name = f"{stem}-{number}"
            number += 1
            self._next[stem] = number
        self._given.add(name)
        return name


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
            goal = target if is_web_link(target) or not leads_outside(target) else ""
        return [{"t": "Link", "c": [attributes, inside, [goal, title]]}] if goal else inside

    return replaced(blocks, follow)


# Make


def with_announcements(blocks: Sequence[Block], style: str) -> list[Block]:
    """The paragraphs that introduce what follows, in a style that keeps them with it."""
    around = zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
    return [styled(style, [block]) if introduces(before, block, after) else block for before, block, after in around]


def recaptioned(blocks: Sequence[Block], caption: str) -> list[Block]:
    """The blocks, their tables under another caption; none if it is empty."""
    content = [{"t": "Plain", "c": text_inlines(caption)}] if caption else []
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


def paragraph(text: str) -> Block:
    """A paragraph of plain text."""
    return {"t": "Para", "c": text_inlines(text)}
