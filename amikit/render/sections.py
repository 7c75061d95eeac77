"""Every section of the answer, filled in: Markdown with slots, and the blanks that remain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic
from amikit.i18n import Language, Text
from amikit.load.dossier import SETTINGS_FILE
from amikit.load.faults import TEMPLATE_FAULT, TEMPLATE_STOPPED
from amikit.model.call import SectionRole, SectionSpec
from amikit.model.dossier import Dossier, SectionMode
from amikit.paths import is_own, templates_root
from amikit.render.cache import own_cache
from amikit.render.slots import ProseSlot, marker
from amikit.render.templates import Blank, Failure, Filled, Filler, Measure
from amikit.render.view import view_criteria, view_exemptions, view_proposal
from amikit.rules.blanks import TEMPLATE_BLANK
from amikit.source.span import Span


@dataclass(frozen=True, slots=True)
class FilledSection:
    """One section to print: what the call says of it, its title, its Markdown with slots."""

    spec: SectionSpec
    title: str
    filled: Filled
    diagnostics: tuple[Diagnostic, ...] = ()
    """Its blanks, and why it could not be filled in."""


@dataclass(frozen=True)
class Rendered:
    """The sections that will be printed, in order, and what was found while filling them in."""

    sections: tuple[FilledSection, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def render_sections(proposal: Proposal, language: Language, excused: Sequence[Diagnostic] = ()) -> Rendered:
    """Fill in each section of the call; one that comes out empty is dropped, unless required.

    ``excused`` are the findings that the consortium lets through: the document prints them.
    """
    call, dossier = proposal.call, proposal.dossier
    view = view_proposal(proposal, language) | {"exemptions": view_exemptions(proposal, excused, language)}
    extras = {spec.id: _extra(proposal, spec) for spec in call.sections}
    replaced = {spec.id: _replaced(spec.id) for spec in call.sections if _is_replaced(proposal, spec.id)}
    to_fill = {name: extra for name, extra in extras.items() if name not in replaced}
    filled = dict(replaced)
    last = [spec.id for spec in call.sections if spec.role is SectionRole.CRITERIA and spec.id in to_fill]
    summary = {name: to_fill.pop(name) for name in last}
    filled |= _fill(proposal, view, to_fill, language)
    printed = {
        spec.id: _title(proposal, spec)
        for spec in call.sections
        if spec.id in summary or spec.required or (spec.id in filled and filled[spec.id].markdown.strip())
    }
    criteria = view_criteria(proposal, printed)
    filled |= _fill(proposal, {**view, "criteria": criteria}, summary, language)
    if not is_own(call.root):
        filled = _bounded(filled, call.root)
    sections = [
        FilledSection(spec, printed[spec.id], filled[spec.id], tuple(_diagnose(filled[spec.id], dossier)))
        for spec in call.sections
        if spec.id in printed and spec.id in filled
    ]
    diagnostics = [found for one in filled.values() for found in _diagnose(one, dossier)]
    return Rendered(tuple(sections), tuple(diagnostics))


def _extra(proposal: Proposal, spec: SectionSpec) -> Mapping[str, Any]:
    section = proposal.dossier.sections.get(spec.id)
    prose = ProseSlot(f"sections/{spec.id}") if section is not None and not section.prose.is_empty else None
    return {"prose": prose, "section": {"id": spec.id, "title": spec.title, "guidance": spec.guidance}}


def _is_replaced(proposal: Proposal, section_id: str) -> bool:
    section = proposal.dossier.sections.get(section_id)
    return section is not None and section.front.mode is SectionMode.REPLACES and not section.prose.is_empty


def _replaced(section_id: str) -> Filled:
    """A section made of the consortium's own words alone."""
    return Filled(section_id, f"{marker(0)}\n", ({"prose": f"sections/{section_id}"},))


def _title(proposal: Proposal, spec: SectionSpec) -> str:
    section = proposal.dossier.sections.get(spec.id)
    return (section.front.title if section else "") or spec.title


