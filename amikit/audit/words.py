"""The words of an audit, for a funder; never who wrote what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from amikit.audit.crossing import Chance
from amikit.audit.overview import Answer
from amikit.audit.summary import Summary, and_more
from amikit.audit.table import visible
from amikit.i18n import LANGUAGES, Language, Text, format_date, say
from amikit.model.values import Period
from amikit.render.labels import NOT_ASKED
from amikit.verify.verdict import Check, Light
from amikit.verify.words import CONCLUSIONS, NO_ANNEX, UNREAD, say_check

TITLE = Text("Les réponses à l'appel, lues ensemble", "The answers to the call, read together")
STATEMENT = Text("Ce que {resource} recevrait de cet appel", "What {resource} would receive from this call")
COHERENT = Text(
    "« Cohérent » veut dire que le texte et les données d'une réponse vont ensemble ; cela ne dit pas qui les a écrits. "
    "Les chiffres sont ceux que chaque réponse annonce, recomptés ; une réponse en rouge compte dans les totaux, et sa part est dite.",
    "“Coherent” means that the text and the data of an answer go together; it does not say who wrote them. "
    "Figures are those that each answer gives, recomputed; an answer in red counts in the totals, and its part is said.",
)
COUNTS = Text(
    "{answers_count:réponse|réponses}, {files_count:fichier|fichiers} : "
    "{red_count:en rouge|en rouge}, {amber_count:en orange|en orange}, {green_count:en vert|en vert}.",
    "{answers_count:answer|answers}, {files_count:file|files}: "
    "{red_count:in red|in red}, {amber_count:in amber|in amber}, {green_count:in green|in green}.",
)
ASIDE = {
    "others_count": Text(
        "{others_count:fichier d'une autre sorte n'est pas lu|fichiers d'une autre sorte ne sont pas lus}",
        "{others_count:file of another kind is not read|files of another kind are not read}",
    ),
    "links_count": Text(
        "{links_count:lien n'est pas suivi|liens ne sont pas suivis}",
        "{links_count:link is not followed|links are not followed}",
    ),
    "closed_count": Text(
        "{closed_count:dossier ne s'ouvre pas|dossiers ne s'ouvrent pas}",
        "{closed_count:folder cannot be opened|folders cannot be opened}",
    ),
}
AGREEMENTS: Mapping[str, Text] = {
    "": NOT_ASKED,
    "demande": Text("demandé", "asked"),
    "accepte": Text("accordé", "given"),
    "reserve": Text("avec réserves", "with reservations"),
    "refuse": Text("refusé", "refused"),
}
USAGES: Mapping[str, Text] = {
    "citation": Text("citation", "mention"),
    "usage": Text("usage", "use"),
    "deploiement": Text("déploiement", "deployment"),
    "accompagnement": Text("accompagnement", "support"),
}
CHANCES: Mapping[Chance, Text] = {
    Chance.NEED: Text("un besoin, plusieurs ressources", "one need, several resources"),
    Chance.CHOICE: Text("une pièce, reprise ou refaite", "one piece, reused or made again"),
    Chance.STEP: Text("une prochaine étape, financée plusieurs fois", "one next step, funded several times"),
    Chance.DEPLOYMENT: Text("une ressource, déployée par plusieurs", "one resource, deployed by several"),
}
PIECES: Mapping[str, Text] = {
    "methode": Text("méthode", "method"),
    "outils": Text("outils", "tools"),
    "documentation": Text("documentation", "documentation"),
}
ON_THEIR_OWN = Text("la leur", "their own")
OPTION = Text("{resource} (n° {answers})", "{resource} (no. {answers})")
OVER = Text("plus qu'un plein temps ({limit_hours})", "more than a full time ({limit_hours})")
SAME = Text("les mêmes heures dans deux réponses", "the same hours in two answers")
STEP = Text("{resource} : {step}", "{resource}: {step}")
APART = Text("Leurs périodes ne se recouvrent pas.", "Their periods do not overlap.")
SOME_APART = Text("Leurs périodes ne se recouvrent pas toutes.", "Not all of their periods overlap.")
AND_MORE = Text("et {more_count:autre|autres}", "and {more_count:other|others}")
MORE_TO_SAY = Text("Et {more_count:autre point|autres points}.", "And {more_count:other point|other points}.")
NO_TEXT = "—"
RED_FILES = Text("{files_count:fichier|fichiers} en rouge : {files}.", "{files_count:file|files} in red: {files}.")
SEVERAL = Text("dans plusieurs réponses", "in several answers")
WHOLE = Text("toutes", "all")
YES, NO = Text("oui", "yes"), Text("non", "no")
_OTHERS = Text("{more_count:autre|autres}", "{more_count:other|others}")
_MOST_NAMES = 8
_CUT = re.compile(r"… \+([0-9]{1,9})")
_OWN_CHECKS: Mapping[str, Text] = {
    "audit-differ": Text(
        "Les fichiers de cette réponse portent {annexes_count:annexe|annexes} qui diffèrent ; celle de « {counted} » est comptée.",
        "The files of this answer carry {annexes_count:annex|annexes} that differ; that of “{counted}” is counted.",
    ),
    "audit-drafts": Text(
        "Un brouillon de cette réponse a une autre annexe ; celle de « {counted} » est comptée.",
        "A draft of this answer has another annex; that of “{counted}” is counted.",
    ),
    "audit-cut": Text(
        "Cette réponse nomme plus de {most} ressources, personnes ou étapes : la suite n'est pas comptée.",
        "This answer names more than {most} resources, people or steps: the rest is not counted.",
    ),
    "audit-beside": Text(
        "{files_count:fichier joint est illisible|fichiers joints sont illisibles} : {files}.",
        "{files_count:enclosed file cannot be read|enclosed files cannot be read}: {files}.",
    ),
}


def say_of_answer(check: Check, language: Language) -> str:
    """The sentence of a check, of one file or of an answer as a whole."""
    own = _OWN_CHECKS.get(check.code)
    check = replace(check, facts={name: _listed(value) for name, value in check.facts.items()})
    return say(own, check.facts, language) if own is not None else say_check(check, language)


def _listed(value: Any) -> Any:
    """A list that a sentence can hold: what is beyond is counted."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return value
    cut = _CUT.fullmatch(value[-1]) if value else None
    count = len(value) - 1 + int(cut[1]) if cut else len(value)
    if cut is None and count <= _MOST_NAMES:
        return value
    kept = value[: min(_MOST_NAMES - 1, len(value) - bool(cut))]
    more = {"more_count": count - len(kept)}
    return [*kept, Text(*(say(_OTHERS, more, language) for language in LANGUAGES))]


def red_files_of(answer: Answer, language: Language, most: int = _MOST_NAMES) -> list[str]:
    """Which files of an answer are in red, in a sentence; none when the answer is named after its only file."""
    files = answer.red_files
    if not files or files == (answer.label,):
        return []
    named = _listed(and_more([visible(one) for one in files[:most]], len(files)))
    return [say(RED_FILES, {"files": named, "files_count": len(files)}, language)]


def period_of(period: Period, language: Language) -> str:
    """From a day to another; an open side is left open."""
    days = [format_date(day, language, short=True) if day else "…" for day in (period.start_on, period.end_on)]
    return "\u00a0– ".join(days) if period.start_on or period.end_on else ""


def conclusion_of(summary: Summary, language: Language) -> str:
    """What is concluded of one file, as ``amikit verify`` says it."""
    if summary.is_unreadable:
        return UNREAD[language]
    if summary.facts is None and summary.light is not Light.RED:
        return NO_ANNEX[language]
    return CONCLUSIONS[summary.light][language]
