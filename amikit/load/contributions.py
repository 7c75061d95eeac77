"""Read ``suivi/``: what was done and paid, a line at a time; a fault is said at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Language, Text, format_euros, format_hours
from amikit.load import faults
from amikit.load.reader import FolderReader
from amikit.load.tables import name_columns
from amikit.load.validate import keys_of
from amikit.model.budget import BudgetLine, DestinationKind, Expense
from amikit.model.contributions import Contribution, ContributionKind, Journal
from amikit.model.dossier import Dossier
from amikit.money import round_half_up
from amikit.source.markdown import Prose
from amikit.source.span import Span
from amikit.spelling import did_you_mean, fold

_Figure = TypeVar("_Figure")

CONTRIBUTIONS_FILE = Path("suivi", "contributions.csv")
_ABOUT = "suivi/contributions"

UNKNOWN_RESOURCE = Fault(
    "SUI001",
    Severity.ERROR,
    Text(
        "« {name} » n'est pas une ressource de cette réponse.",
        "“{name}” is not a resource of this answer.",
    ),
    Text("{hint}", "{hint}"),
)
UNKNOWN_PERSON = Fault(
    "SUI002",
    Severity.ERROR,
    Text("« {name} » n'est pas dans « personnes ».", "“{name}” is not in “personnes”."),
    Text("{hint}", "{hint}"),
)
UNKNOWN_LINE = Fault(
    "SUI003",
    Severity.ERROR,
    Text(
        "« {name} » n'est ni une dépense du budget, ni une recette en argent.",
        "“{name}” is neither an expense of the budget nor an income in cash.",
    ),
    Text("{hint}", "{hint}"),
)
OUTSIDE_PROJECT = Fault(
    "SUI004",
    Severity.ERROR,
    Text(
        "Le {day_on} est hors du projet ({bound} le {bound_on}).",
        "{day_on} is outside the project ({bound} {bound_on}).",
    ),
    Text(
        "Corrigez la date, ou « periode » dans dossier.yaml si le projet a été prolongé.",
        "Correct the date, or “periode” in dossier.yaml if the project was extended.",
    ),
)
OTHER_AMOUNT = Fault(
    "SUI005",
    Severity.ERROR,
    Text(
        "{hours_hours} au taux de la ligne {line} font {expected_cents}, et non {amount_cents}.",
        "{hours_hours} at the rate of line {line} make {expected_cents}, not {amount_cents}.",
    ),
    Text(
        "Corrigez les heures ou le montant ; laissé vide, le montant se calcule.",
        "Correct the hours or the amount; left empty, the amount is computed.",
    ),
)
HOURS_OF_NOBODY = Fault(
    "SUI006",
    Severity.ERROR,
    Text("Personne n'est nommé pour ces {hours_hours}.", "Nobody is named for these {hours_hours}."),
    Text(
        "Écrivez dans « personne » l'identifiant de qui les a faites.",
        "Write in “personne” the identifier of who did them.",
    ),
)
SAID_TWICE = Fault(
    "SUI007",
    Severity.ERROR,
    Text("Cette ligne est la même que la ligne {first}.", "This line is the same as line {first}."),
    Text(
        "Retirez l'une des deux ; s'il y a eu deux fois la même chose, réunissez-les ou distinguez leurs preuves.",
        "Remove one of the two; if the same thing happened twice, put them together or tell their evidence apart.",
    ),
)
NEGATIVE = Fault(
    "SUI008",
    Severity.ERROR,
    Text("Ce nombre est négatif : {figure}.", "This number is negative: {figure}."),
    Text(
        "Corrigez ou retirez la ligne qui était de trop, plutôt que de la compenser.",
        "Correct or remove the line that was one too many, rather than offset it.",
    ),
)
OTHER_THAN_ITS_LINE = Fault(
    "SUI009",
    Severity.ERROR,
    Text(
        "La ligne {line} du budget dit « {planned} », celle-ci « {written} ».",
        "Line {line} of the budget says “{planned}”, this one “{written}”.",
    ),
    Text(
        "Nommez la ligne du budget qui est réalisée, ou videz la case « ligne ».",
        "Name the line of the budget that is carried out, or empty the cell “ligne”.",
    ),
)
INCOMPLETE = Fault(
    "SUI010",
    Severity.TODO,
    Text("Il manque encore {missing}.", "Still missing: {missing}."),
    Text("Tant que c'est vide, cette ligne compte pour rien.", "While it is empty, this line counts for nothing."),
)
FAULTS = (
    UNKNOWN_RESOURCE, UNKNOWN_PERSON, UNKNOWN_LINE, OUTSIDE_PROJECT, OTHER_AMOUNT, HOURS_OF_NOBODY, SAID_TWICE,
    NEGATIVE, OTHER_THAN_ITS_LINE, INCOMPLETE,
)  # fmt: skip


def load_journal(dossier: Dossier) -> tuple[Journal, list[Diagnostic]]:
    """The folder ``suivi/`` of a dossier, empty when there is none, and what is wrong with it."""
    reader = FolderReader(dossier.root)
    rows = tuple(_contributions(reader, dossier))
    words = (_prose(reader, name) for name in ("bilan", "ecarts", "charges-indirectes", "observations"))
    return Journal(rows, *words), reader.diagnostics


def _prose(reader: FolderReader, name: str) -> Prose | None:
    path = reader.root / "suivi" / f"{name}.md"
    return reader.read_prose(path, f"suivi/{name}") if path.exists() or path.is_symlink() else None


def _contributions(reader: FolderReader, dossier: Dossier) -> Iterator[Contribution]:
    path = reader.root / CONTRIBUTIONS_FILE
    if not path.exists() and not path.is_symlink():
        return
    table = reader.read_table(path, _ABOUT)
    if table is None or not table.columns:
        return
    known = keys_of(Contribution)
    name_columns(reader, table, known, _ABOUT)
    if "date" not in table.columns:
        place = Span(path, table.header_line)
        reader.report(faults.MISSING_COLUMN, place, _ABOUT, column="date", columns="; ".join(known))
        return
    checker = _Checker(reader, dossier)
    for row in table.rows:
        for column in [column for column in row if column not in known]:
            del row[column]
        sum_name = next((cell for cell in row.values() if cell), "")
        if fold(sum_name).startswith(("total", "sous-total")):
            reader.report(faults.SUM_LINE, row.span(), _ABOUT, name=sum_name)
            continue
        before = len(reader.diagnostics)
        contribution = reader.entity(Contribution, row, path, f"{_ABOUT}/{row.line}")
        if contribution is not None:
            if len(reader.diagnostics) == before:  # one cause, one message
                checker.check(contribution, row.line)
            yield contribution


class _Checker:
    """What a line must agree with: the answer, the budget, and the lines above."""

    def __init__(self, reader: FolderReader, dossier: Dossier) -> None:
        self._reader = reader
        self._period = dossier.settings.period
        self._people = {person.id for person in dossier.settings.people}
        self._expenses: Mapping[str, Expense] = dossier.budget.expenses_by_id
        self._lines: dict[str, BudgetLine] = {line.id: line for line in dossier.budget.incomes if line.is_cash} | dict(
            self._expenses
        )
        fed = (line.destination for line in dossier.budget.expenses)
        self._resources = {use.resource_id for use in dossier.settings.uses} | {
            one.target_id for one in fed if one is not None and one.kind is DestinationKind.RESOURCE
        }
        self._seen: dict[tuple[object, ...], int] = {}

    def check(self, one: Contribution, line: int) -> None:
        self._check_names(one)
        self._check_day(one)
        self._check_figures(one)
        self._check_line(one)
        missing = self._missing(one)
        if missing is not None:
            self._say(INCOMPLETE, one, missing[0], missing=missing[1])
        first = self._seen.setdefault(tuple(getattr(one, name) for name in Contribution.model_fields), line)
        if first != line:
            self._say(SAID_TWICE, one, None, first=first)

    def _say(self, fault: Fault, one: Contribution, field: str | None, **facts: object) -> None:
        self._reader.report(fault, one.at(field), _ABOUT, **facts)

    def _check_names(self, one: Contribution) -> None:
        for fault, field, name, known in (
            (UNKNOWN_RESOURCE, "resource_id", one.resource_id, sorted(self._resources)),
            (UNKNOWN_PERSON, "person_id", one.person_id, sorted(self._people)),
            (UNKNOWN_LINE, "line_id", one.line_id, list(self._lines)),
        ):
            if name and name not in known:
                self._say(fault, one, field, name=name, hint=did_you_mean(name, known))

    def _check_day(self, one: Contribution) -> None:
        first, last = self._period.start_on, self._period.end_on
        if one.on and first and one.on < first:
            self._say(OUTSIDE_PROJECT, one, "on", day_on=one.on, bound=_BEGINS, bound_on=first)
        elif one.on and last and one.on > last:
            self._say(OUTSIDE_PROJECT, one, "on", day_on=one.on, bound=_ENDS, bound_on=last)

    def _check_figures(self, one: Contribution) -> None:
        is_negative = False
        if one.hours is not None and one.hours < 0:
            is_negative = True
            self._say(NEGATIVE, one, "hours", figure=_in_both(format_hours, one.hours))
        if one.amount_cents is not None and one.amount_cents < 0:
            is_negative = True
            self._say(NEGATIVE, one, "amount_cents", figure=_in_both(format_euros, one.amount_cents))
        if one.hours and not one.person_id and not is_negative:
            self._say(HOURS_OF_NOBODY, one, "hours", hours_hours=one.hours)
        line = self._expenses.get(one.line_id)
        if is_negative or line is None or not line.rate_cents or one.hours is None or one.amount_cents is None:
            return
        expected = round_half_up(one.hours * line.rate_cents)
        if expected != one.amount_cents:
            facts = {"hours_hours": one.hours, "expected_cents": expected, "amount_cents": one.amount_cents}
            self._say(OTHER_AMOUNT, one, "amount_cents", line=line.id, **facts)

    def _check_line(self, one: Contribution) -> None:
        line = self._lines.get(one.line_id)
        if line is None:
            return
        if one.kind.nature is not line.nature:
            facts = {"line": line.id, "planned": line.nature.value, "written": one.kind.value}
            self._say(OTHER_THAN_ITS_LINE, one, "kind", **facts)
        if isinstance(line, Expense) and one.resource_id and not line.feeds(one.resource_id):
            planned = str(line.destination or "").removeprefix("ressource:") or "–"
            facts = {"line": line.id, "planned": planned, "written": one.resource_id}
            self._say(OTHER_THAN_ITS_LINE, one, "resource_id", **facts)

    def _missing(self, one: Contribution) -> tuple[str, Text] | None:
        """The first thing that the line does not say yet, and where."""
        if one.on is None:
            return "on", Text("la date", "the date")
        if not one.resource_id and not one.line_id:
            return "resource_id", Text("la ressource, ou la ligne du budget", "the resource, or the line of the budget")
        if one.kind is ContributionKind.ACT:
            return None if one.evidence else ("evidence", Text("ce qui montre ce geste", "what shows this act"))
        if one.kind is ContributionKind.VOLUNTEERING:
            # What volunteering is worth may be left to the rate of the dossier; never how long it took.
            return None if one.hours is not None else ("hours", Text("les heures", "the hours"))
        line = self._expenses.get(one.line_id)
        has_rate = one.hours is not None and line is not None and bool(line.rate_cents)
        if one.amount_cents is None and not has_rate:
            return "amount_cents", Text("le montant", "the amount")
        return None


def _in_both(write: Callable[[_Figure, Language], str], figure: _Figure) -> Text:
    return Text(write(figure, "fr"), write(figure, "en"))


_BEGINS, _ENDS = Text("il commence", "it begins"), Text("il finit", "it ends")