def _fill(
    proposal: Proposal, view: Mapping[str, Any], sections: Mapping[str, Mapping[str, Any]], language: Language
) -> dict[str, Filled]:
    """Fill in some sections: here for our own templates, in a bounded child for a stranger's."""
    if not sections:
        return {}
    call = proposal.call
    fields = {field.id: proposal.dossier.settings.fields.get(field.id, "") for field in call.fields}
    titles = {field.id: field.title for field in call.fields}
    filler = Filler([call.root, templates_root() / "_shared"], view, language, fields, titles)
    if is_own(call.root):
        answers = replace(filler, cache=own_cache(language)).fill_all(sections)
    else:
        from amikit.render.worker import fill_apart

        answers = fill_apart(filler, sections)
    return {answer.section_id: answer for answer in answers}


def _bounded(filled: Mapping[str, Filled], root: Path) -> dict[str, Filled]:
    """The sections, without those that make the whole document of a stranger's template too large to be read."""
    measure, filler = Measure(), Filler([root, templates_root() / "_shared"], {})
    return {
        name: Filled(name, failure=filler.is_too_much(name)) if measure.is_exceeded_by(one) else one
        for name, one in filled.items()
    }


def _diagnose(filled: Filled, dossier: Dossier) -> list[Diagnostic]:
    if filled.failure is not None:
        return [_failed(filled.failure)]
    found = [(blank, _blank(blank, dossier)) for blank in filled.blanks]
    return [one for blank, one in found if not _is_written(blank, one.span, dossier)]


def _is_written(blank: Blank, span: Span, dossier: Dossier) -> bool:
    """Whether what seems blank is not: it could not be read, or names what could not be."""
    name, _, key = blank.where.partition("#")
    if (span.path, span.line, span.column) in dossier.unread_places:
        return True
    if not key:
        return any(path == span.path for path, _, _ in dossier.unread_places)
    if key == "ressources" and dossier.settings.uses:
        return True  # a rule says which are not in the catalog
    return name == SETTINGS_FILE and bool(dossier.settings.text_at(*key.split(".")).strip())


_STOPPED = {
    "too-slow": Text("il prend trop de temps", "it takes too long"),
    "too-much": Text("il demande trop de mémoire ou de temps", "it wants too much memory or time"),
    "too-long": Text("il écrit plus de deux millions de signes", "it writes more than two million characters"),
    "too-many": Text(
        "le document entier dépasse deux millions de signes, ou 250 000 mots et marques",
        "the whole document exceeds two million characters, or 250,000 words and marks",
    ),
}


# Jinja's own words, which are English, come after these.
_FAULTS = {
    "undefined": Text("il emploie un nom que rien ne définit,", "it uses a name that nothing defines,"),
    "missing": Text(
        "il appelle un fichier qui manque, ou qui est hors du modèle,",
        "it calls a file that is missing, or outside the template,",
    ),
    "forbidden": Text("il tente ce qui lui est interdit,", "it tries what it may not do,"),
    "syntax": Text("sa syntaxe est fausse,", "its syntax is wrong,"),
    "value": Text("un calcul n'aboutit pas,", "something cannot be computed,"),
}


def _failed(failure: Failure) -> Diagnostic:
    span = Span(failure.path, failure.line)
    if failure.stopped:
        why = _STOPPED.get(failure.detail, Text.same(failure.detail))
        return TEMPLATE_STOPPED.at(span, "modele", name=failure.path.name, why=why)
    before = _FAULTS.get(failure.kind, _FAULTS["value"])
    detail = Text(f"{before.fr} « {failure.detail} »", f"{before.en} “{failure.detail}”")
    return TEMPLATE_FAULT.at(span, "modele", detail=detail)


def _blank(blank: Blank, dossier: Dossier) -> Diagnostic:
    """A blank of the template, at the place where it is to be written."""
    name, _, key = blank.where.partition("#")
    where = Text(f"{name}, clé « {key} »", f"{name}, key “{key}”") if key else Text.same(name)
    about, span = name.rsplit(".", 1)[0], Span(dossier.root / name)
    if name == SETTINGS_FILE and key:
        about = f"dossier/{key}"
        span = dossier.settings.at_keys(*key.split("."))
    elif key and about.startswith("membres/"):
        member = dossier.members_by_id.get(about.removeprefix("membres/"))
        span = member.at_keys(key) if member else span
    return TEMPLATE_BLANK.at(span, about, what=blank.what, where=where)
