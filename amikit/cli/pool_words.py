"""Proposals to share, on the screen."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from amikit.cli.visible import visible
from amikit.i18n import Language
from amikit.pooling.gather import Note
from amikit.pooling.pool import Pool
from amikit.pooling.words import CLOSING, NOTHING, TITLE, opening, sections

_WIDTH = 100


def print_pool(pool: Pool, notes: Sequence[Note], language: Language) -> None:
    """A title and its proposals, one after the other."""
    click.secho(TITLE[language], bold=True)
    for said in opening(pool, language, visible):
        click.echo(_wrapped(said, "", ""))
    if pool.is_empty:
        click.echo(_wrapped(NOTHING[language], "", ""))
    for section in sections(pool, notes, language, visible):
        click.echo()
        click.secho(section.title, bold=True)
        for first, *others in section.lines:
            click.echo(_wrapped(first, "  - ", "    "))
            for other in others:
                click.echo(_wrapped(other, "    ", "    "))
    click.echo()
    click.echo(_wrapped(CLOSING[language], "", ""))


def _wrapped(text: str, first: str, others: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
