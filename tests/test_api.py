"""What another program may call: the names of ``amikit``, and what they take."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import amikit
from tests.dossiers import write_dossier


def test_every_public_name_is_found_where_it_is_said_to_be() -> None:
    homes = vars(amikit)["_HOMES"]

    assert sorted(homes) == sorted(amikit.__all__)
    for name, home in homes.items():
        assert getattr(amikit, name) is getattr(import_module(home), name)


def test_a_folder_may_be_a_text(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a")

    assert amikit.load_folder(str(root)).dossier == amikit.load_folder(root).dossier
    assert amikit.check(str(root)).report.is_ready
    built = amikit.build(str(root), "md", out=str(tmp_path / "b"))
    assert built.paths == (tmp_path / "b/reponse.md",)


def test_money_is_shared_in_the_mode_and_of_the_envelope_that_are_given(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a")

    made = amikit.allocate(str(root), mode=amikit.AllocationMode.PROPORTIONAL, envelope_cents=250_000)

    assert made.report.is_ready
    assert isinstance(made.allocation, amikit.ProposedAllocation)
    assert made.allocation.mode is amikit.AllocationMode.PROPORTIONAL
    assert made.allocation.proposed_cents + made.allocation.left_cents == 250_000
    assert amikit.allocate(tmp_path / "nowhere").allocation is None


def test_an_unknown_format_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"unknown formats: bogus; known: docx, pdf, odt, html, md"):
        amikit.build(tmp_path / "not even a folder", ("md", "bogus"))
