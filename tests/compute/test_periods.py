from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.periods import calendar_years, in_window, months_begun, overlap, years_begun
from amikit.model.values import Period


def period(start: str = "", end: str = "") -> Period:
    return Period(
        start_on=date.fromisoformat(start) if start else None, end_on=date.fromisoformat(end) if end else None
    )


@pytest.mark.parametrize(
    ("start", "end", "years", "months"),
    [
        ("2021-01-01", "2022-06-30", 2, 18),
        ("2021-01-01", "2021-12-31", 1, 12),
        ("2021-01-01", "2022-01-01", 2, 13),
        ("2021-01-01", "2023-12-31", 3, 36),
        ("2021-07-01", "2022-06-30", 1, 12),
        ("2021-03-15", "2021-03-15", 1, 1),
        ("2020-02-29", "2021-02-28", 1, 12),
    ],
)
def test_a_slice_counts_from_its_first_day(start: str, end: str, years: int, months: int) -> None:
    assert (years_begun(period(start, end)), months_begun(period(start, end))) == (years, months)


@pytest.mark.parametrize(("start", "end"), [("", "2021-12-31"), ("2021-01-01", ""), ("2022-01-01", "2021-01-01")])
def test_an_unknown_period_has_no_length(start: str, end: str) -> None:
    unknown = period(start, end)

    assert (years_begun(unknown), months_begun(unknown), list(calendar_years(unknown))) == (None, None, [])


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 3_000))
def test_years_and_months_begun_agree(start_on: date, days: int) -> None:
    whole = Period(start_on=start_on, end_on=date.fromordinal(start_on.toordinal() + days))
    years, months = years_begun(whole), months_begun(whole)

    assert years is not None
    assert months is not None
    assert years == -(-months // 12)


def test_a_window_that_closes_before_the_project_starts_does_not_concern_it() -> None:
    project = period("2021-01-01", "2023-12-31")

    assert not in_window(period("", "2020-12-31"), project)
    assert not in_window(period("2024-01-01", ""), project)
    assert in_window(period("", "2021-01-01"), project)
    assert in_window(period("2020-01-01", "2020-12-31"), period("", "2020-06-01")), "the project's period is not known"


def test_an_overlap_is_what_both_share() -> None:
    assert overlap(period("2021-01-01", "2023-12-31"), period("2022-01-01", "")) == period("2022-01-01", "2023-12-31")
    assert overlap(period("2021-01-01", "2021-12-31"), period("2022-01-01", "")) is None


def test_the_calendar_years_of_a_project_straddle_new_year() -> None:
    assert list(calendar_years(period("2021-09-01", "2022-08-31"))) == [2021, 2022]
