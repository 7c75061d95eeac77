"""A spreadsheet comes back: what it says alike changes nothing, what it changes is one line, what is wrong has its cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

import amikit
from amikit.cli.words import place_of
from amikit.mend.sheets import plan_import
from amikit.workbook import opening
from amikit.workbook.bring import BroughtBook, bring
from amikit.workbook.matching import parse_columns
from tests.cli.running import amikit as run
from tests.cli.running import words
from tests.dossiers import EXAMPLES, write_dossier
from tests.rules.workbooks import make_workbook
from tests.workbook.reading import Parts, export, recalculated
from tools.make_golden import SOUND

HEAD = "ligne;libelle;destination;annee;montant;compte;beneficiaire;motif"


def exported(root: Path) -> bytes:
    proposal = amikit.check(root).proposal
    assert proposal is not None
    return export(proposal)


def brought(content: bytes, folder: Path, name: str = "comptes.xlsx", columns: str = "") -> BroughtBook:
    (folder / name).write_bytes(content)
    return bring(folder / name, parse_columns(columns))


def said(book: BroughtBook) -> list[str]:
    """Each finding as ``TAB005 Dépenses!C2``."""
    return sorted(f"{one.code} {one.span.cell or one.span.line}" for one in book.diagnostics)


def with_cell(content: bytes, sheet: str, address: str, value: str) -> bytes:
    """The workbook where someone typed another number in a cell."""
    name = f"xl/worksheets/sheet{Parts(content).sheet_names.index(sheet) + 1}.xml"
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            text = old.read(one)
            if one == name:
                cell = rf'(<c r="{address}"[^>]*><v>)[^<]*'
                text, count = re.subn(cell.encode(), rb"\g<1>" + value.encode(), text)
                assert count == 1
            new.writestr(one, text)
    return output.getvalue()


@pytest.mark.parametrize("name", SOUND)
def test_what_amikit_exported_comes_back_without_a_change(name: str, tmp_path: Path) -> None:
    book = brought(exported(EXAMPLES / name), tmp_path)

    assert (said(book), plan_import(book, EXAMPLES / name)) == ([], [])


def test_what_office_saved_comes_back_without_a_change(tmp_path: Path) -> None:
    content = exported(EXAMPLES / "monscobar")
    recalculated({"budget": content}, tmp_path)

    book = bring(tmp_path / "made/budget.xlsx", {})

    assert (said(book), plan_import(book, EXAMPLES / "monscobar")) == ([], [])


def test_sheets_under_other_names_come_back_too(tmp_path: Path) -> None:
    content, output = exported(EXAMPLES / "monscobar"), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            text = old.read(one)
            if one == "xl/workbook.xml":
                text = text.replace('sheet name="Dépenses"'.encode(), b'sheet name="Version du 3 mars"')
                text = text.replace(b'sheet name="Recettes"', b'sheet name="Feuil2"')
            new.writestr(one, text)

    book = brought(output.getvalue(), tmp_path)

    assert [table.match.grid.name for table in book.tables] == ["Version du 3 mars", "Feuil2"]
    assert (said(book), plan_import(book, EXAMPLES / "monscobar")) == ([], [])


def test_one_amount_changed_is_one_line_changed(tmp_path: Path) -> None:
    root = EXAMPLES / "monscobar"
    content = with_cell(exported(root), "Dépenses", "I4", "14400.5")

    (change,) = plan_import(brought(content, tmp_path), root)

    lines = [line for line in change.diff("depenses.csv") if re.match("[-+](?![-+])", line)]
    assert [line[:4] for line in lines] == ["-D1;", "+D1;"]
    assert lines[1] == lines[0].replace("-D1;", "+D1;").replace("14400,00", "14400,50")


FILES = {
    "crlf": f"{HEAD}\r\nD1;Carnet;ressource:carnet;2027;1 000,00 €;65 71;porteur;\r\n".encode(),
    "spaces": f"\n{HEAD}\n\nD1; Carnet ;Ressource:Carnet;2027;1000;6571;PORTEUR\n;;;;\nTotal;;;;1000\n\n".encode(),
    "no last line": f"{HEAD}\nD1;Carnet;ressource:carnet;2027;1000.00;6571;porteur".encode(),
    "quotes": f'{HEAD}\nD1;"Carnet ; et ""suite""";ressource:carnet;2027;"1000,00";6571;porteur;"a\nb"\n'.encode(),
    "windows": f"\ufeff{HEAD}\nD1;Été;ressource:carnet;2027;1000,00;6571;porteur\n".encode(),
    "latin": f"{HEAD}\nD1;Été;ressource:carnet;2027;1000,00;6571;porteur\n".encode("cp1252"),
    "commas": f"{HEAD}\nD1;Carnet;ressource:carnet;2027;1000.00;6571;porteur\n".replace(";", ",").encode(),
    "titles": "Ligne;Libellé;Année;Montant\nD1;Carnet;2027;1000\nD1;Encore;2027;1\n".encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_written_in_any_way_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"budget/depenses.csv": FILES[name]})

    assert plan_import(brought(exported(root), tmp_path), root) == []


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.sampled_from(' =+-@;"\n'),
    max_size=20,
).map(str.strip)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.tuples(texts, texts, st.integers(-(10**9), 10**9)), max_size=5))
def test_any_words_and_cents_come_back(drawn: list[tuple[str, str, int]], tmp_path: Path) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    rows = [
        f"D{number};{quoted(f'mot {label}')};{quoted(reason)};{cents // 100},{cents % 100:02d}"
        for number, (label, reason, cents) in enumerate(drawn, 1)
        if cents >= 0
    ]
    table = "\n".join(["ligne;libelle;motif;montant", *rows, ""])
    root = write_dossier(tmp_path, {"budget/depenses.csv": table})

    assert plan_import(brought(exported(root), tmp_path), root) == []


