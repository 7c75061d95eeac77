"""A table rounded to the cent: every sum still holds, along both sides."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.compute.allocation.rounding import round_table

SIZE = st.integers(1, 7)


def _drawn(draw: st.DrawFn) -> tuple[dict[str, dict[str, int]], int]:
    """Columns of whole sums, each divided at random among some rows."""
    rows = [f"m{number}" for number in range(draw(SIZE))]
    columns: dict[str, tuple[int, dict[str, int]]] = {}
    for number in range(draw(SIZE)):
        weights = {row: weight for row in rows if (weight := draw(st.integers(0, 6)))}
        if weights:
            columns[f"s{number}"] = (draw(st.integers(0, 50)), weights)
    denominator = 1
    for _, weights in columns.values():
        denominator *= sum(weights.values())
    table = {
        row: {
            name: total * weights[row] * (denominator // sum(weights.values()))
            for name, (total, weights) in columns.items()
            if row in weights
        }
        for row in rows
    }
    return table, denominator


tables = st.composite(_drawn)()


@settings(max_examples=300)
@given(tables)
def test_every_sum_holds(drawn: tuple[dict[str, dict[str, int]], int]) -> None:
    table, denominator = drawn

    rounded = round_table(table, denominator)

    columns = {column for cells in table.values() for column in cells}
    for column in columns:
        exact = sum(cells.get(column, 0) for cells in table.values())
        assert sum(cells.get(column, 0) for cells in rounded.values()) * denominator == exact
    for row, cells in table.items():
        assert rounded[row].keys() == cells.keys()
        assert all(abs(rounded[row][name] - Fraction(cents, denominator)) < 1 for name, cents in cells.items())
        assert abs(sum(rounded[row].values()) - Fraction(sum(cells.values()), denominator)) < 1


@given(tables, st.data())
def test_another_order_changes_nothing(drawn: tuple[dict[str, dict[str, int]], int], data: st.DataObject) -> None:
    table, denominator = drawn
    names = data.draw(st.permutations(sorted(table)))
    other = {row: dict(reversed(table[row].items())) for row in names}

    assert round_table(other, denominator) == round_table(table, denominator)


def test_a_large_table_of_equal_parts_keeps_each_part() -> None:
    """Five hundred members of 500 €, forty steps: what each gave and kept is 500,00 € for everyone."""
    each, members = 50_000, [f"m{number:03}" for number in range(500)]
    payers = {f"s{step:02}": members[step * 7 % 400 : step * 7 % 400 + 97] for step in range(40)}
    table: dict[str, dict[str, int]] = {name: {} for name in members}
    for step, names in payers.items():
        for name in names:
            table[name][step] = 100_001  # over 97: 1 030,94 cents and a bit each, 100 001 cents in all
    for name in members:
        table[name]["rest"] = each * 97 - sum(table[name].values())

    rounded = round_table(table, 97)

    assert {sum(cells.values()) for cells in rounded.values()} == {each}
    for step, names in payers.items():
        assert sum(rounded[name][step] for name in names) == 100_001
