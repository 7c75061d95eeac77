"""``amikit copy``: one section as plain text, to paste into a portal's box, with its count against the limit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.pasting import Pasted

_HELP = Text(
    "Donner la SECTION de DOSSIER en texte simple, à coller dans une case de portail.\n\n"
    "Le texte va sur la sortie standard, son compte à côté ; sans SECTION, la liste des sections et leurs comptes.\n\n"
    "Fin : 0 ; 1 si le texte est trop long, ou si un fichier ne peut pas être lu.",
    "Give the SECTION of DOSSIER as plain text, to paste into a portal's box.\n\n"
    "The text goes to standard output, its count beside it; without SECTION, the list of sections and their counts.\n\n"
    "Exit status: 0; 1 if the text is too long, or if a file cannot be read.",
)
_SECTION = Text("SECTION", "SECTION")
_MOST = Text(
    "Le nombre de caractères que la case accepte, espaces compris.",
    "The number of characters that the box takes, spaces included.",
)
_NUMBER = Text("NOMBRE", "NUMBER")
_UNKNOWN = Text(
    "Cette réponse n'a pas de section « {name} ». {advice}", "This answer has no section “{name}”. {advice}"
)
_COUNT = Text(
    "{words_count:mot|mots}, {characters_count:caractère|caractères}{limit}.",
    "{words_count:word|words}, {characters_count:character|characters}{limit}.",
)
_WITHIN = Text(" ; limite : {limits}", "; limit: {limits}")
_TOO_LONG = Text(" ; trop long : la limite est de {limits}", "; too long: the limit is {limits}")
_WORDS = Text("{limit_count:mot|mots}", "{limit_count:word|words}")
_CHARACTERS = Text("{limit_count:caractère|caractères}", "{limit_count:character|characters}")
_BLANKS = Text(
    "Il reste des blancs à compléter dans ce texte : ne le collez pas encore.",
    "Blanks remain to be filled in this text: do not paste it yet.",
)
_BLANK_MARKS = ("[à compléter", "[to complete")


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("copy", help=_HELP[language])
    @click.argument("section", required=False, metavar=f"[{_SECTION[language]}]")
    @dossier_options(language)
    @click.option("--max", "most", type=click.IntRange(min=1), metavar=_NUMBER[language], help=_MOST[language])
    def copy(
        section: str | None, dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, most: int | None
    ) -> None:
        from amikit.cli.words import print_report
        from amikit.pasting import paste_sections
        from amikit.spelling import did_you_mean

        if section and dossier == Path() and _is_dossier(section):
            dossier, section = Path(section), None  # “amikit copy ma-reponse”: the list of its sections
        checked, found = paste_sections(dossier, catalogs=catalogs, template=template)
        if not found:
            print_report(checked.report.only(("LOA",), ()), language)
            raise SystemExit(Exit.FINDINGS)
        if not section:
            _list(found, language)
            return
        names = {one.spec.id: one for one in found}
        if section not in names:
            advice = did_you_mean(section, names)
            raise click.UsageError(say(_UNKNOWN, {"name": section, "advice": advice}, language))
        pasted = names[section]
        click.echo(pasted.text)
        told, is_too_long = _count(pasted, most, language)
        click.echo(told, err=True)
        if any(mark in pasted.text for mark in _BLANK_MARKS):
            click.echo(_BLANKS[language], err=True)
        raise SystemExit(Exit.FINDINGS if is_too_long else Exit.OK)

    return copy


def _is_dossier(name: str) -> bool:
    return (Path(name) / "dossier.yaml").is_file()


def _count(pasted: Pasted, most: int | None, language: Language) -> tuple[str, bool]:
    """How long the text is, against what the call and the box accept; and whether it is too long."""
    limits, is_too_long = [], False
    if pasted.spec.words_max:
        limits.append(say(_WORDS, {"limit_count": pasted.spec.words_max}, language))
        is_too_long = pasted.words_count > pasted.spec.words_max
    if most:
        limits.append(say(_CHARACTERS, {"limit_count": most}, language))
        is_too_long = is_too_long or pasted.characters_count > most
    limit = say(_TOO_LONG if is_too_long else _WITHIN, {"limits": limits}, language) if limits else ""
    facts = {"words_count": pasted.words_count, "characters_count": pasted.characters_count, "limit": limit}
    return say(_COUNT, facts, language), is_too_long


def _list(found: Sequence[Pasted], language: Language) -> None:
    width = max(len(one.spec.id) for one in found)
    for one in found:
        told, _ = _count(one, None, language)
        click.echo(f"{one.spec.id.ljust(width)}  {one.spec.title} — {told}")
