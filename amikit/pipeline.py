"""The whole programme on one screen: files → values → findings → document."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from amikit.compute.proposal import Proposal, compute_proposal
from amikit.diagnostics import Diagnostic, Report, Severity
from amikit.load.call import load_call
from amikit.load.catalog import load_catalog
from amikit.load.destinations import name_destinations
from amikit.load.dossier import load_dossier
from amikit.load.faults import OUTSIDE
from amikit.model.call import Call
from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier
from amikit.paths import catalog_root
from amikit.render.sections import Rendered, render_sections
from amikit.rules import excuse, run_rules, set_consequences_apart
from amikit.rules.blanks import TEMPLATE_BLANK
from amikit.source.span import Span

if TYPE_CHECKING:
    from amikit.render.answer import Answer

_LONGEST_EPOCH = 11
"""Digits of a SOURCE_DATE_EPOCH: eleven reach the year 5138."""
_NO_CALL = Call(id="sans-appel", title="")
AnyPath = Path | str
"""A path as Python or as a person writes it."""


@dataclass(frozen=True)
class Loaded:
    """What was written: every file read, and what could not be."""

    dossier: Dossier | None
    catalog: Catalog
    call: Call | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Checked:
    """What was found; the proposal and its sections as far as the files allow."""

    report: Report
    proposal: Proposal | None = None
    rendered: Rendered = field(default_factory=Rendered)


def load_folder(root: AnyPath, *, catalogs: Sequence[AnyPath] = (), template: AnyPath | None = None) -> Loaded:
    """Read a dossier, its call and the catalog; never raises for what a person wrote."""
    root, template = Path(root), Path(template) if template else None
    dossier, found = load_dossier(root)
    catalog, found_in_catalog = load_catalog(
        catalog_root(), own_root=root, others=[Path(folder) for folder in catalogs]
    )
    call = None
    if dossier is not None:
        asked_at = dossier.settings.at("call_id")
        call_id = template.name if template else dossier.settings.call_id
        call, found_in_call = load_call(call_id, asked_at, root, template)
        found += found_in_call
        found = name_destinations(found, catalog, dossier.members)
    return Loaded(dossier, catalog, call, (*found, *found_in_catalog))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Python's garbage collector, stopped for a while: what a check makes lives until its end, and looking
    through ten thousand lines again and again for what could be dropped takes a quarter of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_without_collector()
def check(root: AnyPath, *, catalogs: Sequence[AnyPath] = (), template: AnyPath | None = None) -> Checked:
    """Everything that is wrong, missing or worth a look, in one run."""
    root = Path(root)
    loaded = load_folder(root, catalogs=catalogs, template=template)
    if loaded.dossier is None:
        return Checked(Report.of(loaded.diagnostics))
    exemptions = loaded.dossier.settings.exemptions
    proposal = compute_proposal(loaded.dossier, loaded.catalog, loaded.call or _NO_CALL)
    found = [*loaded.diagnostics, *run_rules(proposal, has_call=loaded.call is not None)]
    if any((root / name).exists() for name in ("reference.docx", "reference.odt")):
        from amikit.export.choose import choose_references  # only those who bring one pay for it

        found += choose_references(root, loaded.call.root if loaded.call else root, None).diagnostics
    rendered = Rendered()
    if loaded.call:  # the document prints what its exceptions let through: they are known first
        excused = [one for one in excuse(found, exemptions) if one.excuse]
        rendered = render_sections(proposal, loaded.dossier.settings.language, excused)
    said, waiting = set_consequences_apart(excuse(_said_once([*found, *rendered.diagnostics]), exemptions))
    report = Report.of(said, waiting)
    return Checked(report, proposal, rendered)


def _said_once(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Without the blanks of the template that a rule already speaks of."""
    spoken = {
        found.about
        for found in diagnostics
        if found.severity is not Severity.ADVICE and found.fault is not TEMPLATE_BLANK
    }
    return [found for found in diagnostics if found.fault is not TEMPLATE_BLANK or found.about not in spoken]


@dataclass(frozen=True)
class Built:
    """What a build gives: the findings, and the files when nothing stood in the way."""

    checked: Checked
    paths: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    """Files that someone had changed, renamed instead of lost."""

    @property
    def is_refused(self) -> bool:
        """Whether nothing was written: what the report says comes first."""
        return not self.paths


