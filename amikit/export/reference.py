"""The reference document of an output: ours, or the consortium's, taken with care.

Of someone else's file only the looks are kept (styles, headers, footers and their
pictures; see ``safe_parts.py``), and our styles that it lacks are added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from amikit.errors import AmikitError
from amikit.export.archive import read_parts, write_parts
from amikit.export.pandoc import pandoc_path, run_pandoc
from amikit.export.safe_parts import load_safe_parts, text_of
from amikit.export.safe_xml import FaultyError, read_elements
from amikit.i18n import Text
from amikit.paths import shared_path
from amikit.render.answer import Block

FAULTS = {
    "missing": Text("le fichier n'existe pas", "the file does not exist"),
    "too-large": Text("il est trop gros", "it is too large"),
    "not-a-document": Text("ce n'est pas un document Word ni LibreOffice", "it is not a Word or LibreOffice document"),
    "unsafe": Text("il contient des déclarations dangereuses", "it contains dangerous declarations"),
    "unsafe-header": Text(
        "un en-tête ou un pied de page contient autre chose que du texte, des images et des numéros de page "
        "(zone de texte, filigrane, objet, champ qui va chercher ailleurs ou modification suivie)",
        "a header or a footer holds something else than text, pictures and page numbers "
        "(a text box, a watermark, an object, a field that fetches or a tracked change)",
    ),
    "unsafe-picture": Text(
        "une de ses images n'est ni en PNG ni en JPEG", "one of its pictures is neither a PNG nor a JPEG"
    ),
    "refused": Text("pandoc ne sait pas s'en servir", "pandoc cannot use it"),
}
"""Each kind of fault, in words that follow "the reference document cannot be used:"."""

_NEEDED = {".docx": ("[Content_Types].xml", "word/document.xml", "word/styles.xml"), ".odt": ("styles.xml",)}
_WIDTHS = (("w:pgSz", "w:w"), ("w:pgMar", "w:left"), ("w:pgMar", "w:right"))
_ODT_WIDTHS = ("fo:page-width", "fo:margin-left", "fo:margin-right")
_UNITS_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_OUR_WIDTH_CM = 15.8
_NARROWEST_CM = 5
_WIDEST_CM = 60
_PLAIN_ID = re.compile(r"[\w.-]+")
_DOCX_STYLE = re.compile(
    r'<w:style\b[^>]*?w:styleId="([^"]*)"[^>]*>\s*<w:name w:val="([^"]*)"\s*/>(?:(?!<w:style\b).)*?</w:style>',
    re.DOTALL,
)
_ODT_STYLE = re.compile(r'<style:style style:name="([^"]*)"(?:(?!<style:style\b).)*?</style:style>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference document that is safe to use."""

    content: bytes | None = None
    """The cleaned file; ``None`` is our own, as it ships."""
    style_ids: Mapping[str, str] = field(default_factory=dict)
    """For each style's name in lower case, the identifier that a DOCX uses."""
    numbers_headings: bool = True
    text_width_cm: float = _OUR_WIDTH_CM

    def style_id(self, name: str) -> str:
        """The identifier of a style of a DOCX."""
        return self.style_ids.get(name.lower(), name.replace(" ", ""))


def check_reference(path: Path) -> str | None:
    """What prevents a reference document from being used (a key of ``FAULTS``), or ``None``."""
    pandoc_path()  # a machine without pandoc is not the document's fault
    try:
        reference = _clean_reference(path)
        run_with_reference([], reference, to=path.suffix.lower().removeprefix("."))
    except FaultyError as fault:
        return fault.kind
    except AmikitError:
        return "refused"
    return None


def load_reference(path: Path | None, suffix: str) -> Reference:
    """The reference document at ``path``; ours where there is none that can be used."""
    if path is not None and path.suffix.lower() == suffix:
        try:
            return _clean_reference(path)
        except FaultyError:
            pass  # a rule has said it; the answer is still worth writing
    return _our_reference(suffix)


def run_with_reference(
    blocks: Sequence[Block], reference: Reference, *, to: str, meta: Mapping[str, Any] | None = None
) -> bytes:
    """Run pandoc with a reference document."""
    if reference.content is None:
        return run_pandoc(blocks, to=to, meta=meta, args=["--reference-doc", str(shared_path(f"reference.{to}"))])
    with TemporaryDirectory(prefix="amikit-") as folder:
        path = Path(folder) / f"reference.{to}"
        path.write_bytes(reference.content)
        return run_pandoc(blocks, to=to, meta=meta, args=["--reference-doc", str(path)])


@cache
def _our_reference(suffix: str) -> Reference:
    parts = read_parts(shared_path(f"reference{suffix}").read_bytes())
    return _describe(parts, None) if suffix == ".docx" else Reference()


def _clean_reference(path: Path) -> Reference:
    suffix = path.suffix.lower()
    parts = load_safe_parts(path)
    if any(name not in parts for name in _NEEDED[suffix]):
        raise FaultyError("not-a-document")
    ours = read_parts(shared_path(f"reference{suffix}").read_bytes())
    if suffix == ".docx":
        parts["word/styles.xml"] = _add_docx_styles(text_of(parts, "word/styles.xml"), text_of(ours, "word/styles.xml"))
        return _describe(parts, write_parts(parts))
    parts["styles.xml"] = _add_odt_styles(text_of(parts, "styles.xml"), text_of(ours, "styles.xml"))
    return Reference(
        write_parts(parts), numbers_headings=False, text_width_cm=_odt_width_cm(text_of(parts, "styles.xml"))
    )


