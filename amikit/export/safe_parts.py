"""What may be kept of someone else's document: its looks, and nothing that calls outside.

Every XML part is read, then written again from what was read. Whoever looks into it
afterwards meets one spelling of each tag, and no address hides behind another one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from xml.parsers import expat

_LARGEST_FILE = 20_000_000
_LARGEST_CONTENT = 60_000_000
_LARGEST_XML = 20_000_000
_MOST_PARTS = 2_000
_KEPT = {
    ".docx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|word/(document|styles|numbering|settings|fontTable|header\d*|footer\d*)\.xml"
        r"|word/theme/theme\d+\.xml|word/_rels/(document|header\d*|footer\d*)\.xml\.rels|word/media/[\w.-]+"
    ),
    ".odt": re.compile(r"mimetype|styles\.xml|content\.xml|meta\.xml|META-INF/manifest\.xml|Pictures/[\w.-]+"),
}
_MEDIA = re.compile(r"(?:word/media|Pictures)/")
_PLAIN_PICTURES = (
    *(b"\x89PNG", b"\xff\xd8", b"GIF8", b"BM", b"II*\0", b"MM\0*"),
    *(b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0"),  # Windows metafiles
)
"""How the pictures begin that hold no address; the others may be drawings in XML."""
_OUTSIDE = re.compile(r"[\s\x00-\x1f]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2}|\\)", re.IGNORECASE)
_INSIDE_ODT = re.compile(r"#.*|Pictures/[\w.-]+", re.DOTALL)
_INSIDE_DRAWING = re.compile(r"#.*|data:image/(?:png|jpeg|gif);.*", re.DOTALL | re.IGNORECASE)
_STYLE_CALLS = re.compile(r"@import|\\|(?:image|image-set|src)\(|url\((?!\s*['\"]?\s*#)", re.IGNORECASE)
_VML_PICTURES = frozenset({"imagedata", "fill", "stroke"})
_VML_ADDRESSES = frozenset({"src", "href", "althref"})
_CLICKS = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
_OUTSIDE_CALLS = frozenset({("hyperlink", "id"), ("blip", "link"), ("imagedata", "href")})
"""The attributes of a DOCX that name a relationship to the outside."""
_FETCHING_FIELDS = frozenset(
    ["INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "DDE", "DDEAUTO", "LINK", "DATABASE", "RD"]
)
_FIELD_NAME = re.compile(r"[\s\"]*([^\s\"\\]+)")
_WHOLE_NAME = re.compile(r"\s*[^\s\"\\]+\s")


class FaultyError(Exception):
    """The file cannot be a reference document; ``kind`` is a key of ``reference.FAULTS``."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def load_safe_parts(path: Path) -> dict[str, bytes]:
    """The parts that give a DOCX or an ODT its looks, checked and without any outside address.

    Raises ``FaultyError``. Takes a time in proportion to the size of the file.
    """
    suffix = path.suffix.lower()
    if suffix not in _KEPT:
        raise FaultyError("not-a-document")
    parts = _bounded_parts(path, _KEPT[suffix])
    if sum(len(part) for name, part in parts.items() if not _MEDIA.match(name)) > _LARGEST_XML:
        raise FaultyError("too-large")
    made: dict[str, bytes] = {}
    for name, part in parts.items():
        if not _MEDIA.match(name):
            made[name] = part if name == "mimetype" else _copier(name, suffix).copy(part)
        elif picture := _picture(part):
            made[name] = picture
    return made


def read_elements(part: str, visit: Callable[[int, str, dict[str, str]], None]) -> None:
    """Call ``visit`` with the depth, the tag and the attributes of each element of a part that was made safe."""
    parser = expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        visit(depth, tag, attributes)
        depth += 1

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(part, True)


