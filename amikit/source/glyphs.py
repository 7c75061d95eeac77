"""Which characters the shipped fonts can print, and what to print instead of the others."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

REPLACEMENT = "\ufffd"
"""What stands, in print, for a character that no shipped font holds."""


@cache
def load_coverage(path: Path) -> frozenset[str]:
    """The characters that ``coverage.json`` lists, as ranges of hexadecimal code points."""
    held: set[str] = set()
    for written in json.loads(path.read_text(encoding="ascii"))["ranges"]:
        first, _, last = written.partition("-")
        held.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(held)


def missing_characters(text: str, coverage_path: Path) -> set[str]:
    """The characters of ``text`` that would print as a replacement mark.

    Invisible ones (joiners, direction marks) are left out: dropping them loses nothing
    that a reader sees.
    """
    held = load_coverage(coverage_path)
    return {char for char in set(text) if char not in held and not _is_invisible(char)}


def replace_missing(text: str, coverage_path: Path) -> str:
    """``text`` with nothing left in it that the shipped fonts do not hold.

    An emoji made of several characters becomes one mark, not five. Line ends become
    spaces; characters that nobody sees are dropped.
    """
    held = load_coverage(coverage_path)
    if held.issuperset(text):
        return text
    marked = "".join(char if char in held else _stand_in(char) for char in text)
    return _CLUSTER.sub(REPLACEMENT, marked).replace(_JOINER, "")


_JOINER = "\u200d"
_MARKS = "\u0300-\u036f"
_CLUSTER = re.compile(f"{REPLACEMENT}[{_MARKS}]*(?:{_JOINER}+{REPLACEMENT}?[{_MARKS}]*)*")


def _stand_in(char: str) -> str:
    if char == _JOINER:
        return char
    if char.isspace():
        return " "
    return "" if _is_invisible(char) else REPLACEMENT


def _is_invisible(char: str) -> bool:
    """White space, control and format characters, variation selectors and emoji modifiers."""
    is_selector = "\ufe00" <= char <= "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff"
    return is_selector or char.isspace() or unicodedata.category(char) in ("Cc", "Cf")
