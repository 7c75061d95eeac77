"""Shared resources, who looks after them, and what they hope for in return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from amikit.model.entity import Entity, key
from amikit.model.values import Cents, Day, Hours, Period, Rate, Slug, Slugs, Texts, Words, one_or_many


class ResourceKind(StrEnum):
    """What a resource is made of; also the folder of its card."""

    SOFTWARE = "logiciel"
    DOCUMENTATION = "documentation"
    COMMUNITY = "communaute"
    SERVICE = "service"
    METHOD = "methode"
    DATA = "donnees"
    HARDWARE = "materiel"


class Availability(StrEnum):
    """Whether the resource can be relied on today."""

    AVAILABLE = "disponible"
    COMING = "en-cours"


class Form(StrEnum):
    """What a reciprocity is made of; the three never add up."""

    CASH = "argent"
    TIME = "temps"
    ACT = "nature"


class Usage(StrEnum):
    """How an answer relies on a resource; also what triggers an expectation."""

    MENTION = "citation"
    USE = "usage"
    DEPLOYMENT = "deploiement"
    SUPPORT = "accompagnement"

    @property
    def triggers(self) -> frozenset[Usage]:
        """The triggers that this usage sets off: citation ⊂ usage ⊂ deploiement;
        accompagnement includes usage and citation, not deploiement."""
        return _TRIGGERS[self]


_TRIGGERS: Mapping[Usage, frozenset[Usage]] = {
    Usage.MENTION: frozenset({Usage.MENTION}),
    Usage.USE: frozenset({Usage.MENTION, Usage.USE}),
    Usage.DEPLOYMENT: frozenset({Usage.MENTION, Usage.USE, Usage.DEPLOYMENT}),
    Usage.SUPPORT: frozenset({Usage.MENTION, Usage.USE, Usage.SUPPORT}),
}


class Per(StrEnum):
    """What a figure is counted by."""

    ANSWER = "reponse"
    MEMBER = "membre"
    PLACE = "lieu"
    SUPPORTED_PLACE = "lieu-accompagne"
    YEAR = "an"
    PLACE_YEAR = "lieu-an"


class Honour(StrEnum):
    """A way to give back: buying is one only where the steward says so."""

    CONTRIBUTION = "contribution"
    PURCHASE = "achat"


class Standing(StrEnum):
    """How firm an expectation is."""

    AGREED = "convenu"
    PUBLISHED = "publie"
    PROPOSED = "propose"
    TO_AGREE = "a-convenir"


class Source(Entity):
    """Where a fact comes from."""

    shorthand = "url"

    url: str = key("url", "Adresse de la page ou du document.", "")
    title: str = key("titre", "Titre de la page ou du document.", "")
    seen_on: Day | None = key("consulte_le", "Date de consultation : 2026-11-22.", None)
    quote: str = key("citation", "Le passage sur lequel s'appuie le fait.", "")
    says: str = key("apport", "Ce que cette source apprend, en quelques mots.", "")


class Steward(Entity):
    """Who looks after a resource."""

    shorthand = "nom"

    name: str = key("nom", "Nom de la structure ou du groupe qui prend soin de la ressource.", "")
    contact: str = key("contact", "Page ou adresse publique pour lui écrire.", "")
    member_id: Slug | None = key("membre", "Identifiant du membre du consortium, si le porteur en est un.", None)
    note: str = key("remarque", "Ce qui est incertain à propos du porteur.", "")


class Figure(Entity):
    """The figure of an expectation: an amount, hours, or a share of the amount asked."""

    amount_cents: Cents | None = key("montant", "Montant en euros : 1 500,00 (jamais entre accolades).", None)
    hours: Hours | None = key("heures", "Nombre d'heures.", None)
    share_rate: Rate | None = key("part", "Part du montant demandé : 2 %.", None)
    per: Per = key("par", "Ce qui est compté : reponse, membre, lieu, lieu-accompagne, an ou lieu-an.", Per.ANSWER)


class Expectation(Entity):
    """What a steward hopes for from an answer that relies on the resource.

    Social, attached to citing a resource in an answer: neither a legal duty nor a
    licence term.
    """

    id: Slug = key("id", "Identifiant, unique dans la ressource.")
    description: str = key("description", "Ce qui est attendu, en une phrase.", "")
    form: Form = key("forme", "argent, temps (heures non payées) ou nature (un geste).")
    trigger: Usage = key(
        "declencheur", "À partir de quel usage : citation, usage, deploiement, accompagnement.", Usage.USE
    )
    figure: Figure | None = key("attendu", "Le chiffre attendu ; rien s'il est à convenir.", None)
    valid: Period = key("valable", "Période pendant laquelle l'attente est tenue pour valable.", Period())
    honoured_by: Annotated[tuple[Honour, ...], BeforeValidator(one_or_many)] = key(
        "honore_par", "contribution ; et achat seulement si le porteur le dit.", (Honour.CONTRIBUTION,)
    )
    standing: Standing = key("statut", "convenu, publie, propose ou a-convenir.", Standing.TO_AGREE)
    source: Source | None = key("source", "Où le porteur l'a écrit.", None)


class NextStep(Entity):
    """A piece of work that would make the resource grow."""

    id: Slug = key("id", "Identifiant, unique dans la ressource.")
    title: str = key("titre", "Le travail, en quelques mots.", "")
    cost_cents: Cents | None = key("cout", "Coût en euros.", None)
    hours: Hours | None = key("heures", "Nombre d'heures.", None)
    deliverable: str = key("livrable", "Ce qui sera publié.", "")
    start_on: Day | None = key("debut", "Premier jour.", None)
    end_on: Day | None = key("fin", "Dernier jour.", None)
    standing: Standing = key("statut", "convenu, publie, propose ou a-convenir.", Standing.PROPOSED)
    source: Source | None = key("source", "Où c'est écrit.", None)


class Resource(Entity):
    """A shared resource: software, documentation, community, service, method, data, hardware."""

    id: Slug = key("id", "Identifiant : le nom du fichier, sans .yaml.")
    name: str = key("nom", "Nom, tel qu'on l'imprime.")
    kind: ResourceKind = key("genre", "logiciel, documentation, communaute, service, methode, donnees ou materiel.")
    summary: str = key("resume", "Ce que c'est, en une phrase.", "")
    availability: Availability = key("disponibilite", "disponible ou en-cours.", Availability.AVAILABLE)
    steward: Steward | None = key("porteur", "Qui prend soin de la ressource.", None)
    licence: str | None = key(
        "licence", "Identifiant SPDX (AGPL-3.0-or-later, CC-BY-SA-4.0) ; vide si non connue.", None
    )
    links: Texts = key("liens", "Adresses utiles : site, code, documentation.", {})
    needs: Slugs = key("besoins", "Les besoins auxquels la ressource répond.", many=True)
    interest: str = key("interet", "Ce que la ressource apporte à qui répond à un appel.", "")
    names: Words = key("noms", "Ce qui compte comme une mention de la ressource.", many=True)
    short_names: Words = key(
        "noms_courts", "Mots courants : une mention seulement si le dossier déclare la ressource.", many=True
    )
    replaces: Words = key("remplace", "Les solutions non libres que la ressource peut remplacer.", many=True)
    expectations: tuple[Expectation, ...] = key("reciprocites", "Ce que le porteur attend en retour.", many=True)
    next_steps: tuple[NextStep, ...] = key(
        "prochaines_etapes", "Les travaux qui feraient grandir la ressource.", many=True
    )
    note: str = key("remarque", "Ce qui n'est pas établi et qu'il faut savoir.", "")
    sources: tuple[Source, ...] = key("sources", "D'où viennent les faits de cette fiche.", many=True)

    def expectation(self, expectation_id: str) -> Expectation | None:
        """The expectation of that id, if the resource has one."""
        return next((item for item in self.expectations if item.id == expectation_id), None)


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every resource known here, by id: the shipped ones and the dossier's own."""

    by_id: Mapping[str, Resource] = field(default_factory=dict)
    own_ids: frozenset[str] = frozenset()
    """The resources that only this dossier knows."""
    unreadable_ids: frozenset[str] = frozenset()
    """Resources whose file could not be read: they exist, so no rule calls them unknown."""

    def get(self, resource_id: str) -> Resource | None:
        """The resource of that id; None for one that is unknown, or that could not be read."""
        return self.by_id.get(resource_id)

    def knows(self, resource_id: str) -> bool:
        """Whether the resource exists, even if its card could not be read."""
        return resource_id in self.by_id or resource_id in self.unreadable_ids
