"""The record of a decision about an allocation, to fill in and sign: nothing in it says that it was adopted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amikit.compute.allocation.proposed import ProposedAllocation
from amikit.i18n import Language, Text, format_euros, say

_MARKS = re.compile(r"([\\`*_\[\]<>#|~$&])")
_FRONT = """\
---
titre: {title}
objet: allocation
# La date où le consortium aura décidé.
date:
animation:
participants: []
# consentement, majorite-par-consentement, consensus ou vote.
mode: consentement
objections:
#  - par: un-membre
#    texte: L'objection, telle qu'elle a été dite.
#    integration: Ce qu'elle a changé.
# adoptee, rejetee ou reportee : à écrire une fois la décision prise.
issue:
a_revoir_le:
---

"""
_TITLE = Text("Répartir l'argent entre les ressources", "Share the money among the resources")
_TO_DISCUSS = Text(
    "À décider ensemble. L'enveloppe est de {envelope_cents} ({why}). Les planchers, ce que les porteurs attendent, en prennent "
    "d'abord {floors_cents} ; restent {rest_cents} à répartir. La dernière colonne est à remplir pendant la rencontre.",
    "To decide together. The envelope is {envelope_cents} ({why}). Floors, which is what stewards expect, first take "
    "{floors_cents} of it; {rest_cents} are left to share. The last column is to be filled in during the meeting.",
)
_SUBMITTED = Text(
    "Proposition soumise au consentement des membres. L'enveloppe est de {envelope_cents} ({why}). Les planchers, ce que les "
    "porteurs attendent, en prennent d'abord {floors_cents}. Le reste : {basis}.",
    "Proposal submitted to the members' consent. The envelope is {envelope_cents} ({why}). Floors, which is what stewards "
    "expect, first take {floors_cents} of it. The rest: {basis}.",
)
_COLUMNS = {
    True: Text("Ressource|Plancher|Plafond|Proposé", "Resource|Floor|Ceiling|Proposed"),
    False: Text("Ressource|Plancher|Plafond|Décidé ensemble", "Resource|Floor|Ceiling|Decided together"),
}
_CAPTION = Text("La répartition proposée", "The proposed allocation")
_LEFT = Text("Reste à répartir", "Left to share")
_NAMED = Text("- **{name}** : {said}.", "- **{name}**: {said}.")
_NO_TIE = Text("Aucune égalité n'a été à trancher.", "There was no tie to break.")


def decision_text(allocation: ProposedAllocation, language: Language) -> str:
    """The whole file. Members' receipts are not in it, since the document prints it: ``amikit allocate`` gives them."""
    return _FRONT.format(title=_TITLE[language]) + "\n".join(_body(allocation, language)) + "\n"


def _body(allocation: ProposedAllocation, language: Language) -> Iterator[str]:
    facts = {
        "envelope_cents": allocation.envelope.cents,
        "why": allocation.envelope.reason,
        "floors_cents": allocation.floors_cents,
        "rest_cents": allocation.envelope.cents - allocation.floors_cents,
        "basis": allocation.basis,
    }
    yield _plain(say(_SUBMITTED if allocation.is_calculated else _TO_DISCUSS, facts, language))
    yield ""
    if allocation.completion is not None:
        said = allocation.completion.say(language)
        yield _plain(f"{said[:1].upper()}{said[1:]}.")
        yield ""
    yield from _table(allocation, language)
    yield ""
    for resource in allocation.resources:
        yield _named(resource.name, resource.reason.say(language), language)
    for step in allocation.steps:
        yield _named(f"{step.title} ({step.id})", step.reason.say(language), language)
    if allocation.is_calculated:
        yield ""
        ties = [tie.reason.say(language) for tie in allocation.ties]
        yield _plain(" ".join(f"{said[:1].upper()}{said[1:]}." for said in ties) or _NO_TIE[language])


def _table(allocation: ProposedAllocation, language: Language) -> Iterator[str]:
    columns = _COLUMNS[allocation.is_calculated][language].split("|")
    yield f"| {' | '.join(columns)} |"
    yield "|:---|---:|---:|---:|"
    for one in allocation.resources:
        amounts = (one.floor_cents, one.ceiling_cents, one.proposed_cents)
        cells = ["" if cents is None else format_euros(cents, language) for cents in amounts]
        yield f"| {' | '.join([_plain(one.name), *cells])} |"
    yield f"| {_LEFT[language]} |  |  | {format_euros(allocation.left_cents, language)} |"
    yield ""
    yield f": {_CAPTION[language]}"


def _named(name: str, said: str, language: Language) -> str:
    return say(_NAMED, {"name": _plain(name), "said": _plain(said)}, language)


def _plain(text: str) -> str:
    """A text that Markdown prints as it is, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.splitlines()))
