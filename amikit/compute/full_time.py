"""Nobody is paid above one full time: where a plan, or what was declared, says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from amikit.compute.periods import calendar_years
from amikit.i18n import Text
from amikit.model.dossier import Dossier
from amikit.source.span import Span

if TYPE_CHECKING:
    from amikit.model.contributions import Contribution

FULL_TIME_HOURS = Fraction(1607)
"""A yardstick: where the overtime of an employee whose time is counted by the year begins in France
(Code du travail, art. L3121-41), which people there call a full time.

No limit of the law: contributors are not employees. It measures what one person can do.
"""


@dataclass(frozen=True, slots=True)
class Overload:
    """More hours of one person, in one year, than a full time."""

    person_id: str
    year: int | None
    """None for the whole project: some lines name no year."""
    hours: Fraction
    limit_hours: Fraction
    place: Span
    """Where the first hours above the limit are written."""

    def facts(self, names: Mapping[str, str]) -> dict[str, object]:
        """What a finding says of it, the person by name when it is known."""
        return {
            "person": names.get(self.person_id) or self.person_id,
            "hours_hours": self.hours,
            "limit_hours": self.limit_hours,
            "when": Text(f"en {self.year}", f"in {self.year}") if self.year else _WHOLE_PROJECT,
        }


@dataclass(frozen=True, slots=True)
class _Work:
    person_id: str
    year: int | None
    hours: Fraction
    place: Span


def planned_overloads(dossier: Dossier) -> tuple[Overload, ...]:
    """The people to whom the budget gives more paid hours than a full time; volunteering is their own affair."""
    works = [
        _Work(line.person_id, line.year, line.worked_hours, line.at("hours"))
        for line in dossier.budget.expenses
        if line.is_cash and line.person_id
    ]
    found = list(_overloads(works, FULL_TIME_HOURS))
    years_count = len(calendar_years(dossier.settings.period))
    dateless = {work.person_id for work in works if work.year is None}
    whole = [_Work(work.person_id, None, work.hours, work.place) for work in works if work.person_id in dateless]
    # A line without a year may be spread over all of them.
    return (*found, *_overloads(whole, FULL_TIME_HOURS * max(years_count, 1), is_whole=True))


def declared_overloads(contributions: Iterable[Contribution]) -> tuple[Overload, ...]:
    """The people who declare more paid hours in a calendar year than a full time."""
    from amikit.model.contributions import ContributionKind  # only a report reads contributions

    works = [
        _Work(one.person_id, one.on.year, one.hours, one.at("hours"))
        for one in contributions
        if one.kind is ContributionKind.CASH and one.person_id and one.on and one.hours is not None
    ]
    return tuple(_overloads(works, FULL_TIME_HOURS))


def _overloads(works: Iterable[_Work], limit: Fraction, *, is_whole: bool = False) -> Iterator[Overload]:
    sums: dict[tuple[str, int | None], Fraction] = {}
    places: dict[tuple[str, int | None], Span] = {}
    for work in works:
        if work.year is None and not is_whole:
            continue
        key = (work.person_id, work.year)
        sums[key] = sums.get(key, Fraction(0)) + work.hours
        if sums[key] > limit:
            places.setdefault(key, work.place)
    for (person_id, year), place in places.items():
        yield Overload(person_id, year, sums[person_id, year], limit, place)


_WHOLE_PROJECT = Text("sur tout le projet", "over the whole project")
