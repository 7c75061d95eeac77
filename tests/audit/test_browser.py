"""What only a browser can tell: the page sorts and filters under its own policy, with a keyboard, in both colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.audit.test_outputs import page as page_text
from tests.chromium import axe_faults, open_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    place = tmp_path / "audit.html"
    place.write_text(page_text(), encoding="utf-8")
    opened = browser.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
    opened.goto(place.as_uri())
    yield opened
    opened.close()
    assert complaints == []


def column(page: Page, place: int) -> list[str]:
    """The texts of a column of the first table, as it is shown."""
    script = (
        f"() => [...document.querySelector('tbody').rows].filter(r => !r.hidden).map(r => r.cells[{place}].textContent)"
    )
    found: list[str] = page.evaluate(script)
    return found


def test_a_header_sorts_its_column_one_way_then_the_other(page: Page) -> None:
    head = page.locator("table").first.locator("thead th").first

    head.locator("button").click()
    up = column(page, 0), head.get_attribute("aria-sort")
    head.locator("button").press("Enter")
    down = column(page, 0), head.get_attribute("aria-sort")

    assert up == (["1", "2", "3", "4"], "ascending")
    assert down == (["4", "3", "2", "1"], "descending")
    assert page.locator(
        "[role=status]"
    ).first.text_content() == "Trié par « N° », du plus grand au plus petit.".replace("« ", "«\u00a0").replace(
        " »", "\u00a0»"
    )


def test_amounts_are_sorted_as_numbers_and_what_is_empty_comes_last(page: Page) -> None:
    head = page.locator("table").first.locator("thead th").nth(5).locator("button")

    head.click()
    up = column(page, 5)
    head.click()

    assert up[-2:] == column(page, 5)[-2:] == ["", ""]


def test_one_header_at_a_time_says_that_it_sorts(page: Page) -> None:
    heads = page.locator("table").first.locator("thead th")
    heads.nth(0).locator("button").click()
    heads.nth(1).locator("button").click()

    assert page.locator("table").first.locator("[aria-sort]").count() == 1
    assert column(page, 1)[0].endswith("orange")


def test_a_filter_keeps_the_rows_that_hold_a_word(page: Page) -> None:
    page.locator("input[type=search]").first.fill("SCAN")

    assert column(page, 2) == ["scan.pdf"]
    assert page.locator("[role=status]").first.text_content() == "Lignes montrées\u00a0: 1."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)

    assert axe_faults(page) == []


def test_it_reads_on_a_narrow_screen(page: Page) -> None:
    """Tables scroll in their own frame; the page does not."""
    page.set_viewport_size({"width": 360, "height": 700})

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
