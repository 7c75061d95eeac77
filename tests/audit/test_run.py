"""From a folder to an overview: what stops does not lose what was read, and nothing stops for one bad file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from amikit.audit import run as running
from amikit.audit.files import Aside, files_of
from amikit.audit.journal import JOURNAL, Journal
from amikit.audit.pool import Pool, results
from amikit.audit.reports import report_files
from amikit.audit.run import Asked, Audited, audit_folder
from amikit.audit.summary import Summary
from amikit.audit.work import Job, close_verifiers
from amikit.errors import AmikitError
from amikit.verify.verdict import Light
from tests.audit.making import facts, real_annexes, summary, write_call


def audit(root: Path, out: Path | None = None, *, resume: bool = False, jobs: int = 2) -> Audited:
    return audit_folder(Asked(root, out, jobs=jobs, resume=resume))


def lights(audited: Audited) -> dict[str, Light]:
    return {one.path: one.light for answer in audited.overview.answers for one in answer.files}


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    root = write_call(tmp_path / "appel", 3)
    (root / "vide.pdf").write_bytes(b"")
    (root / "abime.docx").write_bytes(b"PK\x03\x04 and nothing more")
    (root / "bombe.html").write_bytes(b"<div>" * 200_000)
    (root / "profond.json").write_bytes(b'{"a":' * 200_000)
    (root / "pas-une-annexe.json").write_text('{"nom": "paquet"}')

    found = lights(audit(root))

    assert len(found) == 8
    assert [path for path, light in found.items() if light is Light.RED] == [
        "abime.docx", "pas-une-annexe.json", "profond.json", "vide.pdf",
    ]  # fmt: skip


def test_an_empty_folder_is_no_answer(tmp_path: Path) -> None:
    found = audit(tmp_path)

    assert (found.overview.answers, found.overview.totals, found.read_count) == ((), (), 0)


def test_links_are_not_followed_and_counted(tmp_path: Path) -> None:
    root = write_call(tmp_path / "appel", 1)
    (root / "boucle").symlink_to(root)
    (root / "ailleurs.pdf").symlink_to("/etc/passwd")
    (root / ".cache").mkdir()
    (root / ".cache" / "x.pdf").write_bytes(b"x")
    (root / "~$reponse.docx").write_bytes(b"x")
    (root / "notes.txt").write_text("x")
    os.mkfifo(root / "tuyau.pdf")

    aside = Aside()

    assert list(files_of(root, aside, except_in=tmp_path / "audit")) == ["reponse-0/annexe.json"]
    assert (aside.links_count, aside.others_count) == (2, 3)


def test_the_reports_of_an_audit_are_not_read_by_the_next(tmp_path: Path) -> None:
    root = write_call(tmp_path / "appel", 1)
    for name in ("audit.html", "autre.json"):
        (root / "audit").mkdir(exist_ok=True)
        (root / "audit" / name).write_text("{}")

    assert list(files_of(root, Aside(), except_in=root / "audit")) == ["reponse-0/annexe.json"]


def test_a_run_that_goes_on_gives_the_same_bytes_as_one_run(tmp_path: Path) -> None:
    root, out = write_call(tmp_path / "appel"), tmp_path / "audit"
    whole = audit(root)
    audit(root, out)
    lines = (out / JOURNAL).read_bytes().splitlines(keepends=True)
    assert len(lines) == 1 + 6
    (out / JOURNAL).write_bytes(b"".join(lines[:3]) + lines[3][:-20])  # stopped while it wrote the third

    again = audit(root, out, resume=True)

    assert (again.kept_count, again.read_count) == (2, 4)
    assert report_files(again, "fr") == report_files(whole, "fr")
    assert again.overview == whole.overview
    assert again.crossing == whole.crossing
    assert len((out / JOURNAL).read_bytes().splitlines()) == 1 + 6
    assert audit(root, out, resume=True).read_count == 0


def test_a_line_that_lacks_its_end_alone_is_read_again(tmp_path: Path) -> None:
    """Kept, the next one would be written after it, on the same line."""
    root, out = write_call(tmp_path / "appel", 2), tmp_path / "audit"
    audit(root, out)
    (out / JOURNAL).write_bytes((out / JOURNAL).read_bytes()[:-1])

    assert audit(root, out, resume=True).read_count == 1
    assert audit(root, out, resume=True).read_count == 0


def test_without_resume_everything_is_read_again(tmp_path: Path) -> None:
    root, out = write_call(tmp_path / "appel", 2), tmp_path / "audit"
    audit(root, out)

    assert audit(root, out).read_count == 2
    assert audit(root, out, resume=True).read_count == 0


def test_a_file_that_changed_is_read_again_even_with_its_size_and_its_time(tmp_path: Path) -> None:
    root, out = write_call(tmp_path / "appel", 2), tmp_path / "audit"
    audit(root, out)
    place = root / "reponse-0" / "annexe.json"
    before = place.stat()
    content = place.read_bytes()
    place.write_bytes(content.replace(b'"is_draft":false', b'"is_draft":"non"'[:16]))
    assert place.stat().st_size == before.st_size
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))

    found = audit(root, out, resume=True)

    assert found.read_count == 1
    assert lights(found)["reponse-0/annexe.json"] is Light.RED


def test_a_file_that_is_gone_leaves_the_audit(tmp_path: Path) -> None:
    root, out = write_call(tmp_path / "appel", 2), tmp_path / "audit"
    audit(root, out)
    (root / "reponse-0" / "annexe.json").unlink()

    assert set(lights(audit(root, out, resume=True))) == {"reponse-1/annexe.json"}


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"\xff\xfe\n", b"x" * 50 + b"\n"])
def test_a_journal_of_something_else_is_begun_again(tmp_path: Path, damage: bytes) -> None:
    root, out = write_call(tmp_path / "appel", 1), tmp_path / "audit"
    audit(root, out)
    (out / JOURNAL).write_bytes(damage)

    assert audit(root, out, resume=True).read_count == 1
    assert audit(root, out, resume=True).read_count == 0


def test_other_catalogs_begin_the_journal_again(tmp_path: Path) -> None:
    """What a file mentions depends on the resources that the reader knows."""
    root, out, cards = write_call(tmp_path / "appel", 1), tmp_path / "audit", tmp_path / "fiches"
    audit(root, out)
    (cards / "methode").mkdir(parents=True)
    (cards / "methode" / "carnet.yaml").write_text("id: carnet\nnom: Carnet\ngenre: methode\n", encoding="utf-8")

    assert audit_folder(Asked(root, out, (cards,), jobs=1, resume=True)).read_count == 1


def test_a_journal_says_again_exactly_what_was_found(tmp_path: Path) -> None:
    said = [summary("a\udcff.pdf", facts("Un")), summary("é\n<b>.pdf", light=Light.AMBER, mentioned=["dokos"])]
    with Journal(tmp_path / JOURNAL, {}) as journal:
        assert journal.open(resume=False) == {}
        for one in said:
            journal.add(one)

    with Journal(tmp_path / JOURNAL, {}) as journal:
        assert journal.open(resume=True) == {one.path: one for one in said}


def test_a_link_in_the_place_of_the_journal_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "precieux"
    victim.write_text("à garder", encoding="utf-8")
    out = tmp_path / "audit"
    out.mkdir()
    (out / JOURNAL).symlink_to(victim)

    audit(write_call(tmp_path / "appel", 1), out, resume=True)

    assert victim.read_text(encoding="utf-8") == "à garder"
    assert not (out / JOURNAL).is_symlink()


def test_a_disk_that_refuses_the_journal_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "audit").write_text("un fichier")

    with pytest.raises(AmikitError) as refused:
        audit(write_call(tmp_path / "appel", 1), tmp_path / "audit")

    assert "un fichier est à la place d'un dossier" in refused.value.message.fr


class _Backwards(Executor):
    """Finishes last what was asked first."""

    def __init__(self) -> None:
        self.most = 0
        self._waiting: list[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._waiting.append((future, fn, args))
        self.most = max(self.most, len(self._waiting))
        if len(self._waiting) == 3:
            while self._waiting:
                waiting, work, given = self._waiting.pop()
                waiting.set_result(work(*given))
        return future


def test_the_order_in_which_work_ends_does_not_change_a_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_call(tmp_path / "appel")
    forward = report_files(audit(root, jobs=1), "fr")

    class _Pool:
        def __enter__(self) -> Pool:
            return Pool(_Backwards(), 3)

        def __exit__(self, *_: object) -> None:
            close_verifiers()

    monkeypatch.setattr(running, "_pool", lambda _: _Pool())

    assert report_files(audit(root), "fr") == forward


def test_never_more_files_are_sent_than_the_window() -> None:
    taken = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield Job("", str(number))

    def work(_: Job) -> Summary | None:
        return None

    ahead = []
    with ThreadPoolExecutor(2) as executor:
        for count, _ in enumerate(results(Pool(executor, 5), jobs(), work)):
            ahead.append(taken - count)

    assert len(ahead) == 100
    assert max(ahead) <= 5


def test_a_job_that_fails_for_a_fault_of_ours_is_not_hidden() -> None:
    def work(_: Job) -> Summary | None:
        raise ZeroDivisionError

    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError):
        list(results(Pool(executor, 2), [Job("", "a")], work))


def test_a_cluster_that_stops_on_the_way_says_how_to_go_on() -> None:
    def work(_: Job) -> Summary | None:
        raise ConnectionAbortedError

    with ThreadPoolExecutor(1) as executor, pytest.raises(AmikitError) as refused:
        list(results(Pool(executor, 2, (ConnectionAbortedError,)), [Job("", "a")], work))

    assert "--resume" in refused.value.hint.fr


def test_names_that_no_text_holds_are_read_and_shown(tmp_path: Path) -> None:
    names: Iterable[bytes] = (b"\xff\xfe.json", b"<script>.json", b"a\nb.json", b"=1+1.json")
    for number, name in enumerate(names):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(real_annexes()[number])

    found = audit(tmp_path)
    written = report_files(found, "fr")

    assert all(light is not Light.RED for light in lights(found).values())
    page = written["audit.html"].decode("utf-8")
    assert "<script>.json" not in page
    assert "&lt;script&gt;.json" in page
    assert "a\\x0ab.json" in page
    assert json.dumps(sorted(lights(found)))
