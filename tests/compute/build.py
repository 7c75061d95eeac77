"""A small world for these tests: two places, a cooperative, and the resource Dokos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from amikit.model.budget import Budget, Expense, Income
from amikit.model.call import Call
from amikit.model.catalog import Catalog, Expectation, Figure, Form, Resource, ResourceKind, Standing, Steward
from amikit.model.consortium import Member, MemberKind
from amikit.model.dossier import Commitment, Dossier, LinePart, ResourceUse, Section, Settings
from amikit.model.values import Period
from amikit.source.markdown import parse_markdown

BARAKA = Member(id="baraka", name="Baraka", kind=MemberKind.PLACE, legal_form="SCIC")
COROUTINE = Member(id="la-coroutine", name="La Coroutine", kind=MemberKind.PLACE)
COOP = Member(id="la-coop", name="La Coop", kind=MemberKind.COOPERATIVE, legal_form="SCIC")
MEMBERS = (BARAKA, COROUTINE, COOP)
THREE_YEARS = Period(start_on=date(2021, 1, 1), end_on=date(2023, 12, 31))
CALL = Call(id="fabrique", title="Fabrique", funder="anct", funder_name="Agence nationale")


def resource(resource_id: str = "dokos", **fields: Any) -> Resource:
    given: dict[str, Any] = {
        "name": resource_id.capitalize(),
        "kind": ResourceKind.SOFTWARE,
        "steward": Steward(name="Les porteurs"),
    }
    return Resource(id=resource_id, **(given | fields))


def member_resource(resource_id: str = "forum") -> Resource:
    """A resource that the cooperative, a member, looks after."""
    return resource(resource_id, steward=Steward(name="La Coop", member_id="la-coop"))


def catalog(*resources: Resource, own: frozenset[str] = frozenset()) -> Catalog:
    return Catalog({one.id: one for one in resources}, own)


def expects(figure: Figure | None = None, **fields: Any) -> Expectation:
    given = {"id": "cofinancement", "form": Form.CASH, "standing": Standing.PUBLISHED, "figure": figure}
    return Expectation(**(given | fields))


def use(*commitments: Commitment, resource_id: str = "dokos", **fields: Any) -> ResourceUse:
    return ResourceUse(resource_id=resource_id, commitments=commitments, **fields)


def pays(*lines: str | LinePart, answers: str = "cofinancement") -> Commitment:
    parts = tuple(LinePart(line_id=line) if isinstance(line, str) else line for line in lines)
    return Commitment(answers_id=answers, lines=parts)


def expense(line_id: str, cents: int | None = None, destination: str = "ressource:dokos", **fields: Any) -> Expense:
    given = {"destination": destination, "payee": "porteur", "account": "6571"} | fields
    return Expense(id=line_id, amount_cents=cents, **given)


def income(line_id: str, cents: int, **fields: Any) -> Income:
    given = {"funder": "anct", "account": "74"} | fields
    return Income(id=line_id, amount_cents=cents, **given)


def dossier(
    *lines: Expense | Income,
    members: tuple[Member, ...] = MEMBERS,
    sections: Mapping[str, str] | None = None,
    histories: Mapping[str, str] | None = None,
    **settings: Any,
) -> Dossier:
    """A dossier of three years, unless told otherwise."""
    expenses = tuple(line for line in lines if isinstance(line, Expense))
    incomes = tuple(line for line in lines if isinstance(line, Income))
    texts = {name: parse_markdown(text, Path(f"sections/{name}.md")) for name, text in (sections or {}).items()}
    return Dossier(
        root=Path(),
        settings=Settings(**({"period": THREE_YEARS} | settings)),
        members=members,
        histories={name: parse_markdown(text, Path(f"membres/{name}.md")) for name, text in (histories or {}).items()},
        sections={name: Section(name, prose) for name, prose in texts.items()},
        budget=Budget(expenses, incomes),
    )