def test_a_budget_of_their_own_is_read_by_its_words(tmp_path: Path) -> None:
    content = make_workbook(
        "# Feuille 1\nBudget 2027\n\nIntitulé | Coût TTC (€) | Exercice | Prestataire\nPapier | 12,5 | 2027 | porteur\n"
        "Total | 12,5\n"
    )

    book = brought(content, tmp_path)

    (table,) = book.tables
    assert book.guessed == {
        "Intitulé": "libelle", "Coût TTC (€)": "montant", "Exercice": "annee", "Prestataire": "beneficiaire",
    }  # fmt: skip
    assert [(one.line.label, one.line.amount_cents, one.line.year) for one in table.lines] == [("Papier", 1250, 2027)]
    assert said(book) == ["LOA034 Feuille 1!A5"]
    assert brought(content, tmp_path, columns=book.columns).guessed == {}


def test_incomes_and_expenses_may_be_in_two_sheets_under_any_name(tmp_path: Path) -> None:
    content = make_workbook(
        "# Feuil1\nLibellé | Bénéficiaire | Montant\nPapier | porteur | 12,5\n"
        "# Feuil2\nLibellé | Financeur | Statut | Montant\nAide | Ville | acquis | 12,5\n"
    )

    book = brought(content, tmp_path)

    assert [(table.match.table_name, table.match.grid.name) for table in book.tables] == [
        ("depenses", "Feuil1"),
        ("recettes", "Feuil2"),
    ]


def test_lines_without_a_number_take_that_of_the_line_that_says_the_same(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"budget/depenses.csv": "ligne;libelle;annee;montant\nD7;Papier;2027;1,00\n"})
    content = make_workbook("# Dépenses\nLibellé | Année | Montant\nStylos | 2027 | 3\npapier | 2027 | 2\n")

    (change,) = plan_import(brought(content, tmp_path), root)

    assert change.after.decode() == "ligne;libelle;annee;montant\nD1;Stylos;2027;3,00\nD7;papier;2027;2,00\n"


def test_a_column_that_the_file_lacks_is_added_to_it(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"budget/depenses.csv": "ligne;libelle;montant\nD1;Papier;1,00\n"})
    content = make_workbook("# Dépenses\nLigne | Libellé | Montant | Motif\nD1 | Papier | 1 | Pour écrire\n")

    (change,) = plan_import(brought(content, tmp_path), root)

    assert change.after.decode() == "ligne;libelle;montant;motif\nD1;Papier;1,00;Pour écrire\n"


ZIP_BOMB_BYTES = opening.LARGEST_UNZIPPED + 1


def _bomb() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(ZIP_BOMB_BYTES))
    return output.getvalue()


