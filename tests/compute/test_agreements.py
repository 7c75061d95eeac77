"""What is agreed to, as a mark: it changes with what it is about, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.agreements import compute_batches, is_stale, part_fingerprint, use_fingerprint, what_changed
from amikit.compute.parts import compute_parts
from amikit.compute.proposal import compute_proposal
from amikit.model.agreement import Agreement, AgreementStatus, MemberAgreement
from amikit.model.budget import Budget, Expense, Income, Nature, Payee, PayeeKind
from amikit.model.catalog import Catalog, Figure, Form, Resource, Standing, Steward, Usage
from amikit.model.consortium import Consortium, Person
from amikit.model.dossier import Commitment, Dossier, IfPartial, LinePart, ResourceUse
from tests.compute.build import CALL, catalog, dossier, expects, expense, income, pays, resource, use

COMMITMENT = Commitment(answers_id="geste", description="Publier les réglages.", responsible_id="ana")
LINES = (
    expense("D1", 300_000, year=2021),
    expense("D2", 200_000, "ressource:loot", year=2021),
    expense("D3", 100_000, "lieu:baraka", payee="tiers:artisan", year=2021),
    expense("D4", 400_000, "coordination", payee="la-coop", hours="100", person_id="ana", year=2022),
    expense("D5", 60_000, "ressource:loot", payee="tiers:autre", nature="benevolat", person_id="bea", hours="30"),
    income("R1", 50_000, funder="La Coroutine", status="propre", year=2021),
)
CATALOG = catalog(
    resource("dokos", expectations=(expects(Figure(amount_cents=300_000)),)),
    resource("loot", expectations=(expects(Figure(amount_cents=200_000)),)),
)
WORLD = dossier(
    *LINES,
    uses=(
        use(pays("D1"), COMMITMENT, resource_id="dokos"),
        use(pays(LinePart(line_id="D2", amount_cents=150_000)), resource_id="loot", place_ids=("baraka",)),
    ),
    people=(Person(id="ana", name="Ana", member_id="la-coop"), Person(id="bea", name="Béa", member_id="baraka")),
    consortium=Consortium(name="Ensemble", lead_id="la-coop", mandate="signer la convention"),
)


def of_resources(world: Dossier, cards: Catalog = CATALOG) -> dict[str, str]:
    return {name: use_fingerprint(one, cards.by_id[name], world) for name, one in world.uses_by_id.items()}


def of_members(world: Dossier, cards: Catalog = CATALOG) -> dict[str, str]:
    return {name: part_fingerprint(part, world) for name, part in compute_parts(world, cards).items()}


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def with_line(line_id: str, world: Dossier = WORLD, **fields: Any) -> Dossier:
    def changed(line: Any) -> Any:
        return line.model_copy(update=fields) if line.id == line_id else line

    expenses: tuple[Expense, ...] = tuple(map(changed, world.budget.expenses))
    incomes: tuple[Income, ...] = tuple(map(changed, world.budget.incomes))
    return replace(world, budget=Budget(expenses, incomes))


def with_use(resource_id: str, world: Dossier = WORLD, **fields: Any) -> Dossier:
    uses = tuple(
        one.model_copy(update=fields) if one.resource_id == resource_id else one for one in world.settings.uses
    )
    return with_settings(world, uses=uses)


def with_settings(world: Dossier, **fields: Any) -> Dossier:
    return replace(world, settings=world.settings.model_copy(update=fields))


USE_EDITS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "usages": st.lists(st.sampled_from(Usage), min_size=1, unique=True).map(tuple),
        "place_ids": st.lists(st.sampled_from(["baraka", "la-coroutine"]), unique=True).map(tuple),
        "if_partial": st.none() | st.sampled_from(IfPartial),
        "commitments": st.lists(
            st.builds(
                Commitment,
                answers_id=st.sampled_from(["cofinancement", "geste", ""]),
                lines=st.sampled_from([(), (LinePart(line_id="D1"),), (LinePart(line_id="D1", amount_cents=5),)]),
                description=st.text(max_size=10),
                due_on=st.none() | st.dates(),
            ),
            max_size=3,
        ).map(tuple),
        "agreement": st.none() | st.sampled_from(AgreementStatus).map(lambda status: Agreement(status=status)),
    },
)
LINE_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "amount_cents": st.integers(0, 10**9),
        "year": st.integers(2020, 2030),
        "hours": st.none() | st.integers(0, 1000).map(Fraction),
    },
)


@given(USE_EDITS, LINE_EDITS, st.integers(1, 10**8), st.sampled_from(Standing))
def test_nothing_done_to_one_resource_touches_the_agreement_of_another(
    edit: dict[str, Any], line: dict[str, Any], figure: int, standing: Standing
) -> None:
    world = with_line("D1", with_use("dokos", **edit), **line)
    card = resource("dokos", expectations=(expects(Figure(amount_cents=figure), standing=standing),))

    assert of_resources(world, catalog(card, CATALOG.by_id["loot"]))["loot"] == of_resources(WORLD)["loot"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_label_never_changes_an_agreement(label: str, words: str) -> None:
    world = WORLD
    for line in LINES:
        world = with_line(line.id, world, label=label, account=words)
    world = with_use("dokos", with_use("loot", world, purpose=label), purpose=words)
    world = with_settings(world, title=label, axes=(), summary=words)
    cards = catalog(
        *(
            one.model_copy(
                update={
                    "name": label or "x",
                    "summary": words,
                    "expectations": tuple(each.model_copy(update={"description": words}) for each in one.expectations),
                }
            )
            for one in CATALOG.by_id.values()
        )
    )

    assert of_resources(world, cards) == of_resources(WORLD)
    assert of_members(world, cards) == of_members(WORLD)


def test_the_order_of_the_lines_changes_no_agreement() -> None:
    turned = replace(WORLD, budget=Budget(WORLD.budget.expenses[::-1], WORLD.budget.incomes[::-1]))

    assert of_resources(turned) == of_resources(WORLD)
    assert of_members(turned) == of_members(WORLD)


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (lambda: with_line("D1", amount_cents=1), {"dokos"}),
        (lambda: with_line("D1", year=2022), {"dokos"}),
        (lambda: with_line("D2", year=2022), {"loot"}),
        (lambda: with_line("D2", amount_cents=1), set()),  # a part of it was promised, which stays
        (lambda: with_line("D3", amount_cents=1), set()),
        (lambda: with_use("dokos", if_partial=IfPartial.VOID), {"dokos"}),
        (lambda: with_use("loot", place_ids=()), {"loot"}),
        (lambda: with_use("loot", usages=(Usage.DEPLOYMENT,)), {"loot"}),
        (lambda: with_use("loot", commitments=()), {"loot"}),
        (lambda: with_use("dokos", commitments=(pays("D1"), COMMITMENT.model_copy(update={"description": "Rien."}))), {"dokos"}),
        (lambda: with_use("dokos", commitments=(pays("D1"), COMMITMENT.model_copy(update={"due_on": date(2022, 1, 1)}))), {"dokos"}),
    ],
)  # fmt: skip
def test_a_change_to_what_a_steward_reads_touches_its_agreement_alone(
    change: Callable[[], Dossier], touched: set[str]
) -> None:
    assert differing(of_resources(WORLD), of_resources(change())) == touched


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (lambda: with_line("D1", amount_cents=1), set()),
        (lambda: with_line("D3", amount_cents=1), {"baraka"}),
        (lambda: with_line("D3", payee=Payee(PayeeKind.MEMBER, "baraka")), {"baraka"}),
        (lambda: with_line("D4", hours=Fraction(50)), {"la-coop"}),
        (lambda: with_line("D4", person_id="bea"), {"la-coop", "baraka"}),
        (lambda: with_line("D5", hours=Fraction(29)), {"baraka"}),
        (lambda: with_line("D5", nature=Nature.LOAN), {"baraka"}),
        (lambda: with_line("R1", amount_cents=1), {"la-coroutine"}),
        (lambda: with_use("dokos", commitments=(pays("D1"), COMMITMENT.model_copy(update={"responsible_id": "baraka"}))), {"la-coop", "baraka"}),
        (lambda: with_use("dokos", commitments=(pays("D1"), COMMITMENT.model_copy(update={"due_on": date(2022, 1, 1)}))), {"la-coop"}),
        (lambda: with_settings(WORLD, consortium=WORLD.settings.consortium.model_copy(update={"mandate": "tout"})), {"la-coop", "baraka", "la-coroutine"}),
    ],
)  # fmt: skip
def test_a_change_to_the_part_of_a_member_touches_its_agreement_alone(
    change: Callable[[], Dossier], touched: set[str]
) -> None:
    assert differing(of_members(WORLD), of_members(change())) == touched


def test_a_member_that_looks_after_a_resource_is_paid_by_what_pays_its_steward() -> None:
    cards = catalog(resource("dokos", steward=Steward(name="La Coop", member_id="la-coop")), CATALOG.by_id["loot"])
    part = compute_parts(WORLD, cards)["la-coop"]

    assert [(one.line.id, one.is_paid, one.is_worked) for one in part.lines] == [
        ("D1", True, False),
        ("D4", True, True),
    ]
    assert [one.commitment for one in part.acts] == [COMMITMENT]


def test_a_steward_of_several_resources_is_asked_once_and_one_that_nobody_knows_for_each() -> None:
    cards = catalog(
        resource("dokos", steward=Steward(name="Les Porteurs", contact="https://a.fr")),
        resource("loot", steward=Steward(name="les porteurs", contact="https://b.fr")),
        resource("chat", steward=None),
        resource("badge", steward=Steward(contact="https://c.fr")),
    )
    uses = tuple(use(resource_id=name) for name in ("dokos", "chat", "loot", "badge"))
    proposal = compute_proposal(dossier(uses=uses), cards, CALL)

    batches = compute_batches(proposal, ["badge", "chat", "dokos", "loot", "inconnue"])

    assert [(one.key, one.steward, one.contacts, [card.id for _, card in one.uses]) for one in batches] == [
        ("les-porteurs", "Les Porteurs", ("https://a.fr", "https://b.fr"), ["dokos", "loot"]),
        ("ressource-chat", "", (), ["chat"]),
        ("ressource-badge", "", ("https://c.fr",), ["badge"]),
    ]


def test_no_letter_takes_the_name_of_another() -> None:
    names = {
        "a": "Membre Cour",
        "b": "Ressource C",
        "c": "",
        "d": "Porteur Membre Cour",
        "e": "x" * 300,
        "f": f"{'x' * 300}y",
    }
    cards = catalog(*(resource(one, steward=Steward(name=name)) for one, name in names.items()))
    proposal = compute_proposal(dossier(uses=tuple(use(resource_id=one) for one in names)), cards, CALL)

    keys = [one.key for one in compute_batches(proposal, list(names))]

    assert keys[:4] == ["porteur-membre-cour", "porteur-ressource-c", "ressource-c", "porteur-porteur-membre-cour"]
    assert len(set(keys)) == len(names)
    assert max(map(len, keys)) <= 80


TODAY = "3f9a12cd" * 8


@pytest.mark.parametrize(
    ("status", "written", "expected"),
    [
        (AgreementStatus.ACCEPTED, TODAY, False),
        (AgreementStatus.ACCEPTED, "3f9a 12cd 3F9A 12CD", False),
        (AgreementStatus.ACCEPTED, "3f9a-12cd…", False),
        (AgreementStatus.ACCEPTED, "", False),
        (AgreementStatus.ACCEPTED, "4f9a 12cd", True),
        (AgreementStatus.ASKED, "4f9a 12cd", True),
        (AgreementStatus.RESERVED, "4f9a 12cd", True),
        (AgreementStatus.REFUSED, "4f9a 12cd", False),
    ],
)
def test_an_answer_is_about_another_version_when_its_fingerprint_is_another(
    status: AgreementStatus, written: str, *, expected: bool
) -> None:
    assert is_stale(MemberAgreement(status=status, fingerprint=written), TODAY) is expected
    assert not is_stale(None, TODAY)


CARD = CATALOG.by_id["dokos"]
USED = WORLD.uses_by_id["dokos"]


@pytest.mark.parametrize(
    ("after", "card", "said"),
    [
        ({"if_partial": IfPartial.KEPT}, CARD, "« si_partiel » a changé"),
        ({"usages": (Usage.USE, Usage.SUPPORT)}, CARD, "la manière de s'en servir a changé"),
        ({"place_ids": ("baraka",)}, CARD, "les lieux ont changé"),
        ({"commitments": (pays("D1"), COMMITMENT, pays("D4"))}, CARD, "un engagement s'est ajouté"),
        ({}, resource("dokos", expectations=(*CARD.expectations, expects(id="autre", form=Form.ACT))), "ce que le porteur attend a changé"),
        ({"commitments": (COMMITMENT,)}, CARD, "un montant, des heures, une date ou un geste a changé, ou plusieurs choses à la fois"),
    ],
)  # fmt: skip
def test_what_changed_is_named_when_one_thing_did(after: dict[str, Any], card: Resource, said: str) -> None:
    agreed = Agreement(status=AgreementStatus.ACCEPTED, fingerprint=use_fingerprint(USED, CARD, WORLD))
    now: ResourceUse = USED.model_copy(update={**after, "agreement": agreed})

    found = what_changed(now, card, WORLD).fr

    assert found.replace("\u00a0", " ") == said


def test_two_different_agreements_never_share_a_mark() -> None:
    marks = [*of_resources(WORLD).values(), *of_members(WORLD).values()]

    assert all(one != other for one, other in combinations(marks, 2))
