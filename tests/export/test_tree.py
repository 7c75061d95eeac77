"""Pandoc's AST, for all the formats: the ids of headings, and what a node says."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from amikit.export.tree import numbered
from amikit.render.answer import Block
from amikit.render.walk import plain_text
from tests.export.sample import heading, image, para

WANTED = st.sampled_from(["a", "a-2", "a-3", "b", "", "1er", "x" * 45, "x" * 35, "x" * 35 + "-2", "É à"])


def ids_of(*wanted: str) -> list[str]:
    blocks: list[Block] = [heading(2, "Titre", one) for one in wanted]
    return [one.id for one in numbered(blocks)[1]]


@given(wanted=st.lists(WANTED, max_size=30))
def test_an_id_is_given_once_and_is_the_first_that_is_free(wanted: list[str]) -> None:
    given: list[str] = []
    for one, found in zip(wanted, ids_of(*wanted), strict=True):
        [base] = ids_of(one)
        tried = (f"{base[:35]}-{number}" for number in count(2))
        assert found == (base if base not in given else next(name for name in tried if name not in given))
        given.append(found)


def test_headings_of_one_title_are_numbered_however_many_they_are() -> None:
    assert ids_of(*["titre"] * 30_000) == ["titre", *(f"titre-{number}" for number in range(2, 30_001))]


def test_what_a_node_says_is_its_words_and_those_of_its_pictures() -> None:
    assert (
        plain_text([heading(1, "Un titre"), para("Un ", image("pont", "pont.png"), " là.")]) == "Un titreUn pont là.\n"
    )
