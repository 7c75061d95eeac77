"""The account for the funder as a workbook: what was planned, what was done, and where each figure comes from.

Every figure is a formula over two sheets: the lines of the budget, and the contributions that were declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from amikit.compute.followup import FollowUp, TrackedLine, account_of
from amikit.compute.gaps import describe_gap
from amikit.compute.progress import Measure
from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, format_date, say
from amikit.model.accounts import account_label
from amikit.model.budget import Nature
from amikit.model.contributions import Contribution, Journal
from amikit.money import round_to_euros
from amikit.source.markdown import Prose
from amikit.source.span import column_name
from amikit.workbook.account_lines import AMOUNTS, HOURS, SIDES, Side, Track, contributions_sheet, lines_sheet
from amikit.workbook.formulas import Groups, share, sum_down, whole_euros
from amikit.workbook.grid import EUROS, TOTAL, Grid
from amikit.workbook.sheet import Book, Cell, Chart, Role, Sheet, Unit, cell_name

_TITLE = Text("Compte rendu financier", "Financial account")
_DRAFT = Text("Brouillon : à ne pas envoyer", "Draft: not to be sent")
_ACCOUNT = Text("Compte rendu", "Account")
_ABOUT = Text("Au {day_on}, pour « {title} »", "On {day_on}, for “{title}”")
_CHARGES = Text("Charges", "Charges")
_INCOMES = Text("Produits", "Incomes")
_IN_KIND = Text("Contributions volontaires en nature : leur emploi", "Contributions in kind: their use")
_NO_ACCOUNT = Text("Sans compte", "No account")
_RESOURCES = Text("Par ressource", "By resource")
_PAYEES = Text("Qui a été payé", "Who was paid")
_PEOPLE = Text("Heures payées, par personne", "Paid hours, by person")
_UNPAID = Text("Heures bénévoles, par ressource", "Volunteered hours, by resource")
_GAPS = Text("Écarts", "Gaps")
_KEY = Text("Clé", "Key")
_CODE = Text("Compte", "Account")
_HEADS = (Text("Prévu", "Planned"), Text("Réalisé", "Done"), Text("%", "%"), Text("Reste", "Left"))
_OVER = Text("Au-delà", "Beyond")
_EUROS = tuple(
    Text(f"{head['fr']}, {EUROS['fr'].lower()}", f"{head['en']}, {EUROS['en'].lower()}") for head in _HEADS[:2]
)
_NOTHING_OFFSETS = Text(
    "Ce qui reste et ce qui va au-delà se comptent ligne par ligne : rien ne compense rien.",
    "What is left and what goes beyond are counted line by line: nothing offsets anything.",
)
_RESOURCES_CHART = Text("Prévu et réalisé, par ressource", "Planned and done, by resource")
_PAYEES_CHART = Text("Prévu et réalisé, par structure payée", "Planned and done, by who is paid")
_WORDS = {
    "summary": Text("Ce qui a été fait", "What was done"),
    "explanations": Text("Pourquoi ces écarts", "Why these gaps"),
    "indirect": Text("La répartition des charges indirectes", "How indirect costs are shared out"),
    "remarks": Text("Observations", "Remarks"),
}
_ACTS = Text("Gestes tenus envers les ressources", "Acts done for the resources")
_NO_GAP = Text("Rien ne s'écarte de ce qui était prévu.", "Nothing departs from what was planned.")
_NOT_SAID = Text("[à compléter]", "[to be written]")
_ONE_PAGE = 25
"""Bars that still read on one page, the table above them."""
_WIDTHS = (44, 30, 15, 15, 9, 15, 15, 13, 13)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a table: its words, the key that its sums look for, and what it measures."""

    label: str
    key: str
    measure: Measure


