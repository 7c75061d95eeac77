"""What an annex says comes to the same as what it was made from, whatever that was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import amikit
from amikit.annex.canonical import canonical_bytes
from amikit.annex.claims import claims_of
from amikit.annex.make import make_annex
from amikit.annex.revive import revive
from amikit.annex.schema import Annex
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.model.agreement import AgreedFigure, Agreement, AgreementStatus
from amikit.model.budget import Expense, Funding, Income, Nature
from amikit.model.dossier import LinePart
from tests.compute.build import CALL, catalog, dossier, income, resource
from tests.compute.worlds import World, budgets, cents, feeding, hours, worlds
from tests.dossiers import EXAMPLES
from tests.verify.kit import codes, verdict_of

QUICK = settings(max_examples=150, deadline=None)

figures = st.builds(
    lambda name, amount, worked: AgreedFigure(answers_id=name, amount_cents=amount, hours=worked),
    st.sampled_from(["a", "b", "inconnue"]),
    st.none() | cents,
    st.none() | hours,
)
agreements = st.none() | st.builds(
    lambda status, on, agreed: Agreement(status=status, on=on, figures=tuple(agreed)),
    st.sampled_from(AgreementStatus),
    st.none() | st.dates(date(2020, 1, 1), date(2024, 12, 31)),
    st.lists(figures, max_size=2, unique_by=lambda one: one.answers_id),
)
incomes = st.lists(
    st.builds(
        lambda amount, funder, status, nature, account: income(
            "R", amount, funder=funder, status=status, nature=nature, account=account, year=2021
        ),
        cents,
        st.sampled_from(["anct", "ANCT", "Agence nationale", "Ville", "Région"]),
        st.sampled_from(Funding),
        st.sampled_from([Nature.CASH, Nature.VOLUNTEERING]),
        st.sampled_from(["74", "70", "87", "754"]),
    ),
    max_size=3,
)
settings_of = st.fixed_dictionaries(
    {
        "supported_places_count": st.none() | st.integers(0, 12),
        "commons_min_rate": st.none() | st.fractions(0, 1, max_denominator=50),
    }
)


def proposal_of(
    world: World, lines: Sequence[Expense], received: Sequence[Income], given: Sequence[Agreement | None], **more: Any
) -> Proposal:
    known, declared = world
    numbered = [one.model_copy(update={"id": f"R{place}"}) for place, one in enumerate(received)]
    uses = tuple(
        one.model_copy(update={"agreement": agreement}) for one, agreement in zip(declared, given, strict=False)
    )
    some = dossier(*lines, *numbered, uses=uses, **more)
    own = frozenset({"maison"})
    return compute_proposal(some, catalog(*known, resource("maison"), own=own), CALL)


def annex_of(proposal: Proposal) -> Annex:
    return make_annex(proposal, printed=(), excused=(), is_draft=True)


@QUICK
@given(
    worlds, feeding | budgets, incomes, st.lists(agreements, min_size=3, max_size=3), settings_of,
)  # fmt: skip
def test_an_annex_comes_to_what_the_proposal_came_to(
    world: World,
    lines: tuple[Expense, ...],
    received: list[Income],
    given: list[Agreement | None],
    more: dict[str, Any],
) -> None:
    proposal = proposal_of(world, lines, received, given, **more)
    annex = annex_of(proposal)
    content = canonical_bytes(annex.as_json())
    read = Annex.model_validate_json(content)

    assert claims_of(revive(read)) == claims_of(proposal)
    assert read == annex
    assert canonical_bytes(read.as_json()) == content == canonical_bytes(annex_of(proposal).as_json())
    assert annex_of(revive(read)).totals == annex.totals
    assert codes(verdict_of(content)) == []


@QUICK
@given(worlds, feeding, st.integers(0, 3), st.none() | hours)
def test_a_promise_of_hours_comes_to_the_same(
    world: World, lines: tuple[Expense, ...], place: int, worked: Fraction | None
) -> None:
    known, (first, *others) = world
    part = LinePart(line_id=lines[place % len(lines)].id, hours=worked)
    promise = first.commitments[0].model_copy(update={"lines": (part,)})
    changed = first.model_copy(update={"commitments": (promise, *first.commitments[1:])})
    proposal = proposal_of((known, (changed, *others)), lines, (), ())

    assert claims_of(revive(annex_of(proposal))) == claims_of(proposal)


def test_the_examples_come_to_the_same() -> None:
    for name in ("lieu-totem", "monscobar", "premiers-pas", "avec-erreurs"):
        proposal = amikit.check(EXAMPLES / name).proposal
        if proposal is not None:
            assert claims_of(revive(annex_of(proposal))) == claims_of(proposal), name
