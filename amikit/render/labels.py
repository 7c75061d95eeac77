"""How the words of the files read in a sentence, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from amikit.i18n import Language, Text
from amikit.model.agreement import AgreementStatus
from amikit.model.budget import DestinationKind, Funding, Nature
from amikit.model.catalog import Form, ResourceKind, Standing, Usage
from amikit.model.consortium import Maturity, MemberKind
from amikit.model.decision import DecisionMode, DecisionOutcome
from amikit.model.dossier import IfPartial, MeetingKind

_LABELS: Mapping[Enum, Text] = {
    MemberKind.PLACE: Text("tiers-lieu", "third place"),
    MemberKind.ASSOCIATION: Text("association", "association"),
    MemberKind.COOPERATIVE: Text("coopérative", "cooperative"),
    MemberKind.COMPANY: Text("entreprise", "company"),
    MemberKind.NETWORK: Text("réseau", "network"),
    MemberKind.COLLECTIVE: Text("collectif", "collective"),
    MemberKind.PUBLIC_BODY: Text("collectivité", "public body"),
    Maturity.EMERGING: Text("émergent", "emerging"),
    Maturity.MATURE: Text("bien implanté", "well established"),
    ResourceKind.SOFTWARE: Text("logiciel", "software"),
    ResourceKind.DOCUMENTATION: Text("documentation", "documentation"),
    ResourceKind.COMMUNITY: Text("communauté", "community"),
    ResourceKind.SERVICE: Text("service", "service"),
    ResourceKind.METHOD: Text("méthode", "method"),
    ResourceKind.DATA: Text("données", "data"),
    ResourceKind.HARDWARE: Text("matériel", "hardware"),
    Usage.MENTION: Text("citation", "mention"),
    Usage.USE: Text("usage", "use"),
    Usage.DEPLOYMENT: Text("déploiement", "deployment"),
    Usage.SUPPORT: Text("accompagnement", "support given to others"),
    Form.CASH: Text("argent", "money"),
    Form.TIME: Text("temps", "time"),
    Form.ACT: Text("geste", "act"),
    Standing.AGREED: Text("convenu", "agreed"),
    Standing.PUBLISHED: Text("publié", "published"),
    Standing.PROPOSED: Text("proposé", "proposed"),
    Standing.TO_AGREE: Text("à convenir", "to be agreed"),
    IfPartial.PRO_RATA: Text("réduit dans la même proportion", "reduced in the same proportion"),
    IfPartial.KEPT: Text("maintenu en entier", "kept in full"),
    IfPartial.VOID: Text("abandonné", "dropped"),
    Funding.ASKED: Text("sollicité", "asked"),
    Funding.ACQUIRED: Text("acquis", "acquired"),
    Funding.OWN: Text("fonds propres", "own funds"),
    Nature.CASH: Text("argent", "cash"),
    Nature.VOLUNTEERING: Text("bénévolat", "volunteering"),
    Nature.LOAN: Text("mise à disposition", "loan"),
    Nature.FREE_SERVICE: Text("prestation gratuite", "free service"),
    Nature.GIFT: Text("don en nature", "gift in kind"),
    DestinationKind.COORDINATION: Text("coordination", "coordination"),
    MeetingKind.VISION: Text("partager la vision", "share the vision"),
    MeetingKind.WORK: Text("répartir le travail", "split the work"),
    MeetingKind.PEOPLE: Text("mieux se connaître", "know each other"),
    MeetingKind.MILESTONE: Text("jalon", "milestone"),
    MeetingKind.OTHER: Text("rencontre", "meeting"),
    DecisionMode.CONSENT: Text("par consentement", "by consent"),
    DecisionMode.CONSENT_MAJORITY: Text("à la majorité par consentement", "by majority through consent"),
    DecisionMode.CONSENSUS: Text("par consensus", "by consensus"),
    DecisionMode.VOTE: Text("par un vote", "by a vote"),
    DecisionOutcome.ADOPTED: Text("adoptée", "adopted"),
    DecisionOutcome.REJECTED: Text("rejetée", "rejected"),
    DecisionOutcome.POSTPONED: Text("reportée", "postponed"),
    AgreementStatus.ASKED: Text("demandé", "asked"),
    AgreementStatus.ACCEPTED: Text("accordé", "agreed"),
    AgreementStatus.RESERVED: Text("accordé avec réserves", "agreed with reservations"),
    AgreementStatus.REFUSED: Text("refusé", "refused"),
}

GROUPS: Mapping[DestinationKind | None, str] = {
    DestinationKind.RESOURCE: "resource",
    DestinationKind.PLACE: "place",
    DestinationKind.COORDINATION: "coordination",
    None: "coordination",
}

NOT_ASKED = Text("pas encore demandé", "not asked yet")


def label(value: Enum | None, language: Language) -> str:
    """The word for a value of the files; empty for none."""
    return "" if value is None else _LABELS[value][language]
