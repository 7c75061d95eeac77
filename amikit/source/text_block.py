"""The text that a reader sees in one paragraph, heading or cell, and where each character is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.token import Token

from amikit.source.addresses import find_addresses
from amikit.source.span import Span

SEPARATOR = "\ufffc"
"""Stands where something that is not text was: code, an address, an image, a call of note."""

_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED_PIPE = re.compile(r"\\\|")


class Row:
    """A row of a table: where its cells are, found once for all of them."""

    def __init__(self, column: int) -> None:
        self._column = column
        self._cells: list[tuple[int, int]] | None = None

    def cell(self, index: int, line: str) -> tuple[int, int]:
        """The columns (from 0) between which a cell is written; nothing where the row is too short."""
        if self._cells is None:
            end = len(_trimmed(line))
            start = end - len(line[self._column : end].lstrip(MD_TRIM_CHARS))
            bounds = [start - 1, *(pipe.start() for pipe in _PIPE.finditer(line, start, end)), end]
            self._cells = [(first + 1, last) for first, last in pairwise(bounds)]
            if self._cells[0][0] == self._cells[0][1]:  # the row begins with a pipe
                del self._cells[0]
        return self._cells[index] if index < len(self._cells) else (len(line), len(line))


@dataclass(frozen=True, slots=True)
class Container:
    """An ``inline`` token and what is needed to find its text in the file."""

    inline: Token
    kind: str
    """``paragraph``, ``heading``, ``setext`` (a heading underlined), ``cell``."""
    row: Row | None = None
    cell_index: int = 0


def containers(tokens: Iterable[Token]) -> Iterator[Container]:
    """Every token that holds text, in order."""
    kind, cell = "paragraph", 0
    row: Row | None = None
    for token in tokens:
        match token.type:
            case "inline":
                yield Container(token, kind, row, cell)
            case "paragraph_open":
                kind = "paragraph"
            case "heading_open":
                kind = "heading" if token.markup.startswith("#") else "setext"
            case "tr_open":
                row, cell = Row(token.meta["column"]), -1
            case "th_open" | "td_open":
                kind, cell = "cell", cell + 1


def visible_text(children: Sequence[Token] | None, *, with_code: bool = True) -> str:
    """The words of an inline container; ``with_code`` adds code and addresses, as they print."""
    return "".join(text for text, _, _, _ in _pieces(children or (), with_code=with_code))


def _pieces(children: Iterable[Token], *, with_code: bool) -> Iterator[tuple[str, int, int, bool]]:
    """The visible text, its offset and length in the block's text, whether they match one to one."""
    in_address = False
    for token in children:
        at: int = token.meta["at"]
        match token.type:
            case "text" if in_address and not with_code:
                yield SEPARATOR, at, 0, False
            case "text":
                yield token.content, at, len(token.content), not in_address
            case "text_special":
                length = len(token.markup)
                yield token.content, at, length, length == len(token.content)
            case "softbreak":
                yield " ", at, 1, True
            case "hardbreak":
                yield "\n", at, 1, False
            case "link_open" | "link_close" if token.info == "auto":
                in_address = token.nesting == 1
            case "code_inline":
                yield (token.content if with_code else SEPARATOR), at, 0, False
            case "image" | "footnote_ref" if not with_code:
                yield SEPARATOR, at, 0, False