def account_book(proposal: Proposal, followup: FollowUp, journal: Journal, *, is_draft: bool = False) -> Book:
    """The account of a project as a workbook, in the language of its answer."""
    settings = proposal.dossier.settings
    language = settings.language
    track = Track.of(proposal, followup, language)
    about = say(_ABOUT, {"day_on": followup.on, "title": settings.title}, language)
    return Book(
        title=f"{_TITLE[language]} — {settings.title}",
        author=settings.consortium.name,
        language=language,
        on=followup.on,
        sheets=(
            _accounts_sheet(proposal, followup, track, about),
            _resources_sheet(followup, track, about),
            _payees_sheet(followup, track, about),
            _gaps_sheet(followup, journal, language, about),
            lines_sheet(track, about),
            contributions_sheet(track, about),
        ),
        notice=_DRAFT[language] if is_draft else "",
    )


def account_to_xlsx(proposal: Proposal, followup: FollowUp, journal: Journal, *, is_draft: bool = False) -> bytes:
    """The same, as the bytes of an XLSX file."""
    from amikit.workbook.xlsx import to_xlsx  # loads the library that writes: only who writes pays for it

    return to_xlsx(account_book(proposal, followup, journal, is_draft=is_draft))


def _accounts_sheet(proposal: Proposal, followup: FollowUp, track: Track, about: str) -> Sheet:
    """By account, with and without cents, as the form has them."""
    language, plan = track.language, proposal.dossier.settings.account_plan
    grid = Grid()
    grid.head(_TITLE[language], about)
    row = 3
    cash = [one for one in followup.expenses if one.nature is Nature.CASH]
    in_kind = [one for one in followup.expenses if one.nature is not Nature.CASH]
    tables: Sequence[tuple[Text, Side, Sequence[TrackedLine]]] = (
        (_CHARGES, Side.CHARGE, cash), (_INCOMES, Side.INCOME, followup.incomes), (_IN_KIND, Side.IN_KIND, in_kind),
    )  # fmt: skip
    for title, side, lines in tables:
        sums: dict[str, Measure] = {}
        for one in lines:
            account = account_of(one, plan)
            sums[account] = sums.get(account, Measure()) + one.cents
        codes = sorted(sums, key=lambda code: (not code, code))
        rows = [
            _Row((account_label(code, plan) or Text.same(code))[language], code, sums[code]) for code in codes if code
        ]
        rows += [_Row(_NO_ACCOUNT[language], "", sums[code]) for code in codes if not code]
        table = _Table(title, rows, track, "account", AMOUNTS, side)
        row = table.put(grid, row, has_euros=True) + 2
    return replace(grid.sheet(_ACCOUNT[language], _WIDTHS), is_one_page=True)


def _resources_sheet(followup: FollowUp, track: Track, about: str) -> Sheet:
    """Money by resource, with its chart, then volunteering."""
    language = track.language
    grid = Grid()
    grid.head(_RESOURCES[language], f"{about}. {_NOTHING_OFFSETS[language]}")
    money = [_Row(one.label[language], one.id, one.cents) for one in followup.by_resource if one.cents]
    hours = [_Row(one.label[language], one.id, one.unpaid_hours) for one in followup.by_resource if one.unpaid_hours]
    last = _Table(_RESOURCES, money, track, "destination", AMOUNTS, Side.CHARGE).put(grid, 3)
    if hours:
        last = _Table(_UNPAID, hours, track, "destination", HOURS, Side.IN_KIND).put(grid, last + 2)
    sheet = grid.sheet(_RESOURCES[language], _WIDTHS[:7])
    return _with_bars(sheet, _RESOURCES_CHART[language], len(money), last + 2)


def _payees_sheet(followup: FollowUp, track: Track, about: str) -> Sheet:
    """Money by who is paid, then paid hours by person."""
    language = track.language
    grid = Grid()
    grid.head(_PAYEES[language], f"{about}. {_NOTHING_OFFSETS[language]}")
    paid = [_Row(one.label[language], one.id, one.cents) for one in followup.by_payee if one.cents]
    last = _Table(_PAYEES, paid, track, "payee", AMOUNTS, Side.CHARGE).put(grid, 3)
    people = [_Row(one.label[language], one.id, one.hours) for one in followup.by_person if one.hours]
    if people:
        last = _put_people(grid, last + 2, people, track)
    return _with_bars(grid.sheet(_PAYEES[language], _WIDTHS[:7]), _PAYEES_CHART[language], len(paid), last + 2)


