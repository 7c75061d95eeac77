"""What only a browser can tell: a page that changes under the eyes without moving, and that no other site reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from amikit.workshop.serving import Workshop
from tests.chromium import axe_faults, open_chromium
from tests.dossiers import write, write_dossier
from tests.workshop.running import PATIENCE, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_WAIT = PATIENCE * 1000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dossier(tmp_path_factory.mktemp("vu") / "monscobar", base="monscobar")


@pytest.fixture(scope="module")
def workshop(root: Path) -> Iterator[Workshop]:
    with served(root, editor="vscode") as running:
        yield running


@pytest.fixture
def page(browser: Browser, workshop: Workshop) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1500, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(workshop.address, wait_until="domcontentloaded")
    opened.wait_for_function("() => document.getElementById('p-live').textContent.includes('suit')", timeout=_WAIT)
    yield opened
    context.close()
    assert complaints == []


def save(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new, 1))


def wait_for_text(page: Page, words: str) -> None:
    page.wait_for_function("words => document.body.textContent.includes(words)", arg=words, timeout=_WAIT)


def test_a_save_changes_the_page_without_loading_it_again(page: Page, root: Path) -> None:
    page.evaluate("window.still = document.getElementById('s-vision')")
    save(root, "sections/vision.md", "\n", "\nUne phrase qui vient d'arriver.\n\n")
    wait_for_text(page, "Une phrase qui vient d’arriver.")

    assert page.evaluate("window.still === document.getElementById('s-vision')")


def test_the_focus_the_selection_and_what_is_typed_stay(page: Page, root: Path) -> None:
    page.fill("#p-filter", "CAL004")
    page.evaluate(
        """() => {
            const paragraph = document.querySelector('#s-territoire p');
            const range = document.createRange();
            range.setStart(paragraph.firstChild, 2);
            range.setEnd(paragraph.firstChild, 9);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.getElementById('p-filter').focus({ preventScroll: true });
        }"""
    )
    chosen = page.evaluate("getSelection().toString()")
    page.evaluate("document.querySelector('#f-excused').open = true")
    save(root, "sections/territoire.md", "\n", "\nAvant tout le reste.\n\n")
    wait_for_text(page, "Avant tout le reste.")

    assert page.evaluate("document.activeElement.id") == "p-filter"
    assert page.input_value("#p-filter") == "CAL004"
    assert page.evaluate("getSelection().toString()") == chosen
    assert page.evaluate("document.querySelector('#f-excused').open")
    shown = page.eval_on_selector_all(
        "#p-findings li", "items => items.filter(one => !one.hidden).map(one => one.textContent)"
    )
    assert shown
    assert all("CAL004" in one for one in shown)


def test_the_reader_stays_where_they_were(page: Page, root: Path) -> None:
    page.evaluate("document.getElementById('t-gouvernance').scrollIntoView({ behavior: 'instant' })")
    page.evaluate("window.scrollBy(0, 37)")
    where = "document.querySelectorAll('#s-gouvernance > p')[1].getBoundingClientRect().top"
    before = page.evaluate(where)
    save(root, "sections/pourquoi-des-ressources.md", "\n", "\n" + "Un long ajout, bien au-dessus.\n\n" * 30)
    wait_for_text(page, "Un long ajout, bien au-dessus.")

    assert abs(page.evaluate(where) - before) <= 1
    assert page.evaluate("window.scrollY") > 900


def test_a_paragraph_in_between_is_the_only_thing_touched(page: Page, root: Path) -> None:
    page.evaluate(
        """() => {
            window.touched = [];
            new MutationObserver((changes) => changes.forEach((change) => {
                change.addedNodes.forEach((node) => window.touched.push(node.textContent.trim()));
                change.removedNodes.forEach((node) => window.touched.push('-' + node.textContent.trim()));
            })).observe(document.getElementById('p-text'), { childList: true, subtree: true, characterData: true });
        }"""
    )
    save(root, "sections/axes.md", "\n\n", "\n\nUn paragraphe au milieu.\n\n")
    wait_for_text(page, "Un paragraphe au milieu.")

    touched = [one for one in page.evaluate("window.touched") if one]
    assert touched == ["Un paragraphe au milieu."]


def test_a_finding_that_goes_leaves_the_keyboard_where_it_was(page: Page, root: Path) -> None:
    save(root, "sections/vision.md", "\n", "\nTODO : à écrire.\n\n")
    page.wait_for_selector("#p-findings .group:not(.excused) button", timeout=_WAIT)
    page.focus("#p-findings .group:not(.excused) button")
    save(root, "sections/vision.md", "TODO : à écrire.\n", "")
    page.wait_for_function("() => !document.querySelector('#p-findings .group:not(.excused)')", timeout=_WAIT)

    assert page.evaluate("document.activeElement.id") == "p-beside"


def test_a_file_that_cannot_be_read_keeps_the_text(page: Page, root: Path) -> None:
    settings = (root / "dossier.yaml").read_text(encoding="utf-8")
    write(root / "dossier.yaml", "titre: [")
    wait_for_text(page, "Ce qui en vient est montré comme avant.")
    assert "Notre vision" in page.inner_text("#p-text")
    write(root / "dossier.yaml", settings)
    page.wait_for_function("() => !document.getElementById('p-state').textContent", timeout=_WAIT)


def test_a_place_is_copied_and_said(page: Page, root: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("document.querySelector('#f-excused').open = true")
    page.click("#p-findings button >> nth=0")
    page.wait_for_function("() => document.getElementById('p-live').textContent.includes('Copié')", timeout=_WAIT)

    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{root}/dossier.yaml:")


def test_going_to_the_register_leaves_the_text_where_it_is(page: Page) -> None:
    page.evaluate("document.getElementById('t-gouvernance').scrollIntoView({ behavior: 'instant' })")
    page.evaluate("document.querySelector('#f-excused').open = true")
    before = page.evaluate("window.scrollY")
    page.locator(".jumps a").nth(1).evaluate("link => link.click()")

    assert page.evaluate("window.scrollY") == before
    assert page.evaluate("document.activeElement.contains(document.getElementById('p-ledger'))")
    assert page.locator("#p-ledger table").is_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1500), ("dark", 420)])
def test_axe_finds_nothing(browser: Browser, workshop: Workshop, scheme: Literal["light", "dark"], width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(workshop.address, wait_until="domcontentloaded")
    page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    faults = axe_faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert faults == []
    assert wide <= 0


def test_another_site_reads_nothing_and_frames_nothing(browser: Browser, workshop: Workshop, tmp_path: Path) -> None:
    """Even one that learned the whole address."""
    write(tmp_path / "index.html", "<!doctype html><title>ailleurs</title><iframe></iframe>")
    handler = partial(_Quiet, directory=str(tmp_path))
    with HTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{other.server_port}/index.html")
        read = """async ([address, mode]) => {
            try { const found = await fetch(address, { mode }); return `${found.type} ${found.status} ${(await found.text()).length}`; }
            catch { return 'refused'; }
        }"""
        tries = [page.evaluate(read, [workshop.address, mode]) for mode in ("cors", "no-cors", "same-origin")]
        page.evaluate("address => { document.querySelector('iframe').src = address; }", workshop.address)
        heard = page.evaluate(
            """address => new Promise((done) => {
                const events = new EventSource(address + 'events');
                events.onmessage = () => done('heard');
                events.onerror = () => { events.close(); done('refused'); };
            })""",
            workshop.address,
        )
        framed = [frame.inner_text("body") for frame in page.frames[1:] if frame.url.startswith(workshop.address)]
        page.close()
        other.shutdown()

    assert tries == ["refused", "refused", "refused"]
    assert heard == "refused"
    assert not any("BROUILLON" in one for one in framed)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing in the middle of the tests."""


def test_the_page_says_when_the_preview_is_over(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    with served(write_dossier(tmp_path), "en") as workshop:
        page.goto(workshop.address, wait_until="domcontentloaded")
    page.wait_for_function("() => document.getElementById('p-live').textContent.includes('is stopped')", timeout=_WAIT)
    page.close()
