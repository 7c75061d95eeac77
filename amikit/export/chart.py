"""The chart alone, for the formats that can only take a picture."""

from __future__ import annotations

import json
from typing import Literal

from amikit.export.compile import compile_typst
from amikit.export.typst import printable
from amikit.i18n import Language, Text

GROUPS = {
    "resource": Text("Ressources", "Resources"),
    "place": Text("Lieux", "Places"),
    "coordination": Text("Coordination", "Coordination"),
}
REGIONS: dict[Language, str] = {"fr": "FR", "en": "GB"}

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


def group_names(language: Language) -> dict[str, str]:
    """What each group of the chart is called; colours never speak alone."""
    return {group: words[language] for group, words in GROUPS.items()}


def _chart(rows_json: str, language: Language, to: Literal["png", "svg"]) -> bytes:
    chart = {
        "rows": printable(json.loads(rows_json)),
        "groups": group_names(language),
        "lang": language,
        "region": REGIONS[language],
    }
    return compile_typst(_SOURCE, to=to, inputs={"chart": json.dumps(chart, ensure_ascii=False)})
