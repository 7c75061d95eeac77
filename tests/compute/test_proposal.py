from __future__ import annotations

from fractions import Fraction

from amikit.compute.ledger import Status
from amikit.compute.proposal import compute_proposal
from amikit.model.catalog import Figure
from tests.compute.build import CALL, catalog, dossier, expects, expense, income, pays, resource, use


def test_a_proposal_holds_everything_that_is_computed() -> None:
    dokos = resource("dokos", expectations=(expects(Figure(share_rate=Fraction(1, 50))),))
    world = dossier(
        expense("D1", 2_000, funder="anct"),
        expense("D2", 98_000, "coordination", payee="la-coop"),
        income("R1", 100_000),
        sections={"qui": "Nous utilisons Dokos."},
        uses=(use(pays("D1")),),
    )

    proposal = compute_proposal(world, catalog(dokos), CALL)

    assert [mention.where for mention in proposal.mentions] == ["sections/qui"]
    assert [(row.status, row.expected_cents) for row in proposal.ledger.rows] == [(Status.COVERED, 2_000)]
    assert proposal.shares.resources_rate == Fraction(1, 50)
    assert proposal.asked_shares is not None
    assert proposal.asked_shares.resources_rate == Fraction(1, 50)
    assert (proposal.views.asked_cents, proposal.views.balance_cents) == (100_000, 0)


def test_the_same_dossier_gives_the_same_proposal() -> None:
    world = dossier(expense("D1", 2_000), income("R1", 2_000), uses=(use(pays("D1")),))

    assert compute_proposal(world, catalog(resource()), CALL) == compute_proposal(world, catalog(resource()), CALL)


def test_an_empty_dossier_has_a_proposal() -> None:
    proposal = compute_proposal(dossier(members=()), catalog(), CALL)

    assert (proposal.mentions, proposal.ledger.rows, proposal.asked_shares) == ((), (), None)
