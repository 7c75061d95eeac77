"""The journal of an audit: what a disk or a person damaged is read again, and nobody's file is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amikit.audit.journal import Journal
from amikit.audit.summary import Stamp, Summary
from amikit.verify.verdict import Check, Light


def summary(path: str) -> Summary:
    checks = (Check("draft", Light.AMBER, {}),)
    return Summary(Stamp(path, 1, 2, "ab"), "pdf", Light.AMBER, checks, "", ("dokos",), None)


def written(place: Path) -> list[str]:
    with Journal(place, {"terms": 1}) as journal:
        journal.open(resume=False)
        journal.add(summary("a.pdf"))
        journal.add(summary("b.pdf"))
    return place.read_text(encoding="utf-8").splitlines()


def read(place: Path) -> list[str]:
    with Journal(place, {"terms": 1}) as journal:
        return list(journal.open(resume=True))


def test_what_was_added_is_known_again(tmp_path: Path) -> None:
    place = tmp_path / "journal.jsonl"
    written(place)

    assert read(place) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    "change", [("amber", "rouge"), ("orange", "rouge"), ('"pdf', '"[]'), ("dokos", "1/0"), ("{", "[")]
)
def test_a_line_that_was_changed_is_dropped_and_its_file_read_again(change: tuple[str, str], tmp_path: Path) -> None:
    place = tmp_path / "journal.jsonl"
    head, first, second = written(place)
    damaged = second.replace(change[0], change[1].replace('"', '\\"') if change[0] == '"pdf' else change[1])
    place.write_text("\n".join([head, first, damaged, ""]), encoding="utf-8")

    assert read(place) == (["a.pdf", "b.pdf"] if damaged == second else ["a.pdf"])


@pytest.mark.parametrize("line", ["null", "[]", "{}", '{"mark": "x", "of": 3}', '{"mark": "x"}', "x" * 1000])
def test_a_line_of_another_shape_ends_what_is_known(line: str, tmp_path: Path) -> None:
    place = tmp_path / "journal.jsonl"
    head, first, _ = written(place)
    place.write_text("\n".join([head, first, line, ""]), encoding="utf-8")

    assert read(place) == ["a.pdf"]


@pytest.mark.parametrize("content", ["mon carnet\n", "[1]\n", '{"a": 1}\n'])
def test_a_file_of_somebody_else_keeps_its_words_under_another_name(content: str, tmp_path: Path) -> None:
    place = tmp_path / "journal.jsonl"
    place.write_text(content, encoding="utf-8")

    written(place)

    assert (tmp_path / "journal (modifié 1).jsonl").read_text(encoding="utf-8") == content


def test_a_journal_of_other_terms_gives_its_place(tmp_path: Path) -> None:
    place = tmp_path / "journal.jsonl"
    place.write_text(json.dumps({"journal": 1, "terms": "others"}) + "\n", encoding="utf-8")

    written(place)

    assert [path.name for path in tmp_path.iterdir()] == ["journal.jsonl"]
