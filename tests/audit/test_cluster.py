"""The same work on a Dask cluster: the same answers, the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amikit.audit.reports import report_files
from amikit.audit.run import Asked, audit_folder
from amikit.errors import AmikitError
from tests.audit.making import write_call

distributed: Any = pytest.importorskip("distributed", reason="the “cluster” extra is not installed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler and two workers, each a process of its own, on this machine."""
    quiet = {"dashboard_address": None, "silence_logs": "ERROR"}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **quiet) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_finds_what_this_machine_finds(tmp_path: Path, address: str) -> None:
    root = write_call(tmp_path / "appel")
    (root / "abime.pdf").write_bytes(b"%PDF-1.7 and nothing more")

    here = audit_folder(Asked(root, jobs=2))
    there = audit_folder(Asked(root, tmp_path / "audit", scheduler=address))

    assert there == here
    assert report_files(there, "fr") == report_files(here, "fr")


def test_a_cluster_goes_on_from_the_same_journal(tmp_path: Path, address: str) -> None:
    root, out = write_call(tmp_path / "appel", 4), tmp_path / "audit"
    audit_folder(Asked(root, out, jobs=1))
    shutil.copytree(root / "reponse-0", root / "reponse-neuve")

    found = audit_folder(Asked(root, out, scheduler=address, resume=True))

    assert (found.kept_count, found.read_count) == (4, 1)


def test_no_scheduler_is_a_machine_that_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amikit.audit.pool._SECONDS_TO_CONNECT", 1)

    with pytest.raises(AmikitError) as refused:
        audit_folder(Asked(write_call(tmp_path / "appel", 1), scheduler="tcp://127.0.0.1:9"))

    assert "tcp://127.0.0.1:9" in refused.value.message.fr


def test_an_address_that_is_none_is_said_too(tmp_path: Path) -> None:
    with pytest.raises(AmikitError):
        audit_folder(Asked(write_call(tmp_path / "appel", 1), scheduler="n'importe quoi://"))
