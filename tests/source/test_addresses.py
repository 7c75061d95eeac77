"""Addresses: where each is in a text, and which ones a link may lead to."""

from __future__ import annotations

import pytest

from amikit.source.addresses import find_addresses, is_web_link, leads_outside


@pytest.mark.parametrize(
    "address",
    ["https://exemple.fr", "HTTP://exemple.fr/a?b#c", "mailto:a@exemple.fr", "tel:+33500000000", "https://é.fr/%5C"],
)
def test_a_page_a_mailbox_and_a_telephone_are_web_links(address: str) -> None:
    assert is_web_link(address)
    assert leads_outside(address)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://exemple.fr", "sip:a@exemple.fr", "geo:1,2", "matrix:r/salon:exemple.fr", "foo:bar", "C:/comptes.xlsx"),
        *("//exemple.fr/x", "\\\\exemple\\x", "/\\exemple/x", "\\x", "%5C%5Cexemple%5Cx", "%2F%2Fexemple/x"),
        *(" //exemple.fr", "\t\\\\exemple\\x", "www.exemple.fr", "a\\b"),
        *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http:", "http:///x", "https:exemple.fr"),
        *("https://exemple.fr\\@ailleurs.fr", "mailto:", "tel:"),
    ],
)
def test_every_other_address_that_leaves_the_document_is_no_link(address: str) -> None:
    assert leads_outside(address)
    assert not is_web_link(address)


@pytest.mark.parametrize(
    "address", ["", "#titre", "comptes/2026.xlsx", "../a.pdf", "a b.pdf", "/comptes", "?a:b", "a/b:c"]
)
def test_a_place_or_a_file_does_not_lead_outside(address: str) -> None:
    assert not leads_outside(address)
    assert not is_web_link(address)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voir (https://exemple.fr/a), ou <https://exemple.fr>.", ["https://exemple.fr/a", "https://exemple.fr"]),
        ("Écrire à «a@exemple.fr», ou www.exemple.fr…", ["a@exemple.fr", "www.exemple.fr"]),
        ("| https://exemple.fr|", ["https://exemple.fr"]),
        ("Rien ici : exemple.fr", []),
    ],
)
def test_an_address_ends_before_the_punctuation(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_addresses(text)] == found
