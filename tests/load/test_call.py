"""The template of a call: named by the dossier, brought by it, or given."""

from __future__ import annotations

from pathlib import Path

import amikit
from amikit.load.call import known_calls, load_call
from amikit.source.span import NOWHERE, Span
from tests.dossiers import codes, places, with_keys, write, write_dossier

PACK = "id: essai\ntitre: Appel d'essai\n"
HERE = Span(Path("dossier.yaml"), 3, 8)


def test_the_calls_that_ship_with_amikit_are_known() -> None:
    assert "lieu-totem" in known_calls()
    assert "_shared" not in known_calls()
    for name in known_calls():
        call, found = load_call(name, HERE, Path())
        assert call is not None
        assert (call.id, found) == (name, [])


def test_a_dossier_may_bring_its_own_template(tmp_path: Path) -> None:
    write(tmp_path / "modeles/essai/template.yaml", PACK)

    call, found = load_call("essai", HERE, tmp_path)

    assert call is not None
    assert (call.id, call.root, found) == ("essai", tmp_path / "modeles/essai", [])


def test_a_template_given_by_hand_wins(tmp_path: Path) -> None:
    write(tmp_path / "essai/template.yaml", PACK)

    call, found = load_call("lieu-totem", HERE, tmp_path, tmp_path / "essai")

    assert call is not None
    assert (call.id, found) == ("essai", [])


def test_a_call_without_a_template_is_said_where_it_is_asked_for() -> None:
    for name in ("lieu-totme", "../lieu-totem", "/etc", "_shared", "Élan", "a/b"):
        call, [found] = load_call(name, HERE, Path())

        assert call is None
        assert (found.code, found.span) == ("LOA026", HERE)


def test_a_dossier_that_names_no_call_is_told_which_key(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys("appel:\n")})

    report = amikit.check(root).report

    assert places(report, root) == ["LOA004 dossier.yaml:3:7"]
    assert report.diagnostics[0].message("en") == "“appel” is missing."


def test_nothing_is_said_of_the_call_when_nothing_could_be_read() -> None:
    assert load_call("", Span(NOWHERE), Path()) == (None, [])


def test_a_template_reached_by_a_link_out_of_the_dossier_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "ailleurs/essai/template.yaml", PACK)
    root = write_dossier(tmp_path / "dossier", {"dossier.yaml": with_keys("appel: essai\nchamps:\n")})
    (root / "modeles").mkdir()
    (root / "modeles/essai").symlink_to(tmp_path / "ailleurs/essai")

    assert codes(amikit.check(root).report) == ["LOA018"]


def test_faults_of_a_template_are_said_in_its_own_file(tmp_path: Path) -> None:
    write(
        tmp_path / "modeles/essai/template.yaml",
        "id: autre\ntitre: x\nsections:\n  - id: Qui\n    titre: Qui\nplafond: 3\n",
    )

    call, found = load_call("essai", HERE, tmp_path)

    assert call is not None
    places_said = [(one.code, one.span.path.name, one.span.line, one.span.column) for one in found]
    assert places_said == [
        ("LOA003", "template.yaml", 6, 1),
        ("LOA011", "template.yaml", 4, 9),
        ("LOA012", "template.yaml", 6, 10),
        ("LOA030", "template.yaml", 1, 5),
    ]
