"""The figures that a document prints: amounts, rates, hours. Read the same way when it is made and when it is verified."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# No amount begins with a zero: a SIRET does, in groups of its own.
# Thousands are grouped by U+202F alone: pdfium gives back U+00A0 as an ordinary space.
_GROUPED = "[1-9][0-9]{0,2}(?:\u202f[0-9]{3})+(?!\u202f?[0-9])"
_UNIT = "[ \u00a0\u202f]?(€(?![0-9]+[.,][0-9]|[0-9]{3})|%|h(?![^\\W\\d_]))"
"""Before an amount, the sign of the euro goes with what follows it (2027 €1,500.00); a call of note is no amount."""
_FIGURE = re.compile(
    f"(?<![0-9.,])(?<![0-9]\u202f)(?:({_GROUPED}(?:,[0-9]{{1,4}})?)(?:{_UNIT})?|([0-9]+(?:,[0-9]{{1,4}})?){_UNIT})"
)
_ANY = "[ \u00a0\u202f\r\n]{0,3}"
_SIRET = re.compile(f"(?<![0-9])[0-9]{{3}}{_ANY}[0-9]{{3}}{_ANY}[0-9]{{3}}{_ANY}[0-9]{{5}}(?![0-9])")
"""What looks most like an amount and is none; a PDF gives back its spaces as any space, or as the end of a line."""
_GROUPED_EN = "[0-9]{1,3}(?:,[0-9]{3})+"
_FIGURE_EN = re.compile(
    f"(?<![0-9.,])(€?)(?:({_GROUPED_EN}(?:\\.[0-9]{{1,4}})?)|([0-9]+\\.[0-9]{{1,4}}|(?<=€)[0-9]+))(?:{_UNIT})?(?![0-9,.]*[0-9])"
)
_DIGIT = re.compile("[0-9]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""What a paste leaves inside a number: it is not printed, or only at the end of a line."""
_SPACES = re.compile("[\u00a0\u202f ]")
_LONGEST = 40


def figures_in(text: str) -> Counter[str]:
    """Each figure of a text and how many times it stands there: ``12500,00€``, ``78,8%``, ``20h``.

    Thousands are grouped by narrow no-break spaces: any other space stands between two numbers. English
    figures (``€12,500.00``) are written the same way: they are the same figures.
    """
    found: Counter[str] = Counter()
    # No figure goes over the end of a line, and most lines have no digit.
    text = "\n".join(filter(_DIGIT.search, _SIRET.sub("", _UNSEEN.sub("", text)).split("\n")))
    for match in _FIGURE.finditer(text):
        number, unit = match[1] or match[3], match[2] or match[4] or ""
        found[_SPACES.sub("", number) + unit] += 1
    for match in _FIGURE_EN.finditer(text):
        number, unit = match[2] or match[3], match[1] or match[4] or ""
        if (match[2] or unit) and not _is_call_of_note(text, match):
            found[number.replace(",", "").replace(".", ",") + unit] += 1
    return Counter({figure: count for figure, count in found.items() if len(figure) <= _LONGEST})


def _is_call_of_note(text: str, match: re.Match[str]) -> bool:
    """Whether a number that follows the sign of the euro belongs to a note: ``500 €2`` is 500 €, and note 2."""
    before = text[max(0, match.start() - 2) : match.start()].rstrip("\u00a0\u202f ")
    return bool(match[1]) and (match[3] or "").isdigit() and len(match[3]) < len("100") and before[-1:].isdigit()


def total_of(texts: Iterable[str]) -> Counter[str]:
    """The figures of several texts: none goes over the end of a line."""
    return figures_in("\n".join(texts))


def euro_figures(cents: int) -> tuple[str, ...]:
    """The ways in which a document may print an amount: with its cents, and without them when there are none."""
    euros, rest = divmod(abs(cents), 100)
    return (f"{euros},{rest:02}€",) if rest else (f"{euros},00€", f"{euros}€")
