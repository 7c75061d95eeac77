"""The accounts of an association's budget, in words: a list that comes with amikit, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from amikit.i18n import Text
from amikit.model.budget import Nature


def plain_code(account: str) -> str:
    """An account without the spaces that people put in it: ``6 156`` is ``6156``."""
    return "".join(account.split())


def account_label(code: str) -> Text | None:
    """The name of an account, from the longest known beginning of its code; None when there is none.

    >>> account_label("61351")["fr"]
    'Locations'
    """
    labels = _labels()
    return next((labels[code[:size]] for size in range(len(code), 1, -1) if code[:size] in labels), None)


def in_kind_account(nature: Nature, *, is_income: bool) -> str:
    """Where a contribution in kind is written: 86 for what it is used for, 87 for where it comes from.

    The codes are those of the regulation in force (ANC 2018-06); older forms
    swap 870 and 875.
    """
    side = "87" if is_income else "86"
    return str(_table()["in_kind"].get(nature.value, {}).get(side, side))


@cache
def _labels() -> Mapping[str, Text]:
    return {code: Text(**words) for code, words in _table()["labels"].items()}


@cache
def _table() -> Mapping[str, Any]:
    content = files("amikit.model").joinpath("accounts.json").read_text(encoding="utf-8")
    table: Mapping[str, Any] = json.loads(content)
    return table
