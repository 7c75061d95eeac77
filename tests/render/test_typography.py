"""Typography: spaces, quotes and dashes change; letters, digits and what is not text never do."""

from __future__ import annotations

import faulthandler
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.i18n import format_date, format_euros, format_rate
from amikit.render.answer import Inline
from amikit.render.inlines import attr, text_inlines
from amikit.render.typography import typeset, typeset_inlines, typeset_text
from tests.render.reading import blocks, flat, visible


def french(text: str) -> str:
    """Typeset, with ``~`` for the no-break space and ``^`` for the narrow one."""
    return typeset_text(text, "fr").replace("\u00a0", "~").replace("\u202f", "^")


def seen(markdown: str) -> str:
    """The same for Markdown: every text that prints."""
    return " / ".join(visible(typeset(blocks(markdown), "fr"))).replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Quoi ? Oui ! Bien ; soit : voilà", "Quoi^? Oui^! Bien^; soit~: voilà"),
        ("Quoi? Oui! Bien; soit: voilà?!", "Quoi^? Oui^! Bien^; soit~: voilà^?!"),
        ("(!) (sic) ?", "(!) (sic)^?"),
        ("« mot » et «mot»", "«^mot^» et «^mot^»"),
        ('dit "oui", puis "non !".', "dit «^oui^», puis «^non^!^»."),
        ('(voir "la note") d\'"ici"', "(voir «^la note^») d’«^ici^»"),
        ('19" de large', '19" de large'),
        ("5' et 19\"", "5' et 19\""),
        ("l'eau d'aujourd'hui", "l’eau d’aujourd’hui"),
        ("les ados' et '68", "les ados’ et ’68"),
        ("dit 'oui' ici", "dit ‘oui’ ici"),
        ("etc... [...] .....", "etc… […] ....."),
        ("un - deux -- trois peut-être", "un – deux – trois peut-être"),
        ("12 000,00 € 1 500 000 euros", "12^000,00~€ 1^500^000~euros"),
        ("40% 40 % 12€ 10 h 30 5 km", "40~% 40~% 12~€ 10~h~30 5~km"),
        ("en 2021 300 personnes, 01 23 45 67 89", "en 2021 300 personnes, 01 23 45 67 89"),
        ("n° 3 n°3 p. 4 art. 12 § 2", "n°~3 n°~3 p.~4 art.~12 §~2"),
        ("le 12 janvier 2021, 1er mars, 3 personnes", "le 12~janvier 2021, 1er~mars, 3 personnes"),
        ("le 2e lieu, la 1re fois", "le 2e lieu, la 1re fois"),
        ("de 12:30 à 14:00", "de 12:30 à 14:00"),
        ("https://x.fr/?a=b;c! moi@x.fr? www.x.fr/l'a", "https://x.fr/?a=b;c! moi@x.fr? www.x.fr/l'a"),
        ("voir https://x.fr : là", "voir https://x.fr~: là"),
        ('dit "https://x.fr/l\'a".', "dit «^https://x.fr/l'a^»."),
        ("plan.pdf ../a/.../b", "plan.pdf ../a/.../b"),
    ],
)
def test_french_typography(typed: str, printed: str) -> None:
    assert french(typed) == printed


def test_english_has_curly_quotes_and_nothing_else() -> None:
    typed = "\"It's\" the dogs' 'best' (a \"b\") 5' 12 000 € ... what ?"

    assert typeset_text(typed, "en") == "“It’s” the dogs’ ‘best’ (a “b”) 5' 12 000 € ... what ?"


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ('dit "**oui** et *non*" !', "dit «^oui et non^»^!"),
        ('**"oui** et non"', "«^oui et non^»"),
        ("l'*eau* **40** % *mot*! `a`! n°*3*", "l’eau 40~% mot^! a^! n°~3"),
        ("mot[^1] ! fin\n\n[^1]: une note !\n", "mot[une note^!]^! fin"),
        ("## C'est \"ici\" ?\n\n- l'un ;\n- 10 h\n\n> 12 000 €\n", "C’est «^ici^»^? / l’un^; / 10~h / 12^000~€"),
        ("| l'un | % |\n|---|---|\n| 40 % | \"a\" |\n\n: l'autre\n", "l’autre / l’un / % / 40~% / «^a^»"),
        ("un\n; deux\\\n! trois", "un^; deux\n! trois"),
    ],
)
def test_typography_goes_through_emphasis_and_into_every_block(markdown: str, printed: str) -> None:
    assert seen(markdown) == printed


@pytest.mark.parametrize(
    "markdown",
    [
        '`l\'eau ; "a" ... 12 000 €`',
        '```\nl\'eau ; "a" ... 12 000 €\n```\n',
        "<https://x.fr/l'a;b?c!d>",
        "[https://x.fr/l'a](https://x.fr/l'a \"l'a ; b\")",
        "![l'alt ; là](l'image.png)",
    ],
)
def test_code_addresses_and_targets_are_left_alone(markdown: str) -> None:
    assert typeset(blocks(markdown), "fr") == blocks(markdown)


