"""The ways to read findings that several commands offer: which of them, and in which form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.diagnostics import Report

FORMATS = ("text", "json", "sarif")
_FORMAT = Text(
    "Pour des personnes (text) ou pour des programmes (json, sarif).",
    "For people (text) or for programs (json, sarif).",
)
_SELECT = Text(
    "Ne garder que ces constats : des codes ou des familles, séparés par des virgules (REC,BUD003).",
    "Keep only these findings: codes or families, separated by commas (REC,BUD003).",
)
_IGNORE = Text("Taire ces constats.", "Leave these findings out.")
_ALL = Text("Montrer chaque constat, même répété.", "Show each finding, even a repeated one.")
_CODES = Text("CODES", "CODES")
_UNKNOWN = Text(
    "« {code} » n'est ni un constat ni une famille. {advice}", "“{code}” is neither a finding nor a family. {advice}"
)
_NOT_IGNORED = Text(
    "Ce qui ne peut pas être lu ne se tait pas : {codes}.",
    "What cannot be read is never left out: {codes}.",
)
_NOTHING_KEPT = Text("Aucun constat de ce genre.", "No finding of that kind.")


@dataclass(frozen=True, slots=True)
class Reading:
    """How someone wants to read what was found."""

    form: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    show_all: bool

    def show(self, report: Report, language: Language, nothing: Text) -> Report:
        """Print the findings kept, ``nothing`` when there is none; returns the report of these."""
        kept = report.only(self.select, self.ignore)
        if self.form != "text":
            from amikit.report.machine import to_json, to_sarif

            click.echo((to_json if self.form == "json" else to_sarif)(kept, language))
        elif kept.diagnostics:
            from amikit.cli.words import print_report

            print_report(kept, language, show_all=self.show_all or bool(self.select))
        else:
            click.echo((_NOTHING_KEPT if report.diagnostics else nothing)[language])
        self._say_not_ignored(kept, language)
        return kept

    def _say_not_ignored(self, kept: Report, language: Language) -> None:
        """Say why something that was to be left out is shown."""
        shown = sorted({one.code for one in kept.diagnostics if self.ignore and one.code.startswith(self.ignore)})
        if shown and self.form == "text":
            click.echo("\n" + say(_NOT_IGNORED, {"codes": shown}, language))


def reading_options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Adds the options, and gives the command a ``reading``."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--format", "form", type=click.Choice(FORMATS), default="text", help=_FORMAT[language])
        @click.option("--select", callback=_read_codes(language), metavar=_CODES[language], help=_SELECT[language])
        @click.option("--ignore", callback=_read_codes(language), metavar=_CODES[language], help=_IGNORE[language])
        @click.option("--all", "show_all", is_flag=True, help=_ALL[language])
        @wraps(command)
        def with_reading(
            *, form: str, select: tuple[str, ...], ignore: tuple[str, ...], show_all: bool, **rest: Any
        ) -> Any:
            return command(**rest, reading=Reading(form, select, ignore, show_all))

        return with_reading

    return decorate


def _read_codes(language: Language) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...]]:
    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
        asked = tuple(dict.fromkeys(code.strip().upper() for code in (value or "").split(",") if code.strip()))
        if not asked:
            return ()
        from amikit.rules import FAULTS
        from amikit.spelling import did_you_mean

        for code in asked:
            if not any(known.startswith(code) for known in FAULTS):
                families = sorted({known[:3] for known in FAULTS})
                facts = {"code": code, "advice": did_you_mean(code, families if len(code) < 5 else FAULTS)}
                raise click.BadParameter(say(_UNKNOWN, facts, language), ctx, param)
        return asked

    return read
