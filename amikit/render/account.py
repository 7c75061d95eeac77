"""The account for the funder, in the parts of cerfa 15059: what was done, the figures, the gaps explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from amikit.compute.followup import FollowUp, Tracked, TrackedLine, account_of
from amikit.compute.gaps import describe_gap
from amikit.compute.progress import PROGRESS_WORDS, Measure
from amikit.compute.proposal import Proposal
from amikit.compute.views import rate_of
from amikit.i18n import Language, Text, format_date, format_euros, format_hours, format_rate, say
from amikit.model.accounts import account_label
from amikit.model.budget import Nature
from amikit.model.contributions import Journal
from amikit.money import round_to_euros
from amikit.render.answer import Answer, Block
from amikit.render.blocks import HeadingIds, render_blocks, table_block
from amikit.render.compose import bars_blocks, cover_of, typeset_cover
from amikit.render.inlines import attr, text_inlines
from amikit.render.labels import GROUPS
from amikit.render.links import with_links
from amikit.render.typography import typeset
from amikit.source.markdown import Prose

_TITLE = Text("Compte rendu financier", "Financial account")
_PARTS = {
    "bilan": Text("Ce qui a été fait", "What was done"),
    "comptes": Text("Les comptes : prévu et réalisé", "The figures: planned and done"),
    "ecarts": Text("Les écarts, expliqués", "The gaps, explained"),
    "attestation": Text("Attestation", "Statement"),
}
_OPENING = Text(
    "Ce compte rendu met en face de ce que nous avions prévu ce qui a été fait au {day_on}, d'après les contributions que "
    "chaque personne a déclarées.",
    "This account sets what was done by {day_on}, as each person declared it, against what we had planned.",
)
_TO_WRITE = {
    "bilan": Text(
        "[à compléter dans suivi/bilan.md : ce qui a été mené, avec qui, pour qui, et ce qui en reste à tous]",
        "[to be written in suivi/bilan.md: what was carried out, with whom, for whom, and what it leaves to everyone]",
    ),
    "ecarts": Text(
        "[à compléter dans suivi/ecarts.md : pourquoi ces écarts, et ce qui en est fait]",
        "[to be written in suivi/ecarts.md: why these gaps, and what is done about them]",
    ),
    "charges-indirectes": Text(
        "[à compléter dans suivi/charges-indirectes.md : comment ces charges sont réparties entre vos actions]",
        "[to be written in suivi/charges-indirectes.md: how these costs are shared out between what you do]",
    ),
}
_INDIRECT = Text("La répartition des charges indirectes", "How indirect costs are shared out")
_INDIRECT_FIGURES = Text(
    "Charges indirectes affectées au projet : {planned_cents} prévus, soit {planned_rate} des autres charges ; "
    "{done_cents} réalisés, soit {done_rate}.",
    "Indirect costs charged to the project: {planned_cents} planned, {planned_rate} of the other charges; "
    "{done_cents} done, {done_rate}.",
)
_NO_INDIRECT = Text("Aucune charge indirecte n'est affectée au projet.", "No indirect cost is charged to the project.")
_REMARKS = Text("Observations", "Remarks")
_ACTS = Text("Gestes tenus envers les ressources", "Acts done for the resources")
_ACT_COLUMNS = (Text("Date", "Date"), Text("Ressource", "Resource"), Text("Ce qui le montre", "What shows it"))
_PLANNED, _DONE, _LEFT = Text("Prévu", "Planned"), Text("Réalisé", "Done"), Text("Reste", "Left")
_STATE = Text("État", "State")
_BARS = Text("Ce qui a été dépensé (total : {total_cents})", "What was spent (total: {total_cents})")
_CHARGES = Text("Charges, d'après le plan comptable associatif", "Charges, after the associations' accounts")
_INCOMES = Text("Produits, d'après le plan comptable associatif", "Incomes, after the associations' accounts")
_IN_KIND = Text(
    "Contributions volontaires en nature : leur emploi, dont la contrepartie est du même montant",
    "Contributions in kind: their use, whose other side is of the same amount",
)
_ACCOUNT, _NO_ACCOUNT = Text("Compte", "Account"), Text("Sans compte", "No account")
_ROUNDED = Text(
    "Ces trois tableaux sont arrondis à l'euro, de sorte que chaque total reste juste ; les suivants sont au centime.",
    "These three tables are rounded to the euro so that each total still holds; the next ones are to the cent.",
)
_RESOURCES = Text("Par ressource", "By resource")
_PAYEES = Text("Qui a été payé", "Who was paid")
_PEOPLE = Text("Heures payées, par personne", "Paid hours, by person")
_UNPAID = Text("Heures bénévoles, par ressource", "Volunteered hours, by resource")
_TOTAL = Text("Total", "Total")
_NO_GAP = Text(
    "À cette date, rien ne s'écarte de ce qui était prévu.", "On that date, nothing departs from what was planned."
)
_STATEMENT = Text(
    "Je soussigné·e, {who}, représentant·e de {lead}, certifie exactes les informations de ce compte rendu.",
    "I, the undersigned {who}, representative of {lead}, certify that the information in this account is exact.",
)
_SIGNATURE = Text("Fait à ………………, le ………………. Signature :", "Done at ………………, on ………………. Signature:")
_BLANK = "………………"


def compose_account(proposal: Proposal, followup: FollowUp, journal: Journal, *, is_draft: bool = False) -> Answer:
    """The whole account; a draft while the consortium's own words are missing, or when asked."""
    settings = proposal.dossier.settings
    language = settings.language
    ids = HeadingIds([*_PARTS, "charges-indirectes", "observations"])
    bodies = {
        "bilan": [
            _para(say(_OPENING, {"day_on": followup.on}, language)),
            *_words("bilan", journal.summary, ids, language),
            *_acts(proposal, followup, language),
        ],
        "comptes": [*_figures(proposal, followup, language), *_indirect(followup, journal, ids, language)],
        "ecarts": _gaps(followup, journal, ids, language),
        "attestation": _statement(proposal, language),
    }
    blocks: list[Block] = []
    for name, body in bodies.items():
        blocks += [{"t": "Header", "c": [1, attr(name), text_inlines(_PARTS[name][language])]}, *body]
    cover = cover_of(proposal, language)
    cover = replace(cover, title=_TITLE[language], subtitle=settings.title, asked="")
    return Answer(
        cover=typeset_cover(cover, language),
        blocks=tuple(with_links(typeset(blocks, language))),
        language=language,
        is_draft=is_draft or lacks_words(followup, journal),
        on=followup.on,
        keywords=("communs", "compte rendu", *(use.resource_id for use in settings.uses)),
    )


