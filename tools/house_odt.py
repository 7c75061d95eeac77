"""The house style as the parts of an OpenDocument reference document."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tools.house import (
    CHARACTER_STYLES,
    GREY,
    MARGINS_CM,
    PAGE_CM,
    STYLES,
    Border,
    CharacterStyle,
    Font,
    Style,
)

# The same as in Word: LibreOffice knows which of its own fonts have their widths.
_FAMILIES: dict[Font, tuple[str, str]] = {
    "serif": ("Cambria", "roman"),
    "sans": ("Calibri", "swiss"),
    "mono": ("Consolas", "modern"),
}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_CLASSES = {"Header": "extra", "Footer": "extra", "Footnote": "extra", "Caption": "extra"}
_LISTS = 10
_NUMBERED = 2
_TEXT_SPACE_PT = 4
"""Above and below a paragraph of text."""
_AMONG_TEXT = frozenset(
    {"Block Text", "Table Caption", "Image Caption", "Remarque", "À compléter", "Source Code", "Filet"}
)


def style_name(name: str) -> str:
    """How a document names a style: ``Text body`` is ``Text_20_body``."""
    return name.replace(" ", "_20_")


def odt_parts(defaults: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every part of ``reference.odt``; ``defaults`` are those of pandoc's own."""
    return {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "styles.xml": _styles().encode(),
        "content.xml": _content().encode(),
        "meta.xml": (
            f'{_XML}<office:document-meta {_NAMESPACES} office:version="1.3"><office:meta/></office:document-meta>'
        ).encode(),
        "manifest.rdf": defaults["manifest.rdf"],
        "META-INF/manifest.xml": _manifest().encode(),
    }


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items() if value is not None)


def _paragraph_style(style: Style) -> str:
    parent = next((other.odt for other in STYLES if other.docx == style.parent), None)
    attributes = {
        "style:name": style_name(style.odt),
        "style:display-name": style.odt if " " in style.odt else None,
        "style:family": "paragraph",
        "style:parent-style-name": style_name(parent) if parent else None,
        "style:class": _CLASSES.get(style.odt, "text"),
        "style:next-style-name": "Text_20_body" if style.outline else None,
        "style:default-outline-level": style.outline,
    }
    return f"<style:style{_attributes(attributes)}>{_paragraph(style)}{_run(style)}</style:style>"


def _paragraph(style: Style) -> str:
    values: dict[str, object] = {
        "fo:margin-top": _points(_shared(style, style.before)),
        "fo:margin-bottom": _points(_shared(style, style.after)),
        "fo:margin-left": _centimetres(_margin(style.left_cm, style.border)),
        "fo:margin-right": _centimetres(_margin(style.right_cm, style.border if style.fill else None)),
        "style:contextual-spacing": "true" if style.font == "mono" else None,
        "fo:line-height": f"{style.line:.0%}" if style.line else None,
        "fo:keep-with-next": "always" if style.keep_next else None,
        "fo:keep-together": "always" if style.keep_lines else None,
        "fo:break-before": "page" if style.breaks_page else None,
        "fo:background-color": f"#{style.fill}" if style.fill else None,
        "fo:text-align": {"left": "start", "right": "end"}.get(style.align, style.align) if style.align else None,
    }
    if style.border:
        values |= _border(style.border, style.fill)
    tabs = ""
    if style.tab_cm:
        stop = f'<style:tab-stop style:position="{style.tab_cm:g}cm" style:type="right"/>'
        tabs = f"<style:tab-stops>{stop}</style:tab-stops>"
    return f"<style:paragraph-properties{_attributes(values)}>{tabs}</style:paragraph-properties>"


def _border(border: Border, fill: str | None) -> dict[str, object]:
    rule = f"{border.width_pt}pt solid #{border.colour}"
    values: dict[str, object] = {"fo:border": "none", f"fo:border-{border.side}": rule}
    if fill:
        return values | {"fo:padding": f"{border.gap_pt - 3}pt", f"fo:padding-{border.side}": f"{border.gap_pt}pt"}
    return values | {f"fo:padding-{border.side}": f"{border.gap_pt}pt"}


def _shared(style: Style, space: float | None) -> float | None:
    """Between two paragraphs LibreOffice adds their spaces, where Word keeps the larger."""
    if style.docx == "Body Text":
        return _TEXT_SPACE_PT
    if space is not None and (style.outline or style.docx in _AMONG_TEXT):
        return max(0.0, space - _TEXT_SPACE_PT)
    return space


def _margin(cm: float | None, border: Border | None) -> float | None:
    """Here rules are inside the margin; in Word they hang out of it."""
    if cm is None or border is None or border.side != "left":
        return cm
    return round(max(0.0, cm - (border.gap_pt + border.width_pt) / 72 * 2.54), 2)


def _points(value: float | None) -> str | None:
    return None if value is None else f"{value:g}pt"


def _centimetres(value: float | None) -> str | None:
    return None if value is None else f"{value:g}cm"


def _run(style: Style | CharacterStyle) -> str:
    values: dict[str, object] = {
        "style:font-name": _FAMILIES[style.font][0] if style.font else None,
        "fo:font-size": _points(style.size),
        "fo:color": f"#{style.colour}" if style.colour else None,
        "fo:font-weight": "bold" if style.bold else None,
    }
    if isinstance(style, CharacterStyle):
        values["fo:background-color"] = f"#{style.fill}" if style.fill else None
        values["style:text-position"] = "super 58%" if style.raised else None
        if style.underline:
            values |= {"style:text-underline-style": "solid", "style:text-underline-color": "font-color"}
    return f"<style:text-properties{_attributes(values)}/>"


