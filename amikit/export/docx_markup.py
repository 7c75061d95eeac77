"""The WordprocessingML that pandoc has no words for: cover, contents, key figures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from amikit.export.cards import read_cards
from amikit.export.cover import CoverPage
from amikit.export.reference import Reference
from amikit.export.tree import Heading, in_contents

PAGE_BREAK = "Saut de page"
_TWIPS_PER_CM = 1440 / 2.54
_FILL = "F3F6F5"
_GUTTER = 'w:val="single" w:sz="48" w:space="0" w:color="FFFFFF"'


def text_run(text: str, properties: str = "") -> str:
    """A run of text, escaped; ``properties`` is markup."""
    format_ = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{format_}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def paragraph(reference: Reference, style: str, runs: str, properties: str = "") -> str:
    """A paragraph of runs in a style named as in the reference document."""
    return f"<w:p><w:pPr>{_style(reference, style)}{properties}</w:pPr>{runs}</w:p>"


def _style(reference: Reference, style: str) -> str:
    return f'<w:pStyle w:val="{escape(reference.style_id(style))}"/>'


def _twips(cm: float) -> int:
    return round(cm * _TWIPS_PER_CM)


def page_break(reference: Reference) -> str:
    """A mark that becomes the property of what follows it (see ``docx_finish.py``)."""
    return paragraph(reference, PAGE_BREAK, '<w:r><w:br w:type="page"/></w:r>')


def after_table(reference: Reference) -> str:
    """A mark that keeps two tables apart; it becomes the space above a paragraph that follows."""
    return paragraph(reference, "Après tableau", "")


def cover(page: CoverPage, reference: Reference) -> str:
    """The first page; what is empty leaves no line."""
    above_title, above_facts = (air * 20 for air in page.airs_pt())

    def line(style: str, text: str, properties: str = "") -> str:
        return paragraph(reference, style, text_run(text), properties) if text else ""

    call = [text_run(page.call_title, "<w:b/>")] if page.call_title else []
    call += [text_run(page.funder)] if page.funder else []
    size = f'<w:sz w:val="{page.title_pt * 2}"/><w:szCs w:val="{page.title_pt * 2}"/>'
    space = f'<w:spacing w:before="{above_title}"/>'
    return (
        line("Couverture appel", page.call_kind)
        + (paragraph(reference, "Couverture appel", text_run(" · ").join(call)) if call else "")
        + paragraph(reference, "Couverture titre", text_run(page.title, size), space)
        + line("Couverture sous-titre", page.subtitle)
        + (paragraph(reference, "Couverture filet", "") if page.has_details else "")
        + line("Couverture consortium", page.consortium)
        + "".join(line("Couverture texte", member) for member in page.members)
        + (_facts(page, reference, above_facts) if page.facts else "")
        + line("Couverture note", page.notice)
    )


def _facts(page: CoverPage, reference: Reference, above: int) -> str:
    air = paragraph(reference, "Après tableau", "", f'<w:spacing w:before="{above}"/>')
    cells = [
        paragraph(reference, "Chiffre libellé", text_run(label))
        + paragraph(reference, "Couverture fait", text_run(value))
        for label, value in page.facts
    ]
    return air + _row_table([cells], _twips(reference.text_width_cm), fill="", borders="")


def key_figures(items_json: str, reference: Reference) -> str:
    """Cards side by side, two or three in a row: the label, the figure, the note."""
    rows = [
        ["".join(paragraph(reference, style, text_run(text)) for style, text in card.lines) for card in row]
        for row in read_cards(items_json)
    ]
    borders = "".join(f"<w:{side} {_GUTTER}/>" for side in ("insideH", "insideV"))
    table = _row_table(rows, _twips(reference.text_width_cm), fill=_FILL, borders=borders)
    return table + after_table(reference)


def _row_table(rows: Sequence[Sequence[str]], width: int, *, fill: str, borders: str) -> str:
    """Cells of the same width; ``cells`` are paragraphs already written."""
    columns = len(rows[0])
    share = width // columns
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    inset = 150 if fill else 0
    sides = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", 130), ("left", inset), ("bottom", 130), ("right", 120))
    )
    drawn = ""
    for row in rows:
        cells = [(cell, shade) for cell in row] + [("<w:p/>", "")] * (columns - len(row))
        drawn += "<w:tr>" + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="dxa"/>{colour}</w:tcPr>{cell}</w:tc>' for cell, colour in cells
        )
        drawn += "</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{share * columns}" w:type="dxa"/>'
        + (f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "")
        + f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
        + "<w:tblGrid>"
        + f'<w:gridCol w:w="{share}"/>' * columns
        + f"</w:tblGrid>{drawn}</w:tbl>"
    )


def contents(headings: Sequence[Heading], reference: Reference, title: str) -> str:
    """The contents, filled: titles that lead to their page. Word adds the page numbers when asked to
    update them; LibreOffice never does, so none is guessed.
    """
    shown = in_contents(headings)
    if not shown:
        return ""
    begin = (
        _mark("begin")
        + _instruction(f'TOC \\o "1-{max(heading.level for heading in shown)}" \\h \\z \\u')
        + _mark("separate")
    )
    lines = ""
    for place, heading in enumerate(shown):
        number = f"{heading.number}\u2002" if heading.number and reference.numbers_headings else ""
        words = f'<w:hyperlink w:anchor="{heading.id}" w:history="1">{text_run(number + heading.text)}</w:hyperlink>'
        before = begin if place == 0 else ""
        after = _mark("end") if place == len(shown) - 1 else ""
        lines += paragraph(reference, f"toc {heading.level}", before + words + after)
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>"
        f"{paragraph(reference, 'TOC Heading', text_run(title), '<w:pageBreakBefore/>')}{lines}</w:sdtContent></w:sdt>"
    )


def caption_number(label: str, number: int, after: str) -> str:
    """``Tableau 1. – ``, the number a field: Word and LibreOffice count again what a person adds."""
    field = _mark("begin") + _instruction(f"SEQ {label} \\* ARABIC") + _mark("separate")
    return text_run(f"{label}\u00a0") + field + text_run(str(number)) + _mark("end") + text_run(after)


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(code, quote=False)} </w:instrText></w:r>'
