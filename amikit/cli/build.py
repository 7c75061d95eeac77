"""``amikit build``: write the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options, existing_file
from amikit.diagnostics import Severity
from amikit.export.formats import DEFAULT_FORMATS, FORMATS
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.pipeline import Built

_HELP = Text(
    "Écrire la réponse de DOSSIER : DOCX, PDF et budget.xlsx, dans son dossier « sortie ».\n\n"
    "Tant qu'il reste une erreur ou une chose à faire, rien n'est écrit ; « --draft » écrit un brouillon, marqué comme tel "
    "à chaque page.\n\nFin : 0 si les fichiers sont écrits, 1 sinon.",
    "Write the answer of DOSSIER: DOCX, PDF and budget.xlsx, in its “sortie” folder.\n\n"
    "Nothing is written while an error or something to do remains; “--draft” writes a draft, marked as one on every page.\n\n"
    "Exit status: 0 if the files are written, 1 otherwise.",
)
_FORMAT = Text("Les formats, séparés par des virgules : {formats}.", "The formats, separated by commas: {formats}.")
_LIST = Text("LISTE", "LIST")
_OUT = Text(
    "Où écrire ; par défaut, « sortie » dans le dossier.", "Where to write; by default, “sortie” in the folder."
)
_DRAFT = Text("Écrire un brouillon, même incomplet.", "Write a draft, even incomplete.")
_REFERENCE = Text(
    "Un document de référence (.docx ou .odt) pour la mise en page.",
    "A reference document (.docx or .odt) for the looks.",
)
_UNKNOWN = Text("« {name} » n'est pas un format : {advice}", "“{name}” is not a format: {advice}")
_MEANT = Text("vouliez-vous écrire « {format} » ?", "did you mean “{format}”?")
_FORMATS_OF = {
    "calc": "xlsx",
    "doc": "docx",
    "excel": "xlsx",
    "htm": "html",
    "libreoffice": "odt",
    "markdown": "md",
    "word": "docx",
    "writer": "odt",
    "xls": "xlsx",
}
"""What programs and old files are called, and the format that they open."""
_REFUSED = Text(
    "Rien n'est écrit : il reste {left}. « amikit build --draft {dossier} » écrit un brouillon.",
    "Nothing is written: {left} left. “amikit build --draft {dossier}” writes a draft.",
)
_LEFT = {
    Severity.ERROR: Text("{left_count:erreur|erreurs}", "{left_count:error|errors}"),
    Severity.TODO: Text("{left_count:chose à faire|choses à faire}", "{left_count:thing to do|things to do}"),
}
_UNREADABLE = Text("Rien n'est écrit : un fichier ne peut pas être lu.", "Nothing is written: a file cannot be read.")
_KEPT = Text(
    "Un document avait été retouché : cette version est gardée sous « {name} ».",
    "A document had been changed by hand: that version is kept as “{name}”.",
)
_MAKING = Text("Mise en page…", "Laying out…")


def command(language: Language) -> click.Command:
    """The command, its words in one language."""
    format_help = say(_FORMAT, {"formats": ", ".join(FORMATS)}, language)

    @click.command("build", help=_HELP[language])
    @dossier_options(language)
    @click.option("--format", "formats", default=",".join(DEFAULT_FORMATS), callback=_read_formats(language), show_default=True,
                  metavar=_LIST[language], help=format_help)  # fmt: skip
    @click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_OUT[language])
    @click.option("--draft", is_flag=True, help=_DRAFT[language])
    @click.option("--reference", type=existing_file(language), help=_REFERENCE[language])
    def build(
        dossier: Path, formats: tuple[str, ...], *, out: Path | None, draft: bool, reference: Path | None,
        catalogs: tuple[Path, ...], template: Path | None,
    ) -> None:  # fmt: skip
        import amikit

        say_progress = _progress(language)
        say_progress("")
        built = amikit.build(
            dossier, formats, out=out, draft=draft, catalogs=catalogs, template=template, reference=reference,
            progress=say_progress,
        )  # fmt: skip
        _progress_done()
        _tell(built, dossier, language)
        raise SystemExit(Exit.FINDINGS if built.is_refused else Exit.OK)

    return build


def _read_formats(language: Language) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    def read(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip().lower().lstrip(".") for name in value.split(",") if name.strip()))
        for name in names or ("",):
            if name not in FORMATS:
                meant = _FORMATS_OF.get(name)
                advice = say(_MEANT, {"format": meant}, language) if meant else ", ".join(FORMATS) + "."
                facts = {"name": name, "advice": advice}
                raise click.BadParameter(say(_UNKNOWN, facts, language), ctx, param)
        return names

    return read


def _progress(language: Language) -> Callable[[str], None]:
    """Says what is being made, on a terminal only: nothing but the result when piped."""

    def tell(name: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{_MAKING[language]} {name}\033[K", nl=False, err=True)

    return tell


def _progress_done() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)


def _tell(built: Built, dossier: Path, language: Language) -> None:
    """The findings when nothing was written; else what was let through, and where the files are."""
    from amikit.cli.visible import as_argument, visible
    from amikit.cli.words import has_no_dossier, print_report, summary

    report = built.checked.report
    if built.is_refused:
        print_report(report, language, with_excused=False)
        if has_no_dossier(report):
            return
        reason = _UNREADABLE if report.has_unreadable else _REFUSED
        counts = {severity: report.count(severity) for severity in _LEFT}
        left = [say(_LEFT[one], {"left_count": count}, language) for one, count in counts.items() if count]
        click.echo(say(reason, {"dossier": as_argument(dossier), "left": left}, language))
        return
    if report.diagnostics:
        click.echo(summary(report, language), err=True)
    for kept in built.kept:
        click.echo(say(_KEPT, {"name": visible(str(kept))}, language), err=True)
    for path in built.paths:
        click.echo(visible(str(path)))
