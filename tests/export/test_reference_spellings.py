"""What a reference document may hide, spelt in every way that was thought of; and the usual ones, which are welcome."""

from __future__ import annotations

import base64
import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from amikit.export.archive import read_parts, write_parts
from amikit.export.docx import to_docx
from amikit.export.odt import to_odt
from amikit.export.reference import FAULTS, check_reference
from amikit.paths import shared_path
from tests.export.office_reading import assert_every_part_is_well_formed, names, part
from tests.export.sample import picture_bytes, sample_answer
from tests.programs import require

SPY = "http://espion.example/x.png"
HEADER = "word/header9.xml"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
PREFIXES = " ".join(
    f'xmlns:{prefix}="{namespace}"'
    for prefix, namespace in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "q": "urn:q",
    }.items()
)
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def code(text: str, tag: str = "w:instrText") -> str:
    return f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'


def field(*pieces: str) -> str:
    return BEGIN + "".join(pieces) + SEPARATE + "<w:r><w:t>1</w:t></w:r>" + END


PAGE = code(" PAGE ")
FETCHES = code(f" INCLUDEPICTURE &quot;{SPY}&quot; ")
ALTERNATIVES = (
    f'<mc:AlternateContent><mc:Choice Requires="q">{PAGE}</mc:Choice><mc:Fallback>{FETCHES}</mc:Fallback>'
    "</mc:AlternateContent>"
)
HIDDEN = {
    "plain": field(FETCHES),
    "code of another namespace": field("<q:instrText> PAGE </q:instrText>", FETCHES),
    "mark of another namespace": field('<q:fldChar q:fldCharType="separate"/>', FETCHES),
    "alternatives": field(ALTERNATIVES),
    "code taken away": field(f'<w:del w:id="1" w:author="a">{code(" PAGE ", "w:delInstrText")}</w:del>', FETCHES),
    "inside what may be ignored": field(f"<q:x>{PAGE}</q:x>", FETCHES),
    "mark taken away": field(f'<w:del w:id="3" w:author="a">{SEPARATE}</w:del>', FETCHES),
    "mark moved": field(f'<w:moveFrom w:id="3" w:author="a">{SEPARATE}</w:moveFrom>', FETCHES),
    "code put in": field(f'<w:ins w:id="3" w:author="a">{PAGE}</w:ins>', FETCHES),
    "old mail": field(code(f" DATA &quot;{SPY}&quot; ")),
    "field of another time": field(code(" MACROBUTTON espion ")),
    "click": field(code(f" HYPERLINK &quot;{SPY}&quot; ")),
    "click told by a field": field(code(" HYPERLINK "), field(code(" TITLE ")), code(" \\l a ")),
    "share": field(code(" STYLEREF &quot;\\\\espion\\x&quot; ")),
    "inside another": field(code(" QUOTE "), field(FETCHES)),
    "in a simple one": f'<w:fldSimple w:instr=" PAGE ">{FETCHES}</w:fldSimple>',
    "in what is printed": BEGIN + PAGE + SEPARATE + FETCHES + END,
    "without end": BEGIN + FETCHES,
    "without prefix": f'<w:fldSimple w:instr=" PAGE " instr="INCLUDEPICTURE {SPY}"/>' + field(FETCHES),
    "drawn picture": f'<w:r><w:pict><v:image src="{SPY}"/></w:pict></w:r>',
    "drawn border": f'<w:r><w:pict><v:rect><v:stroke><o:left src="{SPY}" o:href="{SPY}"/></v:stroke></v:rect></w:pict></w:r>',
    "drawn film": f'<w:r><w:pict><v:shape><v:imagedata o:pict="{SPY}" o:movie="{SPY}"/></v:shape></w:pict></w:r>',
    "bare drawing": f'<w:r><v:image src="{SPY}"/></w:r>',
    "object": f'<w:r><w:object><o:OLEObject Type="Link" r:href="{SPY}"><o:LinkType>{SPY}</o:LinkType></o:OLEObject></w:object></w:r>',
    "graphic": f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="{SPY}"/></a:graphic></wp:inline></w:drawing></w:r>',
    "other document": '<w:altChunk r:id="a"/>',
}
LEFT_OUT = {
    "description": f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="{SPY}" descr="C:\\espion\\x.png"/></wp:inline></w:drawing></w:r>',
    "text of a place": f"<w:r><w:drawing><wp:anchor><wp:align>{SPY}</wp:align></wp:anchor></w:drawing></w:r>",
    "attribute": f'<w:bookmarkStart w:id="1" w:name="//espion/x" w:displacedByCustomXml="{SPY}"/>',
    "form": f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="espion"/></w:ffData></w:fldChar></w:r>{PAGE}{END}',
    "base": f'<w:r xml:base="{SPY}"/>',
}


