"""``amikit check``: what is missing or wrong, where, and how to mend it."""

from __future__ import annotations

from pathlib import Path

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options
from amikit.i18n import Language, Text

_HELP = Text(
    "Dire ce qui manque ou ne va pas dans DOSSIER, où, et comment y remédier.\n\n"
    "Fin : 0 si rien n'est faux, 1 s'il y a une erreur (avec --strict : au moindre constat).",
    "Say what is missing or wrong in DOSSIER, where, and how to mend it.\n\n"
    "Exit status: 0 if nothing is wrong, 1 on an error (with --strict: on any finding).",
)
_STRICT = Text("Finir avec 1 au moindre constat.", "Exit with 1 on any finding.")
_NOTHING = Text("Rien à redire : la réponse peut partir.", "Nothing to say: the answer can be sent.")


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("check", help=_HELP[language])
    @dossier_options(language)
    @click.option("--strict", is_flag=True, help=_STRICT[language])
    def check(dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, strict: bool) -> None:
        import amikit
        from amikit.cli.words import print_report

        report = amikit.check(dossier, catalogs=catalogs, template=template).report
        if report.diagnostics:
            print_report(report, report.diagnostics, language)
        else:
            click.echo(_NOTHING[language])
        stops = report.standing if strict else report.has_errors
        raise SystemExit(Exit.FINDINGS if stops else Exit.OK)

    return check
