"""What comes from elsewhere, made fit for a terminal."""

from __future__ import annotations

import shlex
from pathlib import Path


def visible(text: str) -> str:
    """The text on one line, its control characters made visible: a terminal obeys them."""
    return "".join(
        letter if letter.isprintable() or letter in "\u00a0\u202f" else f"\\x{ord(letter):02x}" for letter in text
    )


def as_argument(path: Path) -> str:
    """The path as it can be typed again in a terminal, between quotes when it needs them."""
    text = visible(str(path))
    return text if all(letter.isalnum() or letter in "/._-+,:@" for letter in text) else shlex.quote(text)
