"""From sections and figures to one document: what is drawn adds up, what is missing shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import amikit
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.i18n import LANGUAGES, Language, format_euros, format_rate
from amikit.model.budget import Expense
from amikit.render.answer import Answer, Block, Cover
from amikit.render.compose import chart_blocks, compose_answer, cover_of, key_figures_blocks
from tests.compute.build import CALL, catalog, dossier, expense, income, resource
from tests.dossiers import EXAMPLES, with_keys, write_dossier
from tests.render.reading import flat, squeezed, visible
from tools.make_golden import SOUND

DAY = date(2027, 1, 1)


def answer_of(root: Path, *, is_draft: bool = False) -> Answer:
    checked = amikit.check(root)
    assert checked.proposal is not None
    return compose_answer(checked.proposal, checked.rendered, is_draft=is_draft, on=DAY)


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every block and inline, outermost first."""
    if isinstance(tree, list):
        for item in tree:
            yield from nodes(item)
    elif isinstance(tree, dict):
        yield tree
        for item in tree.values():
            yield from nodes(item)


def of_class(blocks: Any, name: str) -> list[dict[str, Any]]:
    return [node for node in nodes(list(blocks)) if node.get("t") in ("Div", "Span") and name in node["c"][0][1]]


def attributes(div: Block) -> dict[str, str]:
    return dict(div["c"][0][2])


def rows_of(blocks: list[Block]) -> list[dict[str, Any]]:
    """The bars of the chart: the same in its table, which is what is read aloud."""
    [div] = blocks
    rows: list[dict[str, Any]] = json.loads(attributes(div)["rows"])
    cells = visible(div["c"][1])
    assert [cells[place : place + 2] for place in range(4, len(cells), 3)] == [
        [row["label"], row["amount"]] for row in rows
    ]
    return rows


def proposal_with(*lines: Expense, **settings: Any) -> Proposal:
    resources = [
        resource(line.destination.target_id) for line in lines if line.destination and line.destination.target_id
    ]
    incomes = [income("R1", sum(line.cents for line in lines))] if lines else []
    return compute_proposal(dossier(*lines, *incomes, **settings), catalog(*resources), CALL)


# The chart


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_add_up_to_the_total(name: str, language: Language) -> None:
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None

    [div] = chart_blocks(proposal, language)

    rows = json.loads(attributes(div)["rows"])
    total_cents = proposal.shares.total_cents
    assert sum(row["cents"] for row in rows) == total_cents == proposal.views.charges_cents
    assert squeezed(format_euros(total_cents, language, decimals=False)) in squeezed(attributes(div)["caption"])
    assert all(squeezed(row["amount"]) in squeezed(attributes(div)["alt"]) for row in rows)
    groups = [row["group"] for row in rows]
    assert groups == sorted(groups, key=["resource", "place", "coordination"].index)


def test_the_largest_bar_comes_first_and_cents_show_when_there_are_any() -> None:
    lines = [
        expense("D1", 100_00, "ressource:un"),
        expense("D2", 250_50, "ressource:deux"),
        expense("D3", 10_00, "coordination"),
    ]

    rows = rows_of(chart_blocks(proposal_with(*lines), "fr"))

    assert [(row["label"], squeezed(row["amount"]), row["group"]) for row in rows] == [
        ("Deux", "250,50 €", "resource"),
        ("Un", "100 €", "resource"),
        ("Coordination", "10 €", "coordination"),
    ]


@pytest.mark.parametrize(("count", "bars"), [(12, 12), (13, 12), (40, 12)])
def test_the_smallest_of_many_resources_share_a_bar_and_no_cent_is_lost(count: int, bars: int) -> None:
    lines = [expense(f"D{number}", 100 + number, f"ressource:r{number:02}") for number in range(count)]

    rows = rows_of(chart_blocks(proposal_with(*lines), "fr"))

    assert len(rows) == bars
    assert sum(row["cents"] for row in rows) == sum(line.cents for line in lines)
    if count > bars:
        assert rows[-1]["label"] == f"{count - bars + 1} autres ressources"


def test_without_money_there_is_neither_chart_nor_key_figures() -> None:
    assert chart_blocks(proposal_with(), "fr") == []
    assert key_figures_blocks(proposal_with(), "fr") == []


