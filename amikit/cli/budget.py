"""``amikit budget``: the budget as a workbook, and a workbook as the budget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from amikit.cli.budget_report import command as report_command
from amikit.cli.main import COMMAND_NAME, Exit
from amikit.cli.options import dossier_options
from amikit.cli.reading import Reading, reading_options
from amikit.i18n import Language, Text, say

_HELP = Text("Mettre le budget dans un tableur, et l'en rapporter.", "Take the budget to a spreadsheet, and back.")
_EXPORT_HELP = Text(
    "Écrire le budget de DOSSIER dans un classeur : chaque total y est une formule.\n\n"
    "Ce que vous y changez revient dans le dossier par « amikit budget import ».\n\n"
    "Fin : 0 si le classeur est écrit, 1 si un fichier du dossier ne peut pas être lu.",
    "Write the budget of DOSSIER as a workbook, where every total is a formula.\n\n"
    "What you change in it comes back with “amikit budget import”.\n\n"
    "Exit status: 0 if the workbook is written, 1 if a file of the folder cannot be read.",
)
_EXPORT_SHORT = Text("Écrire le budget dans un classeur.", "Write the budget as a workbook.")
_OUT = Text(
    "Le fichier à écrire ; par défaut, « sortie/budget.xlsx » dans le dossier.",
    "The file to write; by default, “sortie/budget.xlsx” in the folder.",
)
_NOT_XLSX = Text(
    "« {name} » : amikit écrit des classeurs .xlsx, que LibreOffice ouvre et enregistre en .ods.",
    "“{name}”: amikit writes .xlsx workbooks, which LibreOffice opens and saves as .ods.",
)
_UNREADABLE = Text(
    "Rien n'est écrit : ce qui ne peut pas être lu manquerait au classeur.",
    "Nothing is written: what cannot be read would be missing from the workbook.",
)
_KEPT = Text("Vous l'aviez modifié ; il est gardé sous « {name} ».", "You had changed it; it is kept as “{name}”.")


_IMPORT_HELP = Text(
    "Rapporter dans DOSSIER le budget d'un tableur : XLSX, ODS, XLS ou CSV, d'amikit ou d'ailleurs.\n\n"
    "Les colonnes sont reconnues à leur nom ; un doute vous est demandé. Le changement est d'abord montré, puis il vous est "
    "demandé de l'écrire. Le classeur, lui, n'est jamais changé.\n\n"
    "Fin : 0 si le dossier dit ce que dit le classeur, 1 sinon.",
    "Bring the budget of a spreadsheet into DOSSIER: XLSX, ODS, XLS or CSV, from amikit or elsewhere.\n\n"
    "Columns are recognised by their names; you are asked about any doubt. The change is shown first, then you are asked "
    "to write it. The workbook itself is never changed.\n\n"
    "Exit status: 0 if the folder says what the workbook says, 1 otherwise.",
)
_IMPORT_SHORT = Text("Rapporter le budget d'un tableur.", "Bring the budget of a spreadsheet in.")
_FILE = Text("FICHIER", "FILE")
_LIST = Text("LISTE", "LIST")
_COLUMNS = Text(
    "Quelle colonne est laquelle : « Intitulé=libelle,Coût=montant ».",
    "Which column is which: “Intitulé=libelle,Coût=montant”.",
)
_BAD_COLUMNS = Text(
    "« {part} » ne dit pas quelle colonne est laquelle : écrivez « Coût=montant ». Au choix : {columns}, ou - pour aucune.",
    "“{part}” does not say which column is which: write “Coût=montant”. To choose from: {columns}, or - for none.",
)
_YES = Text("Écrire sans question.", "Write without a question.")


def command(language: Language) -> click.Command:
    """The group of commands, its words in one language."""
    group = click.Group("budget", help=_HELP[language], subcommand_metavar=COMMAND_NAME[language])

    @group.command("export", help=_EXPORT_HELP[language], short_help=_EXPORT_SHORT[language])
    @dossier_options(language)
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=_OUT[language])
    @click.pass_context
    def export(
        ctx: click.Context, dossier: Path, *, out: Path | None, catalogs: tuple[Path, ...], template: Path | None
    ) -> None:
        if out is not None and out.suffix.lower() != ".xlsx":
            raise click.UsageError(say(_NOT_XLSX, {"name": out.name}, language), ctx)
        raise SystemExit(_export(dossier, out or dossier / "sortie" / "budget.xlsx", catalogs, template, language))

    @group.command("import", help=_IMPORT_HELP[language], short_help=_IMPORT_SHORT[language])
    @click.argument("file", metavar=_FILE[language], type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.argument("dossier", default=".", type=click.Path(path_type=Path))
    @click.option("--columns", callback=_read_columns(language), metavar=_LIST[language], help=_COLUMNS[language])
    @click.option("--yes", is_flag=True, help=_YES[language])
    @reading_options(language)
    def bring_in(file: Path, dossier: Path, *, columns: dict[str, str], yes: bool, reading: Reading) -> None:
        from amikit.cli.importing import import_budget

        raise SystemExit(import_budget(file, dossier, columns, language, yes=yes, reading=reading))

    group.add_command(report_command(language))
    return group


def _read_columns(language: Language) -> Callable[[click.Context, click.Parameter, str | None], dict[str, str]]:
    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> dict[str, str]:
        if not value:
            return {}
        from amikit.workbook.columns import EXPENSE_ORDER, INCOME_ORDER
        from amikit.workbook.matching import parse_columns

        try:
            return parse_columns(value)
        except ValueError as error:
            known = ", ".join(dict.fromkeys((*EXPENSE_ORDER, *INCOME_ORDER)))
            facts = {"part": str(error), "columns": known}
            raise click.BadParameter(say(_BAD_COLUMNS, facts, language), ctx, param) from None

    return read


def _export(dossier: Path, place: Path, catalogs: tuple[Path, ...], template: Path | None, language: Language) -> Exit:
    import amikit
    from amikit.cli.visible import visible
    from amikit.cli.words import as_text
    from amikit.export.write import write_outputs
    from amikit.pipeline import document_day
    from amikit.workbook.book import to_workbook

    checked = amikit.check(dossier, catalogs=catalogs, template=template)
    proposal = checked.proposal
    if proposal is None or checked.report.has_unreadable:
        click.echo(as_text([one for one in checked.report.diagnostics if one.is_unreadable], language))
        click.echo(_UNREADABLE[language])
        return Exit.FINDINGS
    content = to_workbook(proposal, document_day(proposal.dossier))
    paths, kept = write_outputs(place.parent, {place.name: content})
    for path in kept:
        click.echo(say(_KEPT, {"name": visible(str(path))}, language), err=True)
    for path in paths:
        click.echo(visible(str(path)))
    return Exit.OK
