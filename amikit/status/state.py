"""One value that says where an answer stands; a screen shows it, and ``docs/contrats.md`` promises its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic, Report, Severity
from amikit.model.agreement import AgreementStatus
from amikit.model.call import SectionRole, SectionSpec
from amikit.model.catalog import Form
from amikit.pipeline import Checked
from amikit.render.sections import FilledSection
from amikit.rules.blanks import TEMPLATE_BLANK
from amikit.rules.lengths import limits_pages
from amikit.status.requirements import Requirement, list_requirements
from amikit.status.steps import Step, choose_steps

_RECIPROCITY = "reciprocite"
"""The annex, in every call: what is about a resource is printed there."""


class SectionState(StrEnum):
    """How far a section is; a juror leaves at the first thin one."""

    DONE = "done"
    THIN = "thin"
    """Fewer words than the call advises."""
    INCOMPLETE = "incomplete"
    """A blank of the template, or an error or something to do in what it prints."""
    EMPTY = "empty"
    """Nothing of the consortium's where only it can write, or nothing at all."""


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """One section of the call, in the order of the document."""

    id: str
    title: str
    state: SectionState
    words_count: int
    """Of the consortium's own prose: a template's words are not counted."""
    words_min: int | None
    words_max: int | None
    blanks_count: int
    """Blanks of the template that no file fills in yet."""
    findings_count: int
    """Errors and things to do in what the section prints: the budget, the attachments, the decisions…"""
    required: bool
    is_own: bool
    """Whether the consortium itself must write it."""


@dataclass(frozen=True, slots=True)
class ResourceStatus:
    """One declared resource: what is expected, what is promised, what its steward said."""

    id: str
    name: str
    expected_cents: int
    """Firm expectations alone, published or agreed; a proposed one has no place in a total."""
    expected_hours: Fraction
    committed_cents: int
    committed_hours: Fraction
    acts_count: int
    """Acts promised in kind."""
    agreement: AgreementStatus | None
    """None while its steward was not asked."""
    agreed_on: date | None


@dataclass(frozen=True, slots=True)
class Status:
    """Where an answer stands on a day."""

    errors_count: int
    todos_count: int
    advices_count: int
    steps: tuple[Step, ...]
    """What to do before anything else: five at most."""
    title: str = ""
    call_title: str = ""
    deadline_on: date | None = None
    has_deadline: bool = False
    """Whether a deadline is written, even one that cannot be read."""
    days_left: int | None = None
    """Whole days until the deadline, 0 on the day itself, negative afterwards."""
    has_pages_to_count: bool = False
    """Whether the call limits pages: a build alone counts them, and may still refuse."""
    sections: tuple[SectionStatus, ...] = ()
    resources: tuple[ResourceStatus, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether nothing that a check can see prevents a final document."""
        return not self.errors_count and not self.todos_count


def compute_status(checked: Checked, today: date) -> Status:
    """Where an answer stands on that day, from what a check found; an unreadable folder has steps alone."""
    report, proposal = checked.report, checked.proposal
    status = Status(
        errors_count=report.count(Severity.ERROR),
        todos_count=report.count(Severity.TODO),
        advices_count=report.count(Severity.ADVICE),
        steps=choose_steps(report),
    )
    if proposal is None:
        return status
    settings = proposal.dossier.settings
    deadline_on = settings.deadline_on
    return replace(
        status,
        title=settings.title,
        call_title=proposal.call.title,
        deadline_on=deadline_on,
        has_deadline=deadline_on is not None or proposal.dossier.is_unread(settings.at("deadline_on")),
        days_left=(deadline_on - today).days if deadline_on else None,
        has_pages_to_count=limits_pages(proposal.call),
        sections=list_sections(proposal, {one.spec.id: one for one in checked.rendered.sections}, report),
        resources=list_resources(proposal),
        requirements=list_requirements(proposal, report),
    )


def list_sections(proposal: Proposal, filled: Mapping[str, FilledSection], report: Report) -> tuple[SectionStatus, ...]:
    """Every section that will be printed, or that should be."""
    return tuple(
        _section(spec, proposal, filled.get(spec.id), report)
        for spec in proposal.call.sections
        if spec.id in filled or spec.required or spec.own_words
    )


def _section(spec: SectionSpec, proposal: Proposal, filled: FilledSection | None, report: Report) -> SectionStatus:
    written = proposal.dossier.sections.get(spec.id)
    count = written.prose.words_count if written else 0
    excused = {found.about for found in report.excused}
    blanks = sum(one.about not in excused for one in filled.diagnostics) if filled else 0
    findings = sum(_is_printed_in(spec, found) for found in report.standing)
    has_nothing = spec.id == _RECIPROCITY and not proposal.dossier.settings.uses
    if (spec.own_words and not count) or filled is None or not filled.filled.markdown.strip() or has_nothing:
        state = SectionState.EMPTY
    elif blanks or findings:
        state = SectionState.INCOMPLETE
    elif spec.words_min and count < spec.words_min:
        state = SectionState.THIN
    else:
        state = SectionState.DONE
    return SectionStatus(
        id=spec.id,
        title=filled.title if filled else spec.title,
        state=state,
        words_count=count,
        words_min=spec.words_min,
        words_max=spec.words_max,
        blanks_count=blanks,
        findings_count=findings,
        required=spec.required,
        is_own=spec.own_words,
    )


def _is_printed_in(spec: SectionSpec, found: Diagnostic) -> bool:
    """Whether a section prints what an error or something to do is about: the budget, ``pieces/rib``, its own text.

    The blanks of the template are counted apart.
    """
    if found.severity is Severity.ADVICE or found.fault is TEMPLATE_BLANK:
        return False
    family, _, name = found.about.partition("/")
    prints = {spec.id, *(("budget",) if spec.role is SectionRole.MONEY else ())}
    prints |= {"ressources"} if spec.id == _RECIPROCITY else set()
    return family in prints or (family in ("sections", "dossier") and name in prints)


def list_resources(proposal: Proposal) -> tuple[ResourceStatus, ...]:
    statuses = []
    for use in proposal.dossier.settings.uses:
        rows = proposal.ledger.of_resource(use.resource_id)
        if not rows:
            continue
        firm = [row for row in rows if row.is_firm]
        statuses.append(
            ResourceStatus(
                use.resource_id,
                rows[0].resource.name,
                sum(row.expected_cents or 0 for row in firm),
                sum((row.expected_hours or Fraction(0) for row in firm), Fraction(0)),
                sum(row.committed_cents for row in rows),
                sum((row.committed_hours for row in rows), Fraction(0)),
                sum(len(row.promised_acts) for row in rows if row.form is Form.ACT),
                use.agreement.status if use.agreement else None,
                use.agreement.on if use.agreement else None,
            )
        )
    return tuple(statuses)
