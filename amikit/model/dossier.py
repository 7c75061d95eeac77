"""The folder that a consortium writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from amikit.i18n import Language
from amikit.model.accounts import AccountPlan
from amikit.model.agreement import Agreement
from amikit.model.budget import Budget
from amikit.model.catalog import Usage
from amikit.model.consortium import Consortium, Member, Person
from amikit.model.decision import Allocation, Decision
from amikit.model.entity import Entity, key
from amikit.model.values import (
    Cents,
    Day,
    Hours,
    Licence,
    Period,
    Rate,
    Ref,
    Slug,
    Slugs,
    Texts,
    Whole,
    YesNo,
    one_or_many,
)
from amikit.source.markdown import Prose
from amikit.source.span import Span


class Axis(Entity):
    """A line of work of the answer."""

    id: Slug = key("id", "Identifiant.")
    title: str = key("titre", "Titre de l'axe.", "")
    summary: str = key("resume", "Ce que l'axe change, en une ou deux phrases.", "")


class Choice(Entity):
    """Whether a piece of the answer reuses a common resource or brings its own."""

    shorthand: ClassVar[str] = "ressource"

    resource_id: Ref = key("ressource", "Identifiant de la ressource réutilisée, ou propre.", "propre")
    reason: str = key("motif", "Pourquoi faire à part.", "")
    licence: Licence = key("licence", "Licence sous laquelle ce sera publié.", "")
    where: str = key("ou", "Où ce sera publié.", "")

    @property
    def is_own(self) -> bool:
        """Whether the consortium brings its own, instead of reusing a resource."""
        return self.resource_id == "propre"


class Choices(Entity):
    """Reuse or reinvent: the three questions of the common approach."""

    method: Choice | None = key("methode", "La méthode d'accompagnement.", None)
    tools: Choice | None = key("outils", "Les outils.", None)
    documentation: Choice | None = key("documentation", "La documentation.", None)


class LinePart(Entity):
    """The part of a budget line that answers an expectation; the whole line without a figure."""

    shorthand: ClassVar[str] = "ligne"

    line_id: str = key("ligne", "Identifiant d'une ligne de budget/depenses.csv.")
    amount_cents: Cents | None = key("montant", "Part de la ligne, en euros.", None)
    hours: Hours | None = key("heures", "Part de la ligne, en heures.", None)


class Commitment(Entity):
    """What the consortium promises back: lines of the budget, or an act with who and when."""

    answers_id: Ref = key("reponse_a", "Identifiant de l'attente ; rien pour une contribution libre.", "")
    lines: tuple[LinePart, ...] = key("lignes", "Les lignes du budget qui paient cet engagement.", many=True)
    description: str = key("description", "L'engagement, en une phrase.", "")
    responsible_id: str = key("responsable", "Identifiant du membre ou de la personne qui s'en charge.", "")
    due_on: Day | None = key("echeance", "Pour quand.", None)

    @property
    def is_empty(self) -> bool:
        """Whether it promises nothing yet: neither a line, nor what, who or when."""
        return not (self.lines or self.description.strip() or self.responsible_id or self.due_on)


class IfPartial(StrEnum):
    """What becomes of a commitment if the funder grants less."""

    PRO_RATA = "prorata"
    KEPT = "maintenu"
    VOID = "caduc"


class ResourceUse(Entity):
    """How the answer relies on a resource, and what it promises back."""

    resource_id: Ref = key("ressource", "Identifiant de la ressource dans le catalogue.")
    usages: Annotated[tuple[Usage, ...], BeforeValidator(one_or_many)] = key(
        "usage", "citation, usage, deploiement, accompagnement.", (Usage.USE,)
    )
    purpose: str = key("pour", "À quoi la ressource sert dans cette réponse.", "")
    place_ids: Slugs = key("lieux", "Les lieux concernés ; tous si rien n'est dit.", many=True)
    axis_ids: Slugs = key("axes", "Les axes concernés.", many=True)
    commitments: tuple[Commitment, ...] = key("engagements", "Ce que le consortium promet en retour.", many=True)
    agreement: Agreement | None = key("accord", "La réponse du porteur, s'il a été sollicité.", None)
    if_partial: IfPartial | None = key(
        "si_partiel", "Si le financeur accorde moins : prorata, maintenu ou caduc.", None
    )


class MentionOnly(Entity):
    """A resource that is named without being relied on, and why."""

    shorthand: ClassVar[str] = "ressource"

    resource_id: Ref = key("ressource", "Identifiant de la ressource.")
    reason: str = key("motif", "Pourquoi la citer sans engagement.", "")


class Exemption(Entity):
    """A finding that the consortium lets through, in the open."""

    rule_code: str = key("regle", "Code du constat : REC004.")
    where: str = key("ou", "Où : ressources/dokos, budget/D3… ; partout si rien n'est dit.", "")
    reason: str = key("motif", "Pourquoi ; imprimé dans le document.", "")


class MeetingKind(StrEnum):
    """What a date of the calendar is for; the first three are the meetings that a consortium needs."""

    VISION = "vision"
    WORK = "repartition"
    PEOPLE = "connaissance"
    MILESTONE = "jalon"
    OTHER = "autre"


class Event(Entity):
    """A date of the calendar: a milestone, or a meeting planned to share, split or know."""

    title: str = key("titre", "Ce qui se passe.", "")
    start_on: Day | None = key("debut", "Premier jour.", None)
    end_on: Day | None = key("fin", "Dernier jour.", None)
    kind: MeetingKind = key("genre", "vision, repartition, connaissance, jalon ou autre.", MeetingKind.MILESTONE)
    axis_id: Ref = key("axe", "Identifiant de l'axe.", "")


class Indicator(Entity):
    """How the consortium will know that it works."""

    title: str = key("titre", "Ce qui est mesuré.", "")
    target: str = key("cible", "La valeur visée.", "")
    method: str = key("mesure", "Comment on le mesure.", "")
    axis_id: Ref = key("axe", "Identifiant de l'axe.", "")


class Attachment(Entity):
    """A document that the call asks for: who brings it, and where it is."""

    id: Slug = key("id", "Identifiant de la pièce, tel que l'appel le donne.")
    file: str = key("fichier", "Chemin du fichier dans le dossier, ou vide.", "")
    provided: YesNo = key("jointe", "oui quand la pièce est prête.", False)
    responsible_id: str = key("responsable", "Qui l'apporte.", "")
    due_on: Day | None = key("echeance", "Pour quand.", None)


class CriterionAnswer(Entity):
    """Where a criterion of the call is answered."""

    criterion_id: Slug = key("critere", "Identifiant du critère, tel que l'appel le donne.")
    section_ids: Slugs = key("sections", "Les sections qui y répondent.", many=True)
    in_short: str = key("en_bref", "La réponse en une phrase.", "")


class Supporter(Entity):
    """Who stands by the answer without being part of it."""

    name: str = key("nom", "Nom de la structure ou de la personne.", "")
    is_person: YesNo = key("personne", "oui pour une personne, non pour une structure.", False)
    says: str = key("texte", "Ce qu'elle apporte ou déclare.", "")


class SectionMode(StrEnum):
    """Whether the consortium's prose comes with the template's text, or takes its place."""

    COMPLETES = "complete"
    REPLACES = "remplace"


class SectionFront(Entity):
    """What stands above the prose of ``sections/*.md``."""

    mode: SectionMode = key("mode", "complete (par défaut) ou remplace le texte du modèle.", SectionMode.COMPLETES)
    title: str = key("titre", "Titre de la section, si celui du modèle ne convient pas.", "")


class Settings(Entity):
    """``dossier.yaml``: everything that is neither prose nor a table."""

    title: str = key("titre", "Titre de la réponse.", "")
    subtitle: str = key("sous_titre", "Sous-titre de la réponse.", "")
    summary: str = key("resume", "La réponse en deux ou trois phrases.", "")
    call_id: str = key("appel", "Identifiant de l'appel : le dossier du modèle.", "")
    language: Language = key("langue", "Langue du document : fr ou en.", "fr")
    notice: str = key("avertissement", "Ce que toute personne qui lit doit savoir, imprimé en couverture.", "")
    period: Period = key("periode", "Début et fin du projet.", Period())
    deadline_on: Day | None = key("date_limite", "Date limite de dépôt.", None)
    consortium: Consortium = key("consortium", "Qui répond ensemble.", Consortium())
    people: tuple[Person, ...] = key("personnes", "Les personnes et leurs rôles.", many=True)
    axes: tuple[Axis, ...] = key("axes", "Les axes de travail.", many=True)
    choices: Choices = key("choix", "Réutiliser ou faire à part : méthode, outils, documentation.", Choices())
    uses: tuple[ResourceUse, ...] = key(
        "ressources", "Les ressources communes sur lesquelles la réponse s'appuie.", many=True
    )
    mentions_only: tuple[MentionOnly, ...] = key(
        "mentions_sans_engagement", "Ressources citées sans s'appuyer dessus.", many=True
    )
    needs: Slugs = key("besoins", "Les besoins communs.", many=True)
    events: tuple[Event, ...] = key("calendrier", "Jalons et rencontres.", many=True)
    indicators: tuple[Indicator, ...] = key("indicateurs", "Comment on saura que cela marche.", many=True)
    attachments: tuple[Attachment, ...] = key("pieces", "Les pièces demandées par l'appel.", many=True)
    criteria: tuple[CriterionAnswer, ...] = key(
        "criteres", "Où chaque critère de l'appel reçoit sa réponse.", many=True
    )
    supporters: tuple[Supporter, ...] = key("soutiens", "Qui soutient la démarche.", many=True)
    supported_places_count: Whole | None = key("lieux_accompagnes", "Nombre de lieux accompagnés.", None)
    volunteering_rate_cents: Cents | None = key("taux_benevolat", "Valeur d'une heure de bénévolat, en euros.", None)
    commons_min_rate: Rate | None = key("part_communs_min", "Part minimale aux ressources : 50 %.", None)
    exemptions: tuple[Exemption, ...] = key(
        "exceptions", "Les constats que le consortium laisse passer, avec leur motif.", many=True
    )
    account_plan: AccountPlan = key(
        "plan_comptable",
        "2018 (en vigueur), ou portail : celui de l'État échange les comptes 870 et 875.",
        AccountPlan.IN_FORCE,
    )
    allocation: Allocation = key("allocation", "Comment l'argent a été réparti.", Allocation())
    fields: Texts = key("champs", "Les champs propres au modèle de l'appel.", {})


@dataclass(frozen=True)
class Section:
    """Prose of the consortium that completes or replaces a section of the template."""

    id: str
    prose: Prose
    front: SectionFront = field(default_factory=SectionFront)

    def at(self) -> Span:
        """The beginning of its file."""
        return Span(self.prose.path)


@dataclass(frozen=True)
class Dossier:
    """The whole folder, read."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    members: tuple[Member, ...] = ()
    histories: Mapping[str, Prose] = field(default_factory=dict)
    """The prose of each member's file, by member id."""
    sections: Mapping[str, Section] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    motions: Mapping[str, Prose] = field(default_factory=dict)
    """The prose of each decision's file, by decision id."""
    budget: Budget = field(default_factory=Budget)
    images: Mapping[str, Path] = field(default_factory=dict)
    """The file of each image that prose names, by target as written: checked, inside the folder."""
    bad_images: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with the other targets: ``missing``, ``outside``, ``remote``, ``kind``…"""
    turned_images: frozenset[str] = frozenset()
    """The targets whose camera asks for the picture to be turned when it is shown."""
    missing_files: frozenset[str] = frozenset()
    """Files that attachments name and that are not in the folder."""
    unreadable: frozenset[str] = frozenset()
    """Addresses of what exists but could not be read, or not all of it (``membres/baraka``,
    ``budget/depenses``, ``dossier/calendrier``): no rule calls it missing."""
    unread_places: frozenset[tuple[Path, int, int]] = frozenset()
    """Path, line, column of each value that could not be read: no rule finds fault there again."""

    def is_unread(self, place: Span) -> bool:
        """Whether what stands there could not be read, and was said."""
        return (place.path, place.line, place.column) in self.unread_places

    def is_in_unread_table(self, place: Span) -> bool:
        """Whether a table is at fault as a whole there: its cells may be those of another column."""
        return place.path.parent == self.root / "budget" and f"budget/{place.path.stem}" in self.unreadable

    @property
    def is_budget_read(self) -> bool:
        """Whether every cell of the budget could be read: its sums mean nothing otherwise."""
        is_elsewhere = any(name.startswith("budget/") for name in self.unreadable)
        return not is_elsewhere and not any(path.parent == self.root / "budget" for path, _, _ in self.unread_places)

    @property
    def proses(self) -> Iterator[tuple[str, Prose]]:
        """Everything that the consortium wrote as prose, with what an exception names: ``sections/qui``."""
        for name, section in self.sections.items():
            yield f"sections/{name}", section.prose
        for name, prose in self.histories.items():
            yield f"membres/{name}", prose
        for name, prose in self.motions.items():
            yield f"decisions/{name}", prose

    @cached_property
    def members_by_id(self) -> Mapping[str, Member]:
        """The members, by the name of their file."""
        return {member.id: member for member in self.members}

    @cached_property
    def members_of_people(self) -> Mapping[str, str]:
        """The id of the member of each person, by the person's id, as far as it is said."""
        people = reversed(self.settings.people)  # of two with one id, the first
        return {one.id: one.member_id for one in people if one.member_id in self.members_by_id}

    def member_in_charge(self, responsible_id: str) -> str:
        """The member that answers for something: itself, or that of the person who is named; empty for another."""
        return (
            responsible_id if responsible_id in self.members_by_id else self.members_of_people.get(responsible_id, "")
        )

    @property
    def lead(self) -> Member | None:
        """The member who signs; None while it is not named, or not one."""
        return self.members_by_id.get(self.settings.consortium.lead_id)

    @property
    def places(self) -> tuple[Member, ...]:
        """The members who are places."""
        return tuple(member for member in self.members if member.is_place)

    @cached_property
    def uses_by_id(self) -> Mapping[str, ResourceUse]:
        """The declared resources; one declared twice is read the first time."""
        uses: dict[str, ResourceUse] = {}
        for use in self.settings.uses:
            uses.setdefault(use.resource_id, use)
        return uses
