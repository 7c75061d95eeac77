"""The picture of flows: names never meet, bands fill their bars, colours are never alone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.export import words
from amikit.export.flow_layout import LINE, WIDTH, Layout, lay_out, width_of, wrap
from amikit.export.flow_svg import flows_svg
from amikit.paths import shared_path
from tests.export.sample import FLOW_COLUMNS, FlowColumn, drawn_flows

LONG = "Accompagnement des collectifs aux pratiques contributives et collaboratives, de l’idée jusqu’à l’ouverture des portes"
GROUPS = words.group_names("fr")

names = st.sampled_from(
    ["Dokos", "Fonds propres", LONG, "anticonstitutionnellement" * 4, "", "Coordination", "部" * 30]
)
amounts = st.lists(st.integers(1, 10**11) | st.integers(1, 2), min_size=1, max_size=8)


def laid(columns: Sequence[FlowColumn] = FLOW_COLUMNS) -> Layout:
    return lay_out(drawn_flows(list(columns)), GROUPS)


@st.composite
def pictures(draw: st.DrawFn) -> list[FlowColumn]:
    """Three or four columns of one total: the smallest of a column takes what is missing."""
    columns = [draw(amounts) for _ in range(draw(st.integers(3, 4)))]
    total = max(map(sum, columns))
    for column in columns:
        column[-1] += total - sum(column)
    groups = ["resource", "place", "coordination"]
    last = sorted((draw(st.sampled_from(groups)) for _ in columns[-1]), key=groups.index)
    return [
        (
            draw(names),
            [(draw(names), cents, group) for cents, group in zip(column, last, strict=False)]
            if column is columns[-1]
            else [(draw(names), cents, "") for cents in column],
        )
        for column in columns
    ]


@given(pictures())
@settings(max_examples=60)
def test_no_word_meets_another_nor_a_bar_nor_a_band(columns: list[FlowColumn]) -> None:
    layout = laid(columns)

    boxes = [(one.x, one.y, one.x + one.width, one.y + LINE) for one in layout.words]
    bars = [(one.x, one.y, one.x + one.width, one.y + one.height) for one in layout.bars]
    bands = [(one.x, 0.0, one.to_x, layout.height) for one in layout.bands]
    for box in boxes:
        assert 0 <= box[0] < box[2] <= WIDTH + 0.01
        assert 0 <= box[1] < box[3] <= layout.height + 0.01
    assert [pair for pair in combinations(boxes, 2) if meet(*pair)] == []
    assert [(box, other) for box in boxes for other in (*bars, *bands) if meet(box, other)] == []


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    hair = 0.01
    return (
        one[0] + hair < other[2] and other[0] + hair < one[2] and one[1] + hair < other[3] and other[1] + hair < one[3]
    )


@given(pictures())
@settings(max_examples=60)
def test_every_node_has_its_name_and_its_amount_and_every_flow_its_band(columns: list[FlowColumn]) -> None:
    layout, drawn = laid(columns), drawn_flows(columns)

    shown = [one.text for one in layout.words]
    for column in drawn["columns"]:
        for node in column["nodes"]:
            assert node["amount"] in shown
            assert not node["label"] or any(one and node["label"].startswith(one.rstrip("…")) for one in shown)
    assert len(layout.bands) == len(drawn["bands"])
    assert min(*(one.height for one in layout.bands), *(one.height for one in layout.bars)) >= 0.75


def test_the_bands_of_a_node_fill_its_bar() -> None:
    columns: list[FlowColumn] = [
        ("a", [("x", 60, ""), ("y", 40, "")]),
        ("b", [("z", 100, "")]),
        ("c", [("u", 30, "place"), ("v", 70, "coordination")]),
    ]
    layout = laid(columns)

    for bar in layout.bars:
        here = [
            (y - band.height / 2, y + band.height / 2)
            for band in layout.bands
            for x, y in ((band.x, band.y), (band.to_x, band.to_y))
            if x in (pytest.approx(bar.x + bar.width), pytest.approx(bar.x)) and bar.y <= y <= bar.y + bar.height
        ]
        edges = [edge for pair in sorted(here) for edge in pair]
        expected = [bar.y, *(edge for _, edge in sorted(here)[:-1] for edge in (edge, edge)), bar.y + bar.height]
        assert edges == pytest.approx(expected)


def test_a_cent_beside_a_million_can_be_seen() -> None:
    layout = laid([("a", [("x", 10**8, "")]), ("b", [("y", 10**8, "")]), ("c", [("u", 10**8 - 1, ""), ("v", 1, "")])])

    assert min(band.height for band in layout.bands) == 0.75


@pytest.mark.parametrize("count", [1, 2, 8])
def test_groups_are_named_above_their_nodes_unless_the_only_one_says_it(count: int) -> None:
    def headings(label: str) -> list[str]:
        nodes = [(label, 10, "resource")] * count + [("Coordination", 5, "coordination")]
        total = 10 * count + 5
        layout = laid([("a", [("x", total, "")]), ("b", [("y", total, "")]), ("c", nodes)])
        return [one.text for one in layout.words if one.group in GROUPS]

    assert headings("Dokos") == ["Ressources"]
    assert headings("Ressources") == (["Ressources"] if count > 1 else [])


def test_a_name_too_long_ends_with_a_mark_and_stays_in_its_room() -> None:
    lines = wrap(LONG, 80)

    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(width_of(line) <= 80 for line in (*lines, *wrap("W" * 50_000, 80)))
    assert wrap("", 80) == []


# On a screen


def test_the_drawing_is_sound_names_itself_and_keeps_its_words() -> None:
    svg = ET.fromstring(flows_svg(laid(), 'Bandes "a" & <b>'))  # noqa: S314 - written by us

    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-label"] == 'Bandes "a" & <b>'
    said = [one.text for one in svg.iter("text")]
    assert {"Qui finance", "Carnet de bord", "Sans axe", "0,01\u00a0€", "Ressources", "Lieux"} <= set(said)
    assert len(list(svg.iter("path"))) == len(drawn_flows()["bands"])


def contrast(one: str, other: str) -> float:
    """As WCAG 2 counts it."""

    def luminance(colour: str) -> float:
        levels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, ground: str, opacity: float) -> str:
    parts = [(int(colour[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in parts)


def test_words_and_bands_stand_out_on_light_and_on_dark() -> None:
    page = shared_path("page.html").read_text(encoding="utf-8")
    opacities = [float(found) for found in re.findall(r"\.flows path(?:\[class\])? \{ fill-opacity: ([.\d]+)", page)]
    themes: list[dict[str, str]] = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6}|#fff);", part)) for part in page.split("@media (prefers")[:2]
    ]
    assert len(opacities) == 2
    for theme in themes:
        ground = theme["ground"] if len(theme["ground"]) == 7 else "#ffffff"
        neutral, coloured = opacities
        for name in ("ink", "grey", "accent", "warm", "coordination"):
            assert contrast(theme[name], ground) >= 4.5
            assert contrast(mixed(theme[name], ground, neutral if name == "ink" else coloured), ground) >= 3
