"""Where the cash comes from and what it is meant for: funders → axes → destinations, to the cent.

Which funder pays which axis is drawn only when the budget says it: every cash expense names its
funder, and each funder brings exactly what its lines spend. Otherwise nobody knows which euro pays
what, and to guess would be to lie: all the money first flows into one node, the whole budget, and
the axes share that. So it does when no line names an axis.

What enters a node leaves it. What nobody funds yet is a node among the funders; what no line spends
yet, a node among the axes and among the destinations: an unbalanced draft shows its gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from amikit.compute.budget import BudgetViews
from amikit.compute.funders import funder_key
from amikit.i18n import Text
from amikit.model.budget import Budget, DestinationKind, Expense, Funding, Income

_Path = tuple[str, ...]
"""The ids of the nodes that cash goes through, from left to right."""
MOST_NODES = 8
"""In one column of a picture; more would be too thin to be read."""


class Step(StrEnum):
    """The columns, from left to right."""

    FUNDERS = "funders"
    WHOLE = "whole"
    AXES = "axes"
    DESTINATIONS = "destinations"


class Role(StrEnum):
    """What a node is; those of one role may be gathered."""

    FUNDER = "funder"
    UNFUNDED = "unfunded"
    WHOLE = "whole"
    AXIS = "axis"
    RESOURCE = "resource"
    PLACE = "place"
    COORDINATION = "coordination"
    UNSAID = "unsaid"
    """Without axis, or without destination."""
    UNSPENT = "unspent"


@dataclass(frozen=True, slots=True)
class FlowNode:
    """One funder, one axis, one destination, and the cash that goes through it."""

    id: str
    label: Text
    role: Role
    cents: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The cash that goes from a node to one of the next column."""

    source_id: str
    target_id: str
    cents: int


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """The nodes of one step, in print order; no id stands in two columns."""

    step: Step
    nodes: tuple[FlowNode, ...]


@dataclass(frozen=True, slots=True)
class Flows:
    """The cash of a budget; the nodes of each column add up to its total."""

    columns: tuple[FlowColumn, ...]
    flows: tuple[Flow, ...]
    """By column, then in the order of their sources and of their targets."""
    total_cents: int
    """The cash charges, or the cash incomes when these are more."""


def compute_flows(budget: Budget, views: BudgetViews) -> Flows | None:
    """How the cash flows; None when nothing is spent, or when an amount is below zero: no band is that thin."""
    charges = [line for line in budget.expenses if line.is_cash and line.cents]
    incomes = [line for line in budget.incomes if line.is_cash and line.cents]
    if not charges or any(line.cents < 0 for line in (*charges, *incomes)):
        return None
    has_axes = any(line.axis_id for line in charges)
    is_followed = has_axes and _funders_say_all(views)
    middle = [*([] if is_followed else [Step.WHOLE]), *([Step.AXES] if has_axes else [])]
    paths = _followed(charges) if is_followed else _pooled(charges, incomes, views.balance_cents, has_axes)
    sums = Counter[tuple[str, str]]()
    for path, cents in paths:
        for pair in pairwise(path):
            sums[pair] += cents
    nodes = {node.id: node for node in _nodes(views)}
    return _ordered(nodes, [Step.FUNDERS, *middle, Step.DESTINATIONS], sums)


def _followed(charges: Iterable[Expense]) -> Iterator[tuple[_Path, int]]:
    """Each expense, from the funder that it names."""
    for line in charges:
        yield (_funder_id(line.funder), *_ends(line)), line.cents


def _pooled(
    charges: Iterable[Expense], incomes: Iterable[Income], balance_cents: int, has_axes: bool
) -> Iterator[tuple[_Path, int]]:
    """Each income into the whole budget, each expense out of it; and what balances them."""
    for income in incomes:
        yield (_funder_id(income.funder, income.status), _WHOLE), income.cents
    first = 0 if has_axes else 1
    for line in charges:
        yield (_WHOLE, *_ends(line)[first:]), line.cents
    if balance_cents < 0:
        yield (_UNFUNDED, _WHOLE), -balance_cents
    elif balance_cents:
        yield (_WHOLE, *(_UNSPENT_AXIS, _UNSPENT)[first:]), balance_cents


def gather_smallest(flows: Flows, most: int = MOST_NODES) -> Flows:
    """The same cash in columns of at most ``most`` nodes (at least 6): the smallest of a role become one node.

    Places are gathered before resources.
    """
    merged: dict[str, str] = {}
    nodes: dict[str, FlowNode] = {}
    for column in flows.columns:
        shown, renamed = _gathered(column, most)
        merged |= renamed
        nodes |= {node.id: node for node in shown}
    sums = Counter[tuple[str, str]]()
    for flow in flows.flows:
        pair = merged.get(flow.source_id, flow.source_id), merged.get(flow.target_id, flow.target_id)
        sums[pair] += flow.cents
    return _ordered(nodes, [column.step for column in flows.columns], sums)


