"""Which files are one answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amikit.audit.grouping import group
from amikit.audit.summary import Summary
from tests.audit.making import facts, shuffled, summary, unreadable

_FOLDERS = st.sampled_from(["", "a/", "b/", "a/pieces/", "lot/c/", "lot/d/"])
_NAMES = st.sampled_from(["reponse.pdf", "reponse.docx", "annexe.json", "rib.pdf", "x.html", "<b>.pdf"])
_TITLES = st.sampled_from(["", "Un", "Deux", "Trois"])


@st.composite
def _files(draw: st.DrawFn) -> list[Summary]:
    paths = draw(st.lists(st.tuples(_FOLDERS, _NAMES).map("".join), unique=True, max_size=20))
    made = []
    for path in paths:
        title, version = draw(_TITLES), draw(st.sampled_from(["1", "2"]))
        made.append(summary(path, facts(title), f"{title}/{version}") if title else summary(path))
    return made


def paths(files: list[Summary]) -> list[tuple[str, ...]]:
    return [tuple(one.path for one in answer) for answer in group(files)]


@given(_files(), st.integers(0, 5))
def test_the_order_in_which_files_come_does_not_count(files: list[Summary], seed: int) -> None:
    assert group(files) == group(shuffled(files, seed))


@given(_files())
def test_every_file_is_in_one_answer_and_one_only(files: list[Summary]) -> None:
    assert sorted(one.path for answer in group(files) for one in answer) == sorted(one.path for one in files)


@given(_files())
def test_an_annex_is_never_in_two_answers(files: list[Summary]) -> None:
    seen = [{one.digest for one in answer if one.facts} for answer in group(files)]

    assert sum(map(len, seen)) == len(set().union(*seen))


def test_the_files_of_one_annex_are_one_answer_wherever_they_are() -> None:
    one, other = facts("Un"), facts("Deux")

    assert paths([summary("b/annexe.json", one), summary("a.pdf", one), summary("b/a.docx", other)]) == [
        ("a.pdf", "b/annexe.json"),
        ("b/a.docx",),
    ]


def test_what_lies_in_the_folder_of_an_answer_goes_with_it() -> None:
    files = [
        summary("a/annexe.json", facts("Un")),
        summary("b/annexe.json", facts("Deux")),
        summary("a/statuts.pdf"),
        unreadable("b/pieces/rib.pdf"),
    ]

    assert paths(files) == [("a/annexe.json", "a/statuts.pdf"), ("b/annexe.json", "b/pieces/rib.pdf")]


def test_among_answers_that_lie_together_a_scan_is_an_answer_of_its_own() -> None:
    """Else the only one with an annex would swallow all the others."""
    files = [summary("recu/un.pdf", facts("Un")), summary("recu/deux.pdf"), summary("recu/trois.pdf")]

    assert paths(files) == [("recu/deux.pdf",), ("recu/trois.pdf",), ("recu/un.pdf",)]


def test_a_crowd_is_not_enclosures() -> None:
    files = [summary("a/annexe.json", facts("Un")), summary("b/annexe.json", facts("Deux"))]
    crowd = [summary(f"a/{number:02}.pdf") for number in range(13)]

    assert len(group([*files, *crowd])) == 15
    assert len(group([*files, *crowd[:12]])) == 2


def test_a_document_saved_without_its_annex_goes_with_the_annex_of_the_same_name() -> None:
    assert paths([summary("un.json", facts("Un")), summary("un.pdf"), summary("deux.pdf")]) == [
        ("deux.pdf",),
        ("un.json", "un.pdf"),
    ]
