"""Web and e-mail addresses inside a text: words in which nothing is to be read nor typeset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

_WORD = re.compile(r"\S+")
_PUNCTUATION = ".,;:!?…)]}>»”’'\"|"
_BEFORE_SCHEME = re.compile(r"[^A-Za-z0-9+.-]")
_BEFORE_MAILBOX = re.compile(r"[^\w.+%-]")
_WEB_LINK = re.compile(r"(?:https?://[^/\\\s]|mailto:[^\\\s]|tel:[^\\\s])[^\\]*", re.IGNORECASE)
_OUTSIDE = re.compile(r"[\s\x00-\x1f]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2}|www\.)|[^\\]*\\", re.IGNORECASE)


def is_web_link(address: str) -> bool:
    """Whether a link may lead there: a page (``http``, ``https``), a mailbox or a telephone number.

    Every machine can open these, and none runs anything nor hands a password to a network.
    """
    return _WEB_LINK.fullmatch(address) is not None


def leads_outside(address: str) -> bool:
    """Whether an address is neither a place in the document nor a file beside it: it has a scheme, or names a machine."""
    return any(_OUTSIDE.match(written) for written in (address, unquote(address)))


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
