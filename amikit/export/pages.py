"""How many pages each section takes, for the calls that count them: only a laid out document knows."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from amikit.export.compile import query_typst
from amikit.export.pdf import as_typst
from amikit.render.answer import Answer

_ASKED = "amikit-places"
_MARKS = "amikit-marks"
_LINE_POINTS = 12
"""About the height of one line of a note."""
# Where the heading of each section is, where its content ends, and its notes: the page, points from the top;
# and the height of a page of text. What follows may leave a blank before it: that blank is not the section's.
_QUESTION = f"""
#let place(at) = {{ let it = at.position(); (page: it.page, y: it.y.pt()) }}
#layout(size => context [#metadata((
  height: size.height.pt(),
  end: place(here()),
  marks: query(<{_MARKS}>).map(it => it.value + place(it.location())),
  starts: query(heading.where(level: 1, outlined: true)).filter(it => it.has("label")).map(it =>
    (section: str(it.label), ..place(it.location()))),
)) <{_ASKED}>])
"""

Place = Mapping[str, Any]
"""A page and how far from its top; the section, by its label; and for a mark, its kind."""


def count_pages(answer: Answer) -> Mapping[str, Fraction]:
    """For each section, by its id, the pages it takes, to the tenth of a page, rounded up.

    Half a page at the bottom of one and half at the top of the next make one page: a section is
    as long as its text, wherever it begins.
    """
    source = as_typst(answer, marks=_MARKS)
    places = json.loads(query_typst(source.text + _QUESTION, _ASKED, inputs=source.inputs, files=source.files))
    starts, height = places["starts"], places["height"]
    marks: dict[str, list[Place]] = {}
    for mark in places["marks"]:
        marks.setdefault(mark["section"], []).append(mark)
    ids = {label: section for section, label in source.labels.items()}
    return {
        ids[start["section"]]: _length(start, _end(marks.get(start["section"], []), following, height), height)
        for start, following in zip(starts, [*starts[1:], places["end"]], strict=True)
        if start["section"] in ids
    }


def _end(marks: Sequence[Place], following: Place, height: float) -> Place:
    """Where a section ends, notes included: those of its last page stand at the bottom of it, below a blank."""
    end = next((mark for mark in marks if mark["kind"] == "end"), following)
    begins = [mark for mark in marks if mark["kind"] == "note"]
    ends = [mark for mark in marks if mark["kind"] == "note-end"]
    if any(note["page"] > end["page"] for note in ends):
        return following  # they filled the page, and more: what follows could not begin before
    notes = sum(
        note_end["y"] - (note["y"] if note["page"] == end["page"] else note_end["y"]) + _LINE_POINTS
        for note, note_end in zip(begins, ends, strict=False)
        if note_end["page"] == end["page"]
    )
    return {"page": end["page"], "y": max(end["y"], min(end["y"] + notes, height))}


def _length(start: Place, end: Place, height: float) -> Fraction:
    pages = end["page"] - start["page"] + (end["y"] - start["y"]) / height
    # A hair less: the top of a page is never quite where arithmetic puts it.
    return Fraction(math.ceil(pages * 10 - 0.05), 10)
