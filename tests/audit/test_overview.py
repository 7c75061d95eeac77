"""Answers beside each other: what each brings to each resource, and the totals."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amikit.audit.facts import MOST, Use, facts_of
from amikit.audit.overview import Answer, Key
from amikit.verify.verdict import Check, Light
from amikit.verify.worker import load_reader_catalog
from tests.audit.making import facts, overview, real_annexes, shuffled, summary, unreadable, use

_CENTS = st.integers(0, 10**12)


@st.composite
def _uses(draw: st.DrawFn) -> list[Use]:
    ids = draw(st.lists(st.sampled_from(["dokos", "loot", "movilab", "carnet"]), unique=True))
    return [
        use(
            one,
            received_cents=draw(_CENTS),
            steward_cents=draw(_CENTS),
            promised_cents=draw(_CENTS),
            unpaid_hours=draw(st.fractions(0, 100)),
            is_own=draw(st.booleans()),
        )
        for one in ids
    ]


@given(st.lists(st.tuples(_uses(), st.sampled_from(Light)), max_size=8), st.integers(0, 3))
def test_totals_are_the_sums_over_answers_whatever_the_order(answers: list[tuple[list[Use], Light]], seed: int) -> None:
    files = [
        summary(f"{number}.json", facts(f"Réponse {number}", uses), light=light)
        for number, (uses, light) in enumerate(answers)
    ]

    found = overview(*shuffled(files, seed))

    said = [one for uses, _ in answers for one in uses]
    assert sum(total.received_cents for total in found.totals) == sum(one.received_cents for one in said)
    assert sum(total.steward_cents for total in found.totals) == sum(one.steward_cents for one in said)
    assert sum(total.promised_cents for total in found.totals) == sum(one.promised_cents for one in said)
    assert sum((total.unpaid_hours for total in found.totals), Fraction(0)) == sum(
        (one.unpaid_hours for one in said), Fraction(0)
    )
    for total in found.totals:
        mine = [answer.uses[total.key].received_cents for answer in found.answers if total.key in answer.uses]
        assert total.received_cents == sum(mine)
        assert total.red_cents <= total.received_cents
    assert found == overview(*files)


def test_a_total_says_what_comes_from_answers_in_red() -> None:
    red = summary("a.json", facts("Un", [use(received_cents=7_00)]), light=Light.RED)
    green = summary("b.json", facts("Deux", [use(received_cents=5_00)]))

    (total,) = overview(red, green).totals

    assert (total.received_cents, total.red_cents, total.used_count) == (12_00, 7_00, 2)


def test_what_counts_to_resources_is_what_the_annex_says() -> None:
    """The audit adds lines up by itself; each real annex says the sum, and ``verify`` recomputed it."""
    for content in real_annexes():
        annex = json.loads(content)
        found = facts_of(annex)
        assert found.resources_cents == annex["totals"]["resources_cents"]
        assert sum(one.steward_cents for one in found.uses) == annex["totals"]["to_stewards_cents"]
        assert found.cash_cents == annex["totals"]["charges_cents"]


def test_neither_volunteering_nor_a_label_is_money_for_a_resource() -> None:
    annex = json.loads(real_annexes()[0])
    paid = next(line for line in annex["budget"]["expenses"] if line["payee"] and line["payee"]["kind"] == "porteur")
    before = facts_of(annex)
    label = paid | {"payee": None, "deliverable": None, "cents": 1_000_00}
    annex["budget"]["expenses"] += [paid | {"nature": "benevolat"}, label]

    found = facts_of(annex)

    assert (found.resources_cents, found.cash_cents) == (before.resources_cents, before.cash_cents + 1_000_00)


def test_two_files_of_one_answer_whose_annexes_differ_are_red_and_counted_once() -> None:
    one, other = facts("Un", [use(received_cents=10_00)]), facts("Un", [use(received_cents=99_00)])
    files = [summary("a.pdf", one, "bb"), summary("a.docx", one, "bb"), summary("a.json", other, "aa")]

    found = overview(*files)

    (answer,) = found.answers
    assert answer.light is Light.RED
    assert answer.checks[0] == Check("audit-differ", Light.RED, {"annexes_count": 2, "counted": "a.docx"})
    assert found.totals[0].received_cents == 10_00


def test_a_draft_left_beside_is_amber_and_the_final_one_counts() -> None:
    draft = facts("Un", [use(received_cents=99_00)], is_draft=True)
    files = [summary("a.json", draft, "aa"), summary("b.json", facts("Un", [use(received_cents=10_00)]), "bb")]

    found = overview(*files)

    assert [check.code for check in found.answers[0].checks] == ["audit-drafts"]
    assert found.answers[0].light is Light.AMBER
    assert found.totals[0].received_cents == 10_00


def test_a_file_that_cannot_be_read_does_not_make_the_answer_beside_it_red() -> None:
    files = [summary("a/a.json", facts("Un")), summary("b/b.json", facts("Deux")), unreadable("a/rib.pdf")]

    lights = {answer.label.split(" — ")[0]: answer.light for answer in overview(*files).answers}

    assert lights == {"Un": Light.AMBER, "Deux": Light.GREEN}


def test_a_file_that_cannot_be_read_and_goes_with_none_is_red() -> None:
    (answer,) = overview(unreadable("a.pdf")).answers

    assert (answer.light, answer.is_unreadable, answer.label) == (Light.RED, True, "a.pdf")


def test_a_scan_without_annex_is_mentions_only() -> None:
    scan = summary("scan.pdf", light=Light.AMBER, checks=[Check("no-annex", Light.AMBER)], mentioned=["dokos"])

    found = overview(scan)

    (cell,) = found.cells
    assert (cell.is_mentioned, cell.is_used, cell.use) == (True, False, None)
    assert (found.totals[0].mentioned_count, found.totals[0].received_cents) == (1, 0)


def test_two_resources_of_one_name_that_only_their_consortium_knows_are_not_one() -> None:
    files = [
        summary("a.json", facts("Un", [use("carnet", name="Carnet du port", is_own=True)])),
        summary("b.json", facts("Deux", [use("carnet", name="Carnet de la halle", is_own=True)])),
        summary("c.json", facts("Trois", [use("carnet", name="Carnet")])),
    ]

    assert {total.key for total in overview(*files).totals} == {
        Key("carnet"),
        Key("carnet", "carnet-du-port"),
        Key("carnet", "carnet-de-la-halle"),
    }


def test_a_resource_bears_the_name_of_the_readers_own_catalog() -> None:
    """An annex may call it anything."""
    named = summary("a.json", facts("Un", [use("dokos", name="Autre chose", steward="Moi")]))

    (total,) = overview(named, catalog=load_reader_catalog([])).totals

    assert (total.name, total.steward) == ("Dokos", "DOKOS SAS")


def test_who_relies_on_a_resource_without_funding_it_is_said() -> None:
    nothing: dict[str, Any] = {"received_cents": 0, "promised_cents": 0, "unpaid_hours": Fraction(0)}
    cases = {
        "rien": use(**nothing),
        "attente": use(unmet_count=1),
        "geste": use(**nothing, acts_count=1),
        "argent": use(),
        "non declaree": use(**nothing, is_declared=False),
    }
    files = [summary(f"{name}.json", facts(name, [one])) for name, one in cases.items()]

    found = {cell.answer.facts.title for cell in overview(*files).cells if cell.is_unfunded and cell.answer.facts}

    assert found == {"rien", "attente"}


def test_an_answer_that_names_a_crowd_is_cut_and_said() -> None:
    annex = json.loads(real_annexes()[0])
    annex["needs"] = [f"besoin-{number}" for number in range(MOST + 1)]

    found = facts_of(annex)

    assert (len(found.needs), found.is_cut) == (MOST, True)
    assert [check.code for check in overview(summary("a.json", found)).answers[0].checks] == ["audit-cut"]


def test_a_statement_holds_one_resource_and_the_answers_that_name_it() -> None:
    files = [
        summary("a.json", facts("Un", [use("dokos"), use("loot")])),
        summary("b.json", facts("Deux", [use("loot")])),
    ]

    found = overview(*files).of_resource("dokos")

    assert [total.key.id for total in found.totals] == ["dokos"]
    assert [answer.label for answer in found.answers] == ["Un — Ceux de Un"]
    assert {cell.key.id for cell in found.cells} == {"dokos"}


def test_checks_that_all_the_files_of_an_answer_share_are_said_once() -> None:
    check = Check("agreements", Light.AMBER, {"accepted_count": 0, "asked_count": 1})
    one = facts("Un")
    files = [summary(path, one, light=Light.AMBER, checks=[check]) for path in ("a.pdf", "a.docx", "a.json")]

    (answer,) = overview(*files).answers

    assert isinstance(answer, Answer)
    assert answer.checks == (check,)
