"""The shipped catalog: every file is readable, sourced, and in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from amikit.model.catalog import Expectation, Resource, Source, Standing
from amikit.model.licences import is_known

ROOT = Path(__file__).resolve().parents[1]
CATALOG_PATH = ROOT / "resources_catalog"
NEEDS_PATH = ROOT / "docs" / "besoins.md"
SCHEMA_LINE = "# yaml-language-server: $schema=../../schemas/ressource.schema.json"
FILES = sorted(CATALOG_PATH.rglob("*.yaml"))
SHIPPED = {
    "badge-pass-interlieux",
    "cahier-activites",
    "chat-tiers-lieux",
    "coopcircuits",
    "dokos",
    "fabrique-a-communs",
    "forum-tiers-lieux",
    "loot",
    "movilab",
    "tibillet",
}

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def _without_nulls(tree: Any) -> Any:
    """``tree`` with its empty scalars as ``None``; the loader keeps every scalar a string."""
    if isinstance(tree, dict):
        return {name: _without_nulls(item) for name, item in tree.items()}
    if isinstance(tree, list):
        return [_without_nulls(item) for item in tree]
    return None if tree in {"", "null", "~"} else tree


@cache
def _load_resource(path: Path) -> Resource:
    """Read one file as a stranger would: French keys only, every scalar a string."""
    tree = yaml.BaseLoader(path.read_text(encoding="utf-8")).get_single_data()
    return Resource.model_validate(_without_nulls(tree), by_alias=True, by_name=False)


def _fold(name: str) -> str:
    """``name`` without case nor accents, as mentions are looked for."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _flow_mapping_keys(node: yaml.Node, *, in_flow: bool = False) -> Iterator[str]:
    """The keys written between braces, where a comma would end an amount."""
    if isinstance(node, yaml.MappingNode):
        in_flow = in_flow or bool(node.flow_style)
        for name, value in node.value:
            if in_flow:
                yield name.value
            yield from _flow_mapping_keys(value, in_flow=in_flow)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _flow_mapping_keys(item, in_flow=in_flow)


def _is_dated(source: Source | None) -> bool:
    return source is not None and source.url.startswith("https://") and source.seen_on is not None


def _expectations() -> list[tuple[str, Expectation]]:
    return [(path.stem, item) for path in FILES for item in _load_resource(path).expectations]


def test_the_catalog_holds_the_shipped_resources() -> None:
    assert {path.stem for path in FILES} >= SHIPPED


@each_file
def test_a_file_begins_with_its_schema(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == SCHEMA_LINE


@each_file
def test_a_file_is_a_resource_of_its_name_and_folder(path: Path) -> None:
    resource = _load_resource(path)

    assert (resource.id, resource.kind.value) == (path.stem, path.parent.name)


@each_file
def test_an_amount_is_never_written_between_braces(path: Path) -> None:
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

    assert isinstance(node, yaml.MappingNode)
    assert not {"montant", "cout", "heures", "part"} & set(_flow_mapping_keys(node))


@each_file
def test_a_licence_is_known_or_left_empty(path: Path) -> None:
    licence = _load_resource(path).licence

    assert licence is None or is_known(licence)


@each_file
def test_what_is_not_known_is_said(path: Path) -> None:
    resource = _load_resource(path)

    assert resource.note or (resource.steward and resource.licence)


@each_file
def test_every_need_is_in_the_common_list(path: Path) -> None:
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", NEEDS_PATH.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert set(_load_resource(path).needs) <= set(listed)
    assert len(listed) == len(set(listed))


@each_file
def test_every_id_is_unique_in_its_resource(path: Path) -> None:
    resource = _load_resource(path)

    for ids in ([item.id for item in resource.expectations], [item.id for item in resource.next_steps]):
        assert len(ids) == len(set(ids))


@each_file
def test_a_resource_has_a_source_and_an_expectation(path: Path) -> None:
    resource = _load_resource(path)

    assert all(source.url or source.title for source in resource.sources)
    assert resource.sources
    assert resource.expectations


@each_file
def test_a_resource_answers_to_its_own_name(path: Path) -> None:
    resource = _load_resource(path)
    folded = [_fold(name) for name in (*resource.names, *resource.short_names)]

    assert _fold(resource.name) in folded
    assert len(folded) == len(set(folded))


def test_no_two_resources_share_a_name() -> None:
    owners: dict[str, set[str]] = {}
    for path in FILES:
        resource = _load_resource(path)
        for name in (resource.name, *resource.names, *resource.short_names):
            owners.setdefault(_fold(name), set()).add(resource.id)

    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_figure_has_an_address_and_a_date() -> None:
    undated = [(owner, item.id) for owner, item in _expectations() if item.figure and not _is_dated(item.source)]

    assert undated == []


def test_what_is_to_be_agreed_has_no_figure() -> None:
    figured = [
        (owner, item.id) for owner, item in _expectations() if item.figure and item.standing is Standing.TO_AGREE
    ]

    assert figured == []


def test_what_is_published_or_proposed_names_its_source() -> None:
    unsourced = [
        (owner, item.id)
        for owner, item in _expectations()
        if item.standing in {Standing.PUBLISHED, Standing.PROPOSED} and not (item.source and item.source.url)
    ]

    assert unsourced == []


def test_every_costed_step_has_an_address_and_a_date() -> None:
    steps = [(path.stem, step) for path in FILES for step in _load_resource(path).next_steps]

    assert [(owner, step.id) for owner, step in steps if not _is_dated(step.source)] == []


def test_the_figure_of_the_forum_and_the_chat_is_counted_once() -> None:
    figured = [
        (owner, item.id, item.figure.amount_cents, str(item.valid.start_on), str(item.valid.end_on))
        for owner, item in _expectations()
        if item.figure and owner in {"forum-tiers-lieux", "chat-tiers-lieux"}
    ]

    assert figured == [
        ("forum-tiers-lieux", "fonctionnement-2021", 100_000, "2021-01-01", "2021-12-31"),
        ("forum-tiers-lieux", "fonctionnement", 150_000, "2022-01-01", "None"),
    ]
