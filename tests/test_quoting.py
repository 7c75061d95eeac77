"""A citation is found however its document is laid out, and only where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.model.call import Call, Ceilings, Criterion, Limit, Requirement
from amikit.quoting import find_quotes


def call(quote: str, page: str = "") -> Call:
    source = Requirement(document="Règlement", page=page, quote=quote)
    return Call(id="essai", title="Essai", criteria=(Criterion(id="a", title="A", source=source),))


@pytest.mark.parametrize(
    "page",
    [
        "Le taux d’aide sera de 70 % maximum.",
        "LE TAUX D'AIDE SERA\nDE 70% MAXI-\nMUM.",
        "… le taux\u00a0d'aide sera de 70\u202f%\tmaximum des dépenses",
    ],
)
def test_line_ends_hyphens_spaces_capitals_and_quotes_do_not_count(page: str) -> None:
    [found] = find_quotes(call("le taux d'aide sera de 70 % maximum"), ["rien", page])

    assert found.pages == (2,)


def test_another_figure_is_another_passage() -> None:
    [found] = find_quotes(call("un taux d'aide de 70 % maximum"), ["un taux d'aide de 80 % maximum"])

    assert not found.is_found


@given(st.integers(1, 30))
def test_a_passage_over_two_pages_is_on_the_first(cut: int) -> None:
    quote = "la durée sera de dix-huit mois au plus"
    [found] = find_quotes(call(quote), ["avant", "x " + quote[:cut], quote[cut:] + " x"])

    assert found.pages == (2,)


def test_a_citation_on_another_page_than_said_has_moved() -> None:
    [found] = find_quotes(call("dix-huit mois au plus", "1"), ["rien", "dix-huit mois au plus"])

    assert found.is_found
    assert found.has_moved


def test_what_quotes_nothing_is_not_looked_for() -> None:
    limits = Ceilings(amount_max=Limit(amount_cents=100, source=Requirement(document="Usage")))

    assert find_quotes(Call(id="essai", title="Essai", ceilings=limits), ["x"]) == ()
