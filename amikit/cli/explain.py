"""``amikit explain``: what a finding means, why it matters, an example, and the right way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.rules.page import Block

_HELP = Text(
    "Expliquer des constats : ce qu'ils disent, pourquoi cela compte, un exemple et la bonne manière.\n\n"
    "Sans CODE, la liste de tout ce qu'amikit peut dire.",
    "Explain findings: what they say, why it matters, an example and the right way.\n\n"
    "Without CODE, the list of all that amikit can say.",
)
_UNKNOWN = Text("« {code} » n'est pas un constat. {advice}", "“{code}” is not a finding. {advice}")
_LIST_THEM = Text("« amikit explain » seul les liste tous.", "“amikit explain” alone lists them all.")
_SAYS = Text("amikit dit", "amikit says")
_EXAMPLE = Text("Exemple", "Example")
_RIGHT = Text("Comme il faut", "The right way")
_EXCUSE = Text(
    "Pour laisser passer ce constat à un endroit, dans dossier.yaml :",
    "To let it through at one place, in dossier.yaml:",
)
_WHERE = Text("l'endroit ; sans lui, partout", "the place; without it, everywhere")
_REASON = Text("votre raison, imprimée dans le document", "your reason, printed in the document")
_PLACES = {
    "ACC": "sections/qui",
    "BUD": "budget/D3",
    "CAL": "pieces/rib",
    "DOS": "membres/baraka",
    "GOV": "decisions",
    "REC": "ressources/dokos",
    "RES": "catalogue/dokos",
    "TXT": "sections/qui",
}
"""What an exception can name, for each family: an example."""
_KINDS = {
    "image": Text("(une image)", "(a picture)"),
    "photo": Text("(une photo, que son appareil demande de tourner)", "(a photograph, which its camera asks to turn)"),
    "retirer": Text("(ce fichier n'est pas là)", "(this file is not there)"),
    "lien": Text("(un lien vers {target})", "(a link to {target})"),
}
_MOST_LINES = 30
"""Of an example: one shows that a text is long by being long."""
_MARK = re.compile(r"\s*(?:#|<--) ((?:[A-Z]{3}[0-9]{3}(?: « [^»]+ »)?(?:, )?)+)$")
_WORD = re.compile(r" « [^»]+ »")


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("explain", help=_HELP[language])
    @click.argument("codes", metavar="CODE...", nargs=-1)
    def explain(codes: tuple[str, ...]) -> None:
        from amikit.rules import FAULTS
        from amikit.spelling import did_you_mean, nearest

        asked = [code.strip().upper() for code in codes]
        for code in asked:
            if code not in FAULTS:
                advice = did_you_mean(code, FAULTS) if nearest(code, FAULTS) else _LIST_THEM
                facts = {"code": code, "advice": advice}
                raise click.UsageError(say(_UNKNOWN, facts, language))
        if asked:
            click.echo("\n\n".join(_explained(code, language) for code in dict.fromkeys(asked)))
        else:
            click.echo("\n".join(_listed(language)))

    return explain


def _listed(language: Language) -> Iterable[str]:
    from amikit.diagnostics import SEVERITY_WORDS
    from amikit.rules import FAULTS
    from amikit.rules.page import read_rule_page

    width = max(len(words[language]) for words in SEVERITY_WORDS.values())
    for code, fault in sorted(FAULTS.items()):
        yield f"{code}  {SEVERITY_WORDS[fault.severity][language]:<{width}}  {read_rule_page(code).title[language]}"


def _explained(code: str, language: Language) -> str:
    from amikit.diagnostics import SEVERITY_WORDS
    from amikit.rules import FAULTS
    from amikit.rules.page import read_rule_page, with_places

    fault, page = FAULTS[code], read_rule_page(code)
    title = click.style(f"{code} ({SEVERITY_WORDS[fault.severity][language]})", bold=True)
    message = with_places(fault.message, language)
    hint = with_places(fault.hint, language) if fault.hint else ""
    said = [line for line, words in ((f"  {message}", message), (f"  → {hint}", hint)) if words.strip("‹…›. ")]
    parts = [
        f"{title} {page.title[language]}",
        _wrapped(page.why[language]),
        "\n".join([_heading(_SAYS, language), *said]) if said else "",
        _example(_EXAMPLE, page.wrong, language),
        _example(_RIGHT, page.right, language),
    ]
    if code[:3] in _PLACES:
        where = f"        ou: {_PLACES[code[:3]]:<20}  # {_WHERE[language]}"
        reason = f"        motif:                    # {_REASON[language]}"
        parts.append("\n".join([_EXCUSE[language], "", "    exceptions:", f"      - regle: {code}", where, reason]))
    return "\n\n".join(filter(None, parts))


def _heading(text: Text, language: Language) -> str:
    return click.style(text[language], underline=True)


def _wrapped(text: str) -> str:
    return click.wrap_text(text, width=88)


def _example(title: Text, blocks: Iterable[Block], language: Language) -> str:
    shown = []
    for block in blocks:
        if block.kind in _KINDS:
            body = "    " + say(_KINDS[block.kind], {"target": block.text.strip()}, language)
        else:
            lines = block.text.rstrip("\n").split("\n")
            shown_lines = [*lines[:_MOST_LINES], "…"] if len(lines) > _MOST_LINES else lines
            body = "\n".join(f"    {_pointed(line)}".rstrip() for line in shown_lines)
        shown.append(f"  {click.style(block.path, bold=True)}\n{body}")
    return "\n".join([_heading(title, language), *shown]) if shown else ""


def _pointed(line: str) -> str:
    """A line of an example, with an arrow instead of the mark that the tests read."""
    found = _MARK.search(line)
    return f"{line[: found.start()]}    ← {_WORD.sub('', found[1])}" if found else line
