"""What templates see of the resources, and of the register of reciprocity."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from amikit.compute.ledger import STATUS_WORDS, Row
from amikit.compute.proposal import Proposal
from amikit.compute.shares import Hands
from amikit.i18n import Language, Text, format_date, format_euros, format_hours, format_list
from amikit.model.catalog import Form, Resource
from amikit.model.dossier import Agreement, AgreementStatus, ResourceUse
from amikit.render.labels import NOT_ASKED, label
from amikit.render.view_budget import payee_name, view_deliverable

_DASH = "—"


def view_resources(
    proposal: Proposal, names: Mapping[str, str], axes: Mapping[str, str], language: Language
) -> list[dict[str, Any]]:
    """The declared resources that the catalog knows, in the dossier's order."""
    view = []
    for use in proposal.dossier.uses_by_id.values():
        resource = proposal.catalog.get(use.resource_id)
        if resource is not None:
            view.append(_resource(proposal, use, resource, names, axes, language))
    return view


def _resource(
    proposal: Proposal,
    use: ResourceUse,
    resource: Resource,
    names: Mapping[str, str],
    axes: Mapping[str, str],
    language: Language,
) -> dict[str, Any]:
    lines = [line for line in proposal.dossier.budget.expenses if line.is_cash and line.feeds(resource.id)]
    steward = resource.steward
    places = use.place_ids or tuple(place.id for place in proposal.dossier.places)
    links = [resource.links[name] for name in ("site", *resource.links) if name in resource.links]
    return {
        "id": resource.id,
        "name": resource.name,
        "kind_label": label(resource.kind, language),
        "summary": resource.summary,
        "interest": resource.interest,
        "licence": resource.licence or "",
        "link": links[0] if links else "",
        "note": resource.note,
        "is_own": resource.id in proposal.catalog.own_ids,
        "steward": {
            "name": steward.name if steward else "",
            "contact": steward.contact if steward else "",
            "note": steward.note if steward else "",
            "is_member": bool(steward and steward.member_id in proposal.dossier.members_by_id),
        },
        "purpose": use.purpose,
        "usages": [label(usage, language) for usage in use.usages],
        "places": [names.get(place, place) for place in places],
        "axes": [axes.get(axis, axis) for axis in use.axis_ids],
        "axis_ids": list(use.axis_ids),
        "cash_cents": sum(line.cents for line in lines),
        "counted_cents": proposal.shares.of_resource(resource.id),
        "steward_cents": proposal.shares.of_resource(resource.id, Hands.STEWARD),
        "lines": [
            {
                "id": line.id,
                "label": line.label,
                "cents": line.cents,
                "year": line.year,
                "payee": payee_name(proposal, line, names, language),
                "deliverable": view_deliverable(line),
            }
            for line in lines
        ],
        "rows": [_row(row, names, language) for row in proposal.ledger.of_resource(resource.id)],
        "agreement": _agreement(use.agreement, language),
        "if_partial_label": label(use.if_partial, language),
        "next_steps": [
            {"title": step.title, "cost_cents": step.cost_cents, "hours": step.hours, "deliverable": step.deliverable}
            for step in resource.next_steps
        ],
    }


def _agreement(agreement: Agreement | None, language: Language) -> dict[str, Any]:
    """The steward's answer; the sentence never says more than the consortium knows."""
    if agreement is None:
        return {"status": "", "label": NOT_ASKED[language], "by": "", "on": None, "proof": "", "reservations": "", "sentence": NOT_ASKED[language]}
    sentence = label(agreement.status, language)
    if agreement.on:
        day = format_date(agreement.on, language)
        sentence += Text(f" le {day}", f" on {day}")[language]
    if agreement.by:
        sentence += Text(f" par {agreement.by}", f" by {agreement.by}")[language]
    if agreement.status is not AgreementStatus.ASKED and not agreement.proof:
        sentence += Text(", déclaré par le consortium", ", as declared by the consortium")[language]
    return {
        "status": agreement.status.value,
        "label": label(agreement.status, language),
        "by": agreement.by,
        "on": agreement.on,
        "proof": agreement.proof,
        "reservations": agreement.reservations,
        "sentence": sentence,
    }


