"""From a dossier to a proposed allocation: read, check what it needs, calculate. It decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from amikit.compute.allocation.envelope import Claim, compute_claims, compute_envelope
from amikit.compute.allocation.propose import propose_allocation
from amikit.compute.allocation.proposed import ProposedAllocation
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.diagnostics import Diagnostic, Report
from amikit.i18n import Text
from amikit.load.ballots import BALLOTS_FILE, load_ballots
from amikit.model.ballots import Ballots
from amikit.model.call import Call
from amikit.model.decision import AllocationMode
from amikit.pipeline import AnyPath, load_folder
from amikit.rules.rep import ABOUT, NOTHING_TO_COUNT, find_obstacles
from amikit.source.span import Span

_CALL_KEY = "appel"
_NO_CALL = Call(id="sans-appel", title="")


@dataclass(frozen=True)
class Allocated:
    """A proposal to discuss, or what must be settled before there can be one."""

    report: Report
    proposal: Proposal | None = None
    allocation: ProposedAllocation | None = None
    """None while something in the report stands in the way."""


def allocate(
    root: AnyPath,
    *,
    mode: AllocationMode | None = None,
    envelope_cents: int | None = None,
    ballots: AnyPath | None = None,
    catalogs: Sequence[AnyPath] = (),
    template: AnyPath | None = None,
) -> Allocated:
    """Propose how to share money among the resources that a dossier declares.

    ``mode`` is that of dossier.yaml unless given; ``ballots`` is ``allocation/bulletins.csv``. Nothing is
    calculated from files that cannot be read, nor from ballots of which one is at fault.
    """
    root = Path(root)
    loaded = load_folder(root, catalogs=catalogs, template=template)
    if loaded.dossier is None:
        return Allocated(Report.of(loaded.diagnostics))
    settings = loaded.dossier.settings
    proposal = compute_proposal(loaded.dossier, loaded.catalog, loaded.call or _NO_CALL)
    # An answer is shared the same way whatever its call.
    unreadable = [found for found in loaded.diagnostics if found.is_unreadable and found.about != _CALL_KEY]
    if unreadable:
        return Allocated(Report.of(unreadable), proposal)
    chosen = mode or settings.allocation.mode
    claims, envelope = compute_claims(proposal), compute_envelope(proposal, envelope_cents)
    found = list(find_obstacles(settings.allocation, settings.at("allocation"), envelope, claims))
    voices: Ballots | None = None
    if chosen is not AllocationMode.MANUAL:
        voices, said = _read_ballots(proposal, claims, chosen, Path(ballots) if ballots else None)
        found += said
    report = Report.of(found)
    if envelope is None or not report.is_ready:
        return Allocated(report, proposal)
    members = proposal.dossier.members
    return Allocated(report, proposal, propose_allocation(chosen, envelope, claims, members, voices))


def _read_ballots(
    proposal: Proposal, claims: Sequence[Claim], mode: AllocationMode, given: Path | None
) -> tuple[Ballots | None, list[Diagnostic]]:
    """The ballots that the mode counts; shares in proportion do without, when there is no file."""
    place = proposal.dossier.settings.at("allocation")
    steps = [step.id for claim in claims for step in claim.steps]
    if mode is AllocationMode.EQUAL_SHARES and not steps:
        return None, [NOTHING_TO_COUNT.at(place, ABOUT, missing=_A_STEP, hint=_A_STEP_HINT)]
    path = given or proposal.dossier.root / BALLOTS_FILE
    is_there = path.exists() or path.is_symlink()
    if not is_there and given is None and mode is AllocationMode.PROPORTIONAL:
        return None, []
    known = steps if mode is AllocationMode.EQUAL_SHARES else [*steps, *(claim.resource.id for claim in claims)]
    if not is_there:
        return None, [_missing_ballots(Span(path) if given else place, known)]
    ballots, said = load_ballots(path, proposal.dossier.members, known)
    if ballots is not None and not ballots.ballots:
        said = [*said, _missing_ballots(Span(path), known)]
    return ballots, said


def _missing_ballots(place: Span, known: Sequence[str]) -> Diagnostic:
    header = ";".join(("membre", "poids", *known[:3])) + (";…" if len(known) > 3 else "")
    name = BALLOTS_FILE.as_posix()
    hint = Text(
        f"Remplissez « {name} », une ligne par membre, sous : « {header} ».",
        f"Fill in “{name}”, a line per member, below: “{header}”.",
    )
    return NOTHING_TO_COUNT.at(place, ABOUT, missing=Text("les bulletins", "the ballots"), hint=hint)


_A_STEP = Text("une étape chiffrée", "a costed step")
_A_STEP_HINT = Text(
    "Ajoutez « prochaines_etapes » et leur « cout » à la fiche d'une ressource déclarée, d'après son porteur.",
    "Add “prochaines_etapes” and their “cout” to the card of a declared resource, as its steward gives them.",
)
