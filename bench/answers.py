"""Answers to one call, made for a bench: the examples with other names, other lines, other resources, other people.

Each annex is made by ``amikit.annex.make``, from a dossier changed in memory: every sum is right. Only a few
come as PDF and DOCX too, whose lines are those of the example: to compose thousands of documents would take hours.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import amikit
from amikit.annex.canonical import canonical_bytes
from amikit.annex.make import make_annex
from amikit.compute.proposal import Proposal, compute_proposal
from amikit.model.budget import Destination, DestinationKind, Expense, Funding, Income, Payee, PayeeKind
from amikit.paths import templates_root

_EXAMPLES = templates_root().parent / "examples"
_NAMES = ("premiers-pas", "lieu-totem", "monscobar")
_PEOPLE = 4_000
_RATE_CENTS = 3_500


def write_answers(folder: Path, count: int, *, documents: int = 0, seed: int = 1) -> None:
    """So many ``annexe.json``, a folder each; and, for ``documents`` of the examples, their PDF and DOCX."""
    bases = [_proposal(name) for name in _NAMES]
    for number, content in enumerate(annexes(bases, count, seed), start=1):
        place = folder / f"{number:05}"
        place.mkdir(parents=True)
        (place / "annexe.json").write_bytes(content)
    if documents:
        with TemporaryDirectory(prefix="amikit-bench-") as built:
            amikit.build(_EXAMPLES / _NAMES[0], ("docx", "pdf"), out=Path(built))
            for number in range(documents):
                place = folder / f"document-{number:03}"
                place.mkdir(parents=True)
                for name in ("reponse.pdf", "reponse.docx"):
                    shutil.copy(Path(built, name), place / name)


def annexes(bases: list[Proposal], count: int, seed: int) -> Iterator[bytes]:
    """The same ones for the same seed, whatever the count."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        proposal = vary(bases[number % len(bases)], number, chance)
        yield canonical_bytes(make_annex(proposal, printed=(), excused=(), is_draft=False).as_json())


def vary(base: Proposal, number: int, chance: random.Random) -> Proposal:
    """Another answer: as many euros more on both sides, fewer resources, people who may be elsewhere too."""
    dossier, settings = base.dossier, base.dossier.settings
    kept = tuple(use for use in settings.uses if chance.random() < 0.8)
    hours = [chance.randrange(1, 300) for _ in range(chance.randrange(1, 12))]
    targets = [use.resource_id for use in settings.uses]
    expenses = tuple(
        Expense(
            id=f"V{rank}",
            destination=Destination(DestinationKind.RESOURCE, chance.choice(targets)),
            year=settings.period.start_on.year if settings.period.start_on else None,
            hours=Fraction(many),
            rate_cents=_RATE_CENTS,
            amount_cents=many * _RATE_CENTS,
            payee=Payee(PayeeKind.STEWARD),
            person_id=f"personne-{chance.randrange(_PEOPLE)}",
        )
        for rank, many in enumerate(hours)
    )
    incomes = tuple(
        Income(id=f"W{rank}", amount_cents=many * _RATE_CENTS, status=Funding.OWN) for rank, many in enumerate(hours)
    )
    budget = replace(
        dossier.budget, expenses=dossier.budget.expenses + expenses, incomes=dossier.budget.incomes + incomes
    )
    consortium = settings.consortium.model_copy(update={"name": f"Consortium {number:05}"})
    changed = settings.model_copy(update={"title": f"Réponse {number:05}", "consortium": consortium, "uses": kept})
    return compute_proposal(replace(dossier, settings=changed, budget=budget, sections={}), base.catalog, base.call)


def _proposal(name: str) -> Proposal:
    proposal = amikit.check(_EXAMPLES / name).proposal
    assert proposal is not None
    return proposal
