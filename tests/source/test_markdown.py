"""One reading of Markdown: what it finds, where, and how long hostile text takes."""

from __future__ import annotations

import faulthandler
import random
import re
from pathlib import Path

import pytest

from amikit.source.markdown import (
    SEPARATOR,
    FoundHeading,
    FoundImage,
    FoundLink,
    FoundTable,
    Prose,
    is_safe_link,
    parse_markdown,
)
from amikit.source.span import Problem, Span

FILE = Path("sections/qui.md")


def parse(text: str) -> Prose:
    return parse_markdown(text, FILE)


def texts(text: str) -> list[str]:
    return [block.text for block in parse(text).text_blocks()]


def file_lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def at_span(text: str, span: Span) -> str:
    return file_lines(text)[span.line - 1][span.column - 1 : span.column - 1 + span.length]


# --- front matter ----------------------------------------------------------------------------


def test_front_matter_is_kept_as_written_with_its_line() -> None:
    prose = parse("---\nnom: Baraka\n\nville: Roubaix\n---\n\nTexte.\n")

    assert (prose.front_matter, prose.front_matter_line) == ("nom: Baraka\n\nville: Roubaix\n", 2)
    assert [block.span_at(0, 5) for block in prose.text_blocks()] == [Span(FILE, 7, 1, 5)]


def test_an_empty_front_matter_is_one() -> None:
    prose = parse("---\n---\nTexte.\n")

    assert (prose.front_matter, prose.front_matter_line, prose.words_count) == ("", 2, 1)


def test_a_front_matter_that_never_ends_is_a_problem_and_loses_nothing() -> None:
    prose = parse("---\nnom: Baraka\n\nTexte.\n")

    assert prose.problems == (Problem("front-matter-unclosed", Span(FILE, 1, 1, 3)),)
    assert "Texte." in [block.text for block in prose.text_blocks()]


def test_a_rule_at_the_top_is_not_a_front_matter() -> None:
    prose = parse("---\n\nTexte.\n\n---\n")

    assert (prose.front_matter, prose.front_matter_line, prose.problems) == ("", 0, ())
    assert texts("---\n\nTexte.\n\n---\n") == ["Texte."]


# --- text ------------------------------------------------------------------------------------


def test_emphasis_and_line_breaks_are_transparent() -> None:
    assert texts("Le **Ti**Billet et *le\nforum* des ~~lieux~~\\\nici") == ["Le TiBillet et le forum des lieux\nici"]


def test_what_is_not_text_is_a_separator() -> None:
    source = "a`Dokos`b ![Dokos](i.png) <https://dokos.io> [le *site*](https://dokos.io) n[^1]\n\n[^1]: note\n"

    assert texts(source) == [f"a{SEPARATOR}b {SEPARATOR} {SEPARATOR} le site n{SEPARATOR}", "note"]


def test_an_address_written_bare_is_not_text_but_a_host_name_is() -> None:
    [text] = texts("voir (https://dokos.io/x?y=1), moi@dokos.io, www.dokos.io et forum.tiers-lieux.org")

    assert re.findall(r"[\w.-]+", text.replace(SEPARATOR, "")) == ["voir", "et", "forum.tiers-lieux.org"]


def test_tables_notes_quotes_and_lists_are_read_in_order() -> None:
    source = "> - un\n\n| a | b |\n|---|---|\n| c | d |\n\nfin[^n]\n\n[^n]: note\n"

    assert texts(source) == ["un", "a", "b", "c", "d", f"fin{SEPARATOR}", "note"]


def test_every_visible_character_is_found_where_it_was_written() -> None:
    fragments = [
        *"ab1é  ", "\n", "\n\n", "\t", "    ", "> ", "- ", "1. ", "# ", "## ", "\n> ", "\n- ", "\n  ", "*", "**", "_", "`",
        "~~", "~", "[", "](u)", "![", "|", "\n|---|---|\n", "| a | b |\n|---|:--|\n", "\\", "\\|", "\\*", "[^1]",
        "\n[^1]: ", "<http://x.fr>", "http://x.fr ", "\r\n", "\r", "\u00a0", "\u2028", "---\n", "===\n", "```\n", "  \n",
        "\ufeff", "[a]: x\n", "[a]", "\x0b", "$", " ##", "x:y",
    ]  # fmt: skip
    chance = random.Random(7)  # noqa: S311
    checked = 0
    for _ in range(4000):
        source = "".join(chance.choice(fragments) for _ in range(chance.randint(1, 25)))
        for block in parse(source).text_blocks():
            for offset, character in enumerate(block.text):
                if character.isalnum():
                    checked += 1
                    assert at_span(source, block.span_at(offset, 1)) == character, (source, block.text, offset)
    assert checked > 10_000


