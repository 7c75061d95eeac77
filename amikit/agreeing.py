"""From a dossier to what is asked of each steward and each member, and to what an answer changes in the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amikit.compute.agreements import (
    Batch,
    compute_batches,
    is_stale,
    part_fingerprint,
    use_fingerprint,
    written_fingerprint,
)
from amikit.compute.parts import MemberPart, compute_parts
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.compute.reason import Reason
from amikit.diagnostics import Report
from amikit.i18n import Text
from amikit.model.agreement import AgreementStatus, MemberAgreement
from amikit.model.call import Call
from amikit.model.catalog import Resource
from amikit.pipeline import AnyPath, load_folder

_CALL_KEY = "appel"
_NO_CALL = Call(id="sans-appel", title="")
_STEWARDED = Text(
    "{member}, qui en prend soin, est membre : sa part se demande avec « --member {id} »",
    "{member}, which looks after it, is a member: its part is asked with “--member {id}”",
)
_NOT_IN_CATALOG = Text("elle n'est pas dans le catalogue", "it is not in the catalog")
_ANSWERED = Text(
    "l'accord est déjà donné, sur ce qui est écrit aujourd'hui", "the agreement is already given, about what is written today"
)  # fmt: skip
_UNMARKED = Text(
    "un accord est déjà noté, sans empreinte qui dise sur quoi", "an agreement is noted, without a fingerprint to say about what"
)  # fmt: skip
_REFUSED = Text("le refus est déjà noté", "the refusal is already noted")
_ALONE = Text("la réponse n'a pas d'autre membre", "the answer has no other member")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read; nothing is asked nor noted while a file cannot be."""

    report: Report
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be asked, and of whom nothing is, and why."""

    batches: tuple[Batch, ...] = ()
    parts: tuple[MemberPart, ...] = ()
    left: tuple[tuple[str, Reason], ...] = field(default=())
    """A name, and why there is no letter."""

    @property
    def idle_batches(self) -> tuple[Batch, ...]:
        """The stewards to whom nothing is promised yet."""
        return tuple(
            batch for batch in self.batches if all(one.is_empty for use, _ in batch.uses for one in use.commitments)
        )

    @property
    def idle_parts(self) -> tuple[MemberPart, ...]:
        """The members that nothing names yet; the lead signs, which is something."""
        return tuple(part for part in self.parts if part.is_empty and not part.is_lead)


def load_known(root: AnyPath, *, catalogs: Sequence[AnyPath] = (), template: AnyPath | None = None) -> Known:
    """The dossier with all that is computed; only what cannot be read in the report, and then no proposal."""
    loaded = load_folder(Path(root), catalogs=catalogs, template=template)
    # An agreement is asked the same way whatever the call.
    unreadable = [found for found in loaded.diagnostics if found.is_unreadable and found.about != _CALL_KEY]
    if loaded.dossier is None or unreadable:
        return Known(Report.of(unreadable or loaded.diagnostics))
    return Known(Report.of([]), compute_proposal(loaded.dossier, loaded.catalog, loaded.call or _NO_CALL))


def ask_everyone(proposal: Proposal) -> Asked:
    """Every steward and every member who did not answer yet, or answered about something else."""
    dossier = proposal.dossier
    asked: list[str] = []
    left: list[tuple[str, Reason]] = []
    for use in dossier.uses_by_id.values():
        resource = proposal.catalog.get(use.resource_id)
        why = _why_not(resource, proposal)
        if why is None and resource is not None:
            why = _is_settled(use.agreement, use_fingerprint(use, resource, dossier))
        if why is None:
            asked.append(use.resource_id)
        else:
            left.append((resource.name if resource else use.resource_id, why))
    parts: list[MemberPart] = []
    for part in compute_parts(dossier, proposal.catalog).values():
        why = _is_settled(part.member.agreement, part_fingerprint(part, dossier))
        if len(dossier.members) < 2:
            why = Reason(_ALONE)
        if why is None:
            parts.append(part)
        else:
            left.append((part.member.name or part.member.id, why))
    return Asked(compute_batches(proposal, asked), tuple(parts), tuple(left))


def ask(proposal: Proposal, resource_ids: Sequence[str], member_ids: Sequence[str]) -> Asked:
    """Those that are named, whatever they answered; every id is one that the dossier knows."""
    left = []
    asked = []
    for resource_id in dict.fromkeys(resource_ids):
        resource = proposal.catalog.get(resource_id)
        why = _why_not(resource, proposal)
        if why is None:
            asked.append(resource_id)
        else:
            left.append((resource.name if resource else resource_id, why))
    parts = compute_parts(proposal.dossier, proposal.catalog)
    return Asked(compute_batches(proposal, asked), tuple(parts[one] for one in dict.fromkeys(member_ids)), tuple(left))


def _why_not(resource: Resource | None, proposal: Proposal) -> Reason | None:
    if resource is None:
        return Reason(_NOT_IN_CATALOG)
    steward_id = resource.steward.member_id if resource.steward else None
    member = proposal.dossier.members_by_id.get(steward_id or "")
    if member is not None:
        return Reason(_STEWARDED, {"member": member.name or member.id, "id": member.id})
    return None


def _is_settled(agreement: MemberAgreement | None, today: str) -> Reason | None:
    if agreement is None or is_stale(agreement, today):
        return None
    if agreement.status is AgreementStatus.ACCEPTED:
        return Reason(_ANSWERED if written_fingerprint(agreement) else _UNMARKED)
    return Reason(_REFUSED) if agreement.status is AgreementStatus.REFUSED else None


def fingerprint_of(proposal: Proposal, name: str, *, is_member: bool) -> str:
    """What the steward of a declared resource, or a member, would agree to today; empty for an unknown card."""
    dossier = proposal.dossier
    if is_member:
        return part_fingerprint(compute_parts(dossier, proposal.catalog)[name], dossier)
    resource = proposal.catalog.get(name)
    return use_fingerprint(dossier.uses_by_id[name], resource, dossier) if resource else ""
