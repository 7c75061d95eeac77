"""The XML of a document that comes from anyone: a tree without document type, nor depth that nobody writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from amikit.importing.marks import ANY

_DEEPEST = 400
_BETWEEN = "}"


class Unsafe(Exception):
    """The XML is not one that a word processor writes."""


def parse_tree(part: bytes) -> Element:
    """The tree of a part; raises ``Unsafe`` for what is damaged, has a document type, or is far too deep."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(None, _BETWEEN)
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unsafe("too-deep")
        builder.start(_named(tag), {_named(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(tag))

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartNamespaceDeclHandler = _remember
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: builder.data(ANY.sub("", text))
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise Unsafe("damaged") from error
    return builder.close()


def write_tree(root: Element) -> bytes:
    """The part again."""
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def parents_of(root: Element) -> dict[Element, Element]:
    """The parent of each element."""
    return {child: parent for parent in root.iter() for child in parent}


def take_out(element: Element, parent: Element) -> None:
    """Remove an element, and keep the text that follows it."""
    place = list(parent).index(element)
    parent.remove(element)
    if element.tail:
        add_text(parent, place, element.tail)


def add_text(parent: Element, place: int, text: str) -> None:
    """Add a text before the child of that place."""
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def text_of(element: Element, is_text: Callable[[Element], bool], ends: frozenset[str]) -> str:
    """The words below an element, those of ``is_text`` elements; a space where an element of ``ends`` ends."""
    return " ".join("".join(_pieces(element, is_text, ends)).split())


def _pieces(element: Element, is_text: Callable[[Element], bool], ends: frozenset[str]) -> Iterator[str]:
    mine = is_text(element)
    if mine and element.text:
        yield element.text
    for child in element:
        yield from _pieces(child, is_text, ends)
        if mine and child.tail:
            yield child.tail
    if element.tag in ends:
        yield " "


def _named(name: str) -> str:
    return f"{{{name}" if _BETWEEN in name else name


def _remember(prefix: str | None, address: str) -> None:
    """Keep the prefixes of the document: pandoc looks for them."""
    if prefix and not prefix.startswith("ns"):
        ElementTree.register_namespace(prefix, address)


def _refuse(*_: object) -> None:
    raise Unsafe("damaged")
