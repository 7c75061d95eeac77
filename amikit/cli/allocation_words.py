"""A proposed allocation as a group reads it on a screen: the table, why, what each voice did, ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from amikit.cli.visible import visible
from amikit.compute.allocation.proposed import ProposedAllocation, ProposedResource, ProposedStep, Receipt
from amikit.i18n import Language, Text, format_euros, say
from amikit.model.decision import AllocationMode

if TYPE_CHECKING:
    from amikit.sharing import Allocated

_WIDTH = 88
_NAME_WIDTH = 34
_TITLES = {
    AllocationMode.MANUAL: Text("À discuter ensemble", "To discuss together"),
    AllocationMode.PROPORTIONAL: Text(
        "Proposition à soumettre au consentement (proportionnelle)",
        "Proposal to submit to consent (proportional)",
    ),
    AllocationMode.EQUAL_SHARES: Text(
        "Proposition à soumettre au consentement (parts égales)", "Proposal to submit to consent (equal shares)"
    ),
}
_ENVELOPE = Text("Enveloppe : {cents_cents}, {why}.", "Envelope: {cents_cents}, {why}.")
_REST = Text(
    "Les planchers en prennent d'abord {floors_cents} ; restent {rest_cents}.",
    "Floors first take {floors_cents} of it; {rest_cents} are left.",
)
_BASIS = Text("Le reste : {basis}.", "The rest: {basis}.")
_COLUMNS = (
    Text("Plancher", "Floor"),
    Text("Au budget", "In budget"),
    Text("Proposé", "Proposed"),
    Text("Plafond", "Ceiling"),
)
_TO_DECIDE = Text("à décider", "to decide")
_RESOURCE = Text("Ressource", "Resource")
_LEFT = Text("Reste à répartir", "Left to share")
_TOTAL = Text("Enveloppe", "Envelope")
_WHY = Text("Pourquoi", "Why")
_STEPS = Text("Les étapes", "The steps")
_PAID, _NOT_PAID = Text("payée", "paid"), Text("pas payée", "not paid")
_THEN = Text(" ; ", "; ")
_NAMED = Text("{name} : {said}.", "{name}: {said}.")
_TIES = Text("Égalités, et comment elles sont tranchées", "Ties, and how they are broken")
_NO_TIE = Text("Aucune égalité à trancher.", "No tie to break.")
_RECEIPTS = Text("Ce que chaque voix a fait", "What each voice did")
_NO_BALLOT = Text("pas de bulletin : sa voix n'est pas comptée", "no ballot: its voice is not counted")
_WEIGHT = Text(" (poids {weight})", " (weight {weight})")
_GAVE_ONE = Text("{cents_cents} pour {title}", "{cents_cents} for {title}")
_GAVE_NOTHING = Text("rien n'a été payé avec", "nothing was paid with it")
_KEPT = Text("il lui restait {left_cents}", "it had {left_cents} left")
_MET = Text("soutenait aussi, payé sans elle : {titles}", "also supported, paid without it: {titles}")
_UNMET = Text("soutenait aussi, sans que ce soit payé : {titles}", "also supported, and not paid: {titles}")
_RECORD = Text(
    "Tour de parole, questions, objections : notez-les, et ce qu'elles changent, dans un fichier de « decisions » "
    "(objet: allocation). « --write » le prépare.",
    "A round, questions, objections: write them, and what they change, in a file of “decisions” (objet: allocation). "
    "“--write” prepares it.",
)
_PROPOSAL = Text(
    "Ce calcul ne décide rien : c'est une proposition à soumettre au consentement des membres. Une objection "
    "l'améliore ; tout montant peut changer. « --write » prépare les lignes du budget et la décision à signer.",
    "This calculation decides nothing: it is a proposal to submit to the members' consent. An objection improves it; "
    "any amount may change. “--write” prepares the budget's lines and the decision to sign.",
)


def print_allocated(made: Allocated, language: Language) -> None:
    """The proposal, or what stands in its way; a piece of advice beside it does not."""
    if made.report.diagnostics:
        from amikit.cli.words import print_report

        print_report(made.report, language, show_all=True)
    if made.allocation is not None:
        notice = made.proposal.dossier.settings.notice if made.proposal else ""
        if notice:
            click.echo(f"{_wrap(notice, indent=0)}\n")
        click.echo(as_proposal(made.allocation, language))


def as_proposal(allocation: ProposedAllocation, language: Language) -> str:
    """The whole proposal; its last paragraph says who decides."""
    blocks = [
        "\n".join(_head(allocation, language)),
        "\n".join(_table(allocation, language)),
        _block(_WHY, (_why(one, language) for one in allocation.resources), language),
        _block(_STEPS, (_step(one, language) for one in allocation.steps), language),
        _block(_TIES, _ties(allocation, language), language),
        _block(_RECEIPTS, (_receipt(one, language) for one in allocation.receipts), language),
        _wrap((_PROPOSAL if allocation.is_calculated else _RECORD)[language], indent=0),
    ]
    return "\n\n".join(filter(None, blocks))


def _head(allocation: ProposedAllocation, language: Language) -> Iterator[str]:
    yield click.style(_TITLES[allocation.mode][language], bold=True)
    envelope = allocation.envelope
    yield _wrap(say(_ENVELOPE, {"cents_cents": envelope.cents, "why": envelope.reason}, language), indent=0)
    rest = {"floors_cents": allocation.floors_cents, "rest_cents": envelope.cents - allocation.floors_cents}
    yield _wrap(say(_REST, rest, language), indent=0)
    yield _wrap(say(_BASIS, {"basis": allocation.basis}, language), indent=0)
    if allocation.completion:
        yield _wrap(_sentence(allocation.completion.say(language)), indent=0)


def _table(allocation: ProposedAllocation, language: Language) -> Iterator[str]:
    rows = [[_RESOURCE[language], *(title[language] for title in _COLUMNS)]]
    for one in allocation.resources:
        proposed = _TO_DECIDE[language] if one.proposed_cents is None else _euros(one.proposed_cents, language)
        amounts = (one.floor_cents, one.planned_cents, None, one.ceiling_cents)
        cells = [_euros(cents, language) for cents in amounts]
        rows.append([_cut(one.name), cells[0], cells[1], proposed, cells[3]])
    planned = sum(one.planned_cents for one in allocation.resources)
    rows.append([_LEFT[language], "", "", _euros(allocation.left_cents, language), ""])
    floors, whole = _euros(allocation.floors_cents, language), _euros(allocation.envelope.cents, language)
    rows.append([_TOTAL[language], floors, _euros(planned, language), whole, ""])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [
            f"{row[0]:<{widths[0]}}",
            *(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        line = "  ".join(cells).rstrip()
        yield click.style(line, underline=True) if number == 0 else line


def _why(resource: ProposedResource, language: Language) -> str:
    return _named(resource.name, resource.reason.say(language), language)


def _step(step: ProposedStep, language: Language) -> str:
    state = (_PAID if step.is_paid else _NOT_PAID)[language]
    cost = format_euros(step.cost_cents, language)
    why = step.reason.say(language)
    return _named(f"{step.title} ({step.id}, {cost})", why if step.is_paid else f"{state}, {why}", language)


def _ties(allocation: ProposedAllocation, language: Language) -> Iterable[str]:
    if not allocation.is_calculated:
        return []
    said = [_wrap(_sentence(tie.reason.say(language))) for tie in allocation.ties]
    return said or [_wrap(_NO_TIE[language])]


def _receipt(receipt: Receipt, language: Language) -> str:
    if not receipt.weight:
        return _named(receipt.name, _NO_BALLOT[language], language)
    weight = say(_WEIGHT, {"weight": str(receipt.weight)}, language) if receipt.weight > 1 else ""
    paid = [
        say(_GAVE_ONE, {"cents_cents": one.cents, "title": one.title}, language)
        for one in receipt.payments
        if one.cents
    ]
    said = [
        format_euros(receipt.share_cents, language),
        ", ".join(paid) or _GAVE_NOTHING[language],
        say(_KEPT, {"left_cents": receipt.left_cents}, language) if receipt.left_cents else "",
        say(_MET, {"titles": receipt.met}, language) if receipt.met else "",
        say(_UNMET, {"titles": receipt.unmet}, language) if receipt.unmet else "",
    ]
    return _named(f"{receipt.name}{weight}", _THEN[language].join(filter(None, said)), language)


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."


def _named(name: str, said: str, language: Language) -> str:
    return _wrap(say(_NAMED, {"name": name, "said": said}, language))


def _block(title: Text, lines: Iterable[str], language: Language) -> str:
    shown = list(lines)
    return "\n".join([click.style(title[language], underline=True), *shown]) if shown else ""


def _euros(cents: int | None, language: Language) -> str:
    return "–" if cents is None else format_euros(cents, language)


def _cut(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _NAME_WIDTH else shown[: _NAME_WIDTH - 1] + "…"


def _wrap(text: str, *, indent: int = 2) -> str:
    first, rest = " " * indent, " " * (indent * 2)
    return click.wrap_text(visible(text), width=_WIDTH, initial_indent=first, subsequent_indent=rest)
