"""What is an amount, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from amikit.i18n import LANGUAGES, Language, format_euros
from amikit.publishing.plain_words import escaped, one_line, public_page
from amikit.publishing.prices import LEFT_OUT, hide_amounts, is_contract


@pytest.mark.parametrize(
    "amount",
    [
        "1500 €",
        "1500€",
        "1 500,00 €",
        "12\u202f500,00\u00a0€",
        "1.500 €",
        "€1,500.00",
        "€ 1500",
        "EUR 1500",
        "1500 euros",
        "1500 EUR",
        "12 k€",
        "12k€",
        "1,5 million d'euros",
        "3 millions d’euros",
        "2 milliers d'euros",
        "45,50 euros",
        "trois mille euros",
        "Quatre-vingts euros",
        "three thousand euros",
        "3 thousand euros",
        "1500$",
        "90 centimes",
        "１５００ €",
        "1,5 M€",
        "€2m",
    ],
)
def test_an_amount_is_hidden_however_it_is_written(amount: str) -> None:
    hidden = hide_amounts(f"Il faut {amount} pour ouvrir.", "fr")

    assert hidden == f"Il faut {LEFT_OUT.fr} pour ouvrir."


@pytest.mark.parametrize(
    "text",
    [
        "En 2027, 14 voisines, 3 lieux et 120 m²",
        "65 % de réponses en 2 jours",
        "Le marché de la zone euro",
        "10 heures par mois, du 1er au 12",
        "un européen, deux européennes",
        "Route 66, bâtiment 1500",
        "cent personnes et mille idées",
    ],
)
def test_what_is_no_amount_stays(text: str) -> None:
    assert hide_amounts(text, "fr") == text


def test_an_amount_of_the_budget_is_hidden_without_its_currency_and_a_year_is_not() -> None:
    known = {150_000, 202_700, 4_500}

    assert hide_amounts("123 ou 124 ?", "fr", {12_350}) == f"{LEFT_OUT.fr} ou {LEFT_OUT.fr} ?"

    assert hide_amounts("1500 en 2027, 1 500,00 ou 1500.00, au 45", "fr", known) == (
        f"{LEFT_OUT.fr} en 2027, {LEFT_OUT.fr} ou {LEFT_OUT.fr}, au 45"
    )


@given(st.integers(0, 10**12), st.sampled_from(LANGUAGES), st.text(max_size=20), st.text(max_size=20))
def test_no_amount_that_amikit_writes_is_left(cents: int, language: Language, before: str, after: str) -> None:
    written = format_euros(cents, language)

    assert written not in hide_amounts(f"{before} {written} {after}", language)


@pytest.mark.parametrize(
    ("kind", "call_id", "expected"),
    [
        ("Marché", "", True),
        ("MARCHE PUBLIC", "", True),
        ("marché à procédure adaptée", "", True),
        ("Accord-cadre (marchés)", "", True),
        ("Appel d'offres", "", True),
        ("", "marche-accompagnement", True),
        ("Appel à projets", "lieu-totem", False),
        ("Démarche collective", "demarche", False),
        ("Appel à communs", "appel-a-communs", False),
        ("", "", False),
    ],
)
def test_a_contract_is_known_by_its_kind_or_its_name(kind: str, call_id: str, expected: bool) -> None:
    assert is_contract(kind, call_id) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://exemple.fr/nous?page=2#haut", "https://exemple.fr/nous?page=2#haut"),
        (" http://exemple.fr ", "http://exemple.fr"),
        ("https://mastodon.exemple.fr/@lieu", "https://mastodon.exemple.fr/@lieu"),
        ("mailto:ana@exemple.fr", ""),
        ("tel:+33600000000", ""),
        ("ana@exemple.fr", ""),
        ("https://ana:secret@exemple.fr/", ""),
        ("https://exemple.fr/?ecrire=ana@exemple.fr", ""),
        ("https://exemple.fr/?ecrire=ana%40exemple.fr", ""),
        ("javascript:alert(1)", ""),
        ("https://exemple.fr/>\n<b>", ""),
        ("https://exemple.fr/" + "a" * 300, ""),
        ("", ""),
    ],
)
def test_only_a_public_page_is_told(address: str, expected: str) -> None:
    assert public_page(address) == expected


@given(st.text(max_size=60))
def test_a_word_never_becomes_markup(text: str) -> None:
    page = f"# {escaped(text)}\n\n- {escaped(text)}\n\n> {escaped(text)}\n"

    kinds = {token.type for token in _tokens(page)}

    assert kinds <= {
        "heading_open", "heading_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
        "blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline", "text", "text_special",
    }  # fmt: skip


@given(st.text(max_size=60))
def test_a_word_stays_on_its_line_and_reads_as_it_was_written(text: str) -> None:
    said = one_line(text)

    assert len(said.splitlines()) <= 1
    assert one_line(said) == said
    inline = [token for token in _tokens(f"x {escaped(text)}") if token.type in ("text", "text_special")]
    assert "".join(token.content for token in inline) == f"x {said}".rstrip(" ")


def _tokens(page: str) -> list[Token]:
    """Everything that a reader of Markdown sees in a page, raw HTML included."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return [inner for token in reader.parse(page) for inner in (token, *(token.children or ()))]
