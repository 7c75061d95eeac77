"""The Markdown: readable as it is, and read back as it was typed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from amikit.export.markdown import to_markdown
from amikit.render.answer import Answer, Block, Cover
from tests.export.hostile import hostile_answer, lost, squeezed
from tests.export.sample import COVER, bullets, code, div, heading, image, link, para, sample_answer, table

READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def final(answer: Answer) -> str:
    return to_markdown(answer).decode()


def body_of(*blocks: Block, is_draft: bool = False) -> str:
    made = to_markdown(Answer(Cover("Essai"), blocks, is_draft=is_draft)).decode()
    return made.partition("---\n\n")[2].removeprefix("# Essai\n").strip("\n")


def shown(markdown: str) -> str:
    """The text that another reader of Markdown sees."""
    return _shown(READER.parse(markdown))


def _shown(tokens: list[Token]) -> str:
    return "".join(_shown(token.children) if token.children else token.content + "\n" for token in tokens)


def test_the_header_is_yaml(final: str) -> None:
    header = yaml.safe_load(final.removeprefix("---\n").partition("---\n")[0])

    assert header == {
        "title": COVER.title,
        "subtitle": COVER.subtitle,
        "author": COVER.consortium,
        "lang": "fr",
        "date": "2021-03-01",
        "keywords": ["tiers-lieux", "communs"],
    }


def test_there_is_no_html(final: str) -> None:
    assert "<" not in final


def test_sections_stand_below_the_title(final: str) -> None:
    headings = [line for line in final.splitlines() if line.startswith("#")]

    assert headings[:3] == [
        "# Les Trois Rives",
        "## Cette réponse en une page",
        "## Pourquoi des ressources plutôt qu’un lieu",
    ]
    assert "### Ce que nous avons constaté" in headings


def test_the_chart_and_the_key_figures_are_tables(final: str) -> None:
    assert "| Carnet de bord commun  | 41\u202f000\u00a0€ |    — |" in final
    assert ": Où va l’argent demandé, par destination" in final
    assert re.search(r"\| Fonds propres +\| Transmettre +\|", final)
    assert "| Part aux ressources | Accords des porteurs | Financement public |" in final


def test_pictures_keep_the_address_that_was_written(final: str) -> None:
    assert '![Deux berges reliées par un pont](images/pont.png "La vallée, vue du pont de Miremont")' in final


def test_every_line_of_a_table_is_one_row() -> None:
    broken = table("l", ["A"], [["a"]])
    broken["c"][4][0][3][0][1][0][4] = [
        {"t": "Plain", "c": [{"t": "Str", "c": "a"}, {"t": "LineBreak"}, {"t": "Str", "c": "b"}]}
    ]

    assert "| a b |" in body_of(broken)


def test_a_blank_a_remark_and_a_draft_show_by_their_words() -> None:
    made = body_of(div("todo", para("l’histoire du lieu")), div("notice", para("illustratif")), is_draft=True)

    assert "> **BROUILLON**" in made
    assert "> **À compléter**\n>\n> l’histoire du lieu" in made
    assert "> illustratif" in made


def test_headings_go_no_deeper_than_markdown_can() -> None:
    assert body_of(heading(6, "Profond")) == "###### Profond"


@pytest.mark.parametrize(
    "text",
    [
        "---",
        "- a",
        "+ a",
        "1. a",
        "# a",
        "## a #",
        "> a",
        "===",
        "***",
        ": a",
        "~~~",
        "a_b_c",
        "_a_",
        "&amp;",
        "a\\",
        "!",
        " - a",
    ],
)
def test_text_is_never_taken_for_markup(text: str) -> None:
    made = body_of(para(text), heading(2, text), bullets(text), table("l", [text], [[text]]))

    assert squeezed(shown(made)) == squeezed(text * 5)
    kinds = {token.type for token in READER.parse(made)}
    assert not kinds & {"hr", "fence", "code_block", "blockquote_open", "ordered_list_open"}


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    made = READER.parse(body_of(para("Ici!", link("là", "https://exemple.org"))))

    assert "link_open" in [token.type for token in made[1].children or []]


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("ab 1.-+*_`~#>|[]()!<&;:\\=\"'"), min_size=1, max_size=12))
def test_any_text_reads_back_as_typed(text: str) -> None:
    made = body_of(para("x"), para(text), table("l", ["t"], [[text]]), para("y", code("z")))

    assert squeezed(shown(made)) == squeezed(f"x{text}t{text}yz")


def test_the_same_answer_gives_the_same_bytes(folder: Path, final: str) -> None:
    assert to_markdown(sample_answer(folder)).decode() == final


def test_hostile_texts_read_back_as_typed(folder: Path) -> None:
    made = to_markdown(hostile_answer(folder)).decode()

    assert lost(shown(made.partition("---\n\n")[2]), at_least=15) == []


def test_a_picture_in_a_line_stays_there(folder: Path) -> None:
    answer = replace(sample_answer(folder), blocks=(para("Voir ", image("le pont", "images/pont.png"), "."),))

    assert "Voir ![le pont](images/pont.png)." in to_markdown(answer).decode()