@pytest.mark.parametrize(
    ("source", "word", "written", "place"),
    [
        ("> - un **deux**\n>   trois\n", "trois", "trois", (2, 5)),
        ("\t> x\n\n1.\tun\n\n\tdeux\n", "deux", "deux", (5, 2)),
        ("# Le **Ti**Billet #\n", "TiBillet", "Ti**Billet", (1, 8)),
        ("Le TiBillet\n===\n", "TiBillet", "TiBillet", (1, 4)),
        ("| a \\| b | c |\n|---|---|\n| x \\| y | l\\'eau |\n", "eau", "eau", (3, 15)),
        ("- | a | b |\n  |---|---|\n  | `x` | TiBillet|\n", "TiBillet", "TiBillet", (3, 11)),
        ("un[^n]\n\n[^n]: note\n\n    TiBillet\n", "TiBillet", "TiBillet", (5, 5)),
        ("un[^a|b]\n\n[^a|b]: | c | d |\n    |---|---|\n    | e | f |\n", "d", "d", (3, 15)),
        ("---\na: b\n---\r\nun\r\ndeux &eacute;t\\* trois\r\n", "trois", "trois", (5, 18)),
        ("caf&eacute; ouvert\n", "café", "caf&eacute;", (1, 1)),
        ("\u00a0\n\u00a0un\n", "un", "un", (2, 2)),
        ("le forum des\n  tiers-lieux\n", "des tiers-lieux", "des", (1, 10)),
    ],
)
def test_a_place_is_exact_whatever_stands_around(source: str, word: str, written: str, place: tuple[int, int]) -> None:
    [block] = [block for block in parse(source).text_blocks() if word in block.text]
    span = block.span_at(block.text.index(word), len(word))

    assert (at_span(source, span), (span.line, span.column)) == (written, place)


# --- what a text contains --------------------------------------------------------------------


def test_words_are_counted_as_a_word_processor_does() -> None:
    source = "---\nnom: x\n---\n# Un **deux**trois\n\n| a | b c |\n|---|---|\n| `d e` | |\n\nf ![g h](i.png)[^1] « j »\n\n[^1]: k\n"

    assert parse(source).words_count == 2 + 1 + 2 + 2 + 4 + 1


@pytest.mark.parametrize(
    "source", ["", "\n \n", "---\nnom: x\n---\n", "[a]: https://x.fr\n", "#\n", "[^1]: jamais appelée\n"]
)
def test_a_text_that_prints_nothing_is_empty(source: str) -> None:
    assert parse(source).is_empty


@pytest.mark.parametrize("source", ["a", "![](i.png)", "```\na\n```", "| |\n|---|\n| a |\n"])
def test_a_text_that_prints_something_is_not_empty(source: str) -> None:
    assert not parse(source).is_empty


def test_images_links_headings_and_tables_are_found() -> None:
    prose = parse(
        "## Un *titre* ##\n\nvoir ![plan *été*](images/plan%20%C3%A9t%C3%A9.png) et [le **site**](https://x.fr/é)\n"
        "<https://y.fr>\n\nDeux\n----\n\n| a | |\n|---|---|\n| c | d |\n"
    )

    assert prose.images() == [FoundImage("images/plan été.png", "plan été", Span(FILE, 3, 6, 13))]
    assert prose.links() == [
        FoundLink("https://x.fr/%C3%A9", "le site", Span(FILE, 3, 56, 13)),
        FoundLink("https://y.fr", "https://y.fr", Span(FILE, 4, 1, 14)),
    ]
    assert prose.headings() == [
        FoundHeading(2, "Un titre", Span(FILE, 1, 4, 10)),
        FoundHeading(2, "Deux", Span(FILE, 6, 1, 4)),
    ]
    assert prose.tables() == [FoundTable(("a", ""), 1, Span(FILE, 9))]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:x",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "vbscript:x",
        "ms-word:x",
    ],
)
def test_an_address_that_could_run_something_is_no_link(address: str) -> None:
    prose = parse(f"[a]({address}) ![b]({address}) <{address}> [c]\n\n[c]: {address}\n")

    assert not is_safe_link(address)
    assert (prose.links(), prose.images()) == ([], [])


