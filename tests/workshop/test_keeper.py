"""What the page shows follows the files: nothing is missed, nothing is shown twice, a bad moment loses nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import amikit
from amikit.errors import AmikitError
from amikit.i18n import Text
from amikit.pipeline import Checked
from amikit.workshop.keeper import Keeper
from amikit.workshop.painter import COUNTS, FINDINGS, STATE, Painter
from amikit.workshop.snapshot import Snapshot
from amikit.workshop.watching import Watcher
from tests.dossiers import MINIMAL, PICTURE, with_keys, write, write_dossier
from tests.workshop.running import wait_until


def painted(painter: Painter, root: Path, before: Snapshot | None = None) -> Snapshot:
    return painter.paint(amikit.check(root), before or Snapshot())


def part(snapshot: Snapshot, name: str) -> str:
    return snapshot.parts[name].html


@contextmanager
def kept(root: Path, check: Callable[[], Checked] | None = None) -> Iterator[Keeper]:
    keeper = Keeper(Painter(root, "fr"), Watcher([root]), check or (lambda: amikit.check(root)))
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.stop()


def test_only_what_changed_is_told(tmp_path: Path) -> None:
    painter = Painter(write_dossier(tmp_path), "fr")
    first = painted(painter, tmp_path)
    write(tmp_path / "sections/qui.md", MINIMAL["sections/qui.md"] + "\nUne phrase neuve.\n")
    second = painted(painter, tmp_path, first)

    told = second.since(first.version)
    assert second.version == first.version + 1
    assert list(told["parts"]) == ["s-qui"]
    assert "Une phrase neuve." in told["parts"]["s-qui"]
    assert told["text"] == list(first.text_parts)


def test_the_same_files_are_the_same_version(tmp_path: Path) -> None:
    painter = Painter(write_dossier(tmp_path), "fr")
    first = painted(painter, tmp_path)
    write(tmp_path / "notes.txt", "que personne n'imprime")

    assert painted(painter, tmp_path, first) is first


def test_a_section_composed_alone_is_the_one_of_a_new_page(tmp_path: Path) -> None:
    """What a desk remembers is never older than the files, whatever changes."""
    painter = Painter(write_dossier(tmp_path, base="monscobar"), "fr")
    shown = painted(painter, tmp_path)
    settings = (tmp_path / "dossier.yaml").read_text(encoding="utf-8")
    expenses = (tmp_path / "budget/depenses.csv").read_text(encoding="utf-8")
    changes: dict[str, str | bytes] = {
        "dossier.yaml": settings.replace("Fabrique Monscobar", "Fabrique d'essai").replace("pédagogique", "inventé"),
        "budget/depenses.csv": expenses.replace(";2021;", ";2022;", 3),
        "membres/baraka.md": (tmp_path / "membres/baraka.md").read_text(encoding="utf-8") + "\nUn ajout.\n",
        "sections/territoire.md": "![Le pont](pont.png)\n",
        "sections/pont.png": PICTURE,
    }
    for name, content in changes.items():
        write(tmp_path / name, content)
        checked = amikit.check(tmp_path)
        shown, fresh = painter.paint(checked, shown), Painter(tmp_path, "fr").paint(checked, Snapshot())
        assert not checked.report.has_unreadable
        assert {name: _no_secret(one.html) for name, one in shown.parts.items()} == {
            name: _no_secret(one.html) for name, one in fresh.parts.items()
        }


def _no_secret(html: str) -> str:
    before, found, after = html.partition('src="image/')
    return before + found + after[40:] if found else html


def test_a_dossier_that_cannot_be_read_keeps_its_last_text_and_says_so(tmp_path: Path) -> None:
    painter = Painter(write_dossier(tmp_path), "fr")
    good = painted(painter, tmp_path)
    write(tmp_path / "dossier.yaml", "titre: [")
    bad = painted(painter, tmp_path, good)

    assert part(bad, "s-qui") == part(good, "s-qui")
    assert "dossier.yaml. Ce qui en vient est montré comme avant." in part(bad, STATE)
    assert "LOA" in part(bad, FINDINGS)
    write(tmp_path / "dossier.yaml", MINIMAL["dossier.yaml"])
    mended = painted(painter, tmp_path, bad)
    assert {name: one.html for name, one in mended.parts.items()} == {
        name: one.html for name, one in good.parts.items()
    }


def test_a_section_that_cannot_be_read_does_not_hold_the_others(tmp_path: Path) -> None:
    painter = Painter(write_dossier(tmp_path), "fr")
    good = painted(painter, tmp_path)
    write(tmp_path / "sections/qui.md", b"\xff\xfe\x00")
    write(tmp_path / "sections/histoire.md", MINIMAL["sections/histoire.md"] + "\nLa suite.\n")
    bad = painted(painter, tmp_path, good)

    assert part(bad, "s-qui") == part(good, "s-qui")
    assert "La suite." in part(bad, "s-histoire")
    assert "sections/qui.md" in part(bad, STATE)
    assert bad.text_parts == good.text_parts


def test_a_word_that_cannot_be_read_holds_nothing(tmp_path: Path) -> None:
    """A key with a typing error stays for an hour: the text still follows."""
    painter = Painter(write_dossier(tmp_path), "fr")
    good = painted(painter, tmp_path)
    write(tmp_path / "dossier.yaml", with_keys("date_limite: demain\ntitree: x\n"))
    write(tmp_path / "sections/histoire.md", MINIMAL["sections/histoire.md"] + "\nLa suite.\n")
    bad = painted(painter, tmp_path, good)

    assert "LOA" in part(bad, FINDINGS)
    assert "La suite." in part(bad, "s-histoire")
    assert part(bad, STATE) == part(good, STATE)


def test_a_dossier_that_was_never_read_shows_its_findings(tmp_path: Path) -> None:
    shown = painted(Painter(write_dossier(tmp_path, {"dossier.yaml": "titre: ["}), "fr"), tmp_path)

    assert "LOA" in part(shown, FINDINGS)
    assert "1 erreur" in part(shown, COUNTS).replace("\u00a0", " ") or "erreurs" in part(shown, COUNTS)
    shown = painted(Painter(tmp_path / "rien", "en"), tmp_path / "rien")
    assert "Nothing to show yet" in part(shown, STATE)


def test_each_finding_has_its_place_to_copy_its_section_and_its_editor(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "deux mots <b>", {"sections/qui.md": "Trop court, <i>TODO</i>.\n"})
    found = part(painted(Painter(root, "en", "vscode"), root), FINDINGS)

    assert f'data-copy="{tmp_path}/deux mots &lt;b&gt;/sections/qui.md:1:' in found
    assert 'href="vscode://file/' in found
    assert "deux%20mots%20%3Cb%3E/sections/qui.md:1:" in found
    assert 'href="#s-qui"' in found
    assert "<i>" not in found
    assert "vscode:" not in part(painted(Painter(root, "en"), root), FINDINGS)


def test_a_name_that_looks_like_markup_is_a_name(tmp_path: Path) -> None:
    settings = with_keys("titre: </title><script>alert(1)</script>\nsous_titre: '\"><img src=x onerror=alert(1)>'\n")
    shown = painted(Painter(write_dossier(tmp_path, {"dossier.yaml": settings}), "fr"), tmp_path)

    assert not [name for name, one in shown.parts.items() if "<script" in one.html or "<img" in one.html]


def test_a_save_in_the_middle_of_a_rebuild_is_seen(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    is_reading, may_go_on = threading.Event(), threading.Event()
    may_go_on.set()

    def check() -> Checked:
        checked = amikit.check(root)
        is_reading.set()
        assert may_go_on.wait(30)
        return checked

    with kept(root, check) as keeper:
        is_reading.clear()
        may_go_on.clear()
        write(root / "sections/qui.md", "Premier texte.\n")
        assert is_reading.wait(30)
        write(root / "sections/qui.md", "Second texte, pendant la lecture.\n")
        may_go_on.set()
        wait_until(lambda: "Second texte" in part(keeper.snapshot, "s-qui"))


def test_a_machine_that_is_not_ready_says_so_and_the_next_save_mends(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    is_full = threading.Event()

    def check() -> Checked:
        if is_full.is_set():
            raise AmikitError(
                Text("Le disque est plein.", "The disk is full."), Text("Faites de la place.", "Make room.")
            )
        return amikit.check(root)

    with kept(root, check) as keeper:
        is_full.set()
        write(root / "sections/qui.md", "Un texte.\n")
        wait_until(lambda: "Le disque est plein." in part(keeper.snapshot, STATE))
        assert "Nous sommes deux lieux voisins" in part(keeper.snapshot, "s-qui")
        is_full.clear()
        write(root / "sections/qui.md", "Un texte, puis un autre.\n")
        wait_until(lambda: "puis un autre" in part(keeper.snapshot, "s-qui"))
        assert "plein" not in part(keeper.snapshot, STATE)


def test_a_machine_that_is_not_ready_from_the_start_says_so(tmp_path: Path) -> None:
    error = AmikitError(Text("Pandoc manque.", "No pandoc."), Text("Réinstallez.", "Install it again."))
    shown = Painter(tmp_path, "en").complain(error, Snapshot())

    assert "No pandoc. Install it again." in part(shown, STATE)
    assert STATE in shown.text_parts


def test_readers_are_told_at_once_and_let_go_at_the_end(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)

    async def read(keeper: Keeper) -> list[int]:
        versions = []
        async for snapshot in keeper.follow(0, at_most=30):
            assert snapshot is not None
            versions.append(snapshot.version)
            if len(versions) == 1:
                write(root / "sections/qui.md", "Un autre texte.\n")
            else:
                keeper.stop()
        return versions

    with kept(root) as keeper:
        assert asyncio.run(asyncio.wait_for(read(keeper), 30)) == [1, 2]
