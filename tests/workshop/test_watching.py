"""Looking at folders: each save is seen, what programs leave beside a file is not."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest

from amikit.workshop.watching import Watcher
from tests.dossiers import write, write_dossier


@pytest.mark.parametrize("name", ["sections/neuf.md", "images/pont.png", "budget/x.csv", "modeles/a/template.yaml"])
def test_a_new_file_is_seen(tmp_path: Path, name: str) -> None:
    watcher = Watcher([write_dossier(tmp_path)])
    before = watcher.look()
    write(tmp_path / name, "x")

    assert watcher.look() != before


def test_a_change_is_seen_however_it_is_saved(tmp_path: Path) -> None:
    path = write_dossier(tmp_path) / "sections/qui.md"
    watcher = Watcher([tmp_path])
    looks = [watcher.look()]
    path.write_text("en place", encoding="utf-8")
    looks.append(watcher.look())
    beside = write(tmp_path / "sections/.qui.md.part", "renommé")
    beside.replace(path)
    looks.append(watcher.look())
    os.utime(path, ns=(1, 1))
    looks.append(watcher.look())
    path.chmod(0o600)
    looks.append(watcher.look())
    path.unlink()
    looks.append(watcher.look())

    assert all(before != after for before, after in pairwise(looks))


@pytest.mark.parametrize(
    "name", [".qui.md.swp", "qui.md~", "#qui.md#", ".~lock.depenses.xlsx#", "~$depenses.xlsx", "4913", "x.tmp"]
)
def test_what_programs_leave_beside_a_file_is_not(tmp_path: Path, name: str) -> None:
    path = write(write_dossier(tmp_path) / "sections" / name, "x")
    watcher = Watcher([tmp_path / "dossier.yaml", tmp_path])
    before = {place: seen for place, seen in watcher.look().items() if Path(place).is_file()}
    path.write_text("autre", encoding="utf-8")

    assert {place: seen for place, seen in watcher.look().items() if Path(place).is_file()} == before


@pytest.mark.parametrize("name", ["sortie/reponse.pdf", ".git/index", "node_modules/x.js"])
def test_what_is_written_there_by_programs_is_not(tmp_path: Path, name: str) -> None:
    watcher = Watcher([write_dossier(tmp_path)])
    path = write(tmp_path / name, "x")
    before = watcher.look()
    path.write_text("autre", encoding="utf-8")

    assert watcher.look() == before


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert Watcher([tmp_path / "rien"]).look() == {}


def test_links_that_lead_to_each_other_are_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "c")
    (tmp_path / "c").symlink_to(tmp_path / "b")

    assert len(Watcher([tmp_path]).look()) <= 2
