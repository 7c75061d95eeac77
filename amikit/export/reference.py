"""The reference document of an output: ours, or the consortium's, taken with care.

Someone else's file may be huge, broken, or call the network when it is opened. Only its
looks are kept (styles, headers, footers and their pictures), and our styles that it lacks
are added.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.parsers import expat

from amikit.errors import AmikitError
from amikit.export.archive import read_parts, write_parts
from amikit.export.pandoc import pandoc_path, run_pandoc
from amikit.i18n import Text
from amikit.paths import shared_path
from amikit.render.answer import Block

FAULTS = {
    "missing": Text("le fichier n'existe pas", "the file does not exist"),
    "too-large": Text("il est trop gros", "it is too large"),
    "not-a-document": Text("ce n'est pas un document Word ni LibreOffice", "it is not a Word or LibreOffice document"),
    "unsafe": Text("il contient des déclarations dangereuses", "it contains dangerous declarations"),
    "refused": Text("pandoc ne sait pas s'en servir", "pandoc cannot use it"),
}
"""Each kind of fault, in words that follow "the reference document cannot be used:"."""

_LARGEST_FILE = 20_000_000
_LARGEST_CONTENT = 60_000_000
_MOST_PARTS = 2_000
_KEPT = {
    ".docx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|word/(document|styles|numbering|settings|fontTable|header\d*|footer\d*)\.xml"
        r"|word/theme/theme\d+\.xml|word/_rels/(document|header\d*|footer\d*)\.xml\.rels|word/media/[\w.-]+"
    ),
    ".odt": re.compile(r"mimetype|styles\.xml|content\.xml|meta\.xml|META-INF/manifest\.xml|Pictures/[\w.-]+"),
}
_NEEDED = {".docx": ("[Content_Types].xml", "word/document.xml", "word/styles.xml"), ".odt": ("styles.xml",)}
_NAMESPACES = {
    ".docx": ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',),
    ".odt": tuple(f"xmlns:{prefix}=" for prefix in ("office", "style", "text", "fo", "svg")),
}
_WIDTHS = (("pgSz", "w"), ("pgMar", "left"), ("pgMar", "right"))
_ODT_WIDTHS = ("fo:page-width", "fo:margin-left", "fo:margin-right")
_UNITS_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_OUR_WIDTH_CM = 15.8
_NARROWEST_CM = 5
_WIDEST_CM = 60
_DOCX_STYLE = re.compile(
    r'<w:style\b[^>]*?w:styleId="([^"]*)"[^>]*>\s*<w:name w:val="([^"]*)"\s*/>(?:(?!<w:style\b).)*?</w:style>',
    re.DOTALL,
)
_ODT_STYLE = re.compile(r'<style:style style:name="([^"]*)"(?:(?!<style:style\b).)*?</style:style>', re.DOTALL)
_EXTERNAL = re.compile(r'<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*?/?>', re.IGNORECASE)
_LINKED = re.compile(r'(xlink:href=")(?!#|Pictures/)[^"]*"')


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
    except _FaultyError as fault:
        return fault.kind
    except AmikitError:
        return "refused"
    return None


def load_reference(path: Path | None, suffix: str) -> Reference:
    """The reference document at ``path``; ours where there is none that can be used."""
    if path is not None and path.suffix.lower() == suffix:
        try:
            return _clean_reference(path)
        except _FaultyError:
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


class _FaultyError(Exception):
    """The file cannot be a reference document; ``kind`` is a key of ``FAULTS``."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@cache
def _our_reference(suffix: str) -> Reference:
    parts = read_parts(shared_path(f"reference{suffix}").read_bytes())
    return _describe(parts, None) if suffix == ".docx" else Reference()


def _clean_reference(path: Path) -> Reference:
    suffix = path.suffix.lower()
    if suffix not in _KEPT:
        raise _FaultyError("not-a-document")
    parts = _safe_parts(path, suffix)
    ours = read_parts(shared_path(f"reference{suffix}").read_bytes())
    if suffix == ".docx":
        parts["word/styles.xml"] = _add_docx_styles(_text(parts, "word/styles.xml"), _text(ours, "word/styles.xml"))
        return _describe(parts, write_parts(parts))
    parts["styles.xml"] = _add_odt_styles(_text(parts, "styles.xml"), _text(ours, "styles.xml"))
    return Reference(
        write_parts(parts), numbers_headings=False, text_width_cm=_odt_width_cm(_text(parts, "styles.xml"))
    )


# What may be kept of someone else's file


