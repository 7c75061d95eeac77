"""``amikit status``: where the answer stands, on one screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options, today_option
from amikit.i18n import Language, Text

_HELP = Text(
    "Dire où en est la réponse de DOSSIER : ce qui est maigre, ce qui est promis, ce que l'appel attend encore, "
    "le temps qui reste, et les cinq choses à faire d'abord.\n\nFin : 0 ; 1 si un fichier ne peut pas être lu.",
    "Say where the answer of DOSSIER stands: what is thin, what is promised, what the call still wants, "
    "the time left, and the five things to do first.\n\nExit status: 0; 1 if a file cannot be read.",
)
_FORMAT = Text("Pour des personnes (text) ou pour des programmes (json).", "For people (text) or for programs (json).")
_TODAY = Text(
    "Le jour à partir duquel compter, au lieu d'aujourd'hui : 2026-11-22.",
    "The day to count from, instead of today: 2026-11-22.",
)


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("status", help=_HELP[language])
    @dossier_options(language)
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_FORMAT[language])
    @today_option(language, _TODAY)
    def status(dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, form: str, today: date) -> None:
        import amikit
        from amikit.status.state import compute_status

        checked = amikit.check(dossier, catalogs=catalogs, template=template)
        found = compute_status(checked, today)
        if form == "json":
            from amikit.report.machine import status_to_json

            click.echo(status_to_json(found, language))
        else:
            from amikit.cli.screen import as_screen

            click.echo(as_screen(found, language))
        raise SystemExit(Exit.FINDINGS if checked.report.has_unreadable else Exit.OK)

    return status
