"""What pandoc leaves to do in an ODT: cells, rows that hold together, breaks, the draft mark, the properties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from amikit.export import odt_markup, words
from amikit.export.annexed import odt_field
from amikit.export.cover import CoverPage, document_subject, document_title, one_line, read_cover
from amikit.export.images import Picture
from amikit.export.odt_markup import PAGE_BREAK
from amikit.export.widths import SHORT_TABLE
from amikit.i18n import Language
from amikit.render.answer import Answer

_CELL = '<style:table-cell-properties fo:border="none" '
_PADDING = 'fo:padding-top="0.08cm" fo:padding-bottom="0.08cm" fo:padding-left="0.18cm" fo:padding-right="0.18cm"'
_CELLS = {
    "TableHeaderRowCell": 'fo:border-bottom="1pt solid #0b5c5e" fo:background-color="#f3f6f5" '
    f'style:vertical-align="bottom" {_PADDING}/>',
    "TableRowCell": f'fo:border-bottom="0.5pt solid #cfd8d7" {_PADDING}/>',
}
_EMPTY_CELL = re.compile(r"(<table:table-cell\b[^>]*>)\s*(?=</table:table-cell>)")
_FIRST_STYLE = re.compile(r'(<text:p text:style-name=)"(Table_20_Contents|P\d+)"')
_KEPT = "AmLie_"
_HEADERS = ("header", "header-left", "header-first")
_LOOKS = {
    '<style:table-properties table:align="center"': '<style:table-properties table:align="margins" fo:margin-bottom="10pt"',
    '<style:paragraph-properties fo:margin-top="0in" fo:margin-bottom="0in"': "<style:paragraph-properties "
    'fo:margin-top="1.5pt" fo:margin-bottom="1.5pt"',
    '<text:span text:style-name="Definition">': '<text:span text:style-name="Internet_20_link">',
}


def finish(parts: Mapping[str, bytes], answer: Answer, pictures: Mapping[str, Picture]) -> dict[str, bytes]:
    """The parts of pandoc's ODT, completed; ``pictures`` by their place in the archive."""
    made = dict(parts)
    made["content.xml"] = _finish_content(parts["content.xml"].decode(), read_cover(answer), answer.language).encode()
    made["styles.xml"] = _finish_styles(parts["styles.xml"].decode(), answer).encode()
    made["meta.xml"] = _properties(answer).encode()
    made["settings.xml"] = odt_markup.settings().encode()
    return _with_pictures(made, pictures)


def _finish_content(content: str, page: CoverPage, language: Language) -> str:
    """Pandoc's own formats, in the looks of the house.

    Only tags are looked for: what people typed holds no ``<``, so it cannot be taken for one.
    """
    for name, look in _CELLS.items():
        cell = rf'(<style:style style:name="{name}"[^>]*>\s*)<style:table-cell-properties[^>]*/>'
        content = re.sub(cell, rf"\1{_CELL}{look}", content)
    for found, instead in _LOOKS.items():
        content = content.replace(found, instead)
    quote = r'(style:parent-style-name="Quotations">\s*)<style:paragraph-properties fo:margin-left="0.5in"[^>]*/>'
    content = re.sub(quote, r"\1", content)
    # Left empty, a cell would be as tall as a line of the body.
    content = _EMPTY_CELL.sub(r'\1<text:p text:style-name="Table_20_Contents"/>', content)
    content = _held_together(content)
    content = re.sub(r"<style:list-level-label-alignment[^>]*/>", _nearer, content)
    content, styles = _moved_breaks(content)
    styles += odt_markup.AUTOMATIC_STYLES + odt_markup.cover_styles(page)
    counted = odt_markup.sequences([words.TABLE[language], words.FIGURE[language]])
    content = content.replace("<office:text>", f"<office:text>{counted}", 1)
    return content.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>", 1)


def _held_together(content: str) -> str:
    """A short table stays on one page; of a longer one, the break leaves two rows before and after it."""
    styles: set[str] = set()

    def hold(found: re.Match[str]) -> str:
        rows = found[0].split("</table:table-row>")
        last = len(rows) - 2
        if last + 1 > SHORT_TABLE:
            for place in (1, last - 1):
                rows[place] = _FIRST_STYLE.sub(keep, rows[place], count=1)
        return "</table:table-row>".join(rows)

    def keep(found: re.Match[str]) -> str:
        styles.add(found[2])
        return f'{found[1]}"{_KEPT}{found[2]}"'

    for name, rows in re.findall(r'<table:table table:name="(Table\d+)"[^>]*>(.*?)</table:table>', content, re.DOTALL):
        if rows.count("<table:table-row>") <= SHORT_TABLE:
            style = f'<style:style style:name="{name}" style:family="table">'
            whole = r'\1<style:table-properties style:may-break-between-rows="false"'
            content = re.sub(rf"({style}\s*)<style:table-properties", whole, content)
    content = re.sub(r'<table:table table:name="Table\d+".*?</table:table>', hold, content, flags=re.DOTALL)
    kept = "".join(_kept_style(content, name) for name in sorted(styles))
    return content.replace("</office:automatic-styles>", f"{kept}</office:automatic-styles>", 1)


