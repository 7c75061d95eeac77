"""``amikit check``: what is missing or wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options
from amikit.cli.reading import Reading, reading_options
from amikit.i18n import Language, Text

_HELP = Text(
    "Dire ce qui manque ou ne va pas dans DOSSIER, où, et comment y remédier.\n\n"
    "Fin : 0 si rien n'est faux, 1 s'il y a une erreur (avec --strict : au moindre constat).",
    "Say what is missing or wrong in DOSSIER, where, and how to mend it.\n\n"
    "Exit status: 0 if nothing is wrong, 1 on an error (with --strict: on any finding).",
)
_STRICT = Text("Finir avec 1 au moindre constat.", "Exit with 1 on any finding.")
_FIX = Text(
    "Corriger ce qui peut l'être sans se tromper : le changement est d'abord montré, puis il vous est demandé.",
    "Put right what can be without being wrong: the change is shown first, then you are asked.",
)
_YES = Text("Avec --fix : écrire sans question.", "With --fix: write without a question.")
_NOTHING = Text("Rien à redire : la réponse peut partir.", "Nothing to say: the answer can be sent.")
_PAGES_LATER = Text(
    "Rien à redire jusqu'ici ; les pages que limite l'appel sont comptées à l'écriture (« amikit build »).",
    "Nothing to say so far; the pages that the call limits are counted when it is written (“amikit build”).",
)


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("check", help=_HELP[language])
    @dossier_options(language)
    @reading_options(language)
    @click.option("--strict", is_flag=True, help=_STRICT[language])
    @click.option("--fix", is_flag=True, help=_FIX[language])
    @click.option("--yes", is_flag=True, help=_YES[language])
    def check(
        dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *,
        strict: bool, fix: bool, yes: bool, reading: Reading,
    ) -> None:  # fmt: skip
        import amikit
        from amikit.rules.lengths import limits_pages

        checked = amikit.check(dossier, catalogs=catalogs, template=template)
        if fix:
            from amikit.cli.mending import mend

            wanted = replace(checked, report=checked.report.only(reading.select, reading.ignore))
            if mend(wanted, dossier, language, yes=yes, err=reading.form != "text"):
                checked = amikit.check(dossier, catalogs=catalogs, template=template)
        is_counted_later = checked.proposal is not None and limits_pages(checked.proposal.call)
        kept = reading.show(checked.report, language, _PAGES_LATER if is_counted_later else _NOTHING)
        stops = kept.standing if strict else kept.has_errors
        raise SystemExit(Exit.FINDINGS if stops else Exit.OK)

    return check
