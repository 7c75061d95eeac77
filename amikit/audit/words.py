"""The words of an audit, for a funder; never who wrote what."""

from __future__ import annotations

from collections.abc import Mapping

from amikit.audit.crossing import Chance
from amikit.audit.summary import Summary
from amikit.i18n import Language, Text, say
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
SEVERAL = Text("dans plusieurs réponses", "in several answers")
WHOLE = Text("toutes", "all")
YES, NO = Text("oui", "yes"), Text("non", "no")
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
    return say(own, check.facts, language) if own is not None else say_check(check, language)


def conclusion_of(summary: Summary, language: Language) -> str:
    """What is concluded of one file, as ``amikit verify`` says it."""
    if summary.is_unreadable:
        return UNREAD[language]
    if summary.facts is None and summary.light is not Light.RED:
        return NO_ANNEX[language]
    return CONCLUSIONS[summary.light][language]
