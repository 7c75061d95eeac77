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
from amikit.rules import acc, blanks, dos, exc, gov, lengths, res, txt
from amikit.rules.bud import destinations, funders, lines, notation, sums
from amikit.rules.cal import ceilings, required, sections
from amikit.rules.declare import Rule, rules_of
from amikit.rules.rec import commitments, pitfalls, resources, stewards

FAMILIES = {
    "DOS": (dos,),
    "RES": (res,),
    "REC": (resources, pitfalls, commitments, stewards),
    "BUD": (sums, lines, notation, destinations, funders),
    "CAL": (sections, required, ceilings),
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
    for fault in (
        *LOADING_FAULTS,
        *(rule.fault for rule in RULES),
        blanks.TEMPLATE_BLANK,
        lengths.TOO_MANY_PAGES,
        *exc.FAULTS,
    )
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
    return [one for one in found if not dossier.is_unread(one.span) and not dossier.is_in_unread_table(one.span)]


def _can_judge(rule: Rule, dossier: Dossier, *, has_call: bool) -> bool:
    """Whether everything that the rule looks at was read."""
    if "dossier" in dossier.unreadable:
        return rule.code.startswith(_OWN_GROUND)
    if rule.needs_whole_budget and not dossier.is_budget_read:
        return False
    return has_call or not rule.code.startswith("CAL")


_CAUSES: Mapping[str, frozenset[str]] = {rule.code: rule.waits_for for rule in RULES}


def without_consequences(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One cause, one message: without what an error that stands brings along.

    An error that is let through hides nothing: what it brings along is then all that is left to settle.
    """
    found = list(diagnostics)
    standing = {one.code for one in found if not one.excuse}
    return [one for one in found if one.excuse or not _CAUSES.get(one.code, frozenset()) & standing]


def check_catalog(catalog: Catalog) -> list[Diagnostic]:
    """What the rules about resources say of every card of a catalog."""
    every = replace(catalog, own_ids=frozenset(catalog.by_id))
    proposal = compute_proposal(Dossier(Path()), every, Call(id="aucun", title=""))
    return [found for rule in rules_of(vars(res)) for found in rule.findings(proposal)]


def excuse(
    diagnostics: Iterable[Diagnostic], exemptions: Iterable[Exemption], *, examined: bool = True
) -> list[Diagnostic]:
    """Let through what the consortium's exceptions name, with their reasons.

    Family LOA is never excused; an exception without a reason excuses nothing, and one
    that excuses nothing any more is itself said, unless the exceptions were ``examined`` before.
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
    for number, exemption in enumerate(asked if examined else ()):
        is_used = number in used or exemption.rule_code.strip().upper() == lengths.TOO_MANY_PAGES.code
        elsewhere = [one.about for one in found if exc.names(exemption, one) and one.about and not one.excuse]
        found.extend(exc.examine(exemption, is_used, FAULTS, elsewhere))
    return found
