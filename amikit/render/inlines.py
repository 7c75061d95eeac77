"""Text and inline tokens → inlines of pandoc's AST. No character of a text becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it.token import Token

from amikit.i18n import Language, Text
from amikit.render.answer import Inline
from amikit.render.slots import HELD, HELD_OPEN, Slot
from amikit.source.characters import FORBIDDEN, PLACEHOLDERS
from amikit.source.markdown import image_target, is_safe_link, normalize_link
from amikit.source.text_block import visible_text

SPACE: Final[Inline] = {"t": "Space"}
SOFT_BREAK: Final[Inline] = {"t": "SoftBreak"}
LINE_BREAK: Final[Inline] = {"t": "LineBreak"}
_BREAKS = frozenset(["Space", "SoftBreak", "LineBreak"])

TODO_WORDS = Text("[à compléter : {what}]", "[to complete: {what}]")

_LINE_ENDS = re.compile(r"\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\n\x0b\x0c\r\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+")
"""White space where a line may break; the no-break kinds stay inside words."""
_LAST_OF_PLANES = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_DROPPED = re.compile(
    f"(?:{FORBIDDEN.pattern}|{PLACEHOLDERS.pattern}|[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb{_LAST_OF_PLANES}])"
    "(?<![\x0b\x0c\x1c-\x1f\x85])"
)
"""What prints nothing and breaks files or reverses the text: what is forbidden or ours, direction overrides, marks
and noncharacters; but not the kinds of white space, which become spaces."""

_DEEPEST = 20
"""Emphasis nested deeper is printed without its emphasis."""
_MOST_COPIES = 20
"""How many calls of one footnote print it: a text cannot multiply itself."""
_WRAPPERS = {"em_close": "Emph", "strong_close": "Strong", "s_close": "Strikeout"}


def attr(identifier: str = "", classes: Sequence[str] = (), **pairs: str) -> list[Any]:
    """Pandoc's attributes: identifier, classes, key-value pairs."""
    return [identifier, list(classes), [[key, value] for key, value in pairs.items()]]


def clean(text: str) -> str:
    """``text`` without what prints nothing: controls, noncharacters, direction overrides."""
    return text if text.isprintable() else _DROPPED.sub("", text)


def clean_line(text: str) -> str:
    """``text`` on one line, for an attribute or a code span."""
    return text if text.isprintable() else _SPACES.sub(" ", _DROPPED.sub("", text))


def text_inlines(text: str, *, line_breaks: bool = False) -> list[Inline]:
    """A typed-in text as it prints; with ``line_breaks`` its lines stay lines."""
    out: list[Inline] = []
    add_text(out, text, line_breaks=line_breaks)
    return trimmed(out)


def add_text(out: list[Inline], text: str, *, line_breaks: bool = False) -> None:
    """Append a text to ``out``, gluing words that touch."""
    if not line_breaks:
        _add_words(out, text)
        return
    for number, line in enumerate(_LINE_ENDS.split(text)):
        if number:
            _add_break(out, LINE_BREAK)
        _add_words(out, line)


def _add_words(out: list[Inline], text: str) -> None:
    words = clean_line(text).split(" ")
    first = words[0]
    if first:
        if out and out[-1]["t"] == "Str":
            out[-1] = {"t": "Str", "c": out[-1]["c"] + first}
        else:
            out.append({"t": "Str", "c": first})
    for word in words[1:]:
        if not out or out[-1]["t"] not in _BREAKS:
            out.append(SPACE)
        if word:
            out.append({"t": "Str", "c": word})


def _add_break(out: list[Inline], line_break: Inline) -> None:
    if out and out[-1]["t"] == "Space":
        out.pop()
    out.append(line_break)


def trimmed(out: list[Inline]) -> list[Inline]:
    """``out`` without spaces nor line breaks at its ends."""
    start, end = 0, len(out)
    while start < end and out[start]["t"] in _BREAKS:
        start += 1
    while end > start and out[end - 1]["t"] in _BREAKS:
        end -= 1
    return out[start:end]


def joined(paragraphs: Iterable[list[Inline]]) -> list[Inline]:
    """Paragraphs one under the other, in a place that holds only one."""
    out: list[Inline] = []
    for inlines in paragraphs:
        if inlines:
            out += [LINE_BREAK, *inlines] if out else inlines
    return out


def todo_words(what: str, language: Language) -> str:
    """What a blank still to fill says."""
    return TODO_WORDS[language].format(what=what)


