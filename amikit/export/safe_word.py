"""What may be kept of the parts of someone else's DOCX."""

from __future__ import annotations

import re
from typing import ClassVar

from amikit.export.safe_xml import Copier, FaultyError, named, names_outside, to_attribute

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_VML = "urn:schemas-microsoft-com:"
_WORD_SETTINGS = "http://schemas.microsoft.com/office/word"
_PARTS = named("officeDocument styles numbering settings fontTable theme header footer image", f"{_OFFICE}/")
_OUTSIDE = re.compile(r"[\s\x00-\x1f]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2}|\\)", re.IGNORECASE)
_REFUSED = named("pict object control altChunk subDoc movie delInstrText del ins moveFrom moveTo", "w:")
"""Drawings and objects of other programs; and what was taken away or put in, which two readers see differently."""
_LEFT_OUT = named(
    """
    a:extLst a:hlinkClick a:hlinkHover a:hlinkMouseOver w:ffData w:fldData w:dataBinding w:printerSettings
    w:sectPrChange w:numPicBullet w:lvlPicBulletId w:embedRegular w:embedBold w:embedItalic w:embedBoldItalic
    """
)
_CALLS = frozenset([("w:headerReference", "r:id"), ("w:footerReference", "r:id"), ("a:blip", "r:embed")])
"""The attributes that name another part of the file; a call of what is not kept would break it."""
_SETTINGS = named(
    """
    zoom defaultTabStop compat themeFontLang clrSchemeMapping decimalSymbol listSeparator evenAndOddHeaders
    mirrorMargins characterSpacingControl autoHyphenation consecutiveHyphenLimit hyphenationZone
    doNotHyphenateCaps bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop bookFoldPrinting
    noLineBreaksAfter noLineBreaksBefore
    """,
    "w:",
)
"""The settings that change how pages look."""
_FIELDS = named(
    """
    PAGE NUMPAGES SECTIONPAGES SECTION NUMWORDS NUMCHARS TITLE SUBJECT AUTHOR KEYWORDS COMMENTS DATE TIME
    CREATEDATE SAVEDATE PRINTDATE EDITTIME REVNUM LASTSAVEDBY FILENAME USERNAME USERINITIALS STYLEREF REF
    PAGEREF NOTEREF SEQ TOC DOCPROPERTY IF
    """
)
"""The fields that only read the document itself."""
_FETCHING_FIELDS = named("INCLUDEPICTURE INCLUDETEXT INCLUDE IMPORT DDE DDEAUTO LINK DATABASE DATA RD")
_FIELD_NAME = re.compile(r"\s*([^\s\"\\]+)")
_WHOLE_NAME = re.compile(r"\s*[^\s\"\\]+\s")
_ANCHOR = re.compile(r"\s*HYPERLINK\s+\\l\s+(?:\"[\w .-]+\"|[\w.-]+)(?:\s+\\[hmn])*\s*", re.IGNORECASE)
_INNER_FIELD = "\0"
_LONGEST_FIELD = 10_000
_PLAIN_WORD = re.compile(r"[\s\w.-]*")


class Relationships(Copier):
    """What a part refers to: only other parts of the same file."""

    namespaces: ClassVar = {f"{_PACKAGE}/relationships": ""}

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[dict[str, str]] = []

    def copy(self, part: bytes) -> bytes:
        super().copy(part)
        lines = "".join(
            "<Relationship" + "".join(f' {name}="{to_attribute(value)}"' for name, value in one.items()) + "/>"
            for one in self.kept
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
        ).encode()

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str]:
        mode, target = attributes.get("TargetMode", "Internal"), attributes.get("Target", "")
        is_inside = mode.strip() == "Internal" and not _OUTSIDE.match(target) and not names_outside(target)
        if tag == "Relationship" and is_inside and attributes.get("Type") in _PARTS:
            self.kept.append({name: attributes[name] for name in ("Id", "Type", "Target") if name in attributes})
        return attributes

    def pictures(self) -> list[str]:
        """The targets of the pictures that are called."""
        return [one.get("Target", "") for one in self.kept if one["Type"] == f"{_OFFICE}/image"]


class ContentTypes(Copier):
    """The kind of each part."""

    namespaces: ClassVar = {f"{_PACKAGE}/content-types": ""}


