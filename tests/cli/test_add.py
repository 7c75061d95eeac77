"""``amikit add``: the folder grows by a few lines, shown first, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit as api
from amikit.cli import add, mending
from tests.cli.running import amikit, words
from tests.dossiers import MINIMAL, write_dossier


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "d")


def settings(root: Path) -> str:
    return (root / "dossier.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ("person", "Léo d'Essai", "--role", "Compte : tout", "--member", "Cour"),
            '  - id: leo-d-essai\n    nom: "Léo d\'Essai"\n    role: "Compte : tout"\n    membre: cour\n',
        ),
        (
            ("axis", "Ouvrir", "--summary", "Deux soirs."),
            "  - id: ouvrir\n    titre: Ouvrir\n    resume: Deux soirs.\n",
        ),
        (
            ("meeting", "Fêter", "--on", "2027-06-05", "--kind", "Connaissance"),
            "  - titre: Fêter\n    debut: 2027-06-05\n    genre: connaissance\n",
        ),
        (("supporter", "Ana", "--person", "oui"), "  - nom: Ana\n    personne: oui\n"),
    ],
)
def test_an_item_more_in_a_list_of_dossier_yaml(root: Path, arguments: tuple[str, ...], lines: str) -> None:
    kind, name, *options = arguments

    result = amikit("add", kind, name, root, *options, "--yes")

    assert result.exit_code == 0, result.output
    after = settings(root)
    assert lines in after
    assert after.replace(lines, "") == MINIMAL["dossier.yaml"]
    assert not api.check(root).report.has_unreadable


def test_a_resource_is_declared_with_what_its_steward_hopes_for(root: Path) -> None:
    amikit("add", "resource", "dokos", root, "--usage", "deploiement", "--for", "Tenir nos comptes.", "--yes")

    assert (
        "  - ressource: dokos  # ou, si vous la citez sans plus : dans mentions_sans_engagement\n"
        "    usage: [deploiement]  # ou : citation, usage, accompagnement\n"
        "    pour: Tenir nos comptes.\n"
        "    engagements:\n"
        "      - reponse_a: cofinancement  # argent" in settings(root)
    )
    assert "dokos" in {use.resource_id for use in api.load_folder(root).dossier.settings.uses}  # type: ignore[union-attr]


def test_a_member_is_a_file_that_explains_itself(root: Path) -> None:
    amikit("add", "member", "Le Lavoir : nord", root, "--city", "Bourg-Essai", "--since", "2020", "--yes")

    text = (root / "membres" / "le-lavoir-nord.md").read_text(encoding="utf-8")
    member = api.load_folder(root).dossier.members_by_id["le-lavoir-nord"]  # type: ignore[union-attr]
    assert (member.name, member.city, member.since) == ("Le Lavoir : nord", "Bourg-Essai", 2020)
    assert "# La personne qui signe" in text


def test_a_decision_is_a_file_named_after_its_day(root: Path) -> None:
    amikit("add", "decision", "Partager l'argent", root, "--subject", "allocation", "--on", "2026-12-01", "--yes")

    decisions = {one.id: one for one in api.load_folder(root).dossier.decisions}  # type: ignore[union-attr]
    assert decisions["2026-12-01-partager-l-argent"].title == "Partager l'argent"


def test_nothing_is_written_before_someone_agrees(root: Path) -> None:
    result = amikit("add", "axis", "Ouvrir", root)

    assert result.exit_code == 1
    assert "+  - id: ouvrir" in result.stdout
    assert "Pour écrire sans question : add axis --yes." in words(result)
    assert settings(root) == MINIMAL["dossier.yaml"]


def test_what_no_option_says_is_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add, "is_someone_there", lambda: True)
    monkeypatch.setattr(mending, "_is_someone_there", lambda: True)

    result = amikit("add", "meeting", root, typed="Fêter\n5 juin 2027\n2027-06-05\n\nfete\njalon\noui\n")

    said = words(result)
    assert "Pour le 5 juin 2027, écrivez « 2027-06-05 »." in said
    assert "« fete » n'est pas possible ici." in said
    assert "  - titre: Fêter\n    debut: 2027-06-05\n    genre: jalon\n" in settings(root)


@pytest.mark.parametrize("typed", ["", "Fêter\n", "Fêter\n2027-06-05\n\njalon\n"])
def test_left_at_any_question_nothing_is_written(root: Path, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add, "is_someone_there", lambda: True)
    monkeypatch.setattr(mending, "_is_someone_there", lambda: True)

    result = amikit("add", "meeting", root, typed=typed)

    assert result.exit_code == 1
    assert settings(root) == MINIMAL["dossier.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("person", "Ana"), "« ana » est déjà là"),
        (("axis", "Apprendre"), "« apprendre » est déjà là"),
        (("member", "Cour"), "« cour » est déjà là"),
        (("member", "…"), "ne donne pas d'identifiant"),
        (("member", "../../dehors"), ""),
        (("resource", "carnet"), "« carnet » est déjà dans le dossier"),
        (("resource", "doko"), "Vouliez-vous écrire « dokos » ?"),
        (("person", "Léo", "--member", "atelie"), "Vouliez-vous écrire « atelier » ?"),
        (("member", "Lavoir", "--kind", "tiers-lieux"), "Vouliez-vous écrire « tiers-lieu » ?"),
        (("member", "Lavoir", "--since", "hier"), "« hier » n'est pas une année."),
        (("supporter", "comité des fêtes de bourg-essai"), "est déjà là"),
        (("meeting", "Ouvrir la cour", "--on", "2027-04-03"), "est déjà là"),
        (("axis",), "Dites TITRE"),
    ],
)
def test_what_cannot_be_added_is_said(root: Path, arguments: tuple[str, ...], said: str) -> None:
    kind, *rest = arguments
    name, options = rest[:1], rest[1:]

    result = amikit("add", kind, *(name or []), root, *options, "--yes")

    if said:
        assert result.exit_code == 2
        assert said in words(result)
        assert settings(root) == MINIMAL["dossier.yaml"]
    assert not list(root.parent.parent.glob("dehors*"))


def test_a_list_between_brackets_is_left_and_the_lines_are_given(root: Path) -> None:
    text = MINIMAL["dossier.yaml"].replace(
        "axes:\n  - id: apprendre\n    titre: Apprendre ensemble\n    resume: Ce que l'un apprend, l'autre le lit.\n",
        "axes: [{id: apprendre, titre: Apprendre}]\n",
    )
    (root / "dossier.yaml").write_text(text, encoding="utf-8")

    result = amikit("add", "axis", "Ouvrir", root, "--yes")

    assert result.exit_code == 2
    assert "À écrire vous-même, sous « axes: » : - id: ouvrir titre: Ouvrir" in words(result)
    assert settings(root) == text


def test_a_file_that_cannot_be_read_comes_first(root: Path) -> None:
    (root / "dossier.yaml").write_text("titre: [\n", encoding="utf-8")

    result = amikit("add", "axis", "Ouvrir", root, "--yes")

    assert result.exit_code == 1
    assert "LOA001" in words(result)


def test_the_same_in_english(root: Path) -> None:
    said = words(amikit("--lang", "en", "add", "person", "Ana", root))

    assert "“ana” is already there: nothing is changed." in said


def test_what_no_longer_holds_when_the_project_runs_is_not_proposed(root: Path) -> None:
    amikit("add", "resource", "forum-tiers-lieux", root, "--yes")

    after = settings(root)
    assert "reponse_a: fonctionnement  #" in after
    assert "fonctionnement-2021" not in after
