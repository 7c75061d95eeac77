"""The two sheets that the account is computed from: the lines with what was done of each, and the contributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction

from amikit.compute.followup import Deed, FollowUp, TrackedLine, account_of
from amikit.compute.gaps import describe_gap
from amikit.compute.progress import PROGRESS_WORDS, Measure
from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, format_date
from amikit.model.budget import Nature
from amikit.render.labels import label
from amikit.source.span import column_name
from amikit.workbook.formulas import Groups
from amikit.workbook.grid import Grid
from amikit.workbook.lines import range_name
from amikit.workbook.sheet import Cell, Range, Role, Sheet, Unit, Value


class Side(Enum):
    """On which side of the account a line stands."""

    CHARGE = auto()
    INCOME = auto()
    IN_KIND = auto()


SIDES: Mapping[Side, Text] = {
    Side.CHARGE: Text("charge", "charge"),
    Side.INCOME: Text("produit", "income"),
    Side.IN_KIND: Text("en nature", "in kind"),
}
LINES = Text("Lignes", "Lines")
CONTRIBUTIONS = Text("Contributions", "Contributions")
_FIRST_ROW = 3
_Columns = Mapping[str, tuple[Text, Unit, float]]
_LINES: _Columns = {
    "id": (Text("Ligne", "Line"), Unit.TEXT, 8),
    "label": (Text("Libellé", "Label"), Unit.TEXT, 40),
    "side": (Text("Charge ou produit", "Charge or income"), Unit.TEXT, 10),
    "account": (Text("Compte", "Account"), Unit.TEXT, 9),
    "destination": (Text("Vers", "Towards"), Unit.TEXT, 26),
    "payee": (Text("Qui est payé", "Who is paid"), Unit.TEXT, 22),
    "person": (Text("Personne", "Person"), Unit.TEXT, 16),
    "planned": (Text("Prévu", "Planned"), Unit.CENTS, 14),
    "done": (Text("Réalisé", "Done"), Unit.CENTS, 14),
    "left": (Text("Reste", "Left"), Unit.CENTS, 14),
    "over": (Text("Au-delà", "Beyond"), Unit.CENTS, 13),
    "hours": (Text("Heures prévues", "Hours planned"), Unit.HOURS, 10),
    "hours_done": (Text("Heures faites", "Hours done"), Unit.HOURS, 10),
    "hours_left": (Text("Heures qui restent", "Hours left"), Unit.HOURS, 10),
    "person_left": (Text("Dont à cette personne", "Of which to that person"), Unit.HOURS, 11),
    "state": (Text("État", "State"), Unit.TEXT, 13),
    "gap": (Text("Écart à expliquer", "Gap to explain"), Unit.TEXT, 50),
    "key": (Text("Clé", "Key"), Unit.TEXT, 18),
}
_DEEDS: _Columns = {
    "on": (Text("Date", "Date"), Unit.TEXT, 18),
    "line": (Text("Ligne", "Line"), Unit.TEXT, 8),
    "side": (Text("Charge ou produit", "Charge or income"), Unit.TEXT, 10),
    "nature": (Text("Genre", "Kind"), Unit.TEXT, 18),
    "destination": (Text("Vers", "Towards"), Unit.TEXT, 26),
    "person": (Text("Personne", "Person"), Unit.TEXT, 16),
    "hours": (Text("Heures", "Hours"), Unit.HOURS, 10),
    "amount": (Text("Montant retenu", "Amount counted"), Unit.CENTS, 15),
    "evidence": (Text("Preuve", "Evidence"), Unit.TEXT, 46),
    "key": (Text("Clé", "Key"), Unit.TEXT, 18),
}
AMOUNTS = ("planned", "done", "left", "over")
HOURS = ("hours", "hours_done", "hours_left")
_OUTSIDE = Text("Hors du budget prévu", "Outside the planned budget")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the plan, or one contribution that no line plans."""

    key: str
    tracked: TrackedLine
    side: Side
    person_id: str = ""
    person_done: Fraction = Fraction(0)
    """The hours that this very person did of the line."""


