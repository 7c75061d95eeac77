"""The whole page, as it is when it is opened; the script then changes its parts in place."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from amikit.i18n import Language
from amikit.workshop import painter, words
from amikit.workshop.markup import element, text
from amikit.workshop.snapshot import Snapshot

_ASSETS = Path(__file__).with_name("assets")


@cache
def asset(name: str) -> str:
    """A file that the page is made of."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def policy() -> str:
    """What the page may do: run its own script, wear its own style, ask its own address; nothing else."""
    script, style = (_digest(asset(name)) for name in ("page.js", "page.css"))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def page_html(snapshot: Snapshot, language: Language) -> str:
    """The page of a snapshot, its words in one language; every part is already in place."""

    def part(name: str) -> str:
        found = snapshot.parts.get(name)
        return found.html if found else ""

    said = {
        "copied": words.COPIED[language],
        "notCopied": words.NOT_COPIED[language],
        "stopped": words.STOPPED[language],
        "following": words.FOLLOWING[language],
    }
    title = text(snapshot.title or words.PREVIEW[language])
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
        '<link rel="icon" href="icon.svg">\n'
        f"<style>{asset('page.css')}</style>"
    )
    skips = (
        f'<a class="skip" href="#p-text">{text(words.SKIP[language])}</a>\n'
        f'<a class="skip" href="#p-beside">{text(words.SKIP_FINDINGS[language])}</a>\n'
    )
    body = "\n".join((skips, _bar(part, language), _columns(snapshot, part, language)))
    script = f"<script>{asset('page.js')}</script>"
    opening = f'<body data-version="{snapshot.version}" data-words="{text(json.dumps(said, ensure_ascii=False))}">'
    return f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n{opening}\n{body}\n{script}\n</body>\n</html>\n'


def _bar(part: painter.FindPart, language: Language) -> str:
    draft = element("strong", text(words.DRAFT[language]), class_="draft")
    pdf = element("a", text(words.PDF[language]), href="reponse.pdf", target="_blank", rel="noopener")
    live = element("p", text(words.FOLLOWING[language]), id="p-live", role="status")
    quiet = element("noscript", element("p", text(words.NO_SCRIPT[language])))
    return element("header", f"{draft}\n{part(painter.COUNTS)}\n{live}{quiet}\n{pdf}", class_="bar")


def _columns(snapshot: Snapshot, part: painter.FindPart, language: Language) -> str:
    contents = words.CONTENTS[language]
    folded = f"<summary>{text(contents)}</summary>\n{part(painter.CONTENTS)}"
    nav = element("nav", element("details", folded, id="p-nav", open=""), aria_label=contents)
    main = element("main", "\n".join(part(name) for name in snapshot.text_parts), id="p-text", tabindex="-1")
    search = (
        f'<p class="filter"><label for="p-filter">{text(words.FILTER[language])}</label> '
        '<input id="p-filter" type="search" autocomplete="off" spellcheck="false"></p>'
    )
    beside = "\n".join(
        element("section", f"{element('h2', text(title[language]))}\n{before}{part(name)}")
        for title, before, name in (
            (words.FINDINGS, search, painter.FINDINGS),
            (words.LEDGER, "", painter.LEDGER),
            (words.CHART, "", painter.CHART),
        )
    )
    jumps = "".join(
        element("li", element("a", text(title[language]), href=f"#{name}"))
        for title, name in (
            (words.FINDINGS, painter.FINDINGS),
            (words.LEDGER_SHORT, painter.LEDGER),
            (words.CHART_SHORT, painter.CHART),
        )
    )
    inside = f"\n{element('ul', jumps, class_='jumps')}\n{beside}\n"
    aside = element("aside", inside, id="p-beside", aria_label=words.BESIDE[language], tabindex="-1")
    return element("div", f"\n{nav}\n{main}\n{aside}\n", class_="columns")
