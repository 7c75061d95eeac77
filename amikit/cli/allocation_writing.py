"""``amikit allocate --write``: the lines and the decision, shown as a diff, then written if the person agrees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from amikit.cli.mending import write_if_agreed
from amikit.cli.visible import visible
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.sharing import Allocated

_EXCESS = Text(
    "Le budget donne déjà {over_cents} de plus que proposé à {name} : aucune ligne n'est retirée, c'est à vous de le faire.",
    "The budget already gives {name} {over_cents} more than proposed: no line is removed, that is yours to do.",
)
_REFUSED = Text(
    "Les lignes ne peuvent pas être ajoutées à budget/depenses.csv : il lui faut les colonnes ligne, destination et montant.",
    "The lines cannot be added to budget/depenses.csv: it needs the columns ligne, destination and montant.",
)
_ALL_THERE = Text("Tout y est déjà : rien à écrire.", "It is all there already: nothing to write.")
_AFTER = Text(
    "Une fois la décision prise : remplissez « date », « participants » et « issue », puis « amikit check » dit ce qui "
    "manque aux nouvelles lignes (compte, financeur).",
    "Once it is decided: fill in “date”, “participants” and “issue”; “amikit check” then says what the new lines lack "
    "(account, funder).",
)


def write_allocation(made: Allocated, day: date, language: Language, *, yes: bool, err: bool = False) -> bool:
    """Offer what the proposal adds to the dossier; whether it was written."""
    from amikit.mend.allocation import plan_allocation

    if made.allocation is None or made.proposal is None:
        return False
    planned = plan_allocation(made.allocation, made.proposal, day)
    click.echo(err=err)
    for excess in planned.excesses:
        click.echo(say(_EXCESS, {"over_cents": excess.cents, "name": visible(excess.name)}, language), err=err)
    if planned.is_budget_refused:
        click.echo(_REFUSED[language], err=True)
        return False
    if not planned.changes:
        click.echo(_ALL_THERE[language], err=err)
        return True
    is_written = write_if_agreed(planned.changes, language, option="--write", yes=yes, err=err)
    if is_written:
        click.echo(_AFTER[language], err=err)
    return is_written
