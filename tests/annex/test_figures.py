"""A figure is the same figure in every format and in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.annex.figures import euro_figures, figures_in
from amikit.i18n import LANGUAGES, Language, format_euros, format_hours, format_rate

languages = st.sampled_from(LANGUAGES)


@given(st.integers(0, 10**13), languages, st.booleans())
def test_an_amount_is_read_as_it_is_written(cents: int, language: Language, before: bool) -> None:
    written = format_euros(cents, language)
    text = f"2027 {written} D1" if before else written

    assert set(figures_in(text)) & set(euro_figures(cents)), text
    assert figures_in(format_euros(cents, "fr")) == figures_in(format_euros(cents, "en"))


@given(st.fractions(0, 3, max_denominator=999), languages)
def test_a_rate_is_the_same_in_both_languages(rate: Fraction, language: Language) -> None:
    assert list(figures_in(format_rate(rate, language))) == list(figures_in(format_rate(rate, "fr")))
    assert sum(figures_in(format_rate(rate, language)).values()) == 1


@given(st.integers(0, 3_999).map(lambda quarters: Fraction(quarters, 4)), languages)
def test_hours_are_the_same_in_both_languages(hours: Fraction, language: Language) -> None:
    assert figures_in(format_hours(hours, language)) == figures_in(format_hours(hours, "fr"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SIRET 123\u202f456\u202f789\u00a000012", {}),
        ("SIRET 000\u202f000\u202f018 00010", {}),
        ("2027 2028 75011 06 12 34 56 78", {}),
        ("500\u00a0€2 et 600\u00a0%3", {"500€": 1, "600%": 1}),
        ("12\u00a0h4", {"12h": 1}),
        ("2027 €1,500.00", {"1500,00€": 1}),
        ("12\u202f500,00\u00a0€\n12\u202f500,00 €", {"12500,00€": 2}),
        ("2028 1\u202f000,00\u00a0€", {"1000,00€": 1}),
        ("12\u202f000–15\u202f000\u00a0€", {"12000": 1, "15000€": 1}),
        ("1.500 €", {"1,500€": 1}),
    ],
)
def test_what_is_a_figure_and_what_is_none(text: str, expected: dict[str, int]) -> None:
    assert dict(figures_in(text)) == expected


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(count > 0 for count in figures_in(text).values())