def _lying_bomb() -> bytes:
    """A bomb whose directory says that it is small."""
    return _bomb().replace(ZIP_BOMB_BYTES.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _locked_ods() -> bytes:
    """As LibreOffice saves one with a password: only its manifest can be read."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bytes(range(256)))
        entry = (
            '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest>{entry}</manifest:manifest>")
    return output.getvalue()


def _sparse() -> bytes:
    """Two cells, the furthest apart that a sheet allows."""
    output = io.BytesIO()
    with Workbook(output, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["Libellé", "Montant"])
        page.write_number(1_048_575, 16_383, 1)
    return output.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb": _bomb, "lying bomb": _lying_bomb, "sparse": _sparse,
    "empty": bytes, "ods with a password": _locked_ods,
    "cut": lambda: make_workbook("# A\nLibellé | Montant\n")[:900],
    "noise": lambda: b"PK\x03\x04" + bytes(range(256)) * 9,
    "password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
    "old office": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    "binary": lambda: b"\0\1\2;\n" * 99,
}  # fmt: skip


@pytest.mark.parametrize("name", ["password", "ods with a password"])
def test_a_password_is_said_by_its_name(name: str, tmp_path: Path) -> None:
    (found,) = brought(HOSTILE[name](), tmp_path).diagnostics

    assert "mot de passe" in found.message("fr")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_workbook_is_said_and_nothing_else_happens(name: str, tmp_path: Path) -> None:
    assert said(brought(HOSTILE[name](), tmp_path)) == ["TAB001 1"]


def test_every_fault_has_its_cell(tmp_path: Path) -> None:
    output = io.BytesIO()
    with Workbook(output, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet("Dépenses")
        page.write_row(0, 0, ["Libellé", "Année", "Montant", "Nature"])
        page.write_row(1, 0, ["Papier", "12/03/2027", 1.234])
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(2, 0, ["Stylos", None, "beaucoup", "magie"])
        page.write_datetime(2, 1, date(2027, 3, 12), day)
        page.write_string(3, 0, "Encre")
        page.write_formula(3, 2, "=1+1", None, "")
        page.merge_range("B6:B7", 2027)

    book = brought(output.getvalue(), tmp_path)

    assert said(book) == [
        "LOA005 Dépenses!D3", "LOA007 Dépenses!C3", "LOA008 Dépenses!C2", "TAB005 Dépenses!B6", "TAB006 Dépenses!C4",
        "TAB008 Dépenses!B2", "TAB008 Dépenses!B3",
    ]  # fmt: skip
    (first,) = (one for one in book.diagnostics if one.code == "LOA005")
    assert place_of(first.span).endswith("comptes.xlsx!Dépenses!D3")


def test_ten_thousand_lines_are_read_in_a_few_seconds(tmp_path: Path) -> None:
    rows = "".join(f"D{number};Ligne {number};2027;{number},00\n" for number in range(10_000))
    root = write_dossier(tmp_path / "a", {"budget/depenses.csv": f"ligne;libelle;annee;montant\n{rows}"})
    content = exported(root)

    start = perf_counter()
    changes = plan_import(brought(content, tmp_path), root)

    assert changes == []
    assert perf_counter() - start < 30


def test_the_command_shows_asks_nobody_and_writes_only_when_told(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a")
    before = (root / "budget/depenses.csv").read_bytes()
    assert run("budget", "export", root).exit_code == 0
    made = root / "sortie/budget.xlsx"
    made.write_bytes(with_cell(made.read_bytes(), "Dépenses", "I5", "499"))

    shown = run("budget", "import", made, root)
    kept = (root / "budget/depenses.csv").read_bytes()
    written = run("budget", "import", made, root, "--yes")

    assert (shown.exit_code, kept) == (1, before)
    assert "-D2;Remettre l'eau dans la cour;lieu:cour;2027;500,00;615;tiers:artisan" in shown.output
    assert written.exit_code == 0
    assert (root / "budget/depenses.csv").read_bytes() == before.replace(b"500,00", b"499,00")
    assert "rien à changer" in words(run("budget", "import", made, root))


def test_the_command_says_which_columns_to_confirm(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a")
    (tmp_path / "comptes.csv").write_text("Intitulé;Montant\nPapier;12,50\n", encoding="utf-8")

    result = run("budget", "import", tmp_path / "comptes.csv", root, "--yes")

    assert result.exit_code == 1
    assert "--columns" in result.output
    assert "Intitulé=libelle" in result.output


def test_a_budget_that_cannot_be_read_is_never_written_over(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"budget/depenses.csv": "ligne;libelle;montant\nD1;Papier;beaucoup\n"})
    (tmp_path / "comptes.csv").write_text("Ligne;Libellé;Montant\nD1;Papier;12,50\n", encoding="utf-8")

    result = run("budget", "import", tmp_path / "comptes.csv", root, "--yes")

    assert result.exit_code == 1
    assert "beaucoup" in (root / "budget/depenses.csv").read_text(encoding="utf-8")


def test_a_link_that_leads_elsewhere_is_not_written(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"budget/depenses.csv": None, "budget/recettes.csv": None})
    (tmp_path / "ailleurs.csv").write_text("ligne;libelle;montant\n", encoding="utf-8")
    (root / "budget/depenses.csv").symlink_to(tmp_path / "ailleurs.csv")
    (tmp_path / "comptes.csv").write_text("Ligne;Libellé;Montant\nD1;Papier;12,50\n", encoding="utf-8")

    assert run("budget", "import", tmp_path / "comptes.csv", root, "--yes").exit_code == 1
    assert (tmp_path / "ailleurs.csv").read_text(encoding="utf-8") == "ligne;libelle;montant\n"
