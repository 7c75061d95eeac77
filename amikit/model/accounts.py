"""The accounts of an association's budget, in words: a list that comes with amikit, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from amikit.i18n import Text
from amikit.model.budget import Nature


def plain_code(account: str) -> str:
    """An account without the spaces and capitals that people put in it: ``6 156`` is ``6156``."""
    return "".join(account.split()).casefold()


class AccountPlan(StrEnum):
    """Which list of accounts the forms of the funder follow: they swap 870 and 875."""

    IN_FORCE = "2018"
    """The regulation ANC 2018-06: 870 gifts, 875 volunteering."""
    PORTAL = "portail"
    """The State's portal and the form of the account (cerfa 15059), after an older rule: the other way round."""


INDIRECT = "indirectes"
"""What stands for an account in the last lines of the form: a share of the running costs."""
OWN = "affectees"
"""And, among the incomes, the organisation's own resources given to the action."""


def account_label(code: str, plan: AccountPlan = AccountPlan.IN_FORCE) -> Text | None:
    """The name of an account, from the longest known beginning of its code; None when there is none.

    >>> account_label("61351")["fr"]
    'Locations'
    """
    labels = _labels()
    if plan is AccountPlan.PORTAL:
        code = _table()["swapped_on_the_portal"].get(code, code)
    return next((labels[code[:size]] for size in range(len(code), 1, -1) if code[:size] in labels), None)


def in_kind_account(nature: Nature, *, is_income: bool, plan: AccountPlan = AccountPlan.IN_FORCE) -> str:
    """Where a contribution in kind is written: 86 for what it is used for, 87 for where it comes from."""
    side = "87" if is_income else "86"
    code = str(_table()["in_kind"].get(nature.value, {}).get(side, side))
    return str(_table()["swapped_on_the_portal"].get(code, code)) if plan is AccountPlan.PORTAL else code


@cache
def _labels() -> Mapping[str, Text]:
    return {code: Text(**words) for code, words in _table()["labels"].items()}


@cache
def _table() -> Mapping[str, Any]:
    content = files("amikit.model").joinpath("accounts.json").read_text(encoding="utf-8")
    table: Mapping[str, Any] = json.loads(content)
    return table
