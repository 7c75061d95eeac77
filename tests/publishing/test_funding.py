"""funding.json for a steward: what is known, what is missing, and nothing promised that counts as received."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import amikit
from amikit.compute.proposal import Proposal
from amikit.i18n import LANGUAGES, Language
from amikit.model.catalog import Expectation, Figure, Form, Per, Resource, ResourceKind, Standing, Steward
from amikit.model.values import Period
from amikit.publishing.funding import FundingDraft, draft_funding
from tests.dossiers import EXAMPLES
from tests.publishing.worlds import REGRANTS, changed, minimal

SCHEMA: Any = json.loads(
    (Path(__file__).parent / "data" / "funding-v1.derived.schema.json").read_text(encoding="utf-8")
)
KNOWN: dict[str, Any] = {
    "entity.name": "Les Plumes voisines",
    "entity.type": "group",
    "entity.email": "bonjour@exemple.fr",
    "entity.description": "Des gens qui écrivent.",
    "entity.webpageUrl": {"url": "https://exemple.fr"},
    "projects[0].description": "Un carnet commun.",
    "projects[0].webpageUrl": {"url": "https://exemple.fr/carnet"},
    "projects[0].repositoryUrl": {"url": "https://exemple.fr/depot"},
    "projects[0].licenses": ["spdx:CC-BY-SA-4.0"],
    "projects[0].tags": ["documentation"],
    "funding.channels": [{"guid": "virement", "type": "bank"}],
    "funding.plans": [
        {"guid": "don", "status": "active", "name": "Don", "amount": 1, "currency": "EUR", "frequency": "other"}
    ],
}


def completed(draft: FundingDraft) -> dict[str, Any]:
    """The draft, with what a steward would add where it is missing."""
    content: dict[str, Any] = json.loads(json.dumps(draft.content))
    for where, _ in draft.missing:
        first, _, last = where.partition(".")
        part = content["projects"][0] if first.startswith("projects") else content[first]
        part[last] = KNOWN[where]
    return content


def lacks(content: Any) -> list[str]:
    """What the schema says of a draft."""
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    return sorted(f"{error.json_path} {error.message}" for error in checker.iter_errors(content))


def examples() -> Iterator[tuple[str, str]]:
    for name in ("monscobar", "premiers-pas", "lieu-totem"):
        proposal = amikit.check(EXAMPLES / name).proposal
        assert proposal is not None
        yield from ((name, resource_id) for resource_id in proposal.catalog.by_id)


@pytest.mark.parametrize(("name", "resource_id"), list(examples()))
def test_a_draft_lacks_exactly_what_it_says_that_it_lacks(name: str, resource_id: str) -> None:
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None

    draft = draft_funding(proposal, proposal.catalog.by_id[resource_id], "fr")

    assert len(lacks(draft.content)) == len(draft.missing)
    assert all("is a required property" in fault for fault in lacks(draft.content))
    assert lacks(completed(draft)) == []


CARD = Resource(
    id="carnet",
    name="Carnet des voisinages",
    kind=ResourceKind.DOCUMENTATION,
    steward=Steward(name="La Cour", contact="https://exemple.fr", member_id="cour"),
    licence="CC-BY-SA-4.0 OR MIT",
    links={"site": "https://exemple.fr/carnet", "code": "https://exemple.fr/depot"},
    expectations=(
        Expectation(id="entretien", description="Entretenir.", form=Form.CASH, standing=Standing.PUBLISHED,
                    figure=Figure(amount_cents=150_050, per=Per.YEAR)),
        Expectation(id="accueil", form=Form.CASH, standing=Standing.AGREED, figure=Figure(amount_cents=1_000, per=Per.PLACE)),
        Expectation(id="idee", form=Form.CASH, standing=Standing.PROPOSED, figure=Figure(amount_cents=999)),
        Expectation(id="part", form=Form.CASH, standing=Standing.PUBLISHED, figure=Figure(share_rate=Fraction(1, 50))),
        Expectation(id="relire", form=Form.ACT, standing=Standing.PUBLISHED),
        Expectation(id="temps", form=Form.TIME, standing=Standing.PUBLISHED, figure=Figure(hours=Fraction(10))),
        Expectation(id="un-jour", form=Form.CASH, standing=Standing.TO_AGREE),
        Expectation(id="jadis", form=Form.CASH, standing=Standing.PUBLISHED, figure=Figure(amount_cents=5_000),
                    valid=Period(end_on=date(2020, 12, 31))),
    ),
)  # fmt: skip


def draft(proposal: Proposal | None = None, language: Language = "fr") -> FundingDraft:
    return draft_funding(proposal or minimal(), CARD, language)


def test_plans_are_the_figures_that_the_steward_published_or_agreed() -> None:
    plans = draft().content["funding"]["plans"]

    assert [(plan["guid"], plan["amount"], plan["frequency"], plan["description"]) for plan in plans] == [
        ("entretien", 1500.5, "yearly", "par an"),
        ("accueil", 10, "other", "par lieu"),
    ]


def test_what_the_format_cannot_hold_is_left_out_and_said() -> None:
    assert [name for name, _ in draft().left_out] == ["idee", "part", "relire", "temps", "un-jour", "jadis"]


def test_a_licence_keeps_its_spdx_names() -> None:
    assert draft().content["projects"][0]["licenses"] == ["spdx:CC-BY-SA-4.0", "spdx:MIT"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_promised_is_never_an_income(language: Language) -> None:
    history = draft(changed(budget=REGRANTS), language).content["funding"]["history"]

    assert [sorted(one) for one in history] == [["currency", "description", "year"]]
    [one] = history
    assert "Un carnet pour deux lieux" in one["description"]
    assert ("pas reçu" if language == "fr" else "not received") in one["description"]
    assert ("1\u202f000,00\u00a0€" if language == "fr" else "€1,000.00") in one["description"]


def test_an_answer_that_pays_a_resource_nothing_adds_no_history() -> None:
    proposal = changed()

    assert "history" not in draft_funding(proposal, CARD.model_copy(update={"id": "autre"}), "fr").content["funding"]


def test_nobody_is_named_and_an_example_says_that_it_is_one() -> None:
    proposal = changed({"title": "Le carnet d'Ana Préface", "notice": "Exemple."})

    [one] = draft(proposal).content["funding"]["history"]

    assert "Préface" not in one["description"]
    assert one["description"].endswith(". Exemple.")


def test_a_resource_of_which_nothing_is_known_has_a_draft_of_nothing() -> None:
    bare = Resource(id="x", name="X", kind=ResourceKind.DATA)

    made = draft_funding(minimal(), bare, "fr")

    assert made.content["projects"] == [{"guid": "x-0", "name": "X"}]
    assert [where for where, _ in made.missing] == list(KNOWN)
    assert lacks(completed(made)) == []