def build(
    root: AnyPath,
    formats: Sequence[str] = ("docx", "pdf", "xlsx"),
    *,
    out: AnyPath | None = None,
    draft: bool = False,
    catalogs: Sequence[AnyPath] = (),
    template: AnyPath | None = None,
    reference: AnyPath | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Check, then write the answer in ``out`` (``sortie/`` in the dossier).

    Nothing is written while an error or something to do stands; a draft is stopped only
    by a file that cannot be read. ``progress`` hears the name of each format once made.
    Raises ``AmikitError`` when the machine is not ready, ``ValueError`` for a format that it
    does not know, before anything is read.
    """
    # What only a build needs: a check starts in half the time without it.
    from amikit.export.annexed import seal
    from amikit.export.choose import choose_references
    from amikit.export.formats import FORMATS
    from amikit.export.write import write_outputs
    from amikit.render.compose import compose_answer

    root, formats = Path(root), (formats,) if isinstance(formats, str) else formats
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"unknown formats: {', '.join(unknown)}; known: {', '.join(FORMATS)}")
    checked = check(root, catalogs=catalogs, template=template)
    report, proposal = checked.report, checked.proposal
    is_stopped = report.has_unreadable if draft else not report.is_ready
    if is_stopped or proposal is None or not checked.rendered.sections:
        return Built(checked)
    if out is None and not (root / "sortie").resolve().is_relative_to(root.resolve()):
        found = OUTSIDE.at(Span(root / "sortie"), "sortie", name="sortie")
        return Built(replace(checked, report=Report.of([*report.diagnostics, found])))
    chosen = choose_references(root, proposal.call.root, Path(reference) if reference else None)
    if chosen.diagnostics:
        return Built(replace(checked, report=Report.of([*report.diagnostics, *chosen.diagnostics])))
    answer = compose_answer(proposal, checked.rendered, is_draft=draft, on=document_day(proposal.dossier))
    if any(spec.pages_max for spec in proposal.call.sections):
        checked = _count_pages(checked, proposal, answer)
        if not (draft or checked.report.is_ready):
            return Built(checked)
        answer = compose_answer(proposal, checked.rendered, is_draft=draft, on=answer.on)
    answer = replace(answer, reference_docx=chosen.docx, reference_odt=chosen.odt)
    answer = seal(answer, proposal, checked.report.excused)
    paths, kept = write_outputs(Path(out) if out else root / "sortie", _export(answer, proposal, formats, progress))
    return Built(checked, tuple(paths), tuple(kept))


def _count_pages(checked: Checked, proposal: Proposal, answer: Answer) -> Checked:
    """What was found, with the sections that take too many pages; the document prints those let through."""
    from amikit.export.pages import count_pages
    from amikit.rules.lengths import sections_that_are_too_long

    settings = proposal.dossier.settings
    found = excuse(sections_that_are_too_long(proposal, count_pages(answer)), settings.exemptions, examined=False)
    report = Report.of([*checked.report.diagnostics, *found])
    if not any(one.excuse for one in found):
        return replace(checked, report=report)
    return replace(checked, report=report, rendered=render_sections(proposal, settings.language, report.excused))


def _export(
    answer: Answer, proposal: Proposal, formats: Sequence[str], progress: Callable[[str], None]
) -> dict[str, bytes]:
    """The answer in each format, several at once, by the name of its file: a draft's own, so that it is never sent."""
    from concurrent.futures import ThreadPoolExecutor

    from amikit.export.annexed import ANNEX_FILE, CARRIERS
    from amikit.export.formats import EXPORTERS, WORKBOOK

    def make(name: str) -> bytes:
        return _workbook(proposal, answer) if name == WORKBOOK else EXPORTERS[name](answer)

    end = "-brouillon" if answer.is_draft else ""
    outputs: dict[str, bytes] = {}
    with ThreadPoolExecutor() as pool:
        making = {name: pool.submit(make, name) for name in formats}
        for name, made in making.items():
            outputs[f"{'budget' if name == WORKBOOK else 'reponse'}{end}.{name}"] = made.result()
            progress(name)
    if CARRIERS.intersection(formats):
        stem, _, suffix = ANNEX_FILE.partition(".")
        outputs[f"{stem}{end}.{suffix}"] = answer.annex
    return outputs


def _workbook(proposal: Proposal, answer: Answer) -> bytes:
    from amikit.workbook.book import to_workbook

    return to_workbook(proposal, answer.on, is_draft=answer.is_draft)


def document_day(dossier: Dossier) -> date:
    """The date in the files' properties: never today's, so that the same input gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= _LONGEST_EPOCH:
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    settings = dossier.settings
    decided = [decision.on for decision in dossier.decisions if decision.on]
    return settings.deadline_on or max(decided, default=None) or settings.period.start_on or date(2000, 1, 1)