@dataclass(slots=True)
class InlineWriter:
    """Turns the inline tokens of one text into inlines, its slots filled in.

    ``prose`` gives the inlines of a prose slot met inside a line, ``note`` those of a call of
    footnote.
    """

    slots: Sequence[Slot]
    prose: Callable[[str], list[Inline]]
    note: Callable[[int], list[Inline]]
    language: Language = "fr"
    block_keys: list[str] = field(default_factory=list)
    """The block slots met inside lines of text, to be printed after them."""
    anchors: list[tuple[Inline, str]] = field(default_factory=list)
    """The links to a place of the document (``#place``), to be checked once all are known."""
    _copies: dict[int, int] = field(default_factory=dict)

    def write(self, children: Sequence[Token] | None, *, line_breaks: bool = True) -> list[Inline]:
        """The inlines of one paragraph, cell or heading; a heading has no ``line_breaks``."""
        stack: list[list[Inline]] = [[]]
        opened: list[Token | None] = []
        for token in children or ():
            out, kind = stack[-1], token.type
            if kind in ("text", "text_special"):
                self._add(out, token.content, line_breaks=line_breaks)
            elif kind == "softbreak":
                _add_break(out, SOFT_BREAK)
            elif kind == "hardbreak":
                _add_break(out, LINE_BREAK if line_breaks else SOFT_BREAK)
            elif token.nesting == 1:
                is_deep = len(stack) > _DEEPEST
                opened.append(None if is_deep else token)
                if not is_deep:
                    stack.append([])
            elif token.nesting == -1:
                opening = opened.pop()
                if opening is not None:
                    self._close(stack, opening, kind)
            else:
                self._add_leaf(out, token)
        return trimmed(stack[0])

    def fill(self, text: str) -> str:
        """Put the values in a plain text: code, an address, a title."""
        if HELD_OPEN not in text:
            return text
        return HELD.sub(lambda mark: self._plain(int(mark[1])), text)

    def slot(self, number: int) -> Slot:
        """A slot by its number; nothing for a number that no value has."""
        return self.slots[number] if number < len(self.slots) else ""

    def todo(self, what: str) -> list[Inline]:
        """The words of a blank still to fill."""
        return text_inlines(todo_words(what, self.language))

    def _plain(self, number: int) -> str:
        slot = self.slot(number)
        if isinstance(slot, str):
            return slot
        return todo_words(slot["todo"], self.language) if "todo" in slot else ""

    def _add(self, out: list[Inline], text: str, *, line_breaks: bool) -> None:
        if HELD_OPEN not in text or not self.slots:
            _add_words(out, text)
            return
        for number, part in enumerate(HELD.split(text)):
            if number % 2 == 0:
                _add_words(out, part)
                continue
            slot = self.slot(int(part))
            if isinstance(slot, str):
                add_text(out, slot.strip("\r\n"), line_breaks=line_breaks)
            elif "todo" in slot:
                out.append({"t": "Span", "c": [attr("", ["todo"]), self.todo(slot["todo"])]})
            elif "prose" in slot:
                out += self.prose(slot["prose"])
            else:
                self.block_keys.append(slot["block"])

    def _close(self, stack: list[list[Inline]], opening: Token, kind: str) -> None:
        body = stack.pop()
        if kind == "link_close":
            stack[-1] += self._link(body, opening)
        elif body:
            stack[-1].append({"t": _WRAPPERS[kind], "c": body})

    def _link(self, body: list[Inline], opening: Token) -> list[Inline]:
        address = str(opening.attrs.get("href", ""))
        if HELD_OPEN in address:
            address = normalize_link(clean_line(self.fill(address)).strip())
        if not address or not is_safe_link(address):
            return body
        title = clean_line(self.fill(str(opening.attrs.get("title", ""))))
        link: Inline = {"t": "Link", "c": [attr(), body or text_inlines(address), [address, title]]}
        if address.startswith("#"):
            self.anchors.append((link, address[1:]))
        return [link]

    def _add_leaf(self, out: list[Inline], token: Token) -> None:
        if token.type == "code_inline":
            code = clean_line(self.fill(token.content))
            if code:
                out.append({"t": "Code", "c": [attr(), code]})
        elif token.type == "image":
            out += self._image(token)
        elif token.type == "footnote_ref":
            number = token.meta["id"]
            self._copies[number] = self._copies.get(number, 0) + 1
            if self._copies[number] <= _MOST_COPIES:
                out += self.note(number)

    def _image(self, token: Token) -> list[Inline]:
        alt = text_inlines(self.fill(visible_text(token.children)))
        target = clean_line(self.fill(image_target(token)))
        if not target or not is_safe_link(target):
            return alt
        title = clean_line(self.fill(str(token.attrs.get("title", ""))))
        return [{"t": "Image", "c": [attr(), alt, [target, title]]}]
