"""An audit on one screen: how many, the reds first, what each resource would receive, what is seen across answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from types import TracebackType

import click

from amikit.audit.crossing import Crossing
from amikit.audit.mixed import mixed_of
from amikit.audit.overview import Answer, Overview, Total
from amikit.audit.reports import counts_of, title_of
from amikit.audit.run import Audited
from amikit.audit.words import period_of, red_files_of, say_of_answer
from amikit.cli.visible import visible
from amikit.i18n import Language, Text, format_euros, format_hours, say
from amikit.verify.verdict import Light
from amikit.verify.words import LIGHTS

_MOST_REDS = 8
_MOST_RESOURCES = 12
_MOST_MIXED = 8
_MOST_RED_FILES = 3
_WIDEST = 34
_WIDEST_LINE = 110
_REDS = Text("À reprendre avec leurs auteurs", "To settle with their authors")
_MORE = Text("… et {more_count:autre|autres}, dans le rapport", "… and {more_count:other|others}, in the report")
_RESOURCES = Text("Ce que chaque ressource recevrait", "What each resource would receive")
_HEADER = (
    Text("Ressource", "Resource"),
    Text("Recevrait", "Would receive"),
    Text("dont porteur", "of which steward"),
    Text("Promis", "Promised"),
    Text("Bénévolat", "Volunteering"),
    Text("Utilisée par", "Used by"),
    Text("sans retour", "nothing back"),
)
_RED_PART = Text("dont {red_cents} dans des réponses en rouge", "of which {red_cents} in red answers")
_ACROSS = Text("Vu en les lisant ensemble", "Seen by reading them together")
_UNFUNDED = Text(
    "{cells_count:fois|fois}, une réponse s'appuie sur une ressource sans rien apporter de ce qui est attendu.",
    "{cells_count:time|times}, an answer relies on a resource and brings nothing of what is expected.",
)
_PEOPLE = Text(
    "{people_count:personne est|personnes sont} dans plusieurs réponses{more}.",
    "{people_count:person is|people are} in several answers{more}.",
)
_OVER = Text("{over_count:dépasse|dépassent} un plein temps", "{over_count:is|are} over a full time")
_SAME = Text("{same_count:y a|y ont} les mêmes heures", "{same_count:has|have} the same hours in them")
_COLON = Text(" : ", ": ")
_PAYEES = Text(
    "{payees_count:tiers est payé|tiers sont payés} dans plusieurs réponses.",
    "{payees_count:third party is|third parties are} paid in several answers.",
)
_POOLINGS = Text("{poolings_count:occasion|occasions} de mutualiser.", "{poolings_count:chance|chances} to pool.")
_NOTHING = Text("Aucune réponse à lire dans ce dossier.", "No answer to read in this folder.")
_READ = Text("Lu : {done} sur {all}", "Read: {done} of {all}")
_AGAIN = Text(
    "{kept_count:fichier était déjà lu|fichiers étaient déjà lus}.",
    "{kept_count:file was read already|files were read already}.",
)
_MARKS = {Light.RED: ("✗", "red"), Light.AMBER: ("!", "yellow"), Light.GREEN: ("✓", "green")}


class Counter:
    """How far the reading is, on one line that goes away; only for who looks at a terminal."""

    def __init__(self, language: Language, *, is_shown: bool) -> None:
        self._language, self._is_shown = language, is_shown and sys.stderr.isatty()
        self._width = 0

    def show(self, done: int, all_of_them: int) -> None:
        """Say it."""
        if self._is_shown:
            said = say(_READ, {"done": done, "all": all_of_them}, self._language)
            self._width = max(self._width, len(said))
            click.echo("\r" + said, nl=False, err=True)

    def __enter__(self) -> Counter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._width:
            click.echo("\r" + " " * self._width + "\r", nl=False, err=True)


def print_audit(audited: Audited, language: Language) -> None:
    """The whole screen."""
    overview = audited.overview
    if not overview.answers:
        if not overview.only:
            click.echo(_NOTHING[language])
            _say_rest(counts_of(audited, language)[1:])
        return
    click.echo(click.style(title_of(audited, language), bold=True))
    _print_mixed(overview, language)
    _say_rest(counts_of(audited, language))
    if audited.kept_count:
        click.echo(say(_AGAIN, {"kept_count": audited.kept_count}, language))
    _print_reds([answer for answer in overview.answers if answer.light is Light.RED], language)
    if overview.totals:
        _print_totals(overview, language)
    if not overview.only:
        _print_across(overview, audited.crossing, language)


def _print_mixed(overview: Overview, language: Language) -> None:
    """What the totals mix, first; then the call and the period of each answer."""
    mixed = mixed_of(overview, language)
    for sentence in mixed:
        click.echo(click.style(f"! {sentence}", fg="yellow"))
    said = [(one, one.facts) for one in overview.answers if one.facts is not None] if mixed else []
    for answer, facts in said[:_MOST_MIXED]:
        about = " ; ".join(filter(None, [visible(facts.call), period_of(facts.period, language)]))
        label = _cut(facts.title or answer.label, _WIDEST_LINE - 10 - len(about))
        click.echo(
            f"    {answer.number}. {label} : {about}" if language == "fr" else f"    {answer.number}. {label}: {about}"
        )
    _print_more(len(said) - _MOST_MIXED, language)


def _say_rest(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        click.echo(sentence)


def _cut(text: str, width: int) -> str:
    shown = visible(text)
    return shown if len(shown) <= width else shown[: width - 1] + "…"


def _print_reds(answers: Sequence[Answer], language: Language) -> None:
    if not answers:
        return
    click.echo("\n" + click.style(_REDS[language], underline=True))
    for answer in answers[:_MOST_REDS]:
        mark, colour = _MARKS[Light.RED]
        first = next((say_of_answer(one, language) for one in answer.checks if one.light is Light.RED), "")
        word = click.style(f"{mark} {LIGHTS[Light.RED][language]}", fg=colour)
        click.echo(f"  {word}  {answer.number}. {_cut(answer.label, _WIDEST_LINE - 15)}")
        for line in (*red_files_of(answer, language, _MOST_RED_FILES), _cut(first, _WIDEST_LINE - 10)):
            click.echo(f"           {line}")
    _print_more(len(answers) - _MOST_REDS, language)


def _print_more(more: int, language: Language) -> None:
    if more > 0:
        click.echo("  " + say(_MORE, {"more_count": more}, language))


def _print_totals(overview: Overview, language: Language) -> None:
    click.echo("\n" + click.style(_RESOURCES[language], underline=True))
    shown = overview.totals[:_MOST_RESOURCES]
    rows = [[title[language] for title in _HEADER], *(_row(total, language) for total in shown)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADER))]
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        click.echo("  " + "  ".join(cells).rstrip())
        if number and shown[number - 1].red_cents:
            said = say(_RED_PART, {"red_cents": shown[number - 1].red_cents}, language)
            click.echo("    " + click.style(said, fg="red"))
    _print_more(len(overview.totals) - len(shown), language)


def _row(total: Total, language: Language) -> list[str]:
    return [
        _cut(total.name, _WIDEST),
        format_euros(total.received_cents, language),
        format_euros(total.steward_cents, language),
        format_euros(total.promised_cents, language),
        format_hours(total.unpaid_hours, language),
        str(total.used_count),
        str(total.unfunded_count),
    ]


def _people(crossing: Crossing, language: Language) -> dict[str, object]:
    """How many; then what is to be looked at, if anything is."""
    over = {(one.call_id, one.digest) for one in crossing.people if one.is_over}
    same = {(one.call_id, one.digest) for one in crossing.people if one.is_same}
    parts = [say(_OVER, {"over_count": len(over)}, language)] if over else []
    parts += [say(_SAME, {"same_count": len(same)}, language)] if same else []
    people = {(one.call_id, one.digest) for one in crossing.people}
    more = _COLON[language] + ", ".join(parts) if parts else ""
    return {"people_count": len(people), "more": more}


def _print_across(overview: Overview, crossing: Crossing, language: Language) -> None:
    found = (
        (_UNFUNDED, {"cells_count": sum(cell.is_unfunded for cell in overview.cells)}),
        (_PEOPLE, _people(crossing, language)),
        (_PAYEES, {"payees_count": len(crossing.payees)}),
        (_POOLINGS, {"poolings_count": len(crossing.poolings)}),
    )
    lines = [say(text, facts, language) for text, facts in found if next(iter(facts.values()))]
    if lines:
        click.echo("\n" + click.style(_ACROSS[language], underline=True))
        for line in lines:
            click.echo(f"  {line}")
