"""The OpenDocument markup that pandoc has no words for: cover, contents, key figures, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from amikit.export.cards import read_cards
from amikit.export.cover import CoverPage
from amikit.export.pandoc import without_controls
from amikit.export.tree import Heading, in_contents

_NAMES = {
    "Captioned Figure": "FigureWithCaption",
    "Image Caption": "FigureCaption",
    "Filet": "Horizontal_20_Line",
    "toc 1": "Contents_20_1",
    "toc 2": "Contents_20_2",
}
_LINK = 'text:style-name="Index_20_Link" text:visited-style-name="Index_20_Link"'
AUTOMATIC_STYLES = (
    '<style:style style:name="AmImage" style:family="graphic"><style:graphic-properties '
    'style:vertical-pos="top" style:vertical-rel="baseline" style:wrap="none"/></style:style>'
    '<style:style style:name="AmGras" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="AmCartes" style:family="table"><style:table-properties style:rel-width="100%" '
    'table:align="margins" fo:margin-top="4pt" fo:margin-bottom="8pt"/></style:style>'
    '<style:style style:name="AmCarte" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#f3f6f5" fo:border="6pt solid #ffffff" fo:padding-left="0.25cm" fo:padding-right="0.2cm" '
    'fo:padding-top="0.2cm" fo:padding-bottom="0.2cm"/></style:style>'
    '<style:style style:name="AmVide" style:family="table-cell"><style:table-cell-properties '
    'fo:border="none" fo:padding="0cm"/></style:style>'
    '<style:style style:name="AmSommaire" style:family="paragraph" style:parent-style-name="Contents_20_Heading">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
    '<style:style style:name="AmSaut" style:family="paragraph" style:parent-style-name="Saut_20_de_20_page">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
)
_TRUE_SETTINGS = (
    *("AddExternalLeading", "AddParaTableSpacing", "AddParaTableSpacingAtStart", "AddParaSpacingToTableCells"),
    *("AddParaLineSpacingToTableCells", "AlignTabStopPosition", "TabsRelativeToIndent", "CollapseEmptyCellPara"),
    *("PropLineSpacingShrinksFirstLine", "TableRowKeep"),
)
_FALSE_SETTINGS = (
    *("UseFormerLineSpacing", "UseFormerObjectPositioning", "UseFormerTextWrapping", "UseOldNumbering"),
    *("UseOldPrinterMetrics", "ConsiderTextWrapOnObjPos", "IgnoreFirstLineIndentInNumbering"),
    *("DoNotResetParaAttrsForNumFont", "DoNotCaptureDrawObjsOnPage", "ClipAsCharacterAnchoredWriterFlyFrames"),
    *("TabAtLeftIndentForParagraphsInList", "UnxForceZeroExtLeading", "IgnoreTabsAndBlanksForLineCalculation"),
)
"""What LibreOffice does when told nothing, but for ``TableRowKeep``: a row may be held with the next.
A file that sets one of them must set them all, or LibreOffice takes it for one of its ancestors'."""
PAGE_BREAK = '<text:p text:style-name="AmSaut"/>'


def style_name(name: str) -> str:
    """How a document names a style of the house."""
    return _NAMES.get(name) or name.replace(" ", "_20_")


def text(content: str) -> str:
    """Text, escaped."""
    return escape(without_controls(content), quote=False)


def paragraph(style: str, markup: str) -> str:
    """A paragraph of markup in a style of the house."""
    return f'<text:p text:style-name="{style_name(style)}">{markup}</text:p>'


def picture(path: str, alt: str, size_cm: tuple[float, float], name: str) -> str:
    """A picture that stands in its line like a word, with its alternative text."""
    title = f"<svg:title>{text(alt)}</svg:title>" if alt.strip() else ""
    return (
        f'<draw:frame draw:style-name="AmImage" draw:name="{escape(name)}" text:anchor-type="as-char" '
        f'svg:width="{size_cm[0]:.3f}cm" svg:height="{size_cm[1]:.3f}cm">'
        f'<draw:image xlink:href="{escape(path)}" xlink:type="simple" xlink:show="embed" '
        f'xlink:actuate="onLoad"/>{title}</draw:frame>'
    )


def cover(page: CoverPage) -> str:
    """The first page; what is empty leaves no line."""
    call = [f'<text:span text:style-name="AmGras">{text(page.call_title)}</text:span>'] if page.call_title else []
    call += [text(page.funder)] if page.funder else []
    lines = [
        ("Couverture appel", text(page.call_kind)),
        ("Couverture appel", " · ".join(call)),
        ("AmTitre", text(page.title)),
        ("Couverture sous-titre", text(page.subtitle)),
    ]
    after = [("Couverture consortium", text(page.consortium)), *(("Couverture texte", text(it)) for it in page.members)]
    drawn = "".join(paragraph(style, markup) for style, markup in lines if markup)
    drawn += paragraph("Couverture filet", "") if page.has_details else ""
    drawn += "".join(paragraph(style, markup) for style, markup in after if markup)
    if page.facts:
        cells = [
            paragraph("Chiffre libellé", text(label)) + paragraph("Couverture fait", text(value))
            for label, value in page.facts
        ]
        drawn += _row_table("Reperes", "AmReperes", "AmVide", [cells])
    return drawn + (paragraph("Couverture note", text(page.notice)) if page.notice else "")


