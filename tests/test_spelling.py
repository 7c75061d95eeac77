"""Two spellings of one word, and the identifier that a text gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.spelling import did_you_mean, fold, nearest, plain, same_word, slug


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


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("utilisation", ["citation", "usage", "deploiement", "accompagnement"], ""),
        ("histoires", ["histoire", "territoire"], "histoire"),
        ("tresoreri", ["tresorerie"], "tresorerie"),
        ("ecompagnement", ["citation", "accompagnement"], "accompagnement"),
    ],
)
def test_a_word_that_begins_otherwise_is_meant_only_when_it_is_much_alike(
    typed: str, known: list[str], meant: str
) -> None:
    assert nearest(typed, known) == meant


@pytest.mark.parametrize(("typed", "meant"), [("CAL02", "CAL002"), ("REC3", "REC003"), ("REC013", "REC013")])
def test_the_zeros_of_a_number_do_not_make_another_word(typed: str, meant: str) -> None:
    assert nearest(typed, ["CAL002", "CAL012", "REC003", "REC013", "REC030"]) == meant


def test_the_only_word_that_begins_so_is_proposed() -> None:
    known = ["forum-tiers-lieux", "dokos", "movilab"]

    assert did_you_mean("forum", known)["en"] == "Did you mean “forum-tiers-lieux”?"
    assert did_you_mean("for", known)["en"] == "To choose from: forum-tiers-lieux, dokos, movilab."
