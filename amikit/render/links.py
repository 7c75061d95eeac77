"""Addresses typed as text become links: a source is checked with one click."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from amikit.render.inlines import attr
from amikit.render.walk import Node, replaced

_ADDRESS = re.compile(r"https?://[^\s<>\"«»|]+", re.IGNORECASE)
_NOT_ADDRESS = ".,;:!?)]}'’…\u00a0\u202f"
"""What ends a sentence rather than an address."""


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
    end = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_NOT_ADDRESS)
        if address.endswith("://") or len(address) < len("http://a"):
            continue
        if match.start() > end:
            made.append({"t": "Str", "c": text[end : match.start()]})
        made.append({"t": "Link", "c": [attr(), [{"t": "Str", "c": address}], [address, ""]]})
        end = match.start() + len(address)
    if end < len(text):
        made.append({"t": "Str", "c": text[end:]})
    return made
