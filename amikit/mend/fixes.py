"""Which findings can be put right without guessing, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from amikit.compute.periods import in_window
from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic, Report
from amikit.i18n import Text
from amikit.load.dossier import SETTINGS_FILE
from amikit.load.faults import LOST_CENTS, UNKNOWN_COLUMN, UNKNOWN_KEY
from amikit.mend.edits import Addition, Edit, Replacement
from amikit.model.catalog import Expectation, Form, Resource, Usage
from amikit.model.values import Period
from amikit.spelling import Suggestion

_MENTION = "REC001"
_UNKNOWN_RESOURCE = "REC002"
_POINT_FOR_CENTS = "BUD020"
_DECLARED_USAGE = Usage.USE
_ANY_TIME = Period()


@dataclass(frozen=True, slots=True)
class Fix:
    """One finding, and the edit of one file that settles it."""

    found: Diagnostic
    path: Path
    edit: Edit
    says: Text
    """What it does, for the person who decides."""


def find_fixes(report: Report, proposal: Proposal | None) -> list[Fix]:
    """The safe fixes of what nobody excused: typing mistakes without a doubt, cents cut by a comma,
    resources named and not declared."""
    fixes = [fix for found in report.standing for fix in _fixes_of(found, proposal)]
    # Two wrong words for one right one, in one place: which was meant, nobody knows.
    rivals = Counter(_place_of(fix) for fix in fixes)
    return [fix for fix in fixes if rivals[_place_of(fix)] == 1 or not _names_something(fix)]


def _place_of(fix: Fix) -> tuple[Path, str, str]:
    new = fix.edit.new if isinstance(fix.edit, Replacement) else ""
    return fix.path, fix.found.about, f"{fix.found.code} {new}"


def _names_something(fix: Fix) -> bool:
    """Whether the fix changes a key or the name of a column, of which there is one each."""
    return fix.found.fault in (UNKNOWN_KEY, UNKNOWN_COLUMN)


def _fixes_of(found: Diagnostic, proposal: Proposal | None) -> Iterator[Fix]:
    span, suggestion = found.span, found.facts.get("hint")
    if isinstance(suggestion, Suggestion) and suggestion.is_certain and span.length:
        if found.code == _UNKNOWN_RESOURCE and proposal and suggestion.meant in proposal.dossier.uses_by_id:
            return  # it would be declared twice
        edit = Replacement(span.line, span.column, span.length, suggestion.typed, suggestion.meant)
        said = Text(f"« {edit.old} » devient « {edit.new} »", f"“{edit.old}” becomes “{edit.new}”")
        yield Fix(found, span.path, edit, said)
    elif found.fault is LOST_CENTS:
        amount = str(found.facts["amount"])
        said = Text(f"« {amount} » est mis entre guillemets", f"“{amount}” is put between quotes")
        yield Fix(found, span.path, Replacement(span.line, span.column, len(amount), amount, f'"{amount}"'), said)
    elif found.code == _POINT_FOR_CENTS:
        amount, cents = str(found.facts["text"]), found.facts["amount_cents"]
        if isinstance(cents, int) and cents >= 0:
            usual = f"{cents // 100},{cents % 100:02d}"
            said = Text(f"« {amount} » devient « {usual} »", f"“{amount}” becomes “{usual}”")
            yield Fix(found, span.path, Replacement(span.line, span.column, span.length, amount, usual), said)
    elif found.code == _MENTION and proposal is not None:
        resource = proposal.catalog.get(str(found.facts["id"]))
        if resource is not None:
            said = Text(
                f"la ressource « {resource.name} » est déclarée : complétez-la",
                f"the resource “{resource.name}” is declared: complete it",
            )
            addition = Addition("ressources", tuple(declaration(resource, period=proposal.dossier.settings.period)))
            yield Fix(found, proposal.dossier.root / SETTINGS_FILE, addition, said)


def declaration(
    resource: Resource, usage: Usage = _DECLARED_USAGE, purpose: str = "", period: Period = _ANY_TIME
) -> Iterator[str]:
    """A resource to declare, what its steward hopes for waiting to be answered; ``purpose`` is YAML already.

    What holds at no time of ``period`` is left out: nobody expects it of this project.
    """
    yield f"ressource: {resource.id}  # ou, si vous la citez sans plus : dans mentions_sans_engagement"
    yield f"usage: [{usage}]  # ou : {', '.join(other for other in Usage if other is not usage)}"
    if purpose:
        yield f"pour: {purpose}"
    known = [one for one in resource.expectations if in_window(one.valid, period)]
    expected = [one for one in known if one.trigger in usage.triggers]
    if expected:
        yield "engagements:"
        for expectation in expected:
            yield f"  - reponse_a: {expectation.id}  # {_what_to_fill(expectation)}"
    for expectation in known:
        if expectation not in expected:
            yield f"# Pour {_USES[expectation.trigger]} : reponse_a: {expectation.id} ; {_what_to_fill(expectation)}"


_USES = {
    Usage.MENTION: "la citer",
    Usage.USE: "s'en servir",
    Usage.DEPLOYMENT: "la déployer",
    Usage.SUPPORT: "accompagner d'autres lieux",
}


def _what_to_fill(expectation: Expectation) -> str:
    """The keys that the commitment still wants, in the French of the files."""
    if expectation.form is Form.ACT:
        return "ajoutez description, responsable et echeance"
    unit = "heures bénévoles" if expectation.form is Form.TIME else "argent"
    return f"{unit} : ajoutez lignes: [...], celles de depenses.csv qui le paient"


def by_path(fixes: Iterable[Fix]) -> dict[Path, list[Fix]]:
    """The fixes of each file, in the order of the findings."""
    files: dict[Path, list[Fix]] = {}
    for fix in fixes:
        files.setdefault(fix.path, []).append(fix)
    return files
