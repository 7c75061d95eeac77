"""Someone else's document: however an address is spelt, it never reaches what we write."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from amikit.export.archive import read_parts, write_parts
from amikit.export.docx import to_docx
from amikit.export.odt import to_odt
from amikit.export.reference import check_reference
from amikit.export.safe_parts import load_safe_parts
from amikit.paths import shared_path
from tests.export.office_reading import assert_every_part_is_well_formed
from tests.export.sample import sample_answer

Parts = dict[str, bytes]
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
IMAGE = 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONSHIPS = "word/_rels/header1.xml.rels"
HEADER = "word/header1.xml"
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def docx_at(folder: Path, parts: Mapping[str, bytes | str]) -> Path:
    path = folder / "modele.docx"
    path.write_bytes(write_parts({name: it.encode() if isinstance(it, str) else it for name, it in parts.items()}))
    return path


def odt_at(folder: Path, into_styles: str, *, more: Mapping[str, bytes] | None = None) -> Path:
    """Our own ODT, with more among its styles."""
    parts = read_parts(shared_path("reference.odt").read_bytes())
    styles = parts["styles.xml"].decode().replace("</office:styles>", f"{into_styles}</office:styles>")
    styles = styles.replace("xmlns:draw=", 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw=', 1)
    path = folder / "modele.odt"
    path.write_bytes(write_parts({**parts, "styles.xml": styles.encode(), **(more or {})}))
    return path


def header_with(field: str) -> str:
    return f"<w:hdr {WORD}><w:p>{field}</w:p></w:hdr>"


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


@pytest.mark.parametrize(
    "relationships",
    [
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="http://espion.example/" TargetMode="External"/></Relationships>',
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="http://espion.example/?a>b" TargetMode="External"/></Relationships>',
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="//espion.example/" TargetMode="&#69;xternal"/></Relationships>',
        f"<Relationships {PACKAGE}><Relationship Id='a' {IMAGE} TargetMode = 'External' Target='espion.png'></Relationship></Relationships>",
        f'<p:Relationships xmlns:p="{PACKAGE[7:-1]}"><p:Relationship Id="a" {IMAGE} Target="http://espion.example/"/></p:Relationships>',
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="file:///espion.png"/></Relationships>',
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target=" &#x68;ttp://espion.example/"/></Relationships>',
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="//espion.example/x.png"/></Relationships>',
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="\\\\espion\\x.png"/></Relationships>',
        f'<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="/\\espion/x.png"/></Relationships>',
        f'<!-- <Relationships> --><Relationships {PACKAGE}><x><Relationship Id="a" {IMAGE} Target="ftp:espion"/></x></Relationships>',
    ],
    ids=[
        *("plain", "angle", "entity", "spaces", "prefix", "file"),
        *("scheme", "no scheme", "share", "mixed slashes", "nested"),
    ],
)
def test_no_relationship_leads_outside_however_it_is_spelt(theirs: Parts, tmp_path: Path, relationships: str) -> None:
    path = docx_at(tmp_path, {**theirs, RELATIONSHIPS: relationships})
    made = to_docx(replace(sample_answer(tmp_path), reference_docx=path))

    assert check_reference(path) is None
    assert b"espion" not in load_safe_parts(path)[RELATIONSHIPS]
    assert not [name for name, content in read_parts(made).items() if b"espion" in content]


def test_a_relationship_inside_the_file_is_kept(theirs: Parts, tmp_path: Path) -> None:
    inside = f'<p:Relationships xmlns:p="{PACKAGE[7:-1]}"><p:Relationship Id="a" {IMAGE} Target="media/logo&amp;.png"/></p:Relationships>'
    path = docx_at(tmp_path, {**theirs, RELATIONSHIPS: inside})

    kept = load_safe_parts(path)[RELATIONSHIPS].decode()

    assert f'<Relationship Id="a" {IMAGE} Target="media/logo&amp;.png"/>' in kept


@pytest.mark.parametrize(
    "field",
    [
        f"{BEGIN}{code(' INCLUDEPICTURE &quot;http://espion.example/&quot; ')}{SEPARATE}{END}",
        f"{BEGIN}{code('INCLUDE')}{code('TEXT x')}{END}",
        f"{BEGIN}{code('d<!-- -->de x')}{END}",
        f"{BEGIN}{code('DDE<w:tab/>AUTO x')}{END}",
        f"{BEGIN}{code('<![CDATA[LINK]]> Excel.Sheet.8')}{END}",
        f"{BEGIN}{BEGIN}{code(' QUOTE 68 ')}{END}{code(' x')}{END}",
        f"{BEGIN}{code('IF ')}{BEGIN}{code(' DDEAUTO x')}{END}{END}",
        '<w:fldSimple w:instr=" include&#112;icture x"/>',
        code("INCLUDEPICTURE x"),
    ],
    ids=["plain", "in two runs", "comment", "tag", "CDATA", "name from a field", "inside a field", "simple", "alone"],
)
def test_a_field_that_fetches_makes_a_document_unsafe(theirs: Parts, tmp_path: Path, field: str) -> None:
    assert check_reference(docx_at(tmp_path, {**theirs, HEADER: header_with(field)})) == "unsafe-header"


@pytest.mark.parametrize(
    "field",
    [
        f"{BEGIN}{code(' PAGE ')}{SEPARATE}<w:r><w:t>LINK</w:t></w:r>{END}",
        f"{BEGIN}{code(' IF ')}{BEGIN}{code('PAGE')}{END}{code(' = 1 a b')}{END}",
        BEGIN + code(" HYPERLINK \\l &quot;Annexe_1&quot; \\h ") + SEPARATE + END,
        '<w:fldSimple w:instr=" NUMPAGES "/>',
    ],
    ids=["page", "if", "link inside", "simple"],
)
def test_a_field_that_counts_pages_is_kept(theirs: Parts, tmp_path: Path, field: str) -> None:
    assert check_reference(docx_at(tmp_path, {**theirs, HEADER: header_with(field)})) is None


def test_a_field_in_the_body_which_is_not_kept_does_not_matter(theirs: Parts, tmp_path: Path) -> None:
    body = theirs["word/document.xml"].replace(
        b"<w:body>", f"<w:body><w:p>{BEGIN}{code('DDE x')}{END}</w:p>".encode(), 1
    )
    path = docx_at(tmp_path, {**theirs, "word/document.xml": body})

    assert check_reference(path) is None
    assert not [
        name
        for name, it in read_parts(to_docx(replace(sample_answer(tmp_path), reference_docx=path))).items()
        if b"DDE x" in it
    ]


def test_a_link_of_a_letterhead_leaves_its_words_and_calls_nothing_that_is_gone(theirs: Parts, tmp_path: Path) -> None:
    prefixes = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    linked = f"""<w:hdr {WORD} {prefixes}><w:p><w:hyperlink r:id="a" w:history="1"><w:r><w:t>financeur.example</w:t></w:r>
        </w:hyperlink><a:cNvPr id="1"><a:hlinkClick r:id="a"><a:snd r:embed="a"/>son</a:hlinkClick></a:cNvPr>
        <a:blip r:embed="b" r:link="a"/></w:p></w:hdr>"""
    relationships = f"""<Relationships {PACKAGE}><Relationship Id="a" {IMAGE} Target="http://espion.example/"
        TargetMode="External"/><Relationship Id="b" {IMAGE} Target="media/logo.png"/></Relationships>"""
    path = docx_at(tmp_path, {**theirs, HEADER: linked, RELATIONSHIPS: relationships})
    parts = {name: part.decode() for name, part in load_safe_parts(path).items() if "header1" in name}

    assert "financeur.example" in parts[HEADER]
    assert re.findall(r' r:\w+="\w+"', parts[HEADER]) == [' r:embed="b"']
    assert re.findall(r'Id="(\w+)"', parts[RELATIONSHIPS]) == ["b"]


def test_a_drawn_picture_that_stands_elsewhere_makes_a_document_unsafe(theirs: Parts, tmp_path: Path) -> None:
    drawn = header_with('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http&#58;//espion.example/"/>')

    assert check_reference(docx_at(tmp_path, {**theirs, HEADER: drawn})) == "unsafe-header"


@pytest.mark.parametrize(
    "fill",
    [
        "<draw:fill-image draw:name='x' xlink:href='http://espion.example/'/>",
        '<draw:fill-image draw:name="x" xlink:href = "http://espion.example/"/>',
        '<draw:fill-image draw:name="x" xlink:href="&#x68;ttp://espion.example/"/>',
        '<draw:fill-image draw:name="x" xmlns:y="http://www.w3.org/1999/xlink" y:href="//espion.example/"/>',
        '<draw:fill-image draw:name="x" xlink:href="Pictures/../../espion.png"/>',
        '<draw:fill-image draw:name="x" xlink:href="\\\\espion\\x"/>',
        '<draw:fill-image draw:name="a>b" xlink:href="vnd.sun.star.script:espion"/>',
    ],
    ids=["apostrophes", "spaces", "entity", "prefix", "above", "share", "script"],
)
def test_no_address_of_an_odt_leads_outside_however_it_is_spelt(tmp_path: Path, fill: str) -> None:
    path = odt_at(tmp_path, fill)
    made = to_odt(replace(sample_answer(tmp_path), reference_odt=path))

    assert check_reference(path) is None
    assert_every_part_is_well_formed(made)
    assert not [name for name, content in read_parts(made).items() if b"espion" in content]


@pytest.mark.parametrize(
    "picture",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        b"\x01\0\0\0 une image EMF",
        b"\x1f\x8b espion",
        b"GIF89a",
        b"espion",
    ],
    ids=["SVG", "EMF", "compressed", "GIF", "text"],
)
def test_a_picture_that_is_not_of_points_alone_is_refused_whatever_its_name(tmp_path: Path, picture: bytes) -> None:
    called = odt_at(
        tmp_path, '<draw:fill-image draw:name="x" xlink:href="Pictures/a.png"/>', more={"Pictures/a.png": picture}
    )
    assert check_reference(called) == "unsafe-picture"

    not_called = odt_at(tmp_path, "", more={"Pictures/a.png": picture})
    assert check_reference(not_called) is None
    assert "Pictures/a.png" not in load_safe_parts(not_called)


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "iso-8859-1"])
def test_two_readers_never_see_two_documents(theirs: Parts, tmp_path: Path, encoding: str) -> None:
    styles = f'<?xml version="1.0" encoding="{encoding}"?><w:styles {WORD}></w:styles>'

    assert check_reference(docx_at(tmp_path, {**theirs, "word/styles.xml": styles})) == "refused"


def test_a_header_of_many_titles_takes_a_time_in_proportion_to_its_size(theirs: Parts, tmp_path: Path) -> None:
    path = docx_at(tmp_path, {**theirs, HEADER: header_with(f"{BEGIN}{code('TITLE ') * 30_000}{END}")})
    began = time.monotonic()

    to_docx(replace(sample_answer(tmp_path), reference_docx=path))

    assert time.monotonic() - began < 10


def test_a_field_whose_code_never_ends_is_refused_at_once(theirs: Parts, tmp_path: Path) -> None:
    endless = BEGIN + "<w:instrText>TITLE abcdefghijklm </w:instrText><w:b/>" * 200_000
    began = time.monotonic()

    assert check_reference(docx_at(tmp_path, {**theirs, HEADER: header_with(endless)})) == "unsafe-header"
    assert time.monotonic() - began < 3


def test_a_page_of_many_headers_takes_a_time_in_proportion_to_its_size(tmp_path: Path) -> None:
    parts = read_parts(shared_path("reference.odt").read_bytes())
    styles = (
        parts["styles.xml"]
        .decode()
        .replace("</style:master-page>", "<style:header/>" * 30_000 + "</style:master-page>")
    )
    path = tmp_path / "modele.odt"
    path.write_bytes(write_parts({**parts, "styles.xml": styles.encode()}))
    began = time.monotonic()

    to_odt(replace(sample_answer(tmp_path, is_draft=True), reference_odt=path))

    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "styles",
    [
        '<w:style w:styleId="a"><w:name w:val="b"/></w:style >' * 20_000,
        "<w:style " + " ".join(f'x{n}w:styleId="a"' for n in range(20_000)) + "/>",
        "<w:styles></w:styles>" * 20_000,
    ],
    ids=["spaces in the tags", "one long tag", "the end again and again"],
)
def test_a_hostile_document_takes_a_time_in_proportion_to_its_size(theirs: Parts, tmp_path: Path, styles: str) -> None:
    path = docx_at(tmp_path, {**theirs, "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>"})
    began = time.monotonic()

    check_reference(path)

    assert time.monotonic() - began < 10


def test_our_own_document_says_the_same_once_copied(tmp_path: Path) -> None:
    path = tmp_path / "modele.docx"
    path.write_bytes(shared_path("reference.docx").read_bytes())
    answer = sample_answer(tmp_path)
    theirs = read_parts(to_docx(replace(answer, reference_docx=path)))

    assert theirs["word/document.xml"] == read_parts(to_docx(answer))["word/document.xml"]