def _kept_style(content: str, name: str) -> str:
    """The style of a cell's text, held with the next row: a copy, if it is the document's own."""
    own = re.search(rf'<style:style style:name="{name}"([^>]*)>\s*<style:paragraph-properties([^>]*)/>', content)
    known, looks = (own[1], own[2]) if own else (f' style:family="paragraph" style:parent-style-name="{name}"', " ")
    opening = f'<style:style style:name="{_KEPT}{name}"{known}>'
    return f'{opening}<style:paragraph-properties{looks}fo:keep-with-next="always"/></style:style>'


def _nearer(found: re.Match[str]) -> str:
    """Lists closer to the margin than pandoc's half inch."""
    inches = re.search(r'fo:margin-left="([\d.]+)in"', found[0])
    left = 0.75 + (float(inches[1]) - 0.5) * 2.2 if inches else 0.75
    return (
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        f'text:list-tab-stop-position="{left:.2f}cm" fo:text-indent="-0.45cm" fo:margin-left="{left:.2f}cm"/>'
    )


def _moved_breaks(content: str) -> tuple[str, str]:
    """A page break becomes a property of the heading or the text that follows, which leaves no empty line."""
    parents: set[str] = set()

    def move(found: re.Match[str]) -> str:
        parents.add(found[2])
        return f'{found[1]}"AmPage_{found[2]}"'

    mark = re.escape(PAGE_BREAK)
    content = re.sub(rf'(?:{mark}\s*)+(<text:[hp] text:style-name=)"((?:Heading|Text|First)_[^"]*)"', move, content)
    styles = "".join(
        f'<style:style style:name="AmPage_{parent}" style:family="paragraph" style:parent-style-name="{parent}">'
        '<style:paragraph-properties fo:margin-top="0cm" fo:break-before="page"/></style:style>'
        for parent in sorted(parents)
    )
    return content, styles


def _finish_styles(styles: str, answer: Answer) -> str:
    """The title in the footer, the draft mark at the head of every page."""
    title = escape(document_title(answer), quote=False)
    styles = re.sub(r"<text:title>[^<]*</text:title>", lambda _: f"<text:title>{title}</text:title>", styles)
    if not answer.is_draft:
        return styles
    mark = odt_markup.paragraph("Brouillon", words.DRAFT[answer.language])
    # The header takes its room from the margin, so that the text stays where it was.
    styles = styles.replace('fo:margin-top="2.6cm"', 'fo:margin-top="1.3cm"')
    return re.sub(
        r"(<style:master-page\b[^>]*[^/]>)(.*?)(?=</style:master-page>)",
        lambda found: found[1] + _headed(found[2], mark),
        styles,
        flags=re.DOTALL,
    )


def _headed(master: str, mark: str) -> str:
    """The contents of a master page, each of its headers with the mark, in the order of the standard."""
    found = {
        kind: re.search(rf"<style:{kind}\b[^>]*(?<!/)>(.*?)</style:{kind}>", master, re.DOTALL) for kind in _HEADERS
    }
    rest = re.sub(r"<style:(header(?:-left|-first)?)\b[^>]*?(?:/>|>.*?</style:\1>)", "", master, flags=re.DOTALL)
    headers = ""
    for kind, header in found.items():
        if header or kind != "header-left":
            headers += f"<style:{kind}>{mark}{header[1] if header else ''}</style:{kind}>"
    return headers + rest


def _properties(answer: Answer) -> str:
    """What the file says of itself; the dates are the answer's, not today's."""
    author = one_line(answer.cover.consortium)
    moment = f"{answer.on.isoformat()}T00:00:00"
    fields = [
        ("meta:generator", "amikit"),
        ("dc:title", document_title(answer)),
        ("dc:subject", document_subject(answer)),
        *(("meta:keyword", one_line(keyword)) for keyword in answer.keywords),
        ("dc:language", words.LANGUAGE_TAGS[answer.language]),
        ("meta:initial-creator", author),
        ("dc:creator", author),
        ("meta:creation-date", moment),
        ("dc:date", moment),
    ]
    values = "".join(f"<{name}>{escape(value, quote=False)}</{name}>" for name, value in fields if value)
    annex = odt_field(answer.annex) if answer.annex else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta>{values}{annex}</office:meta></office:document-meta>"
    )


def _with_pictures(parts: Mapping[str, bytes], pictures: Mapping[str, Picture]) -> dict[str, bytes]:
    manifest = parts["META-INF/manifest.xml"].decode()
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{picture.mime_type}"/>'
        for path, picture in pictures.items()
    )
    entries += '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    made = {**parts, **{path: picture.content for path, picture in pictures.items()}}
    made["META-INF/manifest.xml"] = manifest.replace("</manifest:manifest>", f"{entries}</manifest:manifest>").encode()
    return made
