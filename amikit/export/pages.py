"""How many pages each section takes, for the calls that count them: only a laid out document knows."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from amikit.export.compile import query_typst
from amikit.export.pdf import as_typst
from amikit.render.answer import Answer

_ASKED = "amikit-places"
_ENDS = "amikit-ends"
# Where the heading of each section is and where its content ends: the page, points from the top; and the
# height of a page of text. What follows may leave a blank before it: that blank is not the section's.
_QUESTION = f"""
#let place(at) = {{ let it = at.position(); (page: it.page, y: it.y.pt()) }}
#layout(size => context [#metadata((
  height: size.height.pt(),
  ends: query(<{_ENDS}>).map(it => (label: it.value, ..place(it.location()))),
  starts: query(heading.where(level: 1, outlined: true)).filter(it => it.has("label")).map(it =>
    (label: str(it.label), ..place(it.location()))),
)) <{_ASKED}>])
"""


def count_pages(answer: Answer) -> Mapping[str, Fraction]:
    """For each section, by its id, the pages it takes, to the tenth of a page, rounded up.

    Half a page at the bottom of one and half at the top of the next make one page: a section is
    as long as its text, wherever it begins.
    """
    source = as_typst(answer, ends=_ENDS)
    places = json.loads(query_typst(source.text + _QUESTION, _ASKED, inputs=source.inputs, files=source.files))
    ends: dict[str, dict[str, Any]] = {end["label"]: end for end in places["ends"]}
    ids = {label: section for section, label in source.labels.items()}
    return {
        ids[start["label"]]: _length(start, ends[start["label"]], places["height"])
        for start in places["starts"]
        if start["label"] in ids and start["label"] in ends
    }


def _length(start: Mapping[str, float], end: Mapping[str, float], height: float) -> Fraction:
    pages = end["page"] - start["page"] + (end["y"] - start["y"]) / height
    # A hair less: the top of a page is never quite where arithmetic puts it.
    return Fraction(math.ceil(pages * 10 - 0.05), 10)
