"""``amikit preview``: the answer in a browser, that changes with each save."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options
from amikit.i18n import Language, Text, say

_HELP = Text(
    "Montrer la réponse de DOSSIER dans le navigateur : le texte, les constats, le registre et le graphique, "
    "qui changent à chaque fichier enregistré.\n\n"
    "La page ne peut être lue que sur cet ordinateur, à l'adresse donnée ici. Ctrl-C arrête.",
    "Show the answer of DOSSIER in the browser: the text, the findings, the register and the chart, "
    "which change whenever a file is saved.\n\n"
    "The page can be read on this computer only, at the address given here. Ctrl-C stops.",
)
_NO_BROWSER = Text("Donner l'adresse sans ouvrir le navigateur.", "Give the address without opening the browser.")
_EDITOR = Text(
    "Joindre à chaque constat un lien qui ouvre son fichier à la bonne ligne, dans cet éditeur.",
    "Give each finding a link that opens its file at the right line, in this editor.",
)
_SERVED = Text(
    "L'aperçu de {dossier} est à cette adresse, sur cet ordinateur seulement :",
    "The preview of {dossier} is at this address, on this computer only:",
)
_STOP = Text("Ctrl-C pour arrêter.", "Ctrl-C to stop.")
_STOPPED = Text("L'aperçu est arrêté.", "The preview is stopped.")


def command(language: Language) -> click.Command:
    """The command, its words in one language."""
    from amikit.workshop.findings import EDITORS

    @click.command("preview", help=_HELP[language])
    @dossier_options(language)
    @click.option("--no-browser", is_flag=True, help=_NO_BROWSER[language])
    @click.option("--editor", type=click.Choice(list(EDITORS)), help=_EDITOR[language])
    def preview(
        dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, no_browser: bool, editor: str | None
    ) -> None:
        from amikit.cli.visible import as_argument
        from amikit.cli.words import has_no_dossier, print_report
        from amikit.pipeline import check
        from amikit.workshop.opening import open_workshop

        checked = check(dossier, catalogs=catalogs, template=template)
        if has_no_dossier(checked.report):
            print_report(checked.report, language)
            raise SystemExit(Exit.FINDINGS)
        workshop = open_workshop(dossier, language, catalogs=catalogs, template=template, editor=editor or "")
        click.echo(say(_SERVED, {"dossier": as_argument(dossier)}, language))
        click.echo(f"  {workshop.address}")
        click.echo(_STOP[language])
        sys.stdout.flush()
        if not no_browser and sys.stdout.isatty():
            _open_browser(workshop.address)
        try:
            workshop.run()
        except KeyboardInterrupt:  # the server has stopped in good order, then says why
            click.echo(f"\n{_STOPPED[language]}")
            raise SystemExit(Exit.OK) from None
        raise SystemExit(Exit.NOT_READY)  # what follows the files has failed, and said how

    return preview


def _open_browser(address: str) -> None:
    """Without waiting: some browsers return only when they are closed."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
