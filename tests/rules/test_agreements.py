"""An agreement goes stale by what it is about, and by nothing else, as ``check`` says it."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.agreeing import fingerprint_of, load_known
from amikit.annex.canonical import grouped
from tests.dossiers import MINIMAL, USES_CARNET, codes, with_keys, write_dossier

STALE = {"REC021", "REC022"}
FOUR = """\
  - ressource: four
    pour: Cuire.
    engagements:
      - description: Publier les plans.
        responsable: cour
        echeance: 2027-05-01
    accord: {statut: accepte, le: 2026-11-03}
"""
CARD = "id: four\nnom: Four commun\ngenre: materiel\nporteur:\n  nom: Les Boulangères\nlicence: CERN-OHL-S-2.0\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dossier where two stewards and two members agreed to what stands."""
    files = {"dossier.yaml": with_keys(USES_CARNET + FOUR), "ressources/four.yaml": CARD}
    made = write_dossier(tmp_path, files)
    proposal = load_known(made).proposal
    assert proposal is not None
    marks = {name: grouped(fingerprint_of(proposal, name, is_member=False)) for name in ("carnet", "four")}
    change(
        made, "dossier.yaml", "      le: 2026-11-02\n", f"      le: 2026-11-02\n      empreinte: {marks['carnet']}\n"
    )
    change(made, "dossier.yaml", "le: 2026-11-03}", f"le: 2026-11-03, empreinte: {marks['four']}}}")
    for name in ("atelier", "cour"):
        mark = grouped(fingerprint_of(proposal, name, is_member=True))
        accord = f"accord: {{statut: accepte, le: 2026-11-03, empreinte: {mark}}}\nville:"
        change(made, f"membres/{name}.md", "ville:", accord)
    return made


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def stale(root: Path) -> list[str]:
    return [found.about for found in amikit.check(root).report.diagnostics if found.code in STALE]


def test_what_everyone_agreed_to_is_said_by_nothing(root: Path) -> None:
    assert stale(root) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "touched"),
    [
        ("budget/depenses.csv", "1000,00", "1100,00", ["ressources/carnet"]),
        ("budget/depenses.csv", "Entretenir le carnet", "Tenir le carnet", []),
        ("budget/depenses.csv", ";500,00;", ";400,00;", ["membres/cour"]),
        ("ressources/carnet.yaml", "1 000,00", "900,00", ["ressources/carnet"]),
        ("ressources/carnet.yaml", "Contribuer à l'entretien", "Aider à l'entretien", []),
        ("ressources/four.yaml", "Four commun", "Le four commun", []),
        ("dossier.yaml", "2027-05-01", "2027-05-02", ["ressources/four", "membres/cour"]),
        ("dossier.yaml", "responsable: cour", "responsable: atelier", ["membres/atelier", "membres/cour"]),
        ("dossier.yaml", "    pour: Cuire.\n", "    pour: Cuire ensemble.\n", []),
        ("dossier.yaml", "mandat: la signature", "mandat: la seule signature", ["membres/atelier", "membres/cour"]),
        ("sections/qui.md", "Nous sommes", "Nous étions", []),
    ],
)  # fmt: skip
def test_a_change_makes_stale_only_the_agreements_that_it_touches(
    root: Path, name: str, old: str, new: str, touched: list[str]
) -> None:
    change(root, name, old, new)

    assert sorted(stale(root)) == sorted(touched)


def test_a_stale_agreement_is_advice_which_names_what_changed(root: Path) -> None:
    change(root, "dossier.yaml", "    pour: Cuire.\n", "    pour: Cuire.\n    si_partiel: caduc\n")

    (found,) = [one for one in amikit.check(root).report.diagnostics if one.code in STALE]
    said = found.message("fr").replace("\u00a0", " ")
    assert said == "Four commun : ce qui est écrit n'est plus ce que son porteur a lu (« si_partiel » a changé)."
    assert "amikit agree request --resource four" in found.hint("fr")
    assert amikit.check(root).report.is_ready


def test_a_budget_that_cannot_be_read_makes_nothing_stale(root: Path) -> None:
    change(root, "budget/depenses.csv", "1000,00", "mille")

    assert stale(root) == []


def test_a_steward_that_is_a_member_is_not_to_be_asked_apart(tmp_path: Path) -> None:
    card = MINIMAL["ressources/carnet.yaml"].replace("Les Plumes voisines", "La Cour")
    keys = with_keys(USES_CARNET.partition("    accord:")[0])

    ours = write_dossier(tmp_path / "a", {"dossier.yaml": keys, "ressources/carnet.yaml": card})
    theirs = write_dossier(tmp_path / "b", {"dossier.yaml": keys})

    assert "REC006" not in codes(amikit.check(ours).report)
    assert "REC006" in codes(amikit.check(theirs).report)
