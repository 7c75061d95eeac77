"""Read blocks as a person would, for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from amikit.render.answer import Block, Inline
from amikit.render.blocks import render_blocks
from amikit.source.markdown import Prose, parse_markdown


def prose(text: str) -> Prose:
    return parse_markdown(text, Path("prose.md"))


def blocks(text: str, **options: Any) -> list[Block]:
    return render_blocks(prose(text).tokens, **options)


def flat(inlines: Sequence[Inline]) -> str:
    """The visible text of inlines, a line break as ``\\n``, a note between brackets."""
    return "".join(_text(inline) for inline in inlines)


def _text(inline: Inline) -> str:
    kind, content = inline["t"], inline.get("c", "")
    match kind:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return "\n"
        case "Code":
            return str(content[1])
        case "Link" | "Image" | "Span":
            return flat(content[1])
        case "Note":
            return "[" + " ".join(visible(content)) + "]"
    return flat(content)


def visible(items: Sequence[Block]) -> list[str]:
    """The text of each paragraph, heading, cell and code block."""
    return list(_visible(items))


def _visible(items: Sequence[Block]) -> Iterator[str]:
    for item in items:
        kind, content = item["t"], item.get("c", [])
        match kind:
            case "Para" | "Plain":
                yield flat(content)
            case "Header":
                yield flat(content[2])
            case "CodeBlock":
                yield str(content[1])
            case _:
                for inside in _inside(kind, content):
                    yield from _visible(inside)


def _inside(kind: str, content: Any) -> list[list[Block]]:
    match kind:
        case "BlockQuote":
            return [content]
        case "BulletList":
            return list(content)
        case "OrderedList":
            return list(content[1])
        case "Div":
            return [content[1]]
        case "Figure":
            return [content[1][1], content[2]]
        case "Table":
            rows = [*content[3][1], *content[4][0][3]]
            return [content[1][1], *(cell[4] for row in rows for cell in row[1])]
    return []


def kinds(items: Sequence[Block]) -> list[str]:
    return [item["t"] for item in items]


def squeezed(text: str) -> str:
    """A text with its spaces made plain and single."""
    return re.sub(r"\s+", " ", text).strip()
