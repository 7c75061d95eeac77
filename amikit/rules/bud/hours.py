"""Family BUD: the hours that the budget gives to people."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.full_time import planned_overloads
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.rules.declare import TODO, Finding, found, rule


@rule(
    "BUD022",
    TODO,
    Text(
        "Le budget confie {hours_hours} à {person} {when}, plus d'un temps plein ({limit_hours}).",
        "The budget gives {hours_hours} to {person} {when}, more than a full time ({limit_hours}).",
    ),
    Text(
        "Partagez ces heures avec une autre personne, ou étalez-les sur plus d'une année.",
        "Share these hours with another person, or spread them over more than a year.",
    ),
)
def nobody_is_planned_above_a_full_time(proposal: Proposal) -> Iterator[Finding]:
    """The paid hours of a person never exceed one full time: a yardstick of 1 607 hours a year, no limit of the law.

    Beyond them an employee whose time is counted by the year does overtime (Code du travail, art. L3121-41). Money goes to work that someone can really do; beyond that, a funder doubts all the other hours.
    """
    names = {person.id: person.name for person in proposal.dossier.settings.people}
    for one in planned_overloads(proposal.dossier):
        yield found(one.place, f"personnes/{one.person_id}", **one.facts(names))
