"""Who answers together: the members, the people, and what binds them."""

from __future__ import annotations

from enum import StrEnum

from amikit.model.agreement import MemberAgreement
from amikit.model.entity import Entity, key
from amikit.model.values import Ref, Slug, Slugs, Whole, Words


class MemberKind(StrEnum):
    """What a member is; only a ``tiers-lieu`` is counted as a place."""

    PLACE = "tiers-lieu"
    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    COMPANY = "entreprise"
    NETWORK = "reseau"
    COLLECTIVE = "collectif"
    PUBLIC_BODY = "collectivite"


class Maturity(StrEnum):
    """Where a place stands; money for an emerging one needs no excuse."""

    EMERGING = "emergent"
    MATURE = "mature"


class Member(Entity):
    """Who answers: a legal person, or an informal collective (``membres/*.md``).

    Its id is the name of its file; its history is the prose below the front matter.
    """

    id: Slug = key("id", "Identifiant : le nom du fichier, sans .md.", "")
    name: str = key("nom", "Nom du membre.", "")
    kind: MemberKind | None = key(
        "genre", "tiers-lieu, association, cooperative, entreprise, reseau, collectif ou collectivite.", None
    )
    city: str = key("ville", "Ville.", "")
    since: Whole | None = key("depuis", "Année de création.", None)
    maturity: Maturity | None = key("maturite", "emergent ou mature.", None)
    legal_form: str = key("forme_juridique", "association, SCIC, SARL… ; vide pour un collectif informel.", "")
    siret: str = key("siret", "Numéro SIRET, 14 chiffres.", "")
    rna: str = key("rna", "Numéro RNA : W et 9 chiffres.", "")
    representative_id: Ref = key("representant", "Identifiant de la personne qui signe.", "")
    networks: Words = key("reseaux", "Réseaux d'appartenance.", many=True)
    referent_id: Ref = key("referent", "Identifiant de la personne à contacter.", "")
    needs: Slugs = key("besoins", "Besoins du lieu.", many=True)
    contributed_commons: Words = key("communs_contribues", "Communs auxquels le membre contribue déjà.", many=True)
    agreement: MemberAgreement | None = key("accord", "Sa réponse sur sa propre part, s'il a été sollicité.", None)

    @property
    def is_place(self) -> bool:
        """Whether it is counted as a place, by expectations and shares alike."""
        return self.kind is MemberKind.PLACE

    @property
    def is_legal_person(self) -> bool:
        """Whether it can sign and be paid: it has a legal form, or a registration number."""
        return bool(self.legal_form or self.siret or self.rna)


class Consortium(Entity):
    """Who answers together, and who signs for all."""

    name: str = key("nom", "Nom du consortium.", "")
    lead_id: Ref = key("chef_de_file", "Identifiant du membre qui porte la réponse.", "")
    mandate: str = key("mandat", "Ce que les autres membres confient au chef de file, et pour combien de temps.", "")
    territory: str = key("territoire", "Le territoire concerné.", "")
    page: str = key("page", "Page publique où écrire au consortium ; imprimée dans la note d'intention.", "")


class Person(Entity):
    """Someone who takes part, and in which role."""

    id: Slug = key("id", "Identifiant.")
    name: str = key("nom", "Nom de la personne.", "")
    role: str = key("role", "Son rôle dans la réponse.", "")
    member_id: Ref = key("membre", "Identifiant de son membre.", "")
