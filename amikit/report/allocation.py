"""A proposed allocation for other programs: ``docs/contrats.md`` describes it, a schema states it."""

from __future__ import annotations

import json
from typing import Any

from amikit.compute.allocation.proposed import ProposedAllocation
from amikit.i18n import Language
from amikit.report.machine import VERSION, as_plain, diagnostic_to_plain, vars_of
from amikit.sharing import Allocated


def allocation_to_json(made: Allocated, language: Language) -> str:
    """The proposal, null while something stands in its way, and what was found; same input, same bytes."""
    allocation = made.allocation
    said = {
        "version": VERSION,
        "status": "proposal" if allocation else "incomplete",
        "notice": made.proposal.dossier.settings.notice if made.proposal else "",
        "allocation": _as_json(allocation, language) if allocation else None,
        "diagnostics": [diagnostic_to_plain(found, language) for found in made.report.diagnostics],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _as_json(allocation: ProposedAllocation, language: Language) -> dict[str, Any]:
    """Its fields as they are; a payment of nothing is not one."""
    plain = {name: as_plain(value, language) for name, value in vars_of(allocation).items()}
    for receipt in plain["receipts"]:
        receipt["payments"] = [payment for payment in receipt["payments"] if payment["cents"]]
    return plain
