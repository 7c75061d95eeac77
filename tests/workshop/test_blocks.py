"""Blocks on the screen: everything shows, nothing runs, and nothing asks for what the page's policy forbids."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.render.answer import Block
from amikit.workshop.blocks import ScreenImage, SectionWriter
from tests.export.hostile import HOSTILE, hostile_blocks, squeezed
from tests.export.html_reading import Page
from tests.export.sample import chart, flows, heading, image, link, note, para, table

PICTURE = ScreenImage("image/abc", 30, 20)


def page(*blocks: Block, section: str = "qui", sections: tuple[str, ...] = ("qui", "budget")) -> Page:
    writer = SectionWriter(section, 3, "fr", {"images/pont.png": PICTURE}.get, frozenset(sections))
    return Page(writer.write(list(blocks)))


def all_attributes(found: Page) -> list[tuple[str, str]]:
    return [pair for _, attributes in found.elements for pair in attributes.items()]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_prints_and_never_becomes_markup(typed: str) -> None:
    found = page(
        *hostile_blocks(typed), chart([(typed, 100, "resource")]), flows([("", [(typed, 100, "resource")])] * 3)
    )
    shown = squeezed("".join(found.texts))

    assert found.faults == []
    assert shown.count(squeezed(typed)) >= 10
    assert {tag for tag, _ in found.elements} & {"script", "iframe", "object", "style", "form", "base", "meta"} == set()
    assert [name for name, _ in all_attributes(found) if name == "style" or name.startswith("on")] == []


@given(st.text())
def test_any_text_comes_back_as_it_was_typed(typed: str) -> None:
    found = page({"t": "Para", "c": [{"t": "Str", "c": typed}]})

    assert squeezed("".join(found.texts)) == squeezed(typed)
    assert [tag for tag, _ in found.elements] == ["p"]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//exemple.org", "#loin", "x.md"]
)
def test_a_link_that_leads_nowhere_good_is_its_words_alone(target: str) -> None:
    found = page(para("avant ", link("mot", target)))

    assert [tag for tag, _ in found.elements] == ["p"]
    assert "".join(found.texts).strip() == "avant mot"


def test_a_link_to_the_web_tells_nobody_where_it_was() -> None:
    [(_, attributes)] = [one for one in page(para(link("mot", "https://exemple.org/"))).elements if one[0] == "a"]

    assert attributes == {"href": "https://exemple.org/", "target": "_blank", "rel": "noopener noreferrer"}


def test_headings_are_numbered_within_their_section_and_links_follow_them() -> None:
    found = page(
        heading(1, "Qui", "qui"), heading(2, "Un", "qui-un"), heading(2, "Deux", "qui-deux"), heading(3, "Trois", "qui-trois"),
        para(link("ici", "#qui-deux"), link("titre", "#qui"), link("ailleurs", "#budget")),
    )  # fmt: skip
    names = {tag: attributes["id"] for tag, attributes in found.elements if re.fullmatch("h[1-6]", tag)}

    assert " ".join("".join(found.texts).split()).startswith("3 Qui 3.1 Un 3.2 Deux Trois")
    assert names["h2"] == "t-qui"
    assert [attributes["href"] for tag, attributes in found.elements if tag == "a"] == [
        f"#{names['h3']}",
        "#t-qui",
        "#t-budget",
    ]


def test_the_ids_of_a_page_are_each_given_once() -> None:
    blocks = [
        heading(1, "Qui", "qui"),
        heading(2, "A", "p-text"),
        heading(2, "A", "p-text"),
        para("x", note("un"), note("deux")),
    ]
    ids = [value for name, value in all_attributes(page(*blocks)) if name == "id"]

    assert len(ids) == len(set(ids))
    assert "p-text" not in ids


def test_a_picture_has_its_words_its_size_and_an_address_of_ours() -> None:
    [shown] = [
        attributes for tag, attributes in page(para(image("Le pont", "images/pont.png"))).elements if tag == "img"
    ]

    assert shown == {"src": "image/abc", "alt": "Le pont", "width": "30", "height": "20", "decoding": "async"}


def test_a_picture_that_is_not_there_says_so() -> None:
    found = page(para(image("Le pont", "images/parti.png")))

    assert "images/parti.png" in "".join(found.texts)
    assert [tag for tag, _ in found.elements] == ["p", "mark"]


def test_a_note_leads_to_its_text_and_back() -> None:
    links = [attributes["href"] for tag, attributes in page(para("x", note("au pied"))).elements if tag == "a"]

    assert links == ["#n-qui-1", "#r-qui-1"]


def test_a_wide_table_scrolls_by_keyboard_and_has_a_name() -> None:
    [attributes] = [
        one
        for tag, one in page(table("llllll", [*"abcdef"], [[*"123456"]] * 2, caption="Six")).elements
        if tag == "div"
    ]

    assert attributes == {"class": "table wide", "role": "region", "aria-label": "Six", "tabindex": "0"}