def _gathered(column: FlowColumn, most: int) -> tuple[list[FlowNode], dict[str, str]]:
    """The nodes of a column, and for each that is not shown, the id of the one that stands for it."""
    shown, merged = list(column.nodes), dict[str, str]()
    for role, words in _OTHERS.items():
        peers = [node for node in shown if node.role is role]
        count = min(len(peers), len(shown) - most + 1)
        if count < 2:
            continue
        # Of two equal ones, the first printed stays.
        places = sorted(range(len(peers)), key=lambda place: (peers[place].cents, -place))
        small = [peers[place] for place in places[:count]]
        some, every = words
        label = every if count == len(peers) else some
        others = FlowNode(
            f"{column.step}/{role}s",
            Text(label.fr.format(count=count), label.en.format(count=count)),
            role,
            sum(node.cents for node in small),
        )
        merged |= {node.id: others.id for node in small}
        place = shown.index(peers[-1]) + 1
        shown = [node for node in (*shown[:place], others, *shown[place:]) if node.id not in merged]
    return shown, merged


def _ordered(nodes: Mapping[str, FlowNode], steps: Sequence[Step], cents: Mapping[tuple[str, str], int]) -> Flows:
    """The columns with the nodes that cash goes through, in the order of ``nodes``."""
    entering, leaving = Counter[str](), Counter[str]()
    for (source_id, target_id), amount in cents.items():
        leaving[source_id] += amount
        entering[target_id] += amount
    through = {name: entering[name] or leaving[name] for name in nodes if name in entering or name in leaving}
    columns = tuple(
        FlowColumn(
            step,
            tuple(replace(nodes[name], cents=amount) for name, amount in through.items() if _step_of(name) is step),
        )
        for step in steps
    )
    places = {name: place for place, name in enumerate(through)}
    depths = {step: depth for depth, step in enumerate(steps)}
    order = sorted(cents, key=lambda pair: (depths[_step_of(pair[0])], places[pair[0]], places[pair[1]]))
    flows = tuple(Flow(*pair, cents[pair]) for pair in order)
    return Flows(columns, flows, sum(node.cents for node in columns[0].nodes))


def _funders_say_all(views: BudgetViews) -> bool:
    """Whether each funder brings what the lines that name it spend, and nothing comes from nor is paid by nobody."""
    return (
        all(one.brought_cents == one.paid_cents for one in views.funders)
        and sum(one.brought_cents for one in views.funders) == views.incomes_cents
        and sum(one.paid_cents for one in views.funders) == views.charges_cents
    )


# The nodes: an id begins with its step, then ":" and what the files name, or "/" and a word of ours.

_WHOLE = f"{Step.WHOLE}/"
_UNFUNDED = f"{Step.FUNDERS}/unfunded"
_UNSPENT_AXIS = f"{Step.AXES}/unspent"
_UNSPENT = f"{Step.DESTINATIONS}/unspent"


def _step_of(node_id: str) -> Step:
    return Step(_STEP.split(node_id, 1)[0])


def _funder_id(name: str, status: Funding | None = None) -> str:
    """What all lines of one funder have in common; without a name, own funds are not anybody's."""
    is_own = not funder_key(name) and status is Funding.OWN
    return f"{Step.FUNDERS}/own" if is_own else f"{Step.FUNDERS}:{funder_key(name)}"


def _ends(line: Expense) -> tuple[str, str]:
    """The axis and the destination of a line; the steps of a resource are that resource."""
    destination = line.destination
    target = f"{destination.kind.value}:{destination.target_id}" if destination else ""
    return f"{Step.AXES}:{line.axis_id}", f"{Step.DESTINATIONS}:{target.removesuffix(':')}"


def _nodes(views: BudgetViews) -> Iterable[FlowNode]:
    """Every node there may be, in print order; those of one id are one."""
    seen: set[str] = set()
    for funder in views.by_funder:
        name = _funder_id(funder.id, funder.status)
        if name not in seen:
            seen.add(name)
            yield FlowNode(name, funder.label, Role.FUNDER, 0)
    yield FlowNode(_UNFUNDED, _TO_FUND, Role.UNFUNDED, 0)
    yield FlowNode(_WHOLE, _ALL, Role.WHOLE, 0)
    for axis in views.by_axis:
        yield FlowNode(f"{Step.AXES}:{axis.id}", axis.label, Role.AXIS if axis.id else Role.UNSAID, 0)
    yield FlowNode(_UNSPENT_AXIS, _TO_SPEND, Role.UNSPENT, 0)
    for line in views.by_resource:
        yield FlowNode(f"{Step.DESTINATIONS}:{line.id}", line.label, _ROLES[line.kind], 0)
    yield FlowNode(_UNSPENT, _TO_SPEND, Role.UNSPENT, 0)


_STEP = re.compile("[:/]")
_ROLES = {
    DestinationKind.RESOURCE: Role.RESOURCE,
    DestinationKind.PLACE: Role.PLACE,
    DestinationKind.COORDINATION: Role.COORDINATION,
    None: Role.UNSAID,
}
_ALL = Text("Ensemble du budget", "Whole budget")
_TO_FUND = Text("Reste à financer", "Still to be funded")
_TO_SPEND = Text("Reste à employer", "Still to be used")
_OTHERS = {
    Role.FUNDER: (
        Text("{count} autres financeurs", "{count} other funders"),
        Text("{count} financeurs", "{count} funders"),
    ),
    Role.AXIS: (Text("{count} autres axes", "{count} other axes"), Text("{count} axes", "{count} axes")),
    Role.PLACE: (Text("{count} autres lieux", "{count} other places"), Text("{count} lieux", "{count} places")),
    Role.RESOURCE: (
        Text("{count} autres ressources", "{count} other resources"),
        Text("{count} ressources", "{count} resources"),
    ),
}
"""What gathered nodes are called, when the role keeps others, and when it does not; in the order of gathering."""
