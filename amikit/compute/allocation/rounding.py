"""Round a table of exact amounts to the cent so that every sum still holds, along both sides.

Each cell becomes its amount rounded down or up; each column keeps its exact sum, which is whole; each row
adds up to its exact sum rounded down or up: whole rows keep theirs. Such a rounding always exists (Bacharach,
“Matrix Rounding Problems”, 1966); it is found as a flow, from the largest remainders.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

Cell = tuple[str, str]


def round_table(rows: Mapping[str, Mapping[str, int]], denominator: int) -> dict[str, dict[str, int]]:
    """The cells of each row in whole cents; ``rows`` hold cents times ``denominator``.

    Each column must have a whole sum. The order of rows and columns changes nothing.

    >>> round_table({"x": {"a": 1, "b": 1}, "y": {"a": 1, "b": 1}}, 2)
    {'x': {'a': 1, 'b': 0}, 'y': {'a': 0, 'b': 1}}
    """
    down = {
        row: {column: numerator // denominator for column, numerator in sorted(cells.items())}
        for row, cells in sorted(rows.items())
    }
    table = _Table()
    for row, cells in down.items():
        whole, rest = divmod(sum(rows[row].values()), denominator)
        owed = whole - sum(cells.values())
        table.least[row], table.most[row] = owed, owed + bool(rest)
        for column, cents in cells.items():
            remainder = rows[row][column] - cents * denominator
            if remainder:
                table.remainders.setdefault(column, {})[row] = remainder
                table.waiting[row] = table.waiting.get(row, 0) + 1
    for column, remainders in sorted(table.remainders.items()):
        table.fill(column, sum(remainders.values()) // denominator)
    table.raise_rows()
    for column, up_rows in table.up.items():
        for row in up_rows:
            down[row][column] += 1
    return down


@dataclass(slots=True)
class _Table:
    """Which cells are rounded up, between the least and the most cents that each row may receive so."""

    remainders: dict[str, dict[str, int]] = field(default_factory=dict)
    """By column, then by row: only cells that are not whole."""
    least: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    up: dict[str, set[str]] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    """How many cells of each row are not decided yet."""

    def fill(self, column: str, cents: int) -> None:
        """Round up so many cells of a column: first the rows that still need most for the cells they have left,
        then the largest remainders, then by row."""
        remainders = self.remainders[column]
        self.up[column] = set()
        need = {row: (self.least[row] - self.given.get(row, 0)) / self.waiting[row] for row in remainders}
        for row in remainders:
            self.waiting[row] -= 1
        for row in sorted(remainders, key=lambda one: (-need[one], -remainders[one], one)):
            if len(self.up[column]) == cents:
                return
            if self.given.get(row, 0) < self.most[row]:
                self._round_up(row, column)
        while len(self.up[column]) < cents:
            self._make_room(column)

    def _round_up(self, row: str, column: str) -> None:
        self.up[column].add(row)
        self.given[row] = self.given.get(row, 0) + 1

    def _make_room(self, column: str) -> None:
        """Round up one more cell of a column whose rows are full, by moving cents along other columns."""
        came_from: dict[str, Cell | None] = {}
        waiting: deque[str] = deque()

        seen = {column}

        def look_at(at: str, above: str | None) -> None:
            seen.add(at)
            for row in sorted(self.remainders[at].keys() - self.up.get(at, set()) - came_from.keys()):
                came_from[row] = None if above is None else (above, at)
                waiting.append(row)

        look_at(column, None)
        while waiting:
            row = waiting.popleft()
            if self.given.get(row, 0) < self.most[row]:
                self._move(row, column, came_from)
                return
            for other in sorted(name for name, rows in self.up.items() if name not in seen and row in rows):
                look_at(other, row)
        raise AssertionError("a rounding always exists")

    def _move(self, row: str, column: str, came_from: Mapping[str, Cell | None]) -> None:
        """Give one cent more to ``row``, and pass cents along the path back to the column that lacks one."""
        self.given[row] = self.given.get(row, 0) + 1
        step = came_from[row]
        while step is not None:
            above, at = step
            self.up[at].remove(above)
            self.up[at].add(row)
            row, step = above, came_from[above]
        self.up[column].add(row)

    def raise_rows(self) -> None:
        """Give every row its least, by taking cents from rows that have more than theirs."""
        for row in sorted(self.least):
            while self.given.get(row, 0) < self.least[row]:
                self._raise(row)

    def _raise(self, row: str) -> None:
        came_from: dict[str, Cell | None] = {row: None}
        waiting = deque([row])
        seen: set[str] = set()
        while waiting:
            here = waiting.popleft()
            if here != row and self.given.get(here, 0) > self.least[here]:
                self.given[here] -= 1
                self.given[row] = self.given.get(row, 0) + 1
                step = came_from[here]
                while step is not None:
                    above, at = step
                    self.up[at].remove(here)
                    self.up[at].add(above)
                    here, step = above, came_from[above]
                return
            columns = [at for at, rows in self.remainders.items() if here in rows and here not in self.up[at]]
            for at in sorted(set(columns) - seen):
                seen.add(at)
                for other in sorted(self.up[at] - came_from.keys()):
                    came_from[other] = (here, at)
                    waiting.append(other)
        raise AssertionError("a rounding always exists")
