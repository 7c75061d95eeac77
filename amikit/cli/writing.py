"""What a command gives: on the screen, or in a file that is never written over somebody's work."""

from __future__ import annotations

from pathlib import Path

import click

from amikit.i18n import Language, Text, say

_KEPT = Text("Vous l'aviez modifié ; il est gardé sous « {name} ».", "You had changed it; it is kept as “{name}”.")


def give(text: str, out: Path | None, language: Language) -> None:
    """Print the text, or write it in ``out`` and print where it is."""
    if out is None:
        click.echo(text)
        return
    give_bytes(f"{text}\n".encode(), out, language)


def give_bytes(content: bytes, out: Path, language: Language) -> None:
    """Write a file in ``out`` and print where it is."""
    from amikit.cli.visible import visible
    from amikit.export.write import write_outputs

    paths, kept = write_outputs(out.parent, {out.name: content})
    for path in kept:
        click.echo(say(_KEPT, {"name": visible(str(path))}, language), err=True)
    for path in paths:
        click.echo(visible(str(path)))
