"""How findings are read on a terminal: what weighs most first, the same thing said a few times only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import click

from amikit.cli.excerpt import read_excerpt
from amikit.cli.visible import visible
from amikit.diagnostics import SEVERITY_WORDS, Diagnostic, Report, Severity
from amikit.i18n import Language, Text, say
from amikit.load.faults import NO_DOSSIER
from amikit.paths import near
from amikit.source.span import Span
from amikit.status.steps import choose_steps

MOST_OF_A_CODE = 5
"""Times the same code is shown; the others are counted, so that sixty pieces of advice hide nothing."""
_COLOURS = {Severity.ERROR: "red", Severity.TODO: "yellow", Severity.ADVICE: "blue"}
_GROUPS = {
    Severity.ERROR: Text("À corriger : {shown_count:erreur|erreurs}", "To correct: {shown_count:error|errors}"),
    Severity.TODO: Text("À faire : {shown_count:chose|choses}", "To do: {shown_count:thing|things}"),
    Severity.ADVICE: Text(
        "À regarder : {shown_count:conseil|conseils}", "Worth a look: {shown_count:piece of advice|pieces of advice}"
    ),
}
_EXCUSED_GROUP = Text(
    "Laissé passer par une exception : {shown_count:constat|constats}",
    "Let through by an exception: {shown_count:finding|findings}",
)
_MORE = Text(
    "… et {more_count:autre constat|autres constats} {code} ; « --select {code} » les montre tous.",
    "… and {more_count:other|others} like {code}; “--select {code}” shows them all.",
)
_SUMMARY = Text(
    "{errors_count:erreur|erreurs}, {todos_count:chose à faire|choses à faire}, {advices_count:conseil|conseils}",
    "{errors_count:error|errors}, {todos_count:thing to do|things to do}, {advices_count:piece of advice|pieces of advice}",
)
_EXCUSED = Text(
    "{excused_count:constat laissé passer|constats laissés passer} par une exception, imprimée dans le document",
    "{excused_count:finding|findings} let through by an exception, printed in the document",
)
_THE_REST_LATER = Text(
    "Ce qui dépend de ce qui n'a pas pu être lu sera vérifié ensuite.",
    "What depends on what could not be read will be checked afterwards.",
)
_BEGIN = Text(
    "Commencez par {place} ; « amikit explain {code} » explique.",
    "Begin with {place}; “amikit explain {code}” explains.",
)
_COLUMN = Text("colonne « {name} »", "column “{name}”")
_LET_THROUGH = Text("laissé passer :", "let through:")


def place_of(span: Span) -> str:
    """``dossier.yaml:3:7``, as an editor understands it; ``budget.xlsx!Dépenses!F12`` in a workbook."""
    if span.cell:
        return visible(f"{near(span.path)}!{span.cell}")
    return visible(f"{near(span.path)}:{span.line}:{span.column}")


def as_text(diagnostics: Iterable[Diagnostic], language: Language, *, show_all: bool = True) -> str:
    """One finding after the other: place first, so that an editor can jump, then the words and the line."""
    lines: list[str] = []
    shown: Counter[str] = Counter()
    found = list(diagnostics)
    totals = Counter(one.code for one in found)
    for one in found:
        shown[one.code] += 1
        if show_all or shown[one.code] <= MOST_OF_A_CODE:
            lines += _one(one, language)
        elif shown[one.code] == totals[one.code]:
            facts = {"more_count": totals[one.code] - MOST_OF_A_CODE, "code": one.code}
            lines.append(click.style(f"  {say(_MORE, facts, language)}", dim=True))
    return "\n".join(lines)


def _one(found: Diagnostic, language: Language) -> list[str]:
    severity = click.style(SEVERITY_WORDS[found.severity][language], fg=_COLOURS[found.severity])
    place = click.style(place_of(found.span), bold=True)
    lines = [f"{place}: {severity} {found.code} {visible(found.message(language))}", *_excerpt(found, language)]
    hint = found.hint(language)
    if hint:
        lines.append(f"  → {visible(hint)}")
    if found.excuse:
        lines.append(f"  {_LET_THROUGH[language]} {visible(found.excuse)}")
    return lines


def _excerpt(found: Diagnostic, language: Language) -> list[str]:
    """The line at fault and a mark below it; with the name of the column, in a table."""
    excerpt = read_excerpt(found.span)
    if excerpt is None:
        return []
    gutter = f"  {excerpt.line} │ "
    mark = click.style("^" * excerpt.width, fg=_COLOURS[found.severity])
    bar = click.style(" " * (len(gutter) - 2) + "│ ", dim=True)
    name = f" {say(_COLUMN, {'name': excerpt.column}, language)}" if excerpt.column else ""
    return [click.style(gutter, dim=True) + excerpt.text, bar + " " * excerpt.offset + mark + name]


def summary(report: Report, language: Language) -> str:
    """How many of each, in one line."""
    counts = {
        "errors_count": report.count(Severity.ERROR),
        "todos_count": report.count(Severity.TODO),
        "advices_count": report.count(Severity.ADVICE),
    }
    text = say(_SUMMARY, counts, language)
    if report.excused:
        text += " ; " if language == "fr" else "; "
        text += say(_EXCUSED, {"excused_count": len(report.excused)}, language)
    return text + "."


def has_no_dossier(report: Report) -> bool:
    """Whether what was given is no dossier at all: nothing was read."""
    return any(found.fault is NO_DOSSIER for found in report.standing)


def print_report(report: Report, language: Language, *, show_all: bool = False, with_excused: bool = True) -> None:
    """Print the findings by weight, then how many of each and where to begin."""
    for title, group in _groups(report, with_excused=with_excused):
        click.secho(say(title, {"shown_count": len(group)}, language), bold=True)
        click.echo(as_text(group, language, show_all=show_all))
        click.echo()
    click.echo(summary(report, language))
    if has_no_dossier(report):
        return  # there is no rest to check, and nothing more to explain
    if report.has_unreadable:
        click.echo(_THE_REST_LATER[language])
    if report.standing:
        waiting = Report(tuple(found for found in report.standing if found.severity is not Severity.ADVICE))
        first = choose_steps(waiting if waiting.diagnostics else report, 1)[0].first
        click.echo(say(_BEGIN, {"place": place_of(first.span), "code": first.code}, language))


def _groups(report: Report, *, with_excused: bool) -> Iterable[tuple[Text, Sequence[Diagnostic]]]:
    for severity, title in _GROUPS.items():
        group = [found for found in report.standing if found.severity is severity]
        if group:
            yield title, group
    if with_excused and report.excused:
        yield _EXCUSED_GROUP, report.excused