# The key figures


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_figures_are_those_of_the_budget(name: str, language: Language) -> None:
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None

    [div] = key_figures_blocks(proposal, language)

    items = json.loads(attributes(div)["items"])
    values = {squeezed(item["label"]): squeezed(item["value"]) for item in items}
    share = {"fr": "Part aux ressources", "en": "Share to resources"}[language]
    assert values[share] == squeezed(format_rate(proposal.shares.resources_rate, language))
    assert 2 <= len(items) <= 6
    assert all(item["note"] for item in items)
    shown = [squeezed(text) for text in visible(div["c"][1])]
    assert shown == [squeezed(item[key]) for key in ("label", "value", "note") for item in items]


# The cover


def test_the_cover_says_who_answers_what() -> None:
    proposal = amikit.check(EXAMPLES / "monscobar").proposal
    assert proposal is not None

    cover = cover_of(proposal, "fr")

    assert cover.title == "Fabrique Monscobar"
    assert cover.members == ("Baraka (Roubaix)", "La Coroutine (Lille)", "Mons Fabrica (Mons-en-Barœul)")
    assert (cover.lead, cover.period, squeezed(cover.asked)) == ("Baraka", "2021-2023", "150 000,00 €")
    assert cover.notice.startswith("Exemple pédagogique")


def test_the_lead_comes_first_whatever_its_file_is_called(tmp_path: Path) -> None:
    settings = with_keys("consortium:\n  nom: Les Deux Lieux\n  chef_de_file: cour\n")

    answer = answer_of(write_dossier(tmp_path, {"dossier.yaml": settings}), is_draft=True)

    assert answer.cover.members == ("La Cour (Bourg-Essai)", "L’Atelier (Bourg-Essai)")


def test_a_cover_of_almost_nothing_is_blank_not_broken(tmp_path: Path) -> None:
    files = {"dossier.yaml": "appel: lieu-totem\n", "membres/sans-nom.md": "---\n---\n"}

    cover = answer_of(write_dossier(tmp_path, files, base=""), is_draft=True).cover

    assert cover == Cover(
        title="", call_kind=cover.call_kind, call_title="Tiers-lieu totem", funder=cover.funder, members=("sans-nom",),
        lead=cover.lead,
    )  # fmt: skip


# The body


def test_sections_come_in_the_order_of_the_call_each_under_its_title(tmp_path: Path) -> None:
    files = {"sections/qui.md": "---\ntitre: Nous deux\n---\nNous sommes deux.\n"}

    answer = answer_of(write_dossier(tmp_path, files))

    titles = {
        block["c"][1][0]: flat(block["c"][2])
        for block in answer.blocks
        if block["t"] == "Header" and block["c"][0] == 1
    }
    proposal = amikit.check(tmp_path).proposal
    assert proposal is not None
    order = [spec.id for spec in proposal.call.sections]
    assert list(titles) == [name for name in order if name in titles]
    assert titles["qui"] == "Nous deux"
    assert titles["budget"] == "Budget"


def test_identifiers_are_given_once(tmp_path: Path) -> None:
    for name in SOUND:
        answer = answer_of(EXAMPLES / name)
        ids = [node["c"][1][0] for node in nodes(list(answer.blocks)) if node.get("t") == "Header" and node["c"][1][0]]
        assert len(ids) == len(set(ids)), name


def test_what_a_section_is_for_is_said_by_the_call_not_by_its_name(tmp_path: Path) -> None:
    pack = (
        "id: essai\ntitre: Essai\ncriteres:\n  - id: ancrage\n    titre: L'ancrage\n    sections: [bilan]\n"
        "sections:\n  - {id: abrege, titre: En bref, role: criteres}\n  - {id: bilan, titre: Bilan, role: argent}\n"
    )
    criteria = "{% for one in criteria %}{{ one.title }} : {{ one.sections[0].title }}{% endfor %}\n"
    settings = with_keys("appel: essai\nchamps:\navertissement: Les chiffres sont inventés.\n")
    files = {
        "modeles/essai/template.yaml": pack,
        "modeles/essai/sections/abrege.md.j2": criteria,
        "modeles/essai/sections/bilan.md.j2": "Rien.\n",
        "dossier.yaml": settings,
    }

    answer = answer_of(write_dossier(tmp_path, files), is_draft=True)

    assert [block["c"][1][0] for block in answer.blocks if block["t"] == "Header"] == ["abrege", "bilan"]
    words = [squeezed(text) for text in visible(answer.blocks)]
    assert words == ["En bref", "L’ancrage : Bilan", "Bilan", "Les chiffres sont inventés.", "Rien."]


