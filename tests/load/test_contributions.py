"""What was done, as people type it in a spreadsheet; a fault is said at its cell."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from amikit.load.contributions import load_journal
from amikit.load.dossier import load_dossier
from amikit.model.contributions import Contribution, ContributionKind, Journal
from tests.dossiers import write_dossier

HEADER = "date;ressource;personne;genre;heures;montant;ligne;preuve\n"
LINES = """\
ligne;libelle;destination;annee;nature;heures;taux;montant;compte;beneficiaire;personne
D1;Entretenir le carnet;ressource:carnet;2027;argent;25;40,00;1000,00;622;atelier;ana
D2;Remettre l'eau dans la cour;lieu:cour;2027;argent;;;500,00;615;tiers:artisan;
D3;Relire le carnet;ressource:carnet;2027;benevolat;10;16,00;160,00;864;;ana
"""


def read(tmp_path: Path, content: str | bytes, **files: str) -> tuple[Journal, list[str]]:
    root = write_dossier(tmp_path, {"budget/depenses.csv": LINES, "suivi/contributions.csv": content, **files})
    dossier, _ = load_dossier(root)
    assert dossier is not None
    journal, found = load_journal(dossier)
    return journal, [f"{one.code} {one.span.line}:{one.span.column}" for one in found]


def test_a_line_says_when_what_who_and_how_much(tmp_path: Path) -> None:
    journal, found = read(tmp_path, HEADER + "2027-03-12;Carnet;ana;Bénévolat;7,5;;D3;réunion\n")

    assert found == []
    assert journal.contributions == (
        Contribution(
            on=date(2027, 3, 12),
            resource_id="carnet",
            person_id="ana",
            kind=ContributionKind.VOLUNTEERING,
            hours=Fraction(15, 2),
            line_id="D3",
            evidence="réunion",
        ),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfDate;Ligne;Montant\r\n2027-03-12;D2;250,00\r\n",
        b"date,ligne,montant\n2027-03-12,D2,250.00\n",
        "date\tligne\tmontant\n2027-03-12\tD2\t250,00 €\n".encode("cp1252"),
        b"date;ligne;montant\n\n2027-03-12;D2;250\n;;\n",
    ],
)
def test_whatever_the_spreadsheet(tmp_path: Path, content: bytes) -> None:
    journal, found = read(tmp_path, content)

    assert found == []
    assert [(one.line_id, one.amount_cents) for one in journal.contributions] == [("D2", 25_000)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2027-03-12;carnets;;geste;;;;vu\n", ["SUI001 2:12"]),
        ("2027-03-12;carnet;anna;geste;;;;vu\n", ["SUI002 2:19"]),
        ("2027-03-12;carnet;;argent;;10;D9;vu\n", ["SUI003 2:31"]),
        ("2026-12-31;;;argent;;10;D2;vu\n", ["SUI004 2:1"]),
        ("2028-01-01;;;argent;;10;D2;vu\n", ["SUI004 2:1"]),
        ("2027-03-12;;ana;argent;2;81;D1;vu\n", ["SUI005 2:26"]),
        ("2027-03-12;;;argent;2;80;D1;vu\n", ["SUI006 2:21"]),
        ("2027-03-12;;;argent;;80;D2;vu\n2027-03-12;;;argent;;80;D2;vu\n", ["SUI007 3:1"]),
        ("2027-03-12;;;argent;;-80;D2;vu\n", ["SUI008 2:22"]),
        ("2027-03-12;carnet;ana;benevolat;-1;;;vu\n", ["SUI008 2:33"]),
        ("2027-03-12;carnet;;argent;;80;D2;vu\n", ["SUI009 2:12"]),
        ("2027-03-12;;ana;benevolat;1;;D1;vu\n", ["SUI009 2:17"]),
        (";;;argent;;80;D2;vu\n", ["SUI010 2:1"]),
        ("2027-03-12;;;argent;;80;;vu\n", ["SUI010 2:12"]),
        ("2027-03-12;;;argent;;;D2;vu\n", ["SUI010 2:22"]),
        ("2027-03-12;carnet;ana;benevolat;;;;vu\n", ["SUI010 2:33"]),
        ("2027-03-12;carnet;ana;geste;;;;\n", ["SUI010 2:32"]),
        ("12/03/2027;;;argent;;80;D2;vu\n", ["LOA009 2:1"]),
        ("2027-03-12;;;argnet;;80;D2;vu\n", ["LOA005 2:14"]),
        ("2027-03-12;;;argent;;1,234;D2;vu\n", ["LOA006 2:22"]),
        ("Total;;;;;80;;\n", ["LOA034 2:1"]),
    ],
)
def test_a_fault_is_said_at_its_cell(tmp_path: Path, rows: str, said: list[str]) -> None:
    assert read(tmp_path, HEADER + rows)[1] == said


def test_money_received_names_a_line_of_income(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + "2027-03-12;;;argent;;750;R1;virement\n")[1] == []


def test_the_amount_may_be_left_to_the_rate_of_the_line(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + "2027-03-12;;ana;argent;2;;D1;vu\n")[1] == []


def test_two_half_days_are_told_apart_by_their_evidence(tmp_path: Path) -> None:
    row = "2027-03-12;carnet;ana;benevolat;4;;;{}\n"

    assert read(tmp_path, HEADER + row.format("matin") + row.format("soir"))[1] == []


def test_a_table_without_dates_is_said_whole(tmp_path: Path) -> None:
    journal, found = read(tmp_path, "jour;montant\n2027-03-12;80\n")

    assert journal.contributions == ()
    assert found[-1].startswith("LOA021 1:")


def test_there_may_be_nothing_yet(tmp_path: Path) -> None:
    dossier, _ = load_dossier(write_dossier(tmp_path))
    assert dossier is not None

    assert load_journal(dossier) == (Journal(), [])


def test_the_words_of_the_account_are_read_beside(tmp_path: Path) -> None:
    journal, found = read(tmp_path, HEADER, **{"suivi/bilan.md": "Tout va.\n", "suivi/ecarts.md": "La pluie.\n"})

    assert found == []
    assert journal.summary is not None
    assert journal.explanations is not None


def test_a_link_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "dossier")
    (tmp_path / "ailleurs.csv").write_text(HEADER + "2027-03-12;;;argent;;80;D2;vu\n", encoding="utf-8")
    (root / "suivi").mkdir()
    (root / "suivi" / "contributions.csv").symlink_to(tmp_path / "ailleurs.csv")
    dossier, _ = load_dossier(root)
    assert dossier is not None

    journal, found = load_journal(dossier)

    assert journal == Journal()
    assert [one.is_unreadable for one in found] == [True]
