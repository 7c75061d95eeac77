"""Answers to compare, made up by hypothesis."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from amikit.annex.canonical import digest_of
from amikit.pooling.party import OWN, Origin, Party, PartyCall, PartyMember, PartyResource

SMALL = st.sampled_from(["Les Deux Lieux", "Le Four", "<b>Lieu</b>", "été *ouvert*", "A" * 40, "x\x1b[2J", ""])
CITIES = st.sampled_from(["Bourg-Essai", "bourg essai", "Port-Fictif", ""])
NEEDS = st.lists(st.sampled_from(["entraide", "caisse", "documentation", "n-importe"]), max_size=4, unique=True)
IDS = st.sampled_from(["movilab", "tibillet", "dokos", "four", "four-2"])
STEPS = st.sampled_from(["tutoriels", "fonctionnalites", "plans"])
CENTS = st.integers(12_345, 10**9).filter(lambda cents: not 1900 <= cents // 100 <= 2100)
"""Above a hundred euros; a lone number that could be a year is left as one."""
DAYS = st.none() | st.dates(date(2026, 12, 1), date(2028, 1, 1))


@st.composite
def resources(draw: st.DrawFn, *, has_amounts: bool) -> PartyResource:
    resource_id = draw(IDS)
    steps = sorted(draw(st.sets(STEPS, max_size=2)))
    cents = {step: draw(CENTS) for step in steps} if has_amounts else {}
    return PartyResource(
        id=resource_id,
        name={"four-2": "Four commun", "four": "Four Commun"}.get(resource_id, resource_id.capitalize()),
        steward=draw(st.sampled_from(["", "Les Boulangères"])),
        usages=frozenset(draw(st.sets(st.sampled_from(["usage", "deploiement"])))),
        needs=frozenset(draw(NEEDS)),
        step_titles=dict.fromkeys(steps, ""),
        cents=sum(cents.values()) + draw(CENTS) if has_amounts else None,
        step_cents=cents,
    )


@st.composite
def parties(draw: st.DrawFn, calls: tuple[str, ...] = ("Appel à projets",)) -> Party:
    """An answer; with amounts, or as a note of intention gives it."""
    has_amounts = draw(st.booleans())
    kind = draw(st.sampled_from(calls))
    own = draw(st.lists(resources(has_amounts=has_amounts), max_size=4, unique_by=lambda one: one.id))
    choices = draw(
        st.dictionaries(st.sampled_from(["methode", "outils"]), st.sampled_from([OWN, "movilab", "four-2"]), max_size=2)
    )
    number = draw(st.integers(0, 10**6))
    return Party(
        digest=digest_of(str(number).encode()),
        origin=Origin.ANNEX if has_amounts else Origin.INTENTION,
        files=(f"{number}.json",),
        title=draw(SMALL),
        name=draw(SMALL),
        lead=draw(SMALL),
        call=PartyCall(draw(st.sampled_from(["lieu-totem", "autre-appel"])), "Un appel", kind, "Ville"),
        members=tuple(PartyMember(draw(SMALL), draw(CITIES)) for _ in range(draw(st.integers(0, 2)))),
        territory=draw(CITIES),
        deadline_on=draw(DAYS),
        start_on=draw(DAYS),
        end_on=draw(DAYS),
        needs=tuple(draw(NEEDS)),
        choices=choices,
        resources=tuple(own),
    )


def several(calls: tuple[str, ...] = ("Appel à projets",)) -> st.SearchStrategy[list[Party]]:
    """Two answers at least, each from its own file."""
    return st.lists(parties(calls), min_size=2, max_size=4, unique_by=lambda one: one.digest)
