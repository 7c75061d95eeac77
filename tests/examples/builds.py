"""Each example built once for a whole run of the tests, however many workers share it."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest

import amikit
from amikit.export.formats import EXPORTERS
from amikit.i18n import NARROW_NBSP, NBSP, format_euros
from tests.dossiers import EXAMPLES
from tests.programs import require
from tools.make_golden import SOUND

FORMATS = tuple(EXPORTERS)
OFFICE = ("docx", "odt")
_PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Builds:
    """Where the outputs are: one folder for each example, and what LibreOffice reads in them."""

    folder: Path

    def content(self, name: str, suffix: str) -> bytes:
        return (self.folder / name / f"reponse.{suffix}").read_bytes()

    def office_text(self, name: str, suffix: str) -> str:
        """The text that LibreOffice finds in the DOCX or in the ODT."""
        texts = once(self.folder / "office", self._open_with_office)
        return (texts / f"{name}-{suffix}.txt").read_text(encoding="utf-8-sig")

    def _open_with_office(self, folder: Path) -> None:
        """Every document in one go: starting LibreOffice is most of its time."""
        documents = [folder / f"{name}-{suffix}.{suffix}" for name in SOUND for suffix in OFFICE]
        for path in documents:
            name, suffix = path.stem.rsplit("-", 1)
            shutil.copy(self.folder / name / f"reponse.{suffix}", path)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [require("soffice"), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"]
        subprocess.run([*command, folder, *documents], check=True, capture_output=True, timeout=_PATIENCE_SECONDS)


def build_examples(factory: pytest.TempPathFactory) -> Builds:
    """Every example in every format, made by the first worker that asks."""
    folder = factory.getbasetemp()
    if folder.name.startswith("popen-"):  # one of several workers: what they share is above
        folder = folder.parent
    shared = folder / "examples"
    shared.mkdir(exist_ok=True)
    for name in SOUND:
        once(shared / name, partial(_build, EXAMPLES / name))
    return Builds(shared)


def _build(root: Path, place: Path) -> None:
    built = amikit.build(root, FORMATS, out=place)
    assert not built.is_refused, built.checked.report.standing


def once(place: Path, make: Callable[[Path], None]) -> Path:
    """``place``, filled by ``make`` the first time it is asked for; the others wait."""
    done, failed = place.with_suffix(".done"), place.with_suffix(".failed")
    try:
        place.mkdir()
    except FileExistsError:
        limit = time.monotonic() + _PATIENCE_SECONDS
        while not done.exists() and not failed.exists() and time.monotonic() < limit:
            time.sleep(0.05)
        assert done.exists(), f"{place.name} was not made"
        return place
    try:
        make(place)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return place


@cache
def budget_rows(name: str) -> list[tuple[str, str]]:
    """What every format prints of the budget: the total, what is asked, and each resource's amount."""
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None
    views = proposal.views
    rows = [("Total", views.charges_cents), ("demandé", views.asked_cents)]
    rows += [(line.label["fr"].split()[0], line.cents) for line in views.by_resource]
    return [(word, plain(format_euros(cents))) for word, cents in rows]


def plain(text: str) -> str:
    """The text without what typography adds: spaces that do not break, curved apostrophes."""
    return text.replace(NBSP, " ").replace(NARROW_NBSP, " ").replace("’", "'")
