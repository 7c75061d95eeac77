"""Licences as people write them: the identifier when there is no doubt, never a guess."""

from __future__ import annotations

import pytest

from amikit.model.licences import is_open, nearest_licence, read_licence


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("CC-BY-SA 4.0", "CC-BY-SA-4.0"),
        ("cc by sa 4", "CC-BY-SA-4.0"),
        ("cc0", "CC0-1.0"),
        ("AGPL v3", "AGPL-3.0"),
        ("AGPLv3", "AGPL-3.0"),
        ("licence MIT", "MIT"),
        ("Licence Ouverte 2.0", "etalab-2.0"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
    ],
)
def test_a_licence_is_read_as_it_is_written(typed: str, identifier: str) -> None:
    assert read_licence(typed) == identifier
    assert is_open(read_licence(typed))


@pytest.mark.parametrize("typed", ["", "CC BY-SA", "libre", "CC BY-SA 7.3", "la nôtre", "("])
def test_what_is_no_licence_stays_as_it_was_typed(typed: str) -> None:
    assert read_licence(typed) == typed


def test_a_licence_without_its_version_is_offered_with_it() -> None:
    assert nearest_licence("CC BY-SA") == "CC-BY-SA-4.0"
    assert nearest_licence("AGPL") == "AGPL-3.0-or-later"
    assert nearest_licence("libre") == ""
    assert nearest_licence("CC-BY-NC") == ""
