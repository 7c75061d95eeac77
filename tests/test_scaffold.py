"""A new folder: complete, explained, and all of it or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from amikit.errors import AmikitError
from amikit.load.call import known_calls, load_call
from amikit.model.call import Call
from amikit.pipeline import check
from amikit.scaffold import is_free, write_dossier
from amikit.source.span import NOWHERE, Span

TRAP = "Titre --> fini\n---\nappel: piege # {{ 7 * 7 }} {% raise %}\x1b[2J"


def call_of(name: str = "lieu-totem") -> Call:
    call, _ = load_call(name, Span(NOWHERE), Path())
    assert call is not None
    return call


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_folder_holds_what_its_call_wants(tmp_path: Path) -> None:
    paths = write_dossier(tmp_path / "neuf", call_of())

    assert names(tmp_path / "neuf") == {
        ".schemas/dossier.schema.json",
        "dossier.yaml",
        "membres/premier-membre.md",
        "membres/deuxieme-membre.md",
        "sections/qui.md",
        "sections/histoire.md",
        "budget/LISEZMOI.md",
        "budget/depenses.csv",
        "budget/recettes.csv",
        "decisions/adopter-la-reponse.md",
        "decisions/repartir-l-argent.md",
    }
    assert {str(path.relative_to(tmp_path / "neuf")) for path in paths} == names(tmp_path / "neuf")
    assert (tmp_path / "neuf" / "images").is_dir()


@pytest.mark.parametrize("name", known_calls())
def test_every_blank_attachment_and_criterion_of_the_call_is_there(name: str, tmp_path: Path) -> None:
    call = call_of(name)

    write_dossier(tmp_path / "neuf", call)

    text = (tmp_path / "neuf" / "dossier.yaml").read_text(encoding="utf-8")
    asked = {one.id: one.title for one in call.fields} | {one.id: one.title for one in call.criteria}
    asked |= {one.id: one.title for one in call.attachments}
    assert [words for words in asked.items() if not all(word in text for word in words)] == []


@pytest.mark.parametrize("name", known_calls())
def test_the_things_to_do_point_into_the_folder(name: str, tmp_path: Path) -> None:
    write_dossier(tmp_path / "neuf", call_of(name))

    report = check(tmp_path / "neuf").report

    assert [found.code for found in report.standing if found.is_unreadable] == []
    assert [found.span.path for found in report.diagnostics if not found.span.path.parent.is_dir()] == []


def test_spreadsheets_read_accents_in_the_tables(tmp_path: Path) -> None:
    write_dossier(tmp_path / "neuf", call_of())

    for name in ("depenses", "recettes"):
        content = (tmp_path / "neuf" / "budget" / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbfligne;libelle;")


def test_the_words_of_a_call_stay_inside_their_comments(tmp_path: Path) -> None:
    call = call_of().model_copy(update={"title": TRAP, "funder_name": TRAP, "funder": TRAP})
    sections = tuple(spec.model_copy(update={"title": TRAP, "guidance": TRAP}) for spec in call.sections)
    fields = tuple(field.model_copy(update={"title": TRAP, "example": TRAP}) for field in call.fields)

    write_dossier(tmp_path / "neuf", call.model_copy(update={"sections": sections, "fields": fields}))

    checked = check(tmp_path / "neuf")
    assert checked.report.has_errors is False
    assert checked.proposal is not None
    assert checked.proposal.dossier.settings.call_id == "lieu-totem"
    assert [name for name, section in checked.proposal.dossier.sections.items() if not section.prose.is_empty] == []


def test_a_place_is_free_when_nothing_would_be_lost(tmp_path: Path) -> None:
    for name in ("vide", "plein", "plein/dedans"):
        (tmp_path / name).mkdir()
    (tmp_path / "fichier").touch()
    (tmp_path / "lien").symlink_to(tmp_path / "vide")
    (tmp_path / "brise").symlink_to(tmp_path / "nulle-part")

    free = {name: is_free(tmp_path / name) for name in ("vide", "plein", "fichier", "lien", "brise", "a/b")}

    assert free == {"vide": True, "plein": False, "fichier": False, "lien": False, "brise": False, "a/b": True}


@pytest.mark.parametrize("function", ["write_bytes", "rename", "mkdir"])
@pytest.mark.parametrize("place", ["neuf", "loin/d/ici", "vide"])
@pytest.mark.parametrize("call", [1, 3, 5])
def test_a_failure_leaves_nothing(
    function: str, place: str, call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vide").mkdir()
    before = sorted(tmp_path.rglob("*"))
    real, calls = getattr(Path, function), []

    def failing(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **options)

    call_spec = call_of()
    monkeypatch.setattr(Path, function, failing)
    with pytest.raises(AmikitError) as raised:
        write_dossier(tmp_path / place, call_spec)
    monkeypatch.undo()

    assert raised.value.message.fr.endswith("le disque est plein.")
    assert sorted(tmp_path.rglob("*")) == before
