"""What templates see of the answers of stewards and members."""

from __future__ import annotations

from typing import Any

from amikit.compute.agreements import is_stale, part_fingerprint
from amikit.compute.parts import compute_parts
from amikit.i18n import format_date
from amikit.model.agreement import AgreementStatus, MemberAgreement
from amikit.render.labels import NOT_ASKED
from amikit.render.lexicon import Lexicon
from amikit.source.addresses import is_web_link


def view_agreement(lexicon: Lexicon, agreement: MemberAgreement | None, today: str) -> dict[str, Any]:
    """An answer; the sentence never says more than the consortium knows. ``today`` is the fingerprint that stands."""
    if agreement is None:
        words = NOT_ASKED[lexicon.language]
        return {
            "status": "", "label": words, "by": "", "on": None, "proof": "", "reservations": "", "is_stale": False,
            "sentence": words,
        }  # fmt: skip
    is_other = is_stale(agreement, today)
    sentence = lexicon.label(agreement.status)
    if agreement.on:
        day = format_date(agreement.on, lexicon.language)
        sentence += lexicon.choose(f" le {day}", f" on {day}")
    if agreement.by:
        sentence += f" ({agreement.by})"  # a name keeps its article and its capital
    if is_other:
        sentence += lexicon.choose(", sur une version antérieure", ", about an earlier version")
    # A file of the consortium's own is still its word: anyone can read an address.
    if agreement.status is not AgreementStatus.ASKED and not is_web_link(agreement.proof):
        sentence += lexicon.choose(", déclaré par le consortium", ", as declared by the consortium")
    return {
        "status": agreement.status.value,
        "label": lexicon.label(agreement.status),
        "by": agreement.by,
        "on": agreement.on,
        "proof": agreement.proof,
        "reservations": agreement.reservations,
        "is_stale": is_other,
        "sentence": sentence,
    }


def view_member_agreements(lexicon: Lexicon) -> dict[str, dict[str, Any]]:
    """The answer of each member about its own part, by its id; nothing while no member was asked."""
    dossier = lexicon.proposal.dossier
    if not any(member.agreement for member in dossier.members):
        return {}
    parts = compute_parts(dossier, lexicon.proposal.catalog)
    return {
        member_id: view_agreement(lexicon, part.member.agreement, part_fingerprint(part, dossier))
        for member_id, part in parts.items()
    }
