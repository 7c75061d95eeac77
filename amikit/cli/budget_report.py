"""``amikit budget report``: what was promised, done and left; and the account that a funder asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options, today_option
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.following import Followed

FORMATS = ("text", "docx", "pdf", "xlsx", "md", "json")
_HELP = Text(
    "Comparer au budget de DOSSIER ce que suivi/contributions.csv déclare : prévu, tenu, reste.\n\n"
    "En docx, pdf, xlsx ou md : le compte rendu pour le financeur, avec suivi/bilan.md et suivi/ecarts.md.\n\n"
    "Fin : 0 ; 1 si une contribution est à corriger.",
    "Compare with the budget of DOSSIER what suivi/contributions.csv declares: planned, done, left.\n\n"
    "As docx, pdf, xlsx or md: the account for the funder, with suivi/bilan.md and suivi/ecarts.md.\n\n"
    "Exit status: 0; 1 if a contribution must be corrected.",
)
_SHORT = Text("Comparer ce qui est tenu à ce qui était prévu.", "Compare what was done with what was planned.")
_FORMAT = Text(
    "Pour lire ici (text), pour le financeur (docx, pdf, xlsx, md) ou pour des programmes (json).",
    "To read here (text), for the funder (docx, pdf, xlsx, md) or for programs (json).",
)
_OUT = Text(
    "Le fichier à écrire ; par défaut, « sortie/compte-rendu » dans le dossier.",
    "The file to write; by default, “sortie/compte-rendu” in the folder.",
)
_TODAY = Text(
    "Le jour où l'on fait le point, au lieu d'aujourd'hui : 2027-06-30.",
    "The day of the account, instead of today: 2027-06-30.",
)
_KEPT = Text("Vous l'aviez modifié ; il est gardé sous « {name} ».", "You had changed it; it is kept as “{name}”.")
_OUTSIDE = Text("« sortie » mène hors du dossier : dites où écrire avec --out.", "“sortie” leads outside the folder: say where to write with --out.")  # fmt: skip


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("report", help=_HELP[language], short_help=_SHORT[language])
    @dossier_options(language)
    @click.option("--format", "form", type=click.Choice(FORMATS), default="text", help=_FORMAT[language])
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=_OUT[language])
    @today_option(language, _TODAY)
    def report(
        dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, form: str, out: Path | None,
        today: date,
    ) -> None:  # fmt: skip
        from amikit.following import follow

        made = follow(dossier, today, catalogs=catalogs, template=template)
        if form == "json":
            from amikit.report.followup import followup_to_json

            _give(followup_to_json(made, language), out, language)
        elif form == "text" or made.followup is None:
            _say(made, out if form == "text" else None, language)
        else:
            _write_account(made, form, out, dossier, language)
        raise SystemExit(Exit.OK if made.followup is not None else Exit.FINDINGS)

    return report


def _say(made: Followed, out: Path | None, language: Language) -> None:
    from amikit.cli.followup_words import as_followup, print_followed

    if out is None or made.followup is None:
        print_followed(made, language)
    else:
        _give(click.unstyle(as_followup(made.followup, language)), out, language)


def _give(text: str, out: Path | None, language: Language) -> None:
    if out is None:
        click.echo(text)
    else:
        _put(out, f"{text}\n".encode(), language)


def _write_account(made: Followed, form: str, out: Path | None, root: Path, language: Language) -> None:
    from amikit.cli.words import print_report
    from amikit.export.formats import EXPORTERS, WORKBOOK
    from amikit.render.account import compose_account, lacks_words
    from amikit.workbook.account import account_to_xlsx

    if made.proposal is None or made.followup is None:
        return
    if out is None and not (root / "sortie").resolve().is_relative_to(root.resolve()):
        raise click.UsageError(_OUTSIDE[language])
    if made.report.diagnostics:
        print_report(made.report, language, show_all=True)
    is_draft = not made.report.is_ready or lacks_words(made.followup, made.journal)
    if form == WORKBOOK:
        content = account_to_xlsx(made.proposal, made.followup, made.journal, is_draft=is_draft)
    else:
        content = EXPORTERS[form](compose_account(made.proposal, made.followup, made.journal, is_draft=is_draft))
    end = "-brouillon" if is_draft else ""
    _put(out or root / "sortie" / f"compte-rendu{end}.{form}", content, language)


def _put(place: Path, content: bytes, language: Language) -> None:
    from amikit.cli.visible import visible
    from amikit.export.write import write_outputs

    paths, kept = write_outputs(place.parent, {place.name: content})
    for path in kept:
        click.echo(say(_KEPT, {"name": visible(str(path))}, language), err=True)
    for path in paths:
        click.echo(visible(str(path)))
