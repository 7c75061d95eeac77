"""The DOCX: what Word and LibreOffice show, and what a person finishes by hand."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from amikit.export.docx import to_docx
from amikit.render.answer import Answer, Block, Cover
from tests.export.hostile import hostile_answer, lost
from tests.export.office_reading import (
    W,
    assert_every_part_is_well_formed,
    headings_read_by_pandoc,
    misplaced_properties,
    names,
    pages,
    part,
    tree,
    word_paragraphs,
)
from tests.export.sample import COVER, chart, div, figure, heading, image, para, picture_bytes, sample_answer, table

EMU_PER_CM = 360_000


@pytest.fixture(scope="module")
def final(answer: Answer) -> bytes:
    return to_docx(answer)


@pytest.fixture(scope="module")
def draft(folder: Path) -> bytes:
    return to_docx(sample_answer(folder, is_draft=True))


def document_of(*blocks: Block, cover: Cover | None = None, **fields: object) -> bytes:
    return to_docx(replace(Answer(cover or Cover("Essai"), blocks), **fields))  # type: ignore[arg-type]


def paragraphs_in(document: bytes, style: str) -> list[str]:
    return [text for its_style, text in word_paragraphs(document) if its_style == style]


# The first pages


def test_the_cover_says_everything_that_it_knows(final: bytes) -> None:
    said = "\n".join(text for style, text in word_paragraphs(final) if style.startswith(("Couverture", "Chiffre")))

    for text in (COVER.title, COVER.subtitle, COVER.call_kind, COVER.call_title, COVER.funder, COVER.consortium):
        assert text in said
    for text in (*COVER.members, "Chef de file", COVER.lead, COVER.period, COVER.asked, COVER.notice):
        assert text in said


def test_an_empty_field_of_the_cover_leaves_no_line() -> None:
    shown = word_paragraphs(document_of(para("Bonjour."), cover=Cover("Essai")))

    assert shown == [("CouvertureTitre", "Essai"), ("FirstParagraph", "Bonjour.")]


def test_a_cover_without_a_title_still_has_one() -> None:
    assert "Réponse commune" in paragraphs_in(document_of(cover=Cover("")), "CouvertureTitre")


def test_the_contents_are_filled_and_lead_to_the_headings(final: bytes) -> None:
    body = part(final, "word/document.xml")
    lines = paragraphs_in(final, "TOC1") + paragraphs_in(final, "TOC2")
    bookmarks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', body))

    assert lines[:2] == ["1\u2002Cette réponse en une page", "2\u2002Pourquoi des ressources plutôt qu’un lieu"]
    assert "2.1\u2002Ce que nous avons constaté" in lines
    assert set(re.findall(r'<w:hyperlink w:anchor="([^"]*)"', body)) <= bookmarks
    assert "?" not in "".join(lines)


def test_headings_keep_the_id_of_their_section_as_a_bookmark(final: bytes) -> None:
    bookmarks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', part(final, "word/document.xml"))

    assert {"resume", "pourquoi", "annexe", "budget"} <= set(bookmarks)


def test_headings_without_an_id_or_with_the_same_one_all_have_their_own() -> None:
    made = document_of(heading(1, "Un"), heading(1, "Deux", "x"), heading(2, "Trois", "x"), heading(2, "É", "É" * 60))
    anchors = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', part(made, "word/document.xml"))

    assert len(set(anchors)) == 4
    assert all(len(anchor) <= 40 for anchor in anchors)


# Structure


def test_pandoc_reads_back_the_headings(final: bytes) -> None:
    assert [found for found in headings_read_by_pandoc(final, "docx") if found[0] == 1] == [
        (1, "Cette réponse en une page"),
        (1, "Pourquoi des ressources plutôt qu’un lieu"),
        (1, "Annexe de réciprocité"),
    ]


def test_styles_number_the_headings_not_their_text(final: bytes) -> None:
    styles = docx.Document(io.BytesIO(final)).styles
    numbered = [
        name for name in ("Heading 1", "Heading 2", "Heading 3") if styles[name].element.findall(f".//{W}numPr")
    ]

    assert numbered == ["Heading 1", "Heading 2"]
    assert paragraphs_in(final, "Heading1")[0] == "Cette réponse en une page"


def test_the_header_row_repeats_and_no_row_breaks(final: bytes) -> None:
    for found in tree(final, "word/document.xml").iter(f"{W}tbl"):
        rows = found.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        if found.find(f"{W}tblPr/{W}tblStyle") is not None:
            repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            assert repeated == [True, *[False] * (len(rows) - 1)]


def test_every_property_is_where_the_schema_wants_it(final: bytes, draft: bytes) -> None:
    assert misplaced_properties(final) | misplaced_properties(draft) == set()


def test_columns_have_the_width_asked_for_and_fill_the_page() -> None:
    made = document_of(table("lr", ["A", "B"], [["a", "1"]], widths=[0.7, 0.3]))
    widths = [int(column.get(f"{W}w", "0")) for column in tree(made, "word/document.xml").iter(f"{W}gridCol")]

    assert widths[0] / sum(widths) == pytest.approx(0.7, abs=0.01)
    assert sum(widths) == pytest.approx(15.8 / 2.54 * 1440, rel=0.01)


def test_captions_stand_above_tables_and_stay_with_them(final: bytes) -> None:
    body = part(final, "word/document.xml")

    assert re.search(r'<w:pStyle w:val="TableCaption" />.{0,400}?Charges du projet.*?</w:p>\s*<w:tbl>', body)
    assert docx.Document(io.BytesIO(final)).styles["Table Caption"].paragraph_format.keep_with_next


def test_captions_are_counted_by_fields_as_in_the_pdf(folder: Path) -> None:
    (folder / "petite.png").write_bytes(picture_bytes(4, 3))
    one, two = (table("l", ["A"], [["a"]], caption=caption) for caption in ("Une", "Deux"))
    made = document_of(
        one, figure("Un pont", "petite.png", "Le pont"), two, images={"petite.png": folder / "petite.png"}
    )
    body = part(made, "word/document.xml")

    assert paragraphs_in(made, "TableCaption") == ["Tableau\u00a01. – Une", "Tableau\u00a02. – Deux"]
    assert paragraphs_in(made, "ImageCaption") == ["Figure\u00a01. – Le pont"]
    assert re.findall(r"SEQ \w+", body) == ["SEQ Tableau", "SEQ Figure", "SEQ Tableau"]


def test_a_break_leaves_two_rows_of_a_long_table_on_each_side() -> None:
    made = document_of(table("l", ["A"], [[str(n)] for n in range(9)]), table("l", ["A"], [["a"], ["b"]]))
    tables = tree(made, "word/document.xml").iter(f"{W}tbl")
    held = [[row.find(f".//{W}keepNext") is not None for row in found.findall(f"{W}tr")] for found in tables]

    assert held == [[True, True, *[False] * 6, True, False], [True, True, False]]


def test_the_contents_keep_to_one_page() -> None:
    sections = [heading(level, f"Titre {n}", f"t{n}") for n in range(16) for level in (1, 2, 2)]

    assert len(paragraphs_in(document_of(*sections), "TOC2")) == 0
    assert len(paragraphs_in(document_of(*sections), "TOC1")) == 16
    assert len(paragraphs_in(document_of(*sections[:45]), "TOC2")) == 30


def test_a_line_under_a_heading_stays_with_what_follows() -> None:
    made = document_of(
        heading(1, "Un"), para("Une ligne."), table("l", ["A"], [["a"]]), heading(1, "Deux"), para("Fin.")
    )

    assert paragraphs_in(made, "Annonce") == ["Une ligne."]


def test_the_chart_has_no_table_where_its_section_says_the_same_amounts() -> None:
    rows = [("Lieux", 1_500_000, "place")]
    same = table("lr", ["Poste", "Montant"], [["Lieux", "15\u202f000,00\u00a0€"]])
    other = table("lr", ["Poste", "Montant"], [["Lieux", "15\u202f001,00\u00a0€"]])

    for following, count in ((same, 0), (other, 1)):
        assert len(paragraphs_in(document_of(chart(rows), following), "TableCaption")) == count
    assert len(paragraphs_in(document_of(chart(rows), heading(1, "Plus loin"), same), "TableCaption")) == 1


def test_two_tables_in_a_row_stay_two() -> None:
    one = table("l", ["A"], [["a"]])
    body = part(document_of(one, one), "word/document.xml")

    assert len(re.findall("<w:tbl>", body)) == 2
    assert not re.search(r"</w:tbl>\s*<w:tbl>", body)


def test_a_page_break_leaves_no_empty_line() -> None:
    made = document_of(para("avant"), div("page-break"), heading(1, "Après"))
    body = part(made, "word/document.xml")

    assert '<w:pStyle w:val="Heading1" /><w:pageBreakBefore/>' in body
    assert "SautDePage" not in body


# Pictures, figures, blanks


def test_pictures_keep_their_alternative_text_and_fit_the_page(final: bytes) -> None:
    body = part(final, "word/document.xml")
    shown = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)" />.*?<wp:docPr descr="([^"]*)"', body, re.DOTALL)

    assert [text for _, _, text in shown][1] == "Deux berges reliées par un pont"
    assert shown[0][2].startswith("Barres horizontales")
    assert all(int(width) <= 15.81 * EMU_PER_CM and int(height) <= 24 * EMU_PER_CM for width, height, _ in shown)
    assert "data:" not in body


def test_a_tall_picture_is_made_to_fit(folder: Path) -> None:
    (folder / "haute.png").write_bytes(picture_bytes(40, 3000))
    made = document_of(para(image("haute", "haute.png")), images={"haute.png": folder / "haute.png"})
    height = re.findall(r'<wp:extent cx="\d+" cy="(\d+)"', part(made, "word/document.xml"))

    assert int(height[0]) <= 12.01 * EMU_PER_CM


def test_a_missing_picture_says_so() -> None:
    made = document_of(figure("Un pont", "absent.png", "Le pont"), para("Voir ", image("x", "là.png")))
    said = "\n".join(text for _, text in word_paragraphs(made))

    assert "[Image absente\u00a0: absent.png]" in said
    assert "[Image absente\u00a0: là.png]" in said


def test_the_chart_is_a_picture_and_its_table(final: bytes) -> None:
    texts = [text for _, text in word_paragraphs(final)]

    assert "Carnet de bord commun" in texts
    assert "Les montants du graphique" in texts
    assert len([name for name in names(final) if name.startswith("word/media/")]) == 3


def test_the_flows_are_a_picture_whose_alternative_has_every_amount_and_no_table(final: bytes) -> None:
    told = next(text for text in re.findall(r'descr="([^"]*)"', part(final, "word/document.xml")) if "Bandes" in text)
    assert "Sans axe 0,01\u00a0€" in told
    assert "Vers" not in [text for _, text in word_paragraphs(final)]


def test_key_figures_stand_side_by_side(final: bytes) -> None:
    assert paragraphs_in(final, "ChiffreValeur") == ["78\u00a0%", "4 sur 6", "71\u00a0%"]


def test_a_blank_shows_by_its_colour_and_its_words() -> None:
    made = document_of(div("todo", para("l’histoire du lieu")))

    assert paragraphs_in(made, "ACompleter") == ["À compléter", "l’histoire du lieu"]


def test_a_draft_says_so_in_the_header_of_every_page(draft: bytes, final: bytes, folder: Path) -> None:
    printed = pages(draft, ".docx", folder)

    assert len(printed) > 3
    assert all("BROUILLON" in page for page in printed)
    assert f"3 / {len(printed)}" in printed[2]
    assert "BROUILLON" not in "".join(part(final, name) for name in names(final) if name.endswith(".xml"))


def test_libreoffice_prints_the_contents_filled_and_the_title_at_the_foot(final: bytes, folder: Path) -> None:
    printed = pages(final, ".docx", folder)

    assert "Sommaire" in printed[1]
    assert "Annexe de réciprocité" in printed[1]
    assert all("Les Trois Rives" in page for page in printed)
    assert "1 / " not in printed[0]
    assert not re.search(r"\b(Table|Contents|Page \d)\b", "\n".join(printed))
    assert re.search(r"Tableau\s1\. – ", "\n".join(printed))


# What the file says of itself


def test_the_properties_are_those_of_the_answer(final: bytes) -> None:
    properties = docx.Document(io.BytesIO(final)).core_properties

    assert properties.title == COVER.title
    assert properties.author == COVER.consortium
    assert properties.subject == f"{COVER.call_title} – {COVER.funder}"
    assert properties.keywords == "tiers-lieux, communs"
    assert properties.created == properties.modified == datetime(2021, 3, 1, tzinfo=UTC)


def test_the_language_is_said(final: bytes, answer: Answer) -> None:
    english = to_docx(replace(answer, language="en"))

    assert 'w:val="fr-FR"' in part(final, "word/styles.xml")
    assert 'w:val="en-GB"' in part(english, "word/styles.xml")
    assert "Contents" in paragraphs_in(english, "TOCHeading")


def test_every_part_is_dated_by_the_answer() -> None:
    with zipfile.ZipFile(io.BytesIO(document_of(on=date(1970, 1, 1)))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_answer_gives_the_same_bytes(answer: Answer, final: bytes) -> None:
    assert to_docx(answer) == final


def test_hostile_texts_print_as_typed(folder: Path) -> None:
    made = to_docx(hostile_answer(folder))

    assert_every_part_is_well_formed(made)
    assert lost("\n".join(text for _, text in word_paragraphs(made)), at_least=18) == []
    docx.Document(io.BytesIO(made))
