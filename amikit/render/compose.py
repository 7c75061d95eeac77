"""The sections and the figures → one document: the blocks that every exporter receives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, format_euros, format_rate, say
from amikit.model.budget import DestinationKind
from amikit.model.call import SectionRole
from amikit.render.answer import ANNEX_DIGEST, Answer, Block, Cover
from amikit.render.blocks import HeadingIds, render_blocks, table_block
from amikit.render.flows import flows_blocks
from amikit.render.inlines import attr, text_inlines
from amikit.render.labels import GROUPS
from amikit.render.line_tables import line_tables
from amikit.render.links import with_links
from amikit.render.sections import FilledSection, Rendered
from amikit.render.slots import Slot
from amikit.render.typography import typeset, typeset_text
from amikit.render.view import view_period
from amikit.render.walk import Node, replaced
from amikit.source.markdown import Prose, parse_markdown
from amikit.spelling import slug

_LARGEST_BARS = 12
"""Above this, the smallest resources share one bar."""


def compose_answer(proposal: Proposal, rendered: Rendered, *, is_draft: bool, on: date) -> Answer:
    """The whole document: cover, sections in the order of the call, typography done."""
    settings = proposal.dossier.settings
    language = settings.language
    ids = HeadingIds(section.spec.id for section in rendered.sections)
    specials = special_blocks(proposal, language)
    blocks: list[Block] = []
    for section in rendered.sections:
        blocks += section_blocks(proposal, section, specials, ids, is_draft=is_draft)
    images = dict(proposal.dossier.images)
    return Answer(
        cover=typeset_cover(cover_of(proposal, language), language),
        blocks=tuple(finished_blocks(blocks, images, language)),
        language=language,
        is_draft=is_draft,
        on=on,
        images=images,
        keywords=tuple(dict.fromkeys(["communs", "réciprocité", *(use.resource_id for use in settings.uses)])),
    )


def special_blocks(proposal: Proposal, language: Language) -> dict[str, list[Block]]:
    """The blocks that amikit makes, by the key of their slot."""
    return {
        "chart": chart_blocks(proposal, language),
        "flows": flows_blocks(proposal, language),
        "key-figures": key_figures_blocks(proposal, language),
        ANNEX_DIGEST: [{"t": "Div", "c": [attr("", [ANNEX_DIGEST]), []]}],
        **line_tables(proposal, language),
    }


def section_blocks(
    proposal: Proposal,
    section: FilledSection,
    specials: Mapping[str, list[Block]],
    ids: HeadingIds,
    *,
    is_draft: bool,
) -> list[Block]:
    """One section, its heading first, before ``finished_blocks``; ``ids`` knows the sections and gives the rest."""
    settings, spec, filled = proposal.dossier.settings, section.spec, section.filled
    language = settings.language
    blocks: list[Block] = [{"t": "Header", "c": [1, attr(spec.id), text_inlines(section.title)]}]
    if spec.role is SectionRole.MONEY and settings.notice:
        blocks.append({"t": "Div", "c": [attr("", ["notice"]), [{"t": "Para", "c": text_inlines(settings.notice)}]]})
    tokens: tuple[Token, ...] = parse_markdown(filled.markdown, Path(f"{spec.id}.md.j2")).tokens
    return blocks + render_blocks(
        tokens,
        filled.slots if is_draft else _without_blanks(filled.slots, language),
        prose=partial(prose_of, proposal, section),
        block=lambda key: specials.get(key, []),
        id_prefix=spec.id,
        ids=ids,
        language=language,
    )


def finished_blocks(blocks: Sequence[Block], images: Mapping[str, Path], language: Language) -> list[Block]:
    """The same with the typography of the language; addresses lead to themselves, lost pictures are words."""
    return with_links(typeset(_without_lost_images(blocks, images, language), language))


def _without_blanks(slots: Sequence[Slot], language: Language) -> list[Slot]:
    """In a final document, the blanks that remain are those that an exception lets through."""
    words = Text("non communiqué", "not provided")[language]
    return [words if isinstance(slot, dict) and "todo" in slot else slot for slot in slots]


def prose_of(proposal: Proposal, section: FilledSection, key: str) -> Prose | None:
    """The consortium's text of a key: ``sections/qui``, ``membres/baraka``, ``decisions/2021-01``."""
    kind, _, name = key.partition("/")
    dossier = proposal.dossier
    if kind == "sections":
        written = dossier.sections.get(name)
        return _without_title(written.prose, section.title) if written else None
    return (dossier.histories if kind == "membres" else dossier.motions).get(name)


