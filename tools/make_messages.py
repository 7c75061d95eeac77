"""Compile the French sentences of the command line: ``messages.po`` → ``messages.mo``."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "amikit" / "cli" / "locale" / "fr" / "LC_MESSAGES"


def compiled() -> bytes:
    """The bytes of ``messages.mo``."""
    with (FOLDER / "messages.po").open("rb") as file:
        catalog = read_po(file, locale="fr")
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


if __name__ == "__main__":
    (FOLDER / "messages.mo").write_bytes(compiled())
