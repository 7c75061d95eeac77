"""The audit as one page: nothing is fetched, and only our own script runs, known by its digest."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from io import BytesIO
from pathlib import Path

from amikit.audit.charts import charts
from amikit.audit.overview import Overview
from amikit.audit.table import Column, Kind, Table, Value, light_words
from amikit.i18n import Language, Text, format_euros, format_hours, format_number, format_rate, say
from amikit.verify.verdict import Light

_MOST_ROWS = 20_000
"""Of one table: a browser shows no more at ease. The other files have them all."""
_HERE = Path(__file__).parent
_MARKS = {Light.GREEN: "✓", Light.AMBER: "!", Light.RED: "✗"}
_SKIP = Text("Aller aux tableaux", "Go to the tables")
_TABLES = Text("Tableaux", "Tables")
_MORE = Text(
    "Les {shown_count:première ligne|premières lignes} sur {rows_count} ; le classeur et le CSV les ont toutes.",
    "The first {shown_count:row|rows} of {rows_count}; the workbook and the CSV have them all.",
)
_FILTER = Text("Ne garder que les lignes où il y a :", "Keep only the rows that hold:")
_UP = Text("Trié par « {column} », du plus petit au plus grand.", "Sorted by “{column}”, smallest first.")
_DOWN = Text("Trié par « {column} », du plus grand au plus petit.", "Sorted by “{column}”, largest first.")
_WIDE = Text(
    "Ce tableau est plus large que la page : il défile vers la droite.",
    "This table is wider than the page: it scrolls to the right.",
)
_LONGEST_WORD = 24
"""Letters; a longer one is cut where the column ends, rather than widening it."""
Head = tuple[Sequence[str], Sequence[str]]
_SHOWN = Text("Lignes montrées : {count}.", "Rows shown: {count}.")


def to_html(overview: Overview, title: str, head: Head, tables: Sequence[Table], language: Language) -> bytes:
    """The page; what files say is text in it, whatever they say. ``head``: what to beware of first, then the counts."""
    page = BytesIO()
    for piece in _page(overview, title, head, tables, language):
        page.write(piece.encode("utf-8"))
    return page.getvalue()


def _page(overview: Overview, title: str, head: Head, tables: Sequence[Table], language: Language) -> Iterator[str]:
    warnings, counts = head
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
    yield f'<meta name="generator" content="amikit">\n<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n'
    yield f'<a class="skip" href="#tableaux">{escape(_SKIP[language])}</a>\n<header>\n<h1>{escape(title)}</h1>\n'
    yield from (f'<p class="warning"><span aria-hidden="true">! </span>{escape(one)}</p>\n' for one in warnings)
    yield f'<p class="counts">{escape(counts[0])}</p>\n'
    yield from (f'<p class="quietly">{escape(one)}</p>\n' for one in counts[1:])
    yield f'<nav aria-label="{escape(_TABLES[language])}"><ul>'
    yield from (f'<li><a href="#{table.id}">{escape(table.title)}</a></li>' for table in tables)
    yield '</ul></nav>\n</header>\n<main id="tableaux" tabindex="-1">\n<div class="figures">'
    yield from charts(overview, language)
    yield "</div>\n"
    for table in tables:
        yield from _table(table, language)
    yield f"</main>\n{_said_by_script(language)}\n<script>{script}</script>\n</body>\n</html>\n"


def _said_by_script(language: Language) -> str:
    texts = {"filter": _FILTER, "up": _UP, "down": _DOWN, "shown": _SHOWN, "wide": _WIDE}
    said = "".join(f' data-{name}="{escape(text[language])}"' for name, text in texts.items())
    return f'<div id="said" hidden{said}></div>'


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _table(table: Table, language: Language) -> Iterator[str]:
    head = next((place for place, column in enumerate(table.columns) if column.kind is Kind.TEXT), 0)
    rows = table.rows[:_MOST_ROWS]
    yield f'<section>\n<h2 id="{table.id}">{escape(table.title)}</h2>\n'
    yield f'<p class="note">{escape(table.note)}</p>\n'
    if len(rows) < len(table.rows):
        facts = {"shown_count": len(rows), "rows_count": len(table.rows)}
        yield f'<p class="note">{escape(say(_MORE, facts, language))}</p>\n'
    yield f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{table.id}"><table>\n'
    yield f"<caption>{escape(table.title)}</caption>\n<thead><tr>"
    yield from (f'<th scope="col"{_class(column)}>{escape(column.title)}</th>' for column in table.columns)
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        cells = (
            _cell(value, column, language, is_head=place == head)
            for place, (value, column) in enumerate(zip(row, table.columns, strict=True))
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div>\n</section>\n"


def _class(column: Column) -> str:
    return ' class="figure"' if column.kind not in (Kind.TEXT, Kind.PROSE, Kind.LIGHT) else ""


def _cell(value: Value, column: Column, language: Language, *, is_head: bool) -> str:
    if isinstance(value, Light):
        rank = list(Light).index(value)
        said = escape(light_words(value, language))
        return f'<td class="light {value.name.lower()}" data-v="{rank}"><span aria-hidden="true">{_MARKS[value]} </span>{said}</td>'
    if isinstance(value, str):
        css = "prose" if column.kind is Kind.PROSE else "text"
        if any(len(word) > _LONGEST_WORD for word in value.split()):
            css += " cut"
        tag, scope = ("th", ' scope="row"') if is_head else ("td", "")
        return f'<{tag}{scope} class="{css}">{escape(value)}</{tag}>'
    if value is None:
        return '<td class="figure" data-v=""></td>'
    return f'<td class="figure" data-v="{float(value):.15g}">{escape(_said(value, column.kind, language))}</td>'


def _said(value: int | Fraction, kind: Kind, language: Language) -> str:
    if kind is Kind.CENTS:
        return format_euros(int(value), language)
    if kind is Kind.HOURS:
        return format_hours(Fraction(value), language)
    return format_rate(Fraction(value), language) if kind is Kind.RATE else format_number(value, language)
