"""The picture of where the money comes from and what it is meant for, in words and as a table too."""

from __future__ import annotations

import json
from typing import Any

from amikit.compute.flows import Flow, FlowNode, Flows, Role, Step, compute_flows, gather_smallest
from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, format_euros, format_list
from amikit.render.answer import Block
from amikit.render.blocks import table_block
from amikit.render.inlines import attr, text_inlines
from amikit.render.typography import typeset_text

_TITLES = {
    Step.FUNDERS: Text("Qui finance", "Who funds"),
    Step.WHOLE: Text("Budget", "Budget"),
    Step.AXES: Text("Axes", "Axes"),
    Step.DESTINATIONS: Text("Destinations", "Destinations"),
}
_GROUPS = {Role.RESOURCE: "resource", Role.PLACE: "place", Role.COORDINATION: "coordination"}
_FOLLOWED = Text(
    "Les flux suivent la destination écrite sur chaque dépense, qu'elle compte ou non pour une ressource ; leurs montants se "
    "relisent dans les tableaux par ressource, par axe et par financeur.",
    "Flows follow the destination written on each expense, whether or not it counts to a resource; their amounts can be read "
    "again in the tables by resource, by axis and by funder.",
)
_POOLED = Text(
    "Le budget ne dit pas qui finance chaque dépense : l'argent y paraît donc d'abord réuni, puis partagé entre les axes.",
    "The budget does not say who funds each expense: the money is therefore first put together, then shared between axes.",
)
_COLUMNS = (Text("De", "From"), Text("Vers", "To"), Text("Montant", "Amount"))


def flows_blocks(proposal: Proposal, language: Language) -> list[Block]:
    """Who funds, the axes, the destinations, joined by bands; nothing when there is nothing to draw.

    A picture gathers the smallest of many; its alternative text and its table name them all.
    """
    flows = compute_flows(proposal.dossier.budget, proposal.views)
    if flows is None:
        return []
    total = format_euros(flows.total_cents, language)
    caption = Text(
        f"Les flux : d'où vient l'argent, à quoi il est destiné (total : {total})",
        f"The flows: where the money comes from, what it is meant for (total: {total})",
    )[language]
    labels = {node.id: node.label[language] for column in flows.columns for node in column.nodes}
    table = table_block(
        [text_inlines(name[language]) for name in _COLUMNS],
        [
            [text_inlines(labels[flow.source_id]), text_inlines(labels[flow.target_id]), text_inlines(amount)]
            for flow in flows.flows
            for amount in [format_euros(flow.cents, language)]
        ],
        ["AlignLeft", "AlignLeft", "AlignRight"],
        [40, 40, 20],
        text_inlines(caption),
    )
    attributes = attr(
        "",
        ["flows"],
        caption=typeset_text(caption, language),
        alt=typeset_text(_told(flows, language), language),
        flows=json.dumps(_drawn(gather_smallest(flows), language), ensure_ascii=False),
    )
    steps = {column.step for column in flows.columns}
    notes = [_FOLLOWED[language], *([_POOLED[language]] if steps >= {Step.WHOLE, Step.AXES} else [])]
    return [{"t": "Div", "c": [attributes, [table]]}, {"t": "Para", "c": text_inlines(" ".join(notes))}]


def _told(flows: Flows, language: Language) -> str:
    """The picture in words: what each column holds, then each band."""
    sentences = [Text("Bandes, de gauche à droite.", "Bands, from left to right.")[language]]
    nodes = {node.id: node for column in flows.columns for node in column.nodes}
    leaving: dict[str, list[Flow]] = {}
    for flow in flows.flows:
        leaving.setdefault(flow.source_id, []).append(flow)

    def amount(one: FlowNode | Flow) -> str:
        return format_euros(one.cents, language)

    for column in flows.columns:
        title = _TITLES[column.step]
        mark = Text(" ; ", "; ")[language]
        items = mark.join(f"{node.label[language]}, {amount(node)}" for node in column.nodes)
        sentences.append(Text(f"{title.fr} : {items}.", f"{title.en}: {items}.")[language])
    for column in flows.columns[:-1]:
        for node in column.nodes:
            parts = [f"{nodes[flow.target_id].label[language]} ({amount(flow)})" for flow in leaving[node.id]]
            name, targets = node.label[language], format_list(parts, language)
            sentences.append(Text(f"{name} : vers {targets}.", f"{name}: to {targets}.")[language])
    return " ".join(sentences)


def _drawn(flows: Flows, language: Language) -> dict[str, Any]:
    """What exporters draw: columns of nodes, and bands that join them, by their places in the columns."""
    places = {node.id: place for column in flows.columns for place, node in enumerate(column.nodes)}
    depths = {node.id: depth for depth, column in enumerate(flows.columns) for node in column.nodes}
    columns = [
        {
            "title": _TITLES[column.step][language],
            "nodes": [
                {
                    "label": typeset_text(node.label[language], language),
                    "cents": node.cents,
                    "amount": format_euros(node.cents, language),
                    "group": _GROUPS.get(node.role, ""),
                }
                for node in column.nodes
            ],
        }
        for column in flows.columns
    ]
    bands = [
        {
            "column": depths[flow.source_id],
            "source": places[flow.source_id],
            "target": places[flow.target_id],
            "cents": flow.cents,
        }
        for flow in flows.flows
    ]
    return {"columns": columns, "bands": bands}
