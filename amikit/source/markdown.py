"""Read the Markdown that a consortium writes, once, for checks, mentions and every output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from amikit.source.comments import blank_comments
from amikit.source.markdown_parser import Reading, is_safe_link, normalize_link, read_tokens
from amikit.source.span import NOWHERE, Problem, Span
from amikit.source.text_block import SEPARATOR, Container, Places, TextBlock, containers, visible_text

__all__ = [
    "NESTING_LIMIT", "SEPARATOR", "FoundHeading", "FoundImage", "FoundLink", "FoundTable", "Prose",
    "TextBlock", "image_target", "is_safe_link", "normalize_link", "parse_markdown",
]  # fmt: skip

NESTING_LIMIT = 20
"""How many levels of lists and quotes are read: nine lists one inside the other, as in Word."""

_FRONT_MATTER_OPENING = re.compile(r"---[ \t]*\n(?=[^\n])")
_FRONT_MATTER_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"[ \t]*(?:\n|$)")


class FoundImage(NamedTuple):
    """``![alt](target)``; the target is a path as its author sees it (``plan été.png``)."""

    target: str
    alt: str
    span: Span


class FoundLink(NamedTuple):
    target: str
    text: str
    span: Span


class FoundHeading(NamedTuple):
    level: int
    text: str
    span: Span


class FoundTable(NamedTuple):
    header: tuple[str, ...]
    rows_count: int
    """Rows of the body."""
    span: Span


@dataclass(frozen=True)
class Prose:
    """One Markdown file: its tokens, what it contains, and where. Places are computed when asked."""

    path: Path = NOWHERE
    text: str = ""
    """The file as it was read."""
    tokens: tuple[Token, ...] = ()
    """Those of markdown-it, footnotes last; every line counts from the file's first."""
    front_matter: str = ""
    """The YAML between the first two ``---``, as written; empty when there is none."""
    front_matter_line: int = 0
    """The line, from 1, of the first character of ``front_matter``; 0 when there is none."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be printed: no word, no image."""
        return not any(
            token.content.strip() if token.type in ("fence", "code_block") else _prints(token.children)
            for token in self.tokens
        )

    @property
    def words_count(self) -> int:
        """Words as a word processor counts them: tables, notes and code included."""
        return sum(
            len((visible_text(token.children) if token.type == "inline" else token.content).split())
            for token in self.tokens
            if token.type in ("inline", "fence", "code_block")
        )

    def text_blocks(self) -> Iterator[TextBlock]:
        """The visible text of each paragraph, heading, cell and note, in reading order."""
        for container in containers(self.tokens):
            yield TextBlock(container, self.path, self._lines)

    def images(self) -> list[FoundImage]:
        """The images, in reading order."""
        return [
            FoundImage(image_target(token), visible_text(token.children), place)
            for token, place, _ in self._found("image")
        ]

    def links(self) -> list[FoundLink]:
        """The links and the addresses between ``< >``, in reading order."""
        return [
            FoundLink(str(token.attrs.get("href", "")), text, place) for token, place, text in self._found("link_open")
        ]

    def headings(self) -> list[FoundHeading]:
        """The headings, with the level that the file gives them."""
        return [
            FoundHeading(int(opening.tag[1:]), visible_text(container.inline.children), self._span_of(container))
            for opening, container in zip(
                (token for token in self.tokens if token.type == "heading_open"),
                (container for container in containers(self.tokens) if container.kind in ("heading", "setext")),
                strict=True,
            )
        ]

    def tables(self) -> list[FoundTable]:
        """The tables, located at their first line."""
        found: list[FoundTable] = []
        header: list[str] = []
        line = rows = 0
        for index, token in enumerate(self.tokens):
            match token.type:
                case "table_open":
                    line, rows, header = (token.map or [0])[0], -1, []
                case "th_open":
                    header.append(visible_text(self.tokens[index + 1].children))
                case "tr_open":
                    rows += 1
                case "table_close":
                    found.append(FoundTable(tuple(header), rows, Span(self.path, line + 1)))
        return found

    @cached_property
    def _lines(self) -> list[str]:
        return _with_plain_line_ends(self.text).split("\n")

    def _span_of(self, container: Container) -> Span:
        return Places(container, self.path, self._lines).span(0, len(container.inline.content))

    def _found(self, kind: str) -> Iterator[tuple[Token, Span, str]]:
        """The inline tokens of a kind, where they are, and the text of a link."""
        for container in containers(self.tokens):
            children = container.inline.children or []
            if not any(token.type == kind for token in children):
                continue
            places = Places(container, self.path, self._lines)
            for index, token in enumerate(children):
                if token.type == kind:
                    yield _located(children, index, places, container.inline.content)