@dataclass(frozen=True, slots=True)
class Track:
    """What the sheets of the account share: the lines, the deeds, and the names of their columns."""

    followup: FollowUp
    language: Language
    rows: tuple[_Line, ...]
    keys: tuple[str, ...]
    """Of each deed, the key of its line."""
    lines: Mapping[str, str]
    """For each column of the lines, the name of its range."""
    deeds: Mapping[str, str]
    accounts: Mapping[str, str]
    """By the key of a line, the account that it is shown under."""

    @classmethod
    def of(cls, proposal: Proposal, followup: FollowUp, language: Language) -> Track:
        """From what was computed, to what the formulas add up."""
        keys = tuple(_key_of_deed(one, number) for number, one in enumerate(followup.deeds, 1))
        worked: dict[tuple[str, str], Fraction] = {}
        for key, deed in zip(keys, followup.deeds, strict=True):
            place = (key, deed.person_id)
            worked[place] = worked.get(place, Fraction(0)) + _hours(deed)
        rows = [_planned(one, worked) for one in followup.expenses if one.line is not None]
        rows += [
            _outside(key, deed) for key, deed in zip(keys, followup.deeds, strict=True) if not deed.contribution.line_id
        ]
        rows += [_Line(f"produit:{one.id}", one, Side.INCOME) for one in followup.incomes]
        plan = proposal.dossier.settings.account_plan
        accounts = {row.key: account_of(row.tracked, plan) for row in rows}
        lines = {name: range_name(LINES, title, language) for name, (title, _, _) in _LINES.items()}
        deeds = {name: range_name(CONTRIBUTIONS, title, language) for name, (title, _, _) in _DEEDS.items()}
        return cls(followup, language, tuple(rows), keys, lines, deeds, accounts)


def _key_of_deed(deed: Deed, number: int) -> str:
    line_id = deed.contribution.line_id
    if not line_id:
        return f"hors-budget:{number}"
    return f"produit:{line_id}" if deed.is_income else f"{deed.nature.value}:{line_id}"


def _hours(deed: Deed) -> Fraction:
    """Hours paid or volunteered; a loan is no work, nor is receiving money."""
    is_work = deed.nature in (Nature.CASH, Nature.VOLUNTEERING) and not deed.is_income
    return (deed.contribution.hours or Fraction(0)) if is_work else Fraction(0)


def _planned(one: TrackedLine, worked: Mapping[tuple[str, str], Fraction]) -> _Line:
    key, line = f"{one.nature.value}:{one.id}", one.line
    person_id = getattr(line, "person_id", "")
    side = Side.CHARGE if one.nature is Nature.CASH else Side.IN_KIND
    return _Line(key, one, side, person_id, worked.get((key, person_id), Fraction(0)))


def _outside(key: str, deed: Deed) -> _Line:
    """A line for what no line plans, so that sums find it."""
    is_cash = deed.nature is Nature.CASH
    hours = Measure(0, _hours(deed))
    tracked = TrackedLine(
        id="", label=_OUTSIDE, line=None, nature=deed.nature, is_due=False, cents=Measure(0, deed.cents),
        hours=hours if is_cash else Measure(),
        unpaid_hours=hours if deed.nature is Nature.VOLUNTEERING else Measure(),
        destination_id=deed.destination_id, payee_id=deed.payee_id,
    )  # fmt: skip
    return _Line(key, tracked, Side.CHARGE if is_cash else Side.IN_KIND, deed.person_id, Fraction(hours.done))


def lines_sheet(track: Track, about: str) -> Sheet:
    """Every line, with what was done of it, added up from the contributions."""
    groups = Groups.of(track.deeds["key"], [*track.keys, *(row.key for row in track.rows)])
    rows = [_line_cells(row, at, track, groups) for at, row in enumerate(track.rows, _FIRST_ROW)]
    return _sheet(LINES, _LINES, rows, track.lines, about, track.language)


