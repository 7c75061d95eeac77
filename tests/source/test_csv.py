"""Tables as spreadsheets write them: every separator and encoding, every cell at its place."""

from __future__ import annotations

import csv
import io
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.source.csv import CsvTable, parse_csv
from amikit.source.span import Span
from amikit.source.text import decode_text

PATIENT = settings(deadline=None)
"""Other work on the machine must not make a test fail."""

HERE = Path("depenses.csv")


def rows(text: str) -> list[dict[str, str | None]]:
    table = parse_csv(text, HERE)
    assert table.problems == []
    return [dict(row) for row in table.rows]


def problems(text: str) -> list[tuple[str, int, int]]:
    return [(found.kind, found.span.line, found.span.column) for found in parse_csv(text, HERE).problems]


def spans(table: CsvTable) -> list[list[tuple[int, int, int]]]:
    """Line, column and length of each cell of each row."""
    found = [[row.span_of(column) for column in table.columns] for row in table.rows]
    return [[(span.line, span.column, span.length) for span in row] for row in found]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_that_the_header_holds_most(separator: str) -> None:
    text = "ligne;libelle;montant\nD1;Été;12\n".replace(";", separator)

    assert rows(text) == [{"ligne": "D1", "libelle": "Été", "montant": "12"}]


def test_a_decimal_comma_does_not_cut_a_cell() -> None:
    assert rows("ligne;montant\nD1;12,50\nD2;1,5\n") == [
        {"ligne": "D1", "montant": "12,50"},
        {"ligne": "D2", "montant": "1,5"},
    ]


def test_column_names_are_read_without_case_nor_spaces() -> None:
    assert rows("Ligne ; MONTANT ;\nD1;5;\n") == [{"ligne": "D1", "montant": "5"}]


def test_an_empty_cell_is_none_and_an_empty_row_is_none() -> None:
    assert rows("\n;;\na;b;c\n1;;  \n;;\n\n4;5;6\n") == [
        {"a": "1", "b": None, "c": None},
        {"a": "4", "b": "5", "c": "6"},
    ]


def test_missing_cells_are_blank() -> None:
    table = parse_csv("a;b;c\n1\n2;3\n", HERE)

    assert [dict(row) for row in table.rows] == [{"a": "1"}, {"a": "2", "b": "3"}]
    assert table.rows[0].span_of("c") == Span(HERE, 2, 2)
    assert table.rows[1].span_of("c") == Span(HERE, 3, 4)


def test_quotes_keep_separators_quotes_and_line_breaks() -> None:
    text = 'a;b;c\n"x;y";"dit ""oui""";"deux\nlignes"\nD2;"";z\n'

    assert rows(text) == [
        {"a": "x;y", "b": 'dit "oui"', "c": "deux\nlignes"},
        {"a": "D2", "b": None, "c": "z"},
    ]


def test_a_quote_inside_a_cell_is_a_character() -> None:
    assert rows('a;b\nTuyau de 12" ;5\n') == [{"a": 'Tuyau de 12"', "b": "5"}]


def test_every_cell_knows_its_place_even_after_a_line_break() -> None:
    table = parse_csv('a;b;c\n"x\ny;z"; 2 ;"3"\n é;12";\n', HERE)

    assert spans(table) == [
        [(2, 1, 2), (3, 7, 1), (3, 10, 3)],
        [(4, 2, 1), (4, 4, 3), (4, 8, 0)],
    ]
    assert table.rows[1].span_of_key("b") == Span(HERE, 1, 3, 1)
    assert table.rows[1].span_of("absent") == Span(HERE, 4)
    assert table.rows[1].span() == Span(HERE, 4)


