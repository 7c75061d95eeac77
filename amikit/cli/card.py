"""One resource as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from amikit.cli.visible import visible
from amikit.compute.expected import PER_WORDS
from amikit.i18n import Language, Text, format_date, format_euros, format_hours, format_rate
from amikit.model.catalog import Expectation, Figure, Resource, Source
from amikit.model.needs import need_words
from amikit.render.labels import label

_WIDTH = 96


def as_card(resource: Resource, language: Language) -> str:
    """What a resource is, who looks after it, what is expected back, and from where we know it."""
    return "\n".join(_wrapped(line) for line in _lines(resource, language))


def _wrapped(line: str) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return (
        textwrap.fill(visible(line), _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        if line
        else ""
    )


def _lines(resource: Resource, language: Language) -> Iterator[str]:
    yield f"{resource.name} ({label(resource.kind, language)})"
    if resource.summary:
        yield f"  {resource.summary}"
    yield ""
    yield from _facts(resource, language)
    yield ""
    yield Text("Ce que le porteur espère en retour", "What its steward hopes for in return")[language]
    if not resource.expectations:
        yield f"  {Text('à convenir', 'to be agreed')[language]}"
    for expectation in resource.expectations:
        yield from _expectation(expectation, language)
    if resource.next_steps:
        yield from ("", Text("Prochaines étapes", "Next steps")[language])
    for step in resource.next_steps:
        cost = f", {format_euros(step.cost_cents, language)}" if step.cost_cents is not None else ""
        yield f"  - {step.title}{cost} ({label(step.standing, language)})"
    if resource.sources:
        yield from ("", "Sources")
    for source in resource.sources:
        yield f"  - {_source(source, language)}"


def _facts(resource: Resource, language: Language) -> Iterator[str]:
    """What is known of a resource, a fact a line; what is not known says so."""
    unknown = Text("non connu", "not known")[language]
    steward = resource.steward
    facts: list[tuple[Text, str]] = [
        (Text("Porteur", "Steward"), steward.name if steward and steward.name else unknown),
        (Text("Contact", "Contact"), steward.contact if steward else ""),
        (Text("À propos du porteur", "About the steward"), steward.note if steward else ""),
        (Text("Licence", "Licence"), resource.licence or Text("non connue", "not known")[language]),
        *((Text(name.capitalize(), name.capitalize()), address) for name, address in resource.links.items()),
        (Text("Besoins", "Needs"), ", ".join(need_words(need)[language] for need in resource.needs)),
        (Text("Intérêt", "What it brings"), resource.interest),
        (Text("À savoir", "To know"), resource.note),
    ]
    for name, value in facts:
        if value:
            yield Text(f"{name.fr} : {value}", f"{name.en}: {value}")[language]


def _expectation(expectation: Expectation, language: Language) -> Iterator[str]:
    figure = f", {_figure(expectation.figure, language)}" if expectation.figure else ""
    form, standing = label(expectation.form, language), label(expectation.standing, language)
    trigger = label(expectation.trigger, language)
    words = Text(
        f"{form}, {standing} ; à partir de l'usage « {trigger} »", f"{form}, {standing}; from usage “{trigger}”"
    )[language]
    yield f"  - {expectation.id} ({words}){figure}"
    if expectation.description:
        yield f"    {expectation.description}"
    if expectation.source:
        yield f"    {_source(expectation.source, language)}"


def _figure(figure: Figure, language: Language) -> str:
    per = PER_WORDS[figure.per][language]
    if figure.amount_cents is not None:
        return f"{format_euros(figure.amount_cents, language)} {per}"
    if figure.hours is not None:
        return f"{format_hours(figure.hours, language)} {per}"
    if figure.share_rate is not None:
        of = Text("du montant demandé", "of the amount asked")[language]
        return f"{format_rate(figure.share_rate, language)} {of}"
    return ""


def _source(source: Source, language: Language) -> str:
    parts = [part for part in (source.title, source.url) if part]
    if source.seen_on:
        day = format_date(source.seen_on, language)
        parts.append(Text(f"consulté le {day}", f"seen on {day}")[language])
    return ", ".join(parts)
