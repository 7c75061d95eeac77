"""From a dossier and its ``suivi/`` to what was promised, done and left. It judges nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from amikit.compute.followup import FollowUp, compute_followup
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.diagnostics import Report
from amikit.load.contributions import load_journal
from amikit.model.call import Call
from amikit.model.contributions import Journal
from amikit.pipeline import AnyPath, load_folder
from amikit.rules import excuse
from amikit.rules.bud.hours import nobody_is_planned_above_a_full_time
from amikit.rules.sui import find_overloads

_CALL_KEY = "appel"
_NO_CALL = Call(id="sans-appel", title="")


@dataclass(frozen=True)
class Followed:
    """Where the project stands, or what must be settled before that can be said."""

    report: Report
    proposal: Proposal | None = None
    journal: Journal = field(default_factory=Journal)
    followup: FollowUp | None = None
    """None while an error stands: a sum without its parts would mislead."""


def follow(root: AnyPath, on: date, *, catalogs: Sequence[AnyPath] = (), template: AnyPath | None = None) -> Followed:
    """Set what ``suivi/`` declares against the budget, as it stands on a day."""
    loaded = load_folder(Path(root), catalogs=catalogs, template=template)
    dossier = loaded.dossier
    if dossier is None:
        return Followed(Report.of(loaded.diagnostics))
    proposal = compute_proposal(dossier, loaded.catalog, loaded.call or _NO_CALL)
    # An account is given the same way whatever the call.
    unreadable = [found for found in loaded.diagnostics if found.is_unreadable and found.about != _CALL_KEY]
    if unreadable:
        return Followed(Report.of(unreadable), proposal)
    journal, found = load_journal(dossier)
    found += nobody_is_planned_above_a_full_time.findings(proposal)
    found += find_overloads(proposal, journal.contributions)
    report = Report.of(excuse(found, dossier.settings.exemptions, examined=False))
    if report.has_errors:
        return Followed(report, proposal, journal)
    return Followed(report, proposal, journal, compute_followup(proposal, journal.contributions, on))
