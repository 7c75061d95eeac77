"""What the lead would pass on to others without an invoice: the law wants an express authorisation for it."""

from __future__ import annotations

from amikit.model.accounts import plain_code
from amikit.model.budget import Expense, PayeeKind
from amikit.model.dossier import Dossier

_AID = "657"
"""Aid that is granted: passing on, whoever receives it."""
_BY_INVOICE = ("60", "61", "62", "651")
"""Purchases, services, fees, royalties: whoever is paid sends an invoice."""
_STEWARD_OR_MEMBER = (PayeeKind.STEWARD, PayeeKind.MEMBER)


def passes_money_on(line: Expense, dossier: Dossier) -> bool:
    """Whether a cash line passes a subsidy on: aid in account 657, or money to another member or a steward
    in an account where nobody sends an invoice (its staff, its costs).

    Art. 15 of the decree-law of 2 May 1938; L.1611-4 CGCT for local authorities. A line without account is
    not judged: a rule asks for the account.
    """
    account = plain_code(line.account)
    if not line.is_cash or not account:
        return False
    if account.startswith(_AID):
        return True
    payee = line.payee
    if payee is None or payee.kind not in _STEWARD_OR_MEMBER or account.startswith(_BY_INVOICE):
        return False
    return payee.kind is PayeeKind.STEWARD or payee.name != dossier.settings.consortium.lead_id


def is_invoiced(line: Expense) -> bool:
    """Whether whoever is paid sends an invoice, from the account."""
    return plain_code(line.account).startswith(_BY_INVOICE)


def passed_on_lines(dossier: Dossier) -> tuple[Expense, ...]:
    """The lines that pass money on, in the order of the file."""
    return tuple(line for line in dossier.budget.expenses if passes_money_on(line, dossier))
