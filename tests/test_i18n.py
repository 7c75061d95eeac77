"""How each language writes amounts, rates, dates and plurals."""

from __future__ import annotations

import doctest
import unicodedata
from datetime import date
from fractions import Fraction

import pytest
from babel.dates import format_date as babel_date
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit import i18n
from amikit.i18n import (
    LANGUAGES,
    Language,
    Text,
    environment_language,
    format_date,
    format_euros,
    format_hours,
    format_list,
    format_number,
    format_rate,
    say,
)

PATIENT = settings(deadline=None)
"""Other work on the machine must not make a test fail."""


def spaced(text: str) -> str:
    """The text with ordinary spaces: a test is easier to read so."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(i18n).failed == 0


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (0, "0,00 €", "€0.00"),
        (5, "0,05 €", "€0.05"),
        (150_000, "1 500,00 €", "€1,500.00"),
        (-1, "-0,01 €", "-€0.01"),
        (123_456_789_012, "1 234 567 890,12 €", "€1,234,567,890.12"),
    ],
)
def test_amounts_are_written_as_each_language_does(cents: int, french: str, english: str) -> None:
    assert spaced(format_euros(cents, "fr")) == french
    assert format_euros(cents, "en") == english


@pytest.mark.parametrize(
    ("cents", "euros"), [(1_999, "20 €"), (1_950, "20 €"), (1_949, "19 €"), (-1_950, "-20 €"), (-49, "0 €"), (0, "0 €")]
)
def test_an_amount_without_cents_is_rounded(cents: int, euros: str) -> None:
    assert spaced(format_euros(cents, "fr", decimals=False)) == euros


def test_the_spaces_of_an_amount_do_not_break() -> None:
    assert format_euros(123_456_700, "fr") == "1\u202f234\u202f567,00\u00a0€"


@pytest.mark.parametrize(
    ("rate", "french", "english"),
    [
        ("0", "0 %", "0%"),
        ("1", "100 %", "100%"),
        ("783/1000", "78,3 %", "78.3%"),
        ("1/3", "33,3 %", "33.3%"),
        ("2/3", "66,7 %", "66.7%"),
        ("5/10000", "0,1 %", "0.1%"),
        ("-5/10000", "-0,1 %", "-0.1%"),
        ("-1/100000", "-0,1 %", "-0.1%"),
        ("12", "1 200 %", "1,200%"),
    ],
)
def test_rates_have_at_most_one_decimal_rounded_half_up(rate: str, french: str, english: str) -> None:
    assert spaced(format_rate(Fraction(rate), "fr")) == french
    assert format_rate(Fraction(rate), "en") == english


@given(rate=st.fractions(min_value=-3, max_value=3))
def test_only_the_whole_is_a_hundred_percent_and_only_nothing_is_none(rate: Fraction) -> None:
    assert (format_rate(rate, "en") == "100%") == (rate == 1)
    assert (format_rate(rate, "en") == "0%") == (rate == 0)
    assert (format_rate(rate, "en", aligned=True) == "100.0%") == (rate == 1)


@pytest.mark.parametrize(
    ("rate", "said"),
    [("9999/10000", "99,9 %"), ("10001/10000", "100,1 %"), ("1/100000", "0,1 %"), ("-9999/10000", "-99,9 %")],
)
def test_what_is_nearly_whole_or_nearly_nothing_keeps_its_tenth(rate: str, said: str) -> None:
    assert spaced(format_rate(Fraction(rate), "fr")) == said


def test_the_rates_of_a_column_have_the_same_number_of_decimals() -> None:
    rates = [Fraction(17, 100), Fraction(284, 1000), Fraction(1), Fraction(0)]

    assert [spaced(format_rate(rate, "fr", aligned=True)) for rate in rates] == ["17,0 %", "28,4 %", "100,0 %", "0,0 %"]


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("15/2", "7,5", "7.5"),
        ("10", "10", "10"),
        ("1/4", "0,25", "0.25"),
        ("12345", "12 345", "12,345"),
        ("-1/1000", "0", "0"),
    ],
)
def test_numbers_have_no_useless_zero(value: str, french: str, english: str) -> None:
    assert spaced(format_number(Fraction(value), "fr")) == french
    assert format_number(Fraction(value), "en") == english
    assert spaced(format_hours(Fraction(value), "fr")) == f"{french} h"


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2021, 1, 12), "12 janvier 2021", "12 January 2021"),
        (date(2021, 5, 1), "1er mai 2021", "1 May 2021"),
        (date(2021, 12, 31), "31 décembre 2021", "31 December 2021"),
        (date(2024, 2, 21), "21 février 2024", "21 February 2024"),
    ],
)
def test_dates_are_written_in_words(day: date, french: str, english: str) -> None:
    assert spaced(format_date(day, "fr")) == french
    assert format_date(day, "en") == english


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_those_of_babel(month: int) -> None:
    day = date(2021, month, 12)

    assert spaced(format_date(day, "fr")) == babel_date(day, "long", locale="fr_FR")
    assert format_date(day, "en") == babel_date(day, "long", locale="en_GB")
    assert format_date(day, "en", short=True) == babel_date(day, "medium", locale="en_GB")


@PATIENT
@given(st.dates(date(1000, 1, 1)))
def test_only_the_first_of_a_month_is_an_ordinal(day: date) -> None:
    written = format_date(day, "fr")

    assert ("er\u00a0" in written) == (day.day == 1)
    assert written.startswith(f"{day.day}er\u00a0" if day.day == 1 else f"{day.day}\u00a0")
    assert written.endswith(f" {day.year}")


def test_a_short_date_has_two_digits_for_the_day_and_the_month() -> None:
    assert format_date(date(2021, 5, 1), "fr", short=True) == "01/05/2021"
    assert format_date(date(2021, 5, 1), "en", short=True) == "1 May 2021"


@pytest.mark.parametrize(
    ("items", "french", "english"),
    [
        ([], "", ""),
        (["Baraka"], "Baraka", "Baraka"),
        (["a", "b"], "a et b", "a and b"),
        (["a", "b", "c"], "a, b et c", "a, b and c"),
    ],
)
def test_lists_are_joined_as_a_person_would(items: list[str], french: str, english: str) -> None:
    assert format_list(items, "fr") == french
    assert format_list(items, "en") == english


_LINES = Text("{lines_count:ligne|lignes}", "{lines_count:line|lines}")


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 ligne", "0 lines"),
        (1, "1 ligne", "1 line"),
        (-1, "-1 ligne", "-1 line"),
        (2, "2 lignes", "2 lines"),
        (1500, "1 500 lignes", "1,500 lines"),
    ],
)
def test_nouns_agree_with_their_number(count: int, french: str, english: str) -> None:
    assert spaced(say(_LINES, {"lines_count": count}, "fr")) == french
    assert say(_LINES, {"lines_count": count}, "en") == english


def test_a_noun_without_a_plural_stays_as_it_is() -> None:
    months = Text("{months_count:mois}", "{months_count:month|months}")

    assert say(months, {"months_count": 1}, "fr") == "1 mois"
    assert say(months, {"months_count": 3}, "fr") == "3 mois"


@pytest.mark.parametrize(
    ("name", "value", "french", "english"),
    [
        ("gap_cents", 150, "1,50 €", "€1.50"),
        ("floor_rate", Fraction(1, 2), "50 %", "50%"),
        ("worked_hours", Fraction(15, 2), "7,5 h", "7.5 h"),
        ("end_on", date(2027, 1, 1), "1er janvier 2027", "1 January 2027"),
        ("year", "2027", "2027", "2027"),
        ("line", 1500, "1500", "1500"),
        ("ratio", Fraction(5, 2), "2,5", "2.5"),
        ("missing", [Text("qui", "who"), Text("quand", "when")], "qui et quand", "who and when"),
        ("parts_cents", [100, 200], "1,00 € et 2,00 €", "€1.00 and €2.00"),
        ("reason", None, "", ""),
        ("what", Text("la ville", "the city"), "la ville", "the city"),
    ],
)
def test_the_suffix_of_a_fact_says_how_to_write_it(name: str, value: object, french: str, english: str) -> None:
    text = Text(f"{{{name}}}", f"{{{name}}}")

    assert spaced(say(text, {name: value}, "fr")) == french
    assert spaced(say(text, {name: value}, "en")) == english


@PATIENT
@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_a_fact_is_printed_as_it_is_whatever_it_holds(value: str, language: Language) -> None:
    assert say(Text("« {text} »", "“{text}”"), {"text": value}, language)[1:-1].strip("\u00a0") == value.strip("\u00a0")


def test_braces_in_a_fact_are_not_read() -> None:
    assert say(Text("{a}", "{a}"), {"a": "{a.__class__} {b} {0}"}, "fr") == "{a.__class__} {b} {0}"


def test_a_fact_that_a_sentence_lacks_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say(Text("{absent}", "{absent}"), {}, "fr")


@pytest.mark.parametrize("mark", [":", ";", "?", "!", "»"])
def test_french_marks_never_begin_a_line(mark: str) -> None:
    space = Text(f"mot {mark}", "").fr[3]

    assert space in "\u00a0\u202f"
    assert unicodedata.category(space) == "Zs"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "fr"),
        ({"LANG": "C"}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "fr"),
        ({"LC_ALL": "en_US", "LANG": "fr_FR"}, "en"),
        ({"LC_MESSAGES": "fr_CA", "LANG": "en_GB"}, "fr"),
    ],
)
def test_the_environment_chooses_among_two_languages(
    variables: dict[str, str], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert environment_language() == language
