"""Family CAL: the consortium's own texts are those of the call, long enough and no longer."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.dossier import Dossier
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.source.span import Span
from amikit.spelling import did_you_mean, nearest


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
        if name not in known:
            # The sections that a template writes are no help to who looks for the name of a text.
            own = [spec.id for spec in proposal.call.sections if spec.own_words]
            meant = nearest(name, known)
            hint = _rename(meant, proposal.dossier) if meant else did_you_mean(name, own or known)
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
