"""What the consortium promises back, counted line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from amikit.compute.reason import Reason
from amikit.compute.shares import is_paid_to_steward, leaves_something_open
from amikit.i18n import Text
from amikit.model.accounts import plain_code
from amikit.model.budget import Budget, Expense, Nature
from amikit.model.catalog import Form, Honour, Resource
from amikit.model.dossier import Commitment, LinePart, ResourceUse
from amikit.money import round_half_up

GIVING = frozenset({Honour.CONTRIBUTION})
"""How a commitment counts when the steward says nothing: buying is not giving back."""
# Goods, hosting, fees, royalties: what an invoice is for.
_SERVICE_ACCOUNTS = ("60", "61", "62", "651")


@dataclass(frozen=True, slots=True)
class Tally:
    """What the lines of a commitment add up to; cash and hours stay apart, purchases too."""

    contribution_cents: int = 0
    """Paid to the steward, or for something open that is left to everyone."""
    purchase_cents: int = 0
    elsewhere_cents: int = 0
    """Paid to somebody else, for nothing open: it answers nothing."""
    hours: Fraction = Fraction(0)
    contribution_ids: tuple[str, ...] = ()
    purchase_ids: tuple[str, ...] = ()
    elsewhere_ids: tuple[str, ...] = ()
    hour_ids: tuple[str, ...] = ()
    act_ids: tuple[str, ...] = ()
    """Lines that an act names: they pay for it, and count nowhere else."""
    uncounted_ids: tuple[str, ...] = ()
    """Lines that count nothing: unknown, for something else, of another kind, or used up."""

    @property
    def line_ids(self) -> tuple[str, ...]:
        """The lines that answer, each once."""
        return tuple(dict.fromkeys(self.contribution_ids + self.purchase_ids + self.hour_ids + self.act_ids))

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """All of these together, each line named once; at once, for a commitment may name thousands."""
        parts = tuple(tallies)

        def once(ids: Callable[[Tally], tuple[str, ...]]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(line_id for part in parts for line_id in ids(part)))

        return cls(
            contribution_cents=sum(part.contribution_cents for part in parts),
            purchase_cents=sum(part.purchase_cents for part in parts),
            elsewhere_cents=sum(part.elsewhere_cents for part in parts),
            hours=sum((part.hours for part in parts), Fraction(0)),
            contribution_ids=once(lambda part: part.contribution_ids),
            purchase_ids=once(lambda part: part.purchase_ids),
            elsewhere_ids=once(lambda part: part.elsewhere_ids),
            hour_ids=once(lambda part: part.hour_ids),
            act_ids=once(lambda part: part.act_ids),
            uncounted_ids=once(lambda part: part.uncounted_ids),
        )

    def counted_cents(self, honours: frozenset[Honour]) -> int:
        """The cash that counts for a steward who accepts these ways to give back."""
        contributed = self.contribution_cents if Honour.CONTRIBUTION in honours else 0
        bought = self.purchase_cents if Honour.PURCHASE in honours else 0
        return contributed + bought

    def reason(self, honours: frozenset[Honour], acts: tuple[Commitment, ...]) -> Reason:
        """What was promised, from which lines, and what does not count."""
        pieces: list[Reason] = []
        if self.contribution_cents:
            facts = {"contribution_cents": self.contribution_cents, "contributions": self.contribution_ids}
            pieces.append(Reason(_GIVEN if Honour.CONTRIBUTION in honours else _GIVEN_REFUSED, facts))
        if self.purchase_cents:
            facts = {"purchase_cents": self.purchase_cents, "purchases": self.purchase_ids}
            pieces.append(Reason(_BOUGHT if Honour.PURCHASE in honours else _BOUGHT_REFUSED, facts))
        if self.elsewhere_cents:
            facts = {"elsewhere_cents": self.elsewhere_cents, "elsewhere": self.elsewhere_ids}
            pieces.append(Reason(_ELSEWHERE, facts))
        if self.hours:
            pieces.append(Reason(_HOURS, {"committed_hours": self.hours, "hour_lines": self.hour_ids}))
        if acts:
            complete = sum(is_complete_act(act) for act in acts)
            text = _ACTS if complete == len(acts) else _ACTS_INCOMPLETE
            pieces.append(Reason(text, {"acts_count": len(acts), "complete": complete}))
        whole, *others = pieces or [NOTHING]
        if self.uncounted_ids:
            others.append(Reason(_UNCOUNTED, {"uncounted": self.uncounted_ids}))
        for piece in others:
            whole = whole.then(piece, ", ")
        return whole


def is_complete_act(commitment: Commitment) -> bool:
    """Whether an act says what, who, and by when."""
    return bool(commitment.description.strip() and commitment.responsible_id and commitment.due_on)


def is_purchase(line: Expense, resource: Resource) -> bool:
    """Whether the line buys something from the steward (hosting, support) and leaves nothing to everyone."""
    is_service = plain_code(line.account).startswith(_SERVICE_ACCOUNTS)
    return is_service and not leaves_something_open(line) and is_paid_to_steward(line, resource)


def gives_back(line: Expense, resource: Resource) -> bool:
    """Whether cash can answer what the steward expects: it pays the steward, or leaves something open to all."""
    return is_paid_to_steward(line, resource) or leaves_something_open(line)


def tally_commitments(
    use: ResourceUse, resource: Resource, budget: Budget, forms: tuple[Form | None, ...]
) -> tuple[Tally, ...]:
    """What each commitment of a use amounts to, in the order they were written.

    ``forms`` says what each one answers: cash takes cash lines, time takes unpaid
    hours, an act takes neither, and a free contribution (None) takes both. A line never
    gives more than it has: the first commitment that names it is served first.
    """
    left = _Left(resource, budget)
    return tuple(left.tally(commitment, form) for commitment, form in zip(use.commitments, forms, strict=True))


def cash_part_cents(part: LinePart, line: Expense) -> int:
    """The part of a cash line in cents; hours alone are worth the line's rate, nothing said is all of it."""
    if part.amount_cents is not None:
        return max(0, part.amount_cents)
    if part.hours is not None and line.rate_cents is not None:
        return max(0, round_half_up(part.hours * line.rate_cents))
    return max(0, line.cents)


