"""Which reference document gives an answer its looks, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from amikit.export.choose import Chosen, choose_references
from amikit.paths import shared_path

OURS = {suffix: shared_path(f"reference.{suffix}").read_bytes() for suffix in ("docx", "odt")}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A dossier and a call, side by side."""
    for name in ("dossier", "appel"):
        (tmp_path / name).mkdir()
    return tmp_path / "dossier", tmp_path / "appel"


def reference(path: Path) -> Path:
    path.write_bytes(OURS[path.suffix.removeprefix(".")])
    return path


def said(chosen: Chosen) -> list[tuple[str, str]]:
    return [(found.code, found.span.path.name) for found in chosen.diagnostics]


def test_without_any_ours_is_used(folders: tuple[Path, Path]) -> None:
    assert choose_references(*folders, None) == Chosen()


def test_the_one_named_comes_first_then_the_dossiers_then_the_calls(folders: tuple[Path, Path]) -> None:
    dossier, call = folders
    named = reference(call.parent / "maquette.DOCX".lower())

    assert choose_references(dossier, call, named) == Chosen(docx=named)
    of_call = reference(call / "reference.docx")
    assert choose_references(dossier, call, None) == Chosen(docx=of_call)
    of_dossier = reference(dossier / "reference.docx")
    assert choose_references(dossier, call, None) == Chosen(docx=of_dossier)
    assert choose_references(dossier, call, named) == Chosen(docx=named)


def test_each_kind_of_document_is_chosen_by_itself(folders: tuple[Path, Path]) -> None:
    dossier, call = folders
    docx, odt = reference(dossier / "reference.docx"), reference(call / "reference.odt")

    assert choose_references(dossier, call, None) == Chosen(docx, odt)


@pytest.mark.parametrize("name", ["maquette.pdf", "maquette", "absente.docx"])
def test_one_that_is_named_and_cannot_be_used_is_said(name: str, folders: tuple[Path, Path]) -> None:
    dossier, call = folders
    named = dossier / name
    if not name.startswith("absente"):
        named.write_bytes(OURS["docx"])

    assert said(choose_references(dossier, call, named)) == [("LOA032", name)]


@pytest.mark.parametrize("place", ["dossier", "appel"])
def test_one_that_leads_out_of_its_folder_is_not_read(place: str, folders: tuple[Path, Path]) -> None:
    outside = reference(folders[0].parent / "ailleurs.docx")
    (folders[0].parent / place / "reference.docx").symlink_to(outside)

    chosen = choose_references(*folders, None)

    assert chosen.docx is None
    assert said(chosen) == [("LOA018", "reference.docx")]


def test_links_that_lead_to_each_other_are_said(folders: tuple[Path, Path]) -> None:
    (folders[0] / "reference.odt").symlink_to("reference.odt")

    assert said(choose_references(*folders, None)) == [("LOA018", "reference.odt")]
