"""The register of an annex: each row made again; what was agreed to; what stewards say today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amikit.annex.claims import claims_of
from amikit.annex.schema import Annex, AnnexExpectation, AnnexFigure, AnnexResource, AnnexRow
from amikit.compute.fingerprint import fingerprint, member_fingerprint
from amikit.compute.ledger import Status
from amikit.compute.parts import compute_parts
from amikit.compute.proposal import Proposal
from amikit.model.agreement import AgreementStatus
from amikit.model.catalog import Catalog, Expectation, Figure, Standing
from amikit.verify.verdict import Check, Light

_SHORT = 8


def check_reciprocity(annex: Annex, proposal: Proposal) -> Iterator[Check]:
    """Row by row, resource by resource; then the answers of stewards, and who relies on what without funding it."""
    found = claims_of(proposal).rows
    wrong = [one for one in annex.resources if one.rows != found.get(one.id, ())]
    for resource in wrong:
        yield _row_check(resource, found.get(resource.id, ()))
    if not wrong and annex.resources:
        yield Check("ledger", Light.GREEN, {"resources_count": sum(one.is_declared for one in annex.resources)})
    changed = [one for one in annex.resources if one.is_declared and one.fingerprint != _fingerprint(one, proposal)]
    for resource in changed:
        yield Check("fingerprint", Light.RED, {"resource": resource.name})
    yield from _agreements(annex)
    yield from _members(annex, proposal)
    yield from _unfunded(annex)


def _row_check(resource: AnnexResource, found: tuple[AnnexRow, ...]) -> Check:
    """The first figure of the register that is not the one computed."""
    for said, made in zip(resource.rows, found, strict=False):
        for name, value in said.model_dump().items():
            other = made.model_dump()[name]
            if value != other:
                facts = {"resource": resource.name, "expectation": said.expectation_id, "figure": name}
                unit = name.rpartition("_")[2] if name.endswith(("_cents", "_hours")) else "word"
                return Check("row", Light.RED, facts | {f"said_{unit}": value, f"found_{unit}": other})
    return Check(
        "rows", Light.RED, {"resource": resource.name, "said_count": len(resource.rows), "found_count": len(found)}
    )


def _fingerprint(resource: AnnexResource, proposal: Proposal) -> str:
    use = proposal.dossier.uses_by_id[resource.id]
    card = proposal.catalog.by_id[resource.id]
    return fingerprint(use, card, proposal.dossier.budget, [one.act_digest for one in resource.commitments])


def _agreements(annex: Annex) -> Iterator[Check]:
    members = {member.id for member in annex.consortium.members}
    declared = [one for one in annex.resources if one.is_declared]
    asked = [one for one in declared if one.steward_member_id not in members]
    if not asked:
        return
    by_status = dict.fromkeys((*AgreementStatus, None), 0)
    for resource in asked:
        by_status[resource.agreement.status if resource.agreement else None] += 1
        agreement = resource.agreement
        if agreement and agreement.fingerprint and agreement.fingerprint != resource.fingerprint:
            facts = {
                "resource": resource.name,
                "agreed": agreement.fingerprint[:_SHORT],
                "now": resource.fingerprint[:_SHORT],
            }
            yield Check("agreement-stale", Light.AMBER, facts)
    accepted = by_status[AgreementStatus.ACCEPTED]
    counts = {
        "accepted_count": accepted,
        "asked_count": len(asked),
        "reserved_count": by_status[AgreementStatus.RESERVED],
        "refused_count": by_status[AgreementStatus.REFUSED],
        "waiting_count": by_status[AgreementStatus.ASKED],
        "unasked_count": by_status[None],
        "by_members_count": len(declared) - len(asked),
    }
    yield Check("agreements", Light.GREEN if accepted == len(asked) else Light.AMBER, counts)


def _members(annex: Annex, proposal: Proposal) -> Iterator[Check]:
    """The members' parts, made again; and what they answered, where anyone was asked."""
    acts = {one.id: [each.act_digest for each in one.commitments] for one in annex.resources}
    parts, mandate = compute_parts(proposal.dossier, proposal.catalog), annex.consortium.mandate_digest
    for member in annex.consortium.members:
        found = member_fingerprint(parts[member.id], proposal.dossier.budget, acts, mandate)
        if member.fingerprint != found:
            yield Check("member-fingerprint", Light.RED, {"member": member.name})
        agreement = member.agreement
        if agreement and agreement.fingerprint and agreement.fingerprint != member.fingerprint:
            facts = {
                "member": member.name,
                "agreed": agreement.fingerprint[:_SHORT],
                "now": member.fingerprint[:_SHORT],
            }
            yield Check("member-agreement-stale", Light.AMBER, facts)
    given = [member.agreement.status for member in annex.consortium.members if member.agreement]
    if given:
        accepted, asked = given.count(AgreementStatus.ACCEPTED), len(annex.consortium.members)
        light = Light.GREEN if accepted == asked else Light.AMBER
        yield Check("member-agreements", light, {"accepted_count": accepted, "asked_count": asked})


def _unfunded(annex: Annex) -> Iterator[Check]:
    """Resources of which a firm expectation is answered by nothing."""
    names = [one.name for one in annex.resources if any(row.status is Status.ABSENT for row in one.rows)]
    if names:
        yield Check("unfunded", Light.AMBER, {"names": names, "names_count": len(names)})


def check_catalog(annex: Annex, catalog: Catalog) -> Iterator[Check]:
    """What the reader's own catalog says today of each resource: what changed since is no fault of the answer."""
    changed, unknown = [], []
    for resource in annex.resources:
        if not resource.is_declared or resource.is_own:
            continue
        card = catalog.get(resource.id)
        if card is None:
            unknown.append(resource.name)
        elif _firm(card.expectations) != _firm(resource.expectations):
            changed.append(resource.name)
    if changed:
        yield Check("catalog-changed", Light.AMBER, {"names": changed, "names_count": len(changed)})
    if unknown:
        yield Check("catalog-unknown", Light.AMBER, {"names": unknown, "names_count": len(unknown)})
    if not changed and not unknown and any(one.is_declared and not one.is_own for one in annex.resources):
        yield Check("catalog", Light.GREEN)


def _firm(expectations: Iterable[Expectation | AnnexExpectation]) -> set[tuple[object, ...]]:
    """What stewards firmly expect, as it can be compared; what is proposed or to be agreed changes with each day."""
    return {
        (one.id, one.form, one.trigger, *_figure(one.figure))
        for one in expectations
        if one.standing in (Standing.PUBLISHED, Standing.AGREED)
    }


def _figure(one: Figure | AnnexFigure | None) -> tuple[object, ...]:
    if one is None:
        return ()
    hours, rate = (str(value) if value is not None else None for value in (one.hours, one.share_rate))
    return one.amount_cents, hours, rate, one.per
