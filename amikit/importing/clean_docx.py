"""Word's XML made ready for pandoc, which loses the paragraph of a text box; and what it would not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from amikit.importing.marks import BOX_CLOSES, BOX_OPENS
from amikit.importing.xml_tree import parents_of, parse_tree, take_out, text_of, write_tree

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_P, _T, _BODY, _BOX = f"{_W}p", f"{_W}t", f"{_W}body", f"{_W}txbxContent"
_HOLDERS = (_ALTERNATE, f"{_W}drawing", f"{_W}pict", f"{_W}object")
_ENDS = frozenset({_P, f"{_W}tab", f"{_W}br"})
_OBJECTS = (
    f"{_W}object",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)


@dataclass
class Cleaned:
    """What a package holds beside what pandoc reads in it."""

    parts: dict[str, bytes]
    boxes: list[str] = field(default_factory=list)
    """The words of each text box."""
    headers: list[str] = field(default_factory=list)
    """The words of each header and footer, once."""
    comments: list[Mapping[str, str]] = field(default_factory=list)
    """``quoi``, ``par``, ``le``, ``texte`` of the comments and changes that pandoc does not give."""
    alts: dict[str, str] | None = None
    """What describes each picture, by its address, where pandoc does not give it; None where it does."""
    objects_count: int = 0
    inner_tables_count: int = 0
    """Those that were taken out of the table that held them."""
    has_contents: bool = False

    def as_json(self) -> dict[str, Any]:
        """What the child says of it, its parts aside."""
        return {name: value for name, value in vars(self).items() if name != "parts"}


def clean_docx(parts: Mapping[str, bytes]) -> Cleaned:
    """The parts that pandoc reads, each text box after its paragraph; raises ``Unsafe``."""
    made = Cleaned({name: part for name, part in parts.items() if not name.startswith("word/media/")})
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = parse_tree(part.replace(_STRICT, _USUAL))
        if name.startswith(("word/header", "word/footer")):
            words = text_of(root, _is_text, _ENDS)
            made.headers += [words] if words and words not in made.headers else []
            del made.parts[name]
        elif name == "word/document.xml":
            _take_contents(root, made)
            made.objects_count = sum(1 for tag in _OBJECTS for _ in root.iter(tag))
            _take_boxes(root, made)
            made.parts[name] = write_tree(root)
    return made


def _is_text(element: Element) -> bool:
    return element.tag == _T


def _take_contents(root: Element, made: Cleaned) -> None:
    """The table of contents goes: the answer has its own."""
    parents = parents_of(root)
    for block in list(root.iter(f"{_W}sdt")):
        gallery = block.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        if gallery is not None and gallery.get(f"{_W}val") == "Table of Contents" and block in parents:
            parents[block].remove(block)
            made.has_contents = True
    for paragraph in list(root.iter(_P)):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = (style.get(f"{_W}val") or "") if style is not None else ""
        if name.lower().startswith(("toc", "contents", "tm")) and name[-1:].isdigit():
            parents[paragraph].remove(paragraph)
            made.has_contents = True


def _take_boxes(root: Element, made: Cleaned) -> None:
    while True:
        parents = parents_of(root)
        box = next((one for one in root.iter(_BOX) if one in parents), None)
        if box is None:
            return
        holder, paragraph = _holder_of(box, parents), _paragraph_of(box, parents)
        words = text_of(box, _is_text, _ENDS)
        if holder is None or paragraph is None:
            parents[box].remove(box)
            continue
        # Of two writings of one drawing, the first; the other is for old programs.
        for twin in list(holder.iter(_FALLBACK)):
            _empty(twin)
        place = list(parents[paragraph]).index(paragraph)
        inside = [one for content in holder.iter(_BOX) for one in content]
        take_out(holder, parents[holder])
        if words:
            made.boxes.append(words)
            parents[paragraph][place + 1 : place + 1] = [_alone(BOX_OPENS), *inside, _alone(BOX_CLOSES)]


def _holder_of(box: Element, parents: Mapping[Element, Element]) -> Element | None:
    """The drawing that holds a text box, the outermost below its paragraph."""
    found, at = None, box
    while at in parents and parents[at].tag != _P:
        at = parents[at]
        found = at if at.tag in _HOLDERS else found
    return found


def _paragraph_of(box: Element, parents: Mapping[Element, Element]) -> Element | None:
    at = box
    while at in parents:
        at = parents[at]
        if at.tag == _P:
            return at
    return None


def _empty(element: Element) -> None:
    for child in list(element):
        element.remove(child)


def _alone(mark: str) -> Element:
    """A paragraph that says only a mark."""
    paragraph = Element(_P)
    SubElement(SubElement(paragraph, f"{_W}r"), _T).text = mark
    return paragraph
