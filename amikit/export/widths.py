"""How wide each column of a table is where no layout engine decides for us (Word, LibreOffice)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from amikit.render.answer import Block
from amikit.render.walk import plain_text

_CHAR_CM = 0.185
"""The mean width of a character of a table, bold, with some margin."""
_INSET_CM = 0.42
LINE_END = re.compile(r"[ \t\r\n]+|(?<=[^\W\d_]-)(?=[^\W\d_])")
"""Where a line may end in a cell: at a white space that is not a no-break one, after a hyphen between letters."""
LONGEST_WORD = 24
"""A longer word (an address, a digest) asks for room for its beginning only."""
SHORT_TABLE = 5
"""Rows, header included, of a table that stays on one page."""
_LONGEST_CELL = 45
"""A column that has no width asks for no more characters than this."""


def with_widths(table: Block, total_cm: float) -> Block:
    """The pandoc table, each column with its share of the width: what was asked, but no less
    than its longest word needs, amounts and dates before words.
    """
    attributes, caption, specs, head, bodies, foot = table["c"]
    rows = [row[1] for row in head[1]] + [row[1] for body in bodies for row in body[3]]
    columns = [[plain_text(row[place][4]).strip() for row in rows if place < len(row)] for place in range(len(specs))]
    shares = [spec[1].get("c") or 0.0 for spec in specs]
    if not all(shares):
        shares = [natural_share(texts) for texts in columns]
    words = [{word[:LONGEST_WORD] for text in texts for word in LINE_END.split(text)} for texts in columns]
    hard = [_need(word for word in column if any(map(str.isdigit, word))) for column in words]
    widths = fit(total_cm, shares, hard, list(map(_need, words)))
    sized = [
        [alignment, {"t": "ColWidth", "c": round(width / total_cm, 4)}]
        for (alignment, _), width in zip(specs, widths, strict=True)
    ]
    return {"t": "Table", "c": [attributes, caption, sized, head, bodies, foot]}


def natural_share(texts: Sequence[str]) -> float:
    """A share for a column that has no width: by its longest cell, within reason."""
    return float(min(max(map(len, texts), default=0) + 2, _LONGEST_CELL))


def fit(total: float, shares: Sequence[float], hard: Sequence[float], soft: Sequence[float]) -> list[float]:
    """Widths in proportion to ``shares`` whose sum is ``total``, none below its need.

    Where all ``soft`` needs do not fit, the ``hard`` ones are served first; where even
    those do not, the width is shared in proportion to them.

    >>> fit(10, [1, 1], [0, 0], [8, 1])
    [8, 2.0]
    """
    needs = _needs(total, hard, soft)
    widths = list(needs)
    free = list(range(len(shares)))
    while free:
        room = total - sum(need for place, need in enumerate(needs) if place not in free)
        weight = sum(shares[place] for place in free)
        short = [place for place in free if shares[place] / weight * room < needs[place]]
        if not short:
            for place in free:
                widths[place] = shares[place] / weight * room
            break
        free = [place for place in free if place not in short]
    return widths


def _needs(total: float, hard: Sequence[float], soft: Sequence[float]) -> list[float]:
    if sum(soft) <= total:
        return list(soft)
    if sum(hard) >= total:
        return [need / sum(hard) * total for need in hard]
    rate = (total - sum(hard)) / (sum(soft) - sum(hard))
    return [least + (wish - least) * rate for least, wish in zip(hard, soft, strict=True)]


def _need(words: Iterable[str]) -> float:
    return max(map(len, words), default=0) * _CHAR_CM + _INSET_CM
