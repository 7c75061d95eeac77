"""What a proposal adds to a dossier: lines as the table writes them, a decision that nobody took yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import amikit
from amikit.mend.allocation import AllocationChanges, plan_allocation
from amikit.mend.files import write_changes
from amikit.model.decision import AllocationMode
from amikit.sharing import allocate
from tests.dossiers import codes
from tests.shared_world import FILES, write_world

DAY = date(2026, 11, 22)


def planned(root: Path, cents: int = 250_000, mode: AllocationMode | None = None) -> AllocationChanges:
    made = allocate(root, mode=mode, envelope_cents=cents)
    assert made.allocation is not None
    assert made.proposal is not None
    return plan_allocation(made.allocation, made.proposal, DAY)


def added(changes: AllocationChanges) -> str:
    (change,) = [one for one in changes.changes if one.path.name == "depenses.csv"]
    assert change.after.startswith(change.before)
    return change.after[len(change.before) :].decode("utf-8")


def test_lines_are_added_for_what_the_budget_does_not_give_yet(tmp_path: Path) -> None:
    assert added(planned(write_world(tmp_path))) == (
        "D3;Traduire le carnet;ressource:carnet/traduire;2027;500,00;;porteur\n"
        "D4;Publier les plans;ressource:four/plans;2027;600,00;;porteur\n"
    )


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_table_keeps_its_encoding_its_separator_and_its_columns(
    tmp_path: Path, separator: str, end: str, encoding: str
) -> None:
    rows = [
        ["Ligne", "Montant", "Notre repère", "Destination", "Libellé"],
        ["D7", "1000.00", "été", "ressource:carnet", "Entretenir"],
    ]
    text = end.join(separator.join(row) for row in rows)  # the last line has no end
    root = write_world(tmp_path)
    before = text.encode(encoding)
    made = allocate(root, envelope_cents=250_000)
    (root / "budget/depenses.csv").write_bytes(before)
    assert made.allocation is not None
    assert made.proposal is not None

    changes = plan_allocation(made.allocation, made.proposal, DAY)

    (change,) = [one for one in changes.changes if one.path.name == "depenses.csv"]
    assert change.after.startswith(before)
    lines = change.after.decode(encoding).split(end)
    assert lines[2] == separator.join(["D8", "500.00", "", "ressource:carnet/traduire", "Traduire le carnet"])
    assert lines[-1] == ""


def test_a_budget_that_gives_more_is_said_and_left_alone(tmp_path: Path) -> None:
    lines = FILES.get("budget/depenses.csv") or (
        "ligne;libelle;destination;annee;montant;compte;beneficiaire\n"
        "D1;Entretenir le carnet;ressource:carnet;2027;9000,00;6571;porteur\n"
    )
    changes = planned(write_world(tmp_path, {"budget/depenses.csv": lines}))

    assert [(one.name, one.cents) for one in changes.excesses] == [("Carnet des voisinages", 750_000)]
    assert "carnet" not in added(changes)


def test_a_table_without_the_columns_it_needs_is_left_alone(tmp_path: Path) -> None:
    root = write_world(tmp_path, {"budget/depenses.csv": "ligne;libelle;montant\nD1;Entretenir;1000,00\n"})

    changes = planned(root)

    assert changes.is_budget_refused
    assert [one.path.name for one in changes.changes] == ["2026-11-22-repartition.md"]


def test_a_dossier_without_budget_receives_one(tmp_path: Path) -> None:
    root = write_world(tmp_path, {"budget/depenses.csv": None})

    changes = planned(root)

    (change,) = [one for one in changes.changes if one.path.name == "depenses.csv"]
    assert change.is_new
    write_changes(changes.changes)
    lines = {line.id: line for line in allocate(root, envelope_cents=250_000).proposal.dossier.budget.expenses}  # type: ignore[union-attr]
    assert [line.cents for line in lines.values()] == [100_000, 50_000, 60_000]


def test_the_decision_waits_to_be_taken(tmp_path: Path) -> None:
    root = write_world(tmp_path)
    write_changes(planned(root).changes)

    report = amikit.check(root).report

    about = "decisions/2026-11-22-repartition"
    assert [one.code for one in report.diagnostics if one.about == about] == ["GOV006"]
    assert not {"LOA", "TXT", "ACC", "REC"} & {code[:3] for code in codes(report)}


def test_names_are_written_as_they_are(tmp_path: Path) -> None:
    card = FILES["ressources/four.yaml"].replace("Publier les plans", '"=1+1 | *tout* <b>"')
    changes = planned(write_world(tmp_path, {"ressources/four.yaml": card}))

    assert "D4;1+1 | *tout* <b>;" in added(changes)
    (decision,) = [one for one in changes.changes if one.path.suffix == ".md"]
    assert "=1+1 \\| \\*tout\\* \\<b\\>" in decision.after.decode()


def test_another_decision_of_that_day_is_kept(tmp_path: Path) -> None:
    root = write_world(tmp_path, {"decisions/2026-11-22-repartition.md": "---\ntitre: Autre\n---\n"})

    assert planned(root).changes[-1].path.name == "2026-11-22-repartition-2.md"


def test_a_folder_that_leads_elsewhere_is_not_written(tmp_path: Path) -> None:
    root, elsewhere = write_world(tmp_path / "a"), tmp_path / "b"
    made = allocate(root, envelope_cents=250_000)
    (root / "budget").rename(elsewhere)
    (root / "budget").symlink_to(elsewhere)
    assert made.allocation is not None
    assert made.proposal is not None

    changes = plan_allocation(made.allocation, made.proposal, DAY)

    assert changes.is_budget_refused
