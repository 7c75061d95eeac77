"""Changes to a text: a few characters or a few lines, and nothing else moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.mend.edits import Addition, Replacement, apply_edits
from amikit.source.yaml import parse_yaml

ITEM = Addition("ressources", ("ressource: dokos", "usage: [usage]"))


def added(text: str) -> str | None:
    after, made = apply_edits(text, [ITEM], suffix=".yaml")
    return after if made else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("titre: A\n", "titre: A\n\nressources:\n  - ressource: dokos\n    usage: [usage]\n"),
        ("titre: A", "titre: A\n\nressources:\n  - ressource: dokos\n    usage: [usage]"),
        ("ressources:\ntitre: A\n", "ressources:\n  - ressource: dokos\n    usage: [usage]\ntitre: A\n"),
        (
            "ressources:\n- loot\n# la suite\ntitre: A\n",
            "ressources:\n- loot\n- ressource: dokos\n  usage: [usage]\n# la suite\ntitre: A\n",
        ),
        (
            "ressources:\n    - ressource: loot\n      # rien encore\n\n\n# la suite\ntitre: A\n",
            (
                "ressources:\n    - ressource: loot\n      # rien encore\n    - ressource: dokos\n"
                "      usage: [usage]\n\n\n# la suite\ntitre: A\n"
            ),
        ),
        (
            "ressources: []  # rien\ntitre: A\n",
            "ressources:  # rien\n  - ressource: dokos\n    usage: [usage]\ntitre: A\n",
        ),
    ],
    ids=["absent", "no-last-line-end", "empty", "flush-dash", "comments", "brackets"],
)
def test_an_item_is_added_where_a_person_would(before: str, after: str) -> None:
    assert added(before) == after


@pytest.mark.parametrize(
    "text", ["ressources: [loot]\n", "ressources: {}\n", "- a\n", "titre: 'A\n", "ressources: un\n"]
)
def test_a_list_written_otherwise_is_left_alone(text: str) -> None:
    assert added(text) is None


def test_words_are_replaced_at_their_place_alone() -> None:
    text = "a: dokoss\nb: 'dokoss'  # dokoss\n"

    after, made = apply_edits(text, [Replacement(2, 4, 6, "dokoss", "dokos")], suffix=".yaml")

    assert after == "a: dokoss\nb: 'dokos'  # dokoss\n"
    assert len(made) == 1


def test_several_words_of_one_line_are_replaced_together() -> None:
    edits = [Replacement(1, 5, 5, "unne", "une"), Replacement(1, 11, 5, "deuxx", "deux")]

    after, made = apply_edits("a: [unne, deuxx]\n", edits, suffix=".yaml")

    assert after == "a: [une, deux]\n"
    assert len(made) == 2


@pytest.mark.parametrize(
    "edit",
    [
        Replacement(1, 4, 4, "autre", "x"),
        Replacement(9, 1, 4, "bleu", "x"),
        Replacement(1, 4, 4, "", "x"),
        Replacement(1, 4, 4, "bleu", "x: y"),
        Replacement(1, 4, 4, "bleu", "vert # bleu"),
        Replacement(2, 1, 1, "b", "a"),
    ],
    ids=["other-words", "no-line", "nothing", "two-keys", "loses-nothing", "same-key-twice"],
)
def test_a_change_that_would_mean_more_is_left_out(edit: Replacement) -> None:
    text = "a: bleu\nb: vert\n"

    after, made = apply_edits(text, [edit], suffix=".yaml")

    if made:  # the one that only adds a comment reads as a change of one word
        assert parse_yaml(after, Path())[0] == {"a": "vert", "b": "vert"}
    else:
        assert after == text


_WORD = st.text("abcdefg", min_size=1, max_size=6)
_BETWEEN = st.lists(st.sampled_from(["", "# note", "  # note", "    # note"]), max_size=3)


@st.composite
def _documents(draw: st.DrawFn) -> str:
    indent = " " * draw(st.integers(0, 4))
    lines = ["titre: A", *draw(_BETWEEN), "ressources:"]
    for _ in range(draw(st.integers(1, 3))):
        lines += [f"{indent}- ressource: {draw(_WORD)}", f"{indent}  pour: '{draw(_WORD)}'", *draw(_BETWEEN)]
    if draw(st.booleans()):
        lines += [f"suite: {draw(_WORD)}", *draw(_BETWEEN)]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


@given(_documents())
def test_whatever_the_layout_every_line_stays_and_one_item_comes_last(text: str) -> None:
    after = added(text)

    assert after is not None
    before = iter(after.split("\n"))
    assert all(line in before for line in text.rstrip("\n").split("\n"))
    was, now = parse_yaml(text, Path())[0], parse_yaml(after, Path())[0]
    assert now["ressources"] == [*was["ressources"], {"ressource": "dokos", "usage": ["usage"]}]
    assert {key: value for key, value in now.items() if key != "ressources"} == {
        key: value for key, value in was.items() if key != "ressources"
    }
