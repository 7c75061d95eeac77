"""The verifier without installation: what the page is made of, and what it says in a real Chromium."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FileChooser, Page

from amikit.report.verification import as_plain
from amikit.verify.page import verification_page
from tests.cli.running import amikit
from tests.verify import hostile
from tests.verify.chromium import Reader, chromium, open_page
from tests.verify.corpus import EXAMPLE, TAMPERINGS, example, honest_answers, other_annex
from tests.verify.kit import CARRIERS, carrying, edited, reader_catalog, verdict_of, written

HONEST = honest_answers()
_VENDOR = files("amikit.verify") / "page" / "vendor"


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "verificateur.html"
    path.write_text(verification_page(reader_catalog(), "1.2.3"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def reader(browser: Browser, page_path: Path) -> Iterator[Reader]:
    opened = open_page(browser, page_path)
    yield opened
    opened.page.close()


# What it is made of.


def test_the_command_writes_the_page_and_keeps_what_somebody_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "verificateur.html"
    assert amikit("verify", "--page").stdout == "verificateur.html\n"
    page = place.read_bytes()
    assert page.startswith(b"<!doctype html>")
    assert (amikit("verify", "--page").exit_code, place.read_bytes()) == (0, page)

    place.write_text("mes notes", encoding="utf-8")
    kept = amikit("verify", "--page")

    assert "gardé" in kept.stderr
    assert (tmp_path / "verificateur (modifié 1).html").read_text(encoding="utf-8") == "mes notes"
    assert amikit("verify", "--page", "reponse.pdf").exit_code == 2
    assert amikit("verify", "--out", "page.html", "reponse.pdf").exit_code == 2


def test_the_page_allows_itself_its_own_script_and_nothing_else(page_path: Path) -> None:
    page = page_path.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)

    def allowed(source: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"

    assert rules == {
        "default-src": "'none'",
        "connect-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "worker-src": "blob:",
        "script-src": allowed(script),
        "style-src": allowed(style),
    }


def test_what_comes_from_elsewhere_is_what_its_readme_says() -> None:
    said = dict(re.findall(r"`([\w.]+\.mjs)` \| `([0-9a-f]{64})`", (_VENDOR / "README.md").read_text(encoding="utf-8")))

    assert said == {
        name: hashlib.sha256((_VENDOR / name).read_bytes()).hexdigest()
        for name in ("pdf.min.mjs", "pdf.worker.min.mjs")
    }


# What it says.


def said_by_the_command(name: str, content: bytes) -> dict[str, Any]:
    (said,) = as_plain([verdict_of(content, name)], "fr")["files"]
    plain: dict[str, Any] = said
    return plain


def same_verdicts(reader: Reader, corpus: dict[str, bytes], folder: Path) -> None:
    said = reader.verdicts(corpus, folder)
    wrong = {
        name: [one for one in said[name]["checks"] if one not in wanted["checks"]] or said[name].keys()
        for name, content in corpus.items()
        if said[name] != (wanted := said_by_the_command(name, content))
    }
    assert wrong == {}
    assert reader.complaints == []


def test_honest_answers_have_the_verdicts_of_the_command(reader: Reader, tmp_path: Path) -> None:
    corpus: dict[str, bytes] = {}
    for place, (name, make) in enumerate(HONEST.items()):
        suffixes = CARRIERS if name == EXAMPLE else (CARRIERS[place % 4], CARRIERS[(place + 2) % 4])
        corpus |= {f"{name}.{suffix}": written(make(), suffix) for suffix in suffixes}

    same_verdicts(reader, corpus, tmp_path)


def test_tampered_answers_have_the_verdicts_of_the_command(reader: Reader, tmp_path: Path) -> None:
    own = example().annex
    files_of = {suffix: written(example(), suffix) for suffix in CARRIERS}
    corpus: dict[str, bytes] = {"annexe.json": own}
    for suffix, content in files_of.items():
        corpus[f"une autre annexe.{suffix}"] = carrying(suffix, content, other_annex())
        corpus[f"deux annexes.{suffix}"] = carrying(suffix, content, own, also=other_annex())
        corpus[f"deux fois la même.{suffix}"] = carrying(suffix, content, own, also=own)
        corpus[f"annexe vide.{suffix}"] = carrying(suffix, content, b"[]")
        if suffix != "pdf":
            corpus[f"un centime.{suffix}"] = edited(suffix, content, "640,00", "640,01")
    for place, tampering in enumerate(TAMPERINGS):
        suffix = CARRIERS[place % len(CARRIERS)]
        received = tampering.do("html" if "html" in tampering.suffixes else tampering.suffixes[0])
        if len(received.annexes) == 1 and received.annexes[0] != own:
            corpus[f"{place} {tampering.name}.json".replace("/", "-")] = received.annexes[0]
            if place % 5 == 0:
                corpus[f"{place}.{suffix}"] = carrying(suffix, files_of[suffix], received.annexes[0])

    same_verdicts(reader, corpus, tmp_path)


def test_hostile_files_have_the_verdicts_of_the_command(reader: Reader, tmp_path: Path) -> None:
    docx, pdf = written(example(), "docx"), written(example(), "pdf")
    corpus = {
        "bombe.docx": hostile.zip_bomb(100),
        "bombe menteuse.docx": hostile.zip_bomb(100, said_bytes=1_000),
        "bombe.odt": hostile.zip_bomb(100, "content.xml"),
        "rires.docx": hostile.zip_of({"word/document.xml": hostile.LAUGHS}),
        "dehors.odt": hostile.zip_of({"content.xml": hostile.OUTSIDE}),
        "profond.docx": hostile.zip_of({"word/document.xml": hostile.DEEP_XML}),
        "profond.json": hostile.DEEP_JSON,
        "jamais fermé.html": hostile.DEEP_HTML.encode(),
        "verrou.docx": hostile.with_flag_of_encryption(docx),
        "verrou.pdf": hostile.locked_pdf(pdf),
        "verrou de Word.docx": hostile.LOCKED_WORD,
        "vieux.doc": hostile.OLD_WORD,
        "objets.pdf": hostile.pdf_of_objects(310_000),
        "gonflé.pdf": hostile.pdf_that_inflates(60),
        "coupé.docx": docx[: len(docx) // 2],
        "coupé.pdf": pdf[: len(pdf) // 2],
        "la fin manque.pdf": pdf[:-30],
        "vide.pdf": b"",
        "blancs.txt": b" \n\t ",
        "octets.bin": bytes(range(256)) * 4,
        "autre.json": b'{"format": "autre"}',
        "autre.zip": hostile.zip_of({"a.txt": "rien"}),
        "faux.pdf": b"%PDF-1.7\nrien d'un PDF",
        "dit être un pdf.pdf": docx,
        "windows.txt": "Avec Dokos, à l'été \x80".encode("cp1252", errors="ignore") + b"\x81\xe9",
        "marque.html": "\ufeff<p>Le forum <b>des tiers-lieux</b>, et Mo<b>vilab</b> &eacute;&#233;&amp <!-- Loot -->".encode(),
        "texte.txt": b"Rien que nous connaissions.",
        "mots.pdf": b"Rien d'un PDF.",
        "mots.DOCX": b"Avec Dokos.",
        "annonce.txt": b"Les chiffres sont dans annexe.json.",
        "empreinte.txt": " ".join(["0a1b"] * 16).encode(),
    }

    same_verdicts(reader, corpus, tmp_path)


def test_a_file_that_takes_too_long_is_said_and_the_next_one_is_read(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = verification_page(reader_catalog(), "1.2.3", seconds=6)
    # A worker that never ends on one file.
    path.write_text(page.replace("async function verify(name, bytes) {", "async function verify(name, bytes) { while (name === 'lent.json');"), encoding="utf-8")  # fmt: skip
    reader = open_page(browser, path)

    said = reader.verdicts({"lent.json": b"{}", "annexe.json": example().annex}, tmp_path)

    assert said["lent.json"]["checks"][0]["facts"] == {"why": "too-slow"}
    assert said["annexe.json"] == said_by_the_command("annexe.json", example().annex)
    reader.page.close()


# How it is used.


def test_nothing_leaves_the_page(reader: Reader, page_path: Path, tmp_path: Path) -> None:
    reader.verdicts({f"reponse.{suffix}": written(example(), suffix) for suffix in CARRIERS}, tmp_path)
    asked = list(reader.asked)
    refused = reader.page.evaluate(
        """() => new Promise((answer) => {
            const seen = [];
            addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
                seen.push(effectiveDirective);
                if (seen.length === 2) answer(seen.sort());
            });
            new Image().src = "http://127.0.0.1:9/image";
            fetch("http://127.0.0.1:9/fetch").catch(() => {});
        })"""
    )

    assert refused == ["connect-src", "img-src"]
    assert [one for one in asked if not one.startswith((page_path.as_uri(), "blob:"))] == []


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_to_say(browser: Browser, page_path: Path, tmp_path: Path, language: str, look: str) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    reader = open_page(browser, page_path, "fr-FR", color_scheme=look)
    reader.page.click(f"[data-language={language}]")
    reader.page.evaluate(axe)
    found = [reader.page.evaluate("axe.run()")["violations"]]
    annex = example().annex
    reader.verdicts({"reponse.json": annex, "rien.txt": b"Rien.", "autre.json": b"{}"}, tmp_path)
    found.append(reader.page.evaluate("axe.run()")["violations"])

    assert found == [[], []]
    assert reader.page.evaluate("document.documentElement.lang") == language
    reader.page.close()


def test_the_keyboard_is_enough_and_the_results_are_announced(reader: Reader, tmp_path: Path) -> None:
    page, path = reader.page, tmp_path / "annexe.json"
    path.write_bytes(example().annex)

    def focused() -> str:
        return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))

    def press_until(name: str) -> None:
        for _ in range(20):
            page.keyboard.press("Tab")
            if focused() == name:
                return
        pytest.fail(f"{name} is out of reach")

    choosers: list[FileChooser] = []

    def opened(chooser: FileChooser) -> None:
        choosers.append(chooser)

    page.on("filechooser", opened)
    press_until("choose-files")
    page.keyboard.press("Enter")
    while not choosers:
        page.wait_for_timeout(50)
    choosers[0].set_files([path, path])
    reader.wait(2)
    assert said_aloud(page) == "2 fichiers lus : 0 vert, 2 orange, 0 rouge."
    press_until("annexe.json")
    page.keyboard.press("Enter")
    assert focused() == "file-0"
    page.keyboard.press("Shift+Tab")
    press_until("English") if focused() != "English" else None
    page.keyboard.press("Space")
    assert page.text_content("h1") == "Verify answers"
    assert said_aloud(page) == "2 files read: 0 green, 2 amber, 0 red."


def said_aloud(page: Page) -> str:
    return " ".join((page.text_content("[role=status]") or "").split())


def test_the_language_is_that_of_the_browser(browser: Browser, page_path: Path) -> None:
    for locale, title in (
        ("en-GB", "Verify answers"),
        ("fr-CA", "Vérifier des réponses"),
        ("de-DE", "Vérifier des réponses"),
    ):
        reader = open_page(browser, page_path, locale)
        assert reader.page.title() == title
        reader.page.close()


def test_a_name_that_holds_html_stays_a_name(reader: Reader, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>&amp;\u202e.json"
    reader.choose([_named(tmp_path, name, example().annex), _named(tmp_path, "b.json", b"<b>")])

    assert reader.page.text_content("#file-0") == name.replace("\u202e", "\\x202e")
    assert reader.page.evaluate("document.querySelectorAll('#cards img, #cards b, #overview img').length") == 0


def test_files_may_be_dropped(reader: Reader) -> None:
    reader.page.evaluate(
        """(annex) => {
            const carried = new DataTransfer();
            carried.items.add(new File([annex], "annexe.json"));
            carried.items.add(new File(["Rien."], "rien.txt"));
            document.getElementById("drop").dispatchEvent(
                new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        example().annex.decode(),
    )
    reader.wait(2)

    assert [one["name"] for one in reader.saved()] == ["annexe.json", "rien.txt"]
    reader.page.click("#clear")
    assert reader.cards == 0


def _named(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
