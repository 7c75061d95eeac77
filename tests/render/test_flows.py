"""The picture of flows, in words: its alternative text and its table say everything that it draws, and what it gathers."""

from __future__ import annotations

import json
from typing import Any

import pytest

import amikit
from amikit.compute.flows import Flows, compute_flows
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.i18n import LANGUAGES, Language, format_euros
from amikit.model.budget import Expense, Income
from amikit.render.flows import flows_blocks
from tests.compute.build import CALL, catalog, dossier, expense, income, resource
from tests.dossiers import EXAMPLES
from tests.render.reading import squeezed, visible
from tools.make_golden import SOUND


def proposal_with(*lines: Expense | Income) -> Proposal:
    known = (
        line.destination.target_id
        for line in lines
        if isinstance(line, Expense) and line.destination and line.destination.target_id
    )
    world = dossier(*lines, axes=[{"id": "outiller", "titre": "Outiller les lieux"}])
    return compute_proposal(world, catalog(*map(resource, dict.fromkeys(known))), CALL)


def flows_in(proposal: Proposal) -> Flows:
    flows = compute_flows(proposal.dossier.budget, proposal.views)
    assert flows is not None
    return flows


def parts(proposal: Proposal, language: Language = "fr") -> tuple[dict[str, str], list[str], str]:
    """The attributes of the picture, the cells of its table, the words below it."""
    div, below = flows_blocks(proposal, language)
    return dict(div["c"][0][2]), visible(div["c"][1]), " ".join(visible([below]))


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_alternative_text_and_the_table_say_every_flow(name: str, language: Language) -> None:
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None
    flows = flows_in(proposal)
    told, cells, _ = parts(proposal, language)

    nodes = [node for column in flows.columns for node in column.nodes]
    said = squeezed(told["alt"])
    amounts = {node.cents for node in nodes} | {flow.cents for flow in flows.flows}
    assert all(squeezed(format_euros(cents, language)) in said for cents in amounts)
    labels = {node.id: node.label[language] for node in nodes}
    assert [[squeezed(cell) for cell in cells[place : place + 3]] for place in range(4, len(cells), 3)] == [
        [
            squeezed(text)
            for text in (labels[flow.source_id], labels[flow.target_id], format_euros(flow.cents, language))
        ]
        for flow in flows.flows
    ]
    assert squeezed(format_euros(proposal.views.charges_cents, language)) in squeezed(told["caption"])


def test_what_the_picture_gathers_its_words_name() -> None:
    lines = [expense(f"D{place}", 100 + place, f"ressource:r{place:02}", axis_id="outiller") for place in range(12)]
    told, cells, _ = parts(proposal_with(*lines, income("R1", sum(line.cents for line in lines))))

    drawn: dict[str, Any] = json.loads(told["flows"])
    assert [node["label"] for node in drawn["columns"][-1]["nodes"]][-1] == "5 autres ressources"
    assert len(drawn["columns"][-1]["nodes"]) == 8
    assert all(f"R{place:02}" in told["alt"] and f"R{place:02}" in cells for place in range(12))
    assert "autres" not in told["alt"]


def test_the_alternative_text_reads_as_sentences() -> None:
    lines = [
        expense("D1", 70_00, axis_id="outiller", funder="anct"),
        expense("D2", 30_00, "coordination", funder="anct"),
    ]
    told, _, below = parts(proposal_with(*lines, income("R1", 100_00)))

    assert squeezed(told["alt"]) == squeezed(
        "Bandes, de gauche à droite. Qui finance : Agence nationale, 100,00 €. "
        "Axes : Outiller les lieux, 70,00 € ; Sans axe, 30,00 €. "
        "Destinations : Dokos, 70,00 € ; Coordination, 30,00 €. "
        "Agence nationale : vers Outiller les lieux (70,00 €) et Sans axe (30,00 €). "
        "Outiller les lieux : vers Dokos (70,00 €). Sans axe : vers Coordination (30,00 €)."
    )
    assert "ne dit pas qui finance" not in below


def test_a_budget_that_does_not_say_who_pays_what_is_said_so() -> None:
    _, _, below = parts(proposal_with(expense("D1", 70_00, axis_id="outiller"), income("R1", 70_00)))

    assert "Le budget ne dit pas qui finance chaque dépense" in below


def test_without_money_there_is_no_picture() -> None:
    assert flows_blocks(proposal_with(), "fr") == []
    assert flows_blocks(proposal_with(income("R1", 70_00)), "fr") == []
