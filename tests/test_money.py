"""Euro cents: what is written is what is read, nothing is guessed, nothing is lost."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit import money
from amikit.i18n import LANGUAGES, Language, format_euros, format_number, format_rate
from amikit.money import NumberError, parse_cents, parse_decimal, parse_rate, round_half_up, round_to_euros, split_cents

PATIENT = settings(deadline=None)
"""Other work on the machine must not make a test fail."""

_CENTS = st.integers(-(10**14), 10**14)
_LANGUAGES = st.sampled_from(LANGUAGES)


def kind_of_refusal(text: str) -> str:
    with pytest.raises(NumberError) as caught:
        parse_decimal(text)
    return caught.value.kind


def refusal_of(parse: Callable[[str], object], text: str) -> NumberError | None:
    try:
        parse(text)
    except NumberError as refusal:
        return refusal
    return None


@PATIENT
@given(st.from_regex(r"\A[0-9]{1,13}([,.][0-9]{0,3})?\Z"))
def test_an_amount_written_plainly_is_read_as_any_other(text: str) -> None:
    with_unit = refusal_of(parse_cents, f"{text} €") or parse_cents(f"{text} €")

    found = refusal_of(parse_cents, text) or parse_cents(text)

    if isinstance(found, NumberError) or isinstance(with_unit, NumberError):
        assert getattr(found, "kind", None) == getattr(with_unit, "kind", None)
    else:
        assert found == with_unit


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(money).failed == 0


@PATIENT
@given(_CENTS, _LANGUAGES)
def test_an_amount_is_read_as_it_was_printed(cents: int, language: Language) -> None:
    assert parse_cents(format_euros(cents, language)) == cents


@PATIENT
@given(st.integers(-(10**10), 10**10))
def test_an_amount_printed_without_cents_in_french_is_read_back(euros: int) -> None:
    assert parse_cents(format_euros(euros * 100, "fr", decimals=False)) == euros * 100


@PATIENT
@given(st.integers(-(10**12), 10**12))
def test_a_number_is_read_as_it_was_printed_in_french(hundredths: int) -> None:
    value = Fraction(hundredths, 100)

    assert parse_decimal(format_number(value, "fr")) == value


@PATIENT
@given(st.integers(-(10**6), 10**6))
def test_a_rate_is_read_as_it_was_printed_in_french(tenths: int) -> None:
    rate = Fraction(tenths, 1000)

    assert parse_rate(format_rate(rate, "fr")) == rate


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12 500,00", 1_250_000),
        ("12\u202f500,00\u00a0€", 1_250_000),
        ("12.500,00", 1_250_000),
        ("12,500.00", 1_250_000),
        ("1.234.567", 123_456_700),
        ("1,234,567.8", 123_456_780),
        ("12500", 1_250_000),
        ("12500,5", 1_250_050),
        ("0,12", 12),
        ("0.10", 10),
        ("€1,234.50", 123_450),
        ("-€5.00", -500),
        ("- 5", -500),
        ("\u22125,00", -500),
        ("+5", 500),
        (" 007 ", 700),
        ("1234,560", 123_456),
        ("1 234,50\u2009€", 123_450),
    ],
)
def test_usual_ways_to_type_an_amount_are_read(text: str, cents: int) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,500", "999.000", "-1,234", "€1,234", "1,234 €"])
def test_thousands_or_decimals_is_never_guessed(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_cents(text)

    assert caught.value.kind == "ambiguous"
    assert caught.value.text == text


@PATIENT
@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(",."))
def test_one_mark_before_three_digits_is_always_ambiguous(whole: int, rest: int, mark: str) -> None:
    assert kind_of_refusal(f"{whole}{mark}{rest:03d}") == "ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        "mille", "12 50", "1 2345", "1,23,456", "1..2", "12,", ",5", "--5", "+-5", "5-", "1e3", "0x10", "١٢", "½", "1'234",
        "12€50", "1 234 56", "1234 567", "1.234,567.8", "nan", "inf", "9" * 41, "1\n234", "1 234,567,8", "€", "5 €€",
    ],
)  # fmt: skip
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_cents(text)

    assert caught.value.kind == ("empty" if text == "€" else "not-a-number")


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u202f", "\n"])
def test_nothing_is_empty(text: str) -> None:
    assert kind_of_refusal(text) == "empty"


@pytest.mark.parametrize("text", ["0,001", "10,0049", "0.125"])
def test_a_fraction_of_a_cent_is_refused(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_cents(text)

    assert caught.value.kind == "too-precise"


@PATIENT
@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    refusals = [refusal_of(parse, text) for parse in (parse_decimal, parse_cents, parse_rate)]

    for refusal in filter(None, refusals):
        assert refusal.kind in ("empty", "not-a-number", "ambiguous", "too-precise")
        assert refusal.text == text


@pytest.mark.parametrize(
    ("text", "rate"), [("40 %", Fraction(2, 5)), ("2,5%", Fraction(1, 40)), ("100\u202f%", Fraction(1))]
)
def test_a_rate_has_its_sign(text: str, rate: Fraction) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize(
    ("text", "kind"),
    [("0,4", "ambiguous"), ("40", "ambiguous"), ("", "empty"), ("%", "empty"), ("x %", "not-a-number")],
)
def test_a_rate_without_its_sign_is_refused(text: str, kind: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_rate(text)

    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("1/2", 1),
        ("-1/2", -1),
        ("3/2", 2),
        ("5/2", 3),
        ("49/100", 0),
        ("-49/100", 0),
        ("10000000000000001/2", 5 * 10**15 + 1),
    ],
)
def test_halves_go_away_from_zero(value: str, rounded: int) -> None:
    assert round_half_up(Fraction(value)) == rounded


_WEIGHTS = st.lists(st.one_of(st.integers(0, 10**6), st.fractions(0, 1000)), min_size=1, max_size=12).filter(any)


@PATIENT
@given(st.integers(0, 10**12), _WEIGHTS)
def test_a_share_is_never_lost_nor_negative(total_cents: int, weights: list[int | Fraction]) -> None:
    shares = split_cents(total_cents, weights)

    assert sum(shares) == total_cents
    assert min(shares) >= 0
    assert len(shares) == len(weights)


@PATIENT
@given(st.integers(0, 10**12), _WEIGHTS)
def test_a_share_is_within_a_cent_of_the_exact_one(total_cents: int, weights: list[int | Fraction]) -> None:
    whole = sum(map(Fraction, weights))

    for share, weight in zip(split_cents(total_cents, weights), weights, strict=True):
        assert abs(share - total_cents * Fraction(weight) / whole) < 1


@PATIENT
@given(st.integers(0, 10**9), st.integers(1, 1000), st.integers(1, 12))
def test_equal_weights_give_the_odd_cents_to_the_first(total_cents: int, weight: int, count: int) -> None:
    shares = split_cents(total_cents, [weight] * count)

    assert shares == sorted(shares, reverse=True)
    assert max(shares) - min(shares) <= 1


@PATIENT
@given(st.integers(0, 10**9), _WEIGHTS, st.integers(1, 1000))
def test_only_proportions_count(total_cents: int, weights: list[int | Fraction], factor: int) -> None:
    assert split_cents(total_cents, [weight * factor for weight in weights]) == split_cents(total_cents, weights)


@PATIENT
@given(st.integers(0, 10**9), _WEIGHTS)
def test_a_larger_weight_never_gets_less(total_cents: int, weights: list[int | Fraction]) -> None:
    ranked = sorted(zip(weights, split_cents(total_cents, weights), strict=True), key=lambda pair: pair[0])

    for (lighter, less), (heavier, more) in pairwise(ranked):
        assert lighter == heavier or less <= more


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [2, -1]])
def test_weights_that_mean_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split_cents(100, weights)


@given(st.lists(st.integers(-10_000_000, 10_000_000), max_size=30))
def test_amounts_without_cents_still_add_up(amounts: list[int]) -> None:
    euros = round_to_euros(amounts)

    assert sum(euros) == (sum(amounts) + 50) // 100
    assert all(abs(100 * euro - cents) < 100 for euro, cents in zip(euros, amounts, strict=True))


@given(st.lists(st.integers(0, 1_000_000).map(lambda euros: 100 * euros), max_size=10))
def test_whole_euros_stay_as_they_are(amounts: list[int]) -> None:
    assert round_to_euros(amounts) == [cents // 100 for cents in amounts]