class TextBlock:
    """The visible text of one container: emphasis is transparent, so ``**Ti**Billet`` is one word.

    A line break is a space, a hard one ``\\n``; whatever is not text is ``SEPARATOR``.
    """

    def __init__(self, container: Container, path: Path, lines: Sequence[str]) -> None:
        self._container, self._path, self._lines = container, path, lines
        self.text: str = _without_addresses(visible_text(container.inline.children, with_code=False))

    @property
    def kind(self) -> str:
        """``paragraph``, ``heading`` or ``cell``."""
        return "heading" if self._container.kind == "setext" else self._container.kind

    def span_at(self, offset: int, length: int = 0) -> Span:
        """The place in the file of ``text[offset:offset + length]``; markup inside it is counted."""
        starts, pieces = self._pieces
        if not pieces:
            return self.places.span(0, 0)
        first = self._source_of(offset, starts, pieces)[0]
        end = self._source_of(offset + length - 1, starts, pieces)[1] if length > 0 else first
        return self.places.span(first, end)

    @cached_property
    def places(self) -> Places:
        return Places(self._container, self._path, self._lines)

    @cached_property
    def _pieces(self) -> tuple[list[int], list[tuple[str, int, int, bool]]]:
        pieces = list(_pieces(self._container.inline.children or (), with_code=False))
        starts, offset = [], 0
        for piece in pieces:
            starts.append(offset)
            offset += len(piece[0])
        return starts, pieces

    @staticmethod
    def _source_of(offset: int, starts: list[int], pieces: list[tuple[str, int, int, bool]]) -> tuple[int, int]:
        index = max(bisect_right(starts, offset) - 1, 0)
        _, at, length, is_verbatim = pieces[index]
        inside = offset - starts[index]
        return (at + inside, at + inside + 1) if is_verbatim else (at, at + length)


def _without_addresses(text: str) -> str:
    parts, last = [], 0
    for start, end in find_addresses(text):
        parts += [text[last:start], SEPARATOR * (end - start)]
        last = end
    return "".join([*parts, text[last:]]) if parts else text


class Places:
    """From an offset in the text of a block to a line and a column of the file.

    markdown-it keeps the lines of a block, not its columns: they are found again from the
    end of each line, which no quote, list nor indentation touches.
    """

    def __init__(self, container: Container, path: Path, lines: Sequence[str]) -> None:
        self._path, self._lines = path, lines
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        """For each start, in the block's text, the line and column (from 0) in the file."""
        token = container.inline
        self._first_line = token.map[0] if token.map else 0
        if container.kind == "cell":
            self._locate_cell(container)
        elif container.kind == "heading":
            self._add(0, self._first_line, _heading_column(lines[self._first_line], token.content))
        else:
            self._locate_lines(token)

    def span(self, start: int, end: int) -> Span:
        """From one offset to another, as far as the line goes."""
        line, column = self.at(start)
        end_line, end_column = self.at(max(end - 1, start))
        end_column += end > start
        if end_line != line:
            end_column = len(self._lines[line])
        return Span(self._path, line + 1, column + 1, max(end_column - column, 0))

    def at(self, offset: int) -> tuple[int, int]:
        """The line and the column, from 0, of an offset in the block's text."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        line, column = self._places[index]
        return line, max(column + offset - self._starts[index], 0)

    def _add(self, start: int, line: int, column: int) -> None:
        self._starts.append(start)
        self._places.append((line, column))

    def _locate_lines(self, token: Token) -> None:
        content = token.content.split("\n")
        line = self._first_line
        last = token.map[1] - 1 if token.map else line
        # Lines of nothing but no-break spaces are trimmed away with their block's ends.
        while line + len(content) - 1 < last and not _trimmed(self._lines[line]).endswith(_trimmed(content[0])):
            line += 1
        start = 0
        for index, text in enumerate(content):
            written = self._lines[line + index]
            if index == len(content) - 1:
                written = _trimmed(written)
            self._add(start, line + index, len(written) - len(text))
            start += len(text) + 1

    def _locate_cell(self, container: Container) -> None:
        line = self._lines[self._first_line]
        start, end = container.row.cell(container.cell_index, line) if container.row else (0, len(line))
        cell = line[start:end].lstrip(MD_TRIM_CHARS)
        column = end - len(cell)
        self._add(0, self._first_line, column)
        for number, pipe in enumerate(_ESCAPED_PIPE.finditer(cell)):
            self._add(pipe.start() - number, self._first_line, column + pipe.start() + 1)


def _trimmed(text: str) -> str:
    return text.rstrip(MD_TRIM_CHARS)


def _heading_column(line: str, content: str) -> int:
    """Where the text of ``## text ##`` begins."""
    written = line.rstrip(" \t")
    without_hashes = written.rstrip("#")
    if without_hashes != written and without_hashes[-1:] in (" ", "\t"):
        written = without_hashes
    return max(len(_trimmed(written)) - len(content), 0)
