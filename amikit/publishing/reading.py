"""Read an intention back: from its JSON, from the note that carries it, or from that note copied elsewhere.

Whatever is read is somebody else's: bounded, checked, and never an instruction.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass

from pydantic import ValidationError

from amikit.publishing.intention import VERSION, Intention

LARGEST = 2_000_000
"""Bytes; a note has some thousands."""
MARK = b"amikit-intention"
_MOST = 5
_BEGINNING = re.compile(r'\{\s{0,200}"format"\s{0,20}:\s{0,20}"amikit-intention"')
_TAG = re.compile(r"<[^<>]{0,500}>")
_HIGHEST_VERSION = 10**6


@dataclass(frozen=True, slots=True)
class Read:
    """The intentions of a file, and why others could not be read."""

    intentions: tuple[Intention, ...] = ()
    why: str = ""
    """``newer`` (of a version to come), ``faulty``, ``too-big``; empty when all could be read."""


def may_hold_intention(content: bytes) -> bool:
    """Whether these bytes name the format at all, at a size that a note can have."""
    return MARK in content[:LARGEST] and not content.startswith((b"%PDF-", b"PK\x03\x04"))


def read_intentions(content: bytes) -> Read:
    """Every intention of a text: JSON, Markdown, a page saved from a forum; each once."""
    if len(content) > LARGEST:
        return Read(why="too-big")
    text = content.decode("utf-8-sig", errors="replace")
    if not _BEGINNING.search(text):
        # A forum shows quotes and colours: what remains is the text that was typed.
        text = html.unescape(_TAG.sub("", text))
    found: list[Intention] = []
    why = ""
    end = 0
    for beginning in list(_BEGINNING.finditer(text))[:_MOST]:
        if beginning.start() < end:
            continue
        try:
            said, end = json.JSONDecoder().raw_decode(text, beginning.start())
        except (ValueError, RecursionError):
            why = why or "faulty"
            continue
        intention, fault = _validated(said)
        why = why or fault
        if intention is not None:
            found.append(intention)
    return Read(tuple(dict.fromkeys(found)), why if found or why else "faulty")


def _validated(said: object) -> tuple[Intention | None, str]:
    version = said.get("version") if isinstance(said, dict) else None
    if type(version) is int and VERSION < version < _HIGHEST_VERSION:
        return None, "newer"
    try:
        return Intention.model_validate_json(json.dumps(said)), ""
    except (ValidationError, ValueError, RecursionError):
        return None, "faulty"