def _located(children: Sequence[Token], index: int, places: Places, content: str) -> tuple[Token, Span, str]:
    token = children[index]
    at: int = token.meta["at"]
    if token.type == "image":
        return token, places.span(at, at + len(token.content) + 3), ""
    end_index = next(i for i in range(index, len(children)) if children[i].type == "link_close")
    inside = children[index:end_index]  # a link holds no other link
    if token.info == "auto":
        end = content.find(">", at)
        return token, places.span(at, end + 1), visible_text(inside)
    return token, places.span(at - 1, children[end_index].meta["at"] + 1), visible_text(inside)


def image_target(token: Token) -> str:
    """The target of an image: an address as it is, a path without its ``%20``."""
    target = str(token.attrs.get("src", ""))
    return target if "://" in target else unquote(target)


def _prints(children: Sequence[Token] | None) -> bool:
    return any(token.type == "image" for token in children or ()) or bool(visible_text(children).strip())


def parse_markdown(text: str, path: Path, *, nesting_limit: int = NESTING_LIMIT) -> Prose:
    """Read one file, in a time proportional to its length; never raises.

    What could not be read as its author meant is in ``problems``: ``markdown-too-deep`` (text
    nested deeper than ``nesting_limit`` is plain paragraphs), ``front-matter-unclosed``,
    ``footnote-unused`` and ``footnote-repeated`` (not printed).
    """
    source = _with_plain_line_ends(text)
    front_matter, body_start, problems = _split_front_matter(source, path)
    # Lines keep their numbers: the front matter is read as empty lines.
    body = "\n" * source.count("\n", 0, body_start) + source[body_start:]
    body, unclosed = blank_comments(body)
    if unclosed is not None:
        problems.append(Problem("markdown-comment-unclosed", Span(path, unclosed + 1, 1, 4)))
    reading = read_tokens(body, nesting_limit)
    problems += _problems_of(reading, path, nesting_limit)
    line = 2 if body_start else 0
    return Prose(path, text, tuple(reading.tokens), front_matter, line, tuple(problems))


def _with_plain_line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _split_front_matter(source: str, path: Path) -> tuple[str, int, list[Problem]]:
    """The YAML, and where the text begins. ``---`` before an empty line is a rule, as for pandoc."""
    opening = _FRONT_MATTER_OPENING.match(source)
    if opening is None or _BLANK.match(source, opening.end()):
        return "", 0, []
    closing = _FRONT_MATTER_CLOSING.search(source, opening.end())
    if closing is None:
        return "", 0, [Problem("front-matter-unclosed", Span(path, 1, 1, 3))]
    return source[opening.end() : closing.start()], closing.end(), []


def _problems_of(reading: Reading, path: Path, nesting_limit: int) -> list[Problem]:
    problems = [
        Problem("markdown-too-deep", Span(path, line + 1), {"levels_count": nesting_limit})
        for line in reading.too_deep_lines
    ]
    for kind, notes in (("footnote-unused", reading.unused_notes), ("footnote-repeated", reading.repeated_notes)):
        problems += [Problem(kind, Span(path, line + 1), {"label": label}) for label, line in notes]
    return problems
