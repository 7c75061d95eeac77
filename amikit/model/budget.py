"""What the consortium plans to spend and to receive, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from amikit.model.entity import Entity, key
from amikit.model.licences import is_open, read_licence
from amikit.model.values import Cents, Hours, Ref, Whole, as_slug
from amikit.money import round_half_up
from amikit.spelling import fold


class Nature(StrEnum):
    """Cash, or one of the kinds of voluntary contribution in kind (accounts 86 and 87)."""

    CASH = "argent"
    VOLUNTEERING = "benevolat"
    LOAN = "mise-a-disposition"
    FREE_SERVICE = "prestation-gratuite"
    GIFT = "don-en-nature"


class Funding(StrEnum):
    """How sure an income is; what the consortium puts in itself is never public money, whatever its account."""

    ASKED = "sollicite"
    ACQUIRED = "acquis"
    OWN = "propre"


class DestinationKind(StrEnum):
    """What a line feeds; money fed to a resource counts to it on conditions, see ``compute/shares.py``."""

    RESOURCE = "ressource"
    PLACE = "lieu"
    COORDINATION = "coordination"


@dataclass(frozen=True, slots=True)
class Destination:
    """What a line feeds: ``ressource:dokos``, ``ressource:dokos/etape``, ``lieu:baraka``, ``coordination``."""

    kind: DestinationKind
    target_id: str = ""
    step_id: str = ""

    def __str__(self) -> str:
        step = f"/{self.step_id}" if self.step_id else ""
        return f"{self.kind.value}:{self.target_id}{step}" if self.target_id else self.kind.value


class PayeeKind(StrEnum):
    """Who is paid: a member, the steward of the line's resource, or somebody else."""

    MEMBER = "membre"
    STEWARD = "porteur"
    THIRD_PARTY = "tiers"


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid: a member's id, ``porteur`` (the steward of the line's resource), or ``tiers:nom``."""

    kind: PayeeKind
    name: str = ""

    def __str__(self) -> str:
        if self.kind is PayeeKind.MEMBER:
            return self.name
        return f"tiers:{self.name}" if self.kind is PayeeKind.THIRD_PARTY else "porteur"


@dataclass(frozen=True, slots=True)
class Deliverable:
    """What a line leaves to everyone: ``quoi | licence | où c'est publié``."""

    title: str
    licence: str = ""
    where: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether it says what, under which open licence, and where it is published."""
        return bool(self.title and self.where and is_open(self.licence))


_once = lru_cache(maxsize=4_096)
"""The cells of a table repeat one another: each text is read once."""


def _parse_destination(value: Any) -> Any:
    return _destination(value) if isinstance(value, str) else value


@_once
def _destination(value: str) -> Any:
    kind, _, rest = value.strip().partition(":")
    target, step = (as_slug(part.strip()) for part in rest.partition("/")[::2])
    kind = fold(kind)
    if kind == DestinationKind.COORDINATION and not rest:
        return Destination(DestinationKind.COORDINATION)
    if kind == DestinationKind.RESOURCE and target:
        return Destination(DestinationKind.RESOURCE, target, step)
    if kind == DestinationKind.PLACE and target and not step:
        return Destination(DestinationKind.PLACE, target)
    raise PydanticCustomError("destination", "{text}", {"text": value})


def _parse_payee(value: Any) -> Any:
    return _payee(value) if isinstance(value, str) else value


@_once
def _payee(value: str) -> Any:
    text = value.strip()
    kind, colon, name = text.partition(":")
    if colon and fold(kind) == PayeeKind.THIRD_PARTY:
        return Payee(PayeeKind.THIRD_PARTY, name.strip())
    if fold(text) == PayeeKind.STEWARD:
        return Payee(PayeeKind.STEWARD)
    return Payee(PayeeKind.MEMBER, as_slug(text))


def _parse_deliverable(value: Any) -> Any:
    return _deliverable(value) if isinstance(value, str) else value


@_once
def _deliverable(value: str) -> Any:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) > 3:
        raise PydanticCustomError("deliverable", "{text}", {"text": value})
    title, licence, where = (*parts, "", "")[:3]
    return Deliverable(title, read_licence(licence), where)


_AS_TEXT = WithJsonSchema({"type": "string"})


class BudgetLine(Entity):
    """What an expense and an income have in common."""

    id: str = key("ligne", "Identifiant de la ligne : D1, R1…")
    label: str = key("libelle", "Libellé.", "")
    year: Whole | None = key("annee", "Année civile.", None)
    nature: Nature = key(
        "nature", "argent, benevolat, mise-a-disposition, prestation-gratuite ou don-en-nature.", Nature.CASH
    )
    amount_cents: Cents | None = key("montant", "Montant en euros.", None)
    account: str = key("compte", "Compte du plan comptable associatif.", "")
    funder: str = key("financeur", "Qui finance.", "")

    @property
    def cents(self) -> int:
        """What the line is worth; 0 while it is blank."""
        return self.amount_cents or 0

    @property
    def is_cash(self) -> bool:
        """Whether the line is money; contributions in kind are worth something too, and are nobody's cash."""
        return self.nature is Nature.CASH

    @property
    def address(self) -> str:
        """What an exception names: ``budget/D3``."""
        return f"budget/{self.id}"


