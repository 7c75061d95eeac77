"""French typography: no-break spaces, « quotes », apostrophes, dashes. On text alone.

A paragraph is read as one string, in which a mark stands for each thing that is not text, so
that a quote opened in plain text may close in bold. Code, addresses and targets are left as
they are; letters and digits never change; a text already typeset stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from amikit.i18n import NARROW_NBSP, NBSP, Language
from amikit.render.answer import Block, Inline
from amikit.render.inlines import LINE_BREAK, SOFT_BREAK, SPACE
from amikit.source.addresses import find_addresses
from amikit.source.characters import PLACEHOLDERS

# Marks of the string, among the placeholders: none can be in a text.
_OPEN, _CLOSE = "\ufdd2", "\ufdd3"
_THING = "\ufdd4"  # code, image, call of note
_BREAK = "\ufdd5"
_ADDRESS = "\ufdd6"
_EDGES = _OPEN + _CLOSE
_SPLIT = re.compile("([ \n\ufdd2-\ufdd5])")
_AS_SPACES = dict.fromkeys(map(ord, _EDGES + _THING + _BREAK), " ")

_CONTENT_AT: Final = {
    "Emph": None, "Strong": None, "Strikeout": None, "Superscript": None, "Subscript": None,
    "SmallCaps": None, "Underline": None, "Link": 1, "Span": 1, "Quoted": 1,
}  # fmt: skip
"""The inlines that hold others, and where; None when they hold nothing else."""


def typeset(blocks: list[Block], language: Language) -> list[Block]:
    """The same blocks with the typography of their language; what does not change is shared."""
    return [_typeset_block(block, language) for block in blocks]


def typeset_text(text: str, language: Language) -> str:
    """The same for a plain text: a title, a caption."""
    return _typeset_string(PLACEHOLDERS.sub("", text), language)


def _typeset_block(block: Block, language: Language) -> Block:
    kind = block["t"]
    content = block.get("c", [])
    match kind:
        case "Para" | "Plain":
            return {"t": kind, "c": typeset_inlines(content, language)}
        case "Header":
            return {"t": kind, "c": [content[0], content[1], typeset_inlines(content[2], language)]}
        case "BulletList":
            return {"t": kind, "c": [typeset(item, language) for item in content]}
        case "OrderedList":
            return {"t": kind, "c": [content[0], [typeset(item, language) for item in content[1]]]}
        case "BlockQuote":
            return {"t": kind, "c": typeset(content, language)}
        case "Div":
            return {"t": kind, "c": [content[0], typeset(content[1], language)]}
        case "Figure":
            attributes, (short, caption), body = content
            return {"t": kind, "c": [attributes, [short, typeset(caption, language)], typeset(body, language)]}
        case "Table":
            return {"t": kind, "c": _typeset_table(content, language)}
    return block


def _typeset_table(content: list[Any], language: Language) -> list[Any]:
    attributes, (short, caption), columns, (head_attributes, head), bodies, (foot_attributes, foot) = content

    def rows(rows_: list[Any]) -> list[Any]:
        return [[row[0], [[*cell[:4], typeset(cell[4], language)] for cell in row[1]]] for row in rows_]

    typeset_bodies = [[body[0], body[1], rows(body[2]), rows(body[3])] for body in bodies]
    return [
        attributes,
        [short, typeset(caption, language)],
        columns,
        [head_attributes, rows(head)],
        typeset_bodies,
        [foot_attributes, rows(foot)],
    ]


# --- inlines → one string → inlines ----------------------------------------------------------


def typeset_inlines(inlines: list[Inline], language: Language) -> list[Inline]:
    """The inlines of one paragraph; the same list when nothing changes."""
    parts: list[str] = []
    held: list[Inline] = []
    _flatten(inlines, parts, held)
    written = "".join(parts)
    text = _typeset_string(written, language)
    if text == written and not any(inline["t"] == "Note" for inline in held):
        return inlines
    return _rebuilt(text, iter(held), language)


def _flatten(inlines: list[Inline], parts: list[str], held: list[Inline]) -> None:
    for inline in inlines:
        kind = inline["t"]
        if kind == "Str":
            text: str = inline["c"]
            parts.append(text if text.isprintable() else PLACEHOLDERS.sub("", text))
        elif kind == "Space":
            parts.append(" ")
        elif kind == "SoftBreak":
            parts.append("\n")
        elif kind == "LineBreak":
            parts.append(_BREAK)
        elif kind in _CONTENT_AT:
            held.append(inline)
            parts.append(_OPEN)
            at = _CONTENT_AT[kind]
            _flatten(inline["c"] if at is None else inline["c"][at], parts, held)
            parts.append(_CLOSE)
        else:
            held.append(inline)
            parts.append(_THING)


def _rebuilt(text: str, held: Iterator[Inline], language: Language) -> list[Inline]:
    out: list[Inline] = []
    stack: list[tuple[list[Inline], Inline]] = []
    for piece in _SPLIT.split(text):
        if piece == " ":
            out.append(SPACE)
        elif piece == "\n":
            out.append(SOFT_BREAK)
        elif piece == _BREAK:
            out.append(LINE_BREAK)
        elif piece == _OPEN:
            stack.append((out, next(held)))
            out = []
        elif piece == _CLOSE:
            content, (out, inline) = out, stack.pop()
            at = _CONTENT_AT[inline["t"]]
            whole = content if at is None else [*inline["c"][:at], content, *inline["c"][at + 1 :]]
            out.append({"t": inline["t"], "c": whole})
        elif piece == _THING:
            inline = next(held)
            out.append({"t": "Note", "c": typeset(inline["c"], language)} if inline["t"] == "Note" else inline)
        elif piece:
            out.append({"t": "Str", "c": piece})
    return out


# --- the rules -------------------------------------------------------------------------------

_SP = rf" \n{NBSP}{NARROW_NBSP}"
_BEFORE_HIGH = re.compile(rf"(?<![{_SP}])[{_SP}]+(?=[{_EDGES}]*[;!?])")
_BEFORE_COLON = re.compile(rf"(?<![{_SP}])[{_SP}]+(?=[{_EDGES}]*:)")
_GLUED = re.compile(rf"(?:[;!?](?<![;!?].)[;!?]*+|:)(?=[{_EDGES}]*(?:[{_SP}{_BREAK}{_THING})\]}}»”’…]|\Z))")
_AFTER_OPENING = re.compile(rf"«[{_SP}]*([{_EDGES}]*)[{_SP}]*")
_BEFORE_CLOSING = re.compile(rf"(?<![{_SP}])[{_SP}]*+([{_EDGES}]*+)[{_SP}]*+»")
_ELLIPSIS = re.compile(r"(?<![./\\])\.\.\.(?![./\\])")
_DASH = re.compile(r"(?<=[ \n])--?(?=[ \n])")

_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(rf"\d(?<![\d.,]\d)\d{{0,2}}(?:[{_SP}]\d{{3}})+(?!\d)")
_SPACE_KIND = re.compile(rf"[{_SP}]")
_UNITS = "€|%|‰|°C|°|k€|M€|Md€|euros?|millions?|milliards?|h|min|s|km|m|m²|m³|m2|m3|cm|mm|ha|kg|g|mg|t|l|L|Ko|Mo|Go|To|kW|kWh|MWh|W|Wh|ETP"
_MONTHS = "(?i:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_AFTER_NUMBER = re.compile(rf"(\d(?:er)?[{_EDGES}]*)[{_SP}]+(?=[{_EDGES}]*(?:(?:{_UNITS})(?![\w'’])|{_MONTHS}(?!\w)))")
_GLUED_UNIT = re.compile(r"(\d)(?=[€%‰](?![\w%]))")
_MINUTES = re.compile(rf"(\d{NBSP}h)[{_SP}](?=\d\d(?!\d))")
_NUMERO = re.compile(rf"([nN][°º]s?|§)[{_SP}]*(?=[{_EDGES}]*\d)")
_DOT_THEN_NUMBER = re.compile(rf"\.[{_SP}]+[{_EDGES}]*\d")
_ABBREVIATION = re.compile(rf"\b((?:pp?|art|fig|tab|chap|vol|al)\.)[{_SP}]+(?=[{_EDGES}]*\d)")


def _typeset_string(text: str, language: Language) -> str:
    addresses: list[str] = []
    if "://" in text or "@" in text or "www." in text:
        text, addresses = _without_addresses(text)
    text = _french(text) if language == "fr" else _english(text)
    if addresses:
        kept = iter(addresses)
        text = re.sub(_ADDRESS, lambda _: next(kept), text)
    return text


def _without_addresses(text: str) -> tuple[str, list[str]]:
    parts, addresses, last = [], [], 0
    for start, end in find_addresses(text.translate(_AS_SPACES)):
        parts.append(text[last:start])
        addresses.append(text[start:end])
        last = end
    parts.append(text[last:])
    return _ADDRESS.join(parts), addresses


def _english(text: str) -> str:
    if '"' in text:
        text = _double_quotes(text, "“", "”")
    return _apostrophes(text) if "'" in text else text


def _french(text: str) -> str:
    if '"' in text:
        text = _double_quotes(text, f"«{NARROW_NBSP}", f"{NARROW_NBSP}»")
    if "'" in text:
        text = _apostrophes(text)
    if "..." in text:
        text = _ELLIPSIS.sub("…", text)
    if "- " in text or "-\n" in text:
        text = _DASH.sub("–", text)
    if "«" in text:
        text = _AFTER_OPENING.sub(rf"«{NARROW_NBSP}\1", text)
    if "»" in text:
        text = _BEFORE_CLOSING.sub(lambda m: f"{m[1]}{NARROW_NBSP}»" if m.start() else m[0], text)
    if ";" in text or "!" in text or "?" in text or ":" in text:
        text = _BEFORE_HIGH.sub(NARROW_NBSP, text)
        text = _BEFORE_COLON.sub(NBSP, text)
        text = _GLUED.sub(_unglued, text)
    return _numbers(text) if _DIGIT.search(text) else text


def _unglued(match: re.Match[str]) -> str:
    """``mot!`` → ``mot !``, when the mark ends a word and nothing stands before it already."""
    before = _visible_before(match.string, match.start())
    if not (before.isalnum() or (before and before in f").]}}»”’%€°…²³{_THING}")):
        return match[0]
    return (NBSP if match[0] == ":" else NARROW_NBSP) + match[0]


def _numbers(text: str) -> str:
    text = _THOUSANDS.sub(lambda number: _SPACE_KIND.sub(NARROW_NBSP, number[0]), text)
    text = _GLUED_UNIT.sub(rf"\1{NBSP}", text)
    text = _AFTER_NUMBER.sub(rf"\1{NBSP}", text)
    text = _MINUTES.sub(rf"\1{NBSP}", text)
    text = _NUMERO.sub(rf"\1{NBSP}", text)
    return _ABBREVIATION.sub(rf"\1{NBSP}", text) if _DOT_THEN_NUMBER.search(text) else text


# --- quotes ----------------------------------------------------------------------------------

_SPACES = frozenset(["", " ", "\n", NBSP, NARROW_NBSP, _BREAK])
_OPENERS = _SPACES | frozenset("([{«“—–-/:=")
_MAYBE_OPENERS = _OPENERS | frozenset("'’‘")
_CLOSERS = _SPACES | frozenset(")]}»”.,;:!?…—–-/'’‘%")
_AFTER_NO_OPENING = _SPACES | frozenset(")]}»”")


def _visible_before(text: str, at: int) -> str:
    while at and text[at - 1] in _EDGES:
        at -= 1
    return text[at - 1] if at else ""


def _visible_after(text: str, at: int) -> str:
    while at < len(text) and text[at] in _EDGES:
        at += 1
    return text[at] if at < len(text) else ""


def _double_quotes(text: str, opening: str, closing: str) -> str:
    """Replace the quotes that go in pairs; a lone one (``19"``) stays."""
    replaced: dict[int, str] = {}
    opened: list[int] = []
    for at in _indexes(text, '"'):
        before, after = _visible_before(text, at), _visible_after(text, at + 1)
        if '"' in (before, after):
            continue
        if after in _CLOSERS and before not in _OPENERS:
            if opened:
                replaced[opened.pop()], replaced[at] = opening, closing
        elif before in _MAYBE_OPENERS and after not in _AFTER_NO_OPENING:
            opened.append(at)
    return _with(text, replaced)


def _apostrophes(text: str) -> str:
    """``l'eau`` → ``l’eau``; single quotes that go in pairs become curly."""
    replaced: dict[int, str] = {}
    opened: list[int] = []
    for at in _indexes(text, "'"):
        before, after = _visible_before(text, at), _visible_after(text, at + 1)
        if (before and before in "'’‘") or (after and after in "'’‘") or before.isdigit():
            continue
        if after in _CLOSERS and before not in _OPENERS:
            if opened:
                replaced[opened.pop()], replaced[at] = "‘", "’"
            elif before.isalpha():
                replaced[at] = "’"
        elif before.isalpha():
            replaced[at] = "’"
        elif before in _OPENERS and after.isalnum():
            opened.append(at)
    return _with(text, replaced | dict.fromkeys(opened, "’"))


def _indexes(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _with(text: str, replaced: dict[int, str]) -> str:
    if not replaced:
        return text
    parts, last = [], 0
    for at in sorted(replaced):
        parts += [text[last:at], replaced[at]]
        last = at + 1
    return "".join([*parts, text[last:]])
