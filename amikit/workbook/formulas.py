"""Formulas that LibreOffice and Excel both compute: sums of the lines of one group, shares, comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What SUMIFS compares as it is: no wildcard, no operator, nothing that looks like a number written in two
# ways, a date or a truth value; neither capitals nor accents, which it may not tell apart.
_PLAIN_KEY = re.compile(r"(?!(?:true|false|vrai|faux)$|[a-z]{3,9}-[0-9]+$)[a-z][a-z0-9:-]{0,99}|[1-9][0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one view: lines whose amounts are added up by key."""

    keys: str
    """The name of the range that holds the key of each line."""
    is_plain: bool

    @classmethod
    def of(cls, keys: str, values: Iterable[str]) -> Groups:
        """The groups of a range, given all the keys that it may hold."""
        return cls(keys, all(not value or _PLAIN_KEY.fullmatch(value) for value in values))

    def sum(self, amounts: str, cell: str, key: str, *also: tuple[str, str]) -> str:
        """The sum of the amounts whose key is that of a cell (or is blank), where other columns hold these words.

        Where SUMIFS could be mistaken, SUMPRODUCT compares letter by letter: nothing to enter as an array.
        """
        if key and self.is_plain:
            criteria = [self.keys, cell, *(part for keys, word in also for part in (keys, text_literal(word)))]
            return f"SUMIFS({amounts},{','.join(criteria)})"
        same = [f'({self.keys}="")' if not key else f"EXACT({self.keys},{cell})"]
        same += [f"({keys}={text_literal(word)})" for keys, word in also]
        return f"SUMPRODUCT({'*'.join([*same, amounts])})"


def share(part: str, total: str) -> str:
    """A part of a total; 0 of nothing."""
    return f"IF({total}=0,0,{part}/{total})"


def sum_down(column: str, first_row: int, last_row: int) -> str:
    """The sum of cells below each other; rows are counted from 0."""
    return f"SUM({column}{first_row + 1}:{column}{last_row + 1})"


def text_literal(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'
