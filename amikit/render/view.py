"""What templates see: plain dicts, lists and words made from a proposal; never a model.

A pydantic model in a Jinja sandbox can read files; plain data cannot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amikit.compute.periods import calendar_years, months_begun, years_begun
from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic
from amikit.i18n import NBSP, Language, Text, format_date, format_list
from amikit.model.call import Call, Limit, Requirement
from amikit.model.consortium import Member
from amikit.model.decision import Decision
from amikit.model.dossier import Event, Settings
from amikit.model.values import Period
from amikit.render.answer import ANNEX_DIGEST
from amikit.render.lexicon import Lexicon
from amikit.render.slots import BlockSlot, ProseSlot, table_slots
from amikit.render.view_agreements import view_member_agreements
from amikit.render.view_budget import view_budget, view_passing_on, view_shares
from amikit.render.view_resources import view_choices, view_ledger, view_resources
from amikit.rules.blanks import TEMPLATE_BLANK

_MEETINGS = ("vision", "repartition", "connaissance")
_MOST_MESSAGES = 4


def view_proposal(proposal: Proposal, language: Language) -> dict[str, Any]:
    """Everything that a template may print, by name."""
    lexicon = Lexicon(proposal, language)
    dossier, settings = proposal.dossier, proposal.dossier.settings
    agreements = view_member_agreements(lexicon)
    members = [_member(lexicon, member) | {"agreement": agreements.get(member.id)} for member in dossier.members]
    events = [_event(lexicon, event) for event in settings.events]
    resources = view_resources(lexicon)
    return {
        "lang": language,
        "dossier": _dossier(lexicon),
        "call": _call(proposal.call),
        "consortium": {
            "name": settings.consortium.name,
            "mandate": settings.consortium.mandate,
            "territory": settings.consortium.territory,
            "lead": next((member for member in members if member["is_lead"]), None),
        },
        "members": members,
        "places": [member for member in members if member["is_place"]],
        "people": [
            {"id": one.id, "name": one.name or one.id, "role": one.role, "member": lexicon.name(one.member_id)}
            for one in settings.people
        ],
        "axes": _axes(proposal, resources, events),
        "resources": resources,
        "ledger": view_ledger(lexicon),
        "shares": view_shares(proposal),
        "budget": view_budget(lexicon),
        "choices": view_choices(lexicon),
        "mentions_only": [
            {"name": lexicon.resource(one.resource_id), "reason": one.reason} for one in settings.mentions_only
        ],
        "events": events,
        "meetings": [event for event in events if event["kind"] in _MEETINGS],
        "indicators": [
            {"title": one.title, "target": one.target, "method": one.method, "axis": lexicon.axis(one.axis_id)}
            for one in settings.indicators
        ],
        "attachments": _attachments(lexicon),
        "criteria": [],
        "supporters": _supporters(settings),
        "decisions": [_decision(lexicon, decision) for decision in dossier.decisions],
        "passing_on": view_passing_on(lexicon),
        "chart": BlockSlot("chart"),
        "flows": BlockSlot("flows"),
        "key_figures": BlockSlot("key-figures"),
        "annex_digest": BlockSlot(ANNEX_DIGEST),
        "line_tables": table_slots(),
    }


def _supporters(settings: Settings) -> dict[str, Any]:
    return {
        name: [{"name": one.name, "says": one.says} for one in settings.supporters if one.is_person is is_person]
        for name, is_person in (("structures", False), ("people", True))
    }


def _dossier(lexicon: Lexicon) -> dict[str, Any]:
    settings = lexicon.proposal.dossier.settings
    return {
        "title": settings.title,
        "subtitle": settings.subtitle,
        "summary": settings.summary,
        "notice": settings.notice,
        "deadline_on": settings.deadline_on,
        "needs": [lexicon.need(need) for need in settings.needs],
        "fields": dict(settings.fields),
        "supported_places_count": settings.supported_places_count,
        "period": view_period(settings.period, lexicon.language),
    }


def view_period(period: Period, language: Language) -> dict[str, Any]:
    """A period, its length, and the words for it: ``2021–2023``, or its two days."""
    text = ""
    if period.start_on and period.end_on:
        years = calendar_years(period)
        whole_years = (period.start_on.month, period.start_on.day, period.end_on.month, period.end_on.day) == (
            1,
            1,
            12,
            31,
        )
        if whole_years and years:
            text = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        else:
            first, last = format_date(period.start_on, language), format_date(period.end_on, language)
            text = Text(f"du {first} au {last}", f"from {first} to {last}")[language]
    return {
        "start_on": period.start_on,
        "end_on": period.end_on,
        "years_count": years_begun(period),
        "months_count": months_begun(period),
        "label": text,
    }


def _call(call: Call) -> dict[str, Any]:
    ceilings = call.ceilings
    return {
        "id": call.id,
        "title": call.title,
        "kind": call.kind,
        "funder": call.funder,
        "funder_name": call.funder_name or call.funder,
        "edition": {
            "label": call.edition.label,
            "on": call.edition.on,
            "url": call.edition.url,
            "seen_on": call.edition.seen_on,
        },
        "passing_on": call.passing_on.value,
        "commons_min_rate": call.commons_min_rate,
        "ceilings": {
            "amount_min": _limit(ceilings.amount_min),
            "amount_max": _limit(ceilings.amount_max),
            "per_year_max": _limit(ceilings.per_year_max),
            "public_rate_max": _limit(ceilings.public_rate_max),
            "aid_rate_max": _limit(ceilings.aid_rate_max),
            "duration_max": _limit(ceilings.duration_max),
        },
    }


def _limit(limit: Limit | None) -> dict[str, Any] | None:
    if limit is None or (limit.amount_cents is None and limit.rate is None and limit.months is None):
        return None
    return {
        "amount_cents": limit.amount_cents,
        "rate": limit.rate,
        "months": limit.months,
        "source": _requirement(limit.source),
    }


def _requirement(source: Requirement | None) -> dict[str, Any] | None:
    return None if source is None else {"document": source.document, "page": source.page, "quote": source.quote}


def _member(lexicon: Lexicon, member: Member) -> dict[str, Any]:
    dossier = lexicon.proposal.dossier
    history = dossier.histories.get(member.id)
    return {
        "id": member.id,
        "name": member.name or member.id,
        "kind_label": lexicon.label(member.kind),
        "city": member.city,
        "since": member.since,
        "maturity": member.maturity.value if member.maturity else "",
        "maturity_label": lexicon.label(member.maturity),
        "legal_form": member.legal_form,
        "siret": _spaced_siret(member.siret),
        "rna": member.rna,
        "representative": lexicon.name(member.representative_id),
        "referent": lexicon.name(member.referent_id),
        "networks": list(member.networks),
        "needs": [lexicon.need(need) for need in member.needs],
        "contributed_commons": [lexicon.resource(name) for name in member.contributed_commons],
        "is_place": member.is_place,
        "is_legal_person": member.is_legal_person,
        "is_lead": member.id == dossier.settings.consortium.lead_id,
        "history": ProseSlot(f"membres/{member.id}") if history is not None and not history.is_empty else None,
    }


def _spaced_siret(siret: str) -> str:
    """``123 456 789 00012``, as official papers print it."""
    digits = "".join(siret.split())
    if len(digits) != 14:
        return siret
    return NBSP.join((digits[:3], digits[3:6], digits[6:9], digits[9:]))


def _axes(proposal: Proposal, resources: list[dict[str, Any]], events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cents = {line.id: line.cents for line in proposal.views.by_axis}
    return [
        {
            "id": axis.id,
            "title": axis.title or axis.id,
            "summary": axis.summary,
            "resources": [one["name"] for one in resources if axis.id in one["axis_ids"]],
            "cash_cents": cents.get(axis.id, 0),
            "events": [event for event in events if event["axis_id"] == axis.id],
        }
        for axis in proposal.dossier.settings.axes
    ]


def _event(lexicon: Lexicon, event: Event) -> dict[str, Any]:
    language, when = lexicon.language, ""
    if event.start_on:
        when = format_date(event.start_on, language)
        if event.end_on and event.end_on != event.start_on:
            last = format_date(event.end_on, language)
            when = lexicon.choose(f"du {when} au {last}", f"from {when} to {last}")
    return {
        "title": event.title,
        "start_on": event.start_on,
        "end_on": event.end_on,
        "kind": event.kind.value,
        "kind_label": lexicon.label(event.kind),
        "axis": lexicon.axis(event.axis_id),
        "axis_id": event.axis_id,
        "when": when,
    }


def _attachments(lexicon: Lexicon) -> list[dict[str, Any]]:
    """Everything the call asks for, whatever the dossier says of it."""
    proposal = lexicon.proposal
    written = {piece.id: piece for piece in proposal.dossier.settings.attachments}
    view = []
    for spec in proposal.call.attachments:
        piece = written.get(spec.id)
        view.append(
            {
                "id": spec.id,
                "title": spec.title,
                "required": spec.required,
                "provided": bool(piece and piece.provided),
                "responsible": lexicon.name(piece.responsible_id) if piece else "",
                "due_on": piece.due_on if piece else None,
            }
        )
    return view


def view_exemptions(proposal: Proposal, excused: Sequence[Diagnostic], language: Language) -> list[dict[str, Any]]:
    """What each exception lets through, in the very words of the findings, and why."""
    view = []
    for exemption in proposal.dossier.settings.exemptions:
        code, reason = exemption.rule_code.strip().upper(), exemption.reason
        says = _said([one for one in excused if one.code == code and one.excuse == reason], language)
        if not says and code == TEMPLATE_BLANK.code:
            says = [Text("Un blanc du modèle n'est pas rempli.", "A blank of the template is not filled in.")[language]]
        if says and reason:
            view.append({"code": code, "where": exemption.where, "reason": reason, "says": says})
    return view


def _said(excused: Sequence[Diagnostic], language: Language) -> list[str]:
    """The words of each finding; of many alike, those of the first, and what the others are about: none is hidden."""
    by_message = {one.message(language): one for one in reversed(excused)}
    says = list(reversed(by_message))
    if len(says) <= _MOST_MESSAGES:
        return says
    others = says[_MOST_MESSAGES - 1 :]
    names = list(dict.fromkeys(_what_it_is_about(by_message[message]) for message in others))
    if len(names) < len(others) or "" in names:
        return says  # a name would stand for several
    listed = format_list(names, language)
    more = Text(f"Même constat pour : {listed}.", f"The same finding for: {listed}.")[language]
    return [*says[: _MOST_MESSAGES - 1], more]


def _what_it_is_about(one: Diagnostic) -> str:
    """The name that its sentence gives, else the end of its address."""
    named = (one.facts.get(key) for key in ("resource", "name", "title"))
    return next((name for name in named if isinstance(name, str) and name), one.about.rpartition("/")[2])


def view_criteria(proposal: Proposal, printed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each criterion of the call and the sections that answer it; ``printed`` are those not dropped."""
    written = {answer.criterion_id: answer for answer in proposal.dossier.settings.criteria}
    view = []
    for criterion in proposal.call.criteria:
        answer = written.get(criterion.id)
        places = answer.section_ids if answer and answer.section_ids else criterion.section_ids
        sections = [{"id": name, "title": printed[name]} for name in places if name in printed]
        in_short = answer.in_short if answer else ""
        view.append({"id": criterion.id, "title": criterion.title, "sections": sections, "in_short": in_short})
    return view


def _decision(lexicon: Lexicon, decision: Decision) -> dict[str, Any]:
    motion = lexicon.proposal.dossier.motions.get(decision.id)
    return {
        "id": decision.id,
        "title": decision.title or decision.id,
        "subject": decision.subject.value,
        "on": decision.on,
        "facilitator": lexicon.name(decision.facilitator),
        "participants": [lexicon.name(one) for one in decision.participants],
        "mode_label": lexicon.label(decision.mode),
        "objections": [
            {"by": lexicon.name(one.by), "says": one.says, "integrated": one.integrated} for one in decision.objections
        ],
        "outcome_label": lexicon.label(decision.outcome),
        "review_on": decision.review_on,
        "motion": ProseSlot(f"decisions/{decision.id}") if motion is not None and not motion.is_empty else None,
    }