def docx_at(folder: Path, inside: str) -> Path:
    """Our own DOCX, with one more header."""
    parts = read_parts(shared_path("reference.docx").read_bytes())
    parts[HEADER] = f"<w:hdr {PREFIXES}><w:p>{inside}</w:p></w:hdr>".encode()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for name, before, added in (
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="rIdH9" Type="{office}/header" Target="header9.xml"/>',
        ),
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/{HEADER}" ContentType="{HEADER_TYPE}"/>',
        ),
        ("word/document.xml", "<w:pgSz", f'<w:headerReference xmlns:r="{office}" w:type="default" r:id="rIdH9"/>'),
    ):
        parts[name] = parts[name].decode().replace(before, added + before).encode()
    path = folder / "modele.docx"
    path.write_bytes(write_parts(parts))
    return path


def built_from(path: Path, folder: Path) -> bytes:
    answer = sample_answer(folder)
    if path.suffix == ".docx":
        return to_docx(replace(answer, reference_docx=path))
    return to_odt(replace(answer, reference_odt=path))


def spies(made: bytes) -> list[str]:
    return [name for name, content in read_parts(made).items() if b"espion" in content]


@pytest.mark.parametrize("inside", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_header_that_may_call_outside_is_refused_by_its_name(tmp_path: Path, inside: str) -> None:
    path = docx_at(tmp_path, inside)

    assert check_reference(path) == "unsafe-header"
    assert "en-tête" in FAULTS["unsafe-header"].fr
    assert not spies(built_from(path, tmp_path))


@pytest.mark.parametrize("inside", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_what_a_header_does_without_is_left_out(tmp_path: Path, inside: str) -> None:
    path = docx_at(tmp_path, inside)
    made = built_from(path, tmp_path)

    assert check_reference(path) is None
    assert_every_part_is_well_formed(made)
    assert any(b"<w:hdr" in content for content in read_parts(made).values())
    assert not spies(made)


@pytest.mark.parametrize(
    "setting",
    [
        '<w:mailMerge><w:connectString w:val="Data Source=\\\\espion\\s"/><w:query w:val="espion"/></w:mailMerge>',
        '<w:attachedTemplate r:id="espion"/>',
        '<w:saveThroughXslt r:id="espion"/><w:hdrShapeDefaults><o:shapedefaults v:ext="espion"/></w:hdrShapeDefaults>',
        f'<w:compat><w:compatSetting w:name="a" w:uri="{SPY}" w:val="1"/></w:compat>',
        f"<mc:AlternateContent><q:x>{SPY}</q:x></mc:AlternateContent>",
    ],
    ids=["mail merge", "template", "other", "compatibility", "alternatives"],
)
def test_of_the_settings_only_looks_are_kept(tmp_path: Path, setting: str) -> None:
    path = docx_at(tmp_path, "")
    parts = read_parts(path.read_bytes())
    settings = parts["word/settings.xml"].decode()
    place = settings.index(">", settings.index("<w:settings")) + 1
    settings = f"<w:settings {PREFIXES}>{setting}{settings[place:]}"
    path.write_bytes(write_parts({**parts, "word/settings.xml": settings.encode()}))

    assert check_reference(path) is None
    assert not spies(built_from(path, tmp_path))


def svg(body: str, attributes: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {attributes}>{body}</svg>".encode()


DRAWINGS = {
    "image": svg(f'<image href="{SPY}"/>'),
    "base": svg('<use xlink:href="#a"/>', f'xml:base="{SPY}"'),
    "event": svg("", f"onload=\"fetch('{SPY}')\""),
    "set": svg(f'<image id="i"><set attributeName="xlink:href" to="{SPY}"/></image>'),
    "animate": svg(f'<image id="i"><animate attributeName="href" values="{SPY}"/></image>'),
    "style": svg(f'<style><g>@import "{SPY}";</g></style>'),
    "style in pieces": svg(f'<style>@imp<g/>ort "{SPY}";</style>'),
    "handler": svg(f'<handler type="text/ecmascript">x("{SPY}")</handler>'),
    "object": svg(f'<h:object xmlns:h="http://www.w3.org/1999/xhtml" data="{SPY}"/>'),
    "set of sources": svg(f'<h:img xmlns:h="http://www.w3.org/1999/xhtml" srcset="{SPY} 1x"/>'),
    "drawing as data": svg('<image href="data:image/png;base64,PHN2Zy8+"/>'),
    "shapes alone": svg('<path d="M0 0"/>'),
}
EMBEDDED = base64.b64encode(DRAWINGS["image"]).decode()
IN_A_FOOTER = {
    "address": f'<draw:frame><draw:image xlink:href="{SPY}"/></draw:frame>',
    "embedded": f"<draw:frame><draw:image><office:binary-data>{EMBEDDED}</office:binary-data></draw:image></draw:frame>",
    "applet": f'<draw:frame><draw:applet draw:code="x" draw:archive="{SPY}" draw:object="{SPY}"/></draw:frame>',
    "plugin": f'<draw:frame><draw:plugin xlink:href="Pictures/x.png" draw:mime-type="{SPY}"/></draw:frame>',
    "frame": f'<draw:frame><draw:floating-frame draw:frame-name="{SPY}" xlink:href="Pictures/x"/></draw:frame>',
    "object": f'<draw:frame><draw:object draw:notify-on-update-of-ranges="{SPY}"/></draw:frame>',
    "form": f'<office:forms><form:form><form:image form:image-data="{SPY}"/></form:form></office:forms>',
    "database": f'<text:database-display text:table-name="t" text:database-name="{SPY}">x</text:database-display>',
    "next in the database": f'<text:database-next text:table-name="t" text:database-name="{SPY}"/>',
    "listener": f"""<office:event-listeners><script:event-listener script:language="ooo:script"
        script:event-name="dom:load" script:macro-name="{SPY}"/></office:event-listeners>""",
    "macro": '<text:execute-macro text:name="espion">x</text:execute-macro>',
    "script": '<text:script script:language="x">espion</text:script>',
    "base": f'<draw:frame><draw:image xlink:href="Pictures/x.png" xml:base="{SPY}"/></draw:frame>',
    "name": f'<text:span draw:fill-image-name="{SPY}">x</text:span>',
}


def odt_at(folder: Path, inside: str, pictures: dict[str, bytes] | None = None) -> Path:
    """Our own ODT, with more in its first footer."""
    parts = read_parts(shared_path("reference.odt").read_bytes())
    root, footer = "<office:document-styles", "<style:footer>"
    more = "".join(
        f' xmlns:{prefix}="{namespace}"'
        for prefix, namespace in {
            "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
            "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
            "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
            "xlink": "http://www.w3.org/1999/xlink",
        }.items()
        if f"xmlns:{prefix}=".encode() not in parts["styles.xml"]
    )
    styles = parts["styles.xml"].decode().replace(root, root + more, 1)
    assert footer in styles
    styles = styles.replace(footer, f"{footer}<text:p>{inside}</text:p>", 1)
    path = folder / "modele.odt"
    path.write_bytes(write_parts({**parts, "styles.xml": styles.encode(), **(pictures or {})}))
    return path


@pytest.mark.parametrize("inside", IN_A_FOOTER.values(), ids=IN_A_FOOTER.keys())
def test_nothing_in_a_footer_of_an_odt_calls_outside(tmp_path: Path, inside: str) -> None:
    path = odt_at(tmp_path, inside)
    made = built_from(path, tmp_path)

    assert check_reference(path) is None
    assert_every_part_is_well_formed(made)
    assert not spies(made)
    assert EMBEDDED not in part(made, "styles.xml")


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_a_drawing_is_no_picture_of_a_reference_document(tmp_path: Path, drawing: bytes) -> None:
    called = '<draw:frame><draw:image xlink:href="Pictures/x.svg"/></draw:frame>'
    path = odt_at(tmp_path, called, {"Pictures/x.svg": drawing})

    assert check_reference(path) == "unsafe-picture"
    assert "Pictures/x.svg" not in read_parts(built_from(path, tmp_path))


# The usual ones


def letterhead(path: Path) -> Path:
    """What Word makes: a header with a logo and an address, a footer with page numbers."""
    document = docx.Document()
    header = document.sections[0].header.paragraphs[0]
    header.add_run("Ville — https://ville.example ").add_picture(io.BytesIO(picture_bytes(40, 20)), width=Cm(2))
    footer = document.sections[0].footer.paragraphs[0]
    for kind, text in (("begin", ""), ("", " PAGE \\* MERGEFORMAT "), ("separate", ""), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text or None
        footer.add_run()._r.append(mark)
    document.add_heading("Titre", 1)
    document.add_paragraph("Du texte.")
    document.save(str(path))
    return path


def converted(path: Path, suffix: str) -> Path:
    """The same document, written by LibreOffice."""
    out = path.parent / "converti"
    profile = f"-env:UserInstallation={(path.parent / 'profil').as_uri()}"
    subprocess.run(
        [require("soffice"), profile, "--headless", "--convert-to", suffix.removeprefix("."), "--outdir", out, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out / f"{path.stem}{suffix}"


@pytest.mark.parametrize(
    "make",
    [letterhead, lambda path: converted(letterhead(path), ".docx"), lambda path: converted(letterhead(path), ".odt")],
    ids=["Word", "LibreOffice DOCX", "LibreOffice ODT"],
)
def test_a_usual_letterhead_is_welcome_whole(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "papier.docx")
    made = built_from(path, tmp_path)

    assert check_reference(path) is None
    assert_every_part_is_well_formed(made)
    styles = [name for name in names(made) if name == "styles.xml" or name.startswith(("word/header", "word/footer"))]
    written = "".join(part(made, name) for name in styles)
    assert "https://ville.example" in written
    assert "text:page-number" in written or " PAGE " in written
    assert any(content.startswith(b"\x89PNG") for name, content in read_parts(made).items() if "/" in name)


def test_a_letterhead_whose_body_is_drawn_and_tracked_is_welcome(tmp_path: Path) -> None:
    """Nothing of the body is kept but the settings of the pages."""
    path = letterhead(tmp_path / "papier.docx")
    parts = read_parts(path.read_bytes())
    body = f"<w:body><w:p {PREFIXES}>{ALTERNATIVES}<w:del>{FETCHES}</w:del></w:p>"
    document = parts["word/document.xml"].decode().replace("<w:body>", body, 1)
    path.write_bytes(write_parts({**parts, "word/document.xml": document.encode()}))

    assert check_reference(path) is None
    assert not spies(built_from(path, tmp_path))
