"""Read ``allocation/bulletins.csv``: a line per member, a column per step; a fault is said at its cell.

One line per member is how a facilitator fills a spreadsheet, and how a form exports its answers: a weight
stands in one cell, and nobody can support the same step twice without a second line or a second column,
which is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Text
from amikit.load import faults
from amikit.load.reader import FolderReader
from amikit.model.ballots import Ballot, Ballots
from amikit.model.consortium import Member
from amikit.money import NumberError, parse_decimal
from amikit.source.csv import CsvRow, CsvTable
from amikit.source.span import Problem, Span
from amikit.spelling import did_you_mean, fold

BALLOTS_FILE = Path("allocation", "bulletins.csv")
MEMBER, WEIGHT = "membre", "poids"
_LARGEST = 1_000_000
_YES = frozenset({"oui", "o", "x", "yes", "vrai", "true", "✓", "✔"})
_NO = frozenset({"non", "n", "no", "faux", "false", "-", "–"})

VOTES_TWICE = Fault(
    "REP001",
    Severity.ERROR,
    Text("« {member} » a déjà un bulletin, ligne {first}.", "“{member}” already has a ballot, on line {first}."),
    Text("Gardez l'un des deux, ou réunissez-les.", "Keep one of the two, or put them together."),
)
VOTES_FOR_NOTHING = Fault(
    "REP002",
    Severity.ERROR,
    Text("Le bulletin de « {member} » ne soutient rien.", "The ballot of “{member}” supports nothing."),
    Text(
        "Écrivez « oui » ou des points dans au moins une colonne, ou retirez la ligne.",
        "Write “oui” or points in one column at least, or remove the line.",
    ),
)
UNKNOWN_STEP = Fault(
    "REP003",
    Severity.ERROR,
    Text(
        "« {name} » n'est ni une ressource déclarée, ni l'une de ses étapes chiffrées.",
        "“{name}” is neither a declared resource nor one of its costed steps.",
    ),
    Text("{hint}", "{hint}"),
)
UNKNOWN_MEMBER = Fault(
    "REP004",
    Severity.ERROR,
    Text("« {member} » n'est pas un membre du consortium.", "“{member}” is not a member of the consortium."),
    Text("{hint}", "{hint}"),
)
NOT_A_VOICE = Fault(
    "REP005",
    Severity.ERROR,
    Text("« {text} » n'est pas une voix.", "“{text}” is not a voice."),
    Text("Écrivez « oui », un nombre entier de points, ou rien.", "Write “oui”, a whole number of points, or nothing."),
)
NOT_A_WEIGHT = Fault(
    "REP006",
    Severity.ERROR,
    Text("« {text} » n'est pas un poids.", "“{text}” is not a weight."),
    Text("Écrivez un nombre entier, 1 ou plus ; rien vaut 1.", "Write a whole number, 1 or more; nothing counts as 1."),
)
FAULTS = (VOTES_TWICE, VOTES_FOR_NOTHING, UNKNOWN_STEP, UNKNOWN_MEMBER, NOT_A_VOICE, NOT_A_WEIGHT)


def load_ballots(
    path: Path, members: Sequence[Member], known: Collection[str]
) -> tuple[Ballots | None, list[Diagnostic]]:
    """The ballots of a file, and what is wrong with it; None when anything is: no voice is counted without the others.

    ``known`` are the steps, ``dokos/imports``, and the resources that a column may name.
    """
    reader = FolderReader(path.parent)
    about = f"allocation/{path.stem}"
    table = reader.read_table(path, about)
    if table is None or not table.columns:
        return None, reader.diagnostics
    if MEMBER not in table.columns:
        columns = f"{MEMBER}; {WEIGHT}; {'; '.join(sorted(known)[:3])}…"
        reader.report(
            faults.MISSING_COLUMN, Span(path, table.header_line), about, column=MEMBER, columns=columns.rstrip(";… ")
        )
        return None, reader.diagnostics
    steps = _steps_by_column(reader, table, known, about)
    ballots = tuple(_ballots(reader, table, steps, members, about))
    if any(found.severity is Severity.ERROR for found in reader.diagnostics):
        return None, reader.diagnostics
    return Ballots(path, ballots), reader.diagnostics


def _steps_by_column(reader: FolderReader, table: CsvTable, known: Collection[str], about: str) -> Mapping[str, str]:
    """What each column supports; one that names nothing known, or the same thing as another, is said."""
    by_key = {_key(name): name for name in known}
    steps: dict[str, str] = {}
    for place, column in enumerate(table.columns):
        if not column or column in (MEMBER, WEIGHT) or column in table.columns[:place]:
            continue
        span = table.span_at(table.header_line, place)
        name = by_key.get(_key(column))
        if name is None:
            reader.report(UNKNOWN_STEP, span, about, name=column, hint=did_you_mean(column, known))
        elif name in steps.values():
            twice = Problem("csv-duplicate-column", span, {"column": column})
            reader.diagnostics.append(faults.from_problem(twice, about))
        else:
            steps[column] = name
    return steps


def _ballots(
    reader: FolderReader, table: CsvTable, steps: Mapping[str, str], members: Sequence[Member], about: str
) -> Iterator[Ballot]:
    ids = {fold(member.name): member.id for member in members if member.name} | {one.id: one.id for one in members}
    lines: dict[str, int] = {}
    is_whole = len(steps) == sum(bool(column) and column not in (MEMBER, WEIGHT) for column in table.columns)
    for row in table.rows:
        typed, span = row.get(MEMBER) or "", row.span_of(MEMBER)
        if fold(typed).startswith(("total", "sous-total")):
            reader.report(faults.SUM_LINE, span, about, name=typed)
            continue
        member_id = ids.get(fold(typed))
        points = _points(reader, row, steps, about)
        weight = _weight(reader, row, about)
        if member_id is None:
            reader.report(UNKNOWN_MEMBER, span, about, member=typed, hint=did_you_mean(typed, sorted(ids.values())))
        elif member_id in lines:
            reader.report(VOTES_TWICE, span, about, member=typed, first=lines[member_id])
        else:
            lines[member_id] = row.line
            if is_whole and not points:
                reader.report(VOTES_FOR_NOTHING, span, about, member=typed)
            yield Ballot(member_id, {name: given for name, given in points.items() if given}, weight)


def _points(reader: FolderReader, row: CsvRow, steps: Mapping[str, str], about: str) -> dict[str, int]:
    """What a line supports; a cell that cannot be read counts as something, so that it is said once."""
    points: dict[str, int] = {}
    for column, name in steps.items():
        text = row.get(column)
        given = _voice(text) if text else 0
        if given is None:
            reader.report(NOT_A_VOICE, row.span_of(column), about, text=text)
        if given != 0:
            points[name] = given or 0
    return points


def _voice(text: str) -> int | None:
    """Points: 1 for a yes, 0 for a no; None for what is neither a voice nor a whole number."""
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return int(word in _YES)
    try:
        number = parse_decimal(text)
    except NumberError:
        return None
    return int(number) if number.denominator == 1 and 0 <= number <= _LARGEST else None


def _weight(reader: FolderReader, row: CsvRow, about: str) -> int:
    text = row.get(WEIGHT)
    if not text:
        return 1
    try:
        number = parse_decimal(text)
    except NumberError:
        number = parse_decimal("0")
    if number.denominator == 1 and 1 <= number <= _LARGEST:
        return int(number)
    reader.report(NOT_A_WEIGHT, row.span_of(WEIGHT), about, text=text)
    return 1


def _key(name: str) -> tuple[str, ...]:
    """A resource or a step, however it is typed: ``ressource:Dokos / imports`` is ``dokos/imports``."""
    kind, colon, rest = name.partition(":")
    typed = rest if colon and fold(kind) == "ressource" else name
    return tuple(fold(part) for part in typed.split("/"))
