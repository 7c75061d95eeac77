"""What is proposed, and the laws that it keeps whatever the answers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from amikit.i18n import LANGUAGES, Language, format_euros
from amikit.load.catalog import load_catalog
from amikit.model.catalog import Catalog, NextStep, Resource, ResourceKind
from amikit.model.values import Period
from amikit.paths import catalog_root
from amikit.pooling.compare import compare
from amikit.pooling.gather import Note, once_each
from amikit.pooling.page import to_page
from amikit.pooling.party import OWN, Origin, Party, PartyCall, PartyMember, PartyResource
from amikit.pooling.pool import Alternative, Amounts, Joining, Pool, SharedNeed, SharedPlace
from amikit.report.pool import pool_to_json
from tests.pooling.parties import several

SCHEMA: Any = json.loads(
    (Path(__file__).resolve().parents[2] / "schemas/sorties/mutualisation.schema.json").read_text(encoding="utf-8")
)
CATALOG, _ = load_catalog(catalog_root())
CONTRACTS = ("Marché public", "Appel à projets")
LAWS = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def answer(name: str, **said: Any) -> Party:
    """An answer of a consortium, to the same call unless it says otherwise."""
    base = Party(
        digest=name, origin=Origin.ANNEX, files=(f"{name}.json",), title=f"Titre de {name}", name=name, lead=name,
        call=PartyCall("lieu-totem", "Tiers-lieu totem", "Appel à projets", "Ville"),
    )  # fmt: skip
    return replace(base, **said)


def relies_on(resource_id: str, **said: Any) -> PartyResource:
    return replace(PartyResource(resource_id, resource_id.capitalize()), **said)


def pooled(*parties: Party, catalog: Catalog = CATALOG, language: Language = "fr") -> Pool:
    return compare(parties, catalog, language)


def everything(pool: Pool, language: Language, notes: tuple[Note, ...] = ()) -> tuple[str, str]:
    """All that is written of a comparison."""
    return pool_to_json(pool, notes, language), to_page(pool, notes, language)


# --- laws


@LAWS
@given(several(CONTRACTS), st.randoms(use_true_random=False), st.sampled_from(LANGUAGES))
def test_the_order_of_the_files_changes_nothing(parties: list[Party], chance: Any, language: Language) -> None:
    shuffled = list(parties)
    chance.shuffle(shuffled)

    assert everything(compare(shuffled, CATALOG, language), language) == everything(
        compare(parties, CATALOG, language), language
    )
    assert once_each(shuffled) == once_each(parties)


@LAWS
@given(several(("Marché public",)), several(), st.sampled_from(LANGUAGES))
def test_no_amount_appears_as_soon_as_one_answer_bids_for_a_contract(
    contracts: list[Party], others: list[Party], language: Language
) -> None:
    known = {cents for party in (*contracts, *others) for one in party.resources for cents in _cents(one)}
    named = [replace(party, title=f"Pour {format_euros(cents, language)}", territory=f"{cents // 100} euros", name=f"Lot {cents // 100}")
             for party, cents in zip(others, sorted(known), strict=False)]  # fmt: skip

    pool = compare([*contracts, *named, *others], CATALOG, language)

    assert pool.amounts is Amounts.CONTRACT
    for text in everything(pool, language):
        assert "€" not in text
        for cents in known:
            assert not re.search(
                rf"(?<![\da-f]){cents // 100}(?![\da-f])|(?<![\da-f]){cents}(?![\da-f])", _no_files(text)
            )


def _cents(one: PartyResource) -> list[int]:
    return [*([one.cents] if one.cents else ()), *one.step_cents.values()]


def _no_files(text: str) -> str:
    """The names of the files that hypothesis made up are numbers too."""
    return re.sub(r'"\d+\.json"', "", text)


@LAWS
@given(several(CONTRACTS), st.sampled_from(LANGUAGES))
def test_the_json_is_the_one_that_is_documented(parties: list[Party], language: Language) -> None:
    said = json.loads(pool_to_json(compare(parties, CATALOG, language), [Note("a.md", "nothing")], language))

    jsonschema.validate(said, SCHEMA, jsonschema.Draft202012Validator)


@LAWS
@given(several(CONTRACTS), st.sampled_from(LANGUAGES))
def test_names_never_become_markup(parties: list[Party], language: Language) -> None:
    pool = compare(parties, CATALOG, language)
    notes = (Note("<img src=x>.md", "same", "`x`*y*"),)

    reader = MarkdownIt("commonmark", {"html": True})
    tokens = [
        inner for token in reader.parse(to_page(pool, notes, language)) for inner in (token, *(token.children or ()))
    ]

    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {
        "heading",
        "paragraph",
        "bullet_list",
        "list_item",
        "inline",
        "text",
        "text_special",
        "softbreak",
    } | ({"code_inline"} if any(token.content.startswith("amikit ") for token in tokens) else set())


@LAWS
@given(several())
def test_what_is_paid_once_is_paid_exactly_and_frees_the_rest(parties: list[Party]) -> None:
    for step in compare(parties, CATALOG, "fr").steps:
        if step.shares_cents is not None:
            assert sum(step.shares_cents.values()) == step.cost_cents
            assert sum(step.shares_cents.values()) + step.freed_cents == step.total_cents
            assert all(0 <= share <= step.cents[number] for number, share in step.shares_cents.items())


@LAWS
@given(several())
def test_what_is_shared_is_shared_by_two_answers_at_least(parties: list[Party]) -> None:
    pool = compare(parties, CATALOG, "fr")
    shared = [
        *(one.answers for one in pool.needs),
        *(one.answers for one in pool.resources),
        *(one.answers for one in pool.steps),
        *(one.answers for one in pool.places),
    ]

    assert all(len(set(answers)) > 1 for answers in shared)
    assert all(one.who != one.whom for one in pool.joinings)


@given(st.lists(st.sampled_from(["amikit", "<", "«", "€", "1 500", "x"]), max_size=5).map(" ".join))
def test_a_lone_answer_has_nothing_to_share_with_itself(name: str) -> None:
    party = answer(name or "x", needs=("entraide",), resources=(relies_on("dokos"),), territory=name)

    assert once_each([party, party, replace(party, files=("autre.pdf",))])[0] == (
        replace(party, files=tuple(sorted({*party.files, "autre.pdf"}))),
    )


# --- what is proposed


def test_needs_and_resources_in_common_are_named() -> None:
    pool = pooled(
        answer("A", needs=("entraide", "caisse"), resources=(relies_on("dokos", usages=frozenset({"deploiement"})),)),
        answer("B", needs=("caisse",), resources=(relies_on("dokos", steward="DOKOS SAS", usages=frozenset({"deploiement"})),)),
    )  # fmt: skip

    assert pool.needs == (SharedNeed("caisse", (1, 2)),)
    [one] = pool.resources
    assert (one.id, one.steward, one.answers, one.deployed_by) == ("dokos", "DOKOS SAS", (1, 2), (1, 2))


def test_a_piece_of_the_work_chosen_differently_is_an_alternative() -> None:
    pool = pooled(
        answer("A", choices={"methode": "movilab", "outils": "dokos"}, resources=(relies_on("movilab"),)),
        answer("B", choices={"methode": OWN, "outils": "dokos"}),
    )

    assert pool.alternatives == (Alternative("methode", "", (("movilab", "Movilab", (1,)), (OWN, "", (2,)))),)


def test_one_need_met_by_different_resources_is_an_alternative_and_by_the_same_is_not() -> None:
    needs = ("adhesions",)
    apart = pooled(
        answer("A", needs=needs, resources=(relies_on("dokos"),)),
        answer("B", needs=needs, resources=(relies_on("tibillet"),)),
    )
    together = pooled(
        answer("A", needs=needs, resources=(relies_on("dokos"),)),
        answer("B", needs=needs, resources=(relies_on("tibillet"), relies_on("dokos"))),
    )

    assert [(one.about, one.need) for one in apart.alternatives] == [("besoin", "adhesions")]
    assert together.alternatives == ()


STEP = NextStep(id="plans", title="Publier les plans", cost_cents=60_000)
FOUR = Catalog({"four": Resource(id="four", name="Four", kind=ResourceKind.HARDWARE, next_steps=(STEP,))})


def funds(cents: int | None) -> tuple[PartyResource, ...]:
    paid = {} if cents is None else {"plans": cents}
    return (relies_on("four", step_titles={"plans": ""}, cents=cents, step_cents=paid),)


def test_a_step_funded_twice_is_paid_once_and_shared_in_proportion() -> None:
    [step] = pooled(answer("A", resources=funds(60_000)), answer("B", resources=funds(30_000)), catalog=FOUR).steps

    assert (step.title, step.answers, step.cost_cents, step.total_cents) == (
        "Publier les plans",
        (1, 2),
        60_000,
        90_000,
    )
    assert step.shares_cents == {1: 40_000, 2: 20_000}
    assert step.freed_cents == 30_000


def test_a_step_that_is_not_covered_frees_nothing() -> None:
    [step] = pooled(answer("A", resources=funds(20_000)), answer("B", resources=funds(30_000)), catalog=FOUR).steps

    assert (step.shares_cents, step.freed_cents) == (None, 0)


def test_a_step_of_a_note_is_proposed_without_figures_of_it() -> None:
    pool = pooled(answer("A", resources=funds(60_000)), answer("B", resources=funds(None)), catalog=FOUR)

    [step] = pool.steps
    assert (step.answers, dict(step.cents), step.shares_cents) == ((1, 2), {1: 60_000}, None)
    assert "ensemble, vous" not in to_page(pool, (), "fr")


def test_a_contract_proposes_the_step_and_no_figure() -> None:
    call = PartyCall("marche-accompagnement", "Accompagner", "", "Ville")
    pool = pooled(
        answer("A", resources=funds(60_000), call=call), answer("B", resources=funds(60_000), call=call), catalog=FOUR
    )

    [step] = pool.steps
    assert (dict(step.cents), step.cost_cents, step.shares_cents) == ({}, None, None)
    assert "droit de la concurrence" in to_page(pool, (), "fr")
    assert "competition law" in to_page(pool, (), "en")


def test_the_same_city_and_the_same_call_may_be_one_answer_said_once() -> None:
    here = (PartyMember("X", "Bourg-Essai"),)
    pool = pooled(
        answer("A", territory="Le canton", members=here),
        answer("B", territory="le canton", members=(PartyMember("Y", "bourg essai"),)),
        answer("C", members=(PartyMember("Z", "Bourg-Essai"),), call=PartyCall("autre")),
    )

    assert pool.places == (
        SharedPlace("territoire", "Le canton", (1, 2), ((1, 2),)),
        SharedPlace("ville", "Bourg-Essai", (1, 2, 3), ()),
    )


def test_who_needs_what_another_relies_on_could_join_it() -> None:
    pool = pooled(
        answer("A", needs=("billetterie", "entraide"), resources=(relies_on("forum-tiers-lieux"),)),
        answer("B", resources=(relies_on("tibillet", name="TiBillet"),)),
    )

    assert pool.joinings == (Joining(1, 2, (("billetterie", "TiBillet"),)),)


def test_a_member_of_two_answers_is_said() -> None:
    pool = pooled(answer("A", members=(PartyMember("Baraka"),)), answer("B", members=(PartyMember("BARAKA"),)))

    assert pool.members == (("Baraka", (1, 2)),)


def test_dates_say_until_when_to_talk_and_which_days_are_shared() -> None:
    pool = pooled(
        answer("A", deadline_on=date(2026, 12, 11), start_on=date(2027, 1, 1), end_on=date(2027, 12, 31)),
        answer("B", deadline_on=date(2026, 12, 1), start_on=date(2027, 6, 1), end_on=date(2028, 6, 1)),
    )

    assert pool.deadlines == ((date(2026, 12, 1), (2,)), (date(2026, 12, 11), (1,)))
    assert pool.common_period == Period(start_on=date(2027, 6, 1), end_on=date(2027, 12, 31))
    assert "Se parler avant le 1er\u00a0décembre 2026" in to_page(pool, (), "fr")


def test_different_calls_are_said_and_compared_all_the_same() -> None:
    pool = pooled(
        answer("A", needs=("caisse",)), answer("B", needs=("caisse",), call=PartyCall("autre", "Autre appel"))
    )

    assert not pool.is_one_call
    assert pool.needs == (SharedNeed("caisse", (1, 2)),)
    assert "appels différents\u00a0: Autre appel\u202f; Tiers-lieu totem" in to_page(pool, (), "fr")


def test_one_resource_under_two_ids_is_one() -> None:
    pool = pooled(
        answer("A", resources=(relies_on("four", name="Four commun"),)),
        answer("B", resources=(relies_on("notre-four", name="four COMMUN"),)),
    )

    assert [(one.id, one.answers) for one in pool.resources] == [("four", (1, 2))]


def test_nothing_in_common_is_said_calmly() -> None:
    page = to_page(pooled(answer("A"), answer("B")), (), "fr")

    assert "Rien en commun n'a été trouvé" in page
    assert "reste utile" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_answers_of_one_name_are_told_apart(language: Language) -> None:
    pool = pooled(answer("A"), answer("A", digest="autre", title="Autre"), language=language)

    assert [one.label for one in pool.answers] == ["A", "A (2)"]


def _in_2021(name: str, **said: Any) -> Party:
    return answer(name, start_on=date(2021, 1, 1), end_on=date(2023, 12, 31), **said)


def _in_2027(name: str, **said: Any) -> Party:
    return answer(name, start_on=date(2027, 1, 1), end_on=date(2028, 12, 31), **said)


def test_projects_that_share_no_day_are_neither_added_up_nor_told_to_ask_once() -> None:
    one = (relies_on("dokos", cents=47_200_00, usages=frozenset({"deploiement"})),)
    two = (relies_on("dokos", cents=27_000_00, usages=frozenset({"deploiement"})),)

    pool = pooled(_in_2021("A", resources=one), _in_2027("B", resources=two))
    page = to_page(pool, (), "fr")

    assert (pool.is_apart, pool.resources[0].is_apart) == (True, True)
    assert "Leurs périodes ne se recouvrent pas" in page
    assert "01/01/2021" in page
    for wrong in ("ensemble, ", "soit 74", "une seule demande", "installation commune"):
        assert wrong not in page.replace("écrire ensemble", "écrire")
    said = json.loads(pool_to_json(pool, (), "fr"))["pool"]
    assert (said["is_apart"], said["resources"][0]["is_apart"]) == (True, True)


def test_projects_that_meet_are_added_up_as_before() -> None:
    pool = pooled(*(_in_2027(name, resources=(relies_on("dokos", cents=1_000_00),)) for name in ("A", "B")))
    page = to_page(pool, (), "fr")

    assert not pool.is_apart
    assert "recouvrent" not in page
    assert "une seule demande au lieu de 2" in page
    assert "soit 2\u202f000,00\u00a0€ ensemble" in page


def test_a_step_of_projects_that_share_no_day_is_not_paid_once_by_all() -> None:
    [step] = (
        pool := pooled(_in_2021("A", resources=funds(60_000)), _in_2027("B", resources=funds(30_000)), catalog=FOUR)
    ).steps

    assert (step.is_apart, step.shares_cents) == (True, None)
    assert "avant de la payer encore" in to_page(pool, (), "fr")
    assert "payée une fois" not in to_page(pool, (), "fr")
