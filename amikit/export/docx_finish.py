"""What pandoc leaves to do in a DOCX: rows that hold together, breaks, the draft mark, the properties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import count

from amikit.export import words
from amikit.export.cover import document_subject, document_title, one_line
from amikit.export.docx_markup import after_table, page_break, paragraph, text_run
from amikit.export.reference import Reference
from amikit.export.widths import SHORT_TABLE
from amikit.render.answer import Answer

DOCUMENT = "word/document.xml"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_HEADER_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TITLE_FIELD = re.compile(
    r"(<w:instrText\b[^>]*>\s*TITLE\b(?:(?!<w:instrText\b).)*?<w:t(?: [^>]*)?>)[^<]*(</w:t>)", re.DOTALL
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_APPLICATION = (
    f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/'
    'officeDocument/2006/extended-properties"><Application>amikit</Application></Properties>'
)
_STYLE = '<w:pStyle w:val="{}" />'
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_FOLLOWING = r"(?:\s*<w:bookmark(?:Start|End)\b[^>]*/>)*\s*<w:p><w:pPr>"
_INDENT = re.compile(r'<w:tblInd w:w="(\d+)"')
_COLUMN = re.compile(r'<w:gridCol w:w="(\d+)" />')
_RELATIVE = re.compile(r'<w:tblW w:type="pct" w:w="\d+" />')
_ROW = re.compile(r"<w:tr>(?:<w:trPr>)?")


def finish(parts: Mapping[str, bytes], answer: Answer, reference: Reference) -> dict[str, bytes]:
    """The parts of pandoc's DOCX, completed."""
    made = dict(parts)
    made[DOCUMENT] = _finish_document(parts[DOCUMENT].decode(), answer, reference).encode()
    made["docProps/core.xml"] = _core_properties(answer).encode()
    made["docProps/app.xml"] = _APPLICATION.encode()
    title = escape(document_title(answer), quote=False)
    for name, part in parts.items():
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            made[name] = _TITLE_FIELD.sub(lambda found: found[1] + title + found[2], part.decode()).encode()
    if answer.is_letter:
        _set_as_a_letter(made)
    return _marked_as_draft(made, answer, reference) if answer.is_draft else made


_LETTER_SPACING = {
    "Normal": '<w:spacing w:after="80" w:before="0" w:line="247" w:lineRule="auto"/>',
    "BodyText": '<w:spacing w:after="80" w:before="40"/>',
}


def _set_as_a_letter(parts: dict[str, bytes]) -> None:
    """Less air, smaller letters and margins than a document of thirty pages: a letter holds on one."""
    styles = parts["word/styles.xml"].decode()
    for name, spacing in _LETTER_SPACING.items():
        style = re.search(rf'<w:style\b[^>]*w:styleId="{name}".*?</w:style>', styles, re.DOTALL)
        if style:
            tighter = re.sub(r"<w:spacing\b[^>]*/>", spacing, style[0]).replace('w:val="22"', 'w:val="20"')
            styles = styles.replace(style[0], tighter)
    parts["word/styles.xml"] = styles.encode()
    document = parts[DOCUMENT].decode()
    document = re.sub(r'(<w:pgMar\b[^>]*?)w:bottom="\d+"', r'\1w:bottom="907"', document)
    parts[DOCUMENT] = re.sub(r'(<w:pgMar\b[^>]*?)w:top="\d+"', r'\1w:top="1021"', document).encode()