def lacks_words(followup: FollowUp, journal: Journal) -> bool:
    """Whether something that only the consortium can say is still to be written."""
    wanted = (
        (True, journal.summary),
        (bool(followup.gaps), journal.explanations),
        (bool(followup.indirect), journal.indirect),
    )
    return any(is_wanted and words is None for is_wanted, words in wanted)


def _para(words: str) -> Block:
    return {"t": "Para", "c": text_inlines(words)}


def _words(name: str, prose: Prose | None, ids: HeadingIds, language: Language) -> list[Block]:
    """The consortium's own words, their headings below that of the part; else a blank that can be seen."""
    if prose is None:
        return [{"t": "Div", "c": [attr("", ["todo"]), [_para(_TO_WRITE[name][language])]]}]
    levels = [int(token.tag[1:]) for token in prose.tokens if token.type == "heading_open"]
    # Below the title above it: that of the part, or one of those inside it.
    shift = (2 if name in _PARTS else 3) - min(levels, default=2)
    return render_blocks(prose.tokens, heading_shift=shift, id_prefix=name, ids=ids, language=language)


def _acts(proposal: Proposal, followup: FollowUp, language: Language) -> list[Block]:
    if not followup.acts:
        return []
    resources = proposal.catalog.by_id
    rows = [
        [
            format_date(one.on, language) if one.on else "",
            resources[one.resource_id].name if one.resource_id in resources else one.resource_id,
            one.evidence,
        ]
        for one in followup.acts
    ]
    return [_table(_ACTS[language], [name[language] for name in _ACT_COLUMNS], rows, figures=False)]


def _figures(proposal: Proposal, followup: FollowUp, language: Language) -> list[Block]:
    cash = [one for one in followup.expenses if one.nature is Nature.CASH]
    in_kind = [one for one in followup.expenses if one.nature is not Nature.CASH]
    by_resource = [(one, one.unpaid_hours) for one in followup.by_resource]
    blocks = [
        *_bars(followup, language),
        _accounts(_CHARGES, cash, proposal, language),
        _accounts(_INCOMES, followup.incomes, proposal, language),
        _accounts(_IN_KIND, in_kind, proposal, language) if in_kind else None,
        _para(_ROUNDED[language]),
        _measures(_RESOURCES, [(one, one.cents) for one in followup.by_resource], language),
        _measures(_PAYEES, [(one, one.cents) for one in followup.by_payee], language),
        _measures(_PEOPLE, [(one, one.hours) for one in followup.by_person], language, is_hours=True),
        _measures(_UNPAID, by_resource, language, is_hours=True),
    ]
    return [block for block in blocks if block is not None]


def _bars(followup: FollowUp, language: Language) -> list[Block]:
    """The chart of the answer, with what was spent."""
    spent = [one for one in followup.by_resource if one.cents.done]
    rows = [
        {
            "label": one.label[language],
            "cents": int(one.cents.done),
            "amount": format_euros(int(one.cents.done), language),
            "group": GROUPS[followup.destination_kinds.get(one.id)],
        }
        for one in spent
    ]
    if not rows:
        return []
    cells = [
        [one.label[language], format_euros(int(one.cents.done), language), _rate(one.cents, language)] for one in spent
    ]
    caption = say(_BARS, {"total_cents": int(followup.total.done)}, language)
    return bars_blocks(rows, [_RESOURCES[language], _DONE[language], "%"], cells, caption, language)


