"""A proposed allocation, as changes to a dossier: lines to add to the budget, and the decision to sign.

Lines are only ever added, for what the budget does not give yet: what it gives beyond the proposal is
for people to take away. A second run therefore adds nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from amikit.compute.allocation.proposed import ProposedAllocation, ProposedResource
from amikit.compute.proposal import Proposal
from amikit.i18n import Language, Text, say
from amikit.load.validate import keys_of
from amikit.mend.decision import decision_text
from amikit.mend.files import Change, decode
from amikit.model.budget import DestinationKind, Expense, Nature
from amikit.model.dossier import Dossier
from amikit.money import decimal_mark
from amikit.paths import shared_path
from amikit.source.csv import CsvTable, parse_csv
from amikit.spelling import same_word

EXPENSES_FILE = Path("budget", "depenses.csv")
_NEEDED = ("ligne", "destination", "montant")
_FORMULA = "=+-@\t\r "
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A resource to which the budget already gives more than is proposed."""

    name: str
    cents: int


@dataclass(frozen=True, slots=True)
class AllocationChanges:
    """What would be written, and what is left to people."""

    changes: tuple[Change, ...]
    excesses: tuple[Excess, ...] = ()
    is_budget_refused: bool = False
    """Whether lines are wanting that the table cannot take: a column it needs is not there."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What the proposal gives for one thing: a step, or the resource itself."""

    resource: ProposedResource
    step_id: str
    label: str
    cents: int


def plan_allocation(allocation: ProposedAllocation, proposal: Proposal, day: date) -> AllocationChanges:
    """The lines that are wanting, below those of the budget, and a decision of that day, not yet adopted."""
    dossier, language = proposal.dossier, proposal.dossier.settings.language
    changes: list[Change] = []
    excesses: list[Excess] = []
    is_refused = False
    if allocation.is_calculated:
        wanting = [part for resource in allocation.resources for part in _wanting(resource, dossier, language)]
        lines = [_cells(part, proposal, allocation, day, language) for part in wanting]
        change = _budget_change(dossier, lines) if lines else None
        is_refused = bool(lines) and change is None
        changes += [change] if change else []
        excesses = [
            Excess(one.name, one.planned_cents - (one.proposed_cents or 0))
            for one in allocation.resources
            if one.planned_cents > (one.proposed_cents or 0)
        ]
    decision = _decision_change(allocation, dossier, day, language)
    changes += [decision] if decision else []
    return AllocationChanges(tuple(changes), tuple(excesses), is_refused)


def _wanting(resource: ProposedResource, dossier: Dossier, language: Language) -> Iterator[_Part]:
    """What the budget does not give yet: a line that names a step pays it, the others pay in order."""
    given: dict[str, int] = {}
    for line in dossier.budget.expenses:
        if line.is_cash and line.destination is not None and line.feeds(resource.id):
            step_id = line.destination.step_id
            given[step_id] = given.get(step_id, 0) + line.cents
    parts = list(_parts(resource, language))
    owed = []
    for part in parts:
        own = min(given.get(part.step_id, 0), part.cents) if part.step_id else 0
        given[part.step_id] = given.get(part.step_id, 0) - own
        owed.append(part.cents - own)
    spare = sum(given.values())
    for part, cents in zip(parts, owed, strict=True):
        paid = min(spare, cents)
        spare -= paid
        if cents > paid:
            yield _Part(resource, part.step_id, part.label, cents - paid)


def _parts(resource: ProposedResource, language: Language) -> Iterator[_Part]:
    steps = [step for step in resource.steps if step.is_paid and step.net_cents]
    own = (resource.proposed_cents or 0) - sum(step.net_cents for step in steps)
    if own:
        yield _Part(resource, "", say(_CONTRIBUTE, {"name": resource.name}, language), own)
    for step in steps:
        yield _Part(resource, step.id.partition("/")[2], step.title, step.net_cents)