class _Left:
    """What remains of each line of one resource while its commitments are read in order."""

    def __init__(self, resource: Resource, budget: Budget) -> None:
        self._resource = resource
        self._lines = budget.expenses_by_id
        self._cents: dict[str, int] = {}
        self._hours: dict[str, Fraction] = {}

    def tally(self, commitment: Commitment, form: Form | None) -> Tally:
        return Tally.total(self._part(part, form) for part in commitment.lines)

    def _part(self, part: LinePart, form: Form | None) -> Tally:
        line = self._lines.get(part.line_id)
        tally = None
        if line is not None and line.feeds(self._resource.id):
            if form is Form.ACT:
                tally = Tally(act_ids=(line.id,))
            elif line.nature is Nature.CASH and form is not Form.TIME:
                tally = self._cash(part, line)
            elif line.nature is Nature.VOLUNTEERING and form is not Form.CASH:
                tally = self._time(part, line)
        return tally or Tally(uncounted_ids=(part.line_id,))

    def _cash(self, part: LinePart, line: Expense) -> Tally | None:
        left = self._cents.get(line.id, max(0, line.cents))
        cents = min(cash_part_cents(part, line), left)
        self._cents[line.id] = left - cents
        if not cents:
            return None
        if not gives_back(line, self._resource):
            return Tally(elsewhere_cents=cents, elsewhere_ids=(line.id,))
        if is_purchase(line, self._resource):
            return Tally(purchase_cents=cents, purchase_ids=(line.id,))
        return Tally(contribution_cents=cents, contribution_ids=(line.id,))

    def _time(self, part: LinePart, line: Expense) -> Tally | None:
        left = self._hours.get(line.id, max(Fraction(0), line.worked_hours))
        hours = min(max(Fraction(0), line.worked_hours if part.hours is None else part.hours), left)
        self._hours[line.id] = left - hours
        return Tally(hours=hours, hour_ids=(line.id,)) if hours else None


NOTHING = Reason(Text("aucun engagement", "no commitment"))
_GIVEN = Text("{contribution_cents} engagés ({contributions})", "{contribution_cents} committed ({contributions})")
_GIVEN_REFUSED = Text(
    "{contribution_cents} engagés ({contributions}), que le porteur ne compte pas",
    "{contribution_cents} committed ({contributions}), which the steward does not count",
)
_BOUGHT = Text("{purchase_cents} en achat ({purchases})", "{purchase_cents} bought ({purchases})")
_BOUGHT_REFUSED = Text(
    "{purchase_cents} en achat ({purchases}), qui ne compte pas comme une contribution",
    "{purchase_cents} bought ({purchases}), which does not count as a contribution",
)
_ELSEWHERE = Text(
    "{elsewhere_cents} qui ne paient pas le porteur et ne laissent pas de livrable ouvert ({elsewhere})",
    "{elsewhere_cents} that neither pay the steward nor leave an open deliverable ({elsewhere})",
)
_HOURS = Text("{committed_hours} bénévoles ({hour_lines})", "{committed_hours} unpaid ({hour_lines})")
_ACTS = Text(
    "{acts_count:geste promis|gestes promis}, avec responsable et échéance",
    "{acts_count:act promised|acts promised}, with someone in charge and a date",
)
_ACTS_INCOMPLETE = Text(
    "{acts_count:geste promis|gestes promis}, dont {complete} avec responsable et échéance",
    "{acts_count:act promised|acts promised}, of which {complete} with someone in charge and a date",
)
_UNCOUNTED = Text("ne compte pas : {uncounted}", "not counted: {uncounted}")