def _line_cells(row: _Line, at: int, track: Track, groups: Groups) -> list[Cell]:
    one, language, deeds = row.tracked, track.language, track.deeds
    place = {name: f"{column_name(column)}{at + 1}" for column, name in enumerate(_LINES)}
    hours = one.hours or one.unpaid_hours
    person_left = max(Fraction(hours.forecast) - row.person_done, Fraction(0))
    of_person = f"SUMPRODUCT(({deeds['key']}={place['key']})*({deeds['person']}={place['person']})*{deeds['hours']})"
    said: dict[str, tuple[Value, str]] = {
        "id": (one.id or None, ""),
        "label": (one.label[language], ""),
        "side": (SIDES[row.side][language], ""),
        "account": (track.accounts[row.key] or None, ""),
        "destination": (one.destination_id or None, ""),
        "payee": (one.payee_id or None, ""),
        "person": (row.person_id or None, ""),
        "planned": (one.cents.forecast, ""),
        "done": (one.cents.done, groups.sum(deeds["amount"], place["key"], row.key)),
        "left": (one.cents.left, f"MAX(ROUND({place['planned']}-{place['done']},2),0)"),
        "over": (one.cents.over, f"MAX(ROUND({place['done']}-{place['planned']},2),0)"),
        "hours": (hours.forecast, ""),
        "hours_done": (hours.done, groups.sum(deeds["hours"], place["key"], row.key)),
        "hours_left": (hours.left, f"MAX(ROUND({place['hours']}-{place['hours_done']},6),0)"),
        "person_left": (person_left, f"MAX(ROUND({place['hours']}-{of_person},6),0)") if row.person_id else (None, ""),
        "state": (PROGRESS_WORDS[one.progress][language], ""),
        "gap": (describe_gap(one).say(language) if one.is_gap else None, ""),
        "key": (row.key, ""),
    }
    return [Cell(said[name][0], unit, _role(unit), said[name][1]) for name, (_, unit, _) in _LINES.items()]


def _role(unit: Unit) -> Role:
    """Nothing is shown of zero: most lines have no hours, or go beyond nothing."""
    return Role.COMPUTED if unit is Unit.TEXT else Role.WORTH


def contributions_sheet(track: Track, about: str) -> Sheet:
    """What was declared, in the order of the file, and what is counted of it."""
    language = track.language
    rows = []
    for key, deed in zip(track.keys, track.followup.deeds, strict=True):
        one = deed.contribution
        side = Side.INCOME if deed.is_income else Side.CHARGE
        said: dict[str, Value] = {
            "on": format_date(one.on, language) if one.on else None,
            "line": one.line_id or None,
            "side": SIDES[side if deed.nature is Nature.CASH else Side.IN_KIND][language],
            "nature": label(deed.nature, language),
            "destination": deed.destination_id or None,
            "person": deed.person_id or None,
            "hours": _hours(deed),
            "amount": deed.cents,
            "evidence": one.evidence or None,
            "key": key,
        }
        rows.append([Cell(said[name], unit, _role(unit)) for name, (_, unit, _) in _DEEDS.items()])
    return _sheet(CONTRIBUTIONS, _DEEDS, rows, track.deeds, about, language)


def _sheet(
    name: Text, columns: _Columns, rows: Sequence[list[Cell]], names: Mapping[str, str], about: str, language: Language
) -> Sheet:
    grid = Grid()
    grid.head(name[language], about)
    heads = [Cell(title[language], unit, Role.COMPUTED_HEADER) for title, unit, _ in columns.values()]
    grid.put_row(_FIRST_ROW - 1, heads)
    for at, cells in enumerate(rows, _FIRST_ROW):
        grid.put_row(at, cells)
    # A range is never empty: formulas add nothing up, rather than fail.
    last_row = _FIRST_ROW + max(len(rows), 1) - 1
    ranges = [Range(names[column], _FIRST_ROW, last_row, at) for at, column in enumerate(columns)]
    sheet = grid.sheet(name[language], [width for _, _, width in columns.values()], _FIRST_ROW - 1, ranges)
    return replace(sheet, printed_columns=len(columns) - 1)
