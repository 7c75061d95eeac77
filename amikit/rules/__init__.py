"""What must hold: one file per family, each rule a law; and what a consortium lets through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from amikit.compute.proposal import Proposal, compute_proposal
from amikit.diagnostics import Diagnostic, Fault
from amikit.load.ballots import FAULTS as BALLOT_FAULTS
from amikit.load.contributions import FAULTS as CONTRIBUTION_FAULTS
from amikit.load.faults import ALL as LOADING_FAULTS
from amikit.load.sheet_faults import ALL as SHEET_FAULTS
from amikit.load.text_faults import ALL as TEXT_FAULTS
from amikit.model.call import Call
from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier, Exemption
from amikit.rules import acc, blanks, dos, exc, gov, lengths, rep, res, sui, txt
from amikit.rules.bud import destinations, funders, hours, lines, notation, sums
from amikit.rules.cal import ceilings, required, sections
from amikit.rules.declare import Rule, rules_of
from amikit.rules.rec import agreements, commitments, pitfalls, resources, stewards
from amikit.spelling import Suggestion

FAMILIES = {
    "DOS": (dos,),
    "RES": (res,),
    "REC": (resources, pitfalls, commitments, stewards, agreements),
    "BUD": (sums, lines, notation, destinations, funders, hours),
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
        *BALLOT_FAULTS,
        *SHEET_FAULTS,
        *TEXT_FAULTS,
        *rep.FAULTS,
        *CONTRIBUTION_FAULTS,
        *sui.FAULTS,
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


_OF_ONE_RESOURCE = ("ressources/", "mentions/", "dossier/choix")
_CAUSES: Mapping[str, frozenset[str]] = {rule.code: rule.waits_for | rule.waits_here for rule in RULES}
_CAUSES_HERE: Mapping[str, frozenset[str]] = {rule.code: rule.waits_here for rule in RULES}


def causes_of(code: str) -> frozenset[str]:
    """What a finding of that code waits for: while one stands, its silence says nothing."""
    return _CAUSES.get(code, frozenset())


Waiting = tuple[Diagnostic, frozenset[str]]
"""A finding, and the codes of what it waits for."""


def set_consequences_apart(diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Waiting]]:
    """One cause, one message: what is said now, and what a finding that stands brings along.

    One that is let through hides nothing: what it brings along is then all that is left to settle.
    """
    causes: dict[str, list[Diagnostic]] = {}
    found = list(diagnostics)
    for one in found:
        if not one.excuse:
            causes.setdefault(one.code, []).append(one)
    said: list[Diagnostic] = []
    waiting: list[Waiting] = []
    for one in found:
        codes = frozenset(
            code for code in causes_of(one.code) if any(_brings_along(cause, one) for cause in causes.get(code, ()))
        )
        if codes and not one.excuse:
            waiting.append((one, codes))
        else:
            said.append(one)
    return said, waiting


def _brings_along(cause: Diagnostic, one: Diagnostic) -> bool:
    """Whether one may be why the other is there: of two resources, or two lines, one does not wait for the other."""
    if cause.code in _CAUSES_HERE.get(one.code, ()):
        return _line_of(one) == _line_of(cause)
    if not one.code.startswith("REC"):
        return True
    hint, resource_id = cause.facts.get("hint"), one.facts.get("resource_id", one.facts.get("id"))
    is_meant = isinstance(hint, Suggestion) and hint.meant in (resource_id, one.about.rpartition("/")[2])
    if is_meant or cause.about == one.about:
        return True
    return not isinstance(hint, Suggestion) and not cause.about.startswith(_OF_ONE_RESOURCE)


def _line_of(found: Diagnostic) -> str:
    """The address of the budget line that a finding is about, or names; else what it is about."""
    line_id = found.facts.get("line")
    return f"budget/{line_id}" if line_id else found.about


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
