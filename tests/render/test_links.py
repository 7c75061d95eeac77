"""Addresses typed as text lead somewhere; nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from amikit.render.links import with_links


def linked(text: str) -> list[Any]:
    [block] = with_links([{"t": "Para", "c": [{"t": "Str", "c": text}]}])
    made: list[Any] = block["c"]
    return [(item["c"][2][0],) if item["t"] == "Link" else item["c"] for item in made]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("https://movilab.org", [("https://movilab.org",)]),
        ("(https://movilab.org/wiki/Forum),", ["(", ("https://movilab.org/wiki/Forum",), "),"]),
        ("https://movilab.org.", [("https://movilab.org",), "."]),
        ("voir:http://a.fr/b?c=d&e", ["voir:", ("http://a.fr/b?c=d&e",)]),
        ("http://", ["http://"]),
        ("javascript:alert(1)", ["javascript:alert(1)"]),
        ("ftp://a.fr", ["ftp://a.fr"]),
    ],
)
def test_only_whole_web_addresses_become_links(text: str, parts: list[Any]) -> None:
    assert linked(text) == parts


def test_a_link_and_code_stay_as_they_are() -> None:
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "https://a.fr"}], ["https://b.fr", ""]]}
    code = {"t": "Code", "c": [["", [], []], "https://a.fr"]}

    assert with_links([{"t": "Para", "c": [link, code]}]) == [{"t": "Para", "c": [link, code]}]