@pytest.mark.parametrize("address", ["https://x.fr", "mailto:a@b.fr", "images/plan.png", "#titre", "tel:+33", "a/b:c"])
def test_an_honest_address_is_a_link(address: str) -> None:
    assert [link.target for link in parse(f"[a]({address})").links()] == [address]


# --- footnotes -------------------------------------------------------------------------------


def test_a_note_that_nothing_calls_and_a_second_one_of_the_same_name_are_problems() -> None:
    prose = parse("Texte[^1].\n\n[^1]: un\n\n[^1]: deux\n\n[^2]: trois\n")

    assert prose.problems == (
        Problem("footnote-unused", Span(FILE, 7), {"label": "2"}),
        Problem("footnote-repeated", Span(FILE, 5), {"label": "1"}),
    )
    assert [block.text for block in prose.text_blocks()] == [f"Texte{SEPARATOR}.", "un"]


def test_a_note_defined_inside_another_loses_nothing() -> None:
    source = "a[^1] b[^2]\n\n[^1]: - un\n\n      [^2]: deux\n\n      suite\n\nfin\n"

    assert texts(source) == [f"a{SEPARATOR} b{SEPARATOR}", "fin", "un", "suite", "deux"]


def test_the_notes_of_two_files_do_not_meet() -> None:
    parse("a[^1] [b]\n\n[^1]: un\n\n[b]: https://x.fr\n")

    assert texts("c[^1] [b]\n") == ["c[^1] [b]"]


# --- hostile text ----------------------------------------------------------------------------


def test_what_is_nested_too_deep_is_said_and_nothing_is_lost() -> None:
    source = "Texte.\n\n" + "> " * 21 + "un\n\n" + "- " * 10 + "- deux\n\n  trois\n\nfin\n"
    prose = parse(source)

    facts = {"levels_count": 20}
    assert prose.problems == (
        Problem("markdown-too-deep", Span(FILE, 3), facts),
        Problem("markdown-too-deep", Span(FILE, 5), facts),
    )
    assert texts(source) == ["Texte.", "> un", "- deux", "trois", "fin"]


def test_nine_lists_one_inside_the_other_are_read() -> None:
    source = "".join("  " * level + "- mot\n" for level in range(9))

    assert (texts(source), parse(source).problems) == (["mot"] * 9, ())


HOSTILE = {
    "opening brackets": "[" * 50_000,
    "brackets": "[" * 20_000 + "a" + "](x)" * 20_000,
    "images": "![" * 20_000 + "a" + "](x)" * 20_000,
    "calls of notes": "[^a]: x\n\n" + "[^" * 50_000,
    "notes that call themselves": "[^a]: " + "[^a]" * 20_000 + "\n\n" + "[^a]" * 20_000,
    "quotes": ">" * 1_000_000,
    "lists": "- " * 50_000 + "a",
    "emphasis": "*a **b " * 20_000,
    "closed emphasis": "**a " * 20_000 + "b** " * 20_000,
    "strikes": "~~~a " * 20_000,
    "backticks": "".join("a" + "`" * length for length in range(1, 400)),
    "link definitions": '[a]: x "y\n' * 10_000,
    "a row of many cells": "|a" * 10_000 + "\n" + "|-" * 10_000 + "\n",
    "escaped pipes": "|a|\n|-|\n|" + "\\|" * 50_000 + "|\n",
    "addresses": "a@" * 50_000 + " " + "a://" * 50_000,
    "one line of ten megabytes": "mot " * 2_500_000,
    "links": "[a](b) " * 10_000,
    "spaces": "a" + " " * 500_000 + "\n" + "\u00a0" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_reasonable_time(name: str) -> None:
    faulthandler.dump_traceback_later(60, exit=True)  # generous: each takes seconds at most
    try:
        prose = parse(HOSTILE[name])
        for block in prose.text_blocks():
            for offset in (0, len(block.text) // 2, len(block.text) - 1):
                block.span_at(max(offset, 0), 1)
        assert prose.words_count >= 0
        assert len(prose.images()) + len(prose.links()) + len(prose.headings()) + len(prose.tables()) >= 0
    finally:
        faulthandler.cancel_dump_traceback_later()


def test_a_search_of_the_nearest_bracket_is_not_repeated_for_each_one() -> None:
    """Twice the text gives twice the tokens, not four times."""
    counts = [len(parse("*a [b](c) " * size).tokens[1].children or ()) for size in (1000, 2000)]

    assert counts[1] <= 2.1 * counts[0]
