"""What must hold: one file per family, each rule a law; and what a consortium lets through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from amikit.compute.proposal import Proposal, compute_proposal
from amikit.diagnostics import Diagnostic, Fault
from amikit.load.faults import ALL as LOADING_FAULTS
from amikit.model.call import Call
from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier, Exemption
from amikit.rules import acc, blanks, cal, dos, exc, gov, res, txt
from amikit.rules.bud import destinations, funders, lines, sums
from amikit.rules.declare import Rule, rules_of
from amikit.rules.rec import commitments, pitfalls, resources, stewards

FAMILIES = {
    "DOS": (dos,),
    "RES": (res,),
    "REC": (resources, pitfalls, commitments, stewards),
    "BUD": (sums, lines, destinations, funders),
    "CAL": (cal,),
    "TXT": (txt,),
    "ACC": (acc,),
    "GOV": (gov,),
}
"""The modules of each family; a folder holds those of a long one, each by what its laws are about."""
RULES: tuple[Rule, ...] = tuple(
    rule for modules in FAMILIES.values() for module in modules for rule in rules_of(vars(module))
)
FAULTS: Mapping[str, Fault] = {
    fault.code: fault
    for fault in (*LOADING_FAULTS, *(rule.fault for rule in RULES), blanks.TEMPLATE_BLANK, *exc.FAULTS)
}
"""Everything that amikit can say, by code."""


_OWN_GROUND = ("RES", "TXT", "ACC")
"""Families that read other files than dossier.yaml."""


def run_rules(proposal: Proposal, *, has_call: bool = True) -> list[Diagnostic]:
    """Every finding of every rule; those about the call only when there is one.

    What could not be read is said already: nothing is said again of its place, nor of
    what depends on it.
    """
    dossier = proposal.dossier
    found = [one for rule in RULES if _can_judge(rule, dossier, has_call=has_call) for one in rule.findings(proposal)]
    return [one for one in found if (one.span.path, one.span.line, one.span.column) not in dossier.unread_places]


def _can_judge(rule: Rule, dossier: Dossier, *, has_call: bool) -> bool:
    """Whether everything that the rule looks at was read."""
    if "dossier" in dossier.unreadable:
        return rule.code.startswith(_OWN_GROUND)
    if rule.needs_whole_budget and not dossier.is_budget_read:
        return False
    return has_call or not rule.code.startswith("CAL")


def check_catalog(catalog: Catalog) -> list[Diagnostic]:
    """What the rules about resources say of every card of a catalog."""
    every = replace(catalog, own_ids=frozenset(catalog.by_id))
    proposal = compute_proposal(Dossier(Path()), every, Call(id="aucun", title=""))
    return [found for rule in rules_of(vars(res)) for found in rule.findings(proposal)]


def excuse(diagnostics: Iterable[Diagnostic], exemptions: Iterable[Exemption]) -> list[Diagnostic]:
    """Let through what the consortium's exceptions name, with their reasons.

    Family LOA is never excused; an exception without a reason excuses nothing, and one
    that excuses nothing any more is itself said.
    """
    found = list(diagnostics)
    asked = tuple(exemptions)
    used: set[int] = set()
    for place, diagnostic in enumerate(found):
        for number, exemption in enumerate(asked):
            if exemption.reason and not diagnostic.is_unreadable and exc.covers(exemption, diagnostic):
                found[place] = replace(diagnostic, excuse=exemption.reason)
                used.add(number)
                break
    for number, exemption in enumerate(asked):
        found.extend(exc.examine(exemption, number in used, FAULTS))
    return found
