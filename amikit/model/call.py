"""What a funder publishes, and asks for: ``templates/<call>/template.yaml``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from pydantic import PrivateAttr

from amikit.model.entity import Entity, key
from amikit.model.values import Cents, Day, Rate, Slug, Slugs, Whole, Words, YesNo


class Requirement(Entity):
    """Where the call says so."""

    shorthand: ClassVar[str] = "document"

    document: str = key("document", "Titre ou adresse du document.", "")
    page: str = key("page", "Page, si elle est connue.", "")
    quote: str = key("citation", "Le passage exact.", "")


class Limit(Entity):
    """A figure of the call, with its source; a number nobody published stays empty."""

    amount_cents: Cents | None = key("montant", "Montant en euros.", None)
    rate: Rate | None = key("taux", "Taux : 70 %.", None)
    months: Whole | None = key("mois", "Nombre de mois.", None)
    source: Requirement | None = key("source", "Où l'appel le dit.", None)


class Ceilings(Entity):
    """What the call limits; a limit that nobody published is None, and holds nobody back."""

    amount_min: Limit | None = key("montant_min", "Montant minimal.", None)
    amount_max: Limit | None = key("montant_max", "Montant maximal.", None)
    per_year_max: Limit | None = key("par_an_max", "Montant maximal par an.", None)
    public_rate_max: Limit | None = key("taux_public_max", "Taux maximal de financement public.", None)
    aid_rate_max: Limit | None = key(
        "taux_aide_max", "Part maximale des charges en argent que l'appel finance lui-même.", None
    )
    indirect_rate_max: Limit | None = key(
        "taux_indirect_max", "Taux maximal de charges indirectes, rapportées aux autres charges.", None
    )
    duration_max: Limit | None = key("duree_max", "Durée maximale.", None)


class SectionRole(StrEnum):
    """What a section is for, when amikit itself has something to do there."""

    CRITERIA = "criteres"
    """It says where each criterion is answered: it is filled in once the others are."""
    MONEY = "argent"
    """The cover's notice, which is mostly about figures, is printed there again."""


class SectionSpec(Entity):
    """One section of the answer, in the order of the document."""

    id: Slug = key("id", "Identifiant : le nom du fichier de sections/.")
    title: str = key("titre", "Titre imprimé.")
    required: YesNo = key("obligatoire", "oui si l'appel l'exige.", False)
    own_words: YesNo = key("a_ecrire", "oui si le consortium doit écrire cette section lui-même.", False)
    words_max: Whole | None = key("mots_max", "Nombre maximal de mots.", None)
    words_min: Whole | None = key("mots_min", "En dessous, la section paraîtra maigre.", None)
    pages_max: Whole | None = key("pages_max", "Nombre maximal de pages.", None)
    role: SectionRole | None = key(
        "role", "criteres si la section dit où chaque critère est traité ; argent si c'est celle du budget.", None
    )
    guidance: str = key("conseil", "Ce qu'on attend ici, pour qui écrit.", "")
    source: Requirement | None = key("source", "Où l'appel le demande.", None)


class AttachmentSpec(Entity):
    """A document to join to the answer."""

    id: Slug = key("id", "Identifiant de la pièce.")
    title: str = key("titre", "Nom de la pièce.")
    required: YesNo = key("obligatoire", "oui si l'appel l'exige.", True)
    source: Requirement | None = key("source", "Où l'appel la demande.", None)


class Criterion(Entity):
    """What the funder will judge by, and the sections that answer it unless the dossier says otherwise."""

    id: Slug = key("id", "Identifiant du critère.")
    title: str = key("titre", "Le critère, en mots simples.")
    section_ids: Slugs = key("sections", "Sections qui y répondent d'ordinaire.", many=True)
    source: Requirement | None = key("source", "Où l'appel l'énonce.", None)


class FieldSpec(Entity):
    """A blank of the template that the consortium fills in ``champs`` of dossier.yaml."""

    id: Slug = key("id", "Identifiant du champ.")
    title: str = key("titre", "Ce qui est demandé.")
    example: str = key("exemple", "Un exemple de réponse.", "")
    section_id: str = key("section", "La section où il est imprimé.", "")
    is_number: YesNo = key("nombre", "oui si la réponse est un nombre seul : le modèle écrit ce qui le suit.", False)


class PassingOn(StrEnum):
    """Whether the call lets the lead pass money on to others."""

    ALLOWED = "autorise"
    FORBIDDEN = "interdit"
    UNSAID = "non-precise"


class Edition(Entity):
    """Which edition of the call the template follows: figures change from one to the next."""

    on: Day | None = key("date", "Date de l'édition de l'appel.", None)
    label: str = key("nom", "Nom de l'édition : vague 2020…", "")
    url: str = key("url", "Adresse de l'appel.", "")
    seen_on: Day | None = key("consulte_le", "Date de consultation.", None)


class Call(Entity):
    """A call: its sections, ceilings, attachments and criteria, each with its source."""

    id: Slug = key("id", "Identifiant : le nom du dossier.")
    title: str = key("titre", "Nom de l'appel.")
    kind: str = key("genre", "appel à manifestation d'intérêt, appel à projets, marché…", "")
    funder: str = key("financeur", "Qui finance, tel qu'écrit dans budget/recettes.csv.", "")
    funder_name: str = key("financeur_nom", "Nom complet du financeur.", "")
    is_public: YesNo = key("public", "oui si le financeur est public.", True)
    edition: Edition = key("edition", "L'édition de l'appel.", Edition())
    sections: tuple[SectionSpec, ...] = key("sections", "Les sections, dans l'ordre.", many=True)
    ceilings: Ceilings = key("plafonds", "Les plafonds, avec leur source.", Ceilings())
    attachments: tuple[AttachmentSpec, ...] = key("pieces", "Les pièces demandées.", many=True)
    criteria: tuple[Criterion, ...] = key("criteres", "Les critères.", many=True)
    fields: tuple[FieldSpec, ...] = key("champs", "Les blancs du modèle.", many=True)
    languages: Words = key("langues", "Les langues dans lesquelles le modèle est écrit.", ("fr",))
    commons_min_rate: Rate | None = key("part_communs_min", "Part minimale aux ressources.", None)
    counts_own_resources: YesNo = key(
        "compte_ressources_propres", "oui si l'appel compte les ressources portées par les membres.", False
    )
    passing_on: PassingOn = key("reversement", "autorise, interdit ou non-precise.", PassingOn.UNSAID)
    notes: str = key("remarque", "Ce qui n'est pas établi à propos de l'appel.", "")

    _root: Path = PrivateAttr(default=Path())

    @property
    def root(self) -> Path:
        """The folder of the template."""
        return self._root

    def found_in(self, folder: Path) -> Call:
        """The same call, whose template is in that folder: where a file lies is not written in it."""
        call = self.model_copy()
        call._root = folder
        return call

    def section(self, section_id: str) -> SectionSpec | None:
        """The section of that id; None when the call has no such section."""
        return next((spec for spec in self.sections if spec.id == section_id), None)
