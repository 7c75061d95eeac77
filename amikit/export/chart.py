"""The chart alone, for the formats that can only take a picture."""

from __future__ import annotations

import json
from typing import Literal

from amikit.export import words
from amikit.export.compile import compile_typst
from amikit.export.fonts import with_known_glyphs
from amikit.i18n import Language

_SOURCE = """#import "/page.typ": chart-page
#let it = json(bytes(sys.inputs.chart))
#chart-page(it.rows, it.groups, lang: it.lang, region: it.region)
"""


def chart_png(rows_json: str, language: Language) -> bytes:
    """The chart as a picture of 16 cm at 200 dots per inch; same rows, same bytes."""
    return _chart(rows_json, language, "png")


def chart_svg(rows_json: str, language: Language) -> bytes:
    """The chart as a drawing of 16 cm, its letters as shapes; same rows, same bytes."""
    return _chart(rows_json, language, "svg")


def _chart(rows_json: str, language: Language, to: Literal["png", "svg"]) -> bytes:
    chart = {
        "rows": with_known_glyphs(json.loads(rows_json)),
        "groups": words.group_names(language),
        "lang": language,
        "region": words.REGIONS[language],
    }
    return compile_typst(_SOURCE, to=to, inputs={"chart": json.dumps(chart, ensure_ascii=False)})
