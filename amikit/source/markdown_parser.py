"""The one reading of Markdown: markdown-it, whose tokens remember where they were written.

CommonMark, tables, strikethrough and footnotes; no HTML, no address that could run code.
Every inline token has ``meta["at"]``, its offset in the text of its block; every table row
``meta["column"]``, the column where it begins; every table ``meta["dashes"]``, the dashes
of each column of its delimiter row (all 1 when its cells are drawn equally wide).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, paragraph, table
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.token import Token

from amikit.source.characters import PLACEHOLDERS

_RUNNING = re.compile(r"\s*(?:javascript|vbscript|data|file|ms-[a-z-]+):", re.IGNORECASE)
"""Schemes that run something or open a machine's own files: not even read as links. The others are, so that
a rule can say of each that it will not be one (see ``is_web_link``)."""
_LABEL = r"\[\^([^\s\[\]]{1,200})\]"
_NOTE_CALL = re.compile(_LABEL)
_NOTE_DEFINITION = re.compile(_LABEL + ":")


@dataclass(slots=True)
class Reading:
    """What one reading gives: the tokens, and what was not read as written."""

    tokens: list[Token]
    too_deep_lines: list[int] = field(default_factory=list)
    """Lines (from 0) nested deeper than the limit: read as plain paragraphs."""
    unused_notes: list[tuple[str, int]] = field(default_factory=list)
    """Footnotes that no text calls, hence not printed: label and line."""
    repeated_notes: list[tuple[str, int]] = field(default_factory=list)
    """Footnotes whose label already had a text; the first one is kept."""


def is_safe_link(address: str) -> bool:
    """Whether an address is read as a link: relative, or of a scheme that runs nothing."""
    return _RUNNING.match(address) is None


def normalize_link(address: str) -> str:
    """Encode an address for the web; one that waits for a value is left to whoever fills it in."""
    return address if PLACEHOLDERS.search(address) else normalizeLink(address)


def read_tokens(text: str, nesting_limit: int) -> Reading:
    """Read ``text``, whose lines end with ``\\n``, in a time proportional to its length."""
    notes = _Notes()
    reading = Reading([])
    env: dict[str, Any] = {"notes": notes, "too_deep": reading.too_deep_lines}
    tokens = _parser(nesting_limit).parse(text, env)
    reading.tokens = _with_notes_at_the_end(tokens, notes, reading)
    return reading


@cache
def _parser(nesting_limit: int) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": nesting_limit})
    md.block, md.inline = _LocatedBlockParser(), _LocatedInlineParser()
    md.configure("commonmark", options_update={"html": False, "maxNesting": nesting_limit})
    md.enable(["table", "strikethrough"]).disable(["fragments_join", "text_join", "html_inline", "html_block"])
    md.block.ruler.at("table", _located_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("reference", "note", _note_definition, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("emphasis", _located_markers(emphasis.tokenize))
    md.inline.ruler.at("strikethrough", _located_markers(strikethrough.tokenize))
    md.inline.ruler.after("image", "note_call", _note_call)
    md.validateLink = is_safe_link  # type: ignore[method-assign, assignment]
    md.normalizeLink = normalize_link  # type: ignore[method-assign, assignment]
    return md


# --- positions -----------------------------------------------------------------------------


class _LocatedInline(StateInline):
    """Each token remembers the offset where it begins."""

    _began = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._began = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta["at"] = self._began
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class _LocatedInlineParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _LocatedInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _located_markers(
    tokenize: Callable[[StateInline, bool], bool],
) -> Callable[[StateInline, bool], bool]:
    """Markers are pushed all at once, from the same offset: count them."""

    def rule(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        matched = tokenize(state, silent)
        if matched and not silent:
            at = start
            for token in state.tokens[first:]:
                if token.meta["at"] == start:
                    token.meta["at"] = at
                    at += len(token.content)
        return matched

    return rule


class _LocatedBlockParser(ParserBlock):
    """Reads what is nested too deep as plain paragraphs, and says where.

    markdown-it would drop it, with all that follows in the file, without a word.
    """

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level < state.md.options.maxNesting:
            super().tokenize(state, startLine, endLine)
            return
        line = state.skipEmptyLines(startLine)
        if line < endLine and state.sCount[line] >= state.blkIndent:
            state.env["too_deep"].append(line)
        while line < endLine and state.sCount[line] >= state.blkIndent:
            paragraph(state, line, endLine, False)
            line = state.skipEmptyLines(state.line)
        state.line = line


def _located_table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    first = len(state.tokens)
    matched = table(state, startLine, endLine, silent)
    if matched and not silent:
        for token in state.tokens[first:]:
            if token.type == "tr_open" and token.map:
                start = state.bMarks[token.map[0]] + state.tShift[token.map[0]]
                token.meta["column"] = start - state.src.rfind("\n", 0, start) - 1
        line = startLine + 1
        cells = [cell.strip() for cell in state.src[state.bMarks[line] : state.eMarks[line]].strip(" \t|").split("|")]
        is_even = len(set(map(len, cells))) == 1  # |:--|:-:| is as wide as drawn
        state.tokens[first].meta["dashes"] = [1 if is_even else cell.count("-") for cell in cells]
    return matched


# --- footnotes -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Notes:
    """The footnotes of one text: those defined, and those called, in the order of calls."""

    defined: dict[str, int] = field(default_factory=dict)
    """The line of each definition that counts: the first of its label."""
    repeated: list[tuple[str, int]] = field(default_factory=list)
    called: dict[str, int] = field(default_factory=dict)


def _note_definition(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """``[^label]: text``, whose next paragraphs are indented by four."""
    if state.is_code_block(startLine):
        return False
    start = state.bMarks[startLine] + state.tShift[startLine]
    match = _NOTE_DEFINITION.match(state.src, start, state.eMarks[startLine])
    if match is None or silent:
        return match is not None

    notes: _Notes = state.env["notes"]
    is_first = notes.defined.setdefault(match[1], startLine) == startLine
    if not is_first:
        notes.repeated.append((match[1], startLine))
    opening = state.push("note_open", "", 1)
    opening.meta["label"] = match[1] if is_first else None
    opening.map = [startLine, startLine]

    kept = (state.bMarks[startLine], state.tShift[startLine], state.sCount[startLine], state.parentType)
    state.blkIndent += 4
    state.bMarks[startLine], state.tShift[startLine] = state.skipSpaces(match.end()), 0
    state.sCount[startLine] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, startLine, endLine)
    state.blkIndent -= 4
    state.bMarks[startLine], state.tShift[startLine], state.sCount[startLine], state.parentType = kept

    opening.map[1] = state.line
    state.push("note_close", "", -1)
    return True


def _note_call(state: StateInline, silent: bool) -> bool:
    """``[^label]``, when that note exists."""
    match = _NOTE_CALL.match(state.src, state.pos, state.posMax)
    notes: _Notes = state.env["notes"]
    if match is None or match[1] not in notes.defined:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta["id"] = notes.called.setdefault(match[1], len(notes.called))
    state.pos = match.end()
    return True


def _with_notes_at_the_end(tokens: list[Token], notes: _Notes, reading: Reading) -> list[Token]:
    """Take the notes out of the text and put those that are called after it, in order."""
    reading.repeated_notes = notes.repeated
    if not notes.defined:
        return tokens
    reading.unused_notes = [(label, line) for label, line in notes.defined.items() if label not in notes.called]
    body: list[Token] = []
    contents: dict[str, list[Token]] = {}
    stack = [body]
    for token in tokens:
        if token.type == "note_open":
            content: list[Token] = []
            if token.meta["label"] is not None:
                contents[token.meta["label"]] = content
            stack.append(content)
        elif token.type == "note_close":
            stack.pop()
        else:
            stack[-1].append(token)
    for label, number in notes.called.items():
        body += [Token("footnote_open", "", 1, meta={"id": number, "label": label}), *contents[label]]
        body.append(Token("footnote_close", "", -1))
    return body
