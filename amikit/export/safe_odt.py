"""What may be kept of the styles of someone else's ODT."""

from __future__ import annotations

import re
from typing import ClassVar

from amikit.export.safe_xml import Copier, FaultyError, named

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_INSIDE = re.compile(r"#.*|Pictures/[\w.-]+", re.DOTALL)
_OFFICE = named("document-styles font-face-decls styles automatic-styles master-styles")
_DRAW = named(
    """
    frame image text-box gradient hatch fill-image marker stroke-dash opacity line rect ellipse circle path
    polygon polyline g custom-shape enhanced-geometry equation
    """
)
_TABLE = named(
    """
    table table-column table-columns table-header-columns table-row table-rows table-header-rows table-cell
    covered-table-cell
    """
)
_TEXT = named(
    """
    p h span s tab line-break a soft-page-break list list-item list-header section page-number page-count
    paragraph-count word-count title subject description keywords date time creation-date creation-time
    modification-date modification-time print-date author-name author-initials creator initial-creator
    editing-cycles editing-duration chapter file-name bookmark bookmark-start bookmark-end bookmark-ref
    reference-ref number sender-company sender-firstname sender-lastname sender-email sender-street sender-city
    sender-postal-code sender-phone-work sender-phone-private sender-fax sender-title sender-country
    outline-style outline-level-style list-style list-level-style-number list-level-style-bullet
    list-level-style-image notes-configuration note-continuation-notice-forward
    note-continuation-notice-backward linenumbering-configuration linenumbering-separator
    bibliography-configuration
    """
)
_KNOWN = {
    "office": _OFFICE,
    "draw": _DRAW,
    "table": _TABLE,
    "text": _TEXT,
    "svg": named("linearGradient radialGradient stop"),
}
"""For each prefix, the elements that only describe looks or print text of the file; of others, all do."""
_LINKS = named("href type show actuate", "xlink:")


class OpenDocument(Copier):
    """The styles of an ODT: every address that is not of this file is emptied."""

    namespaces: ClassVar = {
        **{f"{_OASIS}:{name}:1.0": name for name in ("office", "style", "text", "table")},
        f"{_OASIS}:drawing:1.0": "draw",
        f"{_OASIS}:xsl-fo-compatible:1.0": "fo",
        f"{_OASIS}:svg-compatible:1.0": "svg",
        f"{_OASIS}:datastyle:1.0": "number",
        "http://www.w3.org/1999/xlink": "xlink",
    }

    def __init__(self) -> None:
        super().__init__()
        self.pictures: set[str] = set()
        """The pictures of the file that are called."""

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str] | None:
        prefix, _, name = tag.partition(":")
        if name.startswith("dde-"):
            raise FaultyError("unsafe")
        if name not in _KNOWN.get(prefix, (name,)):
            return None
        if not _INSIDE.fullmatch(attributes.get("xlink:href", "#")):
            attributes["xlink:href"] = ""
        self.pictures.add(attributes.get("xlink:href", ""))
        return {
            name: value
            for name, value in attributes.items()
            if name in _LINKS or not name.startswith(("xlink:", "xml:"))
        }

    def meet_text(self, tag: str, text: str, /) -> bool:
        return tag.startswith("text:") or tag == "number:text" or not text.strip()
