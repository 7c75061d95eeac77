"""What a document prints of its annex: lines, totals, register. Said when made, looked for again when verified.

A template prints what it wants; what it did not print when the annex was made is written in it, so
that anything else that is not found was changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from amikit.annex.figures import euro_figures, figures_in
from amikit.annex.schema import AnnexBudget, AnnexResource, AnnexTotals, AnnexUnprinted
from amikit.i18n import format_hours, format_rate

RATE = "resources_rate"
"""The share to resources as a percentage: the figure that readers look for, though no field of the totals."""


def unprinted(
    budget: AnnexBudget, resources: Iterable[AnnexResource], totals: AnnexTotals, printed: Collection[str]
) -> AnnexUnprinted:
    """What stands nowhere in a document that prints these figures; what is zero is not looked for."""
    lines = [(line.id, line.cents) for line in budget.expenses]
    lines += [(line.id, line.cents) for line in budget.incomes]
    rows = [
        (one.id, cents) for one in resources for row in one.rows for cents in (row.expected_cents, row.committed_cents)
    ]
    return AnnexUnprinted(
        lines=_missing(lines, printed),
        totals=tuple(name for name, figures in figures_of(totals).items() if not _stands(figures, printed)),
        resources=_missing(rows, printed),
    )


def _missing(amounts: Iterable[tuple[str, int | None]], printed: Collection[str]) -> tuple[str, ...]:
    """The names of the amounts that are not printed, each once."""
    return tuple(dict.fromkeys(name for name, cents in amounts if cents and not _stands(euro_figures(cents), printed)))


def figures_of(totals: AnnexTotals) -> dict[str, tuple[str, ...]]:
    """The ways in which a document may print each total that is not zero, by name."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in totals.model_dump().items():
        if name.endswith("_cents") and value:
            found[name] = euro_figures(value)
        elif name.endswith("_hours") and Fraction(value):
            found[name] = tuple(figures_in(format_hours(Fraction(value))))
    if rate := resources_rate(totals):
        found[RATE] = tuple(figures_in(f"{format_rate(rate)} {format_rate(rate, aligned=True)}"))
    return found


def resources_rate(totals: AnnexTotals) -> Fraction:
    """The share to resources; zero without any line."""
    whole = totals.resources_cents + totals.places_cents + totals.coordination_cents
    return Fraction(totals.resources_cents, whole) if whole else Fraction(0)


def _stands(figures: Iterable[str], printed: Collection[str]) -> bool:
    return any(figure in printed for figure in figures)