class Word(Copier):
    """A part of a DOCX: text, styles and pictures of the file, and the fields that read it."""

    namespaces: ClassVar = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
        _OFFICE: "r",
        "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
        _PICTURE: "pic",
    }

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[str | None] = []
        """The code read so far of each field that is open, outermost first; ``None`` in what it prints."""

    def copy(self, part: bytes) -> bytes:
        made = super().copy(part)
        for code in self._fields:
            _check_field(code)
        return made

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str] | None:
        if tag in _REFUSED or (tag == "a:graphicData" and attributes.get("uri") != _PICTURE):
            raise FaultyError("unsafe")
        if tag in _LEFT_OUT:
            return None
        if tag == "w:fldSimple":
            _check_field(attributes.get("w:instr"))
        elif tag == "w:fldChar":
            self._meet_mark(attributes.get("w:fldCharType", ""))
        if tag in ("wp:docPr", "pic:cNvPr") and names_outside(attributes.get("name", "")):
            attributes["name"] = ""  # Word wants one
        # Word refuses a file where something is called that is no longer there.
        return {
            name: value
            for name, value in attributes.items()
            if (tag, name) in _CALLS or not name.startswith("r:")
            if ":" in name or not tag.startswith("w:")
        }

    def meet_stranger(self, namespace: str, name: str, /) -> None:
        if namespace.startswith(_VML) or (namespace == _ALTERNATIVES and name == "AlternateContent"):
            raise FaultyError("unsafe")

    def meet_text(self, tag: str, text: str, /) -> bool:
        if tag == "w:instrText":
            if not self._fields or self._fields[-1] is None:
                raise FaultyError("unsafe")
            self._add_code(text)
        return tag in ("w:t", "w:instrText") or (tag.startswith("wp:") and _PLAIN_WORD.fullmatch(text) is not None)

    def may_be_an_address(self, tag: str, name: str, value: str, /) -> bool:
        return (tag, name, value) in (
            ("a:graphicData", "uri", _PICTURE),
            ("w:compatSetting", "w:uri", _WORD_SETTINGS),
        )

    def _meet_mark(self, kind: str) -> None:
        if kind == "begin":
            if self._fields and self._fields[-1] is not None:
                if not _WHOLE_NAME.match(self._fields[-1]):
                    raise FaultyError("unsafe")  # the inner field would spell the name of the outer one
                self._add_code(_INNER_FIELD)
            self._fields.append("")
        elif kind not in ("separate", "end"):
            raise FaultyError("unsafe")
        elif self._fields:
            _check_field(self._fields[-1])
            self._fields[-1] = None
            if kind == "end":
                self._fields.pop()

    def _add_code(self, text: str) -> None:
        """Bounded: a code that grows without end would be copied again at each piece."""
        code = (self._fields[-1] or "") + text[: _LONGEST_FIELD + 1]
        if len(code) > _LONGEST_FIELD:
            raise FaultyError("unsafe")
        self._fields[-1] = code


class WordBody(Word):
    """The body of a DOCX, of which only the settings of the last pages are kept: pandoc reads nothing else."""

    _KEPT: ClassVar = ("w:document", "w:body", "w:sectPr")

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str] | None:
        depth = len(self.open_tags)
        if depth < len(self._KEPT) and tag != self._KEPT[depth]:
            return None
        return super().meet(tag, attributes)

    def meet_stranger(self, namespace: str, name: str, /) -> None:
        if len(self.open_tags) >= len(self._KEPT):
            super().meet_stranger(namespace, name)


class WordSettings(Word):
    """The settings of a DOCX, of which only those of its looks are kept."""

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str] | None:
        if len(self.open_tags) == 1 and tag not in _SETTINGS:
            return None
        return super().meet(tag, attributes)

    def meet_stranger(self, namespace: str, name: str, /) -> None:
        """Left out: of the settings, only known ones stay."""


def _check_field(code: str | None) -> None:
    """Refuse a field that is not known to read the document alone."""
    if not code or not code.strip():
        return
    name = _FIELD_NAME.match(code)
    is_known = name is not None and (name[1].upper() in _FIELDS or name[1].startswith("="))
    words = code.upper().replace('"', " ").split()
    if _ANCHOR.fullmatch(code) is None and (
        not is_known or names_outside(code) or not _FETCHING_FIELDS.isdisjoint(words)
    ):
        raise FaultyError("unsafe")
