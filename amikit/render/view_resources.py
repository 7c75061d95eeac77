"""What templates see of the resources, and of the register of reciprocity."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from amikit.compute.agreements import use_fingerprint
from amikit.compute.ledger import STATUS_WORDS, Row
from amikit.compute.shares import Hands
from amikit.i18n import Language, Text, format_euros, format_hours, format_list, say
from amikit.model.budget import Expense
from amikit.model.catalog import Form, Resource, Standing
from amikit.model.dossier import ResourceUse
from amikit.render.later import Later
from amikit.render.lexicon import Lexicon
from amikit.render.slots import resource_slot
from amikit.render.view_agreements import view_agreement
from amikit.render.view_budget import view_deliverable

_DASH = "—"
_ACTS = Text("{acts_count:geste|gestes}", "{acts_count:act|acts}")


def view_resources(lexicon: Lexicon) -> list[dict[str, Any]]:
    """The declared resources that the catalog knows, in the dossier's order."""
    proposal = lexicon.proposal
    view = []
    for use in proposal.dossier.uses_by_id.values():
        resource = proposal.catalog.get(use.resource_id)
        if resource is not None:
            view.append(_resource(lexicon, use, resource))
    return view


def _resource(lexicon: Lexicon, use: ResourceUse, resource: Resource) -> dict[str, Any]:
    proposal = lexicon.proposal
    lines = [line for line in proposal.dossier.budget.expenses if line.is_cash and line.feeds(resource.id)]
    steward = resource.steward
    places = use.place_ids or tuple(place.id for place in proposal.dossier.places)
    links = [resource.links[name] for name in ("site", *resource.links) if name in resource.links]
    return {
        "id": resource.id,
        "name": resource.name,
        "kind_label": lexicon.label(resource.kind),
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
        "usages": [lexicon.label(usage) for usage in use.usages],
        "places": [lexicon.name(place) for place in places],
        "axes": [lexicon.axis(axis) for axis in use.axis_ids],
        "axis_ids": list(use.axis_ids),
        "cash_cents": sum(line.cents for line in lines),
        "counted_cents": proposal.shares.of_resource(resource.id),
        "steward_cents": proposal.shares.of_resource(resource.id, Hands.STEWARD),
        "lines_table": resource_slot(resource.id),
        "lines": Later(len(lines), lambda: [_paying_line(lexicon, line) for line in lines]),
        "rows": [_row(lexicon, row) for row in proposal.ledger.of_resource(resource.id)],
        "agreement": view_agreement(lexicon, use.agreement, use_fingerprint(use, resource, proposal.dossier)),
        "if_partial_label": lexicon.label(use.if_partial),
        "next_steps": [
            {"title": step.title, "cost_cents": step.cost_cents, "hours": step.hours, "deliverable": step.deliverable}
            for step in resource.next_steps
        ],
    }


def _paying_line(lexicon: Lexicon, line: Expense) -> dict[str, Any]:
    return {
        "id": line.id,
        "label": line.label,
        "cents": line.cents,
        "year": line.year,
        "payee": lexicon.payee(line),
        "deliverable": view_deliverable(line),
    }


def view_ledger(lexicon: Lexicon) -> dict[str, Any]:
    """The register of reciprocity: its rows, its totals, and where agreements stand."""
    ledger = lexicon.proposal.ledger
    agreements = ledger.agreements(lexicon.proposal.dossier.members_by_id)
    return {
        "rows": [_row(lexicon, row) for row in ledger.rows],
        "expected_cents": ledger.expected_cents,
        "committed_cents": ledger.committed_cents,
        "covered_cents": ledger.covered_cents,
        "coverage_rate": ledger.coverage_rate,
        "expected_hours": ledger.expected_hours,
        "covered_hours": ledger.covered_hours,
        "proposed_cents": ledger.proposed_cents,
        "figures_count": ledger.figures_count,
        "resources_count": ledger.resources_count,
        "agreements": asdict(agreements) | {"unasked_count": agreements.unasked_count},
    }


def _row(lexicon: Lexicon, row: Row) -> dict[str, Any]:
    expectation, language = row.expectation, lexicon.language
    source = expectation.source if expectation else None
    promised = [one.description for one in row.commitments if one.description]
    what = expectation.description if expectation else format_list(promised, language)
    return {
        "resource": row.resource.name,
        "what": what,
        "form_label": lexicon.label(row.form),
        "expected": _expected(lexicon, row),
        "proposed": _proposed(lexicon, row),
        "standing_label": lexicon.label(row.standing) or lexicon.choose("contribution libre", "free contribution"),
        "source_url": source.url if source else "",
        "source_title": source.title if source else "",
        "source_seen_on": source.seen_on if source else None,
        "committed": _committed(lexicon, row),
        "purchase_cents": row.purchase_cents,
        "acts": [
            {"description": act.description, "responsible": lexicon.name(act.responsible_id), "due_on": act.due_on}
            for act in row.promised_acts
        ],
        "lines": list(row.line_ids),
        "status": row.status.value,
        "status_label": STATUS_WORDS[row.status][language],
        "reason": (row.committed_reason if row.form is Form.ACT else row.reason).say(language),
    }


def _amount(cents: int | None, hours: Fraction | None, language: Language) -> str:
    if cents is not None:
        return format_euros(cents, language)
    return format_hours(hours, language) if hours is not None else ""


def _proposed(lexicon: Lexicon, row: Row) -> str:
    if row.form is Form.ACT and row.standing is Standing.PROPOSED:
        return lexicon.choose("un geste", "an act")
    return _amount(row.proposed_cents, row.proposed_hours, lexicon.language)


def _expected(lexicon: Lexicon, row: Row) -> str:
    figure = _amount(row.expected_cents, row.expected_hours, lexicon.language)
    if figure:
        return figure
    if row.standing is None or row.standing is Standing.PROPOSED:
        return _DASH
    if row.form is Form.ACT:
        return lexicon.choose("un geste", "an act")
    return lexicon.choose("à convenir", "to be agreed")


def _committed(lexicon: Lexicon, row: Row) -> str:
    language = lexicon.language
    parts = []
    if row.committed_cents:
        parts.append(format_euros(row.committed_cents, language))
    if row.committed_hours:
        parts.append(format_hours(row.committed_hours, language))
    if row.promised_acts:
        parts.append(say(_ACTS, {"acts_count": len(row.promised_acts)}, language))
    if row.purchase_cents and row.purchase_cents > row.committed_cents:
        bought = format_euros(row.purchase_cents, language)
        parts.append(lexicon.choose(f"achat : {bought}", f"bought: {bought}"))
    return format_list(parts, language) or _DASH


def view_choices(lexicon: Lexicon) -> list[dict[str, Any]]:
    """The three questions of the common approach, and how the answer settles each."""
    choices = lexicon.proposal.dossier.settings.choices
    view = []
    for choice, what in (
        (choices.method, Text("la méthode", "the method")),
        (choices.tools, Text("les outils", "the tools")),
        (choices.documentation, Text("la documentation", "the documentation")),
    ):
        if choice is None:
            continue
        view.append(
            {
                "what": what[lexicon.language],
                "is_own": choice.is_own,
                "resource": "" if choice.is_own else lexicon.resource(choice.resource_id),
                "reason": choice.reason,
                "licence": choice.licence,
                "where": choice.where,
            }
        )
    return view
