"""Where an answer stands, as a screen that a consortium can put on the wall: each mark has its word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import click

from amikit.cli.visible import visible
from amikit.cli.words import place_of
from amikit.i18n import Language, Text, format_date, format_euros, format_hours, format_rate, say
from amikit.model.agreement import AgreementStatus
from amikit.status.requirements import Requirement, State
from amikit.status.state import ResourceStatus, SectionState, SectionStatus, Status
from amikit.status.steps import Step

_WIDTH = 88
_TITLE_WIDTH = 44
_COUNTS = Text(
    "{errors_count:erreur|erreurs}, {todos_count:chose à faire|choses à faire}, {advices_count:conseil|conseils}.",
    "{errors_count:error|errors}, {todos_count:thing to do|things to do}, {advices_count:piece of advice|pieces of advice}.",
)
_READY = Text("La réponse peut partir.", "The answer can be sent.")
_READY_REFUSED = Text(
    "La réponse peut partir ; {refused_count:porteur a|porteurs ont} refusé, et elle le dit.",
    "The answer can be sent; {refused_count:steward|stewards} refused, and it says so.",
)
_PAGES_LATER = Text(
    "Les pages que limite l'appel sont comptées à l'écriture (« amikit build »).",
    "The pages that the call limits are counted when it is written (“amikit build”).",
)
_LEFT = Text(
    "Il reste {left_count:jour|jours}, jusqu'au {day_on}.", "{left_count:day is left|days are left}, until {day_on}."
)
_TODAY = Text("C'est aujourd'hui le dernier jour ({day_on}).", "Today is the last day ({day_on}).")
_PAST = Text(
    "La date limite est passée de {past_count:jour|jours} ({day_on}).",
    "The deadline was {past_count:day|days} ago ({day_on}).",
)
_NO_DEADLINE = Text(
    "La date limite n'est pas encore écrite (dossier.yaml, clé « date_limite »).",
    "The deadline is not written yet (dossier.yaml, key “date_limite”).",
)
_BAD_DEADLINE = Text(
    "La date limite ne peut pas être lue (dossier.yaml, clé « date_limite »).",
    "The deadline cannot be read (dossier.yaml, key “date_limite”).",
)
_FIRST = Text("À faire d'abord", "To do first")
_MORE_TIMES = Text("et {more_count:autre semblable|autres semblables}", "and {more_count:other|others} alike")
_SECTIONS = Text("Les sections", "The sections")
_WORDS = Text("{words_count:mot|mots}", "{words_count:word|words}")
_WORDS_BETWEEN = Text(
    "{words_count:mot|mots}, entre {min} et {max}", "{words_count:word|words}, between {min} and {max}"
)
_WORDS_MIN = Text("{words_count:mot|mots}, {min} conseillés", "{words_count:word|words}, {min} advised")
_WORDS_MAX = Text("{words_count:mot|mots}, {max} au plus", "{words_count:word|words}, {max} at most")
_BLANKS = Text("{blanks_count:blanc à remplir|blancs à remplir}", "{blanks_count:blank to fill in|blanks to fill in}")
_FINDINGS = Text(
    "{findings_count:chose à reprendre|choses à reprendre}", "{findings_count:thing to settle|things to settle}"
)
_SECTION_WORDS = {
    SectionState.DONE: ("✓", Text("fait", "done"), "green"),
    SectionState.INCOMPLETE: ("~", Text("incomplet", "incomplete"), "yellow"),
    SectionState.THIN: ("~", Text("maigre", "thin"), "yellow"),
    SectionState.EMPTY: ("·", Text("à écrire", "to write"), "red"),
}
_RESOURCES = Text("Les ressources : attendu, promis, accord", "The resources: expected, promised, agreement")
_NOTHING_PROMISED = Text("rien de promis", "nothing promised")
_EXPECTED = Text("attendu {amount}", "expected {amount}")
_PROMISED = Text("promis {amount}", "promised {amount}")
_ACTS = Text("{acts_count:geste|gestes}", "{acts_count:act|acts}")
_AGREEMENTS = {
    None: Text("accord pas encore demandé", "steward not asked yet"),
    AgreementStatus.ASKED: Text("accord demandé", "steward asked"),
    AgreementStatus.ACCEPTED: Text("accord donné", "steward agreed"),
    AgreementStatus.RESERVED: Text("accord donné avec réserves", "steward agreed, with reservations"),
    AgreementStatus.REFUSED: Text("accord refusé", "steward refused"),
}
_CALL = Text("Ce que demande l'appel", "What the call asks")
_MONTHS = Text("{months_count:mois|mois}", "{months_count:month|months}")
_AGAINST = Text("{reached} ; l'appel dit : {asked}", "{reached}; the call says: {asked}")
_REQUIREMENT_WORDS = {
    State.MET: ("✓", Text("tenu", "met"), "green"),
    State.UNMET: ("✗", Text("pas encore", "not yet"), "red"),
    State.EXCUSED: ("!", Text("laissé passer", "let through"), "yellow"),
    State.UNKNOWN: ("?", Text("pas encore connu", "not known yet"), "yellow"),
}


def as_screen(status: Status, language: Language) -> str:
    """The whole screen: the date first, then what to do, then how far each part is."""
    parts = [
        _head(status, language),
        _block(_FIRST, _steps(status.steps, language), language),
        _block(_SECTIONS, (_section(one, language) for one in status.sections), language),
        _block(_RESOURCES, (_resource(one, language) for one in status.resources), language),
        _block(_CALL, (_requirement(one, language) for one in status.requirements), language),
    ]
    return "\n\n".join(filter(None, parts))


def _head(status: Status, language: Language) -> str:
    counts = {
        "errors_count": status.errors_count,
        "todos_count": status.todos_count,
        "advices_count": status.advices_count,
    }
    title = " — ".join(filter(None, (status.title, status.call_title)))
    lines = [click.style(visible(title), bold=True)] if title else []
    lines += [_deadline(status, language)] if title else []
    lines.append(say(_COUNTS, counts, language) + (f" {_ready(status, language)}" if status.is_ready else ""))
    return "\n".join(lines)


def _ready(status: Status, language: Language) -> str:
    if status.has_pages_to_count:
        return _PAGES_LATER[language]
    refused = sum(one.agreement is AgreementStatus.REFUSED for one in status.resources)
    return say(_READY_REFUSED, {"refused_count": refused}, language) if refused else _READY[language]


def _deadline(status: Status, language: Language) -> str:
    if status.deadline_on is None or status.days_left is None:
        return (_BAD_DEADLINE if status.has_deadline else _NO_DEADLINE)[language]
    days = status.days_left
    text = _LEFT if days > 0 else _PAST if days < 0 else _TODAY
    facts = {"left_count": days, "past_count": -days, "day_on": status.deadline_on}
    return click.style(say(text, facts, language), fg="red" if days < 8 else None)


def _block(title: Text, lines: Iterable[str], language: Language) -> str:
    shown = list(lines)
    return "\n".join([click.style(title[language], underline=True), *shown]) if shown else ""


def _steps(steps: Sequence[Step], language: Language) -> Iterable[str]:
    for number, step in enumerate(steps, start=1):
        found = step.first
        more = f" ({say(_MORE_TIMES, {'more_count': step.count - 1}, language)})" if step.count > 1 else ""
        yield _wrap(f"{number}. {found.message(language)}{more}", first=" ", rest="    ")
        hint = found.hint(language)
        if hint:
            yield _wrap(f"→ {hint}", first="    ", rest="      ")
        yield click.style(f"    {found.code}, {place_of(found.span)}", dim=True)


def _wrap(text: str, *, first: str, rest: str) -> str:
    return click.wrap_text(visible(text), width=_WIDTH, initial_indent=first, subsequent_indent=rest)


def _section(section: SectionStatus, language: Language) -> str:
    mark, word, colour = _SECTION_WORDS[section.state]
    said = []
    if section.is_own or section.words_count:
        said.append(_words(section, language))
    if section.blanks_count:
        said.append(say(_BLANKS, {"blanks_count": section.blanks_count}, language))
    if section.findings_count:
        said.append(say(_FINDINGS, {"findings_count": section.findings_count}, language))
    return _row(mark, word, colour, section.title, " ; ".join(said), language)


def _words(section: SectionStatus, language: Language) -> str:
    facts = {"words_count": section.words_count, "min": section.words_min, "max": section.words_max}
    text = {
        (True, True): _WORDS_BETWEEN,
        (True, False): _WORDS_MIN,
        (False, True): _WORDS_MAX,
        (False, False): _WORDS,
    }[bool(section.words_min), bool(section.words_max)]
    return say(text, facts, language)


def _resource(resource: ResourceStatus, language: Language) -> str:
    promised = _amounts(resource.committed_cents, resource.committed_hours, resource.acts_count, language)
    expected = _amounts(resource.expected_cents, resource.expected_hours, 0, language)
    agreement = _AGREEMENTS[resource.agreement][language]
    if resource.agreed_on:
        day = format_date(resource.agreed_on, language)
        agreement += f" le {day}" if language == "fr" else f" on {day}"
    money = [
        say(_EXPECTED, {"amount": expected}, language) if expected else "",
        say(_PROMISED, {"amount": promised}, language) if promised else _NOTHING_PROMISED[language],
    ]
    first = f"  {_cell(resource.name)}  {visible(', '.join(filter(None, money)))}"
    return f"{first}\n  {'':<{_TITLE_WIDTH}}  {agreement}"


def _amounts(cents: int, hours: Fraction, acts: int, language: Language) -> str:
    parts = [
        format_euros(cents, language) if cents else "",
        format_hours(hours, language) if hours else "",
        say(_ACTS, {"acts_count": acts}, language) if acts else "",
    ]
    return " + ".join(filter(None, parts))


def _requirement(requirement: Requirement, language: Language) -> str:
    mark, word, colour = _REQUIREMENT_WORDS[requirement.state]
    reached, asked = (_figure(requirement.unit, value, language) for value in (requirement.reached, requirement.asked))
    said = say(_AGAINST, {"reached": reached, "asked": asked}, language) if reached and asked else asked
    return _row(mark, word, colour, requirement.title[language], said, language)


def _figure(unit: str, value: int | Fraction | None, language: Language) -> str:
    if value is None:
        return ""
    if unit == "cents":
        return format_euros(int(value), language)
    return format_rate(Fraction(value), language) if unit == "rate" else say(_MONTHS, {"months_count": value}, language)


def _row(mark: str, word: Text, colour: str, title: str, said: str, language: Language) -> str:
    state = click.style(f"{mark} {word[language]}", fg=colour)
    return f"  {_cell(title)}  {state}{f' : {said}' if said and language == 'fr' else f': {said}' if said else ''}"


def _cell(text: str) -> str:
    """A title in its column, cut when it is long."""
    shown = visible(text)
    return f"{shown if len(shown) <= _TITLE_WIDTH else shown[: _TITLE_WIDTH - 1] + '…':<{_TITLE_WIDTH}}"
