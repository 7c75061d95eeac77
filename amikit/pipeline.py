"""The whole programme on one screen: files → values → findings → document."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from amikit.compute.proposal import Proposal, compute_proposal
from amikit.diagnostics import Diagnostic, Report, Severity
from amikit.load.call import load_call
from amikit.load.catalog import load_catalog
from amikit.load.dossier import load_dossier
from amikit.load.faults import OUTSIDE, TEMPLATE_BLANK
from amikit.model.call import Call
from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier
from amikit.paths import catalog_root
from amikit.render.sections import Written, write_sections
from amikit.rules import excuse, run_rules
from amikit.source.span import Span

_LONGEST_EPOCH = 11
"""Digits of a SOURCE_DATE_EPOCH: eleven reach the year 5138."""
_NO_CALL = Call(id="sans-appel", title="")


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
    written: Written = field(default_factory=Written)


def load(root: Path, *, catalogs: Sequence[Path] = (), template: Path | None = None) -> Loaded:
    """Read a dossier, its call and the catalog; never raises for what a person wrote."""
    dossier, found = load_dossier(root)
    catalog, found_in_catalog = load_catalog(catalog_root(), own_root=root, others=catalogs)
    call = None
    if dossier is not None:
        asked_at = dossier.settings.at("call_id")
        call_id = template.name if template else dossier.settings.call_id
        call, found_in_call = load_call(call_id, asked_at, root, template)
        found += found_in_call
    return Loaded(dossier, catalog, call, (*found, *found_in_catalog))


def check(root: Path, *, catalogs: Sequence[Path] = (), template: Path | None = None) -> Checked:
    """Everything that is wrong, missing or worth a look, in one run."""
    loaded = load(root, catalogs=catalogs, template=template)
    if loaded.dossier is None:
        return Checked(Report.of(loaded.diagnostics))
    exemptions = loaded.dossier.settings.exemptions
    proposal = compute_proposal(loaded.dossier, loaded.catalog, loaded.call or _NO_CALL)
    found = [*loaded.diagnostics, *run_rules(proposal, has_call=loaded.call is not None)]
    if any((root / name).exists() for name in ("reference.docx", "reference.odt")):
        from amikit.export.choose import choose_references  # only those who bring one pay for it

        found += choose_references(root, loaded.call.root if loaded.call else root, None).diagnostics
    written = Written()
    if loaded.call:  # the document prints what its exceptions let through: they are known first
        excused = [one for one in excuse(found, exemptions) if one.excuse]
        written = write_sections(proposal, loaded.dossier.settings.language, excused)
    report = Report.of(excuse(_said_once([*found, *written.diagnostics]), exemptions))
    return Checked(report, proposal, written)


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
        return not self.paths


def build(
    root: Path,
    formats: Sequence[str] = ("docx", "pdf"),
    *,
    out: Path | None = None,
    draft: bool = False,
    catalogs: Sequence[Path] = (),
    template: Path | None = None,
    reference: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Check, then write the answer in ``out`` (``sortie/`` in the dossier).

    Nothing is written while an error or something to do stands; a draft is stopped only
    by a file that cannot be read. ``progress`` hears the name of each format once made.
    Raises ``AmikitError`` when the machine is not ready.
    """
    # What only a build needs: a check starts in half the time without it.
    from concurrent.futures import ThreadPoolExecutor

    from amikit.export.choose import choose_references
    from amikit.export.formats import EXPORTERS
    from amikit.export.write import write_outputs
    from amikit.render.compose import compose_answer

    checked = check(root, catalogs=catalogs, template=template)
    report, proposal = checked.report, checked.proposal
    is_stopped = report.has_unreadable if draft else not report.is_ready
    if is_stopped or proposal is None or not checked.written.sections:
        return Built(checked)
    if out is None and not (root / "sortie").resolve().is_relative_to(root.resolve()):
        found = OUTSIDE.at(Span(root / "sortie"), "sortie", name="sortie")
        return Built(replace(checked, report=Report.of([*report.diagnostics, found])))
    chosen = choose_references(root, proposal.call.root, reference)
    if chosen.diagnostics:
        return Built(replace(checked, report=Report.of([*report.diagnostics, *chosen.diagnostics])))
    answer = compose_answer(proposal, checked.written, is_draft=draft, on=_document_day(proposal.dossier))
    answer = replace(answer, reference_docx=chosen.docx, reference_odt=chosen.odt)
    with ThreadPoolExecutor() as pool:
        making = {name: pool.submit(EXPORTERS[name], answer) for name in formats}
        outputs: dict[str, bytes] = {}
        for name, made in making.items():
            outputs[f"reponse.{name}"] = made.result()
            progress(name)
    paths, kept = write_outputs(out or root / "sortie", outputs)
    return Built(checked, tuple(paths), tuple(kept))


def _document_day(dossier: Dossier) -> date:
    """The date in the files' properties: never today's, so that the same input gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= _LONGEST_EPOCH:
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    settings = dossier.settings
    decided = [decision.on for decision in dossier.decisions if decision.on]
    return settings.deadline_on or max(decided, default=None) or settings.period.start_on or date(2000, 1, 1)
