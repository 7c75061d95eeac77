"""Read an XML part of someone else's document, and write again only what is known and stays inside."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import ClassVar
from xml.parsers import expat

_XML = "http://www.w3.org/XML/1998/namespace"
_BETWEEN = " "
"""What expat puts between a namespace and a name: no name holds it."""
_ADDRESS = re.compile(
    r"://|\\\\|^[\s\x00-\x1f]*(?:[/\\]{2}|[a-z]:[\\/]|(?:file|https?|ftp|data|javascript|mailto|vnd[\w.-]*|blob|ms-\w+):)",
    re.IGNORECASE,
)


class FaultyError(Exception):
    """The file cannot be a reference document; ``kind`` is a key of ``reference.FAULTS``."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def named(words: str, prefix: str = "") -> frozenset[str]:
    """A set of names, typed with spaces between them, each behind ``prefix``."""
    return frozenset(f"{prefix}{word}" for word in words.split())


def names_outside(text: str) -> bool:
    """Whether a text holds an address of something that is not in the file."""
    return _ADDRESS.search(text) is not None


class Copier:
    """Reads one XML part and writes it again; each kind of part says what it lets through.

    Names are read with their namespaces, as Word and LibreOffice do, and written with the
    usual prefixes: what another namespace calls ``fldChar`` is no field. An element or an
    attribute of a namespace that is not known here is left out, with all that it holds.

    A document type is refused: entities may hide files or fill the memory. So is another
    encoding than UTF-8: two readers might not see the same tags.
    """

    namespaces: ClassVar[Mapping[str, str]] = {}
    """The prefix of each namespace that is known; an empty one is the default namespace."""

    def __init__(self) -> None:
        self._made = io.StringIO()
        self.open_tags: list[str] = []
        """The elements kept that are open, outermost first."""
        self._is_open = False
        self._left_out = 0
        """How deep we are in an element that is left out."""

    def copy(self, part: bytes) -> bytes:
        """The same part, well formed, in one spelling."""
        parser = expat.ParserCreate("utf-8", _BETWEEN)
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

    def meet_stranger(self, namespace: str, name: str, /) -> None:
        """Raises ``FaultyError`` for an element of an unknown namespace that cannot just be left out."""

    def meet_text(self, _tag: str, _text: str, /) -> bool:
        """Whether to keep a text; raises ``FaultyError``."""
        return not _text.strip()

    def may_be_an_address(self, _tag: str, _name: str, _value: str, /) -> bool:
        """Whether an attribute that looks like an address is only a name."""
        return False

    def _start(self, written: str, flat: list[str]) -> None:
        namespace, _, name = written.rpartition(_BETWEEN)
        prefix = self.namespaces.get(namespace)
        kept = None
        if not self._left_out and prefix is None:
            if not self.open_tags:
                raise FaultyError("refused")
            self.meet_stranger(namespace, name)
        elif not self._left_out:
            tag = f"{prefix}:{name}" if prefix else name
            kept = self.meet(tag, self._known(flat))
        if kept is None:
            self._left_out += 1
            return
        inside = {
            name: value
            for name, value in kept.items()
            if not names_outside(value) or self.may_be_an_address(tag, name, value)
        }
        attributes = "".join(f' {name}="{to_attribute(value)}"' for name, value in inside.items())
        declared = "" if self.open_tags else self._declarations()
        self._made.write(f"{'>' * self._is_open}<{tag}{declared}{attributes}")
        self._is_open = True
        self.open_tags.append(tag)

    def _known(self, flat: list[str]) -> dict[str, str]:
        """The attributes of the namespaces that are known, under their usual names."""
        known: dict[str, str] = {}
        for written, value in zip(flat[::2], flat[1::2], strict=True):
            namespace, _, name = written.rpartition(_BETWEEN)
            if not namespace:
                known[name] = value
            elif namespace == _XML and name in ("space", "lang"):
                known[f"xml:{name}"] = value
            elif self.namespaces.get(namespace):
                known[f"{self.namespaces[namespace]}:{name}"] = value
        return known

    def _declarations(self) -> str:
        return "".join(
            f' xmlns{":" * bool(prefix)}{prefix}="{namespace}"' for namespace, prefix in self.namespaces.items()
        )

    def _end(self, _written: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        tag = self.open_tags.pop()
        self._made.write("/>" if self._is_open else f"</{tag}>")
        self._is_open = False

    def _text(self, text: str) -> None:
        if self._left_out or not self.meet_text(self.open_tags[-1], text):
            return
        self._made.write(f"{'>' * self._is_open}{escape(text, quote=False)}".replace("\r", "&#13;"))
        self._is_open = False


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


def to_attribute(value: str) -> str:
    """A value, to be written between double quotes."""
    return escape(value).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def _refuse(*_: object) -> None:
    raise FaultyError("unsafe")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
        raise FaultyError("refused")