def _cells(
    part: _Part, proposal: Proposal, allocation: ProposedAllocation, day: date, language: Language
) -> dict[str, str]:
    """A line as the columns want it; what nobody said yet (account, funder) stays blank, and findings ask for it."""
    resource = proposal.catalog.get(part.resource.id)
    steward = resource.steward if resource else None
    start = proposal.dossier.settings.period.start_on
    target = f"{part.resource.id}/{part.step_id}" if part.step_id else part.resource.id
    facts = {"mode": allocation.mode.value, "day": day.isoformat()}
    return {
        "libelle": part.label.lstrip(_FORMULA) or part.resource.id,
        "destination": f"{DestinationKind.RESOURCE.value}:{target}",
        "annee": str(start.year) if start else "",
        "nature": Nature.CASH.value,
        "montant": f"{part.cents // 100},{part.cents % 100:02d}",
        "beneficiaire": "porteur" if steward is not None and steward.name else "",
        "motif": say(_REASON, facts, language),
    }


def _budget_change(dossier: Dossier, lines: Sequence[Mapping[str, str]]) -> Change | None:
    """The table with these lines below its own, in its encoding, its separator and its columns."""
    path = dossier.root / EXPENSES_FILE
    is_new = not path.exists()
    before = b"" if is_new else path.read_bytes()
    text, bom, encoding = decode(before or shared_path("new/depenses.csv").read_bytes())
    table = parse_csv(text.replace("\r\n", "\n").replace("\r", "\n"), path)
    columns = [same_word(column, keys_of(Expense)) or column for column in table.columns]
    if not _is_inside(path, dossier) or any(name not in columns for name in _NEEDED):
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    mark = next((mark for row in table.rows if (mark := decimal_mark(row.get("montant") or ""))), "")
    mark = mark or ("." if table.separator == "," else ",")
    added = io.StringIO()
    writer = csv.writer(added, delimiter=table.separator, lineterminator=end)
    for number, line in enumerate(lines, start=_first_number(dossier, table)):
        cells = {"ligne": f"D{number}", **line, "montant": line["montant"].replace(",", mark)}
        writer.writerow([cells.get(column, "") for column in columns])
    whole = text if not text or text.endswith(("\n", "\r")) else text + end
    try:
        after = bom + (whole + added.getvalue()).encode(encoding)
    except UnicodeEncodeError:  # a letter that the table's old encoding has not: the diff shows what becomes of it
        after = bom + (whole + added.getvalue()).encode(encoding, "replace")
    return Change(path, before, after, is_new=is_new)


def _first_number(dossier: Dossier, table: CsvTable) -> int:
    """The number after the greatest of the lines D1, D2…, those that could not be read included."""
    names = [*(line.id for line in dossier.budget.expenses), *(row.get("ligne") or "" for row in table.rows)]
    numbers = [int(name[1:]) for name in names if name[:1] in "Dd" and name[1:].isdecimal() and len(name) < 9]
    return max(numbers, default=0) + 1


def _decision_change(allocation: ProposedAllocation, dossier: Dossier, day: date, language: Language) -> Change | None:
    """A new file, beside those of the same day that say something else; None when one says the same."""
    content = decision_text(allocation, language).encode()
    folder, stem = dossier.root / "decisions", f"{day.isoformat()}-repartition"
    path, number = folder / f"{stem}.md", 1
    while path.exists() or path.is_symlink():
        if path.is_file() and path.read_bytes() == content:
            return None
        number += 1
        path = folder / f"{stem}-{number}.md"
    return Change(path, b"", content, is_new=True) if _is_inside(path, dossier) else None


def _is_inside(path: Path, dossier: Dossier) -> bool:
    """Whether a file is the dossier's to write, links followed."""
    return not path.is_symlink() and path.resolve().is_relative_to(dossier.root.resolve())


_CONTRIBUTE = Text("Contribuer à {name}", "Contribute to {name}")
_REASON = Text(
    "Proposition de répartition du {day} ({mode}), à consentir", "Proposed allocation of {day} ({mode}), to consent to"
)
