"""Addresses and telephones are hidden however they are typed; dates, sums and registration numbers are not."""

from __future__ import annotations

import pytest

from amikit.annex.people import HIDDEN, Discretion
from tests.compute.build import dossier

HIDES = Discretion.of(dossier(), "appel").hide


@pytest.mark.parametrize(
    "typed",
    [
        "+33 (0)6 12 34 56 78", "0033612345678", "06/12/34/56/78", "(06) 12 34 56 78", "06–12–34–56–78",
        "06 - 12 - 34 - 56 - 78", "06.12.34.56.78", "+33612345678", "jean.dupont@ex.org", "jean.dupont [at] ex.org",
        "jean＠ex.org", "06 12\u200b34 56 78",
    ],
)  # fmt: skip
def test_a_telephone_or_an_address_is_hidden_however_it_is_typed(typed: str) -> None:
    assert HIDES(f"Joindre {typed}.").startswith(f"Joindre {HIDDEN}")


@pytest.mark.parametrize(
    "text", ["01/02/2027 - 31/12/2027", "le 31/12/2027", "12 500,00 €", "123 456 789 00012", "2021-2023", "0,05 %"]
)
def test_what_is_nobody_is_left(text: str) -> None:
    assert HIDES(text) == text