def view_ledger(proposal: Proposal, names: Mapping[str, str], language: Language) -> dict[str, Any]:
    ledger = proposal.ledger
    return {
        "rows": [_row(row, names, language) for row in ledger.rows],
        "expected_cents": ledger.expected_cents,
        "committed_cents": ledger.committed_cents,
        "covered_cents": ledger.covered_cents,
        "coverage_rate": ledger.coverage_rate,
        "proposed_cents": ledger.proposed_cents,
        "agreed_count": ledger.agreed_count,
        "asked_count": ledger.asked_count,
        "resources_count": ledger.resources_count,
    }


def _row(row: Row, names: Mapping[str, str], language: Language) -> dict[str, Any]:
    expectation = row.expectation
    source = expectation.source if expectation else None
    what = expectation.description if expectation else format_list([one.description for one in row.commitments if one.description], language)
    return {
        "resource": row.resource.name,
        "what": what,
        "form_label": label(row.form, language),
        "expected": _expected(row, language),
        "proposed": _amount(row.proposed_cents, row.proposed_hours, language),
        "standing_label": label(row.standing, language) or Text("contribution libre", "free contribution")[language],
        "source_url": source.url if source else "",
        "source_title": source.title if source else "",
        "source_seen_on": source.seen_on if source else None,
        "committed": _committed(row, language),
        "purchase_cents": row.purchase_cents,
        "acts": [
            {"description": act.description, "responsible": names.get(act.responsible_id, act.responsible_id), "due_on": act.due_on}
            for act in row.acts
        ],
        "lines": list(row.line_ids),
        "status": row.status.value,
        "status_label": STATUS_WORDS[row.status][language],
        "reason": row.reason.say(language),
    }


def _amount(cents: int | None, hours: Fraction | None, language: Language) -> str:
    if cents is not None:
        return format_euros(cents, language)
    return format_hours(hours, language) if hours is not None else ""


def _expected(row: Row, language: Language) -> str:
    figure = _amount(row.expected_cents, row.expected_hours, language)
    if figure:
        return figure
    if row.form is Form.ACT and row.standing is not None:
        return Text("un geste", "an act")[language]
    if row.standing is None or row.proposed_cents is not None or row.proposed_hours is not None:
        return _DASH
    return Text("à convenir", "to be agreed")[language]


def _committed(row: Row, language: Language) -> str:
    parts = []
    if row.committed_cents:
        parts.append(format_euros(row.committed_cents, language))
    if row.committed_hours:
        parts.append(format_hours(row.committed_hours, language))
    if row.acts:
        count = len(row.acts)
        parts.append(Text(f"{count} geste{'s' if count > 1 else ''}", f"{count} act{'s' if count > 1 else ''}")[language])
    if row.purchase_cents and row.purchase_cents > row.committed_cents:
        bought = format_euros(row.purchase_cents, language)
        parts.append(Text(f"achat : {bought}", f"bought: {bought}")[language])
    return format_list(parts, language) or _DASH


def view_choices(proposal: Proposal, language: Language) -> list[dict[str, Any]]:
    """The three questions of the common approach, and how the answer settles each."""
    choices = proposal.dossier.settings.choices
    view = []
    for choice, what in (
        (choices.method, Text("la méthode", "the method")),
        (choices.tools, Text("les outils", "the tools")),
        (choices.documentation, Text("la documentation", "the documentation")),
    ):
        if choice is None:
            continue
        resource = proposal.catalog.get(choice.resource_id)
        view.append(
            {
                "what": what[language],
                "is_own": choice.is_own,
                "resource": "" if choice.is_own else (resource.name if resource else choice.resource_id),
                "reason": choice.reason,
                "licence": choice.licence,
                "where": choice.where,
            }
        )
    return view
