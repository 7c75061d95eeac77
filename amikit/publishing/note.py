"""The note of intention as Markdown, to paste in a forum: for people first, with its data at the end."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.i18n import Language, Text, format_date, format_list
from amikit.model.catalog import Usage
from amikit.model.consortium import MemberKind
from amikit.model.needs import need_words
from amikit.publishing.intention import Intention, IntentionMember, IntentionResource, as_data
from amikit.publishing.plain_words import escaped
from amikit.publishing.prices import WHY_NO_AMOUNT, is_contract
from amikit.render.labels import label
from amikit.render.typography import typeset_text

UNTITLED = Text("Nous pensons répondre ensemble", "We mean to answer together")
_PURPOSE = Text(
    "Note d'intention : pour se parler avant de répondre. Elle ne donne aucun prix, n'engage personne, et peut changer.",
    "A note of intention: to talk before answering. It gives no price, binds nobody, and may change.",
)
_WHO, _WHERE = Text("Qui", "Who"), Text("Où", "Where")
_CALL, _WHEN = Text("Quel appel", "Which call"), Text("Quand", "When")
_FUNDER = Text("Financeur : {name}", "Funder: {name}")
_DEADLINE = Text("réponse à déposer le {day} au plus tard", "answer to be filed by {day}")
_FROM_TO = Text("projet du {start} au {end}", "project from {start} to {end}")
_FROM, _UNTIL = (
    Text("projet à partir du {start}", "project from {start}"),
    Text("projet jusqu'au {end}", "project until {end}"),
)
_LEADS = Text("porte la réponse", "leads the answer")
_NEEDS = Text("Ce dont nous avons besoin", "What we need")
_RESOURCES = Text("Sur quoi nous nous appuyons", "What we rely on")
_STEWARD = Text("porteur : {name}", "steward: {name}")
_HOW = Text("nous voulons {usages}", "we plan on {usages}")
_STEPS = Text("Nous pensons contribuer à : {steps}", "We mean to contribute to: {steps}")
_USAGES = {
    Usage.MENTION: Text("la citer", "citing it"),
    Usage.USE: Text("l'utiliser", "using it"),
    Usage.DEPLOYMENT: Text("la déployer dans nos lieux", "deploying it in our places"),
    Usage.SUPPORT: Text("accompagner d'autres lieux avec elle", "supporting other places with it"),
}
_CHOICES = Text("Ce que nous reprenons, ce que nous faisons à part", "What we reuse, what we do on our own")
_OWN = Text("la nôtre ; nous pouvons en parler", "our own; we can talk about it")
_OWN_TOOLS = Text("les nôtres ; nous pouvons en parler", "our own; we can talk about them")
ABOUT = {
    "methode": Text("Méthode", "Method"),
    "outils": Text("Outils", "Tools"),
    "documentation": Text("Documentation", "Documentation"),
}
_TALK = Text("En parler", "To talk about it")
_HERE = Text(
    "Vous répondez à ce même appel, ou vous vous appuyez sur les mêmes ressources ? Écrivez-nous : {page}.",
    "Do you answer the same call, or rely on the same resources? Write to us: {page}.",
)
_REPLY = Text(
    "Vous répondez à ce même appel, ou vous vous appuyez sur les mêmes ressources ? Répondez là où vous lisez cette note.",
    "Do you answer the same call, or rely on the same resources? Reply where you read this note.",
)
_DATA = Text("La même chose, pour les programmes", "The same, for programs")
_COMPARE = Text(
    "`amikit pool` compare cette note à d'autres, et propose ce qui peut être mis en commun.",
    "`amikit pool` compares this note with others, and proposes what can be shared.",
)


def to_note(intention: Intention) -> str:
    """The note as CommonMark, in the language of the answer; same intention, same text."""
    return "\n\n".join(_blocks(intention, intention.language)) + "\n"


def _blocks(intention: Intention, language: Language) -> Iterator[str]:
    yield f"# {_said(intention.title, language) or _fixed(UNTITLED, language)}"
    yield f"*{_fixed(_PURPOSE, language)}*"
    if intention.notice:
        yield f"> {_said(intention.notice, language)}"
    yield from _facts(intention, language)
    if is_contract(intention.call.kind, intention.call.id):
        yield _fixed(WHY_NO_AMOUNT, language)
    if intention.needs:
        yield f"## {_fixed(_NEEDS, language)}"
        yield "\n".join(f"- {_said(need_words(need)[language], language)}" for need in intention.needs)
    if intention.resources:
        yield f"## {_fixed(_RESOURCES, language)}"
        yield "\n".join(_resource(resource, language) for resource in intention.resources)
    if intention.choices:
        yield f"## {_fixed(_CHOICES, language)}"
        yield "\n".join(_choices(intention, language))
    yield f"## {_fixed(_TALK, language)}"
    page = intention.consortium.page
    yield _fixed(_HERE, language).format(page=f"<{page}>") if page else _fixed(_REPLY, language)
    yield f"## {_fixed(_DATA, language)}"
    yield _fixed(_COMPARE, language)
    yield f"```json\n{as_data(intention)}\n```"


def _facts(intention: Intention, language: Language) -> Iterator[str]:
    """Who, where, which call, when: a paragraph each, when it is known."""
    call, together = intention.call, intention.consortium
    members = [_member(member, together.lead_id, language) for member in together.members]
    who = Text(" : ", ": ")[language].join(
        filter(None, [_said(together.name, language), format_list(members, language)])
    )
    where = _said(together.territory, language) or format_list(
        list(dict.fromkeys(_said(member.city, language) for member in together.members if member.city)), language
    )
    kind = f" ({_said(call.kind, language)})" if call.kind and call.title else ""
    funder = _fixed(_FUNDER, language).format(name=_said(call.funder, language)) if call.funder else ""
    which = ". ".join(filter(None, [f"{_said(call.title or call.id, language)}{kind}", funder]))
    for name, said in ((_WHO, who), (_WHERE, where), (_CALL, which), (_WHEN, _dates(intention, language))):
        if said:
            # A name keeps its small letter; a date or a place begins a sentence.
            begun = said if name in (_WHO, _CALL) else f"{said[0].upper()}{said[1:]}"
            yield f"**{name[language]}.** {begun}{'' if said.endswith('.') else '.'}"


def _dates(intention: Intention, language: Language) -> str:
    start, end = intention.period.start_on, intention.period.end_on
    days = {
        "start": format_date(start, language) if start else "",
        "end": format_date(end, language) if end else "",
    }
    project = _FROM_TO if start and end else _FROM if start else _UNTIL if end else None
    deadline = intention.deadline_on
    said = [
        _fixed(_DEADLINE, language).format(day=format_date(deadline, language)) if deadline else "",
        _fixed(project, language).format(**days) if project else "",
    ]
    return Text(" ; ", "; ")[language].join(filter(None, said))


def _member(member: IntentionMember, lead_id: str, language: Language) -> str:
    kind = label(member.kind, language) if member.kind and member.kind is not MemberKind.COLLECTIVE else ""
    lead = _fixed(_LEADS, language) if member.id == lead_id else ""
    known = ", ".join(filter(None, [kind, _said(member.city, language), lead]))
    return f"{_said(member.name or member.id, language)}{f' ({known})' if known else ''}"


def _resource(resource: IntentionResource, language: Language) -> str:
    """A resource, who looks after it, and for what."""
    name = f"**{_said(resource.name or resource.id, language)}**"
    steward = (
        f" ({_fixed(_STEWARD, language).format(name=_said(resource.steward, language))})" if resource.steward else ""
    )
    usages = format_list([_fixed(_USAGES[usage], language) for usage in resource.usages], language)
    steps = format_list([_said(step.title or step.id, language) for step in resource.steps], language)
    said = [
        _said(resource.purpose, language),
        _fixed(_HOW, language).format(usages=usages) if usages and not resource.purpose else "",
        _fixed(_STEPS, language).format(steps=steps) if steps else "",
    ]
    page = f" <{resource.page}>" if resource.page else ""
    rest = " ".join(one if one.endswith((".", "!", "?", "…")) else f"{one}." for one in said if one)
    return f"- {name}{steward}{'.' if not rest else Text(' : ', ': ')[language] + rest}{page}"


def _choices(intention: Intention, language: Language) -> Iterator[str]:
    names = {resource.id: resource.name for resource in intention.resources}
    for choice in intention.choices:
        own = _OWN_TOOLS if choice.about == "outils" else _OWN
        is_own = choice.resource_id == "propre"
        said = _fixed(own, language) if is_own else _said(names.get(choice.resource_id) or choice.resource_id, language)
        yield f"- {ABOUT[choice.about][language]}{Text(' : ', ': ')[language]}{said}."


def _said(text: str, language: Language) -> str:
    return escaped(typeset_text(text, language))


def _fixed(text: Text, language: Language) -> str:
    """A sentence of ours, set as the others are."""
    return typeset_text(text[language], language)
