"""Family BUD: amounts are written in one way, so that a spreadsheet reads them as people do."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.money import decimal_mark
from amikit.rules.declare import ADVICE, Finding, found, rule


@rule(
    "BUD020",
    ADVICE,
    Text(
        "Les centimes s'écrivent ici avec un point (« {text} ») et ailleurs avec une virgule.",
        "Cents are written here with a point (“{text}”) and elsewhere with a comma.",
    ),
    Text(
        "Gardez la virgule partout ; « amikit check --fix » peut le faire.",
        "Keep the comma everywhere; “amikit check --fix” can do it.",
    ),
)
def amounts_are_written_alike(proposal: Proposal) -> Iterator[Finding]:
    """One table writes its cents in one way: the comma, where a comma is used at all.

    amikit reads both; a spreadsheet takes one of the two for a text, and leaves it out of its sum.
    """
    budget = proposal.dossier.budget
    for lines in (budget.expenses, budget.incomes):
        written = [(line, line.text_at("montant")) for line in lines]
        if all(decimal_mark(text) != "," for _, text in written):
            continue
        for line, text in written:
            if decimal_mark(text) == ".":
                yield found(line.at("amount_cents"), line.address, text=text.strip(), amount_cents=line.amount_cents)
