"""The account as a workbook: what amikit computed, computed again by the formulas, from the lines and the deeds."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from amikit.compute.followup import FollowUp, compute_followup
from amikit.compute.proposal import Proposal
from amikit.model.budget import BudgetLine
from amikit.model.contributions import Contribution, ContributionKind, Journal
from amikit.source.markdown import parse_markdown
from amikit.workbook.account import account_book, account_to_xlsx
from amikit.workbook.sheet import Book, Role, Unit
from amikit.workbook.xlsx import to_xlsx
from tests.compute.build import expense
from tests.workbook.budgets import answer, any_budget
from tests.workbook.reading import Parts, is_number, recalculated, without_values

DAY = date(2022, 6, 1)
SHEETS = ["Compte rendu", "Par ressource", "Qui a été payé", "Écarts", "Lignes", "Contributions"]


def any_account(seed: int) -> tuple[Proposal, FollowUp, Journal]:
    """A budget drawn at random, and what was done of it."""
    proposal, draw = any_budget(seed), Random(seed)  # noqa: S311 - the same each time
    budget = proposal.dossier.budget
    lines: list[BudgetLine | None] = [*budget.expenses, *(line for line in budget.incomes if line.is_cash), None, None]
    done = tuple(_deed(draw.choice(lines), draw) for _ in range(40))
    return proposal, compute_followup(proposal, done, DAY), Journal(done)


def _deed(line: BudgetLine | None, draw: Random) -> Contribution:
    kinds = [ContributionKind(line.nature.value)] if line else list(ContributionKind)
    return Contribution(
        on=DAY - timedelta(days=draw.randrange(300)),
        line_id=line.id if line else "",
        resource_id="" if line else "dokos",
        person_id=draw.choice(["ana", "bob"]),
        kind=draw.choice(kinds),
        hours=draw.choice([None, Fraction(draw.randrange(4_000), 4)]),
        amount_cents=draw.choice([None, draw.randrange(10**7)]),
        evidence=draw.choice(["", "=1+1", "https://exemple.fr"]),
    )


def test_office_computes_the_account_as_amikit_did(tmp_path: Path) -> None:
    books = {f"s{seed}": account_book(*any_account(seed)) for seed in range(4)}
    books["rien"] = account_book(*_nothing())

    found = recalculated({name: to_xlsx(without_values(book)) for name, book in books.items()}, tmp_path)

    wrong, count = [], 0
    for name, book in books.items():
        expected = Parts(to_xlsx(book))
        for sheet in book.sheets:
            theirs = found[name].cells(sheet.name)
            for address, raw in expected.cells(sheet.name).items():
                if raw.formula is not None:
                    count += 1
                    said = theirs[address].value if address in theirs else ""
                    if not (is_number(said) and abs(float(raw.value) - float(said)) < 1e-6):
                        wrong.append((name, sheet.name, address, raw, said))
    assert wrong == []
    assert count > 1_000


def _nothing() -> tuple[Proposal, FollowUp, Journal]:
    proposal = answer()
    return proposal, compute_followup(proposal, (), DAY), Journal()


@pytest.mark.parametrize("seed", range(4))
def test_each_total_of_the_account_is_that_of_the_follow_up(seed: int) -> None:
    proposal, followup, journal = any_account(seed)
    book = account_book(proposal, followup, journal)

    charges, incomes, *_ = _totals(book, "Compte rendu")
    resources, *_ = _totals(book, "Par ressource")
    payees, *_ = _totals(book, "Qui a été payé")

    total, received = followup.total, followup.received
    assert charges == resources == payees == [total.forecast, total.done, total.left, total.over]
    assert incomes == [received.forecast, received.done, received.left, received.over]


def _totals(book: Book, name: str) -> list[list[object]]:
    """Planned, done, left and beyond, of each table of a sheet."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == name)
    return [
        [cell.value for cell in row if cell and cell.role is Role.TOTAL and cell.unit is Unit.CENTS]
        for row in sheet.rows
        if row[0] is not None and row[0].role is Role.TOTAL
    ]


def test_a_drawing_of_the_bars_follows_the_cells() -> None:
    parts = Parts(account_to_xlsx(*any_account(0)))

    charts = [text for name, text in sorted(parts.texts.items()) if name.startswith("xl/charts/chart")]
    assert parts.sheet_names == SHEETS
    assert len(charts) == 2
    for chart, sheet in zip(charts, ("Par ressource", "Qui a été payé"), strict=True):
        assert f"'{sheet}'!$C$5:$C$" in chart
        assert f"'{sheet}'!$D$5:$D$" in chart


def test_the_gaps_and_the_words_that_explain_them_are_there() -> None:
    proposal = answer(expense("D1", 100, label="Relire", year=2021), expense("D2", 100, account="indirectes"))
    followup = compute_followup(proposal, (), DAY)
    said = Journal(explanations=parse_markdown("Une vanne a cédé.\n\n=1+1\n", Path("ecarts.md")))

    cells = Parts(account_to_xlsx(proposal, followup, said)).cells("Écarts").values()

    words = [cell.value for cell in cells]
    assert [word for word in words if word.startswith("Relire (D1)")]
    assert "Une vanne a cédé." in words
    assert "=1+1" in words
    assert words.count("[à compléter]") == 2, "what was done, and how indirect costs are shared out"
    assert not [cell for cell in cells if cell.formula]


def test_the_same_account_gives_the_same_bytes_and_nothing_can_be_changed() -> None:
    content = account_to_xlsx(*any_account(1), is_draft=True)
    parts = Parts(content)

    assert content == account_to_xlsx(*any_account(1), is_draft=True)
    assert all("<sheetProtection" in parts.sheet_text(name) for name in SHEETS)
    assert all("Brouillon" in parts.sheet_text(name) for name in SHEETS)
    assert all(cell.is_locked for name in SHEETS for cell in parts.cells(name).values())


def test_what_no_line_plans_has_its_line() -> None:
    proposal = answer(expense("D1", 100))
    deed = Contribution(on=DAY, resource_id="dokos", person_id="ana", kind=ContributionKind.CASH, amount_cents=70)

    parts = Parts(account_to_xlsx(proposal, compute_followup(proposal, (deed,), DAY), Journal((deed,))))

    lines = {cell.value for cell in parts.cells("Lignes").values()}
    assert "Hors du budget prévu" in lines
    assert "hors-budget:1" in lines
