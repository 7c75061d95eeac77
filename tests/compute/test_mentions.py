from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.compute.mentions import LONGEST_NAME, Mention, NameIndex, find_mentions
from amikit.source.span import Span
from tests.compute.build import catalog, dossier, resource, use

NAMES = [
    ("forum", "Forum des tiers-lieux"),
    ("forum", "forum.tiers-lieux.org"),
    ("dokos", "Dokos"),
    ("interlieux", "Interlieux"),
    ("oeuvre", "Œuvre commune"),
    ("cahier", "cahier d'activités"),
    ("pass", "Pass tiers-lieu"),
]


def found(text: str, names: list[tuple[str, str]] | None = None) -> list[tuple[str, str]]:
    """The resources named in a text, and the words that name them."""
    index = NameIndex(NAMES if names is None else names)
    return [(str(match.meanings[0]), text[match.start : match.end]) for match in index.find(text)]


@pytest.mark.parametrize(
    ("text", "resource_id", "words"),
    [
        ("Nous utilisons Dokos.", "dokos", "Dokos"),
        ("DOKOS, dans les trois lieux", "dokos", "DOKOS"),
        ("« Dokos »", "dokos", "Dokos"),
        ("(dokos)", "dokos", "dokos"),
        ("Dokos/ERPNext", "dokos", "Dokos"),
        ("l'Interlieux", "interlieux", "Interlieux"),
        ("L’Interlieux", "interlieux", "Interlieux"),
        ("jusqu’Interlieux", "interlieux", "Interlieux"),
        ("Dokos's team", "dokos", "Dokos"),
        ("une oeuvre commune", "oeuvre", "oeuvre commune"),
        ("des ŒUVRES COMMUNES", "oeuvre", "ŒUVRES COMMUNES"),
        ("le Cahier d’activités", "cahier", "Cahier d’activités"),
        ("les cahiers d'activites", "cahier", "cahiers d'activites"),
        ("le cahier d'activite\u0301s", "cahier", "cahier d'activite\u0301s"),
        ("le forum des tiers lieux", "forum", "forum des tiers lieux"),
        ("le forum\u00a0des tiers\u2011lieux", "forum", "forum\u00a0des tiers\u2011lieux"),
        ("un forum de tiers-lieu, le forum des tiers-lieu", "forum", "forum des tiers-lieu"),
        ("les pass tiers-lieux", "pass", "pass tiers-lieux"),
        ("le Do\u00adkos", "dokos", "Do\u00adkos"),
        ("allez sur forum.tiers-lieux.org.", "forum", "forum.tiers-lieux.org"),
        ("fini.Dokos reprend", "dokos", "Dokos"),
    ],
)
def test_a_name_is_recognised_as_people_write_it(text: str, resource_id: str, words: str) -> None:
    assert found(text) == [(resource_id, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Dokosien, dokos2, mon_dokos",
        "écrire à contact@dokos.io",
        "le code est sur github.com/dokos",
        "voir dokos.io",
        "voir forum.tiers-lieux.org/t/12",
        "Le forum. Des tiers-lieux",
        "un cahier, des activités",
        "`\ufffc`",
        "le cahier d\ufffcactivités",
        "aujourd'interlieux",
        "",
    ],
)
def test_no_name_is_seen_inside_another_word_an_address_or_across_a_stop(text: str) -> None:
    assert found(text) == []


def test_a_short_or_lone_word_has_no_singular() -> None:
    assert found("mon lieu", [("mons", "Mons")]) == []
    assert found("le commun", [("communs", "Les communs"), ("communs", "Communs")]) == []
    assert found("Mons", [("mons", "Mons")]) == [("mons", "Mons")]


def test_the_longest_name_wins() -> None:
    names = [("forum", "forum"), ("forum-tl", "forum des tiers-lieux"), ("tl", "tiers-lieux")]

    assert found("le forum des tiers-lieux", names) == [("forum-tl", "forum des tiers-lieux")]
    assert found("le forum des lieux, des tiers-lieux", names) == [("forum", "forum"), ("tl", "tiers-lieux")]


def test_the_exact_name_wins_over_a_plural() -> None:
    assert found("les mons", [("mon", "mon"), ("mons", "mons")]) == [("mons", "mons")]


def test_a_name_with_an_elided_article_is_known_without_it() -> None:
    assert found("avec Interlieux", [("interlieux", "L'Interlieux")]) == [("interlieux", "Interlieux")]


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    for match in NameIndex(NAMES).find(text):
        assert 0 <= match.start < match.end <= len(text)


