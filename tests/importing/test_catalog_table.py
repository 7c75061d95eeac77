"""The catalog goes out to a table and comes back: only what a steward wrote changes, and each figure with its source."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from amikit.mend.values import set_value
from amikit.paths import catalog_root
from tests.cli.running import amikit, words

MONEY = "reciprocites/fonctionnement/attendu/montant"
FORUM = "communaute/forum-tiers-lieux.yaml"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return Path(shutil.copytree(catalog_root(), tmp_path / "catalogue"))


def exported(catalog: Path, suffix: str) -> Path:
    path = catalog.parent / f"table{suffix}"
    assert amikit("catalog", "export", "--catalog", catalog, "--out", path).exit_code == 0
    return path


def corrected(path: Path, key: str, correction: str, source: str = "", resource: str = "forum-tiers-lieux") -> Path:
    """The table with what a steward would write in it."""
    if path.suffix == ".xlsx":
        cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
        at = next(place for place, cell in enumerate(cells) if cell[:2] == [resource, key])
        cells[at][5], cells[at][6] = float(correction) if correction.isdigit() else correction, source
        with Workbook(path) as book:  # as a spreadsheet saves it again
            sheet = book.add_worksheet("Catalogue")
            for place, values in enumerate(cells):
                sheet.write_row(place, 0, values)
        return path
    if path.suffix == ".wiki":
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next(place for place, line in enumerate(lines) if line == f"| {resource}" and key in lines[place + 1])
        lines[at + 5], lines[at + 6] = f"| {correction}", f"|{source}"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    row = next(row for row in rows if row[:2] == [resource, key])
    row[5], row[6] = correction, source
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    path.write_text(out.getvalue(), encoding="cp1252", errors="replace")  # as Excel saves it
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".wiki"])
def test_a_table_that_nobody_corrected_changes_nothing(catalog: Path, suffix: str) -> None:
    result = amikit("catalog", "import", exported(catalog, suffix), "--catalog", catalog, "--yes")

    assert result.exit_code == 0
    assert "Aucune correction : rien à changer." in words(result)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".wiki"])
def test_one_figure_and_its_source_change_and_nothing_else(catalog: Path, suffix: str) -> None:
    before = (catalog / FORUM).read_text(encoding="utf-8")
    table = corrected(exported(catalog, suffix), MONEY, "1800", "https://exemple.fr/forum")

    result = amikit("catalog", "import", table, "--catalog", catalog, "--yes")

    after = (catalog / FORUM).read_text(encoding="utf-8")
    gone = [line for line in before.split("\n") if line not in after.split("\n")]
    new = [line for line in after.split("\n") if line not in before.split("\n")]
    assert result.exit_code == 0, result.output
    assert [line.strip() for line in gone] == ["montant: 1 500,00"]
    assert [line.strip().replace('"', "") for line in new] in (
        ["montant: 1800", "url: https://exemple.fr/forum"],
        ["montant: 1800,00", "url: https://exemple.fr/forum"],
    )


def test_a_figure_without_a_source_waits_for_one(catalog: Path) -> None:
    before = (catalog / FORUM).read_bytes()
    table = corrected(exported(catalog, ".csv"), MONEY, "1800")

    alone = amikit("catalog", "import", table, "--catalog", catalog, "--yes")
    kept = (catalog / FORUM).read_bytes()
    given = amikit("catalog", "import", table, "--catalog", catalog, "--yes", "--source", "https://exemple.fr/s")

    assert alone.exit_code == 1
    assert (
        "IMP005 Le chiffre « 1800 » (reciprocites/fonctionnement/attendu/montant) ne dit pas d'où il vient."
        in words(alone)
    )
    assert kept == before
    assert given.exit_code == 0


def test_a_figure_where_there_was_none_makes_its_place(catalog: Path) -> None:
    table = corrected(
        exported(catalog, ".csv"),
        "reciprocites/cofinancement/attendu/montant",
        "2 000,00",
        "https://exemple.fr/p",
        "dokos",
    )

    amikit("catalog", "import", table, "--catalog", catalog, "--yes")

    text = (catalog / "logiciel/dokos.yaml").read_text(encoding="utf-8")
    assert '    attendu:\n      montant: "2 000,00"\n    honore_par' in text


def test_nothing_is_written_before_someone_agrees(catalog: Path) -> None:
    before = (catalog / FORUM).read_bytes()
    table = corrected(exported(catalog, ".csv"), "licence", "CC-BY-4.0")

    result = amikit("catalog", "import", table, "--catalog", catalog)

    assert result.exit_code == 1
    assert "+licence: CC-BY-4.0" in result.stdout
    assert (catalog / FORUM).read_bytes() == before


@pytest.mark.parametrize(
    ("key", "correction", "source", "said"),
    [
        ("disponibilite", "bientôt", "", "n'est pas une valeur possible"),
        (MONEY, "mille", "https://exemple.fr/f", "n'est pas un nombre"),
        (MONEY, "1800", "demandez-moi", "sa source n'est pas une adresse web"),
    ],
)
def test_a_correction_that_the_card_cannot_take_is_said(
    catalog: Path, key: str, correction: str, source: str, said: str
) -> None:
    before = (catalog / FORUM).read_bytes()

    result = amikit(
        "catalog",
        "import",
        corrected(exported(catalog, ".csv"), key, correction, source),
        "--catalog",
        catalog,
        "--yes",
    )

    assert result.exit_code == 1
    assert "IMP006" in words(result)
    assert said in words(result)
    assert (catalog / FORUM).read_bytes() == before


def test_what_changed_since_the_export_is_said(catalog: Path) -> None:
    table = corrected(exported(catalog, ".csv"), "licence", "CC-BY-4.0")
    card = catalog / FORUM
    card.write_text(card.read_text(encoding="utf-8").replace("licence: null", "licence: CC0-1.0"), encoding="utf-8")

    result = amikit("catalog", "import", table, "--catalog", catalog)

    assert "IMP007 « licence » a changé depuis l'export" in words(result)


def test_the_same_catalog_gives_the_same_table(catalog: Path) -> None:
    assert exported(catalog, ".xlsx").read_bytes() == exported(catalog, ".xlsx").read_bytes()


def test_another_table_or_format_is_said(catalog: Path, tmp_path: Path) -> None:
    other = tmp_path / "budget.csv"
    other.write_text("Libellé;Montant\nPapier;12\n", encoding="utf-8")

    assert "IMP004" in words(amikit("catalog", "import", other, "--catalog", catalog))
    assert amikit("catalog", "import", other).exit_code == 2
    assert amikit("catalog", "export", "--out", tmp_path / "a.pdf").exit_code == 2


@pytest.mark.parametrize(
    ("text", "where", "key", "expected"),
    [
        ("a: 1 # un\nb: 2\n", (), "a", "a: x # un\nb: 2\n"),
        ("a: >-\n  long\n  texte\n# fin\nb: 2\n", (), "a", "a: x\n# fin\nb: 2\n"),
        ("a:\nb: 2\n", (), "a", "a: x\nb: 2\n"),
        ("a: 1\n", (), "c", "a: 1\nc: x\n"),
        ("m:\n  a: 1\n  # note\nb: 2\n", ("m",), "c", "m:\n  a: 1\n  c: x\n  # note\nb: 2\n"),
        ("m: {a: 1}\n", ("m",), "c", "m: {a: 1, c: x}\n"),
        ("l:\n  - a: 1\n  - a: 2\n", ("l", 1), "a", "l:\n  - a: 1\n  - a: x\n"),
        ("l:\n  - a: 1\n", ("l", 0), "b", "l:\n  - a: 1\n    b: x\n"),
        ("a: [1]\n", (), "a", None),
        ("a: 1\n", ("m",), "a", None),
    ],
)
def test_one_value_changes_and_the_rest_stays(
    text: str, where: tuple[str | int, ...], key: str, expected: str | None
) -> None:
    assert set_value(text, where, key, "x") == expected