def _accounts(title: Text, lines: Iterable[TrackedLine], proposal: Proposal, language: Language) -> Block:
    """By account, without cents, as the form has them."""
    plan = proposal.dossier.settings.account_plan
    sums: dict[str, Measure] = {}
    for one in lines:
        account = account_of(one, plan)
        sums[account] = sums.get(account, Measure()) + one.cents
    codes = sorted(sums, key=lambda code: (not code, code))
    forecasts, deeds = (
        round_to_euros([int(getattr(sums[code], side)) for code in codes]) for side in ("forecast", "done")
    )
    rows = []
    for code, forecast, done in zip(codes, forecasts, deeds, strict=True):
        label = account_label(code, plan) or Text.same(code)
        name = f"{code} – {label[language]}" if code else _NO_ACCOUNT[language]
        rows.append([name, *_euros(forecast, done, sums[code], language)])
    total = sum(sums.values(), Measure())
    rows.append([_TOTAL[language], *_euros(sum(forecasts), sum(deeds), total, language)])
    return _table(title[language], [_ACCOUNT[language], _PLANNED[language], _DONE[language], "%"], rows)


def _euros(forecast: int, done: int, measure: Measure, language: Language) -> list[str]:
    amounts = [format_euros(euros * 100, language, decimals=False) for euros in (forecast, done)]
    return [*amounts, _rate(measure, language)]


def _measures(
    title: Text, rows: Sequence[tuple[Tracked, Measure]], language: Language, *, is_hours: bool = False
) -> Block | None:
    """Planned, done, share and left, with a total; None when there is nothing to say."""

    def cells(measure: Measure) -> list[str]:
        figures = (measure.forecast, measure.done, measure.left)
        planned, done, left = (
            format_hours(Fraction(one), language) if is_hours else format_euros(int(one), language) for one in figures
        )
        return [planned, done, _rate(measure, language), left, PROGRESS_WORDS[measure.progress][language]]

    shown = [(one.label[language], measure) for one, measure in rows if measure]
    if not shown:
        return None
    total = sum((measure for _, measure in shown), Measure())
    header = [title, _PLANNED, _DONE, Text("%", "%"), _LEFT, _STATE]
    body = [[name, *cells(measure)] for name, measure in (*shown, (_TOTAL[language], total))]
    return _table(title[language], [name[language] for name in header], body)


def _rate(measure: Measure, language: Language) -> str:
    return "–" if measure.rate is None else format_rate(measure.rate, language)


def _table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, figures: bool = True) -> Block:
    return table_block(
        [text_inlines(name) for name in header],
        [[text_inlines(cell) for cell in row] for row in rows],
        ["AlignLeft", *["AlignRight"] * 4][: len(header)] if figures else [],
        [30, *[14] * (len(header) - 1)] if figures else [20, 25, 55],
        text_inlines(caption),
    )


def _gaps(followup: FollowUp, journal: Journal, ids: HeadingIds, language: Language) -> list[Block]:
    explained = _words("ecarts", journal.explanations, ids, language) if journal.explanations or followup.gaps else []
    if journal.remarks is not None:
        explained += [
            _heading("observations", _REMARKS, language),
            *_words("observations", journal.remarks, ids, language),
        ]
    if not followup.gaps:
        return [_para(_NO_GAP[language]), *explained]
    items = [[{"t": "Plain", "c": text_inlines(f"{describe_gap(one).say(language)}.")}] for one in followup.gaps]
    return [{"t": "BulletList", "c": items}, *explained]


def _indirect(followup: FollowUp, journal: Journal, ids: HeadingIds, language: Language) -> list[Block]:
    """The paragraph that the form wants: how much is charged, and by which rule."""
    planned, done = int(followup.indirect.forecast), int(followup.indirect.done)
    title = _heading("charges-indirectes", _INDIRECT, language)
    if not followup.indirect:
        return [title, _para(_NO_INDIRECT[language]), *_optional("charges-indirectes", journal.indirect, ids, language)]
    total = followup.total
    facts = {
        "planned_cents": planned,
        "planned_rate": rate_of(planned, int(total.forecast) - planned),
        "done_cents": done,
        "done_rate": rate_of(done, int(total.done) - done),
    }
    words = _words("charges-indirectes", journal.indirect, ids, language)
    return [title, _para(say(_INDIRECT_FIGURES, facts, language)), *words]


def _heading(name: str, title: Text, language: Language) -> Block:
    return {"t": "Header", "c": [2, attr(name), text_inlines(title[language])]}


def _optional(name: str, prose: Prose | None, ids: HeadingIds, language: Language) -> list[Block]:
    return _words(name, prose, ids, language) if prose is not None else []


def _statement(proposal: Proposal, language: Language) -> list[Block]:
    """The oath that ends the form, to be signed by hand."""
    lead = proposal.dossier.lead
    people = {person.id: person.name for person in proposal.dossier.settings.people}
    who = people.get(lead.representative_id, "") if lead else ""
    facts = {"who": who or _BLANK, "lead": lead.name or lead.id if lead else _BLANK}
    return [_para(say(_STATEMENT, facts, language)), _para(_SIGNATURE[language])]
