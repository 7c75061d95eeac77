"""Ballots as facilitators and forms leave them; a fault is said at its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from amikit.load.ballots import load_ballots
from amikit.model.ballots import Ballot
from amikit.model.consortium import Member
from tests.dossiers import write

MEMBERS = (Member(id="atelier", name="L'Atelier"), Member(id="cour", name="La Cour"))
KNOWN = ("carnet/index", "carnet/traduire", "four")
HEADER = "membre;poids;carnet/index;carnet/traduire;four\n"


def read(tmp_path: Path, content: str | bytes) -> tuple[tuple[Ballot, ...] | None, list[str]]:
    path = write(tmp_path / "bulletins.csv", content)
    ballots, found = load_ballots(path, MEMBERS, KNOWN)
    return ballots.ballots if ballots else None, [f"{one.code} {one.span.line}:{one.span.column}" for one in found]


def test_a_line_per_member_a_column_per_step(tmp_path: Path) -> None:
    ballots, found = read(tmp_path, HEADER + "atelier;2;oui;3;\nLa Cour;;x;non;0\n")

    assert found == []
    assert ballots == (
        Ballot("atelier", {"carnet/index": 1, "carnet/traduire": 3}, 2),
        Ballot("cour", {"carnet/index": 1}, 1),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfMembre;Ressource:Carnet / Index\r\nL'ATELIER;Oui\r\n",
        b"membre,carnet/index\natelier,1\n",
        "membre\tcarnet/index\nL'Atelier\t1,00\n".encode("cp1252"),
        b"membre;carnet/index\n\natelier;\xe2\x9c\x93\n;\n",
    ],
)
def test_whatever_the_spreadsheet(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == ((Ballot("atelier", {"carnet/index": 1}),), [])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("atelier;1;oui;;\ncour;1;;2;\natelier;1;;;oui\n", ["REP001 4:1"]),
        ("atelier;1;oui;;\nL'Atelier;1;oui;;\n", ["REP001 3:1"]),
        ("atelier;1;;0;non\n", ["REP002 2:1"]),
        ("lavoir;1;oui;;\n", ["REP004 2:1"]),
        (";1;oui;;\n", ["REP004 2:1"]),
        ("atelier;1;oui;beaucoup;\n", ["REP005 2:15"]),
        ("atelier;1;-2;;\n", ["REP005 2:11"]),
        ("atelier;1;1,5;;\n", ["REP005 2:11"]),
        ("atelier;1;1,234;;\n", ["REP005 2:11"]),
        ("atelier;1;99999999999;;\n", ["REP005 2:11"]),
        ("atelier;1;1e3;;\n", ["REP005 2:11"]),
        ("atelier;0;oui;;\n", ["REP006 2:9"]),
        ("atelier;-1;oui;;\n", ["REP006 2:9"]),
        ("atelier;0,5;oui;;\n", ["REP006 2:9"]),
        ("atelier;lourd;oui;;\n", ["REP006 2:9"]),
        ("aterlier;zéro;peut-être;;\n", ["REP005 2:15", "REP006 2:10", "REP004 2:1"]),
        ("atelier;1;oui;;;oui\n", ["LOA020 2:17"]),
        ('atelier;1;"oui;;\n', ["LOA020 2:1"]),
    ],
)
def test_a_fault_is_said_at_its_cell_and_no_voice_is_counted(tmp_path: Path, rows: str, said: list[str]) -> None:
    assert read(tmp_path, HEADER + rows) == (None, said)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("membre;carnet/indexe\natelier;oui\n", ["REP003 1:8"]),
        ("membre;carnet\natelier;oui\n", ["REP003 1:8"]),
        ("membre;carnet/index;Carnet/INDEX\natelier;oui;oui\n", ["LOA020 1:21"]),
        ("membre;carnet/index;ressource:carnet/index\natelier;oui;oui\n", ["LOA020 1:21"]),
        ("carnet/index\noui\n", ["LOA021 1:1"]),
        ("", ["LOA020 1:1"]),
    ],
)
def test_a_column_supports_one_known_thing_once(tmp_path: Path, header: str, said: list[str]) -> None:
    assert read(tmp_path, header) == (None, said)


def test_an_unknown_step_is_said_once_and_not_as_an_empty_ballot(tmp_path: Path) -> None:
    _, found = read(tmp_path, "membre;four/braise\natelier;oui\ncour;oui\n")

    assert found == ["REP003 1:8"]


def test_a_sum_below_is_left_out_and_said(tmp_path: Path) -> None:
    ballots, found = read(tmp_path, HEADER + "atelier;1;oui;;\nTotal;1;1;;\n")

    assert ballots == (Ballot("atelier", {"carnet/index": 1}),)
    assert found == ["LOA034 3:1"]


def test_a_workbook_is_not_a_table_of_text(tmp_path: Path) -> None:
    ballots, found = read(tmp_path, b"PK\x03\x04\x00\x00\x81\x8d\x8f\x00")

    assert ballots is None
    assert [one[:3] for one in found] == ["LOA"]


def test_nothing_below_the_header_is_no_ballot_and_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER) == ((), [])
