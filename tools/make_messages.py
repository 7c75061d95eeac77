"""Compile the French sentences of the command line: ``messages.po`` → ``messages.mo``."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "amikit" / "cli" / "locale" / "fr" / "LC_MESSAGES"


class _Timeless(Catalog):
    """A catalog whose header holds neither a date nor a version: the same sentences give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", self.plural_forms)]


def compiled() -> bytes:
    """The bytes of ``messages.mo``."""
    with (FOLDER / "messages.po").open("rb") as file:
        written = read_po(file, locale="fr")
    catalog = _Timeless(locale="fr")
    for message in written:
        if message.id:  # the first one is the header
            catalog.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


if __name__ == "__main__":
    (FOLDER / "messages.mo").write_bytes(compiled())
