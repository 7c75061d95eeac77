"""What was set aside of a document, in words: each thing is named, so that nobody looks for it later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from amikit.cli.visible import visible
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.importing.aside import Aside

_LONGEST = 90
_MOST = 12
_ASIDE = Text("Mis de côté, ou changé au passage :", "Set aside, or changed on the way:")
_NOTE = Text("      {who}« {words} »", "      {who}“{words}”")
_MORE = Text("      et {more_count:autre|autres}", "      and {more_count:other|others}")
_KINDS: Mapping[str, Mapping[str, Text]] = {
    "commentaire": dict.fromkeys(
        ("lister", "accepter", "refuser"),
        Text(
            "  {n_count:commentaire gardé|commentaires gardés} dans le texte entre <!-- et -->, sans être imprimé(s) :",
            "  {n_count:comment|comments} kept in the text between <!-- and -->, never printed:",
        ),
    ),
    "ajout": {
        "lister": Text(
            "  {n_count:ajout suivi, repris et noté|ajouts suivis, repris et notés} en commentaire :",
            "  {n_count:tracked insertion|tracked insertions} taken in, and noted in comments:",
        ),
        "accepter": Text(
            "  {n_count:ajout suivi, accepté|ajouts suivis, acceptés} :",
            "  {n_count:tracked insertion|tracked insertions} accepted:",
        ),
        "refuser": Text(
            "  {n_count:ajout suivi, refusé|ajouts suivis, refusés} :",
            "  {n_count:tracked insertion|tracked insertions} refused:",
        ),
    },
    "retrait": {
        "lister": Text(
            "  {n_count:retrait suivi, fait et noté|retraits suivis, faits et notés} en commentaire :",
            "  {n_count:tracked deletion|tracked deletions} carried out, and noted in comments:",
        ),
        "accepter": Text(
            "  {n_count:retrait suivi, accepté|retraits suivis, acceptés} :",
            "  {n_count:tracked deletion|tracked deletions} accepted:",
        ),
        "refuser": Text(
            "  {n_count:retrait suivi, refusé|retraits suivis, refusés} :",
            "  {n_count:tracked deletion|tracked deletions} refused:",
        ),
    },
}
_TITLE = Text(
    "  le titre du document, à mettre dans dossier.yaml (titre) : « {title} »",
    "  the title of the document, to put in dossier.yaml (titre): “{title}”",
)
_BOXES = Text(
    "  {n_count:zone de texte ou cadre, mis|zones de texte ou cadres, mis} en citation après son paragraphe :",
    "  {n_count:text box or frame|text boxes or frames}, put as a quotation after its paragraph:",
)
_HEADERS = Text("  en-têtes et pieds de page, laissés :", "  headers and footers, left out:")
_BOLD = Text("  lignes en gras prises pour des titres :", "  lines in bold taken for titles:")
_PICTURES = Text("  images qui ne peuvent pas être reprises :", "  pictures that cannot be taken:")
_NO_ALT = Text(
    "  images que rien ne décrit (à faire entre les crochets de « ![] ») :",
    "  pictures that nothing describes (to do between the brackets of “![]”):",
)
_LINKS = Text("  adresses qui lanceraient quelque chose, laissées :", "  addresses that would run something, left out:")
_WHY: Mapping[str, Text] = {
    "remote": Text("elle est sur le réseau : amikit n'y va pas", "it is on the network: amikit does not go there"),
    "missing": Text("elle n'est pas avec le document", "it is not with the document"),
    "too-large": Text("elle est trop grande", "it is too large"),
    "kind": Text("ni PNG ni JPEG", "neither PNG nor JPEG"),
    "broken": Text("elle est abîmée", "it is damaged"),
    "colours": Text("ses couleurs sont celles d'une imprimerie", "its colours are those of a press"),
}
_COUNTS: Mapping[str, Text] = {
    "inner-table": Text(
        "  {n_count:tableau était|tableaux étaient} dans un tableau : le voici après lui",
        "  {n_count:table was|tables were} in a table: it now comes after it",
    ),
    "merged": Text(
        "  {n_count:cellule fusionnée|cellules fusionnées} : les mots sont dans la première",
        "  {n_count:merged cell|merged cells}: the words are in the first one",
    ),
    "header-row": Text(
        "  {n_count:tableau sans en-tête|tableaux sans en-tête} : la première ligne le devient",
        "  {n_count:table without header|tables without header}: the first row becomes it",
    ),
    "formula": Text(
        "  {n_count:formule écrite|formules écrites} comme du code", "  {n_count:formula|formulas} written as code"
    ),
    "html": Text("  {n_count:balise HTML laissée|balises HTML laissées}", "  {n_count:HTML tag|HTML tags} left out"),
    "deep": Text(
        "  {n_count:liste trop profonde, remontée|listes trop profondes, remontées} d'un niveau",
        "  {n_count:list|lists} too deep, brought up a level",
    ),
    "object": Text(
        "  {n_count:objet laissé|objets laissés} dans le document (graphique, schéma, feuille de calcul)",
        "  {n_count:object|objects} left in the document (chart, diagram, spreadsheet)",
    ),
    "contents": Text(
        "  la table des matières : la réponse a la sienne", "  the table of contents: the answer has its own"
    ),
    "macros": Text("  des macros, laissées sans être lues", "  macros, left without being read"),
    "front-matter": Text("  l'en-tête entre deux « --- »", "  the header between two “---”"),
}


def aside_lines(aside: Aside, changes: str, language: Language) -> Iterator[str]:
    """The lines to print, none when nothing was set aside."""
    lines = list(_lines(aside, changes, language))
    if lines:
        yield ""
        yield click.style(_ASIDE[language], bold=True)
        yield from lines
    yield ""


def _lines(aside: Aside, changes: str, language: Language) -> Iterator[str]:
    for kind, words in _KINDS.items():
        notes = aside.of_kind(kind)
        if notes:
            yield say(words[changes], {"n_count": len(notes)}, language)
            yield from _listed([(_who(note, language), note["texte"]) for note in notes], language)
    if aside.title:
        yield say(_TITLE, {"title": _short(aside.title)}, language)
    named = (
        (_BOXES, aside.boxes),
        (_HEADERS, aside.headers),
        (_BOLD, aside.bold_titles),
        (_NO_ALT, aside.no_alt),
        (_LINKS, aside.links),
    )
    for text, items in named:
        if items:
            yield say(text, {"n_count": len(items)}, language)
            yield from _listed([("", item) for item in items], language)
    if aside.pictures:
        yield _PICTURES[language]
        reasons = [(target, _WHY.get(why, _WHY["broken"])[language]) for target, why in aside.pictures]
        yield from _listed([("", f"{target} ({why})") for target, why in reasons], language)
    for kind, count in aside.counts.items():
        yield say(_COUNTS[kind], {"n_count": count}, language)


def _listed(items: list[tuple[str, str]], language: Language) -> Iterator[str]:
    for who, words in items[:_MOST]:
        yield say(_NOTE, {"who": who, "words": _short(words)}, language)
    if len(items) > _MOST:
        yield say(_MORE, {"more_count": len(items) - _MOST}, language)


def _who(note: Mapping[str, str], language: Language) -> str:
    said = ", ".join(filter(None, (note.get("par", ""), note.get("le", ""))))
    return f"{visible(said)}{Text(' : ', ': ')[language]}" if said else ""


def _short(words: str) -> str:
    shown = visible(" ".join(words.split()))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
