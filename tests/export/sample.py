"""A realistic answer, with one of everything; its people, places and resources are made up."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from amikit.i18n import format_euros
from amikit.render.answer import Answer, Block, Cover, Inline

NO_ATTR: list[Any] = ["", [], []]

# Inlines


def words(text: str) -> list[Inline]:
    """Plain text, cut on its ordinary spaces."""
    inlines: list[Inline] = []
    for place, word in enumerate(text.split(" ")):
        inlines += [{"t": "Space"}] * bool(place) + ([{"t": "Str", "c": word}] if word else [])
    return inlines


def strong(text: str) -> Inline:
    return {"t": "Strong", "c": words(text)}


def emph(text: str) -> Inline:
    return {"t": "Emph", "c": words(text)}


def link(text: str, target: str) -> Inline:
    return {"t": "Link", "c": [NO_ATTR, words(text), [target, ""]]}


def image(alt: str, target: str) -> Inline:
    return {"t": "Image", "c": [NO_ATTR, words(alt), [target, ""]]}


def note(text: str) -> Inline:
    return {"t": "Note", "c": [para(text)]}


def code(text: str) -> Inline:
    return {"t": "Code", "c": [NO_ATTR, text]}


def blank(text: str) -> Inline:
    return {"t": "Span", "c": [["", ["todo"], []], words(text)]}


def line(*parts: str | Inline) -> list[Inline]:
    """Inlines from strings and inlines, in order."""
    return [inline for part in parts for inline in (words(part) if isinstance(part, str) else [part])]


# Blocks


def heading(level: int, text: str, heading_id: str = "") -> Block:
    return {"t": "Header", "c": [level, [heading_id, [], []], words(text)]}


def para(*parts: str | Inline) -> Block:
    return {"t": "Para", "c": line(*parts)}


def plain(*parts: str | Inline) -> Block:
    return {"t": "Plain", "c": line(*parts)}


def bullets(*items: str) -> Block:
    return {"t": "BulletList", "c": [[plain(item)] for item in items]}


def numbers(*items: str) -> Block:
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [[plain(item)] for item in items]]}


def div(name: str, *content: Block, **attributes: str) -> Block:
    return {"t": "Div", "c": [["", [name], [list(pair) for pair in attributes.items()]], list(content)]}


def table(
    columns: str,
    header: list[str],
    rows: list[list[str | Inline]],
    *,
    widths: list[float] | None = None,
    caption: str = "",
) -> Block:
    """A table; ``columns`` says how each is aligned, one letter each: ``llr``."""
    sides = {"l": "AlignLeft", "r": "AlignRight", "c": "AlignCenter", "-": "AlignDefault"}
    specs: list[Any] = [
        [{"t": sides[side]}, {"t": "ColWidth", "c": widths[place]} if widths else {"t": "ColWidthDefault"}]
        for place, side in enumerate(columns)
    ]
    body = [[NO_ATTR, [_cell(cell) for cell in row]] for row in rows]
    head = [[NO_ATTR, [_cell(cell) for cell in header]]] if header else []
    title = [None, [plain(caption)] if caption else []]
    return {"t": "Table", "c": [NO_ATTR, title, specs, [NO_ATTR, head], [[NO_ATTR, 0, [], body]], [NO_ATTR, []]]}


def _cell(content: str | Inline) -> list[Any]:
    blocks = [plain(content)] if content else []
    return [NO_ATTR, {"t": "AlignDefault"}, 1, 1, blocks]


def figure(alt: str, target: str, title: str) -> Block:
    return {"t": "Figure", "c": [NO_ATTR, [None, [plain(title)]], [plain(image(alt, target))]]}


# The parts that exporters draw

CHART_ROWS = [
    ("Carnet de bord commun", 4_100_000, "resource"),
    ("Agenda partagé", 2_200_000, "resource"),
    ("Badge d’accès", 1_950_000, "resource"),
    ("Guide des premiers pas", 1_800_000, "resource"),
    ("Forum et messagerie", 1_650_000, "resource"),
    ("Lieux", 1_500_000, "place"),
    ("Coordination", 1_800_000, "coordination"),
]


def chart(rows: list[tuple[str, int, str]] | None = None) -> Block:
    """The chart of where the money goes."""
    made = [
        {"label": label, "cents": cents, "amount": format_euros(cents, decimals=False), "group": group}
        for label, cents, group in rows or CHART_ROWS
    ]
    alt = "Barres horizontales\u00a0: " + ", ".join(f"{row['label']} {row['amount']}" for row in made) + "."
    cells: list[list[str | Inline]] = [[str(row["label"]), str(row["amount"]), "—"] for row in made]
    return div(
        "chart",
        table("lrr", ["Destination", "Montant", "Part"], cells),
        caption="Où va l’argent demandé, par destination (total 150\u202f000\u00a0€)",
        alt=alt,
        rows=json.dumps(made, ensure_ascii=False),
    )


FlowColumn = tuple[str, list[tuple[str, int, str]]]
FLOW_COLUMNS: list[FlowColumn] = [
    ("Qui finance", [("Agence imaginaire des territoires", 12_000_000, ""), ("Fonds propres", 3_000_000, "")]),
    ("Axes", [("Outiller les lieux", 9_000_000, ""), ("Transmettre", 5_999_999, ""), ("Sans axe", 1, "")]),
    (
        "Destinations",
        [
            ("Carnet de bord commun", 8_000_000, "resource"),
            ("Agenda partagé", 3_700_000, "resource"),
            ("Le Moulin d’Encre", 1_500_000, "place"),
            ("Coordination", 1_800_000, "coordination"),
        ],
    ),
]


def drawn_flows(columns: list[FlowColumn] | None = None) -> dict[str, Any]:
    """Columns of one total, joined from top to bottom."""
    shown = columns or FLOW_COLUMNS
    bands = []
    for depth, ((_, sources), (_, targets)) in enumerate(pairwise(shown)):
        left = [cents for _, cents, _ in sources]
        for target, (_, missing, _) in enumerate(targets):
            for source, there in enumerate(left):
                cents = min(there, missing)
                if cents:
                    bands.append({"column": depth, "source": source, "target": target, "cents": cents})
                    left[source] -= cents
                    missing -= cents
    nodes = [
        [
            {"label": label, "cents": cents, "amount": format_euros(cents), "group": group}
            for label, cents, group in column
        ]
        for _, column in shown
    ]
    titles = [title for title, _ in shown]
    return {
        "columns": [{"title": title, "nodes": column} for title, column in zip(titles, nodes, strict=True)],
        "bands": bands,
    }


def flows(columns: list[FlowColumn] | None = None) -> Block:
    """The picture of where the money comes from and what it is meant for."""
    drawn = drawn_flows(columns)
    labels = [[(node["label"], node["amount"]) for node in column["nodes"]] for column in drawn["columns"]]
    rows: list[list[str | Inline]] = [
        [labels[band["column"]][band["source"]][0], labels[band["column"] + 1][band["target"]][0], str(band["cents"])]
        for band in drawn["bands"]
    ]
    return div(
        "flows",
        table("llr", ["De", "Vers", "Montant"], rows),
        caption="Les flux\u00a0: d’où vient l’argent, à quoi il est destiné",
        alt="Bandes, de gauche à droite. "
        + ", ".join(f"{name} {amount}" for column in labels for name, amount in column),
        flows=json.dumps(drawn, ensure_ascii=False),
    )


KEY_FIGURES = [
    {"label": "Part aux ressources", "value": "78\u00a0%", "note": "dont 52\u00a0% à leurs porteurs"},
    {"label": "Accords des porteurs", "value": "4 sur 6", "note": "2 demandés le 12 janvier"},
    {"label": "Financement public", "value": "71\u00a0%", "note": "plafond de l’appel\u00a0: 80\u00a0%"},
]


def key_figures(items: list[dict[str, str]] | None = None) -> Block:
    """Two to six figures that matter."""
    shown = items or KEY_FIGURES
    rows: list[list[str | Inline]] = [[item[key] for item in shown] for key in ("value", "note")]
    content = table("c" * len(shown), [item["label"] for item in shown], rows)
    return div("key-figures", content, items=json.dumps(shown, ensure_ascii=False))


# The answer

COVER = Cover(
    title="Les Trois Rives",
    subtitle="Des ressources communes pour les tiers-lieux de la vallée",
    call_kind="Appel à manifestation d’intérêt",
    call_title="Lieux en commun",
    funder="Agence imaginaire des territoires",
    consortium="Consortium des Trois Rives",
    members=("L’Escale (Valbrune)", "La Fabrique du Pont (Miremont)", "Le Moulin d’Encre (Saint-Aubin-les-Rives)"),
    lead="L’Escale",
    period="2021 – 2023",
    asked="150\u202f000,00\u00a0€",
    notice="Exemple pédagogique\u00a0: les personnes, les lieux et les montants sont inventés.",
)

_REASONS = (
    "Un appel qui récompense le meilleur dossier met en concurrence des équipes qui ont les mêmes besoins. Chacune "
    "achète ou développe dans son coin ce que la voisine possède déjà, et l’argent public paie plusieurs fois le même "
    "outil. Nous proposons l’inverse\u00a0: que la plus grande part du budget aille à ce qui sert à toutes."
)
_LIMIT = (
    "Ce choix a une limite, que nous assumons\u00a0: il vaut dans un contexte où les lieux sont déjà mûrs. Un lieu "
    "naissant a d’abord besoin d’un toit et d’une équipe\u00a0; une ligne de 15\u202f000,00\u00a0€ lui est réservée."
)


def picture_bytes(width: int = 640, height: int = 320) -> bytes:
    """A PNG with a soft gradient, made here so that no picture has to be stored."""
    rows = b"".join(
        b"\x00" + b"".join(bytes((20 + 90 * y // height, 110 + 60 * x // width, 120)) for x in range(width))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def _summary() -> list[Block]:
    return [
        heading(1, "Cette réponse en une page", "resume"),
        para(
            "Nous demandons ",
            strong("150\u202f000,00\u00a0€"),
            " sur trois ans, non pour un lieu, mais pour cinq ressources dont tous les lieux ont besoin.",
        ),
        key_figures(),
        chart(),
        div(
            "notice",
            para("Montants illustratifs\u00a0: ce document montre une mise en page, il n’engage personne."),
        ),
    ]


def _reasons() -> list[Block]:
    return [
        heading(1, "Pourquoi des ressources plutôt qu’un lieu", "pourquoi"),
        para(_REASONS, note("Voir le guide, chapitre «\u00a0Mutualiser\u00a0»\u00a0: https://exemple.org/guide.")),
        para(_LIMIT),
        heading(2, "Ce que nous avons constaté", "constats"),
        para("Trois constats reviennent dans chaque réunion\u00a0:"),
        bullets(
            "les outils libres existent, mais personne n’est payé pour les entretenir\u00a0;",
            "la documentation est écrite deux fois, et mise à jour zéro fois\u00a0;",
            "les lieux qui ouvrent ne savent pas à qui demander.",
        ),
        heading(3, "Dans les lieux déjà ouverts", "constats-lieux"),
        para("Chaque équipe tient ", emph("son"), " agenda, ", emph("son"), " fichier, ", emph("son"), " badge."),
        {
            "t": "BlockQuote",
            "c": [para("On passe plus de temps à recopier des inscriptions qu’à accueillir les gens.")],
        },
        heading(3, "Dans les lieux qui ouvrent", "constats-ouverture"),
        numbers("trouver une équipe\u00a0;", "trouver un toit\u00a0;", "trouver les voisins."),
        para(
            "Le détail est dans ",
            link("l’annexe de réciprocité", "#annexe"),
            " et sur ",
            link("le site du guide", "https://exemple.org/guide/des-premiers-pas"),
            ".",
        ),
        figure("Deux berges reliées par un pont", "images/pont.png", "La vallée, vue du pont de Miremont"),
    ]


_LEDGER: list[list[str | Inline]] = [
    [
        "Forum et messagerie",
        "Fonctionnement\u00a0: 1\u202f500,00\u00a0€ par an, trois ans (publié par ses hébergeurs)",
        "4\u202f500,00\u00a0€",
        "4\u202f500,00\u00a0€",
        "accordé le 12/01/2021",
    ],
    [
        "Carnet de bord commun",
        "Cofinancer une évolution\u00a0: à convenir avec ses mainteneuses",
        "à convenir",
        "41\u202f000,00\u00a0€",
        "demandé le 12/01/2021",
    ],
    [
        "Guide des premiers pas",
        "Documenter les usages sous licence libre (proposé)",
        "—",
        "40\u00a0h, Le Moulin d’Encre, juin\u00a02022",
        "pas encore demandé",
    ],
    [
        "Badge d’accès",
        "Publier les plans du boîtier, et les tenir à jour",
        "2\u202f000,00\u00a0€",
        "19\u202f500,00\u00a0€",
        "accordé le 03/02/2021",
    ],
]


def _exchange() -> list[Block]:
    return [
        heading(1, "Annexe de réciprocité", "annexe"),
        para("Chaque ressource sur laquelle nous nous appuyons, ce que son porteur attend, ce que nous engageons."),
        table(
            "llrrl",
            ["Ressource", "Attendu, et d’où cela vient", "Attendu", "Engagé", "Accord"],
            _LEDGER,
            widths=[0.16, 0.36, 0.15, 0.15, 0.18],
            caption="Réciprocité, ressource par ressource",
        ),
        para("L’empreinte de cette annexe est ", code("3f9a" * 16), "."),
        heading(2, "Budget détaillé", "budget"),
        para("Toutes les charges, ligne par ligne\u00a0:"),
        table(
            "llllr",
            ["Ligne", "Libellé", "Destination", "Année", "Montant"],
            budget_rows(24),
            widths=[0.08, 0.42, 0.24, 0.1, 0.16],
            caption="Charges du projet",
        ),
        flows(),
        {"t": "CodeBlock", "c": [["", [], []], "ressource: agenda\nusage: [deploiement]\nmontant: 22 000,00"]},
        {"t": "HorizontalRule"},
        para("Fait à Valbrune, le 1er mars 2021."),
    ]


def budget_rows(count: int) -> list[list[str | Inline]]:
    """Numbered lines of a budget: ``D1``, ``D2``…"""
    labels = ("Développement de l’agenda", "Animation des journées communes", "Rédaction et relecture du guide")
    places = ("Agenda partagé", "Coordination", "Guide des premiers pas")
    return [
        [
            f"D{row + 1}",
            f"{labels[row % 3]} (tranche {row // 3 + 1})",
            places[row % 3],
            str(2021 + row % 3),
            format_euros((row + 1) * 50_000),
        ]
        for row in range(count)
    ]


def _blanks() -> list[Block]:
    return [
        heading(1, "Qui nous sommes", "qui"),
        para("Notre territoire\u00a0: ", blank("[à compléter\u00a0: le territoire du consortium]"), "."),
        div("todo", para("[à compléter\u00a0: l’histoire de La Fabrique du Pont, dans membres/fabrique-du-pont.md]")),
        div("page-break"),
    ]


def sample_answer(folder: Path, *, is_draft: bool = False, extra: tuple[Block, ...] = ()) -> Answer:
    """The answer; its only picture is written in ``folder``. Blanks appear in drafts alone."""
    picture = folder / "pont.png"
    picture.write_bytes(picture_bytes())
    return Answer(
        cover=COVER,
        blocks=(*_summary(), *(_blanks() if is_draft else []), *_reasons(), *_exchange(), *extra),
        is_draft=is_draft,
        on=date(2021, 3, 1),
        images={"images/pont.png": picture},
        keywords=("tiers-lieux", "communs"),
    )
