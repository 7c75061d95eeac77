"""Open data on the screen or in a file, and what is missing from it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from amikit.cli.main import Exit
from amikit.cli.visible import visible
from amikit.cli.writing import give
from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, say
from amikit.model.catalog import Resource
from amikit.publishing.funding import draft_funding
from amikit.publishing.prices import is_contract
from amikit.publishing.subventions import GRANT, Facts, Gap, publish_subventions

_CONTRACT = Text(
    "Cet appel est un marché : ce qu'il paie n'est pas une subvention, et ne va pas dans SCDL Subventions.",
    "This call is a public contract: what it pays is no grant, and does not go into SCDL Subventions.",
)
_MISSING = Text(
    "Rien n'est écrit : il manque ce que seule la décision, ou le bénéficiaire, peut dire. Donnez-le avec « --set "
    "COLONNE=VALEUR » ou « --facts » :",
    "Nothing is written: what only the decision, or the beneficiary, can say is missing. Give it with “--set "
    "COLUMN=VALUE” or “--facts”:",
)
_GAP = Text("  - {row}{column} : {means}", "  - {row}{column}: {means}")
_WRONG = Text("  - {row}{column} : « {value} » ne convient pas ; {means}", "  - {row}{column}: “{value}” does not fit; {means}")  # fmt: skip
_ROW = Text("ligne {id}, ", "line {id}, ")
_ASKED = Text(
    "Le montant est celui qui est demandé : s'il est accordé autrement, donnez « --set montant=… ».",
    "The amount is the one asked: if it is granted otherwise, give “--set montant=…”.",
)
_UNKNOWN = Text(
    "Aucun reversement de ce dossier n'est à la ligne : {ids}.", "No money passed on in this folder is at line: {ids}."
)
_DRAFT = Text(
    "Un brouillon pour le porteur, à compléter et à publier par lui seul. Ce qui est promis n'y compte pas comme reçu.",
    "A draft for the steward, to complete, and for the steward alone to publish. What is promised does not count as received.",
)
_UNSAID = Text("Il manque, parce que personne ne l'a dit :", "Missing, because nobody said it:")
_LEFT_OUT = Text("Laissé de côté :", "Left out:")
_ITEM = Text("  - {name} : {why}", "  - {name}: {why}")


def give_subventions(proposal: Proposal, facts: Facts, out: Path | None, language: Language) -> Exit:
    """Give the rows when nothing is missing; else say what is."""
    if is_contract(proposal.call.kind, proposal.call.id):
        click.echo(_CONTRACT[language], err=True)
        return Exit.FINDINGS
    published = publish_subventions(proposal, facts)
    if published.unknown_ids:
        click.echo(visible(say(_UNKNOWN, {"ids": list(published.unknown_ids)}, language)), err=True)
        return Exit.FINDINGS
    if published.gaps:
        click.echo(_MISSING[language], err=True)
        for gap in published.gaps:
            click.echo(_gap(gap, language), err=True)
        return Exit.FINDINGS
    if published.is_amount_asked:
        click.echo(_ASKED[language], err=True)
    give(published.to_csv().decode().rstrip("\n"), out, language)
    return Exit.OK


def _gap(gap: Gap, language: Language) -> str:
    row = "" if gap.row_id == GRANT else say(_ROW, {"id": gap.row_id}, language)
    facts = {"row": row, "column": gap.column, "means": gap.means, "value": gap.value}
    return visible(say(_WRONG if gap.value else _GAP, facts, language))


def give_funding(proposal: Proposal, resource: Resource, out: Path | None, language: Language) -> None:
    """Give the draft, and say what it lacks."""
    draft = draft_funding(proposal, resource, language)
    give(json.dumps(draft.content, ensure_ascii=False, indent=2), out, language)
    click.echo(_DRAFT[language], err=True)
    _list(_UNSAID, draft.missing, language)
    _list(_LEFT_OUT, draft.left_out, language)


def _list(title: Text, items: Iterable[tuple[str, Text]], language: Language) -> None:
    lines = [visible(say(_ITEM, {"name": name, "why": why}, language)) for name, why in items]
    if lines:
        click.echo("\n".join([title[language], *lines]), err=True)
