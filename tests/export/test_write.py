"""Outputs on the disk: a full disk, a kill or a hurry never costs anyone a file."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from amikit.errors import AmikitError
from amikit.export.write import REGISTER, write_outputs

OLD = {"reponse.docx": b"ancien docx", "reponse.pdf": b"ancien pdf"}
NEW = {"reponse.docx": b"nouveau docx", "reponse.pdf": b"nouveau pdf"}


class Killed(BaseException):
    """The process stops here, as with ``kill -9``: nobody handles it."""


def files(folder: Path) -> Mapping[str, bytes]:
    """What someone sees in the folder: hidden files aside."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder where amikit wrote once."""
    write_outputs(tmp_path / "sortie", OLD)
    return tmp_path / "sortie"


def fail_at(number: int, real: Callable[..., object], error: BaseException) -> Callable[..., object]:
    """``real``, until its ``number``-th call, which fails; only that one, as when a disk fills up then is freed."""
    calls = []

    def failing(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == number:
            raise error
        return real(*arguments, **options)

    return failing


def full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_outputs_are_written_and_nothing_else_is_left(folder: Path) -> None:
    paths, kept = write_outputs(folder, NEW)

    assert paths == [folder / name for name in NEW]
    assert kept == []
    assert files(folder) == NEW
    assert hidden(folder) == [REGISTER]


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_disk_that_fills_up_leaves_the_previous_files(
    call: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", fail_at(call, os.fsync, full()))

    with pytest.raises(AmikitError) as raised:
        write_outputs(folder, NEW)

    assert raised.value.message.fr.endswith("le disque est plein.")
    assert raised.value.message.en.endswith("the disk is full.")
    assert files(folder) == OLD
    assert hidden(folder) == [REGISTER]


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_rename_that_fails_undoes_those_before(call: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", fail_at(call, Path.replace, full()))

    with pytest.raises(AmikitError):
        write_outputs(folder, NEW)

    assert files(folder) == OLD
    assert hidden(folder) == [REGISTER]


@pytest.mark.parametrize("call", [1, 2, 3])
def test_what_somebody_changed_stands_after_a_failure(call: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "reponse.docx").write_bytes(b"retouches")
    monkeypatch.setattr(Path, "replace", fail_at(call, Path.replace, full()))

    with pytest.raises(AmikitError):
        write_outputs(folder, NEW)

    assert files(folder) == {**OLD, "reponse.docx": b"retouches"}


@pytest.mark.parametrize(
    ("holder", "function", "call"),
    [
        *((os, "fsync", call) for call in (1, 2, 3)),
        *((Path, "replace", call) for call in (1, 2, 3)),
        *((os, "link", call) for call in (1, 2)),
    ],
)
def test_a_kill_leaves_whole_files_and_the_next_run_mends_all(
    holder: object, function: str, call: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A process that is killed runs none of its own cleaning: neither does this one.
    monkeypatch.setattr("amikit.export.write.ExitStack.__exit__", lambda *_: None)
    monkeypatch.setattr(holder, function, fail_at(call, getattr(holder, function), Killed()))
    with pytest.raises(Killed):
        write_outputs(folder, NEW)
    monkeypatch.undo()

    assert set(files(folder)) == set(OLD)
    assert all(content in (OLD[name], NEW[name]) for name, content in files(folder).items())
    assert write_outputs(folder, NEW) == ([folder / name for name in NEW], [])
    assert files(folder) == NEW
    assert hidden(folder) == [REGISTER]


def test_a_change_is_kept_under_a_free_name(folder: Path) -> None:
    for number in (1, 2):
        (folder / "reponse.docx").write_bytes(b"retouches %d" % number)
        _, kept = write_outputs(folder, NEW)
        assert kept == [folder / f"reponse (modifié {number}).docx"]

    assert files(folder) == {
        **NEW,
        "reponse (modifié 1).docx": b"retouches 1",
        "reponse (modifié 2).docx": b"retouches 2",
    }


def test_a_file_that_amikit_did_not_write_is_kept(tmp_path: Path) -> None:
    (tmp_path / "reponse.pdf").write_bytes(b"le mien")

    write_outputs(tmp_path, NEW)

    assert files(tmp_path) == {**NEW, "reponse (modifié 1).pdf": b"le mien"}


@pytest.mark.parametrize("register", [b"", b"[]", b"\xff", b'{"reponse.docx": "abc"}', b'{"reponse.docx": {}}'])
def test_a_broken_register_costs_a_copy_never_a_file(register: bytes, folder: Path) -> None:
    (folder / REGISTER).write_bytes(register)

    write_outputs(folder, NEW)

    assert files(folder)["reponse.docx"] == NEW["reponse.docx"]
    assert files(folder)["reponse (modifié 1).docx"] == OLD["reponse.docx"]


def test_a_disk_without_hard_links_keeps_as_much(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuses)
    (folder / "reponse.docx").write_bytes(b"retouches")

    write_outputs(folder, NEW)

    assert files(folder) == {**NEW, "reponse (modifié 1).docx": b"retouches"}
    assert hidden(folder) == [REGISTER]


def test_a_link_set_by_a_stranger_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precieux.txt"
    precious.write_bytes(b"a garder")
    folder = tmp_path / "sortie"
    folder.mkdir()
    for name in (".reponse.docx.part", ".reponse.pdf.before", "reponse.pdf", ".amikit.json.part", REGISTER):
        (folder / name).symlink_to(precious)

    write_outputs(folder, NEW)
    write_outputs(folder, OLD)

    assert precious.read_bytes() == b"a garder"
    assert {name: files(folder)[name] for name in OLD} == OLD


@pytest.mark.parametrize("name", ["reponse.docx", REGISTER])
def test_a_folder_in_the_place_of_a_file_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()

    with pytest.raises(AmikitError) as raised:
        write_outputs(tmp_path, NEW)

    assert "un dossier est à la place d'un fichier" in raised.value.message.fr
    assert files_only(tmp_path) == {}


def files_only(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != REGISTER}
