"""The ODT: what LibreOffice shows, and what a person finishes by hand."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from amikit.export.odt import to_odt
from amikit.render.answer import Answer, Block, Cover
from tests.export.hostile import hostile_answer, lost
from tests.export.office_reading import (
    assert_every_part_is_well_formed,
    headings_read_by_pandoc,
    names,
    pages,
    part,
    writer_paragraphs,
)
from tests.export.sample import COVER, div, heading, image, para, sample_answer, table


@pytest.fixture(scope="module")
def final(answer: Answer) -> bytes:
    return to_odt(answer)


@pytest.fixture(scope="module")
def draft(folder: Path) -> bytes:
    return to_odt(sample_answer(folder, is_draft=True))


def document_of(*blocks: Block, cover: Cover | None = None) -> bytes:
    return to_odt(Answer(cover or Cover("Essai"), blocks))


def content(document: bytes) -> str:
    return part(document, "content.xml")


def test_the_type_comes_first_and_is_not_compressed(final: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(final)) as archive:
        first = archive.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert part(final, "mimetype") == "application/vnd.oasis.opendocument.text"


def test_every_part_is_in_the_manifest(final: bytes) -> None:
    manifest = part(final, "META-INF/manifest.xml")
    listed = set(re.findall(r'manifest:full-path="([^"]*)"', manifest)) - {"/"}

    assert listed == set(names(final)) - {"mimetype", "META-INF/manifest.xml"}


def test_the_cover_says_everything_that_it_knows(final: bytes) -> None:
    said = "\n".join(text for _, text in writer_paragraphs(final))

    for text in (COVER.title, COVER.subtitle, COVER.call_kind, COVER.call_title, COVER.funder, COVER.consortium):
        assert text in said
    for text in (*COVER.members, "Chef de file", COVER.lead, COVER.period, COVER.asked, COVER.notice):
        assert text in said


def test_an_empty_field_of_the_cover_leaves_no_line() -> None:
    shown = [text for _, text in writer_paragraphs(document_of(para("Bonjour.")))]

    assert shown == ["Essai", "Bonjour."]


def test_the_contents_are_filled_and_lead_to_the_headings(final: bytes) -> None:
    lines = [text for style, text in writer_paragraphs(final) if style.startswith("Contents_20_")]
    anchors = set(re.findall(r'xlink:href="#([^"]*)"', content(final)))

    assert lines[0] == "1\u2002Cette réponse en une page"
    assert "2.1\u2002Ce que nous avons constaté" in lines
    assert anchors <= set(re.findall(r'<text:bookmark-start text:name="([^"]*)"', content(final)))


def test_pandoc_reads_back_the_headings(final: bytes) -> None:
    assert [found for found in headings_read_by_pandoc(final, "odt") if found[0] == 1] == [
        (1, "Cette réponse en une page"),
        (1, "Pourquoi des ressources plutôt qu’un lieu"),
        (1, "Annexe de réciprocité"),
    ]


def test_the_header_row_repeats(final: bytes) -> None:
    assert content(final).count("<table:table-header-rows>") == content(final).count('table:name="Table')


def test_rows_do_not_break_and_short_tables_stay_whole(final: bytes) -> None:
    assert 'fo:keep-together="always"' in part(final, "styles.xml")
    assert 'style:may-break-between-rows="false"' in content(document_of(table("l", ["A"], [["a"]])))


def test_a_break_leaves_two_rows_of_a_long_table_on_each_side() -> None:
    made = document_of(table("lr", ["A", "B"], [[str(n), ""] for n in range(9)]))
    rows = content(made).split("<table:table-row>")[2:]

    assert [place for place, row in enumerate(rows) if '"AmLie_' in row] == [0, 7]
    assert '"TableRowKeep" config:type="boolean">true' in part(made, "settings.xml")
    assert "</table:table-cell>" in content(made)
    assert not re.search(r"<table:table-cell\b[^>]*>\s*</table:table-cell>", content(made))


def test_captions_are_counted_by_fields_and_stay_with_their_picture(final: bytes) -> None:
    shown = content(final)

    assert re.search(r'"TableCaption">Tableau\u00a0<text:sequence [^>]*>1</text:sequence>\. – ', shown)
    assert re.search(r'"FigureCaption">Figure\u00a0<text:sequence [^>]*>2</text:sequence>\. – ', shown)
    assert len(re.findall('<text:p text:style-name="FigureWithCaption"><draw:frame', shown)) == 3


def test_pictures_keep_their_alternative_text_and_fit_the_page(final: bytes) -> None:
    titles = re.findall(r"<svg:title>([^<]*)</svg:title>", content(final))
    widths = [float(width) for width in re.findall(r'svg:width="([\d.]+)cm"', content(final))]

    assert titles[0].startswith("Barres horizontales")
    assert titles[1] == "Deux berges reliées par un pont"
    assert max(widths) <= 15.81


def test_a_picture_shown_twice_is_kept_once(folder: Path) -> None:
    twice = replace(sample_answer(folder), blocks=(para(image("a", "images/pont.png"), image("b", "images/pont.png")),))

    assert [name for name in names(to_odt(twice)) if name.startswith("Pictures/")] == ["Pictures/image-1.png"]


def test_a_missing_picture_says_so() -> None:
    made = document_of(para("Voir ", image("x", "là.png")))

    assert "Voir [Image absente\u00a0: là.png]" in [text for _, text in writer_paragraphs(made)]


def test_a_page_break_belongs_to_the_heading_that_follows() -> None:
    made = content(document_of(para("avant"), div("page-break"), heading(1, "Après")))

    assert re.search(r'<text:h text:style-name="AmPage_Heading_20_1"[^>]*>.*?Après', made)
    assert 'text:style-name="AmSaut"' not in made


def test_a_draft_says_so_on_every_page(draft: bytes, final: bytes, folder: Path) -> None:
    printed = pages(draft, ".odt", folder)

    assert len(printed) > 3
    assert all("BROUILLON" in page for page in printed)
    assert f"3 / {len(printed)}" in printed[2]
    assert "BROUILLON" not in part(final, "styles.xml") + content(final)


def test_the_properties_are_those_of_the_answer(final: bytes) -> None:
    meta = part(final, "meta.xml")

    for said in (
        f"<dc:title>{COVER.title}</dc:title>",
        "<meta:keyword>tiers-lieux</meta:keyword><meta:keyword>communs</meta:keyword>",
        f"<meta:initial-creator>{COVER.consortium}</meta:initial-creator>",
        "<meta:creation-date>2021-03-01T00:00:00</meta:creation-date>",
        "<dc:language>fr-FR</dc:language>",
    ):
        assert said in meta


def test_the_language_is_said(final: bytes, answer: Answer) -> None:
    english = to_odt(replace(answer, language="en"))

    assert 'fo:language="fr"' in part(final, "styles.xml")
    assert 'fo:language="en"' in part(english, "styles.xml")
    assert 'fo:language="fr"' not in part(english, "styles.xml")


def test_the_same_answer_gives_the_same_bytes(answer: Answer, final: bytes) -> None:
    assert to_odt(answer) == final


def test_hostile_texts_print_as_typed(folder: Path) -> None:
    made = to_odt(hostile_answer(folder))

    assert_every_part_is_well_formed(made)
    assert lost("\n".join(text for _, text in writer_paragraphs(made)), at_least=18) == []
