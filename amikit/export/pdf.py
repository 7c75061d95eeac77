"""Write PDF: pages that people read, screen readers read, and archives keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from textwrap import shorten
from typing import Any

from amikit.export import words
from amikit.export.annexed import ANNEX_FILE, DESCRIPTION
from amikit.export.compile import compile_typst, literal
from amikit.export.cover import document_title, read_cover
from amikit.export.fonts import with_known_glyphs
from amikit.export.typst import TypstWriter
from amikit.render.answer import Answer

_FOOTER_LENGTH = 80
_PREAMBLE = """#import "/page.typ": *
#let it = json(bytes(sys.inputs.answer))
#let groups = it.groups
#show: {show}.with(it)

"""


def to_pdf(answer: Answer) -> bytes:
    """Write PDF/UA-1 and PDF/A-3a in one file; same answer, same bytes.

    A draft says so on every page and in its title, and claims no standard.
    """
    source = as_typst(answer)
    return compile_typst(
        source.text,
        to="pdf",
        inputs=source.inputs,
        files=source.files,
        names=source.names,
        standards=() if answer.is_draft else ("a-3a", "ua-1"),
        on=answer.on,
    )


@dataclass(frozen=True, slots=True)
class TypstSource:
    """An answer as Typst, with all that it reads."""

    text: str
    inputs: Mapping[str, str]
    files: Mapping[str, bytes]
    names: Mapping[str, str]
    """How the dossier calls each picture."""
    labels: Mapping[str, str]
    """For the id of each heading, its label in the source."""


def as_typst(answer: Answer, *, marks: str = "") -> TypstSource:
    """The source of the whole document; with ``marks``, a label, its sections say where they end."""
    writer = TypstWriter(answer.language, answer.images)
    body = writer.write(answer.blocks, marks=marks)
    return TypstSource(
        _PREAMBLE.replace("{show}", "letter" if answer.is_letter else "answer")
        + (_attached(answer) if answer.annex else "")
        + body,
        {"answer": json.dumps(_settings(answer, writer.contents_count), ensure_ascii=False)},
        {file: answer.images[target].read_bytes() for target, file in writer.images.items()}
        | ({ANNEX_FILE: answer.annex} if answer.annex else {}),
        {file: target for target, file in writer.images.items()},
        writer.labels,
    )


def _attached(answer: Answer) -> str:
    """The annex beside the pages: PDF/A-3 wants to know what it is to them."""
    told = literal(DESCRIPTION[answer.language])
    return f'#pdf.attach("{ANNEX_FILE}", relationship: "data", mime-type: "application/json", description: {told})\n'


def _settings(answer: Answer, contents_count: int) -> dict[str, Any]:
    """What ``page.typ`` needs besides the body."""
    cover = read_cover(answer)
    return {
        "title": document_title(answer),
        "author": cover.consortium,
        "keywords": answer.keywords,
        "lang": answer.language,
        "region": words.REGIONS[answer.language],
        "cover": with_known_glyphs(asdict(cover)),
        "footer": with_known_glyphs(shorten(cover.title, _FOOTER_LENGTH, placeholder="…")),
        "contents": words.CONTENTS[answer.language],
        "contents_count": contents_count,
        "draft": words.DRAFT[answer.language] if answer.is_draft else None,
        "groups": words.group_names(answer.language),
    }
