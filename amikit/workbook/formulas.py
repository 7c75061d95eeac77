"""Formulas that LibreOffice and Excel both compute: sums of the lines of one group, shares, comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What SUMIFS compares as it is: no wildcard, no operator, nothing that looks like a number written in two
# ways, a date or a truth value; no accents, nor keys that differ by a capital: it may not tell them apart.
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
        known = {value for value in values if value}
        folded = {value.lower() for value in known}
        return cls(keys, len(folded) == len(known) and all(map(_PLAIN_KEY.fullmatch, folded)))

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


def whole_euros(cell: str, cells: str) -> str:
    """One amount of several in whole euros, so that they still add up to their rounded total.

    As ``money.round_to_euros`` has it: rounded down, then one more for the largest remainders, ties to the first.
    Cents are rounded first: a sum of amounts leaves dust behind its second decimal.
    """
    cents, all_cents = f"ROUND(100*{cell},0)", f"ROUND(100*{cells},0)"
    rest, rests = (f"({one}-100*INT({one}/100))" for one in (cents, all_cents))
    before = f"SUMPRODUCT(({rests}>{rest})+({rests}={rest})*(ROW({cells})<ROW({cell})))"
    left_over = f"INT((ROUND(100*SUM({cells}),0)+50)/100)-SUMPRODUCT(INT({all_cents}/100))"
    return f"INT({cents}/100)+IF({before}<{left_over},1,0)"


def text_literal(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'
