"""How findings are read on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from amikit.cli.visible import visible
from amikit.diagnostics import SEVERITY_WORDS, Diagnostic, Report, Severity
from amikit.i18n import Language, Text, say

_COLOURS = {Severity.ERROR: "red", Severity.TODO: "yellow", Severity.ADVICE: "blue"}
_SUMMARY = Text(
    "{errors_count:erreur|erreurs}, {todos_count:chose à faire|choses à faire}, {advices_count:conseil|conseils}",
    "{errors_count:error|errors}, {todos_count:thing to do|things to do}, {advices_count:piece of advice|pieces of advice}",
)
_EXCUSED = Text(
    "{excused_count:constat laissé passer|constats laissés passer} par une exception, imprimée dans le document",
    "{excused_count:finding|findings} let through by an exception, printed in the document",
)


def _near(path: Path) -> Path:
    """The path as seen from here, when it is below: short enough to read, and to click."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def as_text(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """One finding after the other: place first, so that an editor can jump, then the words."""
    lines: list[str] = []
    for found in diagnostics:
        span = found.span
        place = click.style(visible(f"{_near(span.path)}:{span.line}:{span.column}"), bold=True)
        severity = click.style(SEVERITY_WORDS[found.severity][language], fg=_COLOURS[found.severity])
        lines.append(f"{place}: {severity} {found.code} {visible(found.message(language))}")
        hint = found.hint(language)
        if hint:
            lines.append(f"  → {visible(hint)}")
        if found.excuse:
            lines.append(f"  {Text('laissé passer :', 'let through:')[language]} {visible(found.excuse)}")
    return "\n".join(lines)


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


def print_report(report: Report, shown: Iterable[Diagnostic], language: Language) -> None:
    """Print findings, then how many of each."""
    click.echo(as_text(shown, language))
    click.echo()
    click.echo(summary(report, language))
