"""Answers to several calls are never added up without a word, and each answer says its call, its period, its red files."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from amikit.audit.crossing import cross
from amikit.audit.facts import Facts, Step, Work
from amikit.audit.mixed import mixed_of
from amikit.audit.reports import report_files
from amikit.audit.run import Audited
from amikit.audit.summary import Summary
from amikit.audit.table import Table
from amikit.audit.tables import all_tables
from amikit.audit.to_json import as_plain
from amikit.audit.words import say_of_answer
from amikit.i18n import LANGUAGES, Language
from amikit.model.values import Period
from amikit.verify.verdict import Check, Light
from amikit.verify.worker import load_reader_catalog
from tests.audit.making import facts, overview, summary, use

_PERSON = "0123456789abcdef"


def other_call(title: str, **said: Any) -> Facts:
    period = Period(start_on=date(2021, 1, 1), end_on=date(2023, 12, 31))
    call: dict[str, Any] = {"call_id": "autre", "call_title": "Un autre appel", "years": (2021, 2023), "period": period}
    return facts(title, **(call | said))


def audited(*some: Summary) -> Audited:
    catalog = load_reader_catalog([])
    found = overview(*some, catalog=catalog)
    return Audited(found, cross(found, catalog), len(some), 0)


def both() -> Audited:
    step = (Step("movilab", "tutoriels", 2_000_00),)
    work = (Work(_PERSON, None, Fraction(40), Fraction(0)),)
    return audited(
        summary("a.json", facts("Un", [use("dokos", usages=("deploiement",))], steps=step, works=work)),
        summary("b.json", facts("Deux", [use("movilab")], steps=step, works=work)),
        summary("c.json", other_call("Trois", uses=(use("dokos", usages=("deploiement",)),))),
    )


def table(found: Audited, name: str, language: Language = "fr") -> Table:
    return next(one for one in all_tables(found, language) if one.id == name)


def test_totals_over_two_calls_are_never_given_without_saying_so() -> None:
    said = "Ces réponses visent 2 appels\u00a0: Un appel (2027-2028) et Un autre appel (2021-2023)\u202f; les totaux les mêlent."
    found = both()

    written = report_files(found, "fr")
    book = CalamineWorkbook.from_filelike(io.BytesIO(written["audit.xlsx"]))

    (warning,) = mixed_of(found.overview, "fr")
    assert warning == said
    assert as_plain(found, "fr")["warnings"] == [warning]
    page = written["audit.html"].decode()
    assert page.index(warning) < page.index("3 réponses")
    assert warning in table(found, "ressources").note
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert any(warning in str(row[0]) for row in rows[:3])


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_call_for_the_same_years_warns_of_nothing_and_other_years_do(language: Language) -> None:
    same = overview(summary("a.json", facts("Un")), summary("b.json", facts("Deux")))
    later = facts("Deux", years=(2030, 2031))

    assert mixed_of(same, language) == []
    (said,) = mixed_of(overview(summary("a.json", facts("Un")), summary("b.json", later)), language)
    assert "2027-2028" in said
    assert "2030-2031" in said


def test_two_calls_of_one_title_are_told_apart_and_a_crowd_of_calls_is_counted() -> None:
    twins = overview(summary("a.json", facts("Un")), summary("b.json", facts("Deux", call_id="jumeau")))
    crowd = overview(
        *(summary(f"{one}.json", facts(f"R{one}", call_id=f"a{one}", call_title=f"Appel {one}")) for one in range(9))
    )

    assert "jumeau" in mixed_of(twins, "fr")[0]
    assert "visent 9 appels" in mixed_of(crowd, "fr")[0]
    assert "et 4 autres" in mixed_of(crowd, "fr")[0]


def test_each_answer_says_its_call_and_its_period() -> None:
    found = both()
    answers = table(found, "reponses")
    places = [column.title for column in answers.columns]

    said = {(row[places.index("Appel")], row[places.index("Période")]) for row in answers.rows}

    assert said == {
        ("Un appel", "01/01/2027\u00a0– 31/12/2028"),
        ("Un autre appel", "01/01/2021\u00a0– 31/12/2023"),
    }
    third = as_plain(found, "fr")["answers"][2]
    assert (third["call_title"], third["start_on"], third["end_on"]) == ("Un autre appel", "2021-01-01", "2023-12-31")


def test_what_could_be_pooled_says_names_and_periods_that_do_not_overlap() -> None:
    rows = {row[0]: row for row in table(both(), "mutualiser").rows}

    deployed = rows["une ressource, déployée par plusieurs"]
    step = rows["une prochaine étape, financée plusieurs fois"]
    assert deployed[1] == "Dokos"
    assert str(deployed[2]).endswith("Leurs périodes ne se recouvrent pas.")
    assert str(step[1]).startswith("Movilab\u00a0: ")
    assert "movilab/tutoriels" not in str(step[1])
    assert "recouvrent" not in str(step[2])


def test_sheets_whose_rows_do_not_add_up_have_no_total() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_files(both(), "fr")["audit.xlsx"]))

    firsts = {
        name: [row[0] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }

    assert [name for name, cells in firsts.items() if "Total" not in cells] == ["mutualiser", "personnes", "fichiers"]


def test_the_files_in_red_are_named_beside_their_answer() -> None:
    wrong = [Check("canonical", Light.RED)]
    found = audited(
        summary("a/a.pdf", facts("Un"), light=Light.RED, checks=wrong), summary("a/a.json", facts("Un")),
    )  # fmt: skip
    looked = [column.title for column in table(found, "reponses").columns].index("À regarder")
    answer = replace(found.overview.answers[0], checks=())

    assert answer.red_files == ("a/a.pdf",)
    rows = table(replace(found, overview=replace(found.overview, answers=(answer,))), "reponses").rows
    assert rows[0][looked] == "1 fichier en rouge\u00a0: a/a.pdf."


def test_a_resource_that_the_annex_alone_knows_is_named_when_the_text_names_it() -> None:
    own = facts("Un", [use("carnet", name="Carnet du port", is_own=True)])
    named = replace(summary("a.pdf", own, mentioned=["dokos"]), own_mentioned=("carnet",))

    found = overview(named)

    assert {(cell.key.id, cell.is_mentioned) for cell in found.cells} == {("carnet", True), ("dokos", True)}
    assert Summary.from_plain(named.as_plain()) == named


def test_where_there_is_no_text_nobody_says_that_a_resource_is_not_named() -> None:
    annex = replace(summary("a.json", facts("Un", [use("dokos")])), kind="json")
    page = summary("b.pdf", facts("Deux", [use("dokos")]))

    cells = table(audited(annex, page), "croisement")
    place = [column.title for column in cells.columns].index("Nommée")

    assert [row[place] for row in cells.rows] == ["—", "non"]


@pytest.mark.parametrize(
    ("names", "end"),
    [(["A"] * 8, "A et A."), (["A"] * 9, "A et 2\u00a0autres."), ([*["A"] * 20, "… +3"], "A et 16\u00a0autres.")],
)
def test_a_long_list_ends_with_how_many_others(names: list[str], end: str) -> None:
    said = say_of_answer(Check("catalog-unknown", Light.AMBER, {"names": names}), "fr")

    assert said.replace(" autres", "\u00a0autres").replace("\u00a0\u00a0", "\u00a0").endswith(end)
    assert "…" not in said