def _with_bars(sheet: Sheet, title: str, count: int, row: int) -> Sheet:
    """The sheet with the bars of its first table, planned and done, below everything."""
    if not count:
        return sheet
    chart = Chart(title, 4, 3 + count, 0, (2, 3), 3, (row, 0))
    return replace(sheet, chart=chart, is_one_page=count <= _ONE_PAGE)


@dataclass(frozen=True, slots=True)
class _Table:
    """Planned, done, share, left and beyond, for each group of lines, and their totals."""

    title: Text
    rows: Sequence[_Row]
    track: Track
    by: str
    """The column of the lines that holds the keys."""
    columns: Sequence[str]
    """Those of the lines that are added up: planned, done, left, beyond."""
    side: Side

    def put(self, grid: Grid, first_row: int, *, has_euros: bool = False) -> int:
        """Put it; returns the row of its totals."""
        names, language = self.track.lines, self.track.language
        unit = Unit.HOURS if self.columns is HOURS else Unit.CENTS
        groups = Groups.of(names[self.by], (row.key for row in self.rows))
        also = (names["side"], SIDES[self.side][language])
        _put_heads(grid, first_row, self.title, unit, language, _CODE if has_euros else _KEY)
        for at, row in enumerate(self.rows, first_row + 1):
            key = grid.put(at, 1, Cell(row.key or None))
            grid.put(at, 0, Cell(row.label))
            formulas = [groups.sum(names[column], f"${key}", row.key, also) for column in self.columns]
            _put_figures(grid, at, row.measure, formulas, unit)
        total_row = first_row + 1 + max(len(self.rows), 1)
        _put_total(grid, first_row, total_row, [row.measure for row in self.rows], unit, language)
        if has_euros:
            self._put_euros(grid, first_row, total_row)
        return total_row

    def _put_euros(self, grid: Grid, first_row: int, total_row: int) -> None:
        last = first_row + len(self.rows)
        sides = [[int(getattr(row.measure, side)) for row in self.rows] for side in ("forecast", "done")]
        for at, (amounts, head) in enumerate(zip(sides, _EUROS, strict=True)):
            source, column = 2 + at, 7 + at
            letter = column_name(source)
            grid.put(first_row, column, Cell(head[self.track.language], Unit.EUROS, Role.HEADER))
            euros = round_to_euros(amounts)
            for row, amount in enumerate(euros, first_row + 1):
                formula = whole_euros(cell_name(row, source), f"{letter}${first_row + 2}:{letter}${last + 1}")
                grid.put(row, column, Cell(amount, Unit.EUROS, Role.COMPUTED, formula))
            down = sum_down(column_name(column), first_row + 1, total_row - 1)
            grid.put(total_row, column, Cell(sum(euros), Unit.EUROS, Role.TOTAL, down))


def _put_people(grid: Grid, first_row: int, rows: Sequence[_Row], track: Track) -> int:
    """What a person was to be paid for is in the lines; what each did, in the contributions. Returns the last row."""
    language, lines, deeds = track.language, track.lines, track.deeds
    people = {one.person_id for one in track.followup.deeds} | {row.key for row in rows}
    planned, done = Groups.of(lines["person"], people), Groups.of(deeds["person"], people)
    is_paid, was_paid = ((names["side"], SIDES[Side.CHARGE][language]) for names in (lines, deeds))
    _put_heads(grid, first_row, _PEOPLE, Unit.HOURS, language)
    for at, row in enumerate(rows, first_row + 1):
        key = f"${grid.put(at, 1, Cell(row.key))}"
        grid.put(at, 0, Cell(row.label))
        formulas = [
            planned.sum(lines["hours"], key, row.key, is_paid),
            done.sum(deeds["hours"], key, row.key, was_paid),
            planned.sum(lines["person_left"], key, row.key, is_paid),
        ]
        _put_figures(grid, at, row.measure, formulas, Unit.HOURS)
    total_row = first_row + 1 + len(rows)
    _put_total(grid, first_row, total_row, [row.measure for row in rows], Unit.HOURS, language)
    return total_row


