"""Markdown → pandoc's AST: what prints, what is refused, what fills the slots."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from amikit.export.pandoc import run_pandoc
from amikit.render.answer import Block
from amikit.render.blocks import HeadingIds, heading_id, render_blocks, table_block
from amikit.render.inlines import text_inlines
from amikit.render.slots import Slot, marker
from amikit.render.typography import typeset
from tests.render.markdown_cases import CASES
from tests.render.reading import blocks, flat, kinds, prose, visible

PROSES = {
    "qui": prose("# Qui\n\nNous[^1] **tous**.\n\n### Où\n\nIci.\n\n[^1]: et vous\n"),
    "un": prose("Une *phrase*\nici."),
    "deux": prose("Une phrase.\n\n- un point\n\n```\ndu code\n```\n"),
    "vide": prose("\n"),
}
CHART: list[Block] = [{"t": "Div", "c": [["", ["chart"], []], []]}]


def fill(text: str, *slots: Slot, **options: Any) -> list[Block]:
    return render_blocks(prose(text).tokens, slots, prose=PROSES.get, block={"chart": CHART}.__getitem__, **options)


def headers(items: list[Block]) -> list[tuple[int, str]]:
    return [(item["c"][0], flat(item["c"][2])) for item in items if item["t"] == "Header"]


# --- Markdown --------------------------------------------------------------------------------


def test_pandoc_reads_back_every_block_as_it_is() -> None:
    for language in ("fr", "en"):
        written = [block for source in CASES.values() for block in typeset(blocks(source), language)]

        assert json.loads(run_pandoc(written, to="json"))["blocks"] == json.loads(json.dumps(written))


def test_nothing_that_a_reader_sees_is_lost() -> None:
    for name, source in CASES.items():
        written = "".join(block.text for block in prose(source).text_blocks())
        expected = sorted(re.findall(r"\w", written))
        printed = sorted(re.findall(r"\w", "".join(visible(blocks(source)))))
        missing = Counter(expected) - Counter(printed)

        assert not missing, name


def test_a_deep_emphasis_is_printed_without_emphasis() -> None:
    [paragraph] = blocks("**a " * 1000 + "b** " * 1000)

    assert len(json.dumps(paragraph)) > 0
    assert flat(paragraph["c"]).split() == ["a"] * 1000 + ["b"] * 1000


def test_a_note_in_a_note_is_printed_inside_it() -> None:
    [paragraph] = blocks("T[^1].\n\n[^1]: voir[^2]\n\n[^2]: deux\n")

    assert flat(paragraph["c"]) == "T[voir (deux)]."


def test_notes_cannot_multiply_a_text() -> None:
    assert (
        len(json.dumps(blocks("[^a]" * 5000 + "\n\n[^a]: " + "mot[^b] " * 500 + "\n\n[^b]: " + "x " * 500))) < 5_000_000
    )
    assert visible(blocks("a[^a]\n\n[^a]: b[^a]\n")) == ["a[b (b)]"]


def test_controls_and_direction_marks_are_dropped() -> None:
    assert visible(blocks("a\x07b\u202ec\ud800d\ufdd0e\x1b `f\u2066\tg`\n\n```\nh\x00\ti\n```\n")) == [
        "abcde f g",
        "h\ufffd    i",
    ]


def test_breaking_spaces_split_words_and_others_do_not() -> None:
    assert text_inlines(" a\u2009b\u00a0c\u2028\td ") == [
        {"t": "Str", "c": "a"},
        {"t": "Space"},
        {"t": "Str", "c": "b\u00a0c"},
        {"t": "Space"},
        {"t": "Str", "c": "d"},
    ]


def test_an_image_alone_is_a_figure_with_its_title_as_caption() -> None:
    image = {"t": "Image", "c": [["", [], []], [{"t": "Str", "c": "alt"}], ["mes images/i.png", ""]]}

    assert blocks('![*alt*](mes%20images/i.png "Le titre")') == [
        {
            "t": "Figure",
            "c": [
                ["", [], []],
                [None, [{"t": "Plain", "c": text_inlines("Le titre")}]],
                [{"t": "Plain", "c": [image]}],
            ],
        }
    ]
    assert kinds(blocks("![alt](i.png)")) == ["Figure"]
    assert kinds(blocks("voir ![alt](i.png)")) == ["Para"]


def test_a_link_to_nowhere_in_the_document_is_plain_text() -> None:
    items = blocks("## Où\n\n[ici](#ou) [là](#absent)\n", id_prefix="qui")
    link, _, text = items[1]["c"]

    assert (link["t"], link["c"][2][0]) == ("Link", "#qui-ou")
    assert (text["t"], flat([text])) == ("Span", "là")


def test_a_code_block_keeps_a_safe_language_only() -> None:
    assert [block["c"][0][1] for block in blocks("```python x\na\n```\n\n```{=typst}\nb\n```\n")] == [["python"], []]


# --- tables ----------------------------------------------------------------------------------


def columns(text: str) -> list[tuple[str, float | None]]:
    [table] = blocks(text)
    return [(alignment["t"], width.get("c")) for alignment, width in table["c"][2]]


def test_columns_are_as_wide_as_they_are_drawn() -> None:
    assert columns("| a | b |\n|---|---|\n") == [("AlignDefault", None)] * 2
    assert columns("| a | b | c |\n|:--|:-:|--:|\n") == [
        ("AlignLeft", None),
        ("AlignCenter", None),
        ("AlignRight", None),
    ]
    assert columns("| a | b |\n|:------|--:|\n") == [("AlignLeft", 0.75), ("AlignRight", 0.25)]


def test_no_column_is_too_narrow_to_be_read() -> None:
    assert columns("| a | b |\n|" + "-" * 99 + "|-|\n") == [("AlignDefault", 0.9429), ("AlignDefault", 0.0571)]


@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_paragraph_that_begins_with_a_colon_is_the_caption(gap: str) -> None:
    [table] = blocks(f"| a | b |\n|---|---|\n| c | d |\n{gap}: Le *plan*\n")

    assert visible([table]) == ["Le plan", "a", "b", "c", "d"]
    assert table["c"][1][1] == [
        {"t": "Plain", "c": [*text_inlines("Le"), {"t": "Space"}, {"t": "Emph", "c": text_inlines("plan")}]}
    ]


def test_a_value_that_begins_with_a_colon_is_no_caption() -> None:
    assert kinds(fill(f"| a |\n|---|\n| c |\n\n{marker(0)}\n", ": d")) == ["Table", "Para"]


def test_a_table_made_by_amikit_is_like_one_that_is_read() -> None:
    made = table_block([text_inlines("a"), text_inlines("b")], [[text_inlines("c"), []]], ["AlignLeft"], [3, 1])

    assert [made] == blocks("| a | b |\n|:------|--|\n| c | |\n")


# --- headings --------------------------------------------------------------------------------


def test_an_id_is_ascii_short_unique_and_begins_with_a_letter() -> None:
    ids = HeadingIds(["qui"])
    taken = [ids.take(text) for text in ("Qui", "Qui", "2021 : l'été", "…", "un " * 40, "un " * 40)]

    assert taken == [
        "qui-2",
        "qui-3",
        "s-2021-l-ete",
        "s",
        "un-un-un-un-un-un-un-un-un-un-un-un-un-u",
        "un-un-un-un-un-un-un-un-un-un-un-un-un-2",
    ]
    assert max(map(len, taken)) <= 40
    assert heading_id("Œuvre n° 3 de l’été") == "oeuvre-n-3-de-l-ete"


def test_ids_are_unique_across_sections() -> None:
    ids = HeadingIds()
    found = [
        block["c"][1][0] for prefix in ("a", "a-b") for block in blocks("## B c\n\n## C\n", id_prefix=prefix, ids=ids)
    ]

    assert found == ["a-b-c", "a-c", "a-b-b-c", "a-b-c-2"]


def test_headings_never_go_beyond_the_sixth_level() -> None:
    assert headers(blocks("# a\n\n###### b\n", heading_shift=3)) == [(4, "a"), (6, "b")]


def test_an_empty_heading_is_not_printed() -> None:
    assert fill(f"#\n\n## {marker(0)}\n", " ") == []


# --- slots -----------------------------------------------------------------------------------


def test_a_paragraph_that_is_only_a_prose_becomes_its_blocks() -> None:
    items = fill(f"## Avant\n\n{marker(0)}\n\nAprès.\n", {"prose": "qui"})

    assert headers(items) == [(2, "Avant"), (2, "Qui"), (4, "Où")]
    assert visible(items) == ["Avant", "Qui", "Nous[et vous] tous.", "Où", "Ici.", "Après."]


def test_a_prose_under_a_low_heading_stays_under_it() -> None:
    assert headers(fill(f"### Baraka\n\n{marker(0)}\n", {"prose": "qui"})) == [(3, "Baraka"), (4, "Qui"), (6, "Où")]


def test_a_prose_in_a_line_gives_its_words() -> None:
    items = fill(f"Ainsi : {marker(0)} Fin.\n\n| {marker(1)} |\n|---|\n", {"prose": "un"}, {"prose": "deux"})

    assert visible(items) == ["Ainsi : Une phrase ici. Fin.", "Une phrase.\nun point\ndu code"]


def test_a_prose_in_a_tight_list_stays_tight() -> None:
    assert kinds(fill(f"- {marker(0)}\n", {"prose": "un"})[0]["c"][0]) == ["Plain"]


def test_an_absent_or_empty_prose_prints_nothing() -> None:
    assert fill(f"{marker(0)}\n\n{marker(1)}\n", {"prose": "vide"}, {"prose": "absent"}) == []


def test_a_special_block_replaces_its_paragraph_or_follows_its_line() -> None:
    assert fill(f"{marker(0)}\n", {"block": "chart"}) == CHART
    assert kinds(fill(f"Voici : {marker(0)}\n\nFin.\n", {"block": "chart"})) == ["Para", "Div", "Para"]


def test_a_blank_is_shown_in_words_in_both_languages() -> None:
    todo: Slot = {"todo": "le nom"}

    [alone, inside] = fill(f"{marker(0)}\n\nIci {marker(0)}.\n", todo)
    assert (alone["t"], alone["c"][0][1], visible([alone])) == ("Div", ["todo"], ["[à compléter\u00a0: le nom]"])
    assert (inside["c"][2]["t"], inside["c"][2]["c"][0][1]) == ("Span", ["todo"])
    assert visible(fill(f"Here `{marker(0)}`", todo, language="en")) == ["Here [to complete: le nom]"]


def test_the_lines_of_a_value_stay_lines_in_text_and_cells() -> None:
    items = fill(f"{marker(0)}\n\n| {marker(0)} |\n|---|\n\n## {marker(0)}\n\n`{marker(0)}`\n", "un\ndeux\r\ntrois\n")

    assert visible(items) == ["un\ndeux\ntrois", "un\ndeux\ntrois", "un deux trois", "un deux trois "]


def test_a_value_glues_to_the_words_that_touch_it() -> None:
    [paragraph] = fill(f"({marker(0)})", "a b")

    assert paragraph["c"] == text_inlines("(a b)")


def test_a_mark_without_a_slot_prints_nothing() -> None:
    assert visible(fill(f"a{marker(7)}b `c{marker(7)}`", "x")) == ["ab c"]


def test_a_mark_typed_in_a_prose_is_not_a_slot() -> None:
    hostile = prose(f"a{marker(0)}b [c](https://x.fr/{marker(0)})")
    [paragraph] = render_blocks(prose(f"{marker(1)}\n").tokens, ["secret", {"prose": "x"}], prose=lambda _: hostile)

    assert "secret" not in json.dumps(paragraph)
