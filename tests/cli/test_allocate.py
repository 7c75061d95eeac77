"""``amikit allocate``: a proposal, never a result; then, if asked, what it adds to the dossier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from amikit.cli import mending
from tests.cli.running import amikit, words
from tests.dossiers import EXAMPLES
from tests.shared_world import FILES, write_world

ROOT = Path(__file__).resolve().parents[2]
MODES = ("manuelle", "proportionnelle", "parts-egales")
TODAY = ("--today", "2026-11-22")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_world(tmp_path / "a")


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_calculation_is_worded_as_a_proposal(root: Path, mode: str, language: str) -> None:
    result = amikit("--lang", language, "allocate", root, "--mode", mode, "--envelope", "2 500")

    said = words(result)
    assert result.exit_code == 0
    if mode == "manuelle":
        assert ("À discuter ensemble" if language == "fr" else "To discuss together") in said
    else:
        proposal = "Proposition à soumettre au consentement" if language == "fr" else "Proposal to submit to consent"
        nothing = "Ce calcul ne décide rien" if language == "fr" else "This calculation decides nothing"
        assert said.startswith(proposal)
        assert nothing in said
    assert "résultat" not in said


def test_the_table_the_reasons_the_receipts_and_the_ties(root: Path) -> None:
    said = words(amikit("allocate", root, "--envelope", "2500"))

    assert "Carnet des voisinages 1 000,00 € 1 000,00 € 1 500,00 € –" in said
    assert (
        "Publier les plans (four/plans, 600,00 €) : payée au tour 3 : 2 membres la soutiennent, pour 600,00 €" in said
    )
    assert "Faire l'index (carnet/index, 700,00 €) : payée au tour 1 par le plancher de sa ressource (700,00 €)" in said
    assert (
        "L'Atelier (poids 2) : 1 000,00 € ; 500,00 € pour Traduire le carnet, 400,00 € pour Publier les plans" in said
    )
    assert "soutenait aussi, sans que ce soit payé : Filmer la cuisson" in said
    assert "Le Lavoir : pas de bulletin : sa voix n'est pas comptée" in said
    assert "À exacte égalité avec carnet/traduire, carnet/index passe d'abord" in said
    assert "Complétion « utilitaire »" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--envelope", "41 000"), "montant donné avec --envelope"),
        ((), "ce que les lignes en argent du budget donnent aux ressources"),
    ],
)
def test_it_says_where_the_envelope_comes_from(root: Path, arguments: tuple[str, ...], why: str) -> None:
    assert why in words(amikit("allocate", root, "--mode", "manuelle", *arguments))


def test_without_lines_the_envelope_is_the_least_share_of_what_is_asked(tmp_path: Path) -> None:
    settings = "part_communs_min: 80 %\n" + FILES["dossier.yaml"]
    lines = "ligne;libelle;destination;annee;montant;compte\nD2;Eau;lieu:cour;2027;500,00;615\n"
    root = write_world(tmp_path, {"dossier.yaml": settings, "budget/depenses.csv": lines})

    said = words(amikit("allocate", root, "--mode", "manuelle"))

    assert "Enveloppe : 1 200,00 €, 80 % du montant demandé (1 500,00 €), la part minimale aux ressources" in said


def test_floors_that_do_not_fit_are_named_with_the_gap(root: Path) -> None:
    result = amikit("allocate", root, "--envelope", "900")

    assert result.exit_code == 1
    assert "REP007 Les planchers demandent 1 000,00 € (Carnet des voisinages 1 000,00 €) : 100,00 € de plus" in words(
        result
    )
    assert "Proposition" not in result.stdout


def test_a_ballot_at_fault_stops_the_count_and_leaves_the_files(tmp_path: Path) -> None:
    ballots = FILES["allocation/bulletins.csv"] + "cour;1;oui;;;\n"
    root = write_world(tmp_path, {"allocation/bulletins.csv": ballots})
    before = snapshot(root)

    result = amikit("allocate", root, "--envelope", "2500", "--write", "--yes")

    assert result.exit_code == 1
    assert "bulletins.csv:4:1: erreur REP001 « cour » a déjà un bulletin, ligne 3" in words(result)
    assert snapshot(root) == before


@pytest.mark.parametrize("amount", ["", "0", "-3", "abc", "1,234", "9" * 30])
def test_an_envelope_is_an_amount(root: Path, amount: str) -> None:
    result = amikit("allocate", root, f"--envelope={amount}")

    assert result.exit_code == 2
    assert "un montant en euros est attendu" in words(result)


def test_other_ballots_may_be_given(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "formulaire.csv"
    other.write_text("membre;four/film\nlavoir;oui\n", encoding="utf-8")

    said = words(amikit("allocate", root, "--envelope", "2500", "--ballots", other))

    assert "Filmer la cuisson (four/film, 900,00 €) : payée au tour 1" in said
    assert "REP010" in words(amikit("allocate", root, "--ballots", tmp_path / "absent.csv"))


@pytest.mark.parametrize("mode", MODES)
def test_a_rerun_gives_the_same_bytes_and_another_order_of_ballots_changes_nothing(
    root: Path, tmp_path: Path, mode: str
) -> None:
    header, *rows = FILES["allocation/bulletins.csv"].splitlines(keepends=True)
    other = tmp_path / "autre.csv"
    other.write_text(header + "".join(reversed(rows)), encoding="utf-8")
    command = ("allocate", root, "--mode", mode, "--envelope", "2500", "--format", "json")

    first = amikit(*command).stdout

    assert amikit(*command).stdout == first
    assert amikit(*command, "--ballots", other).stdout == first


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("envelope", ["2500", "900"])
def test_the_json_is_the_one_that_is_documented(root: Path, mode: str, envelope: str) -> None:
    schema: Any = json.loads((ROOT / "schemas/sorties/repartition.schema.json").read_text(encoding="utf-8"))

    said = json.loads(amikit("allocate", root, "--mode", mode, "--envelope", envelope, "--format", "json").stdout)

    jsonschema.validate(said, schema, jsonschema.Draft202012Validator)
    assert (said["status"] == "proposal") == (envelope == "2500")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(said | {"autre": 0}, schema, jsonschema.Draft202012Validator)


def test_both_contracts_write_the_same_findings() -> None:
    said, checked = (
        json.loads((ROOT / f"schemas/sorties/{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("repartition", "constats")
    )

    assert said["properties"]["diagnostics"] == checked["properties"]["diagnostics"]
    assert said.get("$defs") == checked.get("$defs")


@pytest.mark.parametrize("mode", ["proportionnelle", "parts-egales"])
@pytest.mark.parametrize("envelope", ["1000", "1777,77", "2500", "12345,67"])
def test_every_sum_that_is_said_holds(root: Path, mode: str, envelope: str) -> None:
    said = json.loads(amikit("allocate", root, "--mode", mode, f"--envelope={envelope}", "--format", "json").stdout)

    made = said["allocation"]
    assert sum(one["proposed_cents"] for one in made["resources"]) + made["left_cents"] == made["envelope"]["cents"]
    for receipt in made["receipts"]:
        paid = sum(payment["cents"] for payment in receipt["payments"])
        assert paid + receipt["left_cents"] == receipt["share_cents"]
    for step in (step for one in made["resources"] for step in one["steps"] if step["outcome"] == "payee"):
        paid = [pay["cents"] for one in made["receipts"] for pay in one["payments"] if pay["id"] == step["id"]]
        assert sum(paid) == step["net_cents"]


def test_what_would_be_written_is_shown_and_nothing_is_without_a_yes(root: Path) -> None:
    before = snapshot(root)

    result = amikit("allocate", root, "--envelope", "2500", "--write", *TODAY)

    assert "+D3;Traduire le carnet;ressource:carnet/traduire;2027;500,00;;porteur" in result.stdout
    assert "+issue:\n" in result.stdout
    assert "Rien n'est écrit. Pour écrire sans question : --write --yes." in words(result)
    assert result.exit_code == 1
    assert snapshot(root) == before


def test_written_when_the_person_agrees(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "_is_someone_there", lambda: True)

    result = amikit("allocate", root, "--envelope", "2500", "--write", *TODAY, typed="oui\n")

    assert result.exit_code == 0
    assert "C'est écrit" in result.stdout
    assert (root / "decisions/2026-11-22-repartition.md").is_file()


def test_someone_who_writes_meanwhile_loses_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = root / "decisions/2026-11-22-repartition.md"

    def answer(_: str) -> bool:
        decision.write_text("Tout autre.\n", encoding="utf-8")
        return True

    monkeypatch.setattr(mending, "_agrees", answer)
    lines = (root / "budget/depenses.csv").read_bytes()

    result = amikit("allocate", root, "--envelope", "2500", "--write", *TODAY)

    assert "a changé entre-temps" in result.stderr
    assert decision.read_text(encoding="utf-8") == "Tout autre.\n"
    assert (root / "budget/depenses.csv").read_bytes() == lines


def test_a_second_run_adds_nothing(root: Path) -> None:
    command = ("allocate", root, "--envelope", "2500", "--write", "--yes", *TODAY)
    amikit(*command)
    written = snapshot(root)

    result = amikit(*command)

    assert (result.exit_code, snapshot(root)) == (0, written)


def test_by_hand_only_the_record_is_written(root: Path) -> None:
    lines = (root / "budget/depenses.csv").read_bytes()

    amikit("allocate", root, "--mode", "manuelle", "--envelope", "2500", "--write", "--yes", *TODAY)

    record = (root / "decisions/2026-11-22-repartition.md").read_text(encoding="utf-8")
    assert "Décidé ensemble" in record
    assert (root / "budget/depenses.csv").read_bytes() == lines


def test_the_shipped_examples_can_be_discussed() -> None:
    for name in ("premiers-pas", "lieu-totem", "monscobar"):
        assert amikit("allocate", EXAMPLES / name).exit_code == 0
