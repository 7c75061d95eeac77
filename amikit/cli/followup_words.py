"""Promised, done and left, as a consortium reads it on a screen: by resource, by member, by person; then the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from amikit.cli.visible import visible
from amikit.compute.followup import FollowUp, Tracked
from amikit.compute.gaps import describe_gap
from amikit.compute.progress import PROGRESS_WORDS, Measure
from amikit.i18n import Language, Text, format_euros, format_hours, format_rate, say

if TYPE_CHECKING:
    from amikit.following import Followed

_WIDTH = 88
_NAME_WIDTH = 30
_TITLE = Text("Prévu et tenu, au {day_on}", "Planned and done, on {day_on}")
_NOTHING = Text(
    "Rien n'est encore déclaré : chaque contribution a sa ligne dans suivi/contributions.csv.",
    "Nothing is declared yet: each contribution has its line in suivi/contributions.csv.",
)
_STANDS = Text(
    "Pas de compte rendu tant que cela n'est pas juste : une somme sans ses parts tromperait.",
    "No account until this is right: a sum without its parts would mislead.",
)
_COLUMNS = (Text("Prévu", "Planned"), Text("Tenu", "Done"), Text("%", "%"), Text("Reste", "Left"), Text("", ""))
_RESOURCES = Text("Par ressource", "By resource")
_MEMBERS = Text("Qui a été payé", "Who was paid")
_PEOPLE = Text("Heures payées, par personne", "Paid hours, by person")
_UNPAID = Text("Heures bénévoles, par ressource", "Volunteered hours, by resource")
_INCOMES = Text("Reçu", "Received")
_ACTS = Text("Gestes tenus", "Acts done")
_ACT = Text("{day_on}, {resource} : {evidence}", "{day_on}, {resource}: {evidence}")
_GAPS = Text("Écarts à expliquer", "Gaps to explain")
_NO_GAP = Text("Aucun écart à expliquer ce jour-là.", "No gap to explain on that day.")
_EXPLAIN = Text("Dites pourquoi dans suivi/ecarts.md.", "Say why in suivi/ecarts.md.")
_TOTAL = Text("Total", "Total")


def print_followed(made: Followed, language: Language) -> None:
    """What was found, then where the project stands unless an error prevents it."""
    if made.report.diagnostics:
        from amikit.cli.words import print_report

        print_report(made.report, language, show_all=True)
    if made.followup is None:
        click.echo(_STANDS[language])
        return
    notice = made.proposal.dossier.settings.notice if made.proposal else ""
    if notice:
        click.echo(f"{_wrap(notice)}\n")
    click.echo(as_followup(made.followup, language))


def as_followup(followup: FollowUp, language: Language) -> str:
    """The whole screen."""
    title = click.style(say(_TITLE, {"day_on": followup.on}, language), bold=True)
    if followup.is_empty:
        title += f"\n{_wrap(_NOTHING[language])}"
    names = {one.id.rpartition(":")[2]: one.label[language] for one in followup.by_resource}
    acts = (
        _wrap(say(_ACT, {"day_on": one.on, "resource": names.get(one.resource_id, one.resource_id or one.line_id),
                         "evidence": one.evidence}, language))
        for one in followup.acts
    )  # fmt: skip
    parts = [
        title,
        _table(_RESOURCES, [(one, one.cents) for one in followup.by_resource], language),
        _table(_MEMBERS, [(one, one.cents) for one in followup.by_payee], language),
        _table(_PEOPLE, [(one, one.hours) for one in followup.by_person], language, is_hours=True),
        _table(_UNPAID, [(one, one.unpaid_hours) for one in followup.by_resource], language, is_hours=True),
        _table(_INCOMES, [(one, one.cents) for one in followup.incomes], language),
        _block(_ACTS, acts, language),
        _gaps(followup, language),
    ]
    return "\n\n".join(filter(None, parts))


def _table(title: Text, rows: Sequence[tuple[Tracked, Measure]], language: Language, *, is_hours: bool = False) -> str:
    """Names and measures with their total; nothing when nothing is planned nor done."""
    shown = [(one.label[language], measure) for one, measure in rows if measure]
    if not shown:
        return ""
    shown.append((_TOTAL[language], sum((measure for _, measure in shown), Measure())))
    cells = [[title[language], *(column[language] for column in _COLUMNS)]]
    cells += [[_cut(name), *_cells(measure, language, is_hours=is_hours)] for name, measure in shown]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    lines = []
    for number, row in enumerate(cells):
        figures = [f"{cell:>{width}}" for cell, width in zip(row[1:-1], widths[1:-1], strict=True)]
        line = "  ".join([f"{row[0]:<{widths[0]}}", *figures, row[-1]]).rstrip()
        lines.append(click.style(line, underline=True) if number == 0 else line)
    return "\n".join(lines)


def _cells(measure: Measure, language: Language, *, is_hours: bool) -> list[str]:
    rate = "–" if measure.rate is None else format_rate(measure.rate, language)
    figures = [_figure(figure, language, is_hours=is_hours) for figure in (measure.forecast, measure.done)]
    left = _figure(measure.left, language, is_hours=is_hours)
    return [*figures, rate, left, PROGRESS_WORDS[measure.progress][language]]


def _figure(figure: int | Fraction, language: Language, *, is_hours: bool) -> str:
    return format_hours(Fraction(figure), language) if is_hours else format_euros(int(figure), language)


def _gaps(followup: FollowUp, language: Language) -> str:
    if not followup.gaps:
        return _NO_GAP[language]
    lines = [_wrap(f"{describe_gap(one).say(language)}.", indent=2) for one in followup.gaps]
    return _block(_GAPS, [*lines, _EXPLAIN[language]], language)


def _block(title: Text, lines: Iterable[str], language: Language) -> str:
    shown = list(lines)
    return "\n".join([click.style(title[language], underline=True), *shown]) if shown else ""


def _cut(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _NAME_WIDTH else shown[: _NAME_WIDTH - 1] + "…"


def _wrap(text: str, *, indent: int = 0) -> str:
    first, rest = " " * indent, " " * (indent * 2)
    return click.wrap_text(visible(text), width=_WIDTH, initial_indent=first, subsequent_indent=rest)