def _without_title(prose: Prose, title: str) -> Prose:
    """A text without the heading that begins it, when this is the title of its section: it is printed above already."""
    headings = prose.headings()
    begins = bool(prose.tokens) and prose.tokens[0].type == "heading_open"
    if not begins or slug(headings[0].text) != slug(title):
        return prose
    end = next(place for place, token in enumerate(prose.tokens) if token.type == "heading_close")
    return replace(prose, tokens=prose.tokens[end + 1 :])


def typeset_cover(cover: Cover, language: Language) -> Cover:
    """The same cover with the typography of its language."""
    return replace(
        cover,
        title=typeset_text(cover.title, language),
        subtitle=typeset_text(cover.subtitle, language),
        call_kind=typeset_text(cover.call_kind, language),
        call_title=typeset_text(cover.call_title, language),
        consortium=typeset_text(cover.consortium, language),
        funder=typeset_text(cover.funder, language),
        members=tuple(typeset_text(member, language) for member in cover.members),
        lead=typeset_text(cover.lead, language),
        period=typeset_text(cover.period, language),
        notice=typeset_text(cover.notice, language),
    )


def _without_lost_images(blocks: Sequence[Block], images: Mapping[str, Path], language: Language) -> list[Block]:
    """Blocks whose images all have a file: the others become words that can be seen."""

    def instead(node: Node) -> Sequence[Node] | None:
        if node["t"] != "Image" or node["c"][2][0] in images:
            return None
        target = node["c"][2][0]
        words = Text(f"[image à retrouver : {target}]", f"[image to be found: {target}]")[language]
        return [{"t": "Span", "c": [attr("", ["todo"]), text_inlines(words)]}]

    return replaced(blocks, instead)


def cover_of(proposal: Proposal, language: Language) -> Cover:
    """What the first page says."""
    dossier, call = proposal.dossier, proposal.call
    settings = dossier.settings
    members = sorted(dossier.members, key=lambda member: member.id != settings.consortium.lead_id)
    lead = dossier.lead
    return Cover(
        title=settings.title or settings.consortium.name,
        subtitle=settings.subtitle,
        call_kind=call.kind,
        call_title=call.title,
        funder=call.funder_name or call.funder,
        consortium=settings.consortium.name,
        members=tuple(
            f"{member.name or member.id} ({member.city})" if member.city else member.name or member.id
            for member in members
        ),
        lead=(lead.name or lead.id) if lead else "",
        period=view_period(settings.period, language)["label"],
        asked=format_euros(proposal.views.asked_cents, language) if proposal.views.asked_cents else "",
        notice=settings.notice,
    )


def chart_blocks(proposal: Proposal, language: Language) -> list[Block]:
    """Where the money goes: each resource, then places and coordination; and the same as a table."""
    shares = proposal.shares
    if not shares.total_cents:
        return []
    rows = _bars(proposal, language)
    header = (Text("Destination", "Destination"), Text("Montant", "Amount"), Text("Part", "Share"))
    cells = [
        [row["label"], row["amount"], format_rate(shares.rate(row["cents"]), language, aligned=True)] for row in rows
    ]
    caption = Text(
        f"Où va l'argent (total : {format_euros(shares.total_cents, 'fr', decimals=bool(shares.total_cents % 100))})",
        f"Where the money goes (total: {format_euros(shares.total_cents, 'en', decimals=bool(shares.total_cents % 100))})",
    )[language]
    return bars_blocks(rows, [name[language] for name in header], cells, caption, language)


def bars_blocks(
    rows: Sequence[dict[str, Any]],
    header: Sequence[str],
    cells: Sequence[Sequence[str]],
    caption: str,
    language: Language,
) -> list[Block]:
    """Amounts as bars, which each exporter draws as it can; their content is the same thing as a table.

    A row has ``label``, ``cents``, ``amount`` in words, and the ``group`` that gives its colour.
    """
    said = ", ".join(f"{row['label']} {row['amount']}" for row in rows)
    alt = Text(f"Barres horizontales : {said}.", f"Horizontal bars: {said}.")[language]
    table = table_block(
        [text_inlines(name) for name in header],
        [[text_inlines(cell) for cell in row] for row in cells],
        ["AlignLeft", *["AlignRight"] * (len(header) - 1)],
        [50, 25, 15],
        text_inlines(caption),
    )
    drawn = [{**row, "label": typeset_text(row["label"], language)} for row in rows]
    attributes = attr(
        "",
        ["chart"],
        caption=typeset_text(caption, language),
        alt=typeset_text(alt, language),
        rows=json.dumps(drawn, ensure_ascii=False),
    )
    return [{"t": "Div", "c": [attributes, [table]]}]


