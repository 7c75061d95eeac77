"""``amikit call``: what a call quotes, looked for again; a template from a list of headings."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest

import amikit as api
from amikit.load.call import known_calls
from tests.cli.running import amikit
from tests.dossiers import MINIMAL, write_dossier

QUOTE = "Être développé en licences ouvertes."


def test_every_known_call_is_listed_with_its_edition() -> None:
    result = amikit("call", "list")

    assert [line.split()[0] for line in result.stdout.splitlines()] == known_calls()
    assert all(" — " in line for line in result.stdout.splitlines())


def test_each_citation_is_looked_for_in_the_document(tmp_path: Path) -> None:
    page = tmp_path / "appel.html"
    page.write_text(f"<p>{QUOTE}</p>", encoding="utf-8")

    result = amikit("call", "check", "appel-a-communs", page)

    assert result.exit_code == 1
    said = result.stdout.replace("\u00a0", " ")
    assert "criteres/licences : trouvé, page 1" in said
    assert "plafonds/duree_max : n'y est plus." in said


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"sections/histoire.md": f"{QUOTE}\n\n{MINIMAL['sections/histoire.md']}"})
    api.build(root, ("pdf",), out=tmp_path, draft=True)
    [pdf] = tmp_path.glob("*.pdf")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    number = next(place for place, text in enumerate(pages, start=1) if "licences ouvertes" in text)

    result = amikit("call", "check", "appel-a-communs", pdf)

    assert f"criteres/licences : trouvé, page {number}" in result.stdout.replace("\u00a0", " ")


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"%PDF-1.7 tronque", b"PK\x03\x04 non"])
def test_a_document_that_cannot_be_read_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "appel.pdf").write_bytes(content)

    result = amikit("call", "check", "appel-a-communs", tmp_path / "appel.pdf")

    assert result.exit_code == 1
    assert "ne peut pas être lu" in result.stdout


def test_an_unknown_call_is_said_with_the_one_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "appel.txt").write_text("x", encoding="utf-8")

    result = amikit("call", "check", "lieu-totme", tmp_path / "appel.txt")

    assert result.exit_code == 1
    assert "lieu-totem" in result.stdout


def test_a_template_made_from_headings_is_read_without_a_fault_and_makes_a_draft(tmp_path: Path) -> None:
    titles = tmp_path / "titres.txt"
    titles.write_text(
        '# Le projet\n1. Les « publics » : qui ?\n2) Budget\n- "Suites" & fin\n\n- Le projet\n', encoding="utf-8"
    )

    made = amikit("call", "new", tmp_path / "appel-d-ici", titles, "--title", 'Appel "d\'ici"')
    root = write_dossier(tmp_path / "a")
    checked = api.check(root, template=tmp_path / "appel-d-ici")

    assert made.exit_code == 0
    assert not [found for found in checked.report.diagnostics if found.code.startswith("LOA")]
    ids = [section.spec.id for section in checked.rendered.sections]
    assert ids[:4] == ["le-projet", "les-publics-qui", "budget", "suites-fin"]
    assert api.build(root, ("md",), draft=True, template=tmp_path / "appel-d-ici").paths


def test_nothing_is_written_over_what_is_there(tmp_path: Path) -> None:
    titles = tmp_path / "titres.txt"
    titles.write_text("Un titre\n", encoding="utf-8")
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "a.txt").write_text("x", encoding="utf-8")

    result = amikit("call", "new", tmp_path / "plein", titles)

    assert result.exit_code == 2
    assert [path.name for path in (tmp_path / "plein").iterdir()] == ["a.txt"]


def test_a_file_without_headings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("\n---\n", encoding="utf-8")

    assert amikit("call", "new", tmp_path / "x", tmp_path / "vide.txt").exit_code == 2
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is a thing of Unix")
@pytest.mark.parametrize("command", [("call", "check", "lieu-totem"), ("call", "new", "neuf"), ("import",)])
def test_a_pipe_that_never_ends_is_refused_at_once(command: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")

    result = amikit(*command, tmp_path / "tube")

    assert result.exit_code == 2
    assert "fichier ordinaire" in result.stderr


def test_a_name_longer_than_the_disk_takes_is_said() -> None:
    result = amikit("check", "a" * 5_000)

    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
