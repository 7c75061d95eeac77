"""``amikit new``: a folder ready to fill."""

from __future__ import annotations

from pathlib import Path

import click

from amikit.cli.main import Exit
from amikit.cli.options import existing_folder
from amikit.i18n import Language, Text, say

_HELP = Text(
    "Préparer DOSSIER, prêt à remplir pour un appel. Chaque fichier y explique ce qu'il attend.\n\n"
    "Exemple : amikit new ma-reponse --call lieu-totem",
    "Prepare DOSSIER, ready to fill in for a call. Each file in it explains what it wants, in French.\n\n"
    "Example: amikit new my-answer --call lieu-totem",
)
_CALL = Text("L'appel : {calls}.", "The call: {calls}.")
_CALL_NAME = Text("APPEL", "CALL")
_TEMPLATE = Text("Le dossier d'un modèle d'appel.", "The folder of a call's template.")
_TAKEN = Text(
    "« {folder} » existe déjà et n'est pas vide : rien n'y est changé.",
    "“{folder}” already exists and is not empty: nothing in it is changed.",
)
_WHICH = Text("Dites quel appel : --call {calls}.", "Say which call: --call {calls}.")
_MADE = Text(
    "{folder} est prêt : {files_count:fichier|fichiers}.\n"
    "Commencez par {settings}, puis :\n"
    "  amikit check {folder}           ce qui reste à faire\n"
    "  amikit build --draft {folder}   un brouillon",
    "{folder} is ready: {files_count:file|files}.\n"
    "Begin with {settings}, then:\n"
    "  amikit check {folder}           what remains to be done\n"
    "  amikit build --draft {folder}   a draft",
)


def command(language: Language) -> click.Command:
    """The command, its words in one language."""
    from amikit.load.call import known_calls

    calls = ", ".join(known_calls())

    @click.command("new", help=_HELP[language])
    @click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
    @click.option("--call", "call_id", metavar=_CALL_NAME[language], help=say(_CALL, {"calls": calls}, language))
    @click.option("--template", type=existing_folder(), help=_TEMPLATE[language])
    def new(folder: Path, call_id: str | None, template: Path | None) -> None:
        from amikit.cli.visible import as_argument
        from amikit.cli.words import as_text
        from amikit.load.call import load_call
        from amikit.load.faults import UNKNOWN_CALL
        from amikit.scaffold import is_free, write_dossier
        from amikit.source.span import NOWHERE, Span

        if not call_id and not template:
            raise click.UsageError(say(_WHICH, {"calls": calls}, language))
        if not is_free(folder):
            raise click.UsageError(say(_TAKEN, {"folder": str(folder)}, language))
        call, found = load_call(template.name if template else call_id or "", Span(NOWHERE), folder, template)
        if call is None:
            for fault in (one for one in found if one.fault is UNKNOWN_CALL):
                raise click.UsageError(f"{fault.message(language)} {fault.hint(language)}")
            click.echo(as_text(found, language))
            raise SystemExit(Exit.FINDINGS)
        paths = [path for path in write_dossier(folder, call) if not path.parent.name.startswith(".")]
        facts = {"folder": as_argument(folder), "settings": as_argument(paths[0]), "files_count": len(paths)}
        click.echo(say(_MADE, facts, language))

    return new
