"""How the consortium decided: what was proposed, what was objected, what came out."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from amikit.model.entity import Entity, key
from amikit.model.values import Cents, Day, Ref, Slug, Words


class AllocationMode(StrEnum):
    """How the money was divided: by hand unless said otherwise, and always submitted to consent."""

    MANUAL = "manuelle"
    PROPORTIONAL = "proportionnelle"
    EQUAL_SHARES = "parts-egales"


class Ceiling(Entity):
    """What a resource receives at most."""

    resource_id: Ref = key("ressource", "Identifiant de la ressource.")
    amount_cents: Cents = key("montant", "Ce qu'elle reçoit au plus.")


class Allocation(Entity):
    """How the money was divided, and the decision that says so."""

    shorthand: ClassVar[str] = "mode"

    mode: AllocationMode = key("mode", "manuelle, proportionnelle ou parts-egales.", AllocationMode.MANUAL)
    decision_id: str = key("decision", "Identifiant de la décision qui l'a retenue.", "")
    ceilings: tuple[Ceiling, ...] = key("plafonds", "Ce que certaines ressources reçoivent au plus.", many=True)


class Objection(Entity):
    """What somebody could not accept, and what was changed so that they could."""

    by: str = key("par", "Qui l'a formulée.", "")
    says: str = key("texte", "L'objection.", "")
    integrated: str = key("integration", "Comment elle a été intégrée.", "")


class DecisionMode(StrEnum):
    """How the decision was taken, from the softest to the one that leaves a minority."""

    CONSENT = "consentement"
    CONSENT_MAJORITY = "majorite-par-consentement"
    CONSENSUS = "consensus"
    VOTE = "vote"


class DecisionOutcome(StrEnum):
    """What came out of it; only what is adopted commits anyone."""

    ADOPTED = "adoptee"
    REJECTED = "rejetee"
    POSTPONED = "reportee"


class DecisionSubject(StrEnum):
    """What was decided: the answer itself and each allocation need a decision of their own."""

    ANSWER = "reponse"
    ALLOCATION = "allocation"
    OTHER = "autre"


class Decision(Entity):
    """How the consortium decided something (``decisions/*.md``); the proposal is the prose."""

    id: Slug = key("id", "Identifiant : le nom du fichier, sans .md.", "")
    title: str = key("titre", "Ce qui a été décidé.", "")
    subject: DecisionSubject = key("objet", "reponse, allocation ou autre.", DecisionSubject.OTHER)
    on: Day | None = key("date", "Date de la décision.", None)
    facilitator: str = key("animation", "Qui animait.", "")
    participants: Words = key("participants", "Membres ou personnes présentes.", many=True)
    mode: DecisionMode | None = key("mode", "consentement, majorite-par-consentement, consensus ou vote.", None)
    objections: tuple[Objection, ...] = key(
        "objections", "Les objections, et comment chacune a été intégrée.", many=True
    )
    outcome: DecisionOutcome | None = key("issue", "adoptee, rejetee ou reportee.", None)
    review_on: Day | None = key("a_revoir_le", "Quand on en reparle.", None)
