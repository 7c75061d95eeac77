"""What templates see is plain data: nothing in it can read a file, nor lead to what can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

import amikit
from amikit.compute.proposal import Proposal
from amikit.i18n import LANGUAGES, Language
from amikit.render.later import Later
from amikit.render.slots import BlockSlot, ProseSlot
from amikit.render.view import view_proposal
from amikit.render.worker import _from_plain, _to_plain
from tests.dossiers import EXAMPLES, write_dossier
from tools.make_golden import FAULTY, SOUND

PLAIN = (str, int, bool, Fraction, date, type(None), ProseSlot, BlockSlot)


def values(node: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Each value with its place, containers included."""
    yield place, node
    if type(node) is dict:
        for name, inner in node.items():
            yield from values(inner, f"{place}.{name}")
    elif type(node) in (list, Later):
        for number, inner in enumerate(node):
            yield from values(inner, f"{place}[{number}]")


def proposal_of(root: Path) -> Proposal:
    proposal = amikit.check(root).proposal
    assert proposal is not None
    return proposal


@pytest.fixture(scope="module", params=[*SOUND, FAULTY, "rien"])
def proposal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Proposal:
    if request.param != "rien":
        return proposal_of(EXAMPLES / request.param)
    files = {"dossier.yaml": "appel: fabrique-de-territoire\n"}
    return proposal_of(write_dossier(tmp_path_factory.mktemp("rien"), files, base=""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_holds_plain_data_only(proposal: Proposal, language: Language) -> None:
    view = view_proposal(proposal, language)

    assert [(place, type(node)) for place, node in values(view) if type(node) not in (dict, list, Later, *PLAIN)] == []


def test_names_are_those_a_template_can_write(proposal: Proposal) -> None:
    view = view_proposal(proposal, "fr")
    free = ("dossier.fields",)  # the blanks of a call: its own names

    wrong = [
        f"{place}.{name}"
        for place, node in values(view)
        if isinstance(node, dict) and place.lstrip(".") not in free
        for name in node
        if not (type(name) is str and name.isidentifier() and not name.startswith("_"))
    ]
    assert wrong == []


def test_suffixes_say_the_unit(proposal: Proposal) -> None:
    kinds = {
        "_cents": (int, type(None)),
        "_rate": (Fraction, type(None)),
        "_on": (date, type(None)),
        "_count": (int, type(None)),
    }
    view = view_proposal(proposal, "fr")

    wrong = [
        (place, type(node))
        for place, node in values(view)
        for suffix, allowed in kinds.items()
        if place.endswith(suffix) and not place.endswith("passing_on") and type(node) not in allowed
    ]
    assert wrong == []


def test_a_view_crosses_to_another_process_unchanged(proposal: Proposal) -> None:
    view = view_proposal(proposal, "fr")

    assert _from_plain(json.loads(json.dumps(_to_plain(view)))) == view


def test_both_languages_have_the_same_shape(proposal: Proposal) -> None:
    french, english = (view_proposal(proposal, language) for language in LANGUAGES)

    assert [place for place, _ in values(french)] == [place for place, _ in values(english)]


def test_a_later_list_is_made_when_one_looks_inside_and_shows_a_template_nothing_else() -> None:
    looked: list[str] = []

    def make() -> list[dict[str, Any]]:
        looked.append("yes")
        return [{"id": "D1"}, {"id": "D2"}]

    lines = Later(2, make)
    environment = SandboxedEnvironment()

    assert environment.from_string("{{ lines|length }}{{ 'x' if lines }}").render(lines=lines) == "2x"
    assert looked == []
    assert environment.from_string("{% for one in lines %}{{ one.id }} {% endfor %}").render(lines=lines) == "D1 D2 "
    for name in ("_make", "_items", "__class__", "__getitem__"):
        with pytest.raises(SecurityError):
            environment.from_string("{{ lines." + name + ".x }}").render(lines=lines)
