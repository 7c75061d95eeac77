"""Who brings the money, and which expenses it pays for."""

from __future__ import annotations

from dataclasses import dataclass

from amikit.model.budget import Budget, Expense, Income
from amikit.spelling import fold


def funder_key(name: str) -> str:
    """What every spelling of one funder has in common: accents, capitals and spaces aside; empty for nobody."""
    return fold(name)


def is_same_funder(written: str, funder: str) -> bool:
    """Whether two cells name the same funder; a blank names nobody."""
    key = funder_key(written)
    return bool(key) and key == funder_key(funder)


@dataclass(frozen=True, slots=True)
class FunderBalance:
    """What one funder brings, against the expenses that name it."""

    name: str
    """As the first line that names it writes it."""
    brought_cents: int = 0
    """In cash, whether asked or acquired."""
    paid_cents: int = 0
    """The cash expenses that it pays."""
    income: Income | None = None
    """The first line of recettes.csv that names it; None when none does."""
    expense: Expense | None = None
    """The first line of depenses.csv that names it; None when none does."""


def compute_funders(budget: Budget) -> tuple[FunderBalance, ...]:
    """Every funder that a line names, incomes first, in the order of the files."""
    incomes: dict[str, list[Income]] = {}
    expenses: dict[str, list[Expense]] = {}
    for income in budget.incomes:
        incomes.setdefault(funder_key(income.funder), []).append(income)
    for expense in budget.expenses:
        expenses.setdefault(funder_key(expense.funder), []).append(expense)
    return tuple(
        FunderBalance(
            name=[*incomes.get(key, ()), *expenses.get(key, ())][0].funder.strip(),
            brought_cents=sum(line.cents for line in incomes.get(key, ()) if line.is_cash),
            paid_cents=sum(line.cents for line in expenses.get(key, ()) if line.is_cash),
            income=next(iter(incomes.get(key, ())), None),
            expense=next(iter(expenses.get(key, ())), None),
        )
        for key in dict.fromkeys((*incomes, *expenses))
        if key
    )
