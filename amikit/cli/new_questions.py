"""What ``amikit new`` asks: the call, who answers, what is needed, which resources answer it and what they expect back.

Nothing is written while somebody is answering: leaving in the middle leaves nothing behind.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from amikit.i18n import Language, Text, format_euros, format_rate, say
from amikit.model.needs import NEEDS, need_words

if TYPE_CHECKING:
    from amikit.model.call import Call
    from amikit.model.catalog import Catalog, Resource

_PASS = Text(" (Entrée pour passer)", " (Enter to skip)")
_WHICH_CALL = Text("Quel appel", "Which call")
_CALLS = Text("Les appels connus :", "The calls that are known:")
_ASKS = Text("Cet appel demande :", "This call asks:")
_FUNDER = Text("financeur : {name}", "funder: {name}")
_AMOUNT = Text("montant : {amount}", "amount: {amount}")
_YEARLY = Text("par an, au plus : {amount}", "a year, at most: {amount}")
_PUBLIC = Text("financement public, au plus : {rate}", "public funding, at most: {rate}")
_AID = Text("part des charges financée, au plus : {rate}", "part of the expenses that is paid, at most: {rate}")
_MONTHS = Text("durée, au plus : {months_count:mois|mois}", "duration, at most: {months_count:month|months}")
_PIECES = Text("pièces : {names}", "attachments: {names}")
_NOTHING_KNOWN = Text(
    "ni plafond ni pièce : chaque financeur a les siens", "no ceiling, no attachment: each funder has its own"
)
_TITLE = Text("Le titre de votre réponse", "The title of your answer")
_DEADLINE = Text("La date limite de dépôt, par exemple 2027-01-31", "The deadline, for instance 2027-01-31")
_LEAD = Text("Le nom de qui porte la réponse", "The name of who leads the answer")
_OTHER = Text("Un autre membre", "Another member")
_CITY = Text("Sa ville", "Its city")
_MATURITY = Text("Où en est ce lieu : emergent ou mature", "Where this place stands: emergent (emerging) or mature")
_NEEDS = Text("Vos besoins communs :", "What you need in common:")
_NUMBERS = Text("Leurs numéros, séparés par des virgules", "Their numbers, separated by commas")
_ANSWERING = Text("Des ressources communes y répondent :", "Shared resources answer them:")
_ALL = Text("Les ressources communes du catalogue :", "The shared resources of the catalog:")
_HOPES = Text("en retour : {hopes}", "in return: {hopes}")
_TO_AGREE = Text("à convenir avec qui en prend soin", "to be agreed with whoever looks after it")
_RELY = Text("Celles sur lesquelles vous vous appuyez (numéros)", "Those you rely on (numbers)")
_NOT_A_NUMBER = Text("« {typed} » n'est pas un numéro de la liste.", "“{typed}” is not a number of the list.")
_NOT_A_WORD = Text("« {typed} » : écrivez {words}.", "“{typed}”: write {words}.")
_MATURITIES = ("emergent", "mature")


def is_someone_there() -> bool:
    """Whether questions can be answered."""
    return sys.stdin.isatty()


def ask_call(calls: Sequence[tuple[str, str]], language: Language) -> str:
    """The id of a call, by its number or its name; ``calls`` are pairs of id and title."""
    click.echo(_CALLS[language])
    for number, (call_id, title) in enumerate(calls, start=1):
        click.echo(f"  {number}. {title} ({call_id})")
    while True:
        typed = str(click.prompt(_WHICH_CALL[language])).strip()
        if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(calls):
            return calls[int(typed) - 1][0]
        if typed in dict(calls):
            return typed
        click.echo(say(_NOT_A_NUMBER, {"typed": typed}, language))


def show_call(call: Call, language: Language) -> None:
    """What the call asks, in a few lines."""
    ceilings = call.ceilings
    low, high = (limit.amount_cents if limit else None for limit in (ceilings.amount_min, ceilings.amount_max))
    amounts = [format_euros(cents, language, decimals=False) for cents in (low, high) if cents]
    facts: list[tuple[Text, dict[str, object]]] = []
    if call.funder_name or call.funder:
        facts.append((_FUNDER, {"name": call.funder_name or call.funder}))
    if amounts:
        facts.append((_AMOUNT, {"amount": " – ".join(amounts)}))
    if ceilings.per_year_max and ceilings.per_year_max.amount_cents:
        yearly = format_euros(ceilings.per_year_max.amount_cents, language, decimals=False)
        facts.append((_YEARLY, {"amount": yearly}))
    for text, limit in ((_PUBLIC, ceilings.public_rate_max), (_AID, ceilings.aid_rate_max)):
        if limit and limit.rate is not None:
            facts.append((text, {"rate": format_rate(limit.rate, language)}))
    if ceilings.duration_max and ceilings.duration_max.months:
        facts.append((_MONTHS, {"months_count": ceilings.duration_max.months}))
    required = [piece.title for piece in call.attachments if piece.required]
    if required:
        facts.append((_PIECES, {"names": " ; ".join(required)}))
    click.echo(_ASKS[language])
    for text, values in facts:
        click.echo(f"  - {say(text, values, language)}")
    if not amounts and not required:
        click.echo(f"  - {_NOTHING_KNOWN[language]}")


def ask_text(asks: Text, language: Language) -> str:
    """A text on one line; empty when it is passed."""
    return " ".join(str(click.prompt(asks[language] + _PASS[language], default="", show_default=False)).split())


def ask_title(language: Language) -> str:
    """The title of the answer; empty when it is passed."""
    return ask_text(_TITLE, language)


def ask_deadline(language: Language) -> str:
    """A day as files write it; empty when it is passed."""
    from amikit.load.days import explain_day

    while True:
        typed = ask_text(_DEADLINE, language)
        if not typed:
            return ""
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError:
            why, hint = explain_day(typed)
            click.echo(f"« {typed} » {why[language]}. {hint[language]}")


def ask_members(language: Language) -> list[tuple[str, str, str]]:
    """Name, city and maturity of each member, the lead first; none when the first is passed."""
    members: list[tuple[str, str, str]] = []
    while name := ask_text(_OTHER if members else _LEAD, language):
        members.append((name, ask_text(_CITY, language), _ask_maturity(language)))
    return members


def _ask_maturity(language: Language) -> str:
    while True:
        typed = ask_text(_MATURITY, language)
        if not typed or typed in _MATURITIES:
            return typed
        click.echo(say(_NOT_A_WORD, {"typed": typed, "words": list(_MATURITIES)}, language))


def ask_needs(language: Language) -> list[str]:
    """The needs in common, by their numbers."""
    click.echo(_NEEDS[language])
    names = list(NEEDS)
    for number, name in enumerate(names, start=1):
        click.echo(f"  {number}. {need_words(name)[language]}")
    return _ask_numbers(_NUMBERS, names, language)


def ask_resources(catalog: Catalog, needs: Sequence[str], language: Language) -> list[str]:
    """Which resources of the catalog are relied on: those that answer the needs come with what they expect."""
    found = answering(catalog, needs)
    click.echo((_ANSWERING if needs and found else _ALL)[language])
    shown = found or sorted(catalog.by_id.values(), key=lambda one: one.name)
    for number, resource in enumerate(shown, start=1):
        answered = [need_words(need)[language] for need in resource.needs if not needs or need in needs]
        click.echo(
            f"  {number}. {resource.name} : {', '.join(answered)}" if answered else f"  {number}. {resource.name}"
        )
        click.echo(f"     {say(_HOPES, {'hopes': _hopes(resource, language)}, language)}")
    return _ask_numbers(_RELY, [resource.id for resource in shown], language)


def answering(catalog: Catalog, needs: Sequence[str]) -> list[Resource]:
    """The resources that answer some of the needs, those that answer most first."""
    wanted = set(needs)
    found = [resource for resource in catalog.by_id.values() if wanted.intersection(resource.needs)]
    return sorted(found, key=lambda one: (-len(wanted.intersection(one.needs)), one.name))


def _hopes(resource: Resource, language: Language) -> str:
    said = [one.description.rstrip(".") for one in resource.expectations if one.description]
    return " ; ".join(said) or _TO_AGREE[language]


def _ask_numbers(asks: Text, names: Sequence[str], language: Language) -> list[str]:
    while True:
        typed = ask_text(asks, language)
        words = [word for word in typed.replace(";", ",").replace(" ", ",").split(",") if word]
        wrong = [word for word in words if not (word.isascii() and word.isdigit() and 0 < int(word) <= len(names))]
        if not wrong:
            return list(dict.fromkeys(names[int(word) - 1] for word in words))
        click.echo(say(_NOT_A_NUMBER, {"typed": wrong[0]}, language))
