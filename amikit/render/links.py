"""Addresses typed as text become links: a source is checked with one click."""

from __future__ import annotations

import re
from typing import Any

from amikit.render.inlines import attr

_ADDRESS = re.compile(r"https?://[^\s<>\"«»|]+", re.IGNORECASE)
_NOT_ADDRESS = ".,;:!?)]}'’…\u00a0\u202f"
"""What ends a sentence rather than an address."""


def with_links(node: Any) -> Any:
    """The same blocks, where each ``http(s)`` address of the text leads to itself."""
    if isinstance(node, list):
        return [made for item in node for made in _made_of(item)]
    if isinstance(node, dict):
        if node.get("t") in ("Link", "Code", "CodeBlock", "Image"):
            return node
        return {name: with_links(item) for name, item in node.items()}
    return node


def _made_of(item: Any) -> list[Any]:
    if isinstance(item, dict) and item.get("t") == "Str" and "://" in item["c"]:
        return _linked(item["c"])
    return [with_links(item)]


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
