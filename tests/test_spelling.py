"""Two spellings of one word, and the identifier that a text gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.spelling import fold, plain, same_word, slug


@pytest.mark.parametrize(
    "typed", ["mise-a-disposition", "Mise à disposition", "MISE_À_DISPOSITION", " mise  à-disposition "]
)
def test_a_word_is_the_same_whatever_its_accents_capitals_and_hyphens(typed: str) -> None:
    assert same_word(typed, ["argent", "mise-a-disposition"]) == "mise-a-disposition"


def test_a_word_that_could_be_two_is_none() -> None:
    assert fold("Œuvre") == "oeuvre"
    assert same_word("ÉTÉ", ["été", "ete"]) == ""
    assert same_word("tiers", ["tiers-lieu"]) == ""


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("Café des Arts", "cafe-des-arts"),
        ("L’Œuvre", "l-oeuvre"),
        ("L'œil de Łódź", "l-oeil-de-lodz"),
        ("  A  b ", "a-b"),
        ("é" * 3, "eee"),
        ("a_b/c", "a-b-c"),
        ("!!", ""),
    ],
)
def test_an_identifier_keeps_every_letter(typed: str, identifier: str) -> None:
    assert slug(typed) == identifier


@given(st.text(alphabet="abéŒ '’-_.", max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert fold(fold(text)) == fold(text)
    assert slug(slug(text)) == slug(text)
