"""The folder that a consortium writes: everything is read, and everything wrong is said in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.load.dossier import load_dossier
from amikit.load.reader import FolderReader
from amikit.model.dossier import Dossier
from tests.dossiers import codes, places, with_keys, write_dossier


def read(root: Path) -> Dossier:
    dossier, found = load_dossier(root)
    assert found == []
    assert dossier is not None
    return dossier


def test_a_small_dossier_passes(tmp_path: Path) -> None:
    assert codes(amikit.check(write_dossier(tmp_path)).report) == []


def test_the_example_of_first_steps_passes(tmp_path: Path) -> None:
    assert codes(amikit.check(write_dossier(tmp_path, base="premiers-pas")).report) == []


def test_every_file_is_read(tmp_path: Path) -> None:
    dossier = read(write_dossier(tmp_path))

    assert dossier.settings.title == "Un carnet pour deux lieux"
    assert [member.id for member in dossier.members] == ["atelier", "cour"]
    assert dossier.lead is dossier.members[0]
    assert [line.id for line in dossier.budget.expenses] == ["D1", "D2"]
    assert [line.amount_cents for line in dossier.budget.incomes] == [150_000]
    assert sorted(dossier.sections) == ["histoire", "qui"]
    assert [decision.id for decision in dossier.decisions] == ["2026-11-07-reponse", "2026-11-14-argent"]
    assert dossier.is_budget_read


def test_without_its_file_there_is_no_dossier(tmp_path: Path) -> None:
    dossier, [found] = load_dossier(tmp_path)

    assert dossier is None
    assert found.code == "LOA017"


def test_faults_of_several_files_are_said_in_one_run(tmp_path: Path) -> None:
    write_dossier(
        tmp_path,
        {
            "dossier.yaml": with_keys("date_limite: demain\nlangue: latin\n"),
            "membres/cour.md": "---\nnom: La Cour\ngenre: lieu\nville: Bourg-Essai\ndepuis: hier\n---\n\nTexte.\n",
            "budget/depenses.csv": "ligne;destination;annee;montant;compte;beneficiaire\n"
            "D1;ressource:carnet;2027;1,000;6571;porteur\nD2;la cour;2027;500,00;615;tiers:artisan\n",
            "sections/qui.md": "Texte [abîmé](fichier.pdf).\n",
            "ressources/carnet.yaml": "id: carnet\nnom: [x\n",
        },
    )

    report = amikit.check(tmp_path).report

    assert [place for place in places(report, tmp_path) if place.startswith("LOA")] == [
        "LOA006 budget/depenses.csv:2:26",
        "LOA022 budget/depenses.csv:3:4",
        "LOA005 dossier.yaml:1:9",
        "LOA009 dossier.yaml:8:14",
        "LOA005 membres/cour.md:3:8",
        "LOA007 membres/cour.md:5:9",
        "LOA001 ressources/carnet.yaml:2:6",
    ]


def test_what_could_not_be_read_is_not_also_missing(tmp_path: Path) -> None:
    """One typo, one finding: sums, blanks and names that depend on it say nothing more."""
    cases: dict[str, str | bytes] = {
        "budget/recettes.csv": "ligne;financeur;statut;annee;montant;compte\nR1;Ville;sollicite;2027;beaucoup;74\n",
        "budget/depenses.csv": "ligne;destination;anee;montant;compte;beneficiaire\n"
        "D1;ressource:carnet;2027;1000,00;6571;porteur\nD2;lieu:cour;2027;500,00;615;tiers:artisan\n",
        "membres/cour.md": "---\nnom: [La Cour\n---\n",
        "membres/atelier.md": b"---\nnom: \x81\n---\n",
        "decisions/2026-11-07-reponse.md": "---\ntitre: a: b\n---\n",
        "sections/qui.md": b"\x81\x8d",
        "dossier.yaml": "titre: Notre réponse : un carnet\n",
    }
    for path, content in cases.items():
        root = write_dossier(tmp_path / path.replace("/", "-"), {path: content})

        assert [place.partition(":")[0] for place in places(amikit.check(root).report, root)] in (
            [f"{code} {path}"] for code in ("LOA001", "LOA007", "LOA015", "LOA019")
        )


def test_a_typo_in_a_key_brings_nothing_else(tmp_path: Path) -> None:
    for key in ("titre", "resume", "periode", "consortium", "ressources", "axes", "personnes", "calendrier", "champs"):
        text = write_dossier(tmp_path / key).joinpath("dossier.yaml").read_text(encoding="utf-8")
        root = write_dossier(
            tmp_path / key, {"dossier.yaml": text.replace(f"\n{key}:" if key != "titre" else "titre:", f"\n{key}x:", 1)}
        )

        assert codes(amikit.check(root).report) == ["LOA003"], key


def test_a_wrong_column_is_said_once_and_not_on_every_row(tmp_path: Path) -> None:
    rows = "".join(f"D{number};coordination;2027;1,00;622;tiers:x\n" for number in range(3, 50))
    root = write_dossier(
        tmp_path,
        {
            "budget/depenses.csv": "ligne;destination;annee;montnat;compte;beneficiaire;couleur\n"
            "D1;ressource:carnet;2027;1000,00;6571;porteur;bleu\n" + rows
        },
    )

    assert places(amikit.check(root).report, root) == [
        "LOA019 budget/depenses.csv:1:25",
        "LOA019 budget/depenses.csv:1:53",
    ]


def test_volunteering_without_a_rate_takes_that_of_the_dossier(tmp_path: Path) -> None:
    root = write_dossier(
        tmp_path,
        {
            "dossier.yaml": with_keys("taux_benevolat: 15,00\n"),
            "budget/depenses.csv": "ligne;destination;annee;nature;heures;montant;compte;beneficiaire\n"
            "D1;ressource:carnet;2027;argent;;1000,00;6571;porteur\nD2;lieu:cour;2027;argent;;500,00;615;tiers:x\n"
            "D3;coordination;2027;benevolat;10;;864;\n",
            "budget/recettes.csv": "ligne;financeur;statut;annee;nature;montant;compte\n"
            "R1;Ville;sollicite;2027;argent;1500,00;74\nR2;Nous;propre;2027;benevolat;150,00;875\n",
        },
    )

    assert codes(amikit.check(root).report) == []
    assert [line.cents for line in read(root).budget.expenses] == [100_000, 50_000, 15_000]


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_dossier(tmp_path)
    read: list[Path] = []
    read_bytes = FolderReader.read_bytes

    def count(reader: FolderReader, path: Path, about: str) -> bytes | None:
        read.append(path)
        return read_bytes(reader, path, about)

    monkeypatch.setattr(FolderReader, "read_bytes", count)
    load_dossier(root)

    assert root / "dossier.yaml" in read
    assert sorted(read) == sorted(set(read))
