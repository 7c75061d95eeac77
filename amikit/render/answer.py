"""The answer once written: what every exporter receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from amikit.i18n import Language

Block = dict[str, Any]
"""A block of pandoc's JSON AST (``{"t": "Para", "c": [...]}``)."""
Inline = dict[str, Any]
"""An inline of pandoc's JSON AST (``{"t": "Str", "c": "mot"}``)."""


ANNEX_DIGEST = "annex-digest"
"""The class of the block that waits for the digest of the annex."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says; every field is plain text, possibly empty."""

    title: str
    subtitle: str = ""
    call_kind: str = ""
    call_title: str = ""
    funder: str = ""
    consortium: str = ""
    members: tuple[str, ...] = ()
    """``Baraka (Roubaix)``, lead first."""
    lead: str = ""
    period: str = ""
    asked: str = ""
    """The amount asked, in words: ``150 000,00 €``."""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a cover and the blocks of its body, typography done.

    Each section begins with a level 1 ``Header`` that has the section's id. Three blocks
    are special and each exporter may draw them better than their content, which is the same
    thing as a table (a ``Div`` of class ``chart``, ``flows`` or ``key-figures``, see ``compose.py``).
    """

    cover: Cover
    blocks: tuple[Block, ...]
    language: Language = "fr"
    is_draft: bool = False
    is_letter: bool = False
    """Whether it is a page or two without cover nor contents, as DOCX and PDF write letters."""
    on: date = date(1980, 1, 1)
    """The date written in the files' own properties: ``SOURCE_DATE_EPOCH``, or the dossier's."""
    images: Mapping[str, Path] = field(default_factory=dict)
    """For each target of an ``Image`` of the AST, the file: checked, inside the dossier."""
    keywords: tuple[str, ...] = ()
    annex: bytes = b""
    """The annex, in canonical JSON: the same bytes in every file; empty for what is no answer."""
    reference_docx: Path | None = None
    """A reference document of the consortium's or the funder's own."""
    reference_odt: Path | None = None
