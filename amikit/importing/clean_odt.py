"""OpenDocument's XML made ready for pandoc, which loses comments, changes, text boxes and tables in tables."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from amikit.importing.clean_docx import Cleaned
from amikit.importing.marks import BOLD, BOX_CLOSES, BOX_OPENS, COMMENT, TITLE
from amikit.importing.xml_tree import add_text, parents_of, parse_tree, take_out, text_of, write_tree

_PREFIXES = {
    "text": "text", "table": "table", "draw": "drawing", "style": "style", "office": "office",
    "fo": "xsl-fo-compatible",
}  # fmt: skip
_DC = "{http://purl.org/dc/elements/1.1/}"


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{_PREFIXES[prefix]}:1.0}}{local}"


_P, _H, _TABLE, _BOX = _tag("text:p"), _tag("text:h"), _tag("table:table"), _tag("draw:text-box")
_FRAME, _NOTE = _tag("draw:frame"), _tag("office:annotation")
_CHANGES, _REGION, _ID = _tag("text:tracked-changes"), _tag("text:changed-region"), _tag("text:id")
_INSERTION, _DELETION, _WHO = _tag("text:insertion"), _tag("text:deletion"), _tag("office:change-info")
_STARTS, _STOPS, _POINT = _tag("text:change-start"), _tag("text:change-end"), _tag("text:change")
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_CHANGE_ID = _tag("text:change-id")
_ENDS = frozenset({_P, _H, _tag("text:s"), _tag("text:tab"), _tag("text:line-break")})
_SILENT = frozenset({_NOTE, _WHO, _tag("text:note-citation"), _DC + "creator", _DC + "date"})


def clean_odt(parts: Mapping[str, bytes], changes: str) -> Cleaned:
    """The parts that pandoc reads, changes accepted or refused; raises ``Unsafe``."""
    made = Cleaned({name: part for name, part in parts.items() if not name.startswith(("Pictures/", "Thumbnails/"))})
    for name, part in parts.items():
        if not name.endswith(".xml"):
            continue
        root = parse_tree(part)
        if name == "styles.xml":
            for tag in ("style:header", "style:footer", "style:header-first", "style:footer-first"):
                for one in root.iter(_tag(tag)):
                    words = _words(one)
                    made.headers += [words] if words and words not in made.headers else []
        elif name == "content.xml":
            _clean_content(root, made, changes)
            made.parts[name] = write_tree(root)
    return made


def _clean_content(root: Element, made: Cleaned, changes: str) -> None:
    _take_contents(root, made)
    _settle_changes(root, made, changes)
    _mark_comments(root, made)
    _take_boxes(root, made)
    made.inner_tables_count = _take_inner_tables(root)
    _mark_styles(root)
    made.alts = _alts(root)
    made.objects_count = sum(1 for _ in root.iter(_tag("draw:object")))


def _words(element: Element) -> str:
    return text_of(element, lambda one: one.tag not in _SILENT, _ENDS)


def _take_contents(root: Element, made: Cleaned) -> None:
    parents = parents_of(root)
    for index in list(root.iter(_tag("text:table-of-content"))):
        take_out(index, parents[index])
        made.has_contents = True


def _settle_changes(root: Element, made: Cleaned, changes: str) -> None:
    regions: dict[str, Element] = {}
    parents = parents_of(root)
    for holder in list(root.iter(_CHANGES)):
        regions |= {region.get(_ID) or "": region for region in holder.iter(_REGION)}
        take_out(holder, parents[holder])
    inserted: dict[str, list[str]] = {}
    open_ids: set[str] = set()
    _walk_insertions(root, regions, open_ids, inserted, is_dropped=changes == "refuser")
    numbers: dict[str, int] = {}
    for region_id, region in regions.items():
        deletion = region.find(_DELETION)
        words = " ".join("".join(inserted.get(region_id, [])).split()) if deletion is None else _words(deletion)
        if words:
            numbers[region_id] = len(made.comments)
            what = "ajout" if deletion is None else "retrait"
            made.comments.append({"quoi": what, **_who(region.find(f".//{_WHO}")), "texte": words})
    _mark_changes(root, numbers)
    if changes == "refuser":
        _restore(root, regions)


def _mark_changes(root: Element, numbers: Mapping[str, int]) -> None:
    """Say where each change was made."""
    parents = parents_of(root)
    for tag in (_STARTS, _POINT):
        for point in list(root.iter(tag)):
            number = numbers.get(point.get(_CHANGE_ID) or "")
            if number is not None:
                place = list(parents[point]).index(point)
                add_text(parents[point], place, f"{COMMENT}{number}{COMMENT}")


def _walk_insertions(
    element: Element,
    regions: Mapping[str, Element],
    open_ids: set[str],
    found: dict[str, list[str]],
    *,
    is_dropped: bool,
) -> None:
    """Note the words inserted by each change, and take them out when asked."""

    def meet(text: str | None) -> str | None:
        if text and open_ids:
            for one in open_ids:
                found.setdefault(one, []).append(text)
            return None if is_dropped else text
        return text

    element.text = meet(element.text)
    for child in element:
        region_id = child.get(_CHANGE_ID) or ""
        if child.tag == _STARTS and region_id in regions and regions[region_id].find(_INSERTION) is not None:
            open_ids.add(region_id)
        elif child.tag == _STOPS:
            open_ids.discard(region_id)
        else:
            _walk_insertions(child, regions, open_ids, found, is_dropped=is_dropped)
            if open_ids and child.tag in _ENDS:
                meet(" ")
        child.tail = meet(child.tail)


def _restore(root: Element, regions: Mapping[str, Element]) -> None:
    """Put the words that were deleted back where they were."""
    parents = parents_of(root)
    for point in list(root.iter(_POINT)):
        region = regions.get(point.get(_CHANGE_ID) or "")
        deletion = region.find(_DELETION) if region is not None else None
        if deletion is not None:
            raw = " ".join("".join(one.itertext()) for one in deletion if one.tag in (_P, _H))
            add_text(parents[point], list(parents[point]).index(point), raw)


def _who(holder: Element | None) -> dict[str, str]:
    by = holder.findtext(f"{_DC}creator") if holder is not None else ""
    on = holder.findtext(f"{_DC}date") if holder is not None else ""
    return {"par": " ".join((by or "").split()), "le": (on or "")[:10]}


def _mark_comments(root: Element, made: Cleaned) -> None:
    parents = parents_of(root)
    for note in list(root.iter(_NOTE)):
        if note not in parents:
            continue
        words = text_of(note, lambda one: one.tag not in _SILENT - {_NOTE}, _ENDS)
        place = list(parents[note]).index(note)
        add_text(parents[note], place, f"{COMMENT}{len(made.comments)}{COMMENT}")
        take_out(note, parents[note])
        made.comments.append({"quoi": "commentaire", **_who(note), "texte": words})


def _take_boxes(root: Element, made: Cleaned) -> None:
    """What a text box holds goes after its paragraph; a caption with its picture in a box stays readable so."""
    while True:
        parents = parents_of(root)
        box = next((one for one in root.iter(_BOX) if one in parents), None)
        if box is None:
            return
        frame, paragraph = box, box
        while frame in parents and frame.tag != _FRAME:
            frame = parents[frame]
        while paragraph in parents and paragraph.tag not in (_P, _H):
            paragraph = parents[paragraph]
        words = _words(box)
        inside = list(box)
        if frame.tag != _FRAME or paragraph.tag not in (_P, _H):  # anchored to the page
            holder = frame if frame in parents else box
            place = list(parents[holder]).index(holder)
            parent = parents[holder]
            take_out(holder, parent)
        else:
            take_out(frame, parents[frame])
            parent = parents[paragraph]
            place = list(parent).index(paragraph) + 1
        if words or any(True for _ in box.iter(_tag("draw:image"))):
            made.boxes.append(words)
            parent[place:place] = [_alone(BOX_OPENS), *inside, _alone(BOX_CLOSES)]


def _take_inner_tables(root: Element) -> int:
    """A table in a cell goes after the table that holds it; how many did."""
    parents = parents_of(root)
    after: dict[Element, list[Element]] = {}
    for table in list(root.iter(_TABLE)):
        at, outermost = table, None
        while at in parents:
            at = parents[at]
            outermost = at if at.tag == _TABLE else outermost
        if outermost is not None:
            take_out(table, parents[table])
            after.setdefault(outermost, []).append(table)
    for outermost, tables in after.items():
        parent = parents[outermost]
        place = list(parent).index(outermost) + 1
        parent[place:place] = tables
    return sum(map(len, after.values()))


def _alts(root: Element) -> dict[str, str]:
    """What describes each picture: its description, else its title."""
    found: dict[str, str] = {}
    for frame in root.iter(_FRAME):
        for image in frame.iter(_tag("draw:image")):
            words = frame.findtext(f"{_SVG}desc") or frame.findtext(f"{_SVG}title") or ""
            address = image.get(_HREF) or ""
            found[address] = found.get(address) or " ".join(words.split())
    return found


def _mark_styles(root: Element) -> None:
    """Say which paragraphs their style prints in bold, and which is the title: pandoc does not."""
    bold, titles = set(), {"Title", "Titre"}
    for style in root.iter(_tag("style:style")):
        name = style.get(_tag("style:name")) or ""
        properties = style.find(_tag("style:text-properties"))
        if properties is not None and properties.get(_tag("fo:font-weight")) == "bold":
            bold.add(name)
        if style.get(_tag("style:parent-style-name")) in titles:
            titles.add(name)
    for paragraph in root.iter(_P):
        name = paragraph.get(_tag("text:style-name")) or ""
        mark = TITLE if name in titles else BOLD if name in bold else ""
        if mark and _words(paragraph):
            paragraph.text = mark + (paragraph.text or "")


def _alone(mark: str) -> Element:
    paragraph = Element(_P)
    SubElement(paragraph, _tag("text:span")).text = mark
    return paragraph