def _character_style(style: CharacterStyle) -> str:
    name = style_name(style.odt)
    shown = f' style:display-name="{style.odt}"' if " " in style.odt else ""
    return f'<style:style style:name="{name}"{shown} style:family="text">{_run(style)}</style:style>'


def _styles() -> str:
    return (
        f'{_XML}<office:document-styles {_NAMESPACES} office:version="1.3">'
        f"{_fonts()}<office:styles>{_defaults()}"
        + "".join(_paragraph_style(style) for style in STYLES if style.odt)
        + "".join(_character_style(style) for style in CHARACTER_STYLES)
        + '<style:style style:name="Index_20_Link" style:display-name="Index Link" style:family="text"/>'
        + '<style:style style:name="Bullet_20_Symbols" style:display-name="Bullet Symbols" style:family="text"/>'
        + '<style:style style:name="Numbering_20_Symbols" style:display-name="Numbering Symbols" style:family="text"/>'
        + f"{_outline()}{_notes()}</office:styles>"
        + f"<office:automatic-styles>{_page_layout()}</office:automatic-styles>"
        + f"<office:master-styles>{_master_page()}</office:master-styles></office:document-styles>"
    )


def _fonts() -> str:
    faces = "".join(
        f'<style:font-face style:name="{name}" svg:font-family="{name}" style:font-family-generic="{generic}"/>'
        for name, generic in _FAMILIES.values()
    )
    return f"<office:font-face-decls>{faces}</office:font-face-decls>"


def _defaults() -> str:
    """French, widows and orphans controlled, rows of tables whole."""
    return (
        '<style:default-style style:family="paragraph">'
        '<style:paragraph-properties fo:orphans="2" fo:widows="2" style:tab-stop-distance="1.25cm" '
        'style:writing-mode="page"/>'
        f'<style:text-properties style:font-name="{_FAMILIES["serif"][0]}" fo:font-size="11pt" fo:language="fr" '
        'fo:country="FR" style:letter-kerning="true" fo:hyphenate="false"/></style:default-style>'
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/>'
        "</style:default-style>"
        '<style:default-style style:family="table-row"><style:table-row-properties fo:keep-together="always"/>'
        "</style:default-style>"
    )


def _outline() -> str:
    levels = ""
    for level in range(1, _LISTS + 1):
        numbers = (
            f'style:num-format="1" text:display-levels="{level}" style:num-suffix="\u2002"'
            if level <= _NUMBERED
            else 'style:num-format=""'
        )
        levels += (
            f'<text:outline-level-style text:level="{level}" {numbers}>'
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="nothing"/>'
            "</style:list-level-properties></text:outline-level-style>"
        )
    return f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'


def _notes() -> str:
    return (
        '<text:notes-configuration text:note-class="footnote" style:num-format="1" style:num-suffix="\u2002" text:start-value="0" '
        'text:footnotes-position="page" text:start-numbering-at="document" '
        'text:citation-style-name="Footnote_20_Symbol" text:citation-body-style-name="Footnote_20_anchor"/>'
    )


def _page_layout() -> str:
    margins = "".join(f' fo:margin-{side}="{cm}cm"' for side, cm in MARGINS_CM.items() if side != "bottom")
    rule = f'style:width="0.5pt" style:rel-width="20%" style:color="#{GREY}"'
    return (
        '<style:page-layout style:name="A4"><style:page-layout-properties '
        f'fo:page-width="{PAGE_CM[0]}cm" fo:page-height="{PAGE_CM[1]}cm" style:print-orientation="portrait"{margins} '
        'fo:margin-bottom="1.2cm" style:writing-mode="lr-tb">'
        f'<style:footnote-sep {rule} style:distance-before-sep="0.2cm" style:distance-after-sep="0.15cm"/>'
        "</style:page-layout-properties><style:header-style>"
        '<style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.4cm"/>'
        "</style:header-style><style:footer-style>"
        '<style:header-footer-properties fo:min-height="1.2cm" fo:margin-top="0.7cm"/></style:footer-style>'
        "</style:page-layout>"
    )


def _master_page() -> str:
    """No footer on the first page; then the title, and ``page / pages``."""
    words = (
        "<text:title>Titre</text:title><text:tab/>"
        '<text:page-number text:select-page="current">1</text:page-number> / <text:page-count>1</text:page-count>'
    )
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="A4">'
        f'<style:footer><text:p text:style-name="Footer">{words}</text:p></style:footer>'
        '<style:footer-first><text:p text:style-name="Footer"/></style:footer-first></style:master-page>'
    )


def _content() -> str:
    """One line in each style, for whoever opens the reference document to change it."""
    samples = "".join(
        f'<text:p text:style-name="{style_name(style.odt)}">{escape(style.odt)}</text:p>'
        for style in STYLES
        if style.odt
    )
    return (
        f'{_XML}<office:document-content {_NAMESPACES} office:version="1.3"><office:body><office:text>{samples}'
        "</office:text></office:body></office:document-content>"
    )


def _manifest() -> str:
    kinds = {"/": "application/vnd.oasis.opendocument.text", "manifest.rdf": "application/rdf+xml"}
    kinds |= dict.fromkeys(("content.xml", "meta.xml", "styles.xml"), "text/xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    namespace = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    return f'{_XML}<manifest:manifest {namespace} manifest:version="1.3">{entries}</manifest:manifest>'
