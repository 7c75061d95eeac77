"""A key set in a file that somebody wrote: nothing else moves, and what cannot be sure is not done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.mend.entries import Words, scalar, set_entry
from amikit.source.yaml import parse_yaml

WORDS: Words = {"statut": "accepte", "le": "2026-11-22"}
NEW = "    accord:\n      statut: accepte\n      le: 2026-11-22\n"


def changed(text: str, item: int = 0, words: Words = WORDS) -> str | None:
    return set_entry(text, ("ressources", item), "accord", words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # At the end of an item, before what follows it.
        (
            "ressources:\n  - ressource: a\n    lieux: [x]  # tous\n\n  # la suite\n  - ressource: b\ntitre: A\n",
            f"ressources:\n  - ressource: a\n    lieux: [x]  # tous\n{NEW}\n  # la suite\n  - ressource: b\ntitre: A\n",
        ),
        ("ressources:\n  - ressource: a\n# fin\n", f"ressources:\n  - ressource: a\n{NEW}# fin\n"),
        ("ressources:\n  - ressource: a", f"ressources:\n  - ressource: a\n{NEW}"),
        (
            "ressources:\n  - ressource: a\n    engagements:\n      - description: Oui\n\ntitre: A\n",
            f"ressources:\n  - ressource: a\n    engagements:\n      - description: Oui\n{NEW}\ntitre: A\n",
        ),
        (
            "ressources:\n  - ressource: a\n    pour: |\n      # un dièse\n      et la suite",
            f"ressources:\n  - ressource: a\n    pour: |\n      # un dièse\n      et la suite\n{NEW}",
        ),
        ("ressources:\n- ressource: a\n  pour:\n", "ressources:\n- ressource: a\n  pour:\n" + NEW.replace("    a", "  a", 1).replace("      ", "    ")),
        # In the place of what was there, with its comments.
        (
            "ressources:\n  - ressource: a\n    accord: {statut: demande, le: 2026-11-01}  # hier\n    si_partiel: caduc\n",
            "ressources:\n  - ressource: a\n    accord:  # hier\n      statut: accepte\n      le: 2026-11-22\n    si_partiel: caduc\n",
        ),
        (
            "ressources:\n  - accord:\n      statut: demande\n    ressource: a\n",
            "ressources:\n  - accord:\n      statut: accepte\n      le: 2026-11-22\n    ressource: a\n",
        ),
        ("ressources:\n  - ressource: a\n    accord:\n    lieux: []\n", f"ressources:\n  - ressource: a\n{NEW}    lieux: []\n"),
        (
            "ressources:\n  - ressource: a\n    accord:  # noté\n      # qui\n      par: Ana  # elle\n      # quand\n      le: 2026-11-01  # un dimanche\n\ntitre: A\n",
            "ressources:\n  - ressource: a\n    accord:  # noté\n      statut: accepte\n      # quand\n      le: 2026-11-22  # un dimanche\n      # qui\n\ntitre: A\n",
        ),
        # Between braces, which stay.
        (
            "ressources: [{ressource: a}]  # une\n",
            "ressources: [{ressource: a, accord: {statut: accepte, le: 2026-11-22}}]  # une\n",
        ),
        (
            "ressources:\n  - {ressource: a, accord: {statut: demande,\n      le: 2026-11-01}, lieux: [x]}  # une\n",
            "ressources:\n  - {ressource: a, accord: {statut: accepte, le: 2026-11-22}, lieux: [x]}  # une\n",
        ),
        (
            "ressources:\n  - {\n      ressource: a,  # la première\n    }\n",
            "ressources:\n  - {\n      ressource: a, accord: {statut: accepte, le: 2026-11-22},  # la première\n    }\n",
        ),
    ],
)  # fmt: skip
def test_a_key_is_set_and_nothing_else_moves(before: str, after: str) -> None:
    assert changed(before) == after
    assert changed(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ressources:\n  - dokos\n",
        "ressources: []\n",
        "ressources:\n  - {}\n",
        "ressources: dokos\n",
        "ressources:\n  - &a {ressource: a}\n",
        "ressources:\n  - ressource: a\n   lieux: []\n",
        "ressources:\n  - ressource: a\n    ressource: b\n",
        f"ressources: {'[' * 60}{']' * 60}\n",
    ],
)
def test_what_cannot_be_set_without_a_doubt_is_left_alone(text: str) -> None:
    assert changed(text) is None


def test_another_item_or_the_whole_file_can_be_the_mapping() -> None:
    assert (
        changed("ressources:\n  - ressource: a\n  - ressource: b\n", 1)
        == f"ressources:\n  - ressource: a\n  - ressource: b\n{NEW}"
    )
    assert changed("ressources:\n  - ressource: a\n", 1) is None
    assert set_entry("nom: A\n# fin\n", (), "accord", WORDS) == "nom: A\naccord:\n  statut: accepte\n  le: 2026-11-22\n# fin\n"  # fmt: skip


@given(st.text(max_size=40))
def test_any_words_are_read_back_as_they_were_said(words: str) -> None:
    said = " ".join("".join(one if one.isprintable() else " " for one in words).split())
    text = f"a: {scalar(said)}\nb: {{c: {scalar(said)}, d: x}}\n"

    tree, problems = parse_yaml(text, Path())

    assert problems == []
    assert tree == {"a": said, "b": {"c": said, "d": "x"}}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30), st.booleans())
def test_reservations_survive_in_braces_and_in_lines(words: str, is_flow: bool) -> None:
    text = "ressources: [{ressource: a}]\n" if is_flow else "ressources:\n  - ressource: a\n"

    after = changed(text, 0, {"statut": "reserve", "reserves": words})

    assert after is not None
    tree, problems = parse_yaml(after, Path())
    assert problems == []
    assert tree["ressources"][0]["accord"]["statut"] == "reserve"


@pytest.mark.parametrize(
    "text",
    [
        "a:\taccord\nb: x\n",  # PyYAML refuses the tab that our own reading accepts
        "accord: {statut: demande, # un\n  le: 2026-11-12, # deux\n  par: x}\n",  # its comments would be lost
    ],
    ids=["tab", "comments between braces"],
)
def test_what_cannot_be_changed_without_loss_is_left_as_it_is(text: str) -> None:
    assert set_entry(text, (), "accord", {"statut": "accepte"}) is None
