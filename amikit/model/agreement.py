"""What those who are relied upon answered: a steward about its resource, a member about its part."""

from __future__ import annotations

from enum import StrEnum

from amikit.model.entity import Entity, key
from amikit.model.values import Cents, Day, Hours, Ref


class AgreementStatus(StrEnum):
    """Where an answer stands; no agreement at all means that nobody asked."""

    ASKED = "demande"
    ACCEPTED = "accepte"
    RESERVED = "reserve"
    REFUSED = "refuse"


class MemberAgreement(Entity):
    """A member's answer about its own part, as the consortium reports it."""

    status: AgreementStatus = key("statut", "demande, accepte, reserve ou refuse.")
    by: str = key("par", "Qui a répondu.", "")
    on: Day | None = key("le", "Date de la demande ou de la réponse.", None)
    reservations: str = key("reserves", "Les réserves exprimées.", "")
    proof: str = key("preuve", "Où la réponse se lit : une adresse, ou un fichier du dossier.", "")
    fingerprint: str = key("empreinte", "Empreinte de ce sur quoi porte la réponse.", "")


class AgreedFigure(Entity):
    """A figure that the steward agreed to: it takes the place of the catalog's, and is firm."""

    answers_id: Ref = key("reponse_a", "Identifiant de l'attente.")
    amount_cents: Cents | None = key("montant", "Montant convenu.", None)
    hours: Hours | None = key("heures", "Heures convenues.", None)


class Agreement(MemberAgreement):
    """The steward's answer about its resource, as the consortium reports it."""

    figures: tuple[AgreedFigure, ...] = key("montants", "Les chiffres convenus, attente par attente.", many=True)
