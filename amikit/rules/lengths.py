"""Family CAL: what only a laid out document knows, found by a build and not by a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Text
from amikit.model.call import Call
from amikit.source.span import Span

TOO_MANY_PAGES = Fault(
    "CAL015",
    Severity.ERROR,
    Text(
        "La section « {title} » prend {pages} pages ; l'appel en accepte {limit_count}.",
        "The section “{title}” takes {pages} pages; the call accepts {limit_count}.",
    ),
    Text(
        "Raccourcissez le texte ou ses tableaux : les pages sont comptées dans le PDF, au dixième.",
        "Shorten the text or its tables: pages are counted in the PDF, to the tenth.",
    ),
)


def limits_pages(call: Call) -> bool:
    """Whether the call says how many pages a section may take: only a build can tell."""
    return any(spec.pages_max for spec in call.sections)


def sections_that_are_too_long(proposal: Proposal, pages: Mapping[str, Fraction]) -> Iterator[Diagnostic]:
    """The sections that take more pages than the call accepts, from the pages that each one takes."""
    for spec in proposal.call.sections:
        taken = pages.get(spec.id)
        if spec.pages_max and taken is not None and taken > spec.pages_max:
            section = proposal.dossier.sections.get(spec.id)
            span = section.at() if section else Span(proposal.dossier.root / "sections" / f"{spec.id}.md")
            yield TOO_MANY_PAGES.at(
                span, f"sections/{spec.id}", title=spec.title, pages=taken, limit_count=spec.pages_max
            )
