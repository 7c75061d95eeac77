"""The register of reciprocity beside the text: what each resource hopes for, what is promised, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from amikit.i18n import Language, Text, format_euros, format_hours, say
from amikit.render.labels import NOT_ASKED, label
from amikit.status.state import ResourceStatus
from amikit.workshop import words
from amikit.workshop.markup import element, text

_COLUMNS: Sequence[Text] = (words.RESOURCE, words.EXPECTED, words.PROMISED, words.AGREEMENT)


def register_html(resources: Sequence[ResourceStatus], language: Language) -> str:
    """One row for each declared resource."""
    if not resources:
        return element("p", text(words.NO_LEDGER[language]))
    titles = "".join(element("th", text(name[language]), scope="col") for name in _COLUMNS)
    rows = "".join(f"{_row(one, language)}\n" for one in resources)
    table = element("table", f"<thead>\n<tr>{titles}</tr>\n</thead>\n<tbody>\n{rows}</tbody>")
    return element("div", table, class_="table")


def _row(resource: ResourceStatus, language: Language) -> str:
    agreement = label(resource.agreement, language) or NOT_ASKED[language]
    cells = (
        _amounts(resource.expected_cents, resource.expected_hours, 0, language),
        _amounts(resource.committed_cents, resource.committed_hours, resource.acts_count, language),
        agreement,
    )
    name = element("th", text(resource.name), scope="row")
    return element("tr", name + "".join(element("td", text(cell)) for cell in cells))


def _amounts(cents: int, hours: Fraction, acts: int, language: Language) -> str:
    parts = [
        format_euros(cents, language, decimals=bool(cents % 100)) if cents else "",
        format_hours(hours, language) if hours else "",
        say(words.ACTS, {"acts_count": acts}, language) if acts else "",
    ]
    return " + ".join(filter(None, parts)) or words.NOTHING[language]
