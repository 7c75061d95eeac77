"""``amikit budget report``: promised, done, left; then the account for the funder, in the funder's parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.running import amikit, words
from tests.dossiers import EXAMPLES, write_dossier
from tools.make_schemas import ROOT

TODAY = ("--today", "2027-06-30")
LINES = """\
ligne;libelle;destination;annee;nature;heures;taux;montant;compte;beneficiaire;personne;livrable
D1;Entretenir le carnet;ressource:carnet;2027;argent;25;40,00;1000,00;622;atelier;ana;Pages | CC-BY-SA-4.0 | https://exemple.fr/carnet
D2;Remettre l'eau dans la cour;lieu:cour;2027;argent;;;500,00;615;tiers:artisan;;
D3;Relire le carnet;ressource:carnet;2027;benevolat;10;16,00;160,00;864;;ana;
"""
DONE = """\
date;ressource;personne;genre;heures;montant;ligne;preuve
2027-03-12;carnet;ana;argent;6;240,00;D1;https://exemple.fr/carnet/index
2027-03-20;;;argent;;520,00;D2;facture 12
2027-03-21;carnet;ana;benevolat;4;;D3;relecture du 21 mars
2027-04-02;carnet;ana;geste;;;;https://exemple.fr/carnet/merci
2027-04-10;;;argent;;750,00;R1;virement
"""
NOTHING = DONE.partition("\n")[0]
FILES = {"budget/depenses.csv": LINES, "suivi/contributions.csv": DONE}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "a", FILES)


def test_promised_done_and_left_by_resource_and_by_member(root: Path) -> None:
    result = amikit("budget", "report", root, *TODAY)

    said = words(result)
    assert result.exit_code == 0
    assert said.startswith("Prévu et tenu, au 30 juin 2027")
    assert "Carnet des voisinages 1 000,00 € 240,00 € 24 % 760,00 € en cours" in said
    assert "La Cour 500,00 € 520,00 € 104 % 0,00 € dépassé" in said
    assert "L'Atelier 1 000,00 € 240,00 € 24 % 760,00 € en cours" in said
    assert "Ana Préface 25 h 6 h 24 % 19 h en cours" in said
    assert "Carnet des voisinages 10 h 4 h 40 % 6 h en cours" in said
    assert "Aide de la ville 1 500,00 € 750,00 € 50 % 750,00 € en cours" in said
    assert "2 avril 2027, Carnet des voisinages : https://exemple.fr/carnet/merci" in said
    assert "Remettre l'eau dans la cour (D2) : 20,00 € de plus que prévu (dépassé)." in said


def test_in_english_too(root: Path) -> None:
    said = words(amikit("--lang", "en", "budget", "report", root, *TODAY))

    assert said.startswith("Planned and done, on 30 June 2027")
    assert "Remettre l'eau dans la cour (D2): €20.00 more than planned (exceeded)." in said


def test_a_fault_is_said_and_no_sum_is_given(root: Path) -> None:
    place = root / "suivi" / "contributions.csv"
    place.write_text(DONE.replace("240,00", "300,00"), encoding="utf-8")

    result = amikit("budget", "report", root, *TODAY)

    assert result.exit_code == 1
    assert "SUI005" in result.output
    assert "760,00" not in words(result)
    assert "une somme sans ses parts tromperait" in words(result)


def test_nothing_declared_yet_is_no_fault(tmp_path: Path) -> None:
    result = amikit("budget", "report", write_dossier(tmp_path), *TODAY)

    assert result.exit_code == 0
    assert "Rien n'est encore déclaré" in words(result)


def test_the_account_has_the_parts_of_the_form(root: Path) -> None:
    result = amikit("budget", "report", root, *TODAY, "--format", "md")

    place = root / "sortie" / "compte-rendu-brouillon.md"
    text = " ".join(place.read_text(encoding="utf-8").split())
    assert result.output.strip() == str(place)
    parts = ["## Ce qui a été fait", "## Les comptes : prévu et réalisé", "## Les écarts, expliqués", "## Attestation"]
    assert sorted(parts, key=text.index) == parts
    assert "à compléter dans suivi/bilan.md" in text
    assert "à compléter dans suivi/ecarts.md" in text
    assert "| 622 – Rémunérations intermédiaires et honoraires | 1 000 € | 240 € | 24 % |" in text
    assert "| 864 – Personnel bénévole | 160 € | 64 € | 40 % |" in text
    assert "Ana Préface, représentant·e de L’Atelier, certifie exactes" in text


def test_it_is_no_draft_once_the_words_are_there(root: Path) -> None:
    (root / "suivi" / "bilan.md").write_text("# Le carnet\n\nLe carnet a été relu.\n", encoding="utf-8")
    (root / "suivi" / "ecarts.md").write_text("Une vanne a cédé.\n", encoding="utf-8")

    amikit("budget", "report", root, *TODAY, "--format", "md", "--out", root / "compte.md")

    text = (root / "compte.md").read_text(encoding="utf-8")
    assert "compléter" not in text
    assert "BROUILLON" not in text
    assert "### Le carnet\n\nLe carnet a été relu." in text
    assert "Une vanne a cédé." in text


def test_the_account_says_what_indirect_costs_are_and_by_which_rule(root: Path) -> None:
    (root / "suivi" / "bilan.md").write_text("Fait.\n", encoding="utf-8")
    (root / "suivi" / "ecarts.md").write_text("Dit.\n", encoding="utf-8")
    place = root / "compte.md"

    def account() -> str:
        amikit("budget", "report", root, *TODAY, "--format", "md", "--out", place)
        return " ".join(place.read_text(encoding="utf-8").replace("\u00a0", " ").split())

    without = account()
    lines = (root / "budget" / "depenses.csv").read_text(encoding="utf-8")
    lines += "D4;Une part du loyer;coordination;2027;argent;;;150,00;indirectes;atelier;;\n"
    (root / "budget" / "depenses.csv").write_text(lines, encoding="utf-8")
    to_write = account()
    (root / "suivi" / "charges-indirectes.md").write_text("Au prorata des heures.\n", encoding="utf-8")
    (root / "suivi" / "observations.md").write_text("Rien d'autre.\n", encoding="utf-8")
    written = account()

    assert "Aucune charge indirecte n’est affectée au projet" in without
    assert "BROUILLON" not in without
    assert "150,00 € prévus, soit 10 % des autres charges ; 0,00 € réalisés, soit 0 %" in to_write
    assert "à compléter dans suivi/charges-indirectes.md" in to_write
    assert "BROUILLON" in to_write
    assert "Au prorata des heures." in written
    assert "### Observations Rien d’autre." in written
    assert "BROUILLON" not in written


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_the_account_in_the_formats_of_the_answer(root: Path, form: str) -> None:
    first = amikit("budget", "report", root, *TODAY, "--format", form, "--out", root / f"un.{form}")
    amikit("budget", "report", root, *TODAY, "--format", form, "--out", root / f"deux.{form}")

    assert first.exit_code == 0
    assert (root / f"un.{form}").read_bytes() == (root / f"deux.{form}").read_bytes()


def test_the_same_for_programs(root: Path) -> None:
    said = json.loads(amikit("budget", "report", root, *TODAY, "--format", "json").output)

    assert said["status"] == "followup"
    assert said["followup"]["total_cents"] == {"forecast": 150_000, "done": 76_000, "left": 76_000, "over": 2_000}
    assert [(one["id"], one["progress"]) for one in said["followup"]["expenses"]] == [
        ("D1", "en-cours"), ("D2", "depasse"), ("D3", "en-cours"),
    ]  # fmt: skip


@pytest.mark.parametrize("done", [DONE, DONE.replace("6;240,00", "3,5;"), DONE.replace("240,00", "300,00"), NOTHING])
def test_the_json_is_the_one_that_is_documented(root: Path, done: str) -> None:
    schema: Any = json.loads((ROOT / "schemas/sorties/suivi.schema.json").read_text(encoding="utf-8"))
    (root / "suivi" / "contributions.csv").write_text(done, encoding="utf-8")

    said = json.loads(amikit("budget", "report", root, *TODAY, "--format", "json").stdout)

    jsonschema.validate(said, schema, jsonschema.Draft202012Validator)
    assert (said["status"] == "incomplete") == ("300,00" in done)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(said | {"autre": 0}, schema, jsonschema.Draft202012Validator)


def test_its_findings_are_those_of_the_check() -> None:
    said, checked = (
        json.loads((ROOT / f"schemas/sorties/{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("suivi", "constats")
    )

    assert said["properties"]["diagnostics"] == checked["properties"]["diagnostics"]


def test_the_follow_up_changes_nothing_of_the_answer(tmp_path: Path) -> None:
    without = amikit("check", write_dossier(tmp_path / "a", {"budget/depenses.csv": LINES}))
    with_it = amikit("check", write_dossier(tmp_path / "b", FILES))

    assert with_it.output.replace("/b", "/a") == without.output.replace("/b", "/a")


def test_the_follow_up_of_the_example_has_no_fault() -> None:
    result = amikit("budget", "report", EXAMPLES / "lieu-totem", *TODAY)

    assert result.exit_code == 0
    assert "SUI" not in result.output
    assert "L'Établi des Brumes 10 000,00 € 1 200,00 € 12 % 8 800,00 € en cours" in words(result)
