"""``amikit budget import``: which column is which, what would change, then written if the person agrees."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.reading import Reading
from amikit.cli.visible import as_argument, visible
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.diagnostics import Diagnostic
    from amikit.workbook.bring import BroughtBook

_NOT_NOW = Text(
    "Le budget du dossier ne peut pas être lu : corrigez-le d'abord, pour que rien n'en soit perdu.",
    "The budget of the folder cannot be read: put it right first, so that nothing of it is lost.",
)
_FAULTS = Text(
    "Rien n'est changé : corrigez ces cellules dans le classeur, enregistrez, relancez.",
    "Nothing is changed: put these cells right in the workbook, save, run it again.",
)
_PROPOSAL = Text("Ces colonnes ont été reconnues à leur nom :", "These columns were recognised by their names:")
_ONE = Text("  « {header} » : {key} ({title})", "  “{header}”: {key} ({title})")
_ASK = Text("Est-ce bien cela ? oui ou non", "Is that right? yes or no")
_YES_WORDS = ("o", "oui", "y", "yes")
_NO = Text("non", "no")
_SAY_COLUMNS = Text(
    "Rien n'est changé. Si c'est bien cela, ajoutez --columns {columns} ; sinon, corrigez-y les noms "
    "(« - » laisse une colonne de côté).",
    "Nothing is changed. If that is right, add --columns {columns}; else put the names right in it "
    "(“-” leaves a column aside).",
)
_NOTHING = Text(
    "Le classeur dit la même chose que le dossier : rien à changer.",
    "The workbook says the same as the folder: nothing to change.",
)
_READ = Text("{lines_count:ligne lue|lignes lues} dans {names}.", "{lines_count:line|lines} read in {names}.")
_NOT_OURS = Text("« {name} » ne peut pas être remplacé : {why}.", "“{name}” cannot be replaced: {why}.")
_AFTER = Text("« amikit check {dossier} » dit ce qui manque.", "“amikit check {dossier}” says what is missing.")
_FINE = Text("Rien à redire sur le classeur.", "Nothing to say about the workbook.")


def import_budget(
    file: Path, dossier: Path, chosen: Mapping[str, str], language: Language, *, yes: bool, reading: Reading
) -> Exit:
    """Bring a spreadsheet in; the status to end with."""
    from amikit.cli.words import as_text
    from amikit.diagnostics import Report
    from amikit.workbook.bring import bring

    in_the_way = _unreadable(dossier)
    if in_the_way:
        click.echo(as_text(in_the_way, language))
        click.echo(_NOT_NOW[language])
        return Exit.FINDINGS
    book = bring(file, chosen)
    report = Report.of(book.diagnostics)
    if report.diagnostics or reading.form != "text":
        reading.show(report, language, _FINE)
    if report.has_errors:
        click.echo(_FAULTS[language], err=True)
        return Exit.FINDINGS
    err = reading.form != "text"
    if book.guessed and not _confirms(book, language, err=err):
        click.echo(say(_SAY_COLUMNS, {"columns": as_argument(Path(book.columns))}, language), err=True)
        return Exit.FINDINGS
    return _write(book, dossier, language, yes=yes, err=err)


def _unreadable(dossier: Path) -> list[Diagnostic]:
    """What of the dossier cannot be read, and that a change of its budget could lose."""
    import amikit

    loaded = amikit.load_folder(dossier)
    budget = dossier / "budget"
    return [
        one
        for one in loaded.diagnostics
        if one.is_unreadable and (loaded.dossier is None or one.span.path.is_relative_to(budget))
    ]


def _confirms(book: BroughtBook, language: Language, *, err: bool) -> bool:
    """Whether the person agrees with the columns that were guessed; nobody is asked when nobody is there."""
    from amikit.workbook.columns import columns_of

    titles = {column.key: column.title for table in book.tables for column in columns_of(table.match.model)}
    click.secho(_PROPOSAL[language], bold=True, err=err)
    for header, key in book.guessed.items():
        facts = {"header": visible(header), "key": key, "title": titles[key]}
        click.echo(say(_ONE, facts, language), err=err)
    if not sys.stdin.isatty():
        return False
    answer: str = click.prompt(_ASK[language], default=_NO[language], show_default=False)
    return answer.strip().casefold() in _YES_WORDS


def _write(book: BroughtBook, dossier: Path, language: Language, *, yes: bool, err: bool) -> Exit:
    from amikit.cli.mending import write_if_agreed
    from amikit.errors import refusal
    from amikit.mend.sheets import plan_import

    try:
        changes = plan_import(book, dossier)
    except OSError as error:
        facts = {"name": visible(str(error.filename)), "why": refusal(error)}
        click.echo(say(_NOT_OURS, facts, language), err=True)
        return Exit.FINDINGS
    for table in book.tables:
        facts = {"lines_count": len(table.lines), "names": visible(table.match.grid.name or table.match.grid.path.name)}
        click.echo(say(_READ, facts, language), err=err)
    if not changes:
        click.echo(_NOTHING[language], err=err)
        return Exit.OK
    if not write_if_agreed(changes, language, option="budget import", yes=yes, err=err):
        return Exit.FINDINGS
    click.echo(say(_AFTER, {"dossier": as_argument(dossier)}, language), err=err)
    return Exit.OK
