"""Family CAL: attachments, criteria and blanks are those that the call asks for."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.money import NumberError, parse_decimal
from amikit.rules.declare import ERROR, TODO, Finding, found, rule
from amikit.spelling import did_you_mean


@rule(
    "CAL004",
    TODO,
    Text("La pièce « {title} » n'est pas encore jointe.", "The attachment “{title}” is not there yet."),
    Text(
        "Quand elle est prête, dans « pieces », sous « id: {id} » : « jointe: oui » et « fichier: … ».",
        "When it is ready, in “pieces”, below “id: {id}”: “jointe: oui” and “fichier: …”.",
    ),
)
def attachments_are_there(proposal: Proposal) -> Iterator[Finding]:
    """Every attachment that the call requires is ready.

    A missing one is the first reason why a file is not read.
    """
    settings = proposal.dossier.settings
    written = {piece.id: piece for piece in settings.attachments}
    for spec in proposal.call.attachments:
        piece = written.get(spec.id)
        if spec.required and not (piece and piece.provided):
            span = piece.at() if piece else settings.at("attachments")
            yield found(span, f"pieces/{spec.id}", title=spec.title, id=spec.id)


@rule(
    "CAL005",
    TODO,
    Text("Aucune section ne répond au critère « {title} ».", "No section answers the criterion “{title}”."),
    Text(
        "Ajoutez dans « criteres » : critere: {id}, sections: [...].",
        "Add to “criteres”: critere: {id}, sections: [...].",
    ),
)
def criteria_are_answered(proposal: Proposal) -> Iterator[Finding]:
    """Each criterion of the call is answered in a section that exists.

    A jury marks criterion by criterion, and looks for each one's place.
    """
    settings = proposal.dossier.settings
    known = {spec.id for spec in proposal.call.sections}
    written = {answer.criterion_id: answer for answer in settings.criteria}
    for criterion in proposal.call.criteria:
        answer = written.get(criterion.id)
        places = answer.section_ids if answer and answer.section_ids else criterion.section_ids
        if not known.intersection(places):
            yield found(
                answer.at() if answer else settings.at("criteria"),
                f"criteres/{criterion.id}",
                title=criterion.title,
                id=criterion.id,
            )


@rule(
    "CAL010",
    ERROR,
    Text("« {id} » n'est pas {what} de cet appel.", "“{id}” is not {what} of this call."),
    Text("{hint}", "{hint}"),
)
def names_of_the_call_exist(proposal: Proposal) -> Iterator[Finding]:
    """Attachments, criteria, sections and blanks are those that the call names.

    What is written under a wrong name is printed nowhere.
    """
    settings, call = proposal.dossier.settings, proposal.call
    pieces = [spec.id for spec in call.attachments]
    criteria = [criterion.id for criterion in call.criteria]
    sections = [spec.id for spec in call.sections]
    for piece in settings.attachments:
        if piece.id not in pieces:
            what = Text("une pièce", "an attachment")
            yield found(
                piece.at("id"), f"pieces/{piece.id}", id=piece.id, what=what, hint=did_you_mean(piece.id, pieces)
            )
    for answer in settings.criteria:
        if answer.criterion_id not in criteria:
            what = Text("un critère", "a criterion")
            yield found(
                answer.at("criterion_id"),
                f"criteres/{answer.criterion_id}",
                id=answer.criterion_id,
                what=what,
                hint=did_you_mean(answer.criterion_id, criteria),
            )
        for place, name in enumerate(answer.section_ids):
            if name not in sections:
                what = Text("une section", "a section")
                yield found(
                    answer.at_item("section_ids", place),
                    f"criteres/{answer.criterion_id}",
                    id=name,
                    what=what,
                    hint=did_you_mean(name, sections),
                )
    blanks = [spec.id for spec in call.fields]
    for name in settings.fields:
        if name not in blanks:
            what = Text("un champ", "a blank")
            yield found(
                settings.at_key("champs", name),
                f"champs/{name}",
                id=name,
                what=what,
                hint=did_you_mean(name, blanks),
            )


@rule(
    "CAL017",
    TODO,
    Text("« {text} » n'est pas un nombre seul.", "“{text}” is not a number alone."),
    Text(
        "Écrivez seulement le nombre : le modèle écrit ce qui le suit (« {title} »).",
        "Write only the number: the template writes what follows it (“{title}”).",
    ),
)
def numbers_stand_alone(proposal: Proposal) -> Iterator[Finding]:
    """A blank that wants a number holds nothing else.

    The template writes the unit: “for 10 years years” would be printed on the first page.
    """
    fields = proposal.dossier.settings.fields
    for spec in proposal.call.fields:
        text = fields.get(spec.id, "").strip()
        if spec.is_number and text and not _is_number(text):
            span = proposal.dossier.settings.at_keys("champs", spec.id)
            yield found(span, f"champs/{spec.id}", text=text, title=spec.title)


def _is_number(text: str) -> bool:
    try:
        parse_decimal(text)
    except NumberError as error:
        return error.kind == "ambiguous"
    return True


@rule(
    "CAL012",
    TODO,
    Text(
        "La pièce « {id} » annonce « {file} », qui n'est pas dans le dossier.",
        "The attachment “{id}” names “{file}”, which is not in the folder.",
    ),
    Text(
        "Copiez le fichier à cet endroit, ou écrivez « jointe: non ».", "Copy the file there, or write “jointe: non”."
    ),
)
def announced_files_are_there(proposal: Proposal) -> Iterator[Finding]:
    """An attachment that is said to be there is in the folder.

    The first page lists the attachments: a reader who finds one missing stops there.
    """
    for piece in proposal.dossier.settings.attachments:
        if piece.provided and piece.file in proposal.dossier.missing_files:
            yield found(piece.at("file"), f"pieces/{piece.id}", id=piece.id, file=piece.file)


@rule(
    "CAL013",
    TODO,
    Text(
        "Le modèle de cet appel n'est pas écrit en « {language} » : le document serait dans deux langues.",
        "The template of this call is not written in “{language}”: the document would be in two languages.",
    ),
    Text("Écrivez « langue: {known} ».", "Write “langue: {known}”."),
)
def template_speaks_the_language(proposal: Proposal) -> Iterator[Finding]:
    """The template is written in the language of the document.

    Half a page in another language looks like a mistake, and reads aloud like one.
    """
    settings = proposal.dossier.settings
    if settings.language not in proposal.call.languages:
        known = proposal.call.languages[0] if proposal.call.languages else "fr"
        yield found(settings.at("language"), "dossier/langue", language=settings.language, known=known)
