"""The page that verifies, in a real Chromium: Debian's, without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.programs import require

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; without Chromium the test is skipped, or fails where ``CI`` is set."""
    path = require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@dataclass
class Reader:
    """Somebody who opened the page from a disk."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """Every address that the page asked for."""
    complaints: list[str] = field(default_factory=list)
    """Everything that the browser found wrong."""

    def choose(self, paths: list[Path]) -> None:
        """Choose files, and wait until each has its verdict."""
        before = self.cards
        self.page.set_input_files("#files", paths)
        self.wait(before + len(paths))

    def wait(self, cards_count: int) -> None:
        """Until there are so many verdicts, and nothing is being read."""
        self.page.wait_for_function(
            "count => document.querySelectorAll('.card').length === count "
            "&& !/^(Lecture|Reading)/.test(document.getElementById('status').textContent)",
            arg=cards_count,
        )

    @property
    def cards(self) -> int:
        return int(self.page.evaluate("document.querySelectorAll('.card').length"))

    def saved(self) -> list[dict[str, Any]]:
        """The verdicts, as the page saves them."""
        with self.page.expect_download() as download:
            self.page.click("#save")
        said = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
        assert said["version"] == 1
        files: list[dict[str, Any]] = said["files"]
        return files

    def verdicts(self, files: Mapping[str, bytes], folder: Path) -> dict[str, dict[str, Any]]:
        """What is said of each of these files, by name."""
        paths = []
        for place, (name, content) in enumerate(files.items()):
            path = folder / str(place) / name
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
            paths.append(path)
        self.choose(paths)
        return dict(zip(files, self.saved(), strict=True))


def open_page(browser: Browser, path: Path, locale: str = "fr-FR", **settings: Any) -> Reader:
    """The page, opened with a double click."""
    page = browser.new_page(locale=locale, **settings)
    reader = Reader(page)
    page.on("request", lambda request: reader.asked.append(request.url))
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    page.on("console", lambda message: reader.complaints.append(message.text))
    page.goto(path.as_uri())
    return reader