def _finish_document(document: str, answer: Answer, reference: Reference) -> str:
    """Only tags are looked for: what people typed holds no ``<``, so it cannot be taken for one."""
    cell, header = (_STYLE.format(reference.style_id(name)) for name in ("Tableau texte", "Tableau en-tête"))
    compact = _STYLE.format("Compact")

    def finish_table(found: re.Match[str]) -> str:
        table = _as_wide_as_the_text(_ROW.sub(_whole_row, found[0]), reference.text_width_cm)
        first_row, end, rest = table.partition("</w:tr>")
        return _held_together(first_row.replace(compact, header) + end + rest.replace(compact, cell))

    document = _TABLE.sub(finish_table, document)
    # Pandoc repeats there the whole picture, as an address.
    document = re.sub(r'(<pic:cNvPr descr=")data:[^"]*"', r'\1"', document)
    name = rf'\1 name="{words.PICTURE[answer.language]}"'
    document = re.sub(r'(<(?:wp:docPr|pic:cNvPr)\b[^<]*?) name="Picture"', name, document)
    # Without these LibreOffice pushes pictures 3 mm to the right.
    document = document.replace("<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">')
    return _spaced_after_tables(_moved_breaks(document, reference), reference)


def _as_wide_as_the_text(table: str, width_cm: float) -> str:
    """Pandoc counts columns on a page of its own; ours have the width of this one."""
    widths = [int(width) for width in _COLUMN.findall(table)]
    indent = _INDENT.search(table)
    twips = round(width_cm / 2.54 * 1440) - (int(indent[1]) if indent else 0)
    if not _RELATIVE.search(table) or not sum(widths):
        return table
    sized = iter(round(width * twips / sum(widths)) for width in widths)
    table = _RELATIVE.sub(f'<w:tblW w:type="dxa" w:w="{twips}" />', table)
    return _COLUMN.sub(lambda _: f'<w:gridCol w:w="{next(sized)}" />', table)


def _held_together(table: str) -> str:
    """A short table stays on one page; of a long one, no row is left alone before or after the break."""
    rows = table.split("</w:tr>")
    last = len(rows) - 2
    held = range(last) if last + 1 <= SHORT_TABLE else (0, 1, last - 1)
    for place in held:
        rows[place] = re.sub(r"<w:pStyle [^>]*>", r"\g<0><w:keepNext/>", rows[place])
    return "</w:tr>".join(rows)


def _whole_row(found: re.Match[str]) -> str:
    return "<w:tr><w:trPr><w:cantSplit/>" + ("" if found[0].endswith("<w:trPr>") else "</w:trPr>")


def _moved_breaks(document: str, reference: Reference) -> str:
    """A page break becomes a property of the paragraph that follows, which leaves no empty line."""
    mark = re.escape(page_break(reference))
    opening = rf'{_FOLLOWING}<w:pStyle w:val="[^"]*" ?/>'
    document = re.sub(rf"(?:{mark}\s*)+({opening})", r"\1<w:pageBreakBefore/>", document)
    title = _STYLE.format(reference.style_id("heading 1")) + "<w:pageBreakBefore/>"
    return document.replace(f"{title}</w:pPr>", f'{title}<w:spacing w:before="0"/></w:pPr>')


def _spaced_after_tables(document: str, reference: Reference) -> str:
    """The mark after a table becomes the space above the text that follows, if text it is."""
    mark = re.escape(after_table(reference))
    spaced = ("Body Text", "First Paragraph", "Compact", "Source Code")
    texts = "|".join(re.escape(reference.style_id(name)) for name in spaced)
    text = rf"(?:<w:pStyle w:val=\"(?:{texts})\" ?/>)(?:<w:numPr>.*?</w:numPr>)?(?=<w:jc|</w:pPr>)"
    document = re.sub(rf"{mark}\s*({_FOLLOWING}{text})", r'\1<w:spacing w:before="200"/>', document)
    return re.sub(rf"{mark}(?=\s*{_FOLLOWING})", "", document)


def _core_properties(answer: Answer) -> str:
    """What the file says of itself; the dates are the answer's, not today's."""
    author = one_line(answer.cover.consortium)
    moment = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{answer.on.isoformat()}T00:00:00Z</dcterms:{{0}}>'
    fields = {
        "dc:title": document_title(answer),
        "dc:subject": document_subject(answer),
        "dc:creator": author,
        "cp:keywords": ", ".join(map(one_line, answer.keywords)),
        "dc:language": words.LANGUAGE_TAGS[answer.language],
        "cp:lastModifiedBy": author,
    }
    values = "".join(f"<{name}>{escape(value, quote=False)}</{name}>" for name, value in fields.items())
    return (
        f"{_XML}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{values}{moment.format('created')}{moment.format('modified')}</cp:coreProperties>"
    )


def _marked_as_draft(parts: Mapping[str, bytes], answer: Answer, reference: Reference) -> dict[str, bytes]:
    """The draft mark at the head of every page: in the headers there are, and in those missing."""
    made = dict(parts)
    mark = paragraph(reference, "Brouillon", text_run(words.DRAFT[answer.language]))
    for name in parts:
        if re.fullmatch(r"word/header\d*\.xml", name):
            opening, end, rest = parts[name].decode().partition("<w:hdr")[2].partition(">")
            made[name] = f"{_XML}<w:hdr{opening}{end}{mark}{rest}".encode()
    document = parts[DOCUMENT].decode()
    section = document[document.rfind("<w:sectPr") :]
    missing = [kind for kind in ("default", "first", "even") if not _has_header(section, kind)]
    for kind in missing:
        number = next(n for n in count(1) if f"word/header{n}.xml" not in made)
        made[f"word/header{number}.xml"] = f"{_XML}<w:hdr {_NAMESPACE}>{mark}</w:hdr>".encode()
        _refer(made, kind, number)
    return made


def _has_header(section: str, kind: str) -> bool:
    return any(f'w:type="{kind}"' in found for found in re.findall(r"<w:headerReference\b[^>]*>", section))


def _refer(parts: dict[str, bytes], kind: str, number: int) -> None:
    """Make a new header known to the document, its relationships and the package."""
    key = f"rIdHeader{number}"
    relation = f'<Relationship Id="{key}" Type="{_HEADER_RELATION}" Target="header{number}.xml"/>'
    override = f'<Override PartName="/word/header{number}.xml" ContentType="{_HEADER_TYPE}"/>'
    parts[_RELATIONSHIPS] = parts[_RELATIONSHIPS].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    parts[_TYPES] = parts[_TYPES].replace(b"</Types>", f"{override}</Types>".encode())
    before, section, after = parts[DOCUMENT].decode().rpartition("<w:sectPr")
    opening, end, rest = after.partition(">")
    reference = f'<w:headerReference w:type="{kind}" r:id="{key}"/>'
    parts[DOCUMENT] = f"{before}{section}{opening}{end}{reference}{rest}".encode()
