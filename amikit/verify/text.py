"""The figures of an annex against those that are printed in that very document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from amikit.annex.figures import euro_figures, figures_in
from amikit.annex.printing import RATE, resources_rate, unprinted
from amikit.annex.schema import Annex
from amikit.verify.verdict import Check, Light

_EXPECTED_OF_ALL = ("charges_cents", "resources_cents")
"""Totals that a reader expects of any answer, whatever its template."""
_MOST = 5
"""Figures that a sentence names; how many there are is said too."""


def check_text(annex: Annex, text: str) -> Iterator[Check]:
    """Each figure stands in the text as often as the annex says; a line's amount is printed."""
    found = figures_in(text)
    expected = {one.figure: one for one in annex.printed}
    missing = [one.figure for one in annex.printed if found[one.figure] < one.least]
    most = {name: one.most for name, one in expected.items()}
    extra = [name for name in sorted(found) if name not in most or _is_over(found, name, most[name])]
    for figure in missing[:_MOST]:
        facts = {"figure": figure, "found_count": found[figure], "least_count": expected[figure].least}
        yield Check("figure-missing", Light.RED, facts | {"means": _meaning(annex, figure)})
    if len(missing) > _MOST:
        yield Check("figures-missing", Light.RED, {"others_count": len(missing) - _MOST})
    if extra:
        facts = {"figures": extra[:_MOST], "figures_count": len(extra)}
        yield Check("figure-unknown", Light.RED, facts)
    unsaid = list(_unsaid(annex))
    yield from unsaid
    if not (missing or extra or unsaid):
        yield Check("text", Light.GREEN, {"figures_count": len(annex.printed)})


def check_printed(annex: Annex) -> Iterator[Check]:
    """Without its document, an annex still says which figures that document prints: its own have to be among them."""
    yield from (check for check in _unsaid(annex) if check.light is Light.RED)


def _is_over(found: Counter[str], name: str, most: int | None) -> bool:
    return most is not None and found[name] > most


def _unsaid(annex: Annex) -> Iterator[Check]:
    """Amounts of the annex that the document does not print: it never did, and says so, or they were changed."""
    printed = {one.figure for one in annex.printed}
    found, said = unprinted(annex.budget, annex.resources, annex.totals, printed), annex.unprinted
    if found.lines:
        lines = [one for one in found.lines if one not in said.lines] or found.lines
        light = Light.AMBER if set(found.lines) <= set(said.lines) else Light.RED
        yield Check("line-unprinted", light, _lines(annex, lines))
    totals = [name for name in found.totals if name not in said.totals]
    for name in totals:
        yield Check("total-unprinted", Light.RED, {"figure": name, **_said(annex, name)})
    resources = [one.name for one in annex.resources if one.id in set(found.resources) - set(said.resources)]
    if resources:
        facts = {"names": resources[:_MOST], "names_count": len(resources)}
        yield Check("resource-unprinted", Light.RED, facts)
    for name in _EXPECTED_OF_ALL:
        if name in found.totals and name not in totals:
            yield Check("total-unprinted", Light.AMBER, {"figure": name, **_said(annex, name)})


def _lines(annex: Annex, line_ids: Sequence[str]) -> dict[str, object]:
    """Lines and their amounts: the first ones, and how many there are."""
    amounts = {line.id: line.cents for line in annex.budget.incomes}
    amounts |= {line.id: line.cents for line in annex.budget.expenses}
    named = list(line_ids[:_MOST])
    return {"lines": named, "amounts_cents": [amounts[one] for one in named], "lines_count": len(line_ids)}


def _said(annex: Annex, name: str) -> dict[str, object]:
    if name == RATE:
        return {"said_rate": str(resources_rate(annex.totals))}
    return {f"said_{name.rpartition('_')[2]}": getattr(annex.totals, name)}


def _meaning(annex: Annex, figure: str) -> list[str]:
    """What a figure is in the annex: the ids of lines, the names of totals."""
    totals = annex.totals.model_dump()
    written = [(line.id, line.cents) for line in annex.budget.expenses]
    written += [(line.id, line.cents) for line in annex.budget.incomes]
    lines = [line_id for line_id, cents in written if figure in euro_figures(cents)]
    names = [name for name, value in totals.items() if isinstance(value, int) and figure in euro_figures(value)]
    return [*lines[:_MOST], *names[:_MOST]]
