"""The workbook says what amikit computed, its formulas say the same, and no text becomes a formula."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import amikit
from amikit.compute.proposal import Proposal
from amikit.i18n import format_euros
from amikit.model.accounts import AccountPlan
from amikit.model.budget import Nature
from amikit.model.call import Call, Ceilings, Limit
from amikit.workbook.book import describe_book, to_workbook
from amikit.workbook.lines import FIRST_ROW
from amikit.workbook.sheet import Role, Unit, cell_name
from amikit.workbook.xlsx import LONGEST_TEXT, to_xlsx
from tests.compute.build import expense, income
from tests.dossiers import EXAMPLES
from tests.examples.builds import plain
from tests.workbook.budgets import answer, any_budget
from tests.workbook.reading import Parts, export, formulas, is_number, recalculated, without_values
from tools.make_golden import SOUND

DAY = date(2027, 1, 1)
SHEETS = [
    "Synthèse", "Dépenses", "Recettes", "Par ressource", "Par axe", "Par année", "Plan comptable",
    "Plan de financement", "Réciprocité",
]  # fmt: skip
HOSTILE = [
    "=1+1", "=HYPERLINK(\"https://exemple.fr\")", "+1", "-1", "@SOMME(A1)", "\t=1", "\n=1", "{=1}", "=cmd|'/c calc'!A1",
    "https://exemple.fr", "mailto:a@exemple.fr", "internal:Dépenses!A1", "external:autre.xlsx", "'=1", "#REF!", "TRUE",
    "1e5", "&L&\"Courier\"", "_x0041_", "<f>1</f>", "]]>", "\u202e=1", "a" * 40_000,
]  # fmt: skip


def proposal_of(name: str) -> Proposal:
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None
    return proposal


def test_the_sheets_come_in_the_order_of_reading() -> None:
    assert Parts(export(answer())).sheet_names == SHEETS


@pytest.mark.parametrize("name", SOUND)
def test_the_figures_are_those_that_amikit_computed(name: str) -> None:
    proposal = proposal_of(name)
    views, shares, ledger = proposal.views, proposal.shares, proposal.ledger
    expected = {
        "Synthèse_charges": views.charges_cents,
        "Synthèse_produits": views.incomes_cents,
        "Synthèse_montant_demandé": views.asked_cents,
        "Synthèse_financement_public": views.public_cents,
        "Synthèse_ressources": shares.resources_cents,
        "Synthèse_lieux": shares.places_cents,
        "Synthèse_coordination": shares.coordination_cents,
        "Total_par_ressource": views.charges_cents,
        "Total_par_axe": views.charges_cents,
        "Total_par_année": views.charges_cents,
        "Total_charges": views.charges_cents,
        "Total_produits": views.incomes_cents,
        "Total_emplois_en_nature": views.in_kind_charges_cents,
        "Total_contributions_en_nature": views.in_kind_incomes_cents,
        "Plan_de_financement_sollicité": sum(line.cents for line in views.by_status if line.id == "sollicite"),
        "Plan_de_financement_acquis": sum(line.cents for line in views.by_status if line.id == "acquis"),
        "Plan_de_financement_fonds_propres": sum(line.cents for line in views.by_status if line.id == "propre"),
        "Plan_de_financement_charges_indirectes_affectées": views.indirect_cents,
        "Plan_de_financement_financement_public": views.public_cents,
        "Plan_de_financement_base_du_taux": views.public_base_cents,
        "Réciprocité_attendu": ledger.expected_cents,
        "Réciprocité_engagé": ledger.committed_cents,
        "Réciprocité_couvert": ledger.covered_cents,
    }

    parts = Parts(export(proposal))

    assert {name: round(100 * float(parts.named(name))) for name in expected} == expected


@pytest.mark.parametrize("seed", range(6))
def test_each_view_holds_its_lines_to_the_cent(seed: int) -> None:
    proposal = any_budget(seed)
    views = proposal.views

    amounts = {
        sheet.name: Counter(
            cell.value
            for row in sheet.rows
            for cell in row
            if cell and cell.unit is Unit.CENTS and cell.role is Role.COMPUTED and isinstance(cell.value, int)
        )
        for sheet in describe_book(proposal, DAY).sheets
    }

    assert not Counter(line.cents for line in views.by_axis) - amounts["Par axe"]
    assert not Counter(line.cents for line in views.by_resource) - amounts["Par ressource"]
    assert not Counter(line.cents for line in views.by_year) - amounts["Par année"]
    assert not Counter(line.cents for line in (*views.by_account, *views.in_kind)) - amounts["Plan comptable"]
    assert not Counter(line.cents for line in views.by_funder) - amounts["Synthèse"]
    assert not Counter(line.cents for line in (*views.by_way, *views.by_status)) - amounts["Plan de financement"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("plan", AccountPlan)
def test_accounts_without_cents_are_those_of_the_views_and_add_up(seed: int, plan: AccountPlan) -> None:
    proposal = any_budget(seed, plan=plan)
    views = proposal.views
    sheet = next(sheet for sheet in describe_book(proposal, DAY).sheets if sheet.name == "Plan comptable")

    shown = [
        [
            (cell.role, cell.value)
            for row in sheet.rows
            if (cell := row[at]) and cell.unit is Unit.EUROS and cell.role is not Role.HEADER
        ]
        for at in (4, 10)
    ]
    sides = ((views.by_account, views.in_kind), (views.incomes_by_account, views.in_kind_incomes))

    for column, accounts in zip(shown, sides, strict=True):
        expected = []
        for lines in accounts:
            expected += [(Role.COMPUTED, line.euros) for line in lines]
            expected += [(Role.TOTAL, (sum(line.cents for line in lines) + 50) // 100)]
        assert column == expected


def test_the_worked_case_of_the_public_rate_is_in_the_workbook() -> None:
    limited = Call(
        id="fabrique",
        title="Fabrique",
        funder="anct",
        ceilings=Ceilings(public_rate_max=Limit(rate=Fraction(4, 5)), per_year_max=Limit(amount_cents=200_000)),
    )
    hours = expense("D2", 60_000, nature=Nature.VOLUNTEERING, payee=None)
    costs, grant, given = (
        expense("D1", 300_000),
        income("R1", 288_000, year=2021),
        income("R2", 60_000, nature=Nature.VOLUNTEERING),
    )

    valued, alone = (
        dict(_words_and_values(answer(*lines, call=limited), "Plan de financement"))
        for lines in ((costs, hours, grant, given), (costs, grant))
    )

    assert valued["Financement public possible, à ce taux"] == 288_000
    assert alone["Financement public possible, à ce taux"] == 240_000
    assert valued["Taux de financement public, au plus"] == Fraction(4, 5)
    assert alone["Taux de financement public, au plus"] == Fraction(24, 25)
    assert valued["Montant demandé en 2021, au plus"] == 288_000


def test_what_is_passed_on_is_listed_with_its_lines() -> None:
    lines = (expense("D1", 100_000), expense("D2", 50_000, account="604"), expense("D3", 25_000, label="Aide"))

    found = _words_and_values(answer(*lines), "Plan de financement")

    assert ("D1", 100_000) in found
    assert ("D3", 25_000) in found
    assert "D2" not in dict(found)


def _words_and_values(proposal: Proposal, name: str) -> list[tuple[object, object]]:
    """The first two cells of each row."""
    sheet = next(sheet for sheet in describe_book(proposal, DAY).sheets if sheet.name == name)
    return [(row[0].value, row[1].value) for row in sheet.rows if row[0] is not None and row[1] is not None]


def test_office_computes_every_formula_as_amikit_did(tmp_path: Path) -> None:
    proposals = {name: proposal_of(name) for name in SOUND} | {f"s{seed}": any_budget(seed) for seed in range(6)}
    proposals["portail"] = any_budget(6, plan=AccountPlan.PORTAL)
    books = {name: describe_book(proposal, DAY) for name, proposal in proposals.items()}

    found = recalculated({name: to_xlsx(without_values(book)) for name, book in books.items()}, tmp_path)

    wrong, count = [], 0
    for name, book in books.items():
        expected = Parts(to_xlsx(book))
        for sheet in book.sheets:
            ours, theirs = expected.cells(sheet.name), found[name].cells(sheet.name)
            for address, raw in ours.items():
                if raw.formula is None:
                    continue
                count += 1
                said = theirs[address].value if address in theirs else ""
                if not _is_same(raw.value, said):
                    wrong.append((name, sheet.name, address, raw, said))
    assert wrong == []
    assert count > 1_000


def _is_same(ours: str, theirs: str) -> bool:
    if is_number(ours) and is_number(theirs):
        return abs(float(ours) - float(theirs)) < 1e-6
    return ours == theirs


def test_the_pdf_prints_the_totals_of_the_workbook(tmp_path: Path) -> None:
    built = amikit.build(EXAMPLES / "monscobar", ("pdf", "xlsx"), out=tmp_path)
    assert {path.name for path in built.paths} >= {"reponse.pdf", "budget.xlsx"}

    with pypdfium2.PdfDocument(tmp_path / "reponse.pdf") as document:
        printed = plain(" ".join(page.get_textpage().get_text_range() for page in document))
    parts = Parts((tmp_path / "budget.xlsx").read_bytes())
    names = [name for name in parts.names if name.startswith(("Synthèse_", "Total_", "Plan_de_", "Réciprocité_"))]

    assert len(names) > 12
    assert [name for name in names if not _is_printed(round(100 * float(parts.named(name))), printed)] == []


def _is_printed(cents: int, printed: str) -> bool:
    """Whether a page has the amount; sentences leave out cents that are none."""
    short = [plain(format_euros(cents, decimals=False))] if cents % 100 == 0 else []
    return any(amount in printed for amount in (plain(format_euros(cents)), *short))


texts = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, texts, texts)
def test_what_a_person_typed_is_never_a_formula_nor_a_link(label: str, account: str, funder: str) -> None:
    def written(label: str, account: str, funder: str) -> Parts:
        spent = expense("D1", 100, label=label, account=account, reason=label, axis_id=label, payee=f"tiers:{label}")
        received = income("R1", 100, label=label, account=account, funder=funder)
        return Parts(export(answer(spent, received)))

    parts = written(label, account, funder)

    known = (
        formulas(written("mot", "604", "ville"))
        + formulas(written("???", "=6", "Ville*"))
        + formulas(written("mot", "", ""))
    )
    assert set(map(_shape, formulas(parts))) <= set(map(_shape, known))
    joined = "".join(text for name, text in parts.texts.items() if not name.startswith("xl/sharedStrings"))
    assert "<hyperlink " not in joined
    assert "relationships/hyperlink" not in joined
    assert not [name for name in parts.texts if "external" in name.lower() or name.endswith("vbaProject.bin")]
    cell = parts.cells("Dépenses")[cell_name(FIRST_ROW, 1)]
    assert cell.formula is None


def _shape(formula: str) -> str:
    """A formula without the addresses of its cells: everything that it could do is left."""
    return re.sub(r"\$?[A-Z]{1,2}\$?[0-9]+", "A1", formula)


def test_a_text_is_read_back_as_it_was_typed(tmp_path: Path) -> None:
    lines = [expense(f"D{number}", 100, label=text) for number, text in enumerate(HOSTILE)]

    (tmp_path / "a.xlsx").write_bytes(export(answer(*lines)))

    read = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name("Dépenses").to_python()
    found = [row[1] for row in read[FIRST_ROW : FIRST_ROW + len(HOSTILE)]]
    assert found == [text if len(text) < LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…" for text in HOSTILE]


def test_the_same_answer_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = any_budget(1)

    first = to_workbook(proposal, DAY)
    monkeypatch.setenv("TZ", "Pacific/Auckland")

    assert to_workbook(proposal, DAY) == first
    assert {info.date_time[0] for info in Parts(first).infos} == {1980}
    assert "2027-01-01T" in Parts(first).texts["docProps/core.xml"]


def test_only_what_a_person_writes_can_be_changed() -> None:
    parts = Parts(export(any_budget(0)))

    for name in SHEETS:
        cells, text = parts.cells(name), parts.sheet_text(name)
        assert "<sheetProtection" in text
        assert all(raw.is_locked for raw in cells.values() if raw.formula is not None)
        assert any(not raw.is_locked for raw in cells.values()) == (name in ("Dépenses", "Recettes"))


def test_sheets_are_ready_to_read_and_to_print() -> None:
    parts = Parts(export(any_budget(0)))

    for name in SHEETS:
        text = parts.sheet_text(name)
        assert 'state="frozen"' in text
        assert 'orientation="landscape"' in text
        assert 'paperSize="9"' in text
        assert "fitToPage" in text
    printed = re.findall('<definedName[^>]*name="_xlnm.Print_Area"', parts.texts["xl/workbook.xml"])
    repeated = re.findall('<definedName[^>]*name="_xlnm.Print_Titles"', parts.texts["xl/workbook.xml"])
    assert (len(printed), len(repeated)) == (len(SHEETS), len(SHEETS) - 3)


def test_a_draft_says_so_on_each_page() -> None:
    parts = Parts(to_workbook(any_budget(0), DAY, is_draft=True))

    assert all("Brouillon" in parts.sheet_text(name) for name in SHEETS)


def test_no_formula_is_entered_as_an_array() -> None:
    parts = Parts(export(any_budget(1)))

    assert not [name for name in SHEETS if 't="array"' in parts.sheet_text(name)]


def test_an_answer_without_budget_has_its_sheets() -> None:
    parts = Parts(export(answer()))

    assert parts.named("Synthèse_charges") == "0.0"
    assert parts.cells("Synthèse")["A1"].value == "Titre & co"


def test_an_answer_in_english_has_its_workbook_in_english() -> None:
    proposal = any_budget(0)
    settings = proposal.dossier.settings.model_copy(update={"language": "en"})

    parts = Parts(export(replace(proposal, dossier=replace(proposal.dossier, settings=settings))))

    assert parts.sheet_names[:2] == ["Summary", "Expenses"]
    assert "Summary_charges" in parts.names
