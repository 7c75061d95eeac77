"""The pictures of an audit: SVG that says its figures in words, on a screen and to who does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from amikit.audit.overview import Overview
from amikit.audit.table import visible
from amikit.i18n import Language, Text, format_euros, say
from amikit.verify.verdict import Light
from amikit.verify.words import LIGHTS

_WIDTH, _LABELS, _AMOUNTS, _ROW = 720, 210, 120, 26
_MOST_BARS = 12
_LONGEST = 32
_TENTHS = 10
_RECEIVED = Text(
    "Ce que chaque ressource recevrait, dont à son porteur", "What each resource would receive, of which to its steward"
)
_RECEIVED_SAID = Text(
    "{name} : {received_cents}, dont {steward_cents} à son porteur",
    "{name}: {received_cents}, of which {steward_cents} to its steward",
)
_OTHERS = Text(
    "et {others_count:autre ressource|autres ressources}, dans le tableau",
    "and {others_count:other resource|other resources}, in the table",
)
_TO_STEWARD, _TO_OTHERS = (
    Text("au porteur", "to the steward"),
    Text("à d'autres, contre un livrable ouvert", "to others, for an open deliverable"),
)
_SHARES = Text("Réponses selon leur part aux ressources", "Answers by their share to resources")
_SHARE_SAID = Text(
    "de {low} à {high} % : {answers_count:réponse|réponses}", "from {low} to {high}%: {answers_count:answer|answers}"
)
_LIGHTS = Text("Réponses selon leur verdict", "Answers by their verdict")


def charts(overview: Overview, language: Language) -> list[str]:
    """Each as a figure of HTML; none without figures."""
    made = [_lights(overview, language)] if overview.answers and not overview.only else []
    made += [_received(overview, language)] if any(total.received_cents for total in overview.totals) else []
    rates = [answer.facts.resources_rate for answer in overview.answers if answer.facts]
    known = [rate for rate in rates if rate is not None]
    return made + ([_shares(known, language)] if known and not overview.only else [])


def _figure(name: str, title: str, said: Sequence[str], height: int, drawn: Sequence[str]) -> str:
    description = ". ".join(said) + "."
    return (
        f'<figure><figcaption id="{name}-t">{escape(title)}</figcaption>'
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<desc id="{name}-d">{escape(description)}</desc>{"".join(drawn)}</svg></figure>'
    )


def _text(x: float, y: float, words: str, css: str = "") -> str:
    style = f' class="{css}"' if css else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{style}>{escape(words)}</text>'


def _bar(x: float, y: float, width: float, css: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="14" class="{css}"/>'


def _bars(rows: Sequence[tuple[str, str, Sequence[tuple[int, str]]]], top: int = 0) -> list[str]:
    """A row each: its name, its figure, its pieces one after the other."""
    room = _WIDTH - _LABELS - _AMOUNTS
    most = max((sum(size for size, _ in pieces) for _, _, pieces in rows), default=0) or 1
    drawn = []
    for number, (name, figure, pieces) in enumerate(rows):
        y, x = top + number * _ROW, float(_LABELS)
        short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        drawn.append(_text(_LABELS - 10, y + 17, short, "end"))
        for size, css in pieces:
            width = max(size, 0) * room / most
            drawn.append(_bar(x, y + 6, width, css))
            x += width
        drawn.append(_text(x + 8, y + 17, figure))
    return drawn


def _received(overview: Overview, language: Language) -> str:
    totals = [total for total in overview.totals if total.received_cents > 0]
    said, rows = [], []
    for total in totals[:_MOST_BARS]:
        name = visible(total.name)
        facts = {"name": name, "received_cents": total.received_cents, "steward_cents": total.steward_cents}
        said.append(say(_RECEIVED_SAID, facts, language))
        rest = total.received_cents - total.steward_cents
        amount = format_euros(total.received_cents, language, decimals=False)
        rows.append((name, amount, ((total.steward_cents, "steward"), (rest, "others"))))
    more = len(totals) - _MOST_BARS
    if more > 0:
        said.append(say(_OTHERS, {"others_count": more}, language))
    height = _ROW * (len(rows) + 2)
    legend = [
        _bar(_LABELS, 4, 14, "steward"), _text(_LABELS + 20, 15, _TO_STEWARD[language]),
        _bar(_LABELS + 150, 4, 14, "others"), _text(_LABELS + 170, 15, _TO_OTHERS[language]),
    ]  # fmt: skip
    foot = [_text(_LABELS, height - 8, said[-1], "quiet")] if more > 0 else []
    return _figure("recevrait", _RECEIVED[language], said, height, [*legend, *_bars(rows, _ROW), *foot])


def _lights(overview: Overview, language: Language) -> str:
    rows, said = [], []
    for light in reversed(Light):
        count = overview.lights[light]
        rows.append((LIGHTS[light][language], str(count), ((count, light.name.lower()),)))
        said.append(f"{LIGHTS[light][language]} {count}")
    return _figure("feux", _LIGHTS[language], said, _ROW * len(rows), _bars(rows))


def _shares(rates: Sequence[Fraction], language: Language) -> str:
    counts = [0] * _TENTHS
    for rate in rates:
        counts[min(max(int(rate * _TENTHS), 0), _TENTHS - 1)] += 1
    rows, said = [], []
    for place, count in enumerate(counts):
        facts = {"low": place * 10, "high": (place + 1) * 10, "answers_count": count}
        sentence = say(_SHARE_SAID, facts, language)
        rows.append((sentence.rpartition(":")[0].strip(), str(count), ((count, "steward"),)))
        said.append(sentence)
    return _figure("parts", _SHARES[language], said, _ROW * len(rows), _bars(rows))
