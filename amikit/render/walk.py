"""Walk pandoc's AST, and replace some of its nodes."""

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
