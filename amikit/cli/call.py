"""``amikit call``: the calls that amikit knows, whether they still say what is quoted, and a template for another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import COMMAND_NAME, Exit
from amikit.cli.options import existing_file
from amikit.i18n import Language, Text, format_list, say

if TYPE_CHECKING:
    from amikit.model.call import Call

_HELP = Text("Lire les appels, les vérifier, en préparer un.", "Read the calls, check them, prepare one.")
_LIST = Text("Lister les appels connus.", "List the calls that are known.")
_CHECK = Text(
    "Chercher chaque citation de l'appel dans son propre document, et dire lesquelles n'y sont plus.\n\n"
    "APPEL est un nom (« amikit call list ») ou le dossier d'un modèle ; FICHIER est le PDF de l'appel, ou sa page enregistrée.\n\n"
    "Fin : 0 ; 1 si une citation manque.",
    "Look for each citation of the call in its own document, and say which are no longer there.\n\n"
    "CALL is a name (“amikit call list”) or the folder of a template; FILE is the call's PDF, or its page as saved.\n\n"
    "Exit status: 0; 1 if a citation is missing.",
)
_CHECK_SHORT = Text(
    "Relire les citations d'un appel dans son document.", "Read a call's citations in its document again."
)
_NEW = Text(
    "Préparer le modèle d'un appel dans DOSSIER, à partir d'une liste de titres : un fichier de texte, un titre par ligne.\n\n"
    "Le dossier ne doit pas exister, ou être vide ; il se donne ensuite à « amikit build --template DOSSIER ».",
    "Prepare a call's template in FOLDER, from a list of headings: a text file, one heading a line.\n\n"
    "The folder must not exist, or be empty; it is then given to “amikit build --template FOLDER”.",
)
_NEW_SHORT = Text("Préparer le modèle d'un appel.", "Prepare a call's template.")
_CALL = Text("APPEL", "CALL")
_FILE = Text("FICHIER", "FILE")
_FOLDER = Text("DOSSIER", "FOLDER")
_HEADINGS = Text("TITRES", "HEADINGS")
_TEXT = Text("TEXTE", "TEXT")
_TITLE = Text("Le nom de l'appel.", "The name of the call.")
_UNREAD = Text("« {name} » ne peut pas être lu : {why}.", "“{name}” cannot be read: {why}.")
_NO_QUOTE = Text("Cet appel ne cite rien.", "This call quotes nothing.")
_FOUND = Text("{where} : trouvé, page {pages}", "{where}: found, page {pages}")
_MOVED = Text("{where} : page {pages}, et non page {said}", "{where}: page {pages}, and not page {said}")
_MISSING = Text("{where} : n'y est plus. « {quote} »", "{where}: no longer there. “{quote}”")
_SUMMARY = Text(
    "{found_count:citation trouvée|citations trouvées}, {missing_count:absente|absentes}.",
    "{found_count:citation|citations} found, {missing_count} missing.",
)
_ABSENT = Text(
    "Une citation absente a pu changer de mots, ou d'édition : relisez le document avant de corriger template.yaml.",
    "A citation that is missing may have changed its words, or its edition: read the document before mending template.yaml.",
)
_READY = Text(
    "{folder} est prêt. Complétez template.yaml : chaque chiffre avec sa source.",
    "{folder} is ready. Complete template.yaml: each figure with its source.",
)
_TAKEN = Text("« {folder} » existe déjà et n'est pas vide.", "“{folder}” exists already and is not empty.")
_NO_HEADING = Text("Aucun titre dans « {name} ».", "No heading in “{name}”.")


def command(language: Language) -> click.Command:
    """The group of commands, its words in one language."""
    group = click.Group("call", help=_HELP[language], subcommand_metavar=COMMAND_NAME[language])

    @group.command("list", help=_LIST[language])
    def list_calls() -> None:
        from amikit.load.call import known_calls

        names = known_calls()
        width = max(len(name) for name in names)
        for name in names:
            call = _load(name, language)
            click.echo(f"{name.ljust(width)}  {call.title} — {call.edition.label or call.kind}")

    @group.command("check", help=_CHECK[language], short_help=_CHECK_SHORT[language])
    @click.argument("call", metavar=_CALL[language])
    @click.argument("file", metavar=_FILE[language], type=existing_file(language))
    def check(call: str, file: Path) -> None:
        raise SystemExit(_check(call, file, language))

    @group.command("new", help=_NEW[language], short_help=_NEW_SHORT[language])
    @click.argument("folder", metavar=_FOLDER[language], type=click.Path(path_type=Path))
    @click.argument("headings", metavar=_HEADINGS[language], type=existing_file(language))
    @click.option("--title", default="", metavar=_TEXT[language], help=_TITLE[language])
    def new(folder: Path, headings: Path, title: str) -> None:
        from amikit.scaffold import is_free
        from amikit.scaffold_call import read_headings, write_call

        titles = read_headings(headings)
        if not titles:
            raise click.UsageError(say(_NO_HEADING, {"name": str(headings)}, language))
        if not is_free(folder):
            raise click.UsageError(say(_TAKEN, {"folder": str(folder)}, language))
        write_call(folder, title, titles)
        click.echo(say(_READY, {"folder": str(folder)}, language))

    return group


def _load(name: str, language: Language) -> Call:
    """A call by its name or its folder; what is wrong with it stops the command."""
    from amikit.cli.words import print_report
    from amikit.diagnostics import Report
    from amikit.load.call import load_call
    from amikit.source.span import Span

    folder = Path(name) if (Path(name) / "template.yaml").is_file() else None
    call, found = load_call(name, Span(Path(name)), Path(), folder)
    if call is None or found:
        print_report(Report.of(found), language)
    if call is None:
        raise SystemExit(Exit.FINDINGS)
    return call


def _check(name: str, file: Path, language: Language) -> Exit:
    from amikit.cli.visible import visible
    from amikit.quoting import find_quotes
    from amikit.verify.pages import read_pages
    from amikit.verify.reading import LARGEST_FILE, Unreadable
    from amikit.verify.words import WHY

    call = _load(name, language)
    try:
        with file.open("rb") as document:  # one byte too many is enough to know
            found = find_quotes(call, read_pages(document.read(LARGEST_FILE + 1)))
    except Unreadable as unreadable:
        click.echo(say(_UNREAD, {"name": visible(str(file)), "why": WHY[unreadable.why]}, language))
        return Exit.FINDINGS
    if not found:
        click.echo(_NO_QUOTE[language])
        return Exit.OK
    for one in found:
        pages = format_list([str(page) for page in one.pages], language)
        facts = {"where": one.where, "pages": pages, "said": one.source.page, "quote": visible(one.source.quote)}
        click.echo(say(_MOVED if one.has_moved else _FOUND if one.is_found else _MISSING, facts, language))
    missing = sum(not one.is_found for one in found)
    click.echo()
    click.echo(say(_SUMMARY, {"found_count": len(found) - missing, "missing_count": missing}, language))
    if missing:
        click.echo(_ABSENT[language])
    return Exit.FINDINGS if missing else Exit.OK
