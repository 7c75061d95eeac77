"""Addresses typed as text become links: a source is checked with one click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amikit.render.inlines import attr
from amikit.render.walk import Node, replaced
from amikit.source.addresses import find_addresses, is_web_link


def with_links(blocks: Sequence[Any]) -> list[Any]:
    """The same blocks, where each ``http(s)`` address of the text leads to itself."""
    return replaced(blocks, _instead)


def _instead(node: Node) -> Sequence[Node] | None:
    kind = node["t"]
    if kind == "Str":
        return _linked(node["c"]) if "://" in node["c"] else None
    return [node] if kind in ("Link", "Code", "CodeBlock", "Image") else None


def _linked(text: str) -> list[Any]:
    made: list[Any] = []
    done = 0
    for start, end in find_addresses(text):
        address = text[start:end]
        if not (is_web_link(address) and "://" in address):
            continue
        if start > done:
            made.append({"t": "Str", "c": text[done:start]})
        made.append({"t": "Link", "c": [attr(), [{"t": "Str", "c": address}], [address, ""]]})
        done = end
    return [*made, {"t": "Str", "c": text[done:]}] if done < len(text) else made
