"""Open the text that somebody brings, whatever it claims to be, or say why it cannot be read."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from amikit.diagnostics import Diagnostic
from amikit.errors import refusal
from amikit.importing.worker import SECONDS
from amikit.load.images import LARGEST_IMAGE
from amikit.load.text_faults import NOT_A_TEXT, WHY
from amikit.render.child import Stopped, run_apart
from amikit.source.markdown import parse_markdown
from amikit.source.span import Span
from amikit.source.text import decode_text

LARGEST_FILE = 100_000_000
"""Bytes; most of them are photographs."""
LARGEST_TEXT = 10_000_000
"""Bytes of a Markdown or HTML file, pictures inside it left out."""
_LARGEST_ANSWER = 100_000_000
_ACCEPT, _REFUSE = b"A", b"R"
_MARKDOWN, _HTML = (".md", ".markdown", ".txt"), (".html", ".htm", ".xhtml")
MARKDOWN_FORMAT = "commonmark+pipe_tables+footnotes+strikeout"
_FORMATS = {"docx": "docx", "odt": "odt", "html": "html-native_divs-native_spans", "md": MARKDOWN_FORMAT}

ReadPicture = Callable[[str], bytes | None]
"""From an address written in the text to the bytes of a picture that came with it."""


@dataclass(frozen=True)
class Opened:
    """A document, ready for pandoc, and what pandoc would not say of it."""

    path: Path
    kind: str
    """``docx``, ``odt``, ``md`` or ``html``."""
    content: bytes
    read_picture: ReadPicture
    boxes: Sequence[str] = ()
    headers: Sequence[str] = ()
    comments: Sequence[Mapping[str, str]] = ()
    alts: Mapping[str, str] | None = None
    objects_count: int = 0
    inner_tables_count: int = 0
    has_contents: bool = False
    has_macros: bool = False
    has_front_matter: bool = False

    @property
    def format(self) -> str:
        """What pandoc calls it."""
        return _FORMATS[self.kind]


def open_document(path: Path, changes: str) -> Opened | Diagnostic:
    """Read a DOCX, ODT, Markdown or HTML file; never raises for what it holds. ``changes``: accepter, refuser, lister."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return refused(path, "too-big")
        content = path.read_bytes()
    except OSError as error:
        return NOT_A_TEXT.at(Span(path), path.name, why=refusal(error), hint=WHY["missing"][1])
    if not content.strip():
        return refused(path, "empty")
    if content.startswith(b"PK"):
        return _open_package(path, content, changes)
    for mark, why in ((b"\xd0\xcf\x11\xe0", "old-word"), (b"%PDF", "pdf"), (b"{\\rtf", "rtf")):
        if content.startswith(mark):
            return refused(path, why)
    text = decode_text(content)
    if text is None:
        return refused(path, "encoding")
    return _open_text(path, text)


def refused(path: Path, why: str) -> Diagnostic:
    """The finding that says why a file is not read."""
    reason, hint = WHY[why]
    return NOT_A_TEXT.at(Span(path), path.name, why=reason, hint=hint)


def _open_package(path: Path, content: bytes, changes: str) -> Opened | Diagnostic:
    request = (_REFUSE if changes == "refuser" else _ACCEPT) + content
    try:
        said = json.loads(run_apart("amikit.importing.worker", request, seconds=2 * SECONDS, largest=_LARGEST_ANSWER))
    except Stopped:
        return refused(path, "too-big")
    if "error" in said:
        return refused(path, said["error"])
    package = base64.b64decode(said.pop("package"))
    folder = "word/" if said["kind"] == "docx" else ""
    return Opened(path, said.pop("kind"), package, lambda target: _from_package(content, folder + target), **said)


def _from_package(content: bytes, name: str) -> bytes | None:
    """A picture of the package, or its first bytes when it is too large; None when it is not there, or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(name.replace("word/../", "")) as part:
            return part.read(LARGEST_IMAGE + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return None


def _open_text(path: Path, text: str) -> Opened | Diagnostic:
    if "\0" in text:
        return refused(path, "damaged")
    suffix = path.suffix.lower()
    is_html = suffix in _HTML or (
        suffix not in _MARKDOWN and text.lstrip()[:15].lower().startswith(("<!doctype", "<html"))
    )
    if not is_html and suffix not in _MARKDOWN:
        return refused(path, "kind")
    if len(text) > (LARGEST_FILE if is_html else LARGEST_TEXT):
        return refused(path, "too-big")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    has_front = False
    if not is_html:
        front = parse_markdown(text, path).front_matter
        has_front = bool(front)
        if has_front:
            text = text[text.index(front) + len(front) :].partition("\n")[2]
    kind = "html" if is_html else "md"
    return Opened(path, kind, text.encode(), lambda target: _beside(path, target), has_front_matter=has_front)


def _beside(path: Path, target: str) -> bytes | None:
    """A picture written inside its address, or a file in the folder of the text; nothing further."""
    if target.startswith("data:"):
        head, _, body = target.partition(",")
        try:
            return base64.b64decode(unquote(body), validate=False) if head.endswith(";base64") else None
        except ValueError:
            return None
    if ":" in target or target.startswith(("/", "\\")) or "\0" in target:
        return None
    root = path.resolve().parent
    try:
        place = (root / unquote(target)).resolve()
        if not place.is_relative_to(root) or not place.is_file():
            return None
        with place.open("rb") as file:
            return file.read(LARGEST_IMAGE + 1)
    except (OSError, ValueError, RuntimeError):
        return None
