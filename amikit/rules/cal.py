"""Family CAL: the answer fits the call."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.periods import months_begun
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.call import Limit
from amikit.rules.declare import ERROR, TODO, Finding, found, rule
from amikit.source.span import Span
from amikit.spelling import did_you_mean


def _source(limit: Limit | None) -> Text:
    """The passage of the call, to print behind a ceiling; empty when nobody noted it."""
    source = limit.source if limit else None
    if source is None or not (source.quote or source.document):
        return Text("", "")
    said = " : ".join(part for part in (source.document, f"« {source.quote} »" if source.quote else "") if part)
    said_en = ": ".join(part for part in (source.document, f"“{source.quote}”" if source.quote else "") if part)
    return Text(f" ({said})", f" ({said_en})")


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
            yield found(section.at(), f"sections/{name}", name=f"{name}.md", hint=did_you_mean(name, known))


@rule(
    "CAL002",
    TODO,
    Text("La section « {title} » attend vos propres mots.", "The section “{title}” wants your own words."),
    Text("Écrivez sections/{id}.md. {guidance}", "Write sections/{id}.md. {guidance}"),
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
            yield found(span, f"sections/{spec.id}", title=spec.title, id=spec.id, guidance=spec.guidance)


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
    "CAL004",
    TODO,
    Text("La pièce « {title} » n'est pas encore jointe.", "The attachment “{title}” is not there yet."),
    Text(
        "Ajoutez dans « pieces » : id: {id}, jointe: oui, et qui l'apporte.",
        "Add to “pieces”: id: {id}, jointe: oui, and who brings it.",
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
    "CAL006",
    ERROR,
    Text(
        "Le montant demandé ({asked_cents}) dépasse le plafond de l'appel ({limit_cents}){source}.",
        "The amount asked ({asked_cents}) is over the call's ceiling ({limit_cents}){source}.",
    ),
    Text(
        "Baissez les lignes « sollicite » de recettes.csv de {gap_cents}.",
        "Lower the “sollicite” lines of recettes.csv by {gap_cents}.",
    ),
    needs_whole_budget=True,
)
def amount_is_under_the_ceiling(proposal: Proposal) -> Iterator[Finding]:
    """The amount asked does not exceed what the call grants.

    The rest would have to come from somewhere else.
    """
    limit = proposal.call.ceilings.amount_max
    asked_cents = proposal.views.asked_cents
    if limit and limit.amount_cents and asked_cents > limit.amount_cents:
        yield found(
            _incomes(proposal),
            "budget/recettes",
            asked_cents=asked_cents,
            limit_cents=limit.amount_cents,
            gap_cents=asked_cents - limit.amount_cents,
            source=_source(limit),
        )


@rule(
    "CAL007",
    ERROR,
    Text(
        "En {year}, le montant demandé ({asked_cents}) dépasse le plafond annuel ({limit_cents}){source}.",
        "In {year}, the amount asked ({asked_cents}) is over the yearly ceiling ({limit_cents}){source}.",
    ),
    Text(
        "Répartissez autrement les lignes « sollicite » de recettes.csv.",
        "Spread the “sollicite” lines of recettes.csv differently.",
    ),
    needs_whole_budget=True,
)
def each_year_is_under_the_ceiling(proposal: Proposal) -> Iterator[Finding]:
    """No year asks for more than the call grants in a year.

    The convention pays year by year: what exceeds is not paid.
    """
    limit = proposal.call.ceilings.per_year_max
    if not limit or not limit.amount_cents:
        return
    for year in proposal.views.by_year:
        if year.asked_cents > limit.amount_cents:
            yield found(
                _incomes(proposal),
                f"budget/{year.id}",
                year=year.label,
                asked_cents=year.asked_cents,
                limit_cents=limit.amount_cents,
                source=_source(limit),
            )


@rule(
    "CAL008",
    ERROR,
    Text(
        "Le projet dure {months_count:mois|mois} ; l'appel en accepte {limit_count}{source}.",
        "The project lasts {months_count:month|months}; the call accepts {limit_count}{source}.",
    ),
    Text("Rapprochez les deux dates de « periode ».", "Bring the two dates of “periode” closer."),
)
def duration_is_accepted(proposal: Proposal) -> Iterator[Finding]:
    """The project is not longer than the call accepts.

    Spending after the end of the convention is not eligible.
    """
    limit = proposal.call.ceilings.duration_max
    months = months_begun(proposal.dossier.settings.period)
    if limit and limit.months and months is not None and months > limit.months:
        yield found(
            proposal.dossier.settings.period.at("end_on"),
            "dossier/periode",
            months_count=months,
            limit_count=limit.months,
            source=_source(limit),
        )


@rule(
    "CAL009",
    ERROR,
    Text(
        "Le financement public atteint {public_rate} ; l'appel en accepte {limit_rate}{source}.",
        "Public funding reaches {public_rate}; the call accepts {limit_rate}{source}.",
    ),
    Text(
        "Ajoutez des fonds propres, ou le bénévolat valorisé (comptes 86 et 87).",
        "Add own funds, or valued volunteering (accounts 86 and 87).",
    ),
    needs_whole_budget=True,
)
def public_funding_is_under_the_ceiling(proposal: Proposal) -> Iterator[Finding]:
    """Public money stays under the rate that the call accepts.

    Valued volunteering counts in the base (guide of the ministry, 2021, quoted by fraap.org).
    """
    limit = proposal.call.ceilings.public_rate_max
    if limit and limit.rate is not None and proposal.views.public_rate > limit.rate:
        yield found(
            _incomes(proposal),
            "budget/recettes",
            public_rate=proposal.views.public_rate,
            limit_rate=limit.rate,
            source=_source(limit),
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
                settings.at_keys("champs", name),
                f"champs/{name}",
                id=name,
                what=what,
                hint=did_you_mean(name, blanks),
            )


@rule(
    "CAL011",
    ERROR,
    Text(
        "Le montant demandé ({asked_cents}) est sous le minimum de l'appel ({limit_cents}){source}.",
        "The amount asked ({asked_cents}) is under the call's minimum ({limit_cents}){source}.",
    ),
    Text(
        "Complétez les lignes « sollicite » de recettes.csv, ou choisissez un autre appel.",
        "Complete the “sollicite” lines of recettes.csv, or choose another call.",
    ),
    needs_whole_budget=True,
)
def amount_is_over_the_minimum(proposal: Proposal) -> Iterator[Finding]:
    """The amount asked reaches the smallest that the call grants; an empty budget is not judged yet."""
    limit = proposal.call.ceilings.amount_min
    asked_cents = proposal.views.asked_cents
    if limit and limit.amount_cents and 0 < asked_cents < limit.amount_cents:
        yield found(
            _incomes(proposal),
            "budget/recettes",
            asked_cents=asked_cents,
            limit_cents=limit.amount_cents,
            source=_source(limit),
        )


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


def _incomes(proposal: Proposal) -> Span:
    incomes = proposal.dossier.budget.incomes
    return incomes[0].at("amount_cents") if incomes else Span(proposal.dossier.root / "budget" / "recettes.csv")
