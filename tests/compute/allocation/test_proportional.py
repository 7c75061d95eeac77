"""Shares between floors and ceilings: to the cent, whatever the weights."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.allocation.proportional import OddCents, Part, Split, split_between


def part(name: str, weight: int, floor: int = 0, ceiling: int | None = None) -> Part:
    return Part(name, Fraction(weight), floor, ceiling)


def _parts(drawn: list[tuple[int, int, int | None]]) -> list[Part]:
    return [
        part(f"r{number}", weight, floor, None if room is None else floor + room)
        for number, (weight, floor, room) in enumerate(drawn)
    ]


weights, cents = st.integers(0, 50), st.integers(0, 100_000)
parts = st.lists(st.tuples(weights, cents, st.none() | cents), min_size=1, max_size=7).map(_parts)


def test_floors_first_then_in_proportion() -> None:
    split = split_between(10_000, [part("a", 1, 1_000), part("b", 2)])

    assert split == Split({"a": 4_000, "b": 6_000}, frozenset())


def test_what_a_ceiling_stops_goes_to_the_others() -> None:
    split = split_between(10_000, [part("a", 3, 0, 2_000), part("b", 1), part("c", 1)])

    assert split == Split({"a": 2_000, "b": 4_000, "c": 4_000}, frozenset({"a"}))


def test_what_nobody_may_receive_is_left_and_said() -> None:
    assert split_between(10_000, [part("a", 1, 0, 2_000), part("b", 0)]).left_cents == 8_000


def test_the_odd_cent_goes_to_the_first_id_and_it_is_said() -> None:
    split = split_between(100, [part("c", 1), part("b", 1), part("a", 1)])

    assert split.cents == {"a": 34, "b": 33, "c": 33}
    assert split.ties == (OddCents(("a", "b", "c"), ("a",)),)


def test_floors_above_the_amount_are_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="floors"):
        split_between(10, [part("a", 1, 11)])


@given(parts, cents)
def test_no_cent_is_lost_or_invented(some: list[Part], more: int) -> None:
    total = sum(one.floor_cents for one in some) + more

    split = split_between(total, some)

    assert sum(split.cents.values()) + split.left_cents == total
    assert split.left_cents >= 0
    for one in some:
        assert one.floor_cents <= split.cents[one.id]
        assert one.ceiling_cents is None or split.cents[one.id] <= one.ceiling_cents
        assert one.weight or split.cents[one.id] == one.floor_cents


@given(parts, cents, st.data())
def test_another_order_changes_nothing(some: list[Part], more: int, data: st.DataObject) -> None:
    total = sum(one.floor_cents for one in some) + more

    assert split_between(total, data.draw(st.permutations(some))) == split_between(total, some)


@given(parts, cents, cents)
def test_more_money_gives_more_in_all_and_takes_at_most_a_cent_from_anyone(
    some: list[Part], more: int, again: int
) -> None:
    floors = sum(one.floor_cents for one in some)
    less, greater = split_between(floors + more, some), split_between(floors + more + again, some)

    assert sum(greater.cents.values()) >= sum(less.cents.values())
    assert all(greater.cents[name] >= given - 1 for name, given in less.cents.items())


@given(parts, cents)
def test_only_a_full_house_leaves_something(some: list[Part], more: int) -> None:
    split = split_between(sum(one.floor_cents for one in some) + more, some)

    if split.left_cents:
        assert all(not one.weight or split.cents[one.id] == one.ceiling_cents for one in some)
