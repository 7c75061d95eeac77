"""What nobody should bring: it is said, in time, and nothing of it runs, fetches nor fills the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from amikit.diagnostics import Diagnostic
from amikit.importing import bring as bringing
from amikit.importing.bring import Brought, bring, plan, section_text
from amikit.importing.reading import Unread, read_tree
from amikit.importing.splitting import near_section, parse_sections, same_section
from amikit.model.call import SectionSpec
from tests.importing.documents import SHARED_DOCX, docx, paragraph, zipped

SECTIONS = (
    SectionSpec(id="qui", title="Qui nous sommes"),
    SectionSpec(id="territoire", title="Le territoire et ses besoins"),
    SectionSpec(id="budget", title="Budget"),
)
_BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


def brought(content: bytes, tmp_path: Path, name: str = "a.docx") -> Brought | Diagnostic:
    path = tmp_path / name
    path.write_bytes(content)
    return bring(path, tmp_path, SECTIONS, chosen={}, changes="lister")


def refused(content: bytes, tmp_path: Path, name: str = "a.docx") -> str:
    found = brought(content, tmp_path, name)
    assert isinstance(found, Diagnostic)
    assert found.code == "IMP001"
    return found.message("fr")


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.docx", "vide"),
        (b"PK\x03\x04 coup\xe9", "a.docx", "abîmé"),
        (b"\xd0\xcf\x11\xe0 vieux", "a.doc", "ancien .doc"),
        (b"%PDF-1.7", "a.pdf", "PDF"),
        (b"{\\rtf1 a}", "a.rtf", "RTF"),
        (b"\x89PNG\r\n", "a.png", "ni un DOCX"),
        (b"# a\x00b", "a.md", "décodé"),
        (b"texte", "a.xyz", "ni un DOCX"),
        (zipped({"rien.xml": "<a/>"}), "a.docx", "ni un DOCX"),
        (docx("<w:p>"), "a.docx", "abîmé"),
        (docx(paragraph("&j;"), head=_BOMB), "a.docx", "abîmé"),
        (docx("", {"word/styles.xml": b" " * 40_000_000}), "a.docx", "plus gros"),
        (docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "a.docx", "abîmé"),
        (zipped({"content.xml": "<a/>", "META-INF/manifest.xml": "encryption-data"}), "a.odt", "mot de passe"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(content: bytes, name: str, why: str, tmp_path: Path) -> None:
    assert why in refused(content, tmp_path, name).replace("\u00a0", " ")


def test_a_page_of_endless_depth_is_refused(tmp_path: Path) -> None:
    said = brought(b"<html>" + b"<blockquote>" * 3000 + b"au fond", tmp_path, "a.html")

    assert isinstance(said, Diagnostic)


def test_lists_deeper_than_anyone_reads_keep_their_words(tmp_path: Path) -> None:
    text = "".join(f"{'  ' * depth}- niveau {depth}\n" for depth in range(15))

    made = brought(text.encode(), tmp_path, "a.md")

    assert isinstance(made, Brought)
    assert all(f"niveau {depth}" in section_text(made.parts, "") for depth in range(15))
    assert made.aside.counts["deep"] > 0


def test_a_program_inside_is_left_and_said(tmp_path: Path) -> None:
    made = brought(docx(paragraph("Bonjour"), {"word/vbaProject.bin": b"code"}), tmp_path)

    assert isinstance(made, Brought)
    assert made.aside.counts["macros"] == 1


def test_a_picture_that_lies_about_its_place_is_not_looked_for_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG")
    folder = tmp_path / "dedans"
    folder.mkdir()
    for target in ("../secret.png", str(tmp_path / "secret.png"), "file:///etc/passwd", "..%2Fsecret.png"):
        path = folder / "a.md"
        path.write_text(f"![x](<{target}>)\n", encoding="utf-8")
        made = bring(path, folder, SECTIONS, chosen={}, changes="lister")
        assert isinstance(made, Brought)
        assert made.pictures == {}


def test_marks_that_a_document_brings_mean_nothing(tmp_path: Path) -> None:
    made = brought(docx(paragraph("\ue000") + paragraph("\ue0020\ue002 Bonjour \ue001")), tmp_path)

    assert isinstance(made, Brought)
    assert section_text(made.parts, "") == "0 Bonjour"


def test_a_script_in_markdown_goes_and_its_words_stay_apart(tmp_path: Path) -> None:
    made = brought(b"# Qui nous sommes\n\nUn <b>mot</b>.\n\n<script>alert(1)</script>\n", tmp_path, "a.md")

    assert isinstance(made, Brought)
    assert section_text(made.parts, "Qui nous sommes") == "Un mot."
    assert made.aside.counts["html"] == 3


def test_two_titles_of_one_section_are_both_kept(tmp_path: Path) -> None:
    made = brought(b"# Budget\n\nUn.\n\n# 3. BUDGET\n\nDeux.\n", tmp_path, "a.md")

    assert isinstance(made, Brought)
    assert [change.after.decode() for change in plan(made, tmp_path, SECTIONS)] == [
        "Un.\n\n## 3\\. BUDGET\n\nDeux.\n",
    ]


def test_a_document_that_pandoc_cannot_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(content: bytes, source: str) -> dict[str, object]:
        raise Unread("too-big")

    monkeypatch.setattr(bringing, "read_tree", stopped)

    assert "plus gros" in refused(SHARED_DOCX.read_bytes(), tmp_path)


def test_pandoc_says_when_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(Unread) as raised:
        read_tree(b"rien", "docx")

    assert raised.value.why == "damaged"


@pytest.mark.parametrize(
    ("title", "section_id"),
    [
        ("Qui nous sommes", "qui"),
        ("1.2 QUI NOUS SOMMES ?", "qui"),
        ("II – Territoire et besoins", "territoire"),
        ("Budget prévisionnel", ""),
        ("", ""),
    ],
)
def test_a_title_is_a_section_when_only_its_dress_differs(title: str, section_id: str) -> None:
    assert same_section(title, SECTIONS) == section_id


@pytest.mark.parametrize(
    ("title", "section_id"),
    [("Budget prévisionnel", "budget"), ("Les besoins de notre territoire", "territoire"), ("Recette de pain", "")],
)
def test_a_title_that_looks_like_a_section_is_proposed(title: str, section_id: str) -> None:
    assert near_section(title, SECTIONS) == section_id


def test_a_choice_of_sections_is_read_with_the_commas_of_titles() -> None:
    assert parse_sections("Eau, gaz, prix = 3=budget; Idées=-,") == {"Eau, gaz, prix = 3": "budget", "Idées": "-"}


def test_what_people_type_in_word_reads_as_they_meant(tmp_path: Path) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Budget :</w:t></w:r>"
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    cell = "<w:tc>{}</w:tc>"
    body = (
        f"<w:p>{bold}<w:r><w:t>1 500 €, le 1</w:t></w:r>{raised.format('er')}<w:r><w:t> de 20 m</w:t></w:r>"
        f"{raised.format('2')}</w:p>"
        f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell.format(paragraph('À retenir.'))}</w:tr></w:tbl>"
        + paragraph("2 * 3 * 4, [x] &lt;b&gt; un_mot # https://exemple.fr/a_b")
    )

    made = brought(docx(body), tmp_path)

    assert isinstance(made, Brought)
    assert section_text(made.parts, "") == (
        "**Budget** :1 500 €, le 1er de 20 m²\n\n> À retenir.\n\n"
        "2 \\* 3 \\* 4, \\[x\\] \\<b> un_mot \\# https://exemple.fr/a_b"
    )


def test_two_lists_that_follow_each_other_are_one_and_code_is_none_of_it(tmp_path: Path) -> None:
    made = brought(b"- un\n\n* deux\n\n<!-- -->\n\n    code\n", tmp_path, "a.md")

    assert isinstance(made, Brought)
    assert section_text(made.parts, "").startswith("- un\n- deux\n")
    assert "&nbsp;" not in section_text(made.parts, "")
    assert "``` text\ncode\n```" in section_text(made.parts, "")


def test_the_paragraphs_of_a_cell_stay_apart_and_merged_cells_keep_their_columns(tmp_path: Path) -> None:
    text = (
        "<h1>Budget</h1><table><tr><th>Quoi</th><th>Un</th><th>Deux</th></tr>"
        "<tr><td><p>Bois</p><ul><li>pin</li><li>chêne.</li></ul><p>Clous</p></td><td colspan='2'>rien</td></tr>"
        "<tr><td rowspan='2'>Eau</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )

    made = brought(text.encode(), tmp_path, "a.html")

    assert isinstance(made, Brought)
    assert [" ".join(line.split()) for line in section_text(made.parts, "Budget").splitlines()][2:] == [
        "| Bois ; pin ; chêne. Clous | rien | |",
        "| Eau | 1 | 2 |",
        "| | 3 | 4 |",
    ]
    assert made.aside.counts["merged"] == 2
