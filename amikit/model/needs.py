"""The needs that places and resources name with the same words (``docs/besoins.md``)."""

from __future__ import annotations

from collections.abc import Mapping

from amikit.i18n import Text

NEEDS: Mapping[str, Text] = {
    "gestion": Text("gestion du lieu", "running the place"),
    "comptabilite": Text("comptabilité", "accounting"),
    "facturation": Text("facturation", "invoicing"),
    "adhesions": Text("adhésions et abonnements", "memberships and subscriptions"),
    "reservations": Text("réservations", "bookings"),
    "billetterie": Text("billetterie", "ticketing"),
    "caisse": Text("caisse", "till"),
    "contribution": Text("reconnaissance des contributions", "recognising contributions"),
    "documentation": Text("documentation", "documentation"),
    "entraide": Text("entraide", "mutual help"),
    "accompagnement": Text("accompagnement", "support"),
    "communication": Text("communication", "communication"),
    "acces-partage": Text("accès partagé entre lieux", "shared access between places"),
    "circuits-courts": Text("circuits courts", "short food circuits"),
    "monnaie-locale": Text("monnaie locale", "local currency"),
    "methode": Text("méthode", "method"),
    "animation": Text("animation", "facilitation"),
    "gouvernance": Text("gouvernance", "governance"),
}


def need_words(need: str) -> Text:
    """How a need reads in a sentence; the slug without its hyphens when nobody listed it."""
    return NEEDS.get(need, Text(need.replace("-", " "), need.replace("-", " ")))
