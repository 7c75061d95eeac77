"""A verdict on the screen: a line a check, then what the answer brings to each resource."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import click

from amikit.cli.visible import visible
from amikit.i18n import Language, Text, format_euros, say
from amikit.render.labels import NOT_ASKED
from amikit.verify.verdict import Check, Light, Verdict
from amikit.verify.words import LIGHTS, NOTICE, conclusion, say_check

_MARKS = {Light.GREEN: ("✓", "green"), Light.AMBER: ("!", "yellow"), Light.RED: ("✗", "red")}
_ASKED = Text("Montant demandé : {asked}", "Amount asked: {asked}")
_RESOURCES = Text("Ressource par ressource", "Resource by resource")
_HEADER = (
    Text("Ressource", "Resource"),
    Text("Budget", "Budget"),
    Text("Attendu", "Expected"),
    Text("Engagé", "Committed"),
    Text("Accord du porteur", "Steward's agreement"),
)
_TO_AGREE = Text("à convenir", "to be agreed")
_AGREEMENTS = {
    "demande": Text("demandé", "asked"),
    "accepte": Text("accordé", "given"),
    "reserve": Text("avec réserves", "with reservations"),
    "refuse": Text("refusé", "refused"),
}
_WIDEST_NAME = 34
_WIDEST_TITLE = 120
_MOST_ALIKE = 5
_MOST_RESOURCES = 20
"""With these, a verdict holds on one page; ``--format json`` says everything."""
_ALIKE = Text(
    "… et {others_count:autre constat semblable|autres constats semblables}.",
    "… and {others_count:more|more} of the same.",
)
_OTHERS = Text(
    "… et {others_count:autre ressource|autres ressources}", "… and {others_count:more resource|more resources}"
)


def print_verdict(verdict: Verdict, language: Language, *, is_first: bool) -> None:
    """The file, its conclusion, its checks, and one page of figures."""
    if not is_first:
        click.echo()
    _, colour = _MARKS[verdict.light]
    light = click.style(f"{LIGHTS[verdict.light][language]}, {conclusion(verdict, language)}", fg=colour, bold=True)
    colon = Text(" : ", ": ")[language]
    click.echo(f"{visible(verdict.name)}{colon}{light}")
    if verdict.annex is not None:
        _print_title(verdict.annex, language)
    width = max(len(LIGHTS[light][language]) for light in Light)
    for check, alike_count in _few_of_each(verdict.checks):
        mark, colour = _MARKS[check.light]
        word = f"{mark} {LIGHTS[check.light][language]:{width}}"
        said = (
            say(_ALIKE, {"others_count": alike_count}, language) if alike_count else visible(say_check(check, language))
        )
        click.echo(f"  {click.style(word, fg=colour)}  {said}")
    if verdict.annex is not None and verdict.annex["resources"]:
        click.echo()
        _print_resources(verdict.annex, language)


def print_end(verdicts: Sequence[Verdict], language: Language) -> None:
    """What no verdict says, where one may be misread."""
    if any(verdict.annex is not None for verdict in verdicts):
        click.echo()
        click.echo(NOTICE[language])


def _few_of_each(checks: Sequence[Check]) -> Iterator[tuple[Check, int]]:
    """The checks of a page: of many alike, the first ones, then the last with how many are left out."""
    for _, group in groupby(checks, key=lambda check: (check.code, check.light)):
        alike = list(group)
        kept = alike if len(alike) <= _MOST_ALIKE + 1 else alike[:_MOST_ALIKE]
        yield from ((check, 0) for check in kept)
        if len(kept) < len(alike):
            yield alike[-1], len(alike) - len(kept)


def _print_title(annex: Mapping[str, Any], language: Language) -> None:
    members = ", ".join(member["name"] or member["id"] for member in annex["consortium"]["members"])
    title, members = (_shortened(visible(text), _WIDEST_TITLE) for text in (annex["title"], members))
    click.echo(f"  {title}{' — ' if title and members else ''}{members}")
    asked = format_euros(annex["totals"]["asked_cents"], language)
    click.echo(f"  {_ASKED[language].format(asked=asked)}")


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _print_resources(annex: Mapping[str, Any], language: Language) -> None:
    paid: Counter[str] = Counter()
    for line in annex["budget"]["expenses"]:
        if line["kind"] == "ressource" and line["nature"] == "argent":
            paid[line["target_id"]] += line["cents"]
    rows = [[name[language] for name in _HEADER]]
    for resource in annex["resources"][:_MOST_RESOURCES]:
        figures = [row["expected_cents"] for row in resource["rows"] if row["expected_cents"] is not None]
        expected = format_euros(sum(figures), language) if figures else _TO_AGREE[language]
        committed = sum(row["committed_cents"] for row in resource["rows"])
        agreement = resource["agreement"]
        said = _AGREEMENTS[agreement["status"]] if agreement else NOT_ASKED
        amounts = [format_euros(paid[resource["id"]], language), expected, format_euros(committed, language)]
        rows.append([_shortened(visible(resource["name"]), _WIDEST_NAME), *amounts, said[language]])
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADER))]
    click.echo(f"  {_RESOURCES[language]}")
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(row[place].rjust(widths[place]) for place in (1, 2, 3)), row[4]]
        click.echo("    " + "  ".join(cells).rstrip())
    if others_count := len(annex["resources"][_MOST_RESOURCES:]):
        click.echo(f"    {say(_OTHERS, {'others_count': others_count}, language)}")
