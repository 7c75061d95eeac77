"""Answers to several calls, or for other years, in one folder: their totals add up what is not comparable, and it is said first."""

from __future__ import annotations

from collections.abc import Sequence

from amikit.audit.facts import Facts
from amikit.audit.overview import Overview
from amikit.audit.table import visible
from amikit.i18n import Language, Text, format_list, say

_MOST = 6
_CALLS = Text(
    "Ces réponses visent {calls_count:appel|appels} : {calls} ; les totaux les mêlent.",
    "These answers are for {calls_count:call|calls}: {calls}; the totals mix them.",
)
_YEARS = Text(
    "Ces réponses ne portent pas sur les mêmes années : {years} ; les totaux les mêlent.",
    "These answers are not for the same years: {years}; the totals mix them.",
)
_CALL = Text("{call} ({years})", "{call} ({years})")
_SAME_NAME = Text("{call}, « {id} »", "{call}, “{id}”")
_OTHERS = Text("{others_count:autre|autres}", "{others_count:other|others}")


def mixed_of(overview: Overview, language: Language) -> list[str]:
    """The warning, in one sentence; nothing when all answer one call for the same years."""
    calls = overview.calls
    if len(calls) > 1:
        names = [min(one.call for one in said) for said in calls.values()]
        shown = [
            _with_years(_call(name, call_id, names, language), said, language)
            for name, (call_id, said) in zip(names, calls.items(), strict=True)
        ]
        return [say(_CALLS, {"calls": _some(shown, language), "calls_count": len(calls)}, language)]
    years = _years([facts for said in calls.values() for facts in said])
    return [say(_YEARS, {"years": _some(years, language)}, language)] if len(years) > 1 else []


def _call(name: str, call_id: str, names: Sequence[str], language: Language) -> str:
    """Its title; two calls of one title are told apart by their ids."""
    if names.count(name) == 1:
        return visible(name)
    return say(_SAME_NAME, {"call": visible(name), "id": visible(call_id)}, language)


def _with_years(name: str, said: Sequence[Facts], language: Language) -> str:
    years = _years(said)
    return say(_CALL, {"call": name, "years": _some(years, language)}, language) if years else name


def _years(said: Sequence[Facts]) -> list[str]:
    """The years of the projects, each span once: ``2021-2023``."""
    spans = sorted({facts.years for facts in said if facts.years})
    return [str(first) if first == last else f"{first}-{last}" for first, last in spans]


def _some(words: Sequence[str], language: Language) -> str:
    if len(words) <= _MOST:
        return format_list(words, language)
    more = say(_OTHERS, {"others_count": len(words) - _MOST + 1}, language)
    return format_list([*words[: _MOST - 1], more], language)