def _safe_parts(path: Path, suffix: str) -> dict[str, bytes]:
    """The parts that give a document its looks, checked and without any outside address."""
    parts = _bounded_parts(path, _KEPT[suffix])
    if any(name not in parts for name in _NEEDED[suffix]):
        raise _FaultyError("not-a-document")
    for name in parts:
        if name.endswith((".xml", ".rels")):
            _check_xml(parts[name])
            text = _EXTERNAL.sub("", _text(parts, name)) if name.endswith(".rels") else _text(parts, name)
            parts[name] = (_LINKED.sub(r'\1"', text) if suffix == ".odt" else text).encode()
    if not all(namespace in _text(parts, _NEEDED[suffix][-1]) for namespace in _NAMESPACES[suffix]):
        raise _FaultyError("refused")
    return parts


def _bounded_parts(path: Path, kept: re.Pattern[str]) -> dict[str, bytes]:
    """What ``kept`` names, read without trusting the sizes that the archive announces."""
    if not path.is_file():
        raise _FaultyError("missing")
    if path.stat().st_size > _LARGEST_FILE:
        raise _FaultyError("too-large")
    parts: dict[str, bytes] = {}
    room = _LARGEST_CONTENT
    try:
        with zipfile.ZipFile(path) as archive:
            for name in filter(kept.fullmatch, archive.namelist()[:_MOST_PARTS]):
                with archive.open(name) as part:
                    parts[name] = part.read(room + 1)
                room -= len(parts[name])
                if room < 0:
                    raise _FaultyError("too-large")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        UnicodeError,
    ) as error:
        raise _FaultyError("not-a-document") from error
    return parts


def _check_xml(part: bytes) -> None:
    """Well formed, and without a document type: entities may hide files or fill the memory."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _FaultyError("unsafe")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise _FaultyError("not-a-document") from error


def _text(parts: Mapping[str, bytes], name: str) -> str:
    try:
        return parts[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _FaultyError("refused") from error


# Our styles that it lacks


def _docx_ids(styles: str) -> dict[str, str]:
    return {unescape(name).lower(): style_id for style_id, name in _DOCX_STYLE.findall(styles)}


def _add_docx_styles(styles: str, ours: str) -> bytes:
    """Their styles, and ours that have a name of their own; headings keep their own numbers."""
    ids = _docx_ids(styles)
    names = {style_id: name for name, style_id in _docx_ids(ours).items()}
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
    return styles.replace("</w:styles>", f"{added}</w:styles>").encode()


def _add_odt_styles(styles: str, ours: str) -> bytes:
    known = set(re.findall(r'style:name="([^"]*)"', styles))
    added = "".join(found[0] for found in _ODT_STYLE.finditer(ours) if found[1] not in known)
    faces = "".join(
        found[0] for found in re.finditer(r'<style:font-face style:name="([^"]*)".*?/>', ours) if found[1] not in known
    )
    if "</office:font-face-decls>" in styles:
        styles = styles.replace("</office:font-face-decls>", f"{faces}</office:font-face-decls>", 1)
    return styles.replace("</office:styles>", f"{added}</office:styles>", 1).encode()


def _describe(parts: Mapping[str, bytes], content: bytes | None) -> Reference:
    """What the rest of the output must know of a DOCX: its styles, its numbers, its width."""
    styles = _text(parts, "word/styles.xml")
    ids = _docx_ids(styles)
    heading = next((found[0] for found in _DOCX_STYLE.finditer(styles) if found[2].lower() == "heading 1"), "")
    return Reference(content, ids, "<w:numPr>" in heading, _text_width_cm(_text(parts, "word/document.xml")))


def _text_width_cm(document: str) -> float:
    """The width between the margins of the last section; that of our page if it is not said."""
    section = document[document.rfind("<w:sectPr") :]
    found = [re.search(rf'<w:{tag}\b[^>]*\bw:{name}="(\d+)', section) for tag, name in _WIDTHS]
    page, left, right = (int(match[1]) if match else 0 for match in found)
    return _sensible_cm((page - left - right) / 1440 * 2.54)


def _odt_width_cm(styles: str) -> float:
    """The width between the margins of the first page layout; that of our page if it is not said."""
    layout = re.search(r"<style:page-layout-properties\b[^>]*>", styles)
    found = [re.search(rf'\b{name}="([\d.]+)(cm|mm|in|pt)"', layout[0] if layout else "") for name in _ODT_WIDTHS]
    page, left, right = (float(match[1]) * _UNITS_CM[match[2]] if match else 0.0 for match in found)
    return _sensible_cm(page - left - right)


def _sensible_cm(width: float) -> float:
    return round(width, 2) if _NARROWEST_CM < width < _WIDEST_CM else _OUR_WIDTH_CM
