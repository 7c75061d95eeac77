"""The pictures that we draw, for the formats that can only take a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from amikit.export import words
from amikit.export.compile import compile_pages
from amikit.export.flow_layout import lay_out
from amikit.export.fonts import with_known_glyphs
from amikit.i18n import Language

_SOURCE = """#import "/page.typ": drawn-page
#let it = json(bytes(sys.inputs.drawings))
#for drawing in it.drawings { drawn-page(drawing, it.groups, lang: it.lang, region: it.region) }
"""
DRAWN = ("chart", "flows")
"""The classes of the blocks that are drawn."""


def pictures_png(drawings: Sequence[Mapping[str, str]], language: Language) -> list[bytes]:
    """Each drawing (the attributes of its block) as a picture of 16 cm at 200 dots per inch.

    Same drawings, same bytes. All in one run of typst: to start it takes longer than to draw.
    """
    return _pictures(drawings, language, "png") if drawings else []


def drawing_svg(drawing: Mapping[str, str], language: Language) -> bytes:
    """The same as a drawing of 16 cm, its letters as shapes."""
    return _pictures([drawing], language, "svg")[0]


def laid_out(flows_json: str, groups: Mapping[str, str]) -> dict[str, Any]:
    """The picture of flows with every place in points, as JSON has it, in letters that our fonts have."""
    return asdict(lay_out(with_known_glyphs(json.loads(flows_json)), groups))


def _pictures(drawings: Sequence[Mapping[str, str]], language: Language, to: Literal["png", "svg"]) -> list[bytes]:
    groups = words.group_names(language)
    given = {
        "drawings": [
            {"flows": laid_out(one["flows"], groups)}
            if "flows" in one
            else {"rows": with_known_glyphs(json.loads(one["rows"]))}
            for one in drawings
        ],
        "groups": groups,
        "lang": language,
        "region": words.REGIONS[language],
    }
    return compile_pages(_SOURCE, to=to, inputs={"drawings": json.dumps(given, ensure_ascii=False)})
