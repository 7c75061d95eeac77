"""Files in, documents out: the same input gives the same values, and nothing is half done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import amikit
from amikit.errors import AmikitError
from amikit.export.formats import EXPORTERS
from amikit.i18n import Text
from amikit.pipeline import document_day, load_folder
from tests.dossiers import EXAMPLES, codes, with_keys, write_dossier
from tools.make_golden import FAULTY, SOUND

DATED = "periode:\n  du: 2027-01-01\n  au: 2027-12-31\n"


def test_the_public_names_are_there() -> None:
    assert [name for name in amikit.__all__ if getattr(amikit, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = amikit.nothing


@pytest.mark.parametrize("name", [*SOUND, FAULTY])
def test_the_same_files_give_the_same_values(name: str) -> None:
    first, second = (amikit.check(EXAMPLES / name) for _ in range(2))

    assert first.report == second.report
    assert first.rendered == second.rendered
    assert first.proposal is not None
    assert second.proposal is not None
    assert first.proposal.ledger == second.proposal.ledger
    assert first.proposal.shares == second.proposal.shares
    assert first.proposal.views == second.proposal.views
    assert load_folder(EXAMPLES / name).call == load_folder(EXAMPLES / name).call


def test_where_one_stands_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_dossier(tmp_path / "a")
    amikit.build(root, ("md",), out=tmp_path / "un")
    monkeypatch.chdir(root)
    amikit.build(Path(), ("md",), out=Path("../deux"))

    assert (tmp_path / "un/reponse.md").read_bytes() == (tmp_path / "deux/reponse.md").read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"\x00", b"- 1", b"appel:", b"{" * 60])
def test_nothing_that_is_written_raises(content: bytes | None, tmp_path: Path) -> None:
    files = {} if content is None else {"dossier.yaml": content}
    root = write_dossier(tmp_path / "a", files, base="")

    report = amikit.check(root).report
    built = amikit.build(root, ("md",), draft=True)

    assert report.has_unreadable
    assert built.is_refused
    assert built.checked.report == report


@pytest.mark.parametrize(
    ("settings", "decided", "day"),
    [
        (f"{DATED}date_limite: 2026-12-11\n", True, date(2026, 12, 11)),
        (DATED, True, date(2026, 11, 14)),
        (DATED, False, date(2027, 1, 1)),
        ("", False, date(2000, 1, 1)),
    ],
)
def test_the_day_of_the_document_is_the_dossiers_never_todays(
    settings: str, decided: bool, day: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    decisions = {
        f"decisions/{on}.md": f"---\ntitre: Décider\ndate: {on}\n---\n"
        for on in ("2026-11-14", "2026-11-07")
        if decided
    }
    root = write_dossier(tmp_path, {"dossier.yaml": f"appel: lieu-totem\n{settings}", **decisions}, base="")
    dossier = load_folder(root).dossier
    assert dossier is not None

    assert document_day(dossier) == day


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("86400", "1970-01-02"),
        ("1609459199", "2020-12-31"),
        ("", "2026-12-11"),
        ("hier", "2026-12-11"),
        ("-1", "2026-12-11"),
    ],
)
def test_who_packages_decides_of_the_day(epoch: str, day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    root = write_dossier(tmp_path / "a")

    [path] = amikit.build(root, ("md",)).paths

    assert f'date: "{day}"' in path.read_text(encoding="utf-8")


def test_progress_tells_each_format_once_made(tmp_path: Path) -> None:
    told: list[str] = []

    amikit.build(write_dossier(tmp_path / "a"), ("md", "html"), progress=told.append)

    assert told == ["md", "html"]


def test_one_format_that_fails_leaves_all_the_previous_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_dossier(tmp_path / "a")
    amikit.build(root, ("md", "html"))
    before = {path.name: path.read_bytes() for path in (root / "sortie").iterdir()}
    write_dossier(root, {"dossier.yaml": with_keys("titre: Un autre titre\n")}, base="")

    def fails(_: object) -> bytes:
        raise AmikitError(Text("La machine est lasse.", "The machine is tired."), Text("Patience.", "Wait."))

    monkeypatch.setitem(EXPORTERS, "html", fails)
    with pytest.raises(AmikitError):
        amikit.build(root, ("md", "html"))

    assert {path.name: path.read_bytes() for path in (root / "sortie").iterdir()} == before


def test_what_a_rule_says_is_not_said_again_by_the_template(tmp_path: Path) -> None:
    files = {"dossier.yaml": with_keys("resume:\n"), "sections/qui.md": None}

    report = amikit.check(write_dossier(tmp_path, files)).report

    assert codes(report) == ["DOS002", "CAL002"]


def test_no_exception_lets_an_unreadable_file_through(tmp_path: Path) -> None:
    settings = with_keys("date_limite: demain\nexceptions:\n  - regle: LOA009\n    motif: Demain, c'est clair.\n")

    report = amikit.check(write_dossier(tmp_path, {"dossier.yaml": settings})).report

    assert sorted(codes(report)) == ["EXC004", "LOA009"]
    assert report.excused == ()


def test_a_dossier_without_its_call_still_hears_of_itself(tmp_path: Path) -> None:
    settings = with_keys("appel: inconnu\ntitre:\n")

    checked = amikit.check(write_dossier(tmp_path, {"dossier.yaml": settings}))

    assert {"LOA026", "DOS002"} <= set(codes(checked.report))
    assert checked.rendered.sections == ()
    assert amikit.build(tmp_path, ("md",), draft=True).is_refused
