"""What the budget adds up to, and the views that show it from several sides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from amikit.compute.funders import FunderBalance, compute_funders, is_same_funder
from amikit.compute.periods import months_begun, years_begun
from amikit.compute.shares import Shares
from amikit.compute.views import (
    AccountLine,
    DestinationLine,
    FunderLine,
    PayeeLine,
    ViewLine,
    YearLine,
    by_account,
    by_axis,
    by_funder,
    by_payee,
    by_resource,
    by_status,
    by_way,
    by_year,
    ids_of,
    rate_of,
)
from amikit.model.accounts import INDIRECT, AccountPlan, in_kind_account, plain_code
from amikit.model.budget import Budget, Expense, Funding, Income
from amikit.model.call import Call
from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier

# Concours publics and subventions. Grants of private bodies belong in 754 and 755.
_PUBLIC_ACCOUNTS = ("73", "74")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetViews:
    """The totals of the budget, in cash unless they say otherwise, and its lines grouped from several sides."""

    by_resource: tuple[DestinationLine, ...]
    """Every destination: resources by amount, then places, then coordination."""
    by_axis: tuple[ViewLine, ...]
    by_year: tuple[YearLine, ...]
    by_account: tuple[AccountLine, ...]
    by_way: tuple[ViewLine, ...]
    """What goes to resources: work left open, services bought, aid passed on, kept apart."""
    by_status: tuple[ViewLine, ...]
    """The financing plan: asked, acquired, own funds."""
    by_payee: tuple[PayeeLine, ...]
    by_funder: tuple[FunderLine, ...]
    funders: tuple[FunderBalance, ...]
    """What each funder brings, against what its lines spend."""
    incomes_by_account: tuple[AccountLine, ...]
    in_kind: tuple[AccountLine, ...]
    """What is done with contributions in kind, by account (86)."""
    in_kind_incomes: tuple[AccountLine, ...]
    """Where contributions in kind come from, by account (87)."""
    charges_cents: int
    incomes_cents: int
    in_kind_charges_cents: int
    in_kind_incomes_cents: int
    asked_cents: int
    asked_ids: tuple[str, ...]
    indirect_cents: int
    """The share of running costs that the lines of account ``indirectes`` charge to the action."""
    public_cents: int
    public_ids: tuple[str, ...]
    years_count: int | None
    """Twelve-month slices begun since the project starts; None when its period is not known."""
    months_count: int | None

    @property
    def balance_cents(self) -> int:
        """Incomes less charges, in cash: 0 when the budget balances."""
        return self.incomes_cents - self.charges_cents

    @property
    def indirect_rate(self) -> Fraction:
        """Indirect costs as a share of the other charges, as calls bound them; 0 without other charges."""
        return rate_of(self.indirect_cents, self.charges_cents - self.indirect_cents)

    @property
    def public_base_cents(self) -> int:
        """What public funding is compared to: cash charges, and what contributions in kind are worth."""
        return self.charges_cents + self.in_kind_charges_cents

    @property
    def public_cash_rate(self) -> Fraction:
        """Public money as a share of cash charges alone."""
        return rate_of(self.public_cents, self.charges_cents)

    @property
    def public_rate(self) -> Fraction:
        """Public money as a share of its base; 0 when there is none."""
        return rate_of(self.public_cents, self.public_base_cents)


def compute_views(dossier: Dossier, catalog: Catalog, call: Call, shares: Shares) -> BudgetViews:
    """Every view of the budget; ``shares`` are those of all its cash lines."""
    budget = dossier.budget
    charges = tuple(line for line in budget.expenses if line.is_cash)
    incomes = tuple(line for line in budget.incomes if line.is_cash)
    in_kind = tuple(line for line in budget.expenses if not line.is_cash)
    in_kind_incomes = tuple(line for line in budget.incomes if not line.is_cash)
    asked = asked_incomes(budget, call)
    public = tuple(line for line in incomes if is_public(line, call))
    plan = dossier.settings.account_plan

    return BudgetViews(
        by_resource=by_resource(charges, dossier, catalog, shares),
        by_axis=by_axis(charges, dossier),
        by_year=by_year(charges, asked, dossier),
        by_account=by_account(charges, lambda line: line.account),
        by_way=by_way(charges, dossier),
        by_status=by_status(incomes),
        by_payee=by_payee(charges, dossier, catalog),
        by_funder=by_funder(incomes, call),
        funders=compute_funders(budget),
        incomes_by_account=by_account(incomes, lambda line: line.account),
        in_kind=by_account(in_kind, lambda line: _in_kind_account(line, plan), plan),
        in_kind_incomes=by_account(in_kind_incomes, lambda line: _in_kind_account(line, plan), plan),
        charges_cents=sum(line.cents for line in charges),
        incomes_cents=sum(line.cents for line in incomes),
        in_kind_charges_cents=sum(line.cents for line in in_kind),
        in_kind_incomes_cents=sum(line.cents for line in in_kind_incomes),
        asked_cents=sum(line.cents for line in asked),
        asked_ids=ids_of(asked),
        indirect_cents=sum(line.cents for line in charges if plain_code(line.account) == INDIRECT),
        public_cents=sum(line.cents for line in public),
        public_ids=ids_of(public),
        years_count=years_begun(dossier.settings.period),
        months_count=months_begun(dossier.settings.period),
    )


def _in_kind_account(line: Expense | Income, plan: AccountPlan) -> str:
    return line.account or in_kind_account(line.nature, is_income=isinstance(line, Income), plan=plan)


def asked_incomes(budget: Budget, call: Call) -> tuple[Income, ...]:
    """The cash asked of the call's funder; of every funder when the call names none."""
    return tuple(line for line in budget.incomes if is_asked(line, call))


def is_asked(line: Income, call: Call) -> bool:
    """Whether the income is cash asked of the call's funder; of any funder when the call names none."""
    is_of_the_call = not call.funder.strip() or is_same_funder(line.funder, call.funder)
    return line.is_cash and line.status is Funding.ASKED and is_of_the_call


def is_public(line: Income, call: Call) -> bool:
    """Whether the income is public money, asked for or acquired.

    Accounts 73 and 74 say so, except for a call whose funder is not public; a line
    without account is public when it comes from the public funder of the call.
    """
    if line.status is Funding.OWN:
        return False
    is_call_funder = is_same_funder(line.funder, call.funder)
    account = plain_code(line.account)
    if is_call_funder and (not account or not call.is_public):
        return call.is_public
    return account.startswith(_PUBLIC_ACCOUNTS)