def _put_heads(grid: Grid, row: int, title: Text, unit: Unit, language: Language, key: Text = _KEY) -> None:
    heads = [Cell(head[language], unit, Role.HEADER) for head in (*_HEADS, _OVER)]
    grid.put_row(row, [Cell(title[language], role=Role.HEADER), Cell(key[language], role=Role.HEADER), *heads])


def _put_figures(grid: Grid, row: int, measure: Measure, formulas: Sequence[str], unit: Unit) -> None:
    """Planned, done, share, left and beyond of one line of a table; beyond follows from the others."""
    planned, done, left = (
        grid.put(row, column, Cell(value, unit, Role.COMPUTED, formula))
        for column, value, formula in zip(
            (2, 3, 5), (measure.forecast, measure.done, measure.left), formulas, strict=False
        )
    )
    grid.put(row, 4, Cell(measure.rate or 0, Unit.RATE, Role.COMPUTED, share(done, planned)))
    grid.put(row, 6, Cell(measure.over, unit, Role.COMPUTED, f"ROUND({done}+{left}-{planned},6)"))


def _put_total(
    grid: Grid, first_row: int, row: int, measures: Iterable[Measure], unit: Unit, language: Language
) -> None:
    total = sum(measures, Measure())
    grid.put_row(row, [Cell(TOTAL[language], role=Role.TOTAL), Cell(role=Role.TOTAL)])
    for column, value in ((2, total.forecast), (3, total.done), (5, total.left), (6, total.over)):
        down = sum_down(column_name(column), first_row + 1, row - 1)
        grid.put(row, column, Cell(value, unit, Role.TOTAL, down))
    rate = share(cell_name(row, 3), cell_name(row, 2))
    grid.put(row, 4, Cell(total.rate or 0, Unit.RATE, Role.TOTAL, rate))


def _gaps_sheet(followup: FollowUp, journal: Journal, language: Language, about: str) -> Sheet:
    """The gaps, and the consortium's own words."""
    grid = Grid()
    grid.head(_GAPS[language], about)
    gaps = [f"{describe_gap(one).say(language)}." for one in followup.gaps] or [_NO_GAP[language]]
    parts: list[tuple[str, Sequence[str]]] = [(_GAPS[language], gaps)]
    for name, title in _WORDS.items():
        prose: Prose | None = getattr(journal, name)
        is_wanted = {"summary": True, "explanations": bool(followup.gaps), "indirect": bool(followup.indirect)}
        if prose is not None:
            parts.append((title[language], _paragraphs(prose)))
        elif is_wanted.get(name):
            parts.append((title[language], [_NOT_SAID[language]]))
    if followup.acts:
        names = {one.id.rpartition(":")[2]: one.label[language] for one in followup.by_resource}
        parts.append((_ACTS[language], [_act(one, names, language) for one in followup.acts]))
    for title_words, texts in parts:
        grid.put(grid.next_row + 1, 0, Cell(title_words, role=Role.HEADER))
        for text in texts:
            grid.put(grid.next_row, 0, Cell(text))
    return grid.sheet(_GAPS[language], (120,))


def _act(one: Contribution, names: Mapping[str, str], language: Language) -> str:
    day = format_date(one.on, language) if one.on else ""
    resource = names.get(one.resource_id, one.resource_id) or one.line_id
    return " — ".join(filter(None, (day, resource, one.evidence)))


def _paragraphs(prose: Prose) -> list[str]:
    """The words as they were written, a paragraph a cell."""
    text = prose.text
    if prose.front_matter_line:
        text = text.split("---", 2)[-1]
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
