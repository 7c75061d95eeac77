"""From the bytes of a file to its text."""

from __future__ import annotations


def decode_text(raw: bytes) -> str | None:
    """Text of a file from a spreadsheet or an editor; None when no usual encoding fits.

    UTF-8 (with or without a byte-order mark), UTF-16 with its mark, then Windows-1252.
    """
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