def test_a_column_read_as_another_keeps_its_place() -> None:
    table = parse_csv("ligne;montan\nD1;5\n", HERE)
    table.rename(1, "montant")

    assert dict(table.rows[0]) == {"ligne": "D1", "montant": "5"}
    assert table.rows[0].span_of("montant") == Span(HERE, 2, 4, 1)
    assert table.rows[0].span_of_key("montant") == Span(HERE, 1, 7, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ("csv-empty", 1, 1), id="empty"),
        pytest.param("\n \n;;;\n", ("csv-empty", 1, 1), id="blank"),
        pytest.param("a;b\n1;2\n1;2;3\n", ("csv-too-many-cells", 3, 5), id="too many cells"),
        pytest.param("a;b;;\n1;2;; x \n", ("csv-too-many-cells", 2, 5), id="a cell under no name"),
        pytest.param("a;b;A\n1;2;3\n", ("csv-duplicate-column", 1, 5), id="a column twice"),
        pytest.param('a;b\n1;2\n"3;4\n5;6\n', ("csv-broken", 3, 1), id="a quote never closed"),
        pytest.param('a;b\n1;"2"x\n', ("csv-broken", 2, 1), id="words after a quote"),
        pytest.param('a;"b\n1;2\n', ("csv-broken", 1, 1), id="a header never closed"),
        pytest.param("a;b\n1;" + "x" * 200_000 + "\n", ("csv-long-cell", 2, 1), id="a huge cell"),
    ],
)
def test_what_cannot_be_read_is_said_where_it_begins(text: str, expected: tuple[str, int, int]) -> None:
    assert problems(text) == [expected]


def test_the_rows_before_a_fault_are_kept() -> None:
    table = parse_csv('a;b\n1;2\n"3;4\n5;6\n', HERE)

    assert [dict(row) for row in table.rows] == [{"a": "1", "b": "2"}]


def test_a_table_of_a_hundred_thousand_cells_is_read_at_once() -> None:
    text = "a;b;c;d\n" + "1;2;3;4\n" * 25_000
    began = time.process_time()

    table = parse_csv(text, HERE)

    assert len(table.rows) == 25_000
    assert table.rows[-1].span_of("d") == Span(HERE, 25_001, 7, 1)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_lines_are_those_that_an_editor_shows(separator: str) -> None:
    table = parse_csv(f"a;b\nx{separator}y;2\n3;4\n", HERE)

    assert [row.line for row in table.rows] == [2, 3]
    assert table.rows[1].span_of("b") == Span(HERE, 3, 3, 1)


@PATIENT
@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(raw: bytes) -> None:
    text = decode_text(raw)

    assert text is None or isinstance(parse_csv(text, HERE), CsvTable)


@PATIENT
@given(st.text(max_size=200), st.integers(0, 12))
def test_no_text_makes_it_fail_and_every_place_is_inside(text: str, place: int) -> None:
    table = parse_csv(text.replace("\r\n", "\n").replace("\r", "\n"), HERE)

    cells = [table.span_at(row.line, place) for row in table.rows]
    for found in [*(problem.span for problem in table.problems), *cells]:
        assert found == Span(HERE) or 1 <= found.line <= len(table.lines)
        assert found == Span(HERE) or 1 <= found.column <= len(table.lines[found.line - 1]) + 1


_cell = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


@PATIENT
@given(st.lists(st.lists(_cell, min_size=3, max_size=3), max_size=6), st.sampled_from(";\t,"))
def test_what_was_written_is_what_is_read(cells: list[list[str]], separator: str) -> None:
    written = _written([["un", "deux", "trois"], *cells], separator)

    read = [list(row.values()) for row in parse_csv(written, HERE).rows]

    kept = [row for row in cells if any(cell.strip() for cell in row)]
    assert read == [[cell.strip() or None for cell in row] for row in kept]


@PATIENT
@given(st.lists(st.lists(_cell, min_size=3, max_size=3), max_size=6), st.sampled_from(";\t,"))
def test_every_span_begins_with_its_cell(cells: list[list[str]], separator: str) -> None:
    table = parse_csv(_written([["un", "deux", "trois"], *cells], separator), HERE)

    for row in table.rows:
        found = [row.span_of(column) for column in table.columns]
        for before, after in pairwise(found):
            assert (before.line, before.column) < (after.line, after.column)
        for value, span in zip(row.values(), found, strict=True):
            assert value is None or table.lines[span.line - 1][span.column - 1] == '"'


def _written(table: list[list[str]], separator: str) -> str:
    out = io.StringIO()
    header, *body = table
    csv.writer(out, delimiter=separator, lineterminator="\n").writerow(header)
    csv.writer(out, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(body)
    return out.getvalue()
