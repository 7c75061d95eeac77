"""The line shown under a finding: as a terminal can show it, its mark under the right letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.cli.excerpt import WIDEST, _cut, read_excerpt
from amikit.source.span import Span


def marked(path: Path, line: int, column: int, length: int) -> str | None:
    """The letters above the mark."""
    excerpt = read_excerpt(Span(path, line, column, length))
    return excerpt.text[excerpt.offset : excerpt.offset + excerpt.width] if excerpt else None


def test_the_mark_is_under_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("un\nmontant: douze\r\n", encoding="utf-8")

    assert marked(tmp_path / "a.yaml", 2, 10, 5) == "douze"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_shown_whatever_its_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ligne;libellé\nD1;Été\n", encoding=encoding)

    assert marked(tmp_path / "a.csv", 2, 4, 3) == "Été"


def test_a_wide_letter_takes_two_columns_and_an_accent_apart_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("会議 e\u0301te\u0301 fin\n", encoding="utf-8")

    excerpt = read_excerpt(Span(tmp_path / "a.md", 1, 10, 3))

    assert excerpt is not None
    assert (excerpt.offset, excerpt.width) == (9, 3)


def test_what_a_terminal_obeys_is_made_visible(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a\x1b[31mb\tc\n", encoding="utf-8")

    excerpt = read_excerpt(Span(tmp_path / "a.md", 1, 9, 1))

    assert excerpt is not None
    assert excerpt.text == "a\\x1b[31mb c"
    assert excerpt.text[excerpt.offset] == "c"


@pytest.mark.parametrize(
    "span", [Span(Path("rien"), 2, 1, 3), Span(Path(), 1, 2, 3), Span(Path(__file__), 1, 1), Span(Path("-"), 3, 3)]
)
def test_what_has_no_line_to_show_shows_none(span: Span) -> None:
    assert read_excerpt(span) is None


def test_a_place_beyond_the_end_of_a_file_shows_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("un\n", encoding="utf-8")

    assert read_excerpt(Span(tmp_path / "a.md", 9, 1, 1)) is None


@given(
    before=st.text("ab é会\t\x1b", max_size=200),
    words=st.text("xyz", min_size=1, max_size=200),
    after=st.text("cd", max_size=200),
)
def test_a_long_line_is_cut_around_what_it_shows(before: str, words: str, after: str) -> None:
    excerpt = _cut(before + words + after, Span(Path("a"), 1, len(before) + 1, len(words)))

    assert excerpt.offset + excerpt.width <= WIDEST
    assert set(excerpt.text[-excerpt.width :]) <= set("xyz…cd")
    shown = excerpt.text
    assert any(letter in shown for letter in "xyz")


@pytest.mark.parametrize(
    ("table", "line", "column", "length", "expected"),
    [
        ("ligne;Libellé;motif\nD1;Été;rien\n", 2, 8, 4, "motif"),
        ("ligne;Libellé;motif\nD1;Été;rien\n", 2, 4, 3, "Libellé"),
        ("ligne;Libellé;motif\nD1;Été;\n", 2, 8, 0, "motif"),
        ('"ligne","le libellé","motif"\n"D1","a, b","rien"\n', 2, 13, 6, "motif"),
        ('ligne;libelle;motif\nD1;"sur deux\nlignes";rien\n', 3, 9, 4, "motif"),
        ("ligne;libelle;motif\nD1;Été;rien\n", 2, 1, 0, ""),
        ("ligne;libelle;motif\nD1;Été;rien\n", 1, 7, 7, ""),
    ],
)
def test_a_cell_of_a_table_is_called_by_its_column(
    table: str, line: int, column: int, length: int, expected: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")

    excerpt = read_excerpt(Span(tmp_path / "a.csv", line, column, length))

    assert excerpt is not None
    assert excerpt.column == expected
