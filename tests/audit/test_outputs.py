"""The page, the workbook, the CSV and the JSON: whatever files say stays text in them."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from amikit.audit.crossing import cross
from amikit.audit.facts import Choice, Facts, Paid, Step, Work
from amikit.audit.reports import report_files
from amikit.audit.run import Audited
from amikit.audit.summary import Summary
from amikit.audit.table import Column, Kind, Table
from amikit.audit.tables import all_tables
from amikit.audit.to_csv import to_csv
from amikit.audit.to_json import as_plain, to_json
from amikit.i18n import LANGUAGES, Language
from amikit.verify.verdict import Check, Light
from amikit.verify.worker import load_reader_catalog
from tests.audit.making import HOSTILE, facts, overview, shuffled, summary, unreadable, use

ROOT = Path(__file__).resolve().parents[2]
_PERSON = "0123456789abcdef"


def _facts(title: str, **said: Any) -> Facts:
    return facts(
        title,
        [
            use("dokos", usages=("deploiement",), name=HOSTILE, steward=HOSTILE),
            use("carnet", name=f"{HOSTILE}{title}", is_own=True),
            use("loot", received_cents=0, promised_cents=0, unpaid_hours=Fraction(0)),
            use("movilab", unmet_count=1),
        ],
        consortium=HOSTILE + title,
        members=(HOSTILE,),
        needs=("documentation",),
        choices=(Choice("outils", "dokos" if title == "Un" else ""), Choice(HOSTILE, "")),
        people=(_PERSON,),
        works=(Work(_PERSON, 2027, Fraction(2001, 2), Fraction(1)),),
        paid=(Paid(_PERSON, 10_00),),
        steps=(Step("movilab", "tutoriels", 2_000_00), Step("dokos", HOSTILE, 1_00)),
        **said,
    )


def files() -> list[Summary]:
    check = Check("draft", Light.AMBER)
    wrong = Check("mentions", Light.RED, {"names": [HOSTILE], "names_count": 1})
    return [
        summary(
            f"a/{HOSTILE.replace('/', '')}.pdf", _facts("Un"), light=Light.RED, checks=[wrong], mentioned=["dokos"]
        ),
        summary("a/annexe.json", _facts("Un")),
        summary("b/annexe.json", _facts("Deux"), light=Light.AMBER, checks=[check]),
        summary("scan.pdf", light=Light.AMBER, checks=[Check("no-annex", Light.AMBER)], mentioned=["coopcircuits"]),
        unreadable("=cmd.docx"),
    ]


def audited(some: list[Summary] | None = None) -> Audited:
    catalog = load_reader_catalog([])
    found = overview(*(files() if some is None else some), catalog=catalog)
    return Audited(found, cross(found, catalog), 5, 0)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def page(language: Language = "fr") -> str:
    return report_files(audited(), language)["audit.html"].decode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_hostile_file_becomes_markup(language: Language) -> None:
    tags = _Tags()
    tags.feed(page(language))

    assert "img" not in tags.tags
    assert tags.tags.count("script") == 1
    assert not [name for name, _ in tags.attributes if name.startswith("on") or name in ("style", "src")]
    assert "\x1b" not in page(language)
    assert "\u202e" not in page(language)


def test_the_page_fetches_nothing_and_runs_our_script_alone() -> None:
    said = page()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', said)
    script = said.partition("<script>")[2].partition("</script>")[0]
    style = said.partition("<style>")[2].partition("</style>")[0]

    assert "default-src 'none'" in policy
    for content, name in ((script, "script-src"), (style, "style-src")):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?://|url\(|@import|fetch\(|XMLHttp", said)


def test_every_header_can_be_sorted_and_every_drawing_says_its_figures() -> None:
    said = page()

    assert said.count('<th scope="col"') == sum(len(table.columns) for table in all_tables(audited(), "fr"))
    assert said.count("<svg") == said.count('role="img"') == said.count("<desc") == 3
    assert "Dokos\u00a0: 200,00\u00a0€, dont 120,00\u00a0€ à son porteur" in said
    targets = re.findall(r'href="#([^"]+)"', said)
    assert all(f'id="{target}"' in said for target in targets)
    ids = re.findall(r' id="([^"]+)"', said)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_the_workbook_is_a_formula_of_somebody_else(language: Language) -> None:
    content = report_files(audited(), language)["audit.xlsx"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        names = archive.namelist()

    formulas = [formula for sheet in sheets for formula in re.findall(r"<f>([^<]*)</f>", sheet)]
    assert formulas
    assert all(re.fullmatch(r"SUBTOTAL\(109,[A-Z]5:[A-Z][0-9]+\)", formula) for formula in formulas)
    assert not [name for name in names if "hyperlink" in name.lower() or "external" in name.lower()]
    assert not [sheet for sheet in sheets if "<hyperlink" in sheet]


def test_the_sums_of_the_workbook_are_those_of_the_tables() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_files(audited(), "fr")["audit.xlsx"]))
    tables = all_tables(audited(), "fr")

    assert book.sheet_names == [table.id for table in tables]
    for table in tables:
        rows = book.get_sheet_by_name(table.id).to_python(skip_empty_area=False)
        assert len(rows) >= 4 + len(table.rows)
        for place, column in enumerate(table.columns):
            if column.kind is Kind.CENTS and table.has_sums:
                cents = sum(value for row in table.rows if isinstance(value := row[place], int))
                assert rows[4 + len(table.rows)][place] == pytest.approx(cents / 100)


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "|calc", "＝1", "a\n=1", "\r=1", "\x00=1"]
)
def test_no_cell_of_a_csv_begins_a_formula(typed: str) -> None:
    found = overview(summary("a.json", facts(typed, consortium=typed)))
    table = all_tables(Audited(found, cross(found, load_reader_catalog([])), 1, 0), "fr")[0]

    content = to_csv(table, "fr").decode("utf-8-sig")

    for row in csv.reader(io.StringIO(content), delimiter=";"):
        for cell in row:
            assert not cell.strip(" \u00a0\u202f\t\r\n").startswith(("=", "+", "-", "@", "|", "\uff1d"))


def test_amounts_of_a_csv_are_those_of_its_language() -> None:
    columns = (Column("A", Kind.CENTS), Column("B", Kind.RATE), Column("C", Kind.HOURS), Column("D", Kind.COUNT))
    table = Table("x", "x", "", columns, ((-1_250_05, Fraction(1, 3), Fraction(15, 2), 3), (0, None, Fraction(0), 100)))

    assert to_csv(table, "fr").decode("utf-8-sig").splitlines()[1:] == ["-1250,05;0,3333;7,5;3", "0,00;;0;100"]
    assert to_csv(table, "en").decode("utf-8-sig").splitlines()[1:] == ["-1250.05,0.3333,7.5,3", "0.00,,0,100"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_answers_give_the_same_bytes_whatever_their_order(language: Language) -> None:
    one = report_files(audited(), language)

    assert all(report_files(audited(shuffled(files(), seed)), language) == one for seed in range(3))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("only", ["", "dokos", "inconnue"])
def test_the_json_is_the_one_that_is_documented(language: Language, only: str) -> None:
    found = audited()
    if only:
        found = Audited(found.overview.of_resource(only), found.crossing, 5, 0)
    schema = json.loads((ROOT / "schemas/sorties/audit.schema.json").read_text(encoding="utf-8"))

    said = json.loads(to_json(found, language))

    jsonschema.validate(said, schema, jsonschema.Draft202012Validator)
    assert said == json.loads(json.dumps(as_plain(found, language)))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(said | {"autre": 0}, schema, jsonschema.Draft202012Validator)


def test_the_rows_of_a_table_have_a_value_for_each_column() -> None:
    tables = all_tables(audited(), "fr")

    assert [table.id for table in tables] == [
        "reponses", "ressources", "croisement", "sans-retour", "mutualiser", "personnes", "tiers", "fichiers",
    ]  # fmt: skip
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)


def test_reds_come_first() -> None:
    answers = all_tables(audited(), "fr")[0]

    assert [row[1] for row in answers.rows] == [Light.RED, Light.RED, Light.AMBER, Light.AMBER]


def test_a_statement_says_nothing_of_other_resources() -> None:
    found = audited()
    statement = Audited(found.overview.of_resource("dokos"), found.crossing, 5, 0)

    written = report_files(statement, "fr")

    assert set(written) == {
        "releve-dokos.html", "releve-dokos.xlsx", "releve-dokos-ressources.csv", "releve-dokos-croisement.csv",
    }  # fmt: skip
    said = written["releve-dokos.html"].decode()
    assert "Ce que Dokos recevrait de cet appel" in said
    assert not re.search("Movilab|Loot|COOPcircuits|1 000,00|1\u202f000,00", said)


def test_a_statement_for_programs_says_nothing_of_other_resources() -> None:
    found = audited()

    said = as_plain(Audited(found.overview.of_resource("dokos"), found.crossing, 5, 0), "fr")

    assert {one["resource"] for one in (*said["resources"], *said["cells"])} == {"dokos"}
    assert said["across"] is None
    assert {(one["asked_cents"], one["resources_cents"], len(one["checks"])) for one in said["answers"]} == {
        (None, None, 0)
    }


def test_french_is_not_left_in_the_english_report() -> None:
    said = re.sub(r"<(style|script)>.*?</\1>", "", page("en"), flags=re.DOTALL)

    assert not re.findall(
        r"(?i)\b(réponses?|porteur|recevrait|fichiers?|rouge|heures|promis)\b", re.sub("<[^>]*>", " ", said)
    )
