"""Reference documents: ours is up to date, and someone else's is used without being trusted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from amikit.export.archive import read_parts, write_parts
from amikit.export.docx import to_docx
from amikit.export.odt import to_odt
from amikit.export.reference import FAULTS, check_reference
from amikit.paths import shared_path
from tests.export.office_reading import assert_every_part_is_well_formed, names, part, word_paragraphs
from tests.export.sample import sample_answer
from tools.make_references import make_references

Parts = dict[str, bytes]
STYLES = "word/styles.xml"
EXTERNAL = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    b'Target="http://espion.example/pixel.png" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize("name", ["reference.docx", "reference.odt"])
def test_our_reference_documents_are_up_to_date(name: str) -> None:
    """Run ``python -m tools.make_references`` where they are not."""
    assert read_parts(shared_path(name).read_bytes()) == make_references()[name]


@pytest.mark.parametrize("name", ["reference.docx", "reference.odt"])
def test_our_reference_documents_can_be_used_as_anyones(name: str) -> None:
    assert check_reference(shared_path(name)) is None


def test_python_docx_reads_our_styles() -> None:
    styles = docx.Document(str(shared_path("reference.docx"))).styles

    assert styles["Heading 1"].font.size.pt == 19
    assert styles["Remarque"].base_style.name == "Normal"


def test_another_document_gives_its_looks_and_gets_the_styles_that_it_lacks(theirs: Parts, tmp_path: Path) -> None:
    reference = tmp_path / "modele.docx"
    reference.write_bytes(write_parts(theirs))
    answer = sample_answer(tmp_path, is_draft=True)

    assert check_reference(reference) is None
    made = to_docx(replace(answer, reference_docx=reference))
    assert_every_part_is_well_formed(made)
    headers = [part(made, name) for name in names(made) if name.startswith("word/header")]
    assert any("En-tête du financeur" in header for header in headers)
    assert all("BROUILLON" in header for header in headers)
    styles = {style.style_id for style in docx.Document(io.BytesIO(made)).styles}
    assert {style for style, _ in word_paragraphs(made)} - {""} <= styles


def test_contents_show_numbers_only_where_headings_have_some(theirs: Parts, tmp_path: Path) -> None:
    reference = tmp_path / "modele.docx"
    reference.write_bytes(write_parts(theirs))
    made = to_docx(replace(sample_answer(tmp_path), reference_docx=reference))

    assert "Cette réponse en une page" in [text for style, text in word_paragraphs(made) if style.startswith("TOC")]


def test_nothing_in_a_reference_document_calls_home(theirs: Parts, tmp_path: Path) -> None:
    reference = tmp_path / "modele.docx"
    spying = {**theirs, "word/_rels/header1.xml.rels": EXTERNAL, "word/_rels/settings.xml.rels": EXTERNAL}
    reference.write_bytes(write_parts({**spying, "word/vbaProject.bin": b"espion"}))
    made = to_docx(replace(sample_answer(tmp_path), reference_docx=reference))

    assert check_reference(reference) is None
    assert not [name for name, content in read_parts(made).items() if b"espion" in content]


def test_a_linked_picture_of_an_odt_is_left_out(tmp_path: Path) -> None:
    parts = read_parts(shared_path("reference.odt").read_bytes())
    fill = b'<draw:fill-image draw:name="x" xlink:href="http://espion.example/pixel.png"/></office:styles>'
    parts["styles.xml"] = (
        parts["styles.xml"]
        .replace(b"</office:styles>", fill)
        .replace(b"xmlns:draw=", b'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw=')
    )
    reference = tmp_path / "modele.odt"
    reference.write_bytes(write_parts({**parts, "Basic/Standard/script.xml": b"<macro/>"}))
    made = to_odt(replace(sample_answer(tmp_path), reference_odt=reference))

    assert check_reference(reference) is None
    assert not [name for name, content in read_parts(made).items() if b"espion" in content or name.startswith("Basic")]


def without(name: str) -> Callable[[Parts], Parts]:
    return lambda parts: {key: content for key, content in parts.items() if key != name}


def with_styles(change: Callable[[bytes], bytes]) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, STYLES: change(parts[STYLES])}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without(STYLES), "not-a-document"),
        (without("word/document.xml"), "not-a-document"),
        (with_styles(lambda xml: xml[:2000]), "not-a-document"),
        (with_styles(lambda xml: b""), "not-a-document"),
        (with_styles(lambda xml: xml.replace(b"<w:styles", b'<!DOCTYPE x [<!ENTITY a "b">]><w:styles', 1)), "unsafe"),
        (with_styles(lambda xml: b" " * 70_000_000), "too-large"),
        (with_styles(lambda xml: xml.replace(b"wordprocessingml/2006", b"wordprocessingml/1997")), "refused"),
    ],
)
def test_a_document_that_cannot_be_used_is_named_and_left_aside(
    theirs: Parts, tmp_path: Path, change: Callable[[Parts], Parts], fault: str
) -> None:
    reference = tmp_path / "modele.docx"
    reference.write_bytes(write_parts(change(theirs)))
    answer = sample_answer(tmp_path)

    assert check_reference(reference) == fault
    assert fault in FAULTS
    assert to_docx(replace(answer, reference_docx=reference)) == to_docx(answer)


@pytest.mark.parametrize("content", [b"", b"du texte", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_document_is_left_aside(tmp_path: Path, content: bytes) -> None:
    reference = tmp_path / "modele.docx"
    reference.write_bytes(content)

    assert check_reference(reference) == "not-a-document"


def test_an_encrypted_document_is_left_aside(theirs: Parts, tmp_path: Path) -> None:
    archive = bytearray(write_parts(theirs))
    place = archive.find(b"PK\x01\x02")
    while place >= 0:
        archive[place + 8] |= 1
        place = archive.find(b"PK\x01\x02", place + 4)
    reference = tmp_path / "modele.docx"
    reference.write_bytes(bytes(archive))

    assert check_reference(reference) == "not-a-document"


def test_a_folder_a_missing_file_and_another_format_are_left_aside(tmp_path: Path) -> None:
    (tmp_path / "dossier.docx").mkdir()
    (tmp_path / "texte.txt").write_text("du texte")

    assert check_reference(tmp_path / "dossier.docx") == "missing"
    assert check_reference(tmp_path / "absent.odt") == "missing"
    assert check_reference(tmp_path / "texte.txt") == "not-a-document"


def test_archives_put_the_type_first_and_forget_when_they_were_made() -> None:
    with zipfile.ZipFile(io.BytesIO(write_parts({"b": b"1", "mimetype": b"x", "a": b"2"}))) as archive:
        entries = archive.infolist()

    assert [entry.filename for entry in entries] == ["mimetype", "b", "a"]
    assert [entry.compress_type for entry in entries] == [
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
        zipfile.ZIP_DEFLATED,
    ]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
