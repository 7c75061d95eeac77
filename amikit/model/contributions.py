"""What was really done and paid, as people declare it: ``suivi/contributions.csv``, a format of our own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amikit.model.budget import Nature
from amikit.model.entity import Entity, key
from amikit.model.values import Cents, Day, Hours, Ref
from amikit.source.markdown import Prose


class ContributionKind(StrEnum):
    """What was given: a nature of the budget, under the same word, or an act that no line prices."""

    CASH = "argent"
    VOLUNTEERING = "benevolat"
    LOAN = "mise-a-disposition"
    FREE_SERVICE = "prestation-gratuite"
    GIFT = "don-en-nature"
    ACT = "geste"

    @property
    def nature(self) -> Nature | None:
        """The nature of the budget lines that it carries out; None for an act."""
        return None if self is ContributionKind.ACT else Nature(self.value)


class Contribution(Entity):
    """One line: who did or received what, for which resource, on which day."""

    on: Day | None = key("date", "Jour : 2027-03-12.", None)
    resource_id: Ref = key("ressource", "Identifiant de la ressource ; vide, celle de la ligne du budget.", "")
    person_id: Ref = key("personne", "Identifiant de la personne ; obligatoire dès qu'il y a des heures.", "")
    kind: ContributionKind = key(
        "genre",
        "argent, benevolat, mise-a-disposition, prestation-gratuite, don-en-nature ou geste.",
        ContributionKind.CASH,
    )
    hours: Hours | None = key("heures", "Nombre d'heures.", None)
    amount_cents: Cents | None = key(
        "montant", "Montant en euros ; vide, les heures au taux de la ligne du budget.", None
    )
    line_id: str = key("ligne", "La ligne du budget qu'elle réalise : D3 ; ou R1, pour de l'argent reçu.", "")
    evidence: str = key("preuve", "Ce qui le montre : facture, adresse d'une page publiée.", "")


@dataclass(frozen=True, slots=True)
class Journal:
    """The folder ``suivi/``: what was declared, and what the consortium says of it."""

    contributions: tuple[Contribution, ...] = ()
    summary: Prose | None = None
    """``suivi/bilan.md``: what was done, in words."""
    explanations: Prose | None = None
    """``suivi/ecarts.md``: why it is not what was planned."""
    indirect: Prose | None = None
    """``suivi/charges-indirectes.md``: how running costs are shared out between what the consortium does."""
    remarks: Prose | None = None
    """``suivi/observations.md``: what else the funder should know."""