def test_a_long_text_against_a_large_catalog_stays_quick() -> None:
    names = [(f"r{number}", f"commun {number} des lieux") for number in range(5_000)]
    text = "Le commun 12 des lieux, et d'autres lieux. " * 3_000
    start = time.perf_counter()

    matches = list(NameIndex(names).find(text))

    assert len(matches) == 3_000
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("text", ["dokos/" * 30_000, "l'" * 60_000, "a." * 60_000 + "@", "-" * 200_000])
def test_a_hostile_text_stays_quick(text: str) -> None:
    start = time.perf_counter()

    list(NameIndex([*NAMES, ("a", "a"), ("l", "l'l'l'l")]).find(text))

    assert time.perf_counter() - start < 5


def test_mentions_have_a_place_in_the_file() -> None:
    world = dossier(
        sections={"qui": "# Qui\n\nNous tenons **Do**kos et `dokos`,\nvoir https://dokos.io et <https://dokos.io>.\n"},
        histories={"baraka": "---\nnom: Dokos\n---\n\n| Outil |\n|---|\n| [Dokos](https://dokos.io) |\n"},
    )

    mentions = find_mentions(world, catalog(resource("dokos")))

    assert mentions == (
        Mention("dokos", "Dokos", "sections/qui", Span(Path("sections/qui.md"), 3, 15, 7)),
        Mention("dokos", "Dokos", "membres/baraka", Span(Path("membres/baraka.md"), 7, 4, 5)),
    )


def test_a_common_word_is_a_mention_only_of_a_declared_resource() -> None:
    forum = resource("forum", name="Forum", names=("forum des tiers-lieux",), short_names=("forum",))
    text = {"qui": "Le forum, c'est le forum des tiers-lieux."}

    stranger = find_mentions(dossier(sections=text), catalog(forum))
    declared = find_mentions(dossier(sections=text, uses=(use(resource_id="forum"),)), catalog(forum))

    assert [mention.name for mention in stranger] == ["forum des tiers-lieux"]
    assert [mention.span.column for mention in declared] == [4, 20]


def test_a_shared_name_speaks_of_the_declared_resource() -> None:
    both = catalog(resource("pass", name="Pass"), resource("pass-lille", name="Pass"))
    text = {"qui": "Le Pass."}

    stranger = find_mentions(dossier(sections=text), both)
    declared = find_mentions(dossier(sections=text, uses=(use(resource_id="pass-lille"),)), both)

    assert [mention.resource_id for mention in stranger] == ["pass", "pass-lille"]
    assert [mention.resource_id for mention in declared] == ["pass-lille"]


def test_what_a_resource_replaces_is_found_apart_from_its_names() -> None:
    till = resource("tibillet", name="TiBillet", replaces=("caisse propriétaire",))
    prose = "Fini les caisses propriétaires : la **Ti**Billet, pas une caisse."

    mentions = find_mentions(dossier(sections={"qui": prose}), catalog(till))

    assert [(one.resource_id, one.name, one.is_substitute) for one in mentions] == [
        ("tibillet", "caisse propriétaire", True),
        ("tibillet", "TiBillet", False),
    ]


def test_the_longest_wins_between_a_name_and_what_another_replaces() -> None:
    forum = resource("forum", name="Forum", replaces=("forum des tiers-lieux payant",))
    prose = "Le forum des tiers-lieux payant, puis le forum."

    mentions = find_mentions(dossier(sections={"qui": prose}), catalog(forum))

    assert [(one.name, one.is_substitute) for one in mentions] == [
        ("forum des tiers-lieux payant", True),
        ("Forum", False),
    ]


def test_the_names_kept_for_a_text_are_all_that_it_could_hold() -> None:
    """Leaving out the names that have a word the texts lack changes nothing."""
    names = [
        "Dokos",
        "l'Interlieux",
        "Œuvre commune",
        "forum des tiers-lieux",
        "pass tiers-lieu",
        "Mons",
        "cahier d'activités",
    ]
    prose = "Les œuvres communes de l’Interlieux, les passes tiers-lieux, le cahier d'activité, mon forum, DOKOS."
    resources = [resource(f"r{number}", name=name) for number, name in enumerate(names)]
    index = NameIndex((one.id, one.name) for one in resources)

    mentions = find_mentions(dossier(sections={"qui": prose}), catalog(*resources))

    assert [one.resource_id for one in mentions] == [str(match.meanings[0]) for match in index.find(prose)]


def test_names_made_to_be_slow_stay_linear() -> None:
    """Counted in steps, not in seconds: each word of the text is looked at a bounded number of times."""
    endless = " ".join(["a"] * 5_000)
    plurals = [" ".join("mots" if number >> place & 1 else "mot" for place in range(10)) for number in range(1_024)]
    hostile = [("endless", endless), *((f"p{place}", name) for place, name in enumerate(plurals))]
    index = NameIndex(hostile)

    assert list(index.find(endless)) == []
    assert len(list(index.find(" ".join(["mot"] * 10 * 50)))) == 50
    assert max(_depth(index._root, most=100), 0) <= LONGEST_NAME


def _depth(node: Any, most: int) -> int:
    return 0 if most == 0 else max((1 + _depth(one, most - 1) for one in node.nexts.values()), default=0)
