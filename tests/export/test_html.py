"""The HTML: one file, for every reader, that asks nothing of the network."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from amikit.export.html import to_html
from amikit.render.answer import Answer, Block, Cover
from tests.export.hostile import hostile_answer, lost
from tests.export.html_reading import Page
from tests.export.sample import COVER, chart, div, heading, image, link, para, sample_answer, table


@pytest.fixture(scope="module")
def final(answer: Answer) -> Page:
    return Page(to_html(answer).decode())


def page_of(*blocks: Block, cover: Cover | None = None) -> Page:
    return Page(to_html(Answer(cover or Cover("Essai"), blocks)).decode())


def test_elements_are_closed_in_order_and_ids_are_unique(final: Page) -> None:
    ids = [attributes["id"] for _, attributes in final.elements if "id" in attributes]

    assert final.faults == []
    assert len(ids) == len(set(ids))


def test_the_page_has_a_language_a_title_and_landmarks(final: Page) -> None:
    assert final.all("html") == [{"lang": "fr"}]
    assert f"<title>{COVER.title}</title>" in final.source
    for landmark in ("main", "nav", "header"):
        assert len(final.all(landmark)) == 1
    skip = final.all("a")[0]
    assert skip["href"] == f"#{final.all('main')[0]['id']}"


def test_nothing_can_run_or_be_fetched(final: Page) -> None:
    policy = next(meta["content"] for meta in final.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    fetched = [attributes["src"] for _, attributes in final.elements if "src" in attributes]

    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "script-src" not in policy
    assert all(address.startswith("data:image/") for address in fetched)
    assert not final.all("script")
    assert not final.all("link")
    assert "@import" not in final.source
    assert "url(" not in final.source


def test_headings_go_down_one_level_at_a_time_from_one_title(final: Page) -> None:
    levels = [int(tag[1]) for tag, _ in final.elements if re.fullmatch("h[1-6]", tag)]

    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))


def test_the_contents_lead_to_the_headings(final: Page) -> None:
    targets = {attributes["href"][1:] for attributes in final.all("a") if attributes["href"].startswith("#")}
    ids = {attributes["id"] for _, attributes in final.elements if "id" in attributes}

    assert {"resume", "pourquoi", "constats", "annexe", "budget"} <= targets
    assert targets <= ids


@pytest.mark.parametrize("levels", [[1, 1], [1, 2, 2, 1], [1, 2], [2, 1], [2, 2], [1, 2, 1, 2]])
def test_the_contents_nest_whatever_the_headings(levels: list[int]) -> None:
    made = page_of(*(heading(level, f"Titre {place}", f"t{place}") for place, level in enumerate(levels)))

    assert made.faults == []
    assert len(made.all("li")) == len(levels)


def test_tables_have_a_name_and_headers_with_a_scope(final: Page) -> None:
    assert {header["scope"] for header in final.all("th")} == {"col", "row"}
    assert len(final.all("caption")) == 4
    assert "<caption>Les montants du graphique</caption>" in final.source


def test_the_first_column_names_the_rows_only_where_it_surely_does() -> None:
    named = table("lr", ["Poste", "Montant"], [["Lieux", "1"], ["Total", "1"]])
    repeated = table("ll", ["Ressource", "Attendu"], [["Carnet", "a"], ["Carnet", "b"]])
    numbers = table("rl", ["Montant", "Poste"], [["1", "a"], ["2", "b"]])
    untitled = table("lr", ["", "Montant"], [["Lieux", "1"], ["Total", "2"]])
    headless = table("ll", [], [["a", "b"]])

    assert [header["scope"] for header in page_of(named).all("th")] == ["col", "col", "row", "row"]
    for other in (repeated, numbers, untitled, headless):
        assert "row" not in [header["scope"] for header in page_of(other).all("th")]


def test_only_a_table_too_wide_for_a_screen_is_a_stop_on_the_keyboard() -> None:
    made = page_of(table("lll", ["A"] * 3, [["a"] * 3]), table("l" * 6, ["A"] * 6, [["a"] * 6], caption="Six"))
    scrolled = [attributes for attributes in made.all("div") if attributes.get("class") == "scroll"]

    assert scrolled == [
        {"class": "scroll"},
        {"class": "scroll", "role": "region", "aria-label": "Six", "tabindex": "0"},
    ]


def test_links_that_leave_the_page_tell_it_nothing() -> None:
    address = "https://exemple.org/guide"
    made = page_of(
        heading(1, "Un", "un"), para(link(address, address), " ", link("guide", address), link("ici", "#un"))
    )

    assert [(it["href"], it.get("rel"), it.get("class")) for it in made.all("a")[-3:]] == [
        (address, "noopener", "address"),
        (address, "noopener", None),
        ("#un", None, None),
    ]


def test_a_space_parts_a_number_from_its_title() -> None:
    made = page_of(heading(1, "Un", "un"), heading(2, "Deux", "deux"))

    assert made.source.count('<span class="number">1</span> Un') == 2
    assert made.source.count('<span class="number">1.1</span> Deux') == 2


def test_pictures_have_their_alternative_text(final: Page) -> None:
    assert [picture["alt"] for picture in final.all("img")] == ["Deux berges reliées par un pont"]


def test_the_chart_is_live_text_with_its_alternative_and_its_table(final: Page) -> None:
    bars = next(attributes for attributes in final.all("div") if attributes.get("class") == "bars")

    assert bars["role"] == "img"
    assert bars["aria-label"].startswith("Barres horizontales")
    assert final.text.count("Carnet de bord commun") >= 3
    assert len(final.all("details")) == 2


def test_the_flows_are_a_drawing_of_live_text_with_their_alternative_and_their_table(final: Page) -> None:
    drawing = next(attributes for attributes in final.all("svg") if attributes.get("role") == "img")

    assert drawing["aria-label"].startswith("Bandes, de gauche à droite.")
    assert final.text.count("Outiller les lieux") >= 3
    assert "Les montants, de proche en proche" in final.text


def test_a_chart_of_nothing_still_has_its_rows() -> None:
    made = page_of(chart([("Rien", 0, "resource"), ("Avoir", -100, "place")]))

    assert made.source.count("width: 0.00%") == 2


def test_an_empty_field_of_the_cover_leaves_nothing() -> None:
    cover = page_of().source.partition('<header class="cover">')[2].partition("</header>")[0]

    assert cover.split() == ["<h1>Essai</h1>"]


def test_a_draft_says_so(folder: Path, final: Page) -> None:
    made = Page(to_html(sample_answer(folder, is_draft=True)).decode())

    assert made.text.count("BROUILLON") == 2
    assert len(made.all("mark")) == 1
    assert "BROUILLON" not in final.text


def test_a_blank_shows_by_its_words() -> None:
    assert "À compléter" in page_of(div("todo", para("l’histoire du lieu"))).text


def test_a_missing_picture_says_so() -> None:
    assert "[Image absente\u00a0: là.png]" in page_of(para(image("x", "là.png"))).text


def test_a_link_that_could_run_something_becomes_text() -> None:
    addresses = ("javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x")
    made = page_of(para(*(link("ici", address) for address in addresses), link("bien", "mailto:a@exemple.org")))

    assert [attributes["href"] for attributes in made.all("a")[1:]] == ["mailto:a@exemple.org"]


def test_colours_can_be_read_in_the_light_and_in_the_dark(final: Page) -> None:
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block)) for block in _palettes(final.source))

    for palette in (light, {**light, **dark}):
        for ink, ground in (("ink", "ground"), ("accent", "ground"), ("grey", "ground"), ("warm", "ground")):
            assert _contrast(palette[ink], palette[ground]) >= 4.5
        for ink, ground in (("ink", "paper"), ("accent", "paper"), ("grey", "paper"), ("alarm", "alarm-paper")):
            assert _contrast(palette[ink], palette[ground]) >= 4.5


def _palettes(source: str) -> list[str]:
    return re.findall(r":root \{(.*?)\}", source, re.DOTALL)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_language_is_said(answer: Answer) -> None:
    made = Page(to_html(replace(answer, language="en")).decode())

    assert made.all("html") == [{"lang": "en"}]
    assert "Contents" in made.text
    assert "Sommaire" not in made.text


def test_a_wide_table_without_a_caption_still_has_a_name() -> None:
    made = page_of(table("l" * 6, ["A"] * 6, [["a"] * 6]))

    assert [it["aria-label"] for it in made.all("div") if it.get("class") == "scroll"] == ["Tableau"]


def test_the_same_answer_gives_the_same_bytes(answer: Answer, final: Page) -> None:
    assert to_html(answer).decode() == final.source


def test_hostile_texts_print_as_typed(folder: Path) -> None:
    made = Page(to_html(hostile_answer(folder)).decode())

    assert made.faults == []
    assert not made.all("script")
    assert not [name for _, attributes in made.elements for name in attributes if name.startswith("on")]
    assert lost(made.text, at_least=18) == []
