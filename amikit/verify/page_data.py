"""What the page is given: all that the command knows and that a script would otherwise write a second time."""

from __future__ import annotations

import html
import sys
import unicodedata
from html.entities import html5
from itertools import chain
from typing import Any

from packaging.licenses._spdx import EXCEPTIONS, LICENSES

from amikit.annex.schema import VERSION, Annex, AnnexRow, AnnexTotals
from amikit.i18n import Text
from amikit.model.catalog import Catalog, Resource, Standing
from amikit.model.licences import OPEN_PREFIXES
from amikit.verify import read_package, read_pdf, reading, words
from amikit.verify.page_words import PAGE

_FIRM = (Standing.PUBLISHED, Standing.AGREED)


def page_data(catalog: Catalog, version: str, seconds: float) -> dict[str, Any]:
    """Plain values: the schema, the sentences, the bounds, the catalog, what Python knows of letters."""
    return {
        "amikit": version,
        "version": VERSION,
        "seconds": seconds,
        "schema": Annex.model_json_schema(),
        "row_fields": list(AnnexRow.model_fields),
        "total_fields": list(AnnexTotals.model_fields),
        "bounds": _bounds(),
        "catalog": [_card(card) for card in catalog.by_id.values()],
        "licences": {"open": list(OPEN_PREFIXES), "known": sorted(LICENSES), "exceptions": sorted(EXCEPTIONS)},
        "casefold": _casefold(),
        "combining": _combining(),
        "entities": dict(html5),
        "references": _references(),
        "words": _plain(words.as_data()),
        "page": _plain(PAGE),
    }


def _bounds() -> dict[str, int]:
    return {
        "file_bytes": reading.LARGEST_FILE,
        "annex_bytes": reading.LARGEST_ANNEX,
        "text_length": reading.LARGEST_TEXT,
        "part_bytes": read_package.LARGEST_PART,
        "archive_bytes": read_package.LARGEST_ARCHIVE,
        "parts_count": read_package.MOST_PARTS,
        "objects_count": read_pdf.MOST_OBJECTS,
        "pages_count": read_pdf.MOST_PAGES,
        "attachments_count": read_pdf.MOST_ATTACHMENTS,
    }


def _card(card: Resource) -> dict[str, Any]:
    """The names of a resource, and what its steward firmly expects, each as one text to be compared."""
    firm = [one for one in card.expectations if one.standing in _FIRM]
    return {
        "id": card.id,
        "name": card.name,
        "names": list(card.names),
        "short_names": list(card.short_names),
        "replaces": list(card.replaces),
        "firm": [[one.id, one.form, one.trigger, *_figure(one.figure)] for one in firm],
    }


def _figure(one: Any) -> list[str | None]:
    if one is None:
        return []
    return [None if value is None else str(value) for value in (one.amount_cents, one.hours, one.share_rate)] + [
        one.per
    ]


def _casefold() -> dict[str, str]:
    """The letters whose folding is not their small letter: ``ß``."""
    letters = map(chr, chain(range(0xD800), range(0xE000, sys.maxunicode + 1)))
    return {letter: letter.casefold() for letter in letters if letter.casefold() != letter.lower()}


def _combining() -> str:
    """The marks that stand on another letter, as ranges of a regular expression."""
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.combining(chr(code)):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in ranges)


def _references() -> dict[str, str]:
    """The numbers that HTML reads as another letter, or as none."""
    odd = chain(range(0x20), range(0x7F, 0xA0), range(0xFDD0, 0xFDF0), *((n - 2, n - 1) for n in range(0x10000, 0x110001, 0x10000)))  # fmt: skip
    found = {code: html.unescape(f"&#{code};") for code in odd}
    return {str(code): letter for code, letter in found.items() if letter != chr(code)}


def _plain(value: Any) -> Any:
    """Texts as ``{"fr": …, "en": …}``, all the way down."""
    if isinstance(value, Text):
        return {"fr": value.fr, "en": value.en}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