class Expense(BudgetLine):
    """One line of what will be spent, in cash or in kind (``budget/depenses.csv``)."""

    destination: Annotated[Destination | None, BeforeValidator(_parse_destination), _AS_TEXT] = key(
        "destination", "ressource:dokos, ressource:dokos/etape, lieu:baraka ou coordination.", None
    )
    axis_id: Ref = key("axe", "Identifiant de l'axe.", "")
    hours: Hours | None = key("heures", "Nombre d'heures.", None)
    rate_cents: Cents | None = key("taux", "Taux horaire en euros.", None)
    payee: Annotated[Payee | None, BeforeValidator(_parse_payee), _AS_TEXT] = key(
        "beneficiaire", "Qui est payé : un membre, porteur, ou tiers:nom.", None
    )
    person_id: Ref = key("personne", "Identifiant de la personne.", "")
    deliverable: Annotated[Deliverable | None, BeforeValidator(_parse_deliverable), _AS_TEXT] = key(
        "livrable", "Ce qui est publié : quoi | licence | où.", None
    )
    reason: str = key("motif", "Pourquoi cette dépense, surtout pour un lieu.", "")

    @property
    def cents(self) -> int:
        """The amount of the line; hours × rate, rounded to the cent, when the amount is blank."""
        if self.amount_cents is not None:
            return self.amount_cents
        if self.hours is not None and self.rate_cents is not None:
            return round_half_up(self.hours * self.rate_cents)
        return 0

    @property
    def worked_hours(self) -> Fraction:
        """The hours of the line; amount ÷ rate when the hours are blank; 0 without either."""
        if self.hours is not None:
            return self.hours
        if self.amount_cents is not None and self.rate_cents:
            return Fraction(self.amount_cents, self.rate_cents)
        return Fraction(0)

    def feeds(self, resource_id: str) -> bool:
        """Whether the line's destination is that resource."""
        destination = self.destination
        return (
            destination is not None
            and destination.kind is DestinationKind.RESOURCE
            and destination.target_id == resource_id
        )


class Income(BudgetLine):
    """One line of what will be received, in cash or in kind (``budget/recettes.csv``)."""

    status: Funding = key("statut", "sollicite, acquis ou propre.", Funding.ASKED)


@dataclass(frozen=True)
class Budget:
    """All the lines, in the order they were written."""

    expenses: tuple[Expense, ...] = ()
    incomes: tuple[Income, ...] = ()

    @cached_property
    def expenses_by_id(self) -> Mapping[str, Expense]:
        """Lines by id; of two lines with one id, the first."""
        lines: dict[str, Expense] = {}
        for line in self.expenses:
            lines.setdefault(line.id, line)
        return lines