def text_of(parts: Mapping[str, bytes], name: str) -> str:
    """A part as text."""
    try:
        return parts[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultyError("refused") from error


def _bounded_parts(path: Path, kept: re.Pattern[str]) -> dict[str, bytes]:
    """What ``kept`` names, read without trusting the sizes that the archive announces."""
    if not path.is_file():
        raise FaultyError("missing")
    if path.stat().st_size > _LARGEST_FILE:
        raise FaultyError("too-large")
    parts: dict[str, bytes] = {}
    room = _LARGEST_CONTENT
    try:
        with zipfile.ZipFile(path) as archive:
            for name in filter(kept.fullmatch, archive.namelist()[:_MOST_PARTS]):
                with archive.open(name) as part:
                    parts[name] = part.read(room + 1)
                room -= len(parts[name])
                if room < 0:
                    raise FaultyError("too-large")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        UnicodeError,
    ) as error:
        raise FaultyError("not-a-document") from error
    return parts


def _picture(content: bytes) -> bytes | None:
    """A picture that calls nothing, whatever its name says it is; ``None`` if it cannot be one."""
    if content.startswith(_PLAIN_PICTURES):
        return content
    try:
        return _Drawing().copy(content)
    except FaultyError:
        return None


def _copier(name: str, suffix: str) -> _Copier:
    if name.endswith(".rels"):
        return _Relationships()
    if suffix == ".odt":
        return _OpenDocument()
    return _WordBody() if name == "word/document.xml" else _Word()


class _Copier:
    """Reads one XML part and writes it again; each kind of part says what it does not let through.

    A document type is refused: entities may hide files or fill the memory. So is another
    encoding than UTF-8: two readers might not see the same tags.
    """

    def __init__(self) -> None:
        self._made = io.StringIO()
        self._tags = [""]
        self._is_open = False
        self._left_out = 0
        """How deep we are in an element that is left out."""

    def copy(self, part: bytes) -> bytes:
        """The same part, well formed, in one spelling."""
        parser = expat.ParserCreate("utf-8")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.XmlDeclHandler = _check_encoding
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(part.removeprefix(b"\xef\xbb\xbf"), True)
        except expat.ExpatError as error:
            raise FaultyError("not-a-document") from error
        except UnicodeError as error:
            raise FaultyError("refused") from error
        return ('<?xml version="1.0" encoding="UTF-8"?>\n' + self._made.getvalue()).encode()

    def meet(self, _tag: str, attributes: dict[str, str], /) -> dict[str, str] | None:
        """The attributes to keep of an element, or ``None`` to leave it out; raises ``FaultyError``."""
        return attributes

    def meet_text(self, _tag: str, _text: str, /) -> None:
        """Raises ``FaultyError`` for a text that cannot be kept."""

    def leave(self) -> None:
        """An element ends."""

    def _start(self, tag: str, flat: list[str]) -> None:
        attributes = None if self._left_out else self.meet(tag, dict(zip(flat[::2], flat[1::2], strict=True)))
        if attributes is None:
            self._left_out += 1
            return
        written = "".join(f' {name}="{_attribute(value)}"' for name, value in attributes.items())
        self._made.write(f"{'>' * self._is_open}<{tag}{written}")
        self._is_open = True
        self._tags.append(tag)

    def _end(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        self.leave()
        self._tags.pop()
        self._made.write("/>" if self._is_open else f"</{tag}>")
        self._is_open = False

    def _text(self, text: str) -> None:
        if self._left_out:
            return
        self.meet_text(self._tags[-1], text)
        self._made.write(f"{'>' * self._is_open}{escape(text, quote=False)}".replace("\r", "&#13;"))
        self._is_open = False


class _Relationships(_Copier):
    """What a part of a DOCX refers to: only other parts of the same file."""

    def copy(self, part: bytes) -> bytes:
        self._kept: list[dict[str, str]] = []
        super().copy(part)
        lines = "".join(
            "<Relationship" + "".join(f' {name}="{_attribute(value)}"' for name, value in one.items()) + "/>"
            for one in self._kept
        )
        namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{namespace}">{lines}</Relationships>'.encode()

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str]:
        if _local(tag) == "Relationship":
            told = {_local(name): value for name, value in attributes.items()}
            modes = [value for name, value in attributes.items() if _local(name) == "TargetMode"]
            targets = [value for name, value in attributes.items() if _local(name) == "Target"]
            if all(mode.strip() == "Internal" for mode in modes) and not any(map(_OUTSIDE.match, targets)):
                self._kept.append({name: told[name] for name in ("Id", "Type", "Target") if name in told})
        return attributes


