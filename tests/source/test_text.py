"""The encodings that a spreadsheet or an editor leaves."""

from __future__ import annotations

import codecs

import pytest

from amikit.source.text import decode_text

TEXT = "ligne;libellé\nD1;Été à 12 €\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with its mark", "windows-1252", "utf-16", "utf-16 big endian"],
)
def test_usual_encodings_give_the_same_text(raw: bytes) -> None:
    assert decode_text(raw) == TEXT


@pytest.mark.parametrize(
    "raw",
    [b"a\x00b", TEXT.encode("utf-16-le"), b"\xff\xfea", b"\x81\x8d\x8f", "é".encode() + b"\x90"],
    ids=["null", "utf-16 without its mark", "half a character", "no encoding", "two encodings"],
)
def test_an_unknown_encoding_is_not_guessed(raw: bytes) -> None:
    assert decode_text(raw) is None
