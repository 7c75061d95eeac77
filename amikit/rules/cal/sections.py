"""Family CAL: the consortium's own texts are those of the call, long enough and no longer."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.dossier import Dossier
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.source.span import Span
from amikit.spelling import did_you_mean, nearest

TO_SORT = "a-ranger"
"""The file of ``sections/`` where an import keeps what goes to no section."""


@rule(
    "CAL001",
    ERROR,
    Text(
        "« {name} » ne correspond à aucune section de l'appel : ce texte ne serait pas imprimé.",
        "“{name}” matches no section of the call: this text would not be printed.",
    ),
    Text("{hint}", "{hint}"),
)
def section_files_match(proposal: Proposal) -> Iterator[Finding]:
    """Every file of ``sections/`` has the name of a section of the call.

    A text that nobody prints is lost without a word.
    """
    known = [spec.id for spec in proposal.call.sections]
    for name, section in proposal.dossier.sections.items():
        if name not in known and name != TO_SORT:
            meant = nearest(name, known)
            hint = _rename(meant, proposal.dossier) if meant else did_you_mean(name, _places(proposal))
            yield found(section.at(), f"sections/{name}", name=f"{name}.md", hint=hint)


def _rename(meant: str, dossier: Dossier) -> Text:
    """To give the file the name that was meant, or its text to the file that has it already."""
    there = dossier.sections.get(meant)
    if there is not None and not there.prose.is_empty:
        return Text(
            f"« {meant}.md » existe déjà : réunissez les deux textes sous ce nom.",
            f"“{meant}.md” is there already: put both texts together under this name.",
        )
    is_empty = there is not None
    return Text(
        f"Renommez ce fichier « {meant}.md »{' ; celui qui porte ce nom est encore vide' if is_empty else ''}.",
        f"Rename this file “{meant}.md”{'; the one that has this name is still empty' if is_empty else ''}.",
    )


def _places(proposal: Proposal) -> list[str]:
    """Where a text can go: any section takes one; those that only the consortium can write come first."""
    sections = sorted(proposal.call.sections, key=lambda spec: not spec.own_words)
    return [spec.id for spec in sections]


@rule(
    "CAL019",
    TODO,
    Text(
        "« {name} » garde des passages qui ne sont dans aucune section : ils ne seraient pas imprimés.",
        "“{name}” holds passages that are in no section: they would not be printed.",
    ),
    Text(
        "Rangez chaque passage dans le fichier de sa section ({where}), ou effacez-le ; puis supprimez ce fichier.",
        "Move each passage to the file of its section ({where}), or erase it; then delete this file.",
    ),
)
def passages_are_sorted(proposal: Proposal) -> Iterator[Finding]:
    """What an import could not place is put in a section, or left out on purpose.

    A text that was written together deserves better than to be forgotten beside the answer.
    """
    section = proposal.dossier.sections.get(TO_SORT)
    known = _places(proposal)
    if section is not None and TO_SORT not in known and not section.prose.is_empty:
        where = ", ".join(f"{one}.md" for one in known)
        yield found(section.at(), f"sections/{TO_SORT}", name=f"{TO_SORT}.md", where=where)


@rule(
    "CAL002",
    TODO,
    Text("La section « {title} » attend vos propres mots.", "The section “{title}” wants your own words."),
    Text("Écrivez sections/{id}.md. {guidance}", "Write sections/{id}.md. {guidance}"),
    waits_for=["LOA037"],
)
def own_words_are_written(proposal: Proposal) -> Iterator[Finding]:
    """Sections that no template can write are written by the consortium.

    A jury reads these first: a model's words there say nothing of you.
    """
    for spec in proposal.call.sections:
        section = proposal.dossier.sections.get(spec.id)
        unread = f"sections/{spec.id}" in proposal.dossier.unreadable
        if spec.own_words and not unread and (section is None or section.prose.is_empty):
            span = section.at() if section else Span(proposal.dossier.root / "sections" / f"{spec.id}.md")
            guidance = _as_the_call_says(spec.guidance)
            yield found(span, f"sections/{spec.id}", title=spec.title, id=spec.id, guidance=guidance)


def _as_the_call_says(guidance: str) -> Text:
    """The advice of a template, which is written in the language of the call."""
    return Text(guidance, guidance and f"In the call's words: {guidance}")


@rule(
    "CAL003",
    ERROR,
    Text(
        "La section « {title} » compte {words_count:mot|mots} ; l'appel en accepte {limit_count}.",
        "The section “{title}” has {words_count:word|words}; the call accepts {limit_count}.",
    ),
    Text("Raccourcissez le texte de {over_count:mot|mots}.", "Shorten the text by {over_count:word|words}."),
)
def sections_are_short_enough(proposal: Proposal) -> Iterator[Finding]:
    """No section has more words than the call accepts.

    Portals cut at the limit, in the middle of a sentence.
    """
    for spec in proposal.call.sections:
        section = proposal.dossier.sections.get(spec.id)
        if section is None or not spec.words_max:
            continue
        count = section.prose.words_count
        if count > spec.words_max:
            yield found(
                section.at(),
                f"sections/{spec.id}",
                title=spec.title,
                words_count=count,
                limit_count=spec.words_max,
                over_count=count - spec.words_max,
            )


@rule(
    "CAL014",
    ADVICE,
    Text(
        "La section « {title} » a {words_count:mot|mots} ; au moins {least_count} sont conseillés.",
        "The section “{title}” has {words_count:word|words}; at least {least_count} are advised.",
    ),
    Text(
        "Ajoutez ce que vous seuls pouvez dire : une date, un chiffre, un exemple. {guidance}",
        "Add what only you can say: a date, a figure, an example. {guidance}",
    ),
)
def sections_are_long_enough(proposal: Proposal) -> Iterator[Finding]:
    """A section that was begun has as many words as the call advises.

    A juror who reads three hundred answers stops at the first thin one.
    """
    for spec in proposal.call.sections:
        section = proposal.dossier.sections.get(spec.id)
        if section is None or section.prose.is_empty or not spec.words_min:
            continue
        count = section.prose.words_count
        if count < spec.words_min:
            yield found(
                section.at(),
                f"sections/{spec.id}",
                title=section.front.title or spec.title,
                words_count=count,
                least_count=spec.words_min,
                guidance=_as_the_call_says(spec.guidance),
            )