class _Word(_Copier):
    """A part of a DOCX: no picture that stands elsewhere, no field that fetches."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[str] = []
        """The code read so far of each field that is open, outermost first."""

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str] | None:
        kind = _local(tag)
        if kind in _CLICKS:
            return None
        for name, value in attributes.items():
            if kind in _VML_PICTURES and _local(name) in _VML_ADDRESSES and _OUTSIDE.match(value):
                raise FaultyError("unsafe")
            if kind == "fldSimple" and _local(name) == "instr":
                _check_field(value)
            if kind == "fldChar" and _local(name) == "fldCharType":
                self._meet_mark(value)
        # Word refuses a file where something is called that is no longer there.
        return {name: value for name, value in attributes.items() if (kind, _local(name)) not in _OUTSIDE_CALLS}

    def _meet_mark(self, kind: str) -> None:
        if kind == "begin":
            if self._fields and not _WHOLE_NAME.match(self._fields[-1]):
                raise FaultyError("unsafe")  # the inner field would spell the name of the outer one
            self._fields.append("")
        elif self._fields:
            _check_field(self._fields[-1])
            if kind == "end":
                self._fields.pop()
            else:
                self._fields[-1] = "RESULT "

    def meet_text(self, tag: str, text: str, /) -> None:
        if _local(tag) in ("instrText", "delInstrText"):
            if not self._fields:
                raise FaultyError("unsafe")
            self._fields[-1] += text


class _WordBody(_Word):
    """The body of a DOCX, of which only the pages' settings are kept: the rest may say what it likes."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str] | None:
        self._depth += self._depth > 0 or _local(tag) == "sectPr"
        return super().meet(tag, attributes) if self._depth else attributes

    def meet_text(self, tag: str, text: str, /) -> None:
        if self._depth:
            super().meet_text(tag, text)

    def leave(self) -> None:
        self._depth -= self._depth > 0


class _OpenDocument(_Copier):
    """A part of an ODT: every address that is not of this file is emptied."""

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str]:
        if _local(tag).startswith("dde-"):
            raise FaultyError("unsafe")
        return {
            name: "" if _local(name) == "href" and not _INSIDE_ODT.fullmatch(value) else value
            for name, value in attributes.items()
        }


class _Drawing(_Copier):
    """A drawing in XML: shapes only."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[str] = []

    def copy(self, part: bytes) -> bytes:
        made = super().copy(part)
        if _STYLE_CALLS.search("".join(self._said)):
            raise FaultyError("unsafe")
        return made

    def meet(self, tag: str, attributes: dict[str, str], /) -> dict[str, str]:
        if _local(tag) in ("script", "foreignObject"):
            raise FaultyError("unsafe")
        for name, value in attributes.items():
            if _STYLE_CALLS.search(value) or (_local(name) in ("href", "src") and not _INSIDE_DRAWING.fullmatch(value)):
                raise FaultyError("unsafe")
        return attributes

    def meet_text(self, tag: str, text: str, /) -> None:
        if _local(tag) == "style":
            self._said.append(text)


def _refuse(*_: object) -> None:
    raise FaultyError("unsafe")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
        raise FaultyError("refused")


def _check_field(code: str) -> None:
    """Refuse a field whose code begins with a name that fetches."""
    name = _FIELD_NAME.match(code)
    if name and name[1].upper() in _FETCHING_FIELDS:
        raise FaultyError("unsafe")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(value: str) -> str:
    return escape(value).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
