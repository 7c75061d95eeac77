"""Walk pandoc's AST: what it says, and other nodes in place of some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Node = dict[str, Any]
Replace = Callable[[Node], Sequence[Node] | None]
"""What stands for a node: other nodes, or ``None`` to keep it and look inside."""


def replaced(tree: Sequence[Any], replace: Replace) -> list[Any]:
    """The same tree with every node that ``replace`` speaks for put in its place, outermost first.

    What ``replace`` returns is not looked into again.
    """
    made: list[Any] = []
    for item in tree:
        if isinstance(item, dict):
            instead = replace(item)
            if instead is not None:
                made += instead
            else:
                content = item.get("c")
                made.append({"t": item["t"], "c": replaced(content, replace)} if isinstance(content, list) else item)
        else:
            made.append(replaced(item, replace) if item and isinstance(item, list) else item)
    return made


def plain_text(node: Any) -> str:
    """What a reader sees of blocks or inlines, notes left out, one line a paragraph."""
    if isinstance(node, (list, tuple)):
        return "".join(map(plain_text, node))
    match node:
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"t": "LineBreak"}:
            return "\n"
        case {"t": "Str", "c": text} | {"t": "Code" | "CodeBlock", "c": [_, text]}:
            return str(text)
        case {"t": "Link" | "Image", "c": [_, content, _]} | {"t": "Span" | "Div", "c": [_, content]}:
            return plain_text(content)
        case {"t": "Para" | "Plain", "c": content}:
            return plain_text(content) + "\n"
        case {"t": "OrderedList", "c": [_, content]} | {"t": "Header", "c": [_, _, content]}:
            return plain_text(content)
        case {"t": "BulletList" | "BlockQuote" | "Emph" | "Strong" | "Strikeout", "c": content}:
            return plain_text(content)
    return ""
