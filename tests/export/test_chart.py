"""What we draw, alone, as pictures."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

from amikit.export.chart import drawing_svg, pictures_png
from amikit.i18n import Language
from tests.export.sample import CHART_ROWS, drawn_flows

ROWS = json.dumps(
    [
        {"label": label, "cents": cents, "amount": f"{cents // 100} €", "group": group}
        for label, cents, group in CHART_ROWS
    ]
)


FLOWS = json.dumps(drawn_flows())


def chart_png(rows: str, language: Language) -> bytes:
    [picture] = pictures_png([{"rows": rows}], language)
    return picture


def chart_svg(rows: str, language: Language) -> bytes:
    return drawing_svg({"rows": rows}, language)


def png_size(content: bytes) -> tuple[int, int]:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def svg_height(content: bytes) -> float:
    return float(ET.fromstring(content).attrib["height"].removesuffix("pt"))  # noqa: S314 - written by us


def test_the_same_rows_give_the_same_bytes() -> None:
    assert chart_png(ROWS, "fr") == chart_png(ROWS, "fr")
    assert chart_svg(ROWS, "fr") == chart_svg(ROWS, "fr")


def test_the_picture_is_sixteen_centimetres_wide() -> None:
    width, height = png_size(chart_png(ROWS, "fr"))

    assert abs(width - 16 / 2.54 * 200) <= 1
    assert 200 < height < width


def test_the_group_is_said_in_the_reader_s_language() -> None:
    assert chart_svg(ROWS, "fr") != chart_svg(ROWS, "en")


def test_a_group_is_named_above_its_bars_unless_its_only_bar_says_it() -> None:
    def rows(label: str) -> str:
        return json.dumps([{"label": label, "cents": 100, "amount": "1 €", "group": "place"}])

    assert svg_height(chart_svg(rows("Lieux"), "fr")) < svg_height(chart_svg(rows("Un lieu"), "fr"))


@pytest.mark.parametrize("cents", [0, -100, 10**15])
def test_any_amount_can_be_drawn(cents: int) -> None:
    rows = json.dumps([{"label": '#[x] \\ " 🎉' + "W" * 90, "cents": cents, "amount": "…", "group": "resource"}])

    assert chart_svg(rows, "fr")


def test_a_chart_without_rows_is_empty() -> None:
    assert png_size(chart_png("[]", "fr"))[1] < 80


def test_flows_and_a_chart_are_two_pictures_of_one_width_whatever_their_order() -> None:
    chart, flows = {"rows": ROWS}, {"flows": FLOWS}

    pictures = pictures_png([chart, flows], "fr")

    assert pictures == pictures_png([chart, flows], "fr") == pictures_png([flows, chart], "fr")[::-1]
    assert png_size(pictures[0])[0] == png_size(pictures[1])[0]
    assert png_size(pictures[1])[1] > 400
    assert pictures_png([], "fr") == []


def test_the_groups_of_the_flows_are_said_in_the_reader_s_language() -> None:
    assert drawing_svg({"flows": FLOWS}, "fr") != drawing_svg({"flows": FLOWS}, "en")
