"""How long a project lasts, and what falls within it; both days of a period are included."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from amikit.model.values import Period


def is_known(period: Period) -> bool:
    """Whether the period has both its days, in order."""
    return period.start_on is not None and period.end_on is not None and period.start_on <= period.end_on


def overlap(first: Period, second: Period) -> Period | None:
    """The days that two periods share; None when there are none. A missing day leaves that side open."""
    starts = [day for day in (first.start_on, second.start_on) if day is not None]
    ends = [day for day in (first.end_on, second.end_on) if day is not None]
    start_on = max(starts, default=None)
    end_on = min(ends, default=None)
    if start_on is not None and end_on is not None and end_on < start_on:
        return None
    return Period(start_on=start_on, end_on=end_on)


def are_apart(periods: Iterable[Period]) -> bool:
    """Whether two of these periods at least share no day; those that are not known share theirs with any."""
    known = [(one.start_on, one.end_on) for one in periods if is_known(one)]
    starts, ends = [start for start, _ in known if start], [end for _, end in known if end]
    return bool(known) and max(starts) > min(ends)


def in_window(window: Period, period: Period) -> bool:
    """Whether an expectation valid during ``window`` concerns a project of that period.

    A project whose period is missing or reversed is concerned by everything: leaving an
    expectation out on the strength of a typing mistake would hide it.
    """
    return not is_known(period) or overlap(window, period) is not None


def years_begun(period: Period) -> int | None:
    """The twelve-month slices begun from the first day to the last: 18 months make 2."""
    days = _known_days(period)
    if days is None:
        return None
    start_on, end_on = days
    return end_on.year - start_on.year + ((end_on.month, end_on.day) >= (start_on.month, start_on.day))


def months_begun(period: Period) -> int | None:
    """The months begun from the first day to the last."""
    days = _known_days(period)
    if days is None:
        return None
    start_on, end_on = days
    return 12 * (end_on.year - start_on.year) + end_on.month - start_on.month + (end_on.day >= start_on.day)


def calendar_years(period: Period) -> range:
    """The calendar years that the period touches; none when it is not known."""
    days = _known_days(period)
    return range(days[0].year, days[1].year + 1) if days else range(0)


def _known_days(period: Period) -> tuple[date, date] | None:
    if period.start_on is None or period.end_on is None or period.end_on < period.start_on:
        return None
    return period.start_on, period.end_on
