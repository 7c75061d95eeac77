"""Emphasis that Markdown can say: its marks touch a letter inside, or nothing but a space outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

KINDS = ("Emph", "Strong", "Strikeout")
SPACES = ("Space", "SoftBreak", "LineBreak")


def trimmed(inlines: Sequence[Any]) -> list[Any]:
    """Without the spaces and ends of line around."""
    made = list(inlines)
    while made and made[0]["t"] in SPACES:
        made.pop(0)
    while made and made[-1]["t"] in SPACES:
        made.pop()
    return made


def readable(inlines: Sequence[Any]) -> list[Any]:
    """The same words; emphasis that could not be read back is narrowed to its letters, or left out.

    Bold words followed at once by others, ``**Nom :**valeur``, would show their marks.
    """
    made: list[Any] = []
    for place, inline in enumerate(inlines):
        if inline["t"] not in KINDS:
            made.append(inline)
            continue
        if made and made[-1]["t"] == inline["t"]:  # one run after the other, in an old document
            inline = {"t": inline["t"], "c": readable([*made.pop()["c"], *inline["c"]])}
        elif made and made[-1]["t"] in KINDS:
            made += inline["c"]
            continue
        after = inlines[place + 1] if place + 1 < len(inlines) else None
        made += _narrowed(inline, _touches(made[-1] if made else None), _touches(after))
    return made


def _touches(neighbour: Any) -> bool:
    """Whether something stands against the marks of an emphasis."""
    return neighbour is not None and neighbour["t"] not in SPACES


def _narrowed(inline: Any, touches_before: bool, touches_after: bool) -> list[Any]:
    content = list(inline["c"])
    before, content = _peeled(content, touches_before, is_start=True)
    after, content = _peeled(content, touches_after, is_start=False)
    if not content:
        return [*before, *after]
    edges = ((touches_before or before, content[0]), (touches_after or after, content[-1]))
    if any(touches and edge["t"] != "Str" for touches, edge in edges):
        return [*before, *content, *after]
    return [*before, {"t": inline["t"], "c": content}, *after]


def _peeled(content: list[Any], touches: bool, *, is_start: bool) -> tuple[list[Any], list[Any]]:
    """What is taken off one end: spaces, and marks of punctuation when something touches them."""
    out: list[Any] = []
    while content:
        edge = content[0 if is_start else -1]
        rest = content[1:] if is_start else content[:-1]
        if edge["t"] in SPACES:
            out, content, touches = _placed(out, edge, is_start=is_start), rest, False
            continue
        if edge["t"] != "Str":
            return out, content
        kept, taken = _split(edge["c"], touches, is_start=is_start)
        if taken:
            out = _placed(out, {"t": "Str", "c": taken}, is_start=is_start)
        if kept:
            inside = {"t": "Str", "c": kept}
            return out, [inside, *rest] if is_start else [*rest, inside]
        content = rest
    return out, content


def _placed(out: list[Any], edge: Any, *, is_start: bool) -> list[Any]:
    return [*out, edge] if is_start else [edge, *out]


def _split(text: str, touches: bool, *, is_start: bool) -> tuple[str, str]:
    """The text without what its end cannot keep, and that end."""
    order = range(len(text)) if is_start else range(len(text) - 1, -1, -1)
    count = 0
    for at in order:
        letter = text[at]
        if letter.isspace() or (touches and not letter.isalnum()) or (count and not letter.isalnum()):
            count += 1
        else:
            break
    if not count:
        return text, ""
    return (text[count:], text[:count]) if is_start else (text[:-count], text[-count:])
