"""One cause, one message: what depends on a value that is at fault waits until it is put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Severity
from amikit.rules import FAULTS, RULES, causes_of
from tests.dossiers import EXAMPLES, MINIMAL, codes, with_keys, write_dossier

BASE = EXAMPLES / "premiers-pas"
NOTHING = "zz zz"
"""No date, number, identifier nor word of any list."""
_VALUE = re.compile(r"(\s*(?:- )?[\w-]+: )([^#>|{\[].*)")
_BATCHES = 6


def _broken_values() -> Iterator[tuple[str, str]]:
    """Each file of the example where one value, cell or column name is replaced: its name and its text."""
    for path in sorted(BASE.rglob("*")):
        if path.suffix not in (".yaml", ".md", ".csv") or path.parent.name == "sections" or path.name == "README.md":
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            if path.suffix == ".md" and number and line == "---":
                break
            for broken in _cells(line) if path.suffix == ".csv" else _value(line):
                text = "\n".join([*lines[:number], broken, *lines[number + 1 :]])
                yield str(path.relative_to(BASE)), text


def _cells(line: str) -> Iterator[str]:
    cells = line.split(";")
    for place, cell in enumerate(cells):
        if cell:
            yield ";".join([*cells[:place], NOTHING, *cells[place + 1 :]])


def _value(line: str) -> Iterator[str]:
    if found := _VALUE.fullmatch(line):
        yield found[1] + NOTHING


@pytest.mark.parametrize("batch", range(_BATCHES))
def test_one_value_at_fault_brings_one_message(batch: int, tmp_path: Path) -> None:
    root = write_dossier(tmp_path, base=BASE.name)
    for name, text in islice(_broken_values(), batch, None, _BATCHES):
        (root / name).write_text(text, encoding="utf-8")

        found = codes(amikit.check(root).report)

        assert len(found) <= 1 or sorted(found) == ["BUD003", "BUD013"], (name, text)
        (root / name).write_text((BASE / name).read_text(encoding="utf-8"), encoding="utf-8")


def test_dates_in_reverse_do_not_accuse_every_line_of_the_budget(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys("periode:\n  du: 2028-01-01\n  au: 2027-12-31\n")})

    assert codes(amikit.check(root).report) == ["DOS003"]


def test_a_negative_amount_is_not_also_judged_as_a_share_nor_as_a_sum(tmp_path: Path) -> None:
    table = (BASE / "budget/depenses.csv").read_text(encoding="utf-8").replace(";1500,00;6571", ";-1500,00;6571")
    root = write_dossier(tmp_path, {"budget/depenses.csv": table}, base=BASE.name)

    assert codes(amikit.check(root).report) == ["BUD011"]


def test_a_column_that_is_not_known_is_said_once_and_its_lines_wait(tmp_path: Path) -> None:
    table = (BASE / "budget/depenses.csv").read_text(encoding="utf-8").replace(";destination;", ";colonne B;", 1)
    root = write_dossier(tmp_path, {"budget/depenses.csv": table}, base=BASE.name)

    assert codes(amikit.check(root).report) == ["LOA019"]


@pytest.mark.parametrize("ends", ["", ";", ";;;"])
def test_commas_for_both_columns_and_cents_are_said_once_whatever_ends_the_lines(ends: str, tmp_path: Path) -> None:
    rows = ["ligne;libelle;destination;annee;montant;compte;beneficiaire" + ends.replace(";", ";motif", 1)]
    rows += [f"D{number};Aide;ressource:carnet;2027;500,00;6571;{ends}" for number in (1, 2, 3)]
    root = write_dossier(tmp_path, {"budget/depenses.csv": "\n".join(rows).replace(";", ",") + "\n"})

    found = codes(amikit.check(root).report)

    assert found == ["LOA020"]


def test_an_error_that_is_let_through_hides_nothing_behind_it(tmp_path: Path) -> None:
    table = (BASE / "budget/depenses.csv").read_text(encoding="utf-8").replace(";porteur;", ";personne-connue;", 1)
    exceptions = "exceptions:\n  - regle: BUD007\n    motif: Pour l'essai.\n"
    settings = with_keys(exceptions, (BASE / "dossier.yaml").read_text(encoding="utf-8"))
    root = write_dossier(tmp_path, {"budget/depenses.csv": table, "dossier.yaml": settings}, base=BASE.name)

    report = amikit.check(root).report

    assert codes(type(report)(report.excused)) == ["BUD007"]
    assert "BUD003" in codes(report)


def test_what_prevents_a_build_waits_only_for_what_prevents_it_so_that_no_answer_is_ready_too_soon() -> None:
    for rule in RULES:
        for cause in rule.waits_for | rule.waits_here:
            is_held = FAULTS[cause].severity is not Severity.ADVICE
            assert is_held or rule.fault.severity is Severity.ADVICE, (rule.code, cause)


def test_no_finding_waits_for_itself_even_by_way_of_others() -> None:
    for rule in RULES:
        before = {rule.code}
        while further := frozenset[str]().union(*map(causes_of, before)) - before:
            assert rule.code not in further
            before |= further
        assert rule.code not in frozenset[str]().union(*map(causes_of, before))


def test_an_unpaid_steward_hides_its_own_line_alone(tmp_path: Path) -> None:
    table = """\
