"""The letters that ask for an agreement: to a steward about its resources, to a member about its part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from amikit.annex.canonical import grouped
from amikit.compute.agreements import Batch, part_fingerprint, use_fingerprint
from amikit.compute.funders import is_same_funder
from amikit.compute.ledger import Row
from amikit.compute.parts import MemberPart, PartAct, PartLine
from amikit.compute.passing_on import is_invoiced, passes_money_on
from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, format_date, format_euros, format_hours, format_list, say
from amikit.model.budget import Expense, Income, PayeeKind
from amikit.model.catalog import Expectation, Form, Resource, Standing
from amikit.model.consortium import Member
from amikit.model.dossier import Commitment, LinePart, ResourceUse
from amikit.paths import templates_root
from amikit.render.answer import Answer, Block, Cover, Inline
from amikit.render.blocks import render_blocks
from amikit.render.cache import own_cache
from amikit.render.inlines import text_inlines
from amikit.render.lexicon import Lexicon
from amikit.render.links import with_links
from amikit.render.slots import Slot
from amikit.render.templates import Filler
from amikit.render.typography import typeset, typeset_text
from amikit.render.walk import plain_text
from amikit.source.markdown import parse_markdown
from amikit.spelling import plain

_TO_STEWARD = Text(
    "Votre accord : {names}, dans notre réponse commune", "Your agreement for {names}, in our joint answer"
)
_TO_MEMBER = Text("Votre accord sur votre part ({name}), dans notre réponse commune", "Your agreement about your part ({name}), in our joint answer")  # fmt: skip
_WHOEVER = Text("À qui prend soin de {names}", "To whoever looks after {names}")
_LEAD = Text("chef de file : {name}", "lead: {name}")
_SUBJECT = Text("Objet : {subject}", "Subject: {subject}")
_SIGNED = Text("Pour {consortium} : {who}", "For {consortium}: {who}")
_ANSWERING = Text("notre groupement", "our group")


def compose_steward_letter(batch: Batch, proposal: Proposal, on: date) -> Answer:
    """What a steward is asked about all its resources, in the language of the dossier."""
    lexicon = _lexicon(proposal)
    names = [resource.name for _, resource in batch.uses]
    view = {"resources": [_resource(lexicon, use, resource) for use, resource in batch.uses]}
    to = [batch.steward or say(_WHOEVER, {"names": names}, lexicon.language), *batch.contacts]
    subject = say(_TO_STEWARD, {"names": names}, lexicon.language)
    return _letter("porteur", subject, to, view, lexicon, on)


def compose_member_letter(part: MemberPart, proposal: Proposal, on: date) -> Answer:
    """What a member is asked about its own part, in the language of the dossier."""
    lexicon = _lexicon(proposal)
    name = part.member.name or part.member.id
    view = {
        "member": name,
        "is_lead": part.is_lead,
        "mandate": part.mandate,
        "rows": [
            *(_part_line(lexicon, one) for one in part.lines),
            *(_part_income(lexicon, one, part.member) for one in part.incomes),
            *(_part_act(lexicon, one) for one in part.acts),
            *(_paid_for_all(lexicon) if part.is_lead else ()),
        ],
        "fingerprint": grouped(part_fingerprint(part, proposal.dossier)),
    }
    subject = say(_TO_MEMBER, {"name": name}, lexicon.language)
    return _letter("membre", subject, [name, part.member.city], view, lexicon, on)


def as_email(letter: Answer) -> str:
    """The same words, ready to be pasted in a message: the subject, then the text."""
    subject = say(_SUBJECT, {"subject": letter.cover.title}, letter.language)
    return "\n".join([typeset_text(subject, letter.language), "", *_text_lines(letter.blocks[_HEAD_BLOCKS:], letter)])


_HEAD_BLOCKS = 3
"""From whom and when; to whom; about what: an e-mail says these in its own way."""


def _lexicon(proposal: Proposal) -> Lexicon:
    return Lexicon(proposal, proposal.dossier.settings.language)


def _letter(name: str, subject: str, to: Sequence[str], view: Mapping[str, Any], lexicon: Lexicon, on: date) -> Answer:
    proposal, language = lexicon.proposal, lexicon.language
    dossier, call = proposal.dossier, proposal.call
    settings, lead = dossier.settings, dossier.lead
    lead_name = (lead.name or lead.id) if lead else ""
    shared: dict[str, Any] = {
        "members": [member.name or member.id for member in dossier.members] or [_ANSWERING[language]],
        "lead": lead_name,
        "call": {"title": call.title, "funder": call.funder_name},
        "deadline_on": settings.deadline_on,
    }
    consortium = settings.consortium.name or lead_name or _ANSWERING[language]
    signatory = lexicon.name(lead.representative_id or lead.referent_id) if lead else ""
    who = ", ".join(filter(None, (signatory, lead_name))) or "………………"
    sender = [consortium, say(_LEAD, {"name": lead_name}, language)] if lead else [consortium]
    about = say(_SUBJECT, {"subject": subject}, language)
    blocks = [
        _lines([*sender, format_date(on, language)]),
        _lines([one for one in to if one]),
        {"t": "Para", "c": [{"t": "Strong", "c": text_inlines(about)}]},
        *_body(name, {**shared, **view}, language),
        _lines([say(_SIGNED, {"consortium": consortium, "who": who}, language)]),
    ]
    return Answer(
        cover=Cover(title=typeset_text(subject, language), consortium=consortium),
        blocks=tuple(with_links(typeset(blocks, language))),
        language=language,
        is_letter=True,
        on=on,
        keywords=("communs", "accord"),
    )


def _lines(lines: Sequence[str]) -> Block:
    made: list[Inline] = []
    for line in lines:
        made += [{"t": "LineBreak"}] if made else []
        made += text_inlines(line)
    return {"t": "Para", "c": made}


def _body(name: str, view: Mapping[str, Any], language: Language) -> list[Block]:
    """The words of the template, which is ours: a fault in it is a bug, and raises."""
    file = f"letters/{language}/{name}.md.j2"
    filler = Filler([templates_root() / "_shared"], view, language, cache=own_cache(language))
    held: list[Slot] = []
    markdown = filler.environment().get_template(file).render({**view, "_held": held, "_blanks": []})
    return render_blocks(parse_markdown(markdown, Path(file)).tokens, held, language=language)


# What a steward reads of each resource.

_KNOWN = Text("{what} : {figure}, {standing}", "{what}: {figure}, {standing}")
_SEEN = Text(" (lu le {day_on})", " (read on {day_on})")
_SUGGESTED = Text(
    "{what} : {figure}, suggéré par quelqu'un et qui n'est compté dans aucun total", "{what}: {figure}, suggested by someone and in no total"
)  # fmt: skip
_SOMETHING = Text("ce qui est attendu", "what is expected")
_A_CONTRIBUTION = Text("Une contribution", "A contribution")
_WITH_STEWARD = "porteur, qui reste a trouver"
_AN_ACT = Text("un geste", "an act")
_NO_FIGURE = Text("le chiffre est à convenir avec vous", "the figure is to be agreed with you")


def _resource(lexicon: Lexicon, use: ResourceUse, resource: Resource) -> dict[str, Any]:
    dossier = lexicon.proposal.dossier
    places = use.place_ids or tuple(place.id for place in dossier.places)
    rows = lexicon.proposal.ledger.of_resource(resource.id)
    return {
        "name": resource.name,
        "purpose": _sentence(use.purpose),
        "usages": [lexicon.label(usage) for usage in use.usages],
        "places": [lexicon.name(place) for place in places],
        "cash_cents": sum(line.cents for line in dossier.budget.expenses if line.is_cash and line.feeds(resource.id)),
        "if_partial_label": lexicon.label(use.if_partial),
        "rows": [
            {
                "expected": _expected(row, row.expectation, lexicon),
                "promised": [_promised(one, lexicon) for one in _said(row)],
            }
            for row in rows
            if row.expectation is not None
        ],
        "free": [_promised(one, lexicon) for row in rows if row.expectation is None for one in _said(row)],
        "fingerprint": grouped(use_fingerprint(use, resource, dossier)),
    }


def _sentence(words: str) -> str:
    words = " ".join(words.split())
    return words if not words or words[-1] in ".!?…" else f"{words}."


def _said(row: Row) -> list[Commitment]:
    return [one for one in row.commitments if not one.is_empty]


def _expected(row: Row, expectation: Expectation, lexicon: Lexicon) -> str:
    language = lexicon.language
    # « Une contribution à convenir avec le porteur, qui reste à trouver »: a card's note, not words for who reads.
    is_note = row.standing is Standing.TO_AGREE and _WITH_STEWARD in plain(expectation.description)
    description = _sentence(expectation.description).rstrip(".")
    facts: dict[str, object] = {
        "what": _A_CONTRIBUTION[language] if is_note else description or _SOMETHING[language],
        "standing": lexicon.label(row.standing),
    }
    if row.standing is Standing.PROPOSED:
        figure = _figure(row.proposed_cents, row.proposed_hours, row.form, language)
        return say(_SUGGESTED, {**facts, "figure": figure}, language)
    figure = _figure(row.expected_cents, row.expected_hours, row.form, language)
    if figure == _NO_FIGURE[language]:
        facts["standing"] = ""
    seen_on = expectation.source.seen_on if expectation.source else None
    seen = say(_SEEN, {"day_on": seen_on}, language) if seen_on and row.standing is Standing.PUBLISHED else ""
    return say(_KNOWN, {**facts, "figure": figure}, language).rstrip(", ") + seen


def _figure(cents: int | None, hours: Any, form: Form | None, language: Language) -> str:
    if cents is not None:
        return format_euros(cents, language)
    if hours is not None:
        return format_hours(hours, language)
    return _AN_ACT[language] if form is Form.ACT else _NO_FIGURE[language]


_BY = Text("par {who}", "by {who}")
_BEFORE = Text("avant le {day_on}", "before {day_on}")
_IN_YEAR = Text("en {year}", "in {year}")
_PAID_TO = Text("pour {payee}", "to {payee}")
_INVOICE = Text("sur facture", "against an invoice")
_AID = Text("sous forme d'aide, sans facture", "as aid, without an invoice")
_TO_SETTLE = Text("facture ou aide : à préciser ensemble", "invoice or aid: to be settled together")
_LINE = Text("(ligne {line})", "(line {line})")
_UNPAID = Text("non payées", "unpaid")


def _promised(one: Commitment, lexicon: Lexicon) -> str:
    """A promise in one go: what, when, to whom, how, by whom."""
    language, dossier = lexicon.language, lexicon.proposal.dossier
    parts = [_line_part(part, dossier.budget.expenses_by_id.get(part.line_id), lexicon) for part in one.lines]
    known = [part for part in parts if part]
    said = [format_list(known, language)] if known else [_sentence(one.description).rstrip(".") or _AN_ACT[language]]
    lead = dossier.lead
    who = lexicon.name(one.responsible_id) if one.responsible_id else (lead.name or lead.id) if lead else ""
    said += [say(_BY, {"who": who}, language)] if who else []
    said += [say(_BEFORE, {"day_on": one.due_on}, language)] if one.due_on else []
    return ", ".join(said)


def _line_part(part: LinePart, line: Expense | None, lexicon: Lexicon) -> str:
    language = lexicon.language
    if line is None:
        return ""
    hours = part.hours if part.hours is not None else line.worked_hours
    if line.is_cash:
        cents = part.amount_cents if part.amount_cents is not None else line.cents
        words = [format_euros(cents, language)]
    else:
        words = [format_hours(hours, language), _UNPAID[language]] if hours else [lexicon.label(line.nature)]
    words += [say(_IN_YEAR, {"year": str(line.year)}, language)] if line.year else []
    payee = lexicon.payee(line) if line.is_cash else ""
    words += [say(_PAID_TO, {"payee": payee}, language)] if payee else []
    said = " ".join(words)
    how = _how(line, lexicon)
    return f"{said}{f', {how}' if how else ''} {say(_LINE, {'line': line.id}, language)}"


def _how(line: Expense, lexicon: Lexicon) -> str:
    """Invoice or aid: the account says it; without one, a steward who is paid should be told that it is open."""
    if not line.is_cash:
        return ""
    if passes_money_on(line, lexicon.proposal.dossier):
        return _AID[lexicon.language]
    if is_invoiced(line):
        return _INVOICE[lexicon.language]
    is_to_steward = line.payee is not None and line.payee.kind is PayeeKind.STEWARD
    return _TO_SETTLE[lexicon.language] if is_to_steward and not line.account.strip() else ""


# What a member reads of its part.

_ROLES = (
    Text("vous est payé", "is paid to you"),
    Text("est pour votre lieu", "is for your place"),
    Text("heures ({person})", "hours ({person})"),
)
_BROUGHT = Text("{label} : vous l'apportez (ligne {line})", "{label}: you bring it (line {line})")
_BROUGHT_TOGETHER = Text(
    "{label} : apporté ensemble par {funder} (ligne {line})", "{label}: brought together by {funder} (line {line})"
)
_PAYS = Text(
    "Vous versez, au nom de tous, ce qui est promis aux ressources ({lines_count:ligne|lignes} : {lines})",
    "You pay, on behalf of all, what is promised to the resources ({lines_count:line|lines}: {lines})",
)
_ANSWERS_FOR = Text("{what}, envers {resource} : {who} en répond", "{what}, towards {resource}: {who} answers for it")
_A_LINE = Text("{label} : {roles} (ligne {line})", "{label}: {roles} (line {line})")
_UNLABELLED = Text("sans libellé", "without a label")


def _part_line(lexicon: Lexicon, one: PartLine) -> dict[str, str]:
    language, line = lexicon.language, one.line
    flags = (one.is_paid, one.is_place, one.is_worked)
    roles = [
        say(role, {"person": lexicon.name(line.person_id)}, language)
        for role, holds in zip(_ROLES, flags, strict=True)
        if holds
    ]
    facts = {"label": line.label or _UNLABELLED[language], "roles": ", ".join(roles), "line": line.id}
    amounts = [format_euros(line.cents, language)] if line.cents else []
    if line.worked_hours and (one.is_worked or not line.is_cash):
        amounts.append(format_hours(line.worked_hours, language))
    nature = "" if line.is_cash else f" ({lexicon.label(line.nature)})"
    return {
        "what": say(_A_LINE, facts, language),
        "when": str(line.year or ""),
        "amount": ", ".join(amounts) + nature,
    }


def _part_income(lexicon: Lexicon, line: Income, member: Member) -> dict[str, str]:
    funder = " ".join(line.funder.split())
    facts = {"label": line.label or _UNLABELLED[lexicon.language], "line": line.id, "funder": funder}
    is_alone = any(is_same_funder(funder, name) for name in (member.name, member.id))
    nature = "" if line.is_cash else f" ({lexicon.label(line.nature)})"
    return {
        "what": say(_BROUGHT if is_alone else _BROUGHT_TOGETHER, facts, lexicon.language),
        "when": str(line.year or ""),
        "amount": format_euros(line.cents, lexicon.language) + nature,
    }


def _paid_for_all(lexicon: Lexicon) -> list[dict[str, str]]:
    """What the lead pays to resources, where no other answers for it: letters to stewards name it."""
    dossier, language = lexicon.proposal.dossier, lexicon.language
    paid: dict[str, int] = {}
    for use in dossier.uses_by_id.values():
        for part in (part for one in use.commitments if not one.responsible_id for part in one.lines):
            line = dossier.budget.expenses_by_id.get(part.line_id)
            if line is not None and line.is_cash:
                cents = part.amount_cents if part.amount_cents is not None else line.cents
                paid[line.id] = paid.get(line.id, 0) + cents
    if not paid:
        return []
    what = say(_PAYS, {"lines_count": len(paid), "lines": list(paid)}, language)
    return [{"what": what, "when": "", "amount": format_euros(sum(paid.values()), language)}]


def _part_act(lexicon: Lexicon, one: PartAct) -> dict[str, str]:
    language, commitment = lexicon.language, one.commitment
    resource = lexicon.proposal.catalog.get(one.resource_id)
    expectation = resource.expectation(commitment.answers_id) if resource else None
    what = commitment.description or (expectation.description if expectation else "") or _AN_ACT[language]
    facts = {
        "what": _sentence(what).rstrip("."),
        "resource": lexicon.resource(one.resource_id),
        "who": lexicon.name(commitment.responsible_id),
    }
    due_on = commitment.due_on
    return {
        "what": say(_ANSWERS_FOR, facts, language),
        "when": say(_BEFORE, {"day_on": due_on}, language) if due_on else "",
        "amount": "",
    }


# The same blocks as lines of text.


def _text_lines(blocks: Sequence[Block], letter: Answer) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        kind, content = block["t"], block["c"]
        if kind == "Table":
            lines += [*_table_lines(content, letter.language), ""]
        elif kind in ("OrderedList", "BulletList"):
            items = content[1] if kind == "OrderedList" else content
            lines += [f"{rank}. {_one(item)}" for rank, item in enumerate(items, 1)]
            lines.append("")
        else:
            lines += [*plain_text(block).rstrip("\n").split("\n"), ""]
    return lines


def _one(blocks: Any) -> str:
    return " ".join(plain_text(blocks).split("\n")).strip()


def _table_lines(content: Any, language: Language) -> list[str]:
    """Each row as an item: what its first column says, then the others under their names."""
    mark = Text(" :", ":")[language]
    first, *names = (f"{_one(cell[4])}{mark}" for cell in content[3][1][0][1])
    lines = [first]
    for row in content[4][0][3]:
        what, *others = (_one(cell[4]) for cell in row[1])
        lines.append(f"- {what}")
        lines += [f"  {name} {said}" for name, said in zip(names, others, strict=True) if said not in ("", "—")]
    return lines