def _bars(proposal: Proposal, language: Language) -> list[dict[str, Any]]:
    """What counts to each resource, largest first; then places, then coordination."""
    shares = proposal.shares

    def bar(label: str, cents: int, kind: DestinationKind) -> dict[str, Any]:
        amount = format_euros(cents, language, decimals=bool(cents % 100))
        return {"label": label, "cents": cents, "amount": amount, "group": GROUPS[kind]}

    by_amount = sorted(shares.by_resource.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [bar(proposal.catalog.by_id[name].name, cents, DestinationKind.RESOURCE) for name, cents in by_amount]
    if len(rows) > _LARGEST_BARS:
        others = rows[_LARGEST_BARS - 1 :]
        label = Text(f"{len(others)} autres ressources", f"{len(others)} other resources")[language]
        rows[_LARGEST_BARS - 1 :] = [bar(label, sum(row["cents"] for row in others), DestinationKind.RESOURCE)]
    for cents, words, kind in (
        (shares.places_cents, Text("Lieux", "Places"), DestinationKind.PLACE),
        (shares.coordination_cents, Text("Coordination", "Coordination"), DestinationKind.COORDINATION),
    ):
        if cents:
            rows.append(bar(words[language], cents, kind))
    return rows


def key_figures_blocks(proposal: Proposal, language: Language) -> list[Block]:
    """The figures that a hurried reader takes away, as large as they matter."""
    shares, ledger, views = proposal.shares, proposal.ledger, proposal.views
    items: list[tuple[Text, str, Text]] = []
    if shares.total_cents:
        stewards = shares.rate(shares.to_stewards_cents)
        note = Text(
            f"dont {format_rate(stewards, 'fr')} à leurs porteurs",
            f"of which {format_rate(stewards, 'en')} to their stewards",
        )
        items.append(
            (Text("Part aux ressources", "Share to resources"), format_rate(shares.resources_rate, language), note)
        )
    if ledger.resources_count:
        items.append(_agreements_figure(proposal, language))
    if views.public_base_cents and views.public_cents:
        items.append(
            (
                Text("Financement public", "Public funding"),
                format_rate(views.public_rate, language),
                _public_note(proposal),
            )
        )
    if len(items) < 2:
        return []
    rows = [[text_inlines(value) for _, value, _ in items], [text_inlines(note[language]) for _, _, note in items]]
    table = table_block([text_inlines(name[language]) for name, _, _ in items], rows)
    written = [
        {name: typeset_text(words, language) for name, words in zip(("label", "value", "note"), item, strict=True)}
        for item in ((name[language], value, note[language]) for name, value, note in items)
    ]
    return [{"t": "Div", "c": [attr("", ["key-figures"], items=json.dumps(written, ensure_ascii=False)), [table]]}]


def _agreements_figure(proposal: Proposal, language: Language) -> tuple[Text, str, Text]:
    """How many stewards agreed, and where the others stand; a member's own resource needs no asking."""
    found = proposal.ledger.agreements(proposal.dossier.members_by_id)
    value = Text(
        f"{found.accepted_count} sur {found.resources_count}", f"{found.accepted_count} of {found.resources_count}"
    )
    facts = asdict(found) | {"unasked_count": found.unasked_count}
    notes = [say(text, facts, language) for name, text in _AGREEMENT_NOTES.items() if facts[name]]
    note = Text.same(", ".join(notes))
    return Text("Accords des porteurs", "Agreements of stewards"), value[language], note


_AGREEMENT_NOTES = {
    "reserved_count": Text("{reserved_count} avec réserves", "{reserved_count} with reservations"),
    "refused_count": Text("{refused_count:refusé|refusés}", "{refused_count} refused"),
    "waiting_count": Text("{waiting_count} sans réponse encore", "{waiting_count} not answered yet"),
    "unasked_count": Text("{unasked_count:pas encore demandé|pas encore demandés}", "{unasked_count} not asked yet"),
}


def _public_note(proposal: Proposal) -> Text:
    """What the public rate is a share of: in-kind contributions count in its base."""
    limit = proposal.call.ceilings.public_rate_max
    if limit and limit.rate is not None:
        ceiling = limit.rate
        return Text(
            f"plafond de l'appel : {format_rate(ceiling, 'fr')}", f"the call's ceiling: {format_rate(ceiling, 'en')}"
        )
    if proposal.views.in_kind_charges_cents:
        return Text("contributions en nature comprises", "contributions in kind included")
    return Text("des charges", "of the charges")
