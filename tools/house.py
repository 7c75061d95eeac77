"""The house style of the reference documents: one list, read by the DOCX and the ODT maker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

INK = "1c2b33"
ACCENT = "0b5c5e"
WARM = "a8480f"
ALARM = "96164b"
"""Blanks and drafts, nothing else."""
GREY = "56626a"
PAPER = "f3f6f5"
HAIRLINE = "cfd8d7"
ALARM_PAPER = "fdf0f5"

PAGE_CM = (21.0, 29.7)
MARGINS_CM = {"top": 2.6, "right": 2.6, "bottom": 2.4, "left": 2.6}
TEXT_WIDTH_CM = PAGE_CM[0] - MARGINS_CM["left"] - MARGINS_CM["right"]

Font = Literal["serif", "sans", "mono"]
Side = Literal["left", "bottom"]


@dataclass(frozen=True, slots=True)
class Border:
    """A rule beside or below a paragraph; ``gap_pt`` is the air between it and the text."""

    side: Side
    colour: str
    width_pt: float
    gap_pt: float = 6


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. ``docx`` is the name that Word and pandoc know, ``odt`` LibreOffice's.

    An empty name: that format has no such style. Sizes and spaces are points.
    """

    docx: str
    odt: str
    parent: str = "Normal"
    """The ``docx`` name of the style it comes from."""
    font: Font | None = None
    size: float | None = None
    line: float | None = None
    """Height of a line, in lines."""
    before: float | None = None
    after: float | None = None
    left_cm: float | None = None
    right_cm: float | None = None
    hanging_cm: float = 0
    colour: str | None = None
    bold: bool = False
    align: Literal["left", "center", "right"] | None = None
    keep_next: bool = False
    keep_lines: bool = False
    fill: str | None = None
    border: Border | None = None
    tab_cm: float | None = None
    """A right tab."""
    outline: int | None = None
    """The level of a heading."""
    is_numbered: bool = False
    breaks_page: bool = False


