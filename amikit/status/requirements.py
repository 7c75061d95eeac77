"""What the call requires, one by one: met, not yet, let through, or not known yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from amikit.compute.periods import months_begun
from amikit.compute.proposal import Proposal
from amikit.diagnostics import Report
from amikit.i18n import Text
from amikit.model.call import Limit
from amikit.model.call import Requirement as Source
from amikit.rules import causes_of

_AMOUNT_MIN = Text("Montant demandé, au moins", "Amount asked, at least")
_AMOUNT_MAX = Text("Montant demandé, au plus", "Amount asked, at most")
_YEARLY_MAX = Text("Montant demandé dans une année, au plus", "Amount asked in a year, at most")
_PUBLIC_MAX = Text("Financement public, au plus", "Public funding, at most")
_AID_MAX = Text("Part de l'aide dans les charges, au plus", "Aid as a part of the expenses, at most")
_INDIRECT_MAX = Text("Charges indirectes, au plus", "Indirect costs, at most")
_DURATION_MAX = Text("Durée, au plus", "Duration, at most")
_COMMONS_MIN = Text("Part aux ressources, au moins", "Share to resources, at least")


class State(StrEnum):
    """Whether a requirement of the call is met."""

    MET = "met"
    UNMET = "unmet"
    EXCUSED = "excused"
    """Not met, and let through by an exception that the document prints."""
    UNKNOWN = "unknown"
    """What it is compared with is not written yet, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that the call asks, and where the answer stands."""

    id: str
    """``plafonds/montant_max``, ``pieces/statuts``, ``criteres/ancrage``."""
    title: Text
    state: State
    unit: str = ""
    """``cents``, ``rate`` or ``months``; empty when being there is enough."""
    reached: int | Fraction | None = None
    """What the answer has, in that unit; None while it is not known."""
    asked: int | Fraction | None = None
    """What the call wants, in that unit."""
    source: str = ""
    """The passage of the call, when someone noted it."""


def list_requirements(proposal: Proposal, report: Report) -> tuple[Requirement, ...]:
    """Every ceiling, attachment and criterion of the call, in that order.

    Met or not is what the rules found: nothing is judged twice.
    """
    judged = _Judged(proposal, report)
    return (*_ceilings(proposal, judged), *_attachments(proposal, judged), *_criteria(proposal, judged))


class _Judged:
    """What the rules said, by code and by what it is about."""

    def __init__(self, proposal: Proposal, report: Report) -> None:
        self._standing = {(found.code, found.about) for found in report.standing}
        self._codes = {found.code for found in report.standing}
        self._excused = {(found.code, found.about) for found in report.excused}
        self.is_budget_known = proposal.dossier.is_budget_read and bool(proposal.dossier.budget.incomes)

    def state(self, codes: tuple[str, ...], about: str = "", *, is_known: bool = True) -> State:
        if not is_known:
            return State.UNKNOWN
        if self._has(self._standing, codes, about):
            return State.UNMET
        if any(causes_of(code) & self._codes for code in codes):
            return State.UNKNOWN  # what would be said waits for that error to be settled
        return State.EXCUSED if self._has(self._excused, codes, about) else State.MET

    @staticmethod
    def _has(found: set[tuple[str, str]], codes: tuple[str, ...], about: str) -> bool:
        return any(code in codes and (not about or where == about) for code, where in found)


def _ceilings(proposal: Proposal, judged: _Judged) -> Iterator[Requirement]:
    ceilings, views, shares = proposal.call.ceilings, proposal.views, proposal.shares
    asked_cents = views.asked_cents if judged.is_budget_known and views.asked_cents else None
    most_a_year = max((year.asked_cents for year in views.by_year), default=0) if asked_cents else None
    public_rate = views.public_rate if asked_cents else None
    aid_rate = Fraction(asked_cents, views.charges_cents) if asked_cents and views.charges_cents else None
    indirect_rate = views.indirect_rate if judged.is_budget_known and views.charges_cents else None
    months = months_begun(proposal.dossier.settings.period)
    for name, limit, title, code, reached in (
        ("montant_min", ceilings.amount_min, _AMOUNT_MIN, "CAL011", asked_cents),
        ("montant_max", ceilings.amount_max, _AMOUNT_MAX, "CAL006", asked_cents),
        ("par_an_max", ceilings.per_year_max, _YEARLY_MAX, "CAL007", most_a_year),
        ("taux_public_max", ceilings.public_rate_max, _PUBLIC_MAX, "CAL009", public_rate),
        ("taux_aide_max", ceilings.aid_rate_max, _AID_MAX, "CAL018", aid_rate),
        ("taux_indirect_max", ceilings.indirect_rate_max, _INDIRECT_MAX, "CAL016", indirect_rate),
        ("duree_max", ceilings.duration_max, _DURATION_MAX, "CAL008", months),
    ):
        unit, asked = _figure(limit)
        if limit is not None and asked is not None:
            state = judged.state((code,), is_known=reached is not None)
            yield Requirement(f"plafonds/{name}", title, state, unit, reached, asked, _passage(limit.source))
    if shares.min_rate is not None:
        reached = shares.reached_rate if shares.total_cents and judged.is_budget_known else None
        state = judged.state(("BUD003",), is_known=reached is not None)
        yield Requirement("part_communs_min", _COMMONS_MIN, state, "rate", reached, shares.min_rate)


def _attachments(proposal: Proposal, judged: _Judged) -> Iterator[Requirement]:
    for spec in proposal.call.attachments:
        if spec.required:
            about = f"pieces/{spec.id}"
            state = judged.state(("CAL004", "CAL012"), about)
            yield Requirement(about, Text(spec.title, spec.title), state, source=_passage(spec.source))


def _criteria(proposal: Proposal, judged: _Judged) -> Iterator[Requirement]:
    for criterion in proposal.call.criteria:
        about = f"criteres/{criterion.id}"
        state = judged.state(("CAL005",), about)
        title = Text(criterion.title, criterion.title)
        yield Requirement(about, title, state, source=_passage(criterion.source))


def _figure(limit: Limit | None) -> tuple[str, int | Fraction | None]:
    """The unit and the figure of a limit; nobody published some of them."""
    if limit is None:
        return "", None
    if limit.amount_cents is not None:
        return "cents", limit.amount_cents
    return ("rate", limit.rate) if limit.rate is not None else ("months", limit.months)


def _passage(source: Source | None) -> str:
    return " : ".join(filter(None, (source.document, source.quote))) if source else ""
