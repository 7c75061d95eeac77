"""YAML as people write it: strings with exact places; whatever could hide a value is refused."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.source.span import Span
from amikit.source.yaml import DEEPEST, YamlMapping, YamlSequence, parse_yaml

PATIENT = settings(deadline=None)
"""Other work on the machine must not make a test fail."""

HERE = Path("dossier.yaml")


def problems(text: str, first_line: int = 1) -> list[tuple[str, int, int]]:
    """What is wrong with a text: kind, line, column."""
    _, found = parse_yaml(text, HERE, first_line=first_line)
    return [(problem.kind, problem.span.line, problem.span.column) for problem in found]


def tree_of(text: str) -> Any:
    tree, found = parse_yaml(text, HERE)
    assert found == []
    return tree


def test_every_value_is_the_text_that_was_typed() -> None:
    tree = tree_of("a: 12.10\nb: no\nc: 010\nd: 2027-01-01\ne: 1_000\nf: 0x1F\ng: '007'\nh: .inf\n")

    assert tree == {
        "a": "12.10", "b": "no", "c": "010", "d": "2027-01-01", "e": "1_000", "f": "0x1F", "g": "007", "h": ".inf"
    }  # fmt: skip


def test_only_an_empty_value_is_none() -> None:
    tree = tree_of("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n")

    assert tree == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


@pytest.mark.parametrize("text", ["", "\n\n", "# rien\n", "null\n", "---\n"])
def test_an_empty_file_has_no_tree_and_nothing_wrong(text: str) -> None:
    assert parse_yaml(text, HERE) == (None, [])


def test_keys_values_and_items_know_their_places() -> None:
    tree = tree_of("é: 1\nmembres:\n  - nom: Été\n    'ville': \"Lille\"\n  - x\n")

    assert tree.span_of_key("é") == Span(HERE, 1, 1, 1)
    assert tree.span_of("é") == Span(HERE, 1, 4, 1)
    assert tree.span_of("membres") == Span(HERE, 3, 3)
    assert tree["membres"].span_of_item(1) == Span(HERE, 5, 5, 1)
    assert tree["membres"][0].span_of("nom") == Span(HERE, 3, 10, 3)
    assert tree["membres"][0].span_of_key("ville") == Span(HERE, 4, 5, 5)
    assert tree["membres"][0].span_of("ville") == Span(HERE, 4, 14, 5)


def test_places_count_characters_and_not_bytes() -> None:
    tree = tree_of("{é🎉: x, b: [ç, {d: y}]}")

    assert tree.span_of_key("b") == Span(HERE, 1, 9, 1)
    assert tree["b"].span_of_item(0) == Span(HERE, 1, 13, 1)
    assert tree["b"][1].span_of("d") == Span(HERE, 1, 20, 1)


def test_a_front_matter_counts_the_lines_of_its_file() -> None:
    tree, _ = parse_yaml("nom: x\nville: y\n", HERE, first_line=2)

    assert tree.span_of("ville") == Span(HERE, 3, 8, 1)
    assert problems("nom: x\nnom: y\n", first_line=2) == [("duplicate-key", 3, 1)]
    assert problems("nom: a: b\n", first_line=7) == [("yaml-syntax", 7, 7)]


def test_what_is_not_written_is_placed_as_near_as_the_file_goes() -> None:
    tree = tree_of("  a:\n    b: 1\n")

    assert tree.span_of("absent") == Span(HERE, 1, 3)
    assert tree["a"].span_of_key("absent") == Span(HERE, 2, 5)
    assert tree_of("[x]").span_of_item(9) == Span(HERE, 1, 1)


def test_a_value_taken_out_keeps_its_place() -> None:
    tree = tree_of("a: 1\nb: 2\n")
    del tree["b"]

    assert tree.span_of("b") == Span(HERE, 2, 4)


def test_a_key_read_as_another_keeps_its_places() -> None:
    tree = tree_of("titer: Un préau\n")
    tree.rename("titer", "titre")

    assert tree == {"titre": "Un préau"}
    assert tree.span_of_key("titre").column == 1
    assert tree.span_of("titre") == Span(HERE, 1, 8, 8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: &x 1\nb: *x\n", ("yaml-anchor", 1, 4), id="anchor"),
        pytest.param("b: *x\n", ("yaml-alias", 1, 4), id="alias"),
        pytest.param("<<: *x\n", ("yaml-alias", 1, 5), id="merge"),
        pytest.param("é: !!python/object/apply:os.system [ls]\n", ("yaml-tag", 1, 4), id="python tag"),
        pytest.param("é:\n  - !important x\n", ("yaml-tag", 2, 5), id="own tag"),
        pytest.param("a: 1\n---\nb: 2\n", ("yaml-several", 2, 1), id="two documents"),
        pytest.param("? [a, b]\n: c\n", ("yaml-odd-key", 1, 3), id="list as key"),
        pytest.param("{{a: 1}: b}\n", ("yaml-odd-key", 1, 2), id="braces of a template"),
        pytest.param("é: 1\nclé: été\x07\n", ("yaml-character", 2, 9), id="control character"),
        pytest.param("é: 🎉\x00\n", ("yaml-character", 1, 5), id="null character"),
        pytest.param("a: \x7f\n", ("yaml-character", 1, 4), id="delete"),
        pytest.param("a:\n\tb: 1\n", ("yaml-syntax", 2, 1), id="tab"),
        pytest.param("a: b: c\n", ("yaml-syntax", 1, 5), id="two colons"),
        pytest.param("a: @x\n", ("yaml-syntax", 1, 4), id="at"),
        pytest.param("a: 'l'eau'\n", ("yaml-syntax", 1, 7), id="apostrophe in quotes"),
        pytest.param('b: 1\na: "x\n\nc: 2\n', ("yaml-syntax", 2, 4), id="quote never closed"),
        pytest.param("a: [1,\nb: 2\nc: 3\n", ("yaml-syntax", 1, 4), id="bracket never closed"),
        pytest.param("a: {b: 1\nc: 2\n", ("yaml-syntax", 1, 4), id="brace never closed"),
        pytest.param("a: [", ("yaml-syntax", 1, 5), id="ends too soon"),
        pytest.param("a:\n    b: 1\n  c: 2\n", ("yaml-syntax", 3, 3), id="indent"),
    ],
)
def test_what_hides_a_value_is_refused_where_it_stands(text: str, expected: tuple[str, int, int]) -> None:
    tree, _ = parse_yaml(text, HERE)

    assert tree is None
    assert problems(text) == [expected]


def test_a_duplicate_key_is_said_with_the_first_and_the_rest_is_read() -> None:
    tree, found = parse_yaml("a: 1\nb: 2\na:\n  c: 3\na: [4]\nd: 5\n", HERE)

    assert tree == {"a": "1", "b": "2", "d": "5"}
    assert [(problem.kind, problem.span, problem.facts["first"]) for problem in found] == [
        ("duplicate-key", Span(HERE, 3, 1, 1), 1),
        ("duplicate-key", Span(HERE, 5, 1, 1), 1),
    ]


@pytest.mark.parametrize(
    ("text", "amount", "column"),
    [
        ("{montant: 1 500,00, par: an}", "1 500,00", 11),
        ("{montant: 12,5}", "12,5", 11),
        ("[{a: b, cout: 3,20}]", "3,20", 15),
    ],
)
def test_cents_lost_between_braces_are_said(text: str, amount: str, column: int) -> None:
    _, found = parse_yaml(text, HERE)

    assert [(problem.kind, problem.span.column, problem.facts["amount"]) for problem in found] == [
        ("lost-cents", column, amount)
    ]


def test_a_bomb_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]

    assert problems("\n".join(lines)) == [("yaml-anchor", 1, 5)]


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "\n".join(" " * n + "a:" for n in range(1_000)), "? " * 10_000],
    ids=["brackets", "braces", "items", "keys", "odd keys"],
)
def test_ten_thousand_levels_are_refused_at_once(text: str) -> None:
    began = time.process_time()

    [(kind, line, column)] = problems(text)

    assert kind in ("yaml-too-deep", "yaml-odd-key")
    assert (line, column) != (1, 1)
    assert time.process_time() - began < 2


def test_the_deepest_level_is_read() -> None:
    text = "[" * DEEPEST + "]" * DEEPEST

    assert problems(text) == []
    assert problems(f"[{text}]") == [("yaml-too-deep", 1, DEEPEST + 1)]


def test_a_huge_text_is_one_value() -> None:
    huge = "é" * 500_000

    tree = tree_of(f"a: {huge}\nb: |\n  {huge}\nc: 1\n")

    assert tree["a"] == huge
    assert tree["b"] == huge + "\n"
    assert tree.span_of("c") == Span(HERE, 4, 4, 1)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_lines_are_those_that_an_editor_shows(separator: str) -> None:
    tree = tree_of(f"a: x{separator}y\nb: 2\n")

    assert tree["a"] == "x y"
    assert tree.span_of("b") == Span(HERE, 2, 4, 1)


@PATIENT
@given(st.text(max_size=200))
def test_no_text_makes_it_fail_and_every_problem_is_inside_the_file(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as every file is read

    _, found = parse_yaml(text, HERE)

    lines = text.split("\n")
    for problem in found:
        assert 1 <= problem.span.line <= len(lines)
        assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1


_plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff"))
_trees = st.recursive(
    _plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_plain, inner, max_size=3), max_leaves=8
)


@PATIENT
@given(_trees, st.sampled_from([True, False]))
def test_what_was_written_is_what_is_read(tree: Any, flow: bool) -> None:
    written = pyyaml.safe_dump(tree, allow_unicode=True, default_style='"', default_flow_style=flow, width=1e9)

    read, found = parse_yaml(written, HERE)

    assert [problem.kind for problem in found] in ([], ["yaml-several"])
    assert read == tree


@PATIENT
@given(st.dictionaries(st.from_regex("[a-zé]{1,8}", fullmatch=True), _plain, min_size=1, max_size=6))
def test_every_span_points_at_its_text(values: dict[str, str]) -> None:
    written = "".join(f'{key}: "{_escape(value)}"\n' for key, value in values.items())
    lines = written.split("\n")

    tree, _ = parse_yaml(written, HERE)

    assert isinstance(tree, YamlMapping)
    for key in values:
        at_key, at_value = tree.span_of_key(key), tree.span_of(key)
        assert lines[at_key.line - 1][at_key.column - 1 :].startswith(f"{key}:")
        assert lines[at_value.line - 1][at_value.column - 1 :].startswith('"')


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def test_items_keep_their_places_in_any_layout() -> None:
    tree = tree_of("- a\n-   b\n-\n  c\n- [d,   e]\n")

    assert isinstance(tree, YamlSequence)
    assert [tree.span_of_item(place).line for place in range(4)] == [1, 2, 4, 5]
    assert [tree.span_of_item(place).column for place in range(4)] == [3, 5, 3, 3]
    assert tree[3].span_of_item(1).column == 9