STYLES = (
    Style("Normal", "Standard", "", "serif", 11, 1.24, 0, 6, colour=INK),
    Style("Body Text", "Text body", before=6, after=8),
    Style("First Paragraph", "First paragraph", "Body Text"),
    Style("Annonce", "Annonce", "Body Text", keep_next=True),
    Style("Compact", "", "Body Text", before=1.5, after=1.5),
    *(
        Style(
            f"heading {level}",
            f"Heading {level}",
            "Normal",
            "sans",
            size,
            1.1,
            before,
            after,
            colour=ACCENT if level == 1 else INK if level < 4 else GREY,
            bold=True,
            keep_next=True,
            keep_lines=True,
            outline=level,
            is_numbered=level < 3,
        )
        for level, size, before, after in (
            (1, 19, 28, 7),
            (2, 13.5, 20, 3),
            (3, 11.5, 14, 1),
            (4, 10.5, 12, 1),
            (5, 10.5, 10, 1),
            (6, 10.5, 10, 1),
        )
    ),
    Style(
        "TOC Heading", "Contents Heading", font="sans", size=19, after=16, colour=ACCENT, bold=True, breaks_page=True
    ),
    Style(
        "toc 1", "Contents 1", font="sans", size=10.5, line=1.05, before=3.5, after=0, bold=True, tab_cm=TEXT_WIDTH_CM
    ),
    Style("toc 2", "Contents 2", font="sans", size=9.5, line=1, before=0, after=0, left_cm=0.6, tab_cm=TEXT_WIDTH_CM),
    Style(
        "Block Text",
        "Quotations",
        before=6,
        after=10,
        left_cm=0.5,
        right_cm=0.5,
        colour=GREY,
        border=Border("left", HAIRLINE, 2.25, 10),
    ),
    Style("Footnote Text", "Footnote", font="sans", size=9, line=1.1, after=2),
    Style(
        "Source Code",
        "Preformatted Text",
        font="mono",
        size=9,
        line=1.15,
        before=8,
        after=10,
        left_cm=0.4,
        right_cm=0.3,
        fill=PAPER,
        border=Border("left", PAPER, 2.5, 9),
    ),
    Style("Tableau texte", "Table Contents", font="sans", size=9.5, line=1.05, after=0, align="left"),
    Style("Tableau en-tête", "Table Heading", "Tableau texte", bold=True, keep_next=True),
    Style("Caption", "Caption", font="sans", size=9.5, line=1.1, colour=GREY),
    Style("Table Caption", "TableCaption", "Caption", before=10, after=4, keep_next=True),
    Style("Image Caption", "FigureCaption", "Caption", before=4, after=14),
    Style("Figure", "Figure", before=12, after=12, line=1),
    Style("Captioned Figure", "FigureWithCaption", "Figure", after=0, keep_next=True),
    Style("header", "Header", font="sans", size=9, after=0, colour=GREY),
    Style("footer", "Footer", font="sans", size=9, after=0, colour=GREY, tab_cm=TEXT_WIDTH_CM),
    Style("Brouillon", "Brouillon", "header", size=10, align="right", colour=ALARM, bold=True),
    Style("Filet", "Horizontal Line", size=4, before=4, after=12, border=Border("bottom", HAIRLINE, 0.75, 1)),
    Style("Saut de page", "Saut de page", size=2, line=1, after=0),
    Style("Après tableau", "Après tableau", size=2, line=1, after=8),
    Style(
        "Remarque",
        "Remarque",
        font="sans",
        size=10,
        before=8,
        after=12,
        left_cm=0.4,
        right_cm=0.3,
        fill=PAPER,
        border=Border("left", GREY, 2.5, 9),
        keep_lines=True,
    ),
    Style(
        "À compléter",
        "À compléter",
        font="sans",
        size=10,
        before=8,
        after=12,
        left_cm=0.4,
        right_cm=0.3,
        colour=ALARM,
        fill=ALARM_PAPER,
        border=Border("left", ALARM, 2.5, 9),
    ),
    Style("Chiffre libellé", "Chiffre libellé", font="sans", size=9, line=1, after=1, colour=GREY, keep_next=True),
    Style(
        "Chiffre valeur",
        "Chiffre valeur",
        font="sans",
        size=17,
        line=1,
        after=1,
        colour=ACCENT,
        bold=True,
        keep_next=True,
    ),
    Style("Chiffre note", "Chiffre note", font="sans", size=9, line=1, after=0),
    Style("Couverture appel", "Couverture appel", font="sans", size=11, after=0, colour=GREY),
    Style(
        "Couverture titre",
        "Couverture titre",
        font="sans",
        size=34,
        line=1,
        before=140,
        after=8,
        colour=ACCENT,
        bold=True,
    ),
    Style("Couverture sous-titre", "Couverture sous-titre", font="sans", size=17, line=1.1, after=0),
    Style(
        "Couverture filet",
        "Couverture filet",
        font="sans",
        size=4,
        before=26,
        after=16,
        right_cm=TEXT_WIDTH_CM - 6,
        border=Border("bottom", ACCENT, 2.25, 1),
    ),
    Style("Couverture texte", "Couverture texte", font="sans", size=11, line=1.15, after=3),
    Style("Couverture consortium", "Couverture consortium", "Couverture texte", size=13, after=6, bold=True),
    Style("Couverture fait", "Couverture fait", "Couverture texte", size=10.5, after=0, bold=True),
    Style("Couverture note", "Couverture note", "Couverture texte", size=10, before=14, after=0, colour=GREY),
)


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    """A style for a few words inside a paragraph."""

    docx: str
    odt: str
    font: Font | None = None
    size: float | None = None
    colour: str | None = None
    bold: bool = False
    underline: bool = False
    raised: bool = False
    fill: str | None = None


CHARACTER_STYLES = (
    CharacterStyle("Verbatim Char", "Source_Text", font="mono", size=9.5),
    CharacterStyle("Footnote Reference", "Footnote anchor", raised=True),
    CharacterStyle("", "Footnote Symbol", raised=True),
    CharacterStyle("Hyperlink", "Internet link", colour=ACCENT, underline=True),
    CharacterStyle("Blanc à compléter", "Blanc à compléter", colour=ALARM, bold=True, fill=ALARM_PAPER),
)