ligne;libelle;destination;annee;montant;compte;beneficiaire
D1;Entretenir le carnet;ressource:carnet;2027;1000,00;6571;porteur
D2;Améliorer Loot;ressource:loot;2027;300,00;6571;porteur
D3;Raconter Loot;ressource:loot;2027;200,00;622;tiers:Ana
"""
    root = write_dossier(tmp_path, {"budget/depenses.csv": table})

    found = [(one.code, one.about) for one in amikit.check(root).report.diagnostics]

    assert found == [("REC018", "budget/D2"), ("BUD013", "budget/D3")]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("611;porteur;", "Un achat n'honore pas cette attente (D1) :"),
        ("622;tiers:Ana;", "La ligne D1 n'y compte pas : ni porteur payé, ni livrable."),
        ("622;tiers:Ana;Fiches | CC BY-SA | https://exemple.fr", "Vouliez-vous écrire « CC-BY-SA-4.0 » ?"),
    ],
)
def test_what_a_promised_line_lacks_is_said_once_with_what_is_missing(line: str, hint: str, tmp_path: Path) -> None:
    table = f"""\
ligne;libelle;destination;annee;montant;compte;beneficiaire;livrable
D1;Entretenir le carnet;ressource:carnet;2027;1000,00;{line}
D2;Remettre l'eau dans la cour;lieu:cour;2027;500,00;615;tiers:artisan;
"""
    root = write_dossier(tmp_path, {"budget/depenses.csv": table})

    report = amikit.check(root).report

    assert codes(report) == codes(report.only()) == ["REC003"]
    said = report.diagnostics[0].hint("fr").replace("\u00a0", " ").replace("\u202f", " ")
    assert hint in said, said


@pytest.mark.parametrize(
    ("chosen", "ignored", "said"),
    [
        ((), (), ["REC003"]),
        ((), ("REC003",), ["REC015"]),
        ((), ("REC003", "REC015"), ["BUD013"]),
        (("BUD",), (), ["BUD013"]),
        (("BUD", "REC003"), (), ["REC003", "BUD013"]),
    ],
)
def test_what_waits_for_what_waits_is_said_when_nothing_before_it_is_left(
    chosen: tuple[str, ...], ignored: tuple[str, ...], said: list[str], tmp_path: Path
) -> None:
    table = """\
ligne;libelle;destination;annee;montant;compte;beneficiaire
D1;Entretenir le carnet;ressource:carnet;2027;1000,00;622;tiers:Ana
D2;Remettre l'eau dans la cour;lieu:cour;2027;500,00;615;tiers:artisan
"""
    report = amikit.check(write_dossier(tmp_path, {"budget/depenses.csv": table})).report

    assert codes(report.only(chosen, ignored)) == said


def test_an_unbalanced_budget_is_said_as_soon_as_its_missing_half_is_let_through(tmp_path: Path) -> None:
    heads = MINIMAL["budget/recettes.csv"].splitlines()[0] + "\n"
    exceptions = with_keys("exceptions:\n  - regle: BUD014\n    motif: Pour l'essai.\n")
    root = write_dossier(tmp_path, {"budget/recettes.csv": heads})

    found = codes(amikit.check(root).report)
    write_dossier(root, {"dossier.yaml": exceptions}, base="")

    assert found == ["BUD014"]
    assert [one.code for one in amikit.check(root).report.standing] == ["BUD001"]
