"""``amikit check --fix``, and what else writes in a dossier: show what would change, ask, then write."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.visible import visible
from amikit.i18n import Language, Text, say
from amikit.paths import near

if TYPE_CHECKING:
    from amikit.mend.files import Change
    from amikit.pipeline import Checked

_NOTHING = Text(
    "Rien ici ne se corrige sans risque de se tromper : le reste vous revient.",
    "Nothing here can be put right without a risk of being wrong: the rest is yours.",
)
_COUNT = Text(
    "{fixes_count:correction|corrections} dans {files_count:fichier|fichiers} :",
    "{fixes_count:correction|corrections} in {files_count:file|files}:",
)
_ASK = Text("Écrire ces changements ? oui ou non", "Write these changes? yes or no")
_YES_WORDS = ("o", "oui", "y", "yes")
_NO = Text("non", "no")
_NOT_WRITTEN = Text("Rien n'est écrit.", "Nothing is written.")
_NOBODY_TO_ASK = Text(
    "Rien n'est écrit. Pour écrire sans question : {option} --yes.",
    "Nothing is written. To write without a question: {option} --yes.",
)
_WRITTEN = Text("C'est écrit : {names}.", "Written: {names}.")
_CHANGED = Text(
    "Rien n'est écrit : « {name} » a changé entre-temps. Relancez la commande.",
    "Nothing is written: “{name}” changed meanwhile. Run the command again.",
)
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def mend(checked: Checked, root: Path, language: Language, *, yes: bool, err: bool = False) -> bool:
    """Offer the safe fixes of what was found; whether files were written. ``err`` leaves the output to the findings."""
    from amikit.mend.files import plan_changes
    from amikit.mend.fixes import find_fixes

    changes = plan_changes(find_fixes(checked.report, checked.proposal), root)
    if not changes:
        click.echo(_NOTHING[language], err=err)
        return False
    facts = {"fixes_count": sum(len(change.fixes) for change in changes), "files_count": len(changes)}
    click.secho(say(_COUNT, facts, language), bold=True, err=err)
    return write_if_agreed(changes, language, option="--fix", yes=yes, err=err)


def write_if_agreed(
    changes: Sequence[Change], language: Language, *, option: str, yes: bool, err: bool = False
) -> bool:
    """Show the changes, ask unless ``yes``, write them all or none; whether they were written."""
    from amikit.mend.files import ChangedMeanwhile, write_changes

    _show(changes, language, err=err)
    if not (yes or _agrees(language)):
        said = _NOT_WRITTEN if _is_someone_there() else _NOBODY_TO_ASK
        click.echo(say(said, {"option": option}, language), err=err)
        return False
    try:
        write_changes(changes)
    except ChangedMeanwhile as changed:
        click.echo(say(_CHANGED, {"name": visible(str(near(changed.path)))}, language), err=True)
        return False
    names = [visible(str(near(change.path))) for change in changes]
    click.echo(say(_WRITTEN, {"names": names}, language), err=err)
    return True


def _show(changes: Sequence[Change], language: Language, *, err: bool) -> None:
    for change in changes:
        for fix in change.fixes:
            click.echo(f"  {fix.found.code} {visible(fix.says[language])}", err=err)
        for line in change.diff(str(near(change.path))):
            click.secho(visible(line), fg=_COLOURS.get(line[0]), err=err)
    click.echo(err=err)


def _is_someone_there() -> bool:
    return sys.stdin.isatty()


def _agrees(language: Language) -> bool:
    """Whether the person says yes; nobody is asked when nobody is there."""
    if not _is_someone_there():
        return False
    answer: str = click.prompt(_ASK[language], default=_NO[language], show_default=False)
    return answer.strip().casefold() in _YES_WORDS