# Our styles that it lacks


def _add_docx_styles(styles: str, ours: str) -> bytes:
    """Their styles, and ours that have a name of their own; headings keep their own numbers."""
    ids = _DocxStyles(styles).ids
    names = {style_id: unescape(name).lower() for style_id, name in _DOCX_STYLE.findall(ours)}
    missing = {style_id: name for style_id, name in names.items() if name not in ids}
    taken = set(ids.values())
    ids |= {name: f"Amikit{style_id}" if style_id in taken else style_id for style_id, name in missing.items()}

    def rename(found: re.Match[str]) -> str:
        return f'{found[1]}"{ids[names[found[2]]]}"' if found[2] in names else found[0]

    added = ""
    for found in _DOCX_STYLE.finditer(ours):
        if found[1] in missing:
            style = re.sub(r"<w:numPr>.*?</w:numPr>| w:default=\"1\"", "", found[0])
            added += re.sub(r'(w:styleId=|<w:(?:basedOn|next) w:val=)"([^"]*)"', rename, style)
    return _with_last(styles, "</w:styles>", added).encode()


def _add_odt_styles(styles: str, ours: str) -> bytes:
    known: set[str] = set()
    read_elements(styles, lambda _depth, _tag, attributes: known.add(attributes.get("style:name", "")))
    added = "".join(found[0] for found in _ODT_STYLE.finditer(ours) if found[1] not in known)
    faces = "".join(
        found[0] for found in re.finditer(r'<style:font-face style:name="([^"]*)".*?/>', ours) if found[1] not in known
    )
    if "</office:font-face-decls>" in styles:
        styles = _with_last(styles, "</office:font-face-decls>", faces)
    return _with_last(styles, "</office:styles>", added).encode()


def _with_last(markup: str, end: str, added: str) -> str:
    """The markup, with more before the tag that closes it."""
    before, tag, after = markup.rpartition(end)
    if not tag:
        raise FaultyError("refused")
    return f"{before}{added}{tag}{after}"


# What the rest of the output must know of it


class _DocxStyles:
    """The styles of a DOCX: the identifier of each name in lower case, and whether titles are numbered."""

    def __init__(self, styles: str) -> None:
        self.ids: dict[str, str] = {}
        self.numbers_headings = False
        self._style_id = ""
        self._name = ""
        self._depth = 0
        read_elements(styles, self._visit)

    def _visit(self, depth: int, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "w:style":
            written = attributes.get("w:styleId", "")
            # Ours stands for a style whose identifier would have to be escaped wherever it is written.
            self._style_id = written if _PLAIN_ID.fullmatch(written) else ""
            self._name, self._depth = "", depth
        elif tag == "w:name" and self._style_id and depth == self._depth + 1:
            self._name = attributes.get("w:val", "").lower()
            self.ids[self._name] = self._style_id
        elif tag == "w:numPr" and self._name == "heading 1" and depth > self._depth:
            self.numbers_headings = True


def _describe(parts: Mapping[str, bytes], content: bytes | None) -> Reference:
    """What the rest of the output must know of a DOCX: its styles, its numbers, its width."""
    styles = _DocxStyles(text_of(parts, "word/styles.xml"))
    return Reference(content, styles.ids, styles.numbers_headings, _text_width_cm(text_of(parts, "word/document.xml")))


def _text_width_cm(document: str) -> float:
    """The width between the margins of the last section; that of our page if it is not said."""
    told: dict[tuple[str, str], int] = {}

    def visit(_depth: int, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "w:sectPr":
            told.clear()
        for element, name in _WIDTHS:
            if tag == element and attributes.get(name, "").isascii() and attributes.get(name, "").isdigit():
                told[element, name] = int(attributes[name][:9])

    read_elements(document, visit)
    page, left, right = (told.get(width, 0) for width in _WIDTHS)
    return _sensible_cm((page - left - right) / 1440 * 2.54)


def _odt_width_cm(styles: str) -> float:
    """The width between the margins of the first page layout; that of our page if it is not said."""
    layouts: list[Mapping[str, str]] = []

    def visit(_depth: int, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style:page-layout-properties" and not layouts:
            layouts.append(attributes)

    read_elements(styles, visit)
    told = layouts[0] if layouts else {}
    found = [re.fullmatch(r"([\d.]{1,9})(cm|mm|in|pt)", told.get(name, ""), re.ASCII) for name in _ODT_WIDTHS]
    try:
        page, left, right = (float(match[1]) * _UNITS_CM[match[2]] if match else 0.0 for match in found)
    except ValueError:  # 1.2.3
        return _OUR_WIDTH_CM
    return _sensible_cm(page - left - right)


def _sensible_cm(width: float) -> float:
    return round(width, 2) if _NARROWEST_CM < width < _WIDEST_CM else _OUR_WIDTH_CM
