"""Family SUI: who declares more than one can do; the faults of ``suivi/`` itself are in ``load/contributions.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from amikit.compute.full_time import declared_overloads
from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Text

if TYPE_CHECKING:
    from amikit.model.contributions import Contribution

ABOVE_FULL_TIME = Fault(
    "SUI011",
    Severity.TODO,
    Text(
        "{person} déclare {hours_hours} payées {when}, plus d'un temps plein ({limit_hours}).",
        "{person} declares {hours_hours} of paid work {when}, more than a full time ({limit_hours}).",
    ),
    Text(
        "Vérifiez les heures et les dates ; ce qui est juste se dit dans suivi/ecarts.md.",
        "Check the hours and the dates; what is right is explained in suivi/ecarts.md.",
    ),
)
FAULTS = (ABOVE_FULL_TIME,)


def find_overloads(proposal: Proposal, contributions: Iterable[Contribution]) -> Iterator[Diagnostic]:
    """The people who declare more paid hours than one person can do in a year."""
    names = {person.id: person.name for person in proposal.dossier.settings.people}
    for one in declared_overloads(contributions):
        yield ABOVE_FULL_TIME.at(one.place, f"personnes/{one.person_id}", **one.facts(names))