def test_agreements_agree_with_how_many_they_are(tmp_path: Path) -> None:
    def said(*statuses: str) -> str:
        uses = [
            f"  - ressource: {name}\n    pour: Ce que nous en ferons.\n    accord: {{statut: {status}, le: 2026-11-02}}\n"
            for name, status in zip(("dokos", "movilab", "tibillet"), statuses, strict=False)
        ]
        settings = with_keys(f"ressources:\n{''.join(uses)}")
        proposal = amikit.check(write_dossier(tmp_path / "-".join(statuses), {"dossier.yaml": settings})).proposal
        assert proposal is not None
        return " ".join(visible(key_figures_blocks(proposal, "fr")))

    assert "1 refusé," in said("refuse", "demande", "accepte")
    assert "2 refusés" in said("refuse", "refuse", "accepte")


def test_the_notice_is_printed_again_where_the_figures_are() -> None:
    answer = answer_of(EXAMPLES / "premiers-pas")
    first = next(
        place for place, block in enumerate(answer.blocks) if block["t"] == "Header" and block["c"][1][0] == "budget"
    )

    notice = answer.blocks[first + 1]

    assert notice["c"][0][1] == ["notice"]
    assert visible([notice])[0].startswith("Exemple fictif")


def test_an_image_that_is_lost_becomes_words(tmp_path: Path) -> None:
    text = "Avant.\n\n![Le four](images/absent.png)\n\nEt ![un toit](https://exemple.org/toit.png) au milieu.\n"

    answer = answer_of(write_dossier(tmp_path, {"sections/qui.md": text}), is_draft=True)

    assert [node for node in nodes(list(answer.blocks)) if node.get("t") == "Image"] == []
    lost = [squeezed(flat(span["c"][1])) for span in of_class(answer.blocks, "todo") if span["t"] == "Span"]
    assert lost == ["[image à retrouver : images/absent.png]", "[image à retrouver : https://exemple.org/toit.png]"]
    assert answer.images == {}


def test_a_blank_shows_in_a_draft_and_not_in_what_is_sent(tmp_path: Path) -> None:
    settings = with_keys(
        "champs:\n  lieu: la cour\nexceptions:\n  - regle: TXT004\n    motif: La ville ne l'a pas encore dit.\n"
    )
    root = write_dossier(tmp_path, {"dossier.yaml": settings})

    draft, final = answer_of(root, is_draft=True), answer_of(root)

    drafted, sent = (squeezed(" ".join(visible(answer.blocks))) for answer in (draft, final))
    blanks = of_class(draft.blocks, "todo")
    assert len(blanks) >= 13
    assert "[à compléter : des exemples de tarifs accessibles]" in drafted
    assert "non communiqué" not in drafted
    assert of_class(final.blocks, "todo") == []
    assert "à compléter" not in sent
    assert sent.count("non communiqué") == len(blanks)


def test_the_same_dossier_gives_the_same_answer() -> None:
    assert answer_of(EXAMPLES / "lieu-totem") == answer_of(EXAMPLES / "lieu-totem")


def test_keywords_are_the_resources(tmp_path: Path) -> None:
    assert answer_of(write_dossier(tmp_path)).keywords == ("communs", "réciprocité", "carnet")


@pytest.mark.parametrize("heading", ["# Qui nous sommes", "## QUI NOUS SOMMES", "Qui nous **sommes**\n====="])
def test_a_text_that_begins_with_the_title_of_its_section_prints_it_once(heading: str, tmp_path: Path) -> None:
    said = "Nous sommes deux lieux voisins.\n\n## Depuis quand\n\nDepuis toujours.\n"
    front = "---\nmode: remplace\n---\n"
    plain = answer_of(write_dossier(tmp_path / "a", {"sections/qui.md": f"{front}{said}"}))

    titled = answer_of(write_dossier(tmp_path / "b", {"sections/qui.md": f"{front}{heading}\n\n{said}"}))

    assert titled.blocks == plain.blocks


@pytest.mark.parametrize("heading", ["# Qui nous sommes vraiment", "Une phrase.\n\n# Qui nous sommes"])
def test_a_heading_that_says_something_else_or_comes_later_stays(heading: str, tmp_path: Path) -> None:
    text = f"---\nmode: remplace\n---\n{heading}\n\nNous sommes deux.\n"

    answer = answer_of(write_dossier(tmp_path, {"sections/qui.md": text}))

    headings = [flat(block["c"][2]) for block in answer.blocks if block["t"] == "Header"]
    assert heading.rpartition("# ")[2] in headings[headings.index("Qui nous sommes") + 1 :]
