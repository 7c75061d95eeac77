"""The house style as the parts of a Word reference document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from tools.house import (
    ACCENT,
    CHARACTER_STYLES,
    GREY,
    HAIRLINE,
    INK,
    MARGINS_CM,
    PAGE_CM,
    PAPER,
    STYLES,
    WARM,
    Border,
    CharacterStyle,
    Font,
    Style,
)

# Word always has these two, and LibreOffice brings fonts of the same widths (Carlito, Caladea).
# Named first, "Source Sans 3" would become DejaVu Sans there: it does not read altName.
FONTS: dict[Font, str] = {"serif": "Cambria", "sans": "Calibri", "mono": "Consolas"}

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_IDS = {
    "À compléter": "ACompleter",
    "Blanc à compléter": "BlancACompleter",
    "Tableau en-tête": "TableauEnTete",
    "Chiffre libellé": "ChiffreLibelle",
    "Après tableau": "ApresTableau",
    "Couverture sous-titre": "CouvertureSousTitre",
}


def style_id(name: str) -> str:
    """The identifier that a document uses for a style: ``heading 1`` is ``Heading1``."""
    return _IDS.get(name) or "".join(word[0].upper() + word[1:] for word in name.replace("toc", "TOC").split())


def docx_parts(defaults: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every part of ``reference.docx``; ``defaults`` are those of pandoc's own."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("numbering", "numbering.xml"),
                "rId3": ("settings", "settings.xml"),
                "rId4": ("fontTable", "fontTable.xml"),
                "rId5": ("theme", "theme/theme1.xml"),
                "rId6": ("footer", "footer1.xml"),
                "rId7": ("footer", "footer2.xml"),
            }
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/theme/theme1.xml": _theme(defaults["word/theme/theme1.xml"].decode()),
        "word/footer1.xml": _footer(_footer_words()),
        "word/footer2.xml": _footer(""),
    }
    return {name: text.encode() for name, text in texts.items()}


def _twips(cm: float) -> int:
    return round(cm / 2.54 * 1440)


def _style(style: Style) -> str:
    custom = "" if style.docx[0].islower() or style.docx in ("Normal", "Body Text", "Caption") else ' w:customStyle="1"'
    default = ' w:default="1"' if not style.parent else ""
    parent = f'<w:basedOn w:val="{style_id(style.parent)}"/>' if style.parent else ""
    following = '<w:next w:val="BodyText"/>' if style.outline else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style_id(style.docx)}">'
        f'<w:name w:val="{style.docx}"/>{parent}{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """The properties of the paragraph, in the order that the schema demands."""
    parts = []
    if style.keep_next:
        parts.append("<w:keepNext/>")
    if style.keep_lines:
        parts.append("<w:keepLines/>")
    if style.breaks_page:
        parts.append("<w:pageBreakBefore/>")
    if style.is_numbered and style.outline:
        parts.append(f'<w:numPr><w:ilvl w:val="{style.outline - 1}"/><w:numId w:val="1"/></w:numPr>')
    if style.border:
        parts.append(_border(style.border, style.fill))
    if style.fill:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>')
    if style.tab_cm:
        parts.append(f'<w:tabs><w:tab w:val="right" w:pos="{_twips(style.tab_cm)}"/></w:tabs>')
    parts.append(_spacing(style))
    if style.left_cm is not None or style.right_cm is not None:
        parts.append(f'<w:ind w:left="{_twips(style.left_cm or 0)}" w:right="{_twips(style.right_cm or 0)}"/>')
    if style.align:
        parts.append(f'<w:jc w:val="{style.align}"/>')
    if style.outline:
        parts.append(f'<w:outlineLvl w:val="{style.outline - 1}"/>')
    return "".join(parts)


def _border(border: Border, fill: str | None) -> str:
    """The rules of a paragraph; beside a coloured ground, unseen ones give it its margins."""
    shape = 'w:val="single" w:sz="{}" w:space="{:g}" w:color="{}"'
    drawn = shape.format(round(border.width_pt * 8), border.gap_pt, border.colour)
    unseen = shape.format(4, border.gap_pt - 3, fill) if fill else ""
    sides = [(side, drawn if side == border.side else unseen) for side in ("top", "left", "bottom", "right")]
    return "<w:pBdr>" + "".join(f"<w:{side} {look}/>" for side, look in sides if look) + "</w:pBdr>"


def _spacing(style: Style) -> str:
    values = {}
    if style.before is not None:
        values["before"] = str(round(style.before * 20))
    if style.after is not None:
        values["after"] = str(round(style.after * 20))
    if style.line is not None:
        values |= {"line": str(round(style.line * 240)), "lineRule": "auto"}
    attributes = "".join(f' w:{name}="{value}"' for name, value in values.items())
    return f"<w:spacing{attributes}/>" if attributes else ""


def _run(style: Style | CharacterStyle) -> str:
    parts = []
    if style.font:
        name = FONTS[style.font]
        parts.append(f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}" w:eastAsia="{name}"/>')
    if style.bold:
        parts.append("<w:b/><w:bCs/>")
    if style.colour:
        parts.append(f'<w:color w:val="{style.colour}"/>')
    if style.size:
        parts.append(f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>')
    if isinstance(style, CharacterStyle):
        if style.underline:
            parts.append('<w:u w:val="single"/>')
        if style.fill:
            parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>')
        if style.raised:
            parts.append('<w:vertAlign w:val="superscript"/>')
    return "".join(parts)


def _character_style(style: CharacterStyle) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id(style.docx)}">'
        f'<w:name w:val="{style.docx}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:qFormat/><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _table_style() -> str:
    """The table style that pandoc asks for: light rules, a header on paper, underlined."""
    rule = 'w:val="single" w:sz="4" w:space="0"'
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", 100), ("bottom", 45), ("right", 100))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders><w:bottom {rule} w:color="{HAIRLINE}"/>'
        f'<w:insideH {rule} w:color="{HAIRLINE}"/></w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PAPER}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )


def _styles() -> str:
    base = FONTS["serif"]
    return (
        f"{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{base}" w:hAnsi="{base}" w:cs="{base}" w:eastAsia="{base}"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        + "".join(_style(style) for style in STYLES)
        + "".join(_character_style(style) for style in CHARACTER_STYLES if style.docx)
        + _table_style()
        + "</w:styles>"
    )


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{".".join(f"%{k + 1}" for k in range(level + 1))}\u2002"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for level in range(2)
    )
    return (
        f'{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _settings() -> str:
    """``compatibilityMode`` 15: without it Word opens the document in a reduced mode."""
    modes = (("compatibilityMode", 15), ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1))
    uri = "http://schemas.microsoft.com/office/word"
    compat = "".join(f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>' for name, value in modes)
    mapping = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    mapping |= {name: name for name in (*(f"accent{n}" for n in range(1, 7)), "hyperlink", "followedHyperlink")}
    scheme = "".join(f' w:{name}="{value}"' for name, value in mapping.items())
    return (
        f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f"<w:compat>{compat}</w:compat>"
        f'<w:themeFontLang w:val="fr-FR"/><w:clrSchemeMapping{scheme}/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _font_table() -> str:
    fonts = (
        ("Calibri", "Source Sans 3,Carlito", "020F0502020204030204", "swiss", "variable"),
        ("Cambria", "Source Serif 4,Caladea", "02040503050406030204", "roman", "variable"),
        ("Consolas", "DejaVu Sans Mono,Menlo", "020B0609020204030204", "modern", "fixed"),
    )
    return (
        f"{_XML}<w:fonts {_W}>"
        + "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:panose1 w:val="{panose}"/><w:charset w:val="00"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
            for name, others, panose, family, pitch in fonts
        )
        + "</w:fonts>"
    )


def _theme(theme: str) -> str:
    """Pandoc's theme in our colours and fonts, so that Word's palette offers them."""
    colours = {"dk2": INK, "lt2": PAPER, "accent1": ACCENT, "accent2": WARM, "accent3": GREY, "hlink": ACCENT}
    for name, value in colours.items():
        theme = re.sub(rf'(<a:{name}>\s*<a:srgbClr val=")[0-9A-F]+', rf"\g<1>{value.upper()}", theme)
    theme = re.sub(r'typeface="Aptos Display"[^/]*', f'typeface="{FONTS["sans"]}"', theme)
    return re.sub(r'typeface="Aptos"[^/]*', f'typeface="{FONTS["serif"]}"', theme)


def _footer_words() -> str:
    """The title (a field: pandoc's output gets its text), a tab, ``page / pages``."""
    tab = "<w:r><w:tab/></w:r>"
    slash = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    return _field("TITLE", "Titre") + tab + _field("PAGE", "1") + slash + _field("NUMPAGES", "1")


def _field(code: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    words = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark("begin") + words + mark("separate") + f"<w:r><w:t>{shown}</w:t></w:r>" + mark("end")


def _footer(words: str) -> str:
    return f'{_XML}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{words}</w:p></w:ftr>'


def _document() -> str:
    """One line in each style, for whoever opens the reference document to change it."""
    samples = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style.docx)}"/></w:pPr>'
        f"<w:r><w:t>{escape(style.docx)}</w:t></w:r></w:p>"
        for style in STYLES
    )
    margins = "".join(f' w:{side}="{_twips(cm)}"' for side, cm in MARGINS_CM.items())
    return (
        f"{_XML}<w:document {_W} {_R}><w:body>{samples}<w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId7"/>'
        f'<w:pgSz w:w="{_twips(PAGE_CM[0])}" w:h="{_twips(PAGE_CM[1])}"/>'
        f'<w:pgMar{margins} w:header="{_twips(1.3)}" w:footer="{_twips(1.2)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{kind}/{name}" Target="{target}"/>'
            for key, (name, target) in targets.items()
        )
        + "</Relationships>"
    )


def _content_types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"word/document.xml": f"{word}.document.main+xml"}
    parts |= {f"word/{name}.xml": f"{word}.{name}+xml" for name in ("styles", "numbering", "settings", "fontTable")}
    parts |= {f"word/footer{n}.xml": f"{word}.footer+xml" for n in (1, 2)}
    parts["word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
        + "</Types>"
    )