def cover_styles(page: CoverPage) -> str:
    """The styles that depend on what the cover says."""
    above_title, above_facts = page.airs_pt()
    return (
        '<style:style style:name="AmTitre" style:family="paragraph" style:parent-style-name="Couverture_20_titre">'
        f'<style:paragraph-properties fo:margin-top="{above_title}pt"/>'
        f'<style:text-properties fo:font-size="{page.title_pt}pt"/></style:style>'
        '<style:style style:name="AmReperes" style:family="table"><style:table-properties style:rel-width="100%" '
        f'table:align="margins" fo:margin-top="{above_facts}pt"/></style:style>'
    )


def key_figures(items_json: str, name: str) -> str:
    """Cards side by side, two or three in a row: the label, the figure, the note."""
    rows = [
        ["".join(paragraph(style, text(written)) for style, written in card.lines) for card in row]
        for row in read_cards(items_json)
    ]
    return _row_table(name, "AmCartes", "AmCarte", rows)


def _row_table(name: str, style: str, cell_style: str, rows: Sequence[Sequence[str]]) -> str:
    """Cells of the same width; each is paragraphs already written."""
    columns = len(rows[0])
    drawn = ""
    for row in rows:
        cells = [(cell, cell_style) for cell in row] + [("<text:p/>", "AmVide")] * (columns - len(row))
        drawn += "<table:table-row>"
        for cell, its_style in cells:
            drawn += (
                f'<table:table-cell table:style-name="{its_style}" office:value-type="string">{cell}</table:table-cell>'
            )
        drawn += "</table:table-row>"
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">'
        f'<table:table-column table:number-columns-repeated="{columns}"/>{drawn}</table:table>'
    )


def contents(headings: Sequence[Heading], title: str, *, is_numbered: bool) -> str:
    """The contents, filled: titles that lead to their page. LibreOffice adds the page numbers
    when it is asked to update them; none is guessed.
    """
    shown = in_contents(headings)
    if not shown:
        return ""
    lines = ""
    levels = max(heading.level for heading in shown)
    for heading in shown:
        number = f"{heading.number}\u2002" if heading.number and is_numbered else ""
        words = f'<text:a xlink:type="simple" xlink:href="#{heading.id}" {_LINK}>{text(number + heading.text)}</text:a>'
        lines += paragraph(f"toc {heading.level}", words)
    heading_line = paragraph("AmSommaire", text(title))
    return (
        f'<text:table-of-content text:name="{escape(title)}" text:protected="false">'
        f'<text:table-of-content-source text:outline-level="{levels}">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{text(title)}</text:index-title-template>'
        f"{''.join(map(_template, range(1, levels + 1)))}</text:table-of-content-source>"
        f'<text:index-body><text:index-title text:name="Titre du sommaire">{heading_line}</text:index-title>'
        f"{lines}</text:index-body></text:table-of-content>"
    )


def caption_number(label: str, number: int, after: str) -> str:
    """``Tableau 1. – ``, the number a field: LibreOffice counts again what a person adds."""
    field = (
        f'<text:sequence text:ref-name="ref{label}{number - 1}" text:name="{label}" '
        f'text:formula="ooow:{label}+1" style:num-format="1">{number}</text:sequence>'
    )
    return f"{label}\u00a0{field}{text(after)}"


def sequences(labels: Sequence[str]) -> str:
    """The declaration of what is counted, at the head of the text."""
    declared = (f'<text:sequence-decl text:display-outline-level="0" text:name="{label}"/>' for label in labels)
    return f"<text:sequence-decls>{''.join(declared)}</text:sequence-decls>"


def settings() -> str:
    """The part that tells LibreOffice how to lay the pages out."""
    flags = dict.fromkeys(_TRUE_SETTINGS, "true") | dict.fromkeys(_FALSE_SETTINGS, "false")
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="boolean">{flag}</config:config-item>'
        for name, flag in flags.items()
    )
    items += (
        '<config:config-item config:name="PrinterIndependentLayout" config:type="string">high-resolution'
        "</config:config-item>"
    )
    office = "urn:oasis:names:tc:opendocument:xmlns"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings '
        f'xmlns:office="{office}:office:1.0" xmlns:config="{office}:config:1.0" '
        'xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings>'
        f'<config:config-item-set config:name="ooo:configuration-settings">{items}</config:config-item-set>'
        "</office:settings></office:document-settings>"
    )


def _template(level: int) -> str:
    """What each line will hold once updated: number, title, page."""
    return (
        f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
        "<text:index-entry-link-start/><text:index-entry-chapter/><text:index-entry-text/>"
        '<text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/>'
        "<text:index-entry-link-end/></text:table-of-content-entry-template>"
    )