def test_what_amikit_writes_is_typeset_already() -> None:
    from datetime import date
    from fractions import Fraction

    written = [format_euros(123456789), format_rate(Fraction(3, 4)), format_date(date(2021, 1, 1)), "a’b « c »"[:3]]

    assert [typeset_text(text, "fr") for text in written] == written


def test_what_does_not_change_is_not_copied() -> None:
    words = text_inlines("rien ici")

    assert typeset_inlines(words, "fr") is words


# --- laws ------------------------------------------------------------------------------------

PIECES = [
    "a", "é", "l", "Z", "1", "12", "000", "2021", " ", " ", " ", "\u00a0", "\u202f", "'", '"', "’", "«", "»", "“", "‘",
    ".", "...", "…", ",", ";", ":", "!", "?", "-", "--", "–", "(", ")", "[", "]", "/", "\\", "%", "€", "°", "n°", "p.",
    "h", "km", "er", "mars", "://", "@", "www.", "x.fr",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def _wrap(children: st.SearchStrategy[list[Inline]]) -> st.SearchStrategy[list[Inline]]:
    def wrapped(kind: str, content: list[Inline]) -> Inline:
        match kind:
            case "Link":
                return {"t": "Link", "c": [attr(), content, ["https://x.fr/l'a", ""]]}
            case "Span":
                return {"t": "Span", "c": [attr("", ["todo"]), content]}
            case "Note":
                return {"t": "Note", "c": [{"t": "Para", "c": content}]}
        return {"t": kind, "c": content}

    kinds = st.sampled_from(["Emph", "Strong", "Strikeout", "Link", "Span", "Note"])
    others: list[Inline] = [
        {"t": "SoftBreak"},
        {"t": "LineBreak"},
        {"t": "Space"},
        {"t": "Code", "c": [attr(), "l'a ;"]},
        {"t": "Image", "c": [attr(), text_inlines("l'a"), ["i.png", ""]]},
    ]
    leaves = st.one_of(texts.map(text_inlines), st.sampled_from(others).map(lambda inline: [inline]))
    inside = st.builds(lambda kind, content: [wrapped(kind, content)], kinds, children)
    return st.lists(st.one_of(leaves, inside), max_size=5).map(_chained)


def _chained(lists: list[list[Inline]]) -> list[Inline]:
    return [inline for part in lists for inline in part]


trees: st.SearchStrategy[list[Inline]] = st.recursive(texts.map(text_inlines), _wrap, max_leaves=8)


def skeleton(inlines: list[Inline]) -> list[Any]:
    """What is not text, in order."""
    found: list[Any] = []
    for inline in inlines:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind in ("Str", "Space", "SoftBreak"):
            continue
        match kind:
            case "Emph" | "Strong" | "Strikeout":
                found.append((kind, skeleton(content or [])))
            case "Link" | "Span" if content:
                found.append((kind, content[0], skeleton(content[1]), content[2:]))
            case "Note" if content:
                found.append((kind, skeleton(content[0]["c"])))
            case _:
                found.append(inline)
    return found


@settings(max_examples=400, deadline=None)
@given(trees, st.sampled_from(["fr", "en"]))
def test_a_text_already_typeset_stays_the_same(inlines: list[Inline], language: Any) -> None:
    once = typeset_inlines(inlines, language)

    assert typeset_inlines(once, language) == once


@settings(max_examples=400, deadline=None)
@given(trees, st.sampled_from(["fr", "en"]))
def test_only_spaces_quotes_dots_and_dashes_change(inlines: list[Inline], language: Any) -> None:
    def kept(tree: list[Inline]) -> str:
        return re.sub(r"[\s\"'’‘“”«».…–-]", "", flat(tree))

    after = typeset_inlines(inlines, language)

    assert kept(after) == kept(inlines)
    assert skeleton(after) == skeleton(inlines)


@pytest.mark.parametrize(
    "text",
    ['"' * 100_000, "'a" * 50_000, "!" * 100_000 + "x", "a" + "\u00a0" * 100_000 + "b", "1" + "\u202f000" * 50_000 + "0",
     "« " * 50_000, " »" * 50_000, "a@" * 50_000, "." * 100_000, '"a" ' * 50_000, "- " * 50_000],
)  # fmt: skip
def test_hostile_text_is_typeset_in_reasonable_time(text: str) -> None:
    faulthandler.dump_traceback_later(60, exit=True)
    try:
        assert typeset_text(text, "fr")
    finally:
        faulthandler.cancel_dump_traceback_later()
