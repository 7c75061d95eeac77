"""Where the cash comes from and what it is meant for: not a cent is lost on the way, nor any path invented."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.flows import MOST_NODES, Flow, Flows, Role, Step, compute_flows, gather_smallest
from amikit.compute.proposal import compute_proposal
from amikit.model.budget import Expense, Funding, Income, Nature
from tests.compute.build import CALL, catalog, dossier, expense, income, resource

AXES = [{"id": "outiller", "titre": "Outiller"}, {"id": "transmettre", "titre": "Transmettre"}]
NAMES = ("", "anct", "Région", "région", "Fonds à nous", "/own")
FED = (
    "ressource:dokos",
    "ressource:dokos/etape",
    "ressource:forum",
    "ressource:inconnue",
    "lieu:baraka",
    "coordination",
    None,
)

cents = st.integers(0, 10**12) | st.integers(0, 3)
natures = st.sampled_from([Nature.CASH, Nature.CASH, Nature.CASH, Nature.VOLUNTEERING])
spent = st.tuples(cents, st.sampled_from(FED), st.sampled_from(["outiller", "transmettre", "ailleurs", ""]),
                  st.sampled_from(NAMES), natures)  # fmt: skip
brought = st.tuples(cents, st.sampled_from(NAMES), st.sampled_from(Funding), natures)


def flows_of(*lines: Expense | Income, axes: Sequence[dict[str, str]] = AXES) -> Flows | None:
    known = catalog(resource("dokos"), resource("forum"))
    world = dossier(*lines, axes=axes)
    return compute_flows(world.budget, compute_proposal(world, known, CALL).views)


def drawn(*lines: Expense | Income, **more: Any) -> Flows:
    flows = flows_of(*lines, **more)
    assert flows is not None
    return flows


def spending(line_id: str, amount: int, destination: str | None = "ressource:dokos", **fields: Any) -> Expense:
    return expense(line_id, amount, **({"axis_id": "outiller", "funder": "anct", "destination": destination} | fields))


def world_of(charges: Sequence[Any], incomes: Sequence[Any]) -> list[Expense | Income]:
    return [
        *(
            spending(f"D{place}", amount, fed, axis_id=axis, funder=name, nature=nature)
            for place, (amount, fed, axis, name, nature) in enumerate(charges)
        ),
        *(
            income(f"R{place}", amount, funder=name, status=status, nature=nature)
            for place, (amount, name, status, nature) in enumerate(incomes)
        ),
    ]


def assert_conserved(flows: Flows, total_cents: int) -> None:
    """What enters a node leaves it, to the cent; every band joins two columns that follow each other."""
    assert flows.total_cents == total_cents
    nodes = {node.id: node for column in flows.columns for node in column.nodes}
    assert len(nodes) == sum(len(column.nodes) for column in flows.columns)
    pairs = {(flow.source_id, flow.target_id) for flow in flows.flows}
    assert len(pairs) == len(flows.flows)
    assert all(flow.cents > 0 for flow in flows.flows)
    for column in flows.columns:
        assert sum(node.cents for node in column.nodes) == total_cents
    for before, after in pairwise(flows.columns):
        sources, targets = ({node.id: node.cents for node in column.nodes} for column in (before, after))
        between = [flow for flow in flows.flows if flow.source_id in sources]
        assert {flow.target_id for flow in between} == set(targets)
        assert {name: sum(flow.cents for flow in between if flow.source_id == name) for name in sources} == sources
        assert {name: sum(flow.cents for flow in between if flow.target_id == name) for name in targets} == targets


@given(st.lists(spent, max_size=12), st.lists(brought, max_size=6))
def test_what_enters_a_node_leaves_it_to_the_cent(charges: list[Any], incomes: list[Any]) -> None:
    flows = flows_of(*world_of(charges, incomes))

    spent_cents = sum(one[0] for one in charges if one[-1] is Nature.CASH)
    brought_cents = sum(one[0] for one in incomes if one[-1] is Nature.CASH)
    assert (flows is None) == (not spent_cents)
    if flows is not None:
        assert_conserved(flows, max(spent_cents, brought_cents))
        assert_conserved(gather_smallest(flows, 6), max(spent_cents, brought_cents))


@given(st.lists(spent, min_size=1, max_size=12))
def test_when_every_line_names_its_funder_each_one_s_money_is_followed_to_its_axes(charges: list[Any]) -> None:
    named = [(one[0] + 1, one[1], one[2], one[3] or "anct", Nature.CASH) for one in charges]
    lines = world_of([("1", "coordination", "outiller", "anct", Nature.CASH), *named], [])
    lines[0] = spending("D0", 1)
    incomes = [income(f"R{line.id}", line.cents, funder=line.funder) for line in lines]

    flows = drawn(*lines, *incomes)

    assert [column.step for column in flows.columns] == [Step.FUNDERS, Step.AXES, Step.DESTINATIONS]
    assert_conserved(flows, sum(line.cents for line in lines))


def steps(flows: Flows) -> list[str]:
    return [column.step.value for column in flows.columns]


def labels(flows: Flows) -> list[list[tuple[str, int]]]:
    return [[(node.label.fr, node.cents) for node in column.nodes] for column in flows.columns]


def test_a_funder_goes_to_the_axes_that_its_lines_name() -> None:
    flows = drawn(
        spending("D1", 70),
        spending("D2", 20, "lieu:baraka", axis_id=""),
        spending("D3", 10, "coordination", axis_id="transmettre", funder="La région"),
        income("R1", 60),
        income("R2", 30, funder="ANCT", status=Funding.ACQUIRED),
        income("R3", 10, funder="la Région"),
    )

    assert labels(flows) == [
        [("Agence nationale", 90), ("la Région", 10)],
        [("Outiller", 70), ("Transmettre", 10), ("Sans axe", 20)],
        [("Dokos", 70), ("Baraka", 20), ("Coordination", 10)],
    ]
    assert flows.flows[:3] == (
        Flow("funders:anct", "axes:outiller", 70),
        Flow("funders:anct", "axes:", 20),
        Flow("funders:la-region", "axes:transmettre", 10),
    )


def test_where_one_line_does_not_say_who_pays_it_nobody_s_money_is_followed() -> None:
    flows = drawn(
        spending("D1", 70),
        spending("D2", 30, axis_id="", funder=""),
        income("R1", 70),
        income("R2", 30, funder="Ville"),
    )

    assert steps(flows) == ["funders", "whole", "axes", "destinations"]
    assert labels(flows)[:2] == [[("Agence nationale", 70), ("Ville", 30)], [("Ensemble du budget", 100)]]
    assert {flow.target_id for flow in flows.flows if flow.source_id.startswith("funders")} == {"whole/"}


def test_a_funder_whose_lines_spend_more_than_it_brings_is_not_followed() -> None:
    lines = [spending("D1", 70), spending("D2", 30, funder="Ville")]

    assert steps(drawn(*lines, income("R1", 60), income("R2", 40, funder="Ville")))[1] == "whole"
    assert steps(drawn(*lines, income("R1", 70), income("R2", 30, funder="Ville")))[1] == "axes"


def test_without_an_axis_the_budget_stands_between_funders_and_destinations() -> None:
    flows = drawn(spending("D1", 70, axis_id=""), income("R1", 70), axes=[])

    assert labels(flows) == [[("Agence nationale", 70)], [("Ensemble du budget", 70)], [("Dokos", 70)]]


def test_what_nobody_funds_and_what_no_line_spends_are_shown() -> None:
    short = drawn(spending("D1", 70), income("R1", 50))
    spare = drawn(spending("D1", 70), income("R1", 100))
    alone = drawn(spending("D1", 70))

    assert labels(short)[0] == [("Agence nationale", 50), ("Reste à financer", 20)]
    assert labels(alone)[0] == [("Reste à financer", 70)]
    assert labels(spare)[2:] == [
        [("Outiller", 70), ("Reste à employer", 30)],
        [("Dokos", 70), ("Reste à employer", 30)],
    ]


def test_own_funds_without_a_name_are_nobody_else_s() -> None:
    flows = drawn(
        spending("D1", 70),
        income("R1", 50, funder="", status=Funding.OWN),
        income("R2", 15, funder=""),
        income("R3", 5, funder="/own"),
    )

    assert labels(flows)[0] == [("Fonds propres", 50), ("Financeur non précisé", 15), ("/own", 5)]


def test_without_cash_there_is_nothing_to_draw_nor_when_an_amount_is_below_zero() -> None:
    assert flows_of() is None
    assert flows_of(income("R1", 70)) is None
    assert flows_of(spending("D1", 70, nature=Nature.VOLUNTEERING)) is None
    assert flows_of(spending("D1", 70), spending("D2", -10), income("R1", 60)) is None


def many(count: int, kind: str, first_cents: int) -> list[Expense]:
    return [spending(f"{kind}{place}", first_cents + place, f"{kind}:n{place:02}") for place in range(count)]


def test_the_smallest_share_a_node_places_before_resources_and_no_cent_is_lost() -> None:
    flows = drawn(*many(12, "ressource", 1000), *many(10, "lieu", 50), spending("C", 5, "coordination"))

    shown = gather_smallest(flows)

    assert labels(shown)[-1] == [
        *((f"n{place:02}", 1000 + place) for place in range(11, 6, -1)),
        ("7 autres ressources", sum(range(1000, 1007))),
        ("10 lieux", sum(range(50, 60))),
        ("Coordination", 5),
    ]
    assert {node.role for node in shown.columns[-1].nodes} == {Role.RESOURCE, Role.PLACE, Role.COORDINATION}
    assert_conserved(shown, flows.total_cents)


@given(st.integers(1, 30), st.integers(0, 30), st.integers(1, 30), st.integers(1, 30))
def test_a_picture_never_has_more_nodes_in_a_column_than_can_be_read(
    resources: int, places: int, axes: int, funders: int
) -> None:
    charges = [*many(resources, "ressource", 10), *many(places, "lieu", 10)]
    charges = [line.model_copy(update={"axis_id": f"a{place % axes}"}) for place, line in enumerate(charges)]
    incomes = [income(f"R{place}", 10, funder=f"F{place}") for place in range(funders)]
    flows = drawn(*charges, *incomes)

    shown = gather_smallest(flows)

    assert all(len(column.nodes) <= MOST_NODES for column in shown.columns)
    for column, whole in zip(shown.columns, flows.columns, strict=True):
        assert len(column.nodes) == min(MOST_NODES, len(whole.nodes)) or column.step is Step.DESTINATIONS
    assert_conserved(shown, flows.total_cents)


def test_what_can_be_read_is_left_as_it_is() -> None:
    flows = drawn(*many(8, "ressource", 10))

    assert gather_smallest(flows) == flows
