"""Web and e-mail addresses inside a text: words in which nothing is to be read nor typeset."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"\S+")
_PUNCTUATION = ".,;:!?…)]}»”’'\""
_BEFORE_SCHEME = re.compile(r"[^A-Za-z0-9+.-]")
_BEFORE_MAILBOX = re.compile(r"[^\w.+%-]")


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each address begins and ends, in reading order.

    An address goes from its scheme, its ``www.`` or its mailbox to the end of the word, less
    the punctuation that ends it.
    A bare host name (``forum.tiers-lieux.org``) is not one: it names a resource.
    """
    if "://" not in text and "@" not in text and "www." not in text:
        return
    for word in _WORD.finditer(text):
        written = word.group().rstrip(_PUNCTUATION)
        start = _address_start(written)
        if start is not None:
            yield word.start() + start, word.start() + len(written)


def _address_start(word: str) -> int | None:
    found: list[int] = []
    scheme = word.find("://")
    start = _after_last(_BEFORE_SCHEME, word[: max(scheme, 0)])
    if start < scheme:
        found.append(start)
    mailbox = word.find("@")
    start = _after_last(_BEFORE_MAILBOX, word[: max(mailbox, 0)])
    if start < mailbox < len(word) - 1:
        found.append(start)
    host = word.find("www.")
    if host >= 0:
        found.append(host)
    return min(found) if found else None


def _after_last(boundary: re.Pattern[str], text: str) -> int:
    """The index after the last character that ``boundary`` matches."""
    last = 0
    for match in boundary.finditer(text):
        last = match.end()
    return last
