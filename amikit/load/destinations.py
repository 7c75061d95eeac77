"""A destination that lacks its kind: “Dokos”, for “ressource:dokos”. The catalog and the members say which it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from amikit.diagnostics import Diagnostic
from amikit.i18n import Text
from amikit.load.faults import NOT_A_DESTINATION
from amikit.model.catalog import Catalog
from amikit.model.consortium import Member
from amikit.spelling import Suggestion, fold


def name_destinations(
    diagnostics: Iterable[Diagnostic], catalog: Catalog, members: Iterable[Member]
) -> list[Diagnostic]:
    """The same findings; where a word names one resource or one member and nothing else, the hint says so."""
    found = list(diagnostics)
    if not any(one.fault is NOT_A_DESTINATION for one in found):
        return found
    named: dict[str, set[str]] = {}
    for kind, things in (("ressource", catalog.by_id.values()), ("lieu", members)):
        for thing in things:
            for word in (thing.id, thing.name):
                named.setdefault(fold(word), set()).add(f"{kind}:{thing.id}")
    return [_named(one, named) if one.fault is NOT_A_DESTINATION else one for one in found]


def _named(one: Diagnostic, named: Mapping[str, set[str]]) -> Diagnostic:
    typed = str(one.facts["text"])
    meant = sorted(named.get(fold(typed), ()))
    if not meant:
        return one
    hint = Text(f"Écrivez « {' » ou « '.join(meant)} ».", f"Write “{'” or “'.join(meant)}”.")
    if len(meant) == 1:
        said = (f"Vouliez-vous écrire « {meant[0]} » ?", f"Did you mean “{meant[0]}”?")
        hint = Suggestion(*said, typed, meant[0], is_certain=True)
    return replace(one, facts={**one.facts, "hint": hint})
