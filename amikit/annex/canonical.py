"""One spelling for one annex: canonical JSON (RFC 8785), and its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import rfc8785

_GROUP = 4
_FOOT = 500
"""Characters that the foot of a page and the head of the next may hold."""
_PRINTED = re.compile(r"(?<![0-9a-f])[0-9a-f]{4}(?:\s+[0-9a-f]{4}){15}(?![0-9a-f])")


def canonical_bytes(value: Mapping[str, Any]) -> bytes:
    """The only bytes that say ``value``: keys in order, no space, UTF-8."""
    return rfc8785.dumps(dict(value))


def digest_of(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def grouped(digest: str) -> str:
    """A digest as people compare it, four characters at a time.

    >>> grouped("0123456789ab")
    '0123 4567 89ab'
    """
    return " ".join(digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP))


def is_printed(digest: str, text: str) -> bool:
    """Whether a document prints a digest, were it cut in two by the end of a page."""
    if digest in printed_digests(text):
        return True
    groups = [digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP)]
    return any(_is_cut(groups[:cut], groups[cut:], text) for cut in range(1, len(groups)))


def _is_cut(head: list[str], tail: list[str], text: str) -> bool:
    """Whether the one ends a line and the other begins one, soon after."""
    first = re.search(r"(?<![0-9a-f])" + r"\s+".join(head) + r"\s*\n", text)
    after = re.compile(r"\n\s*" + r"\s+".join(tail) + r"(?![0-9a-f])")
    return first is not None and after.search(text, first.end() - 1, first.end() + _FOOT) is not None


def printed_digests(text: str) -> tuple[str, ...]:
    """Every digest that a document prints in groups, each once, in order."""
    return tuple(dict.fromkeys("".join(found[0].split()) for found in _PRINTED.finditer(text)))
