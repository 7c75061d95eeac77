"""The sections as HTML, each composed again only when something that it prints has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amikit.compute.proposal import Proposal
from amikit.model.call import SectionRole
from amikit.render.answer import Block
from amikit.render.blocks import HeadingIds
from amikit.render.compose import finished_blocks, prose_of, section_blocks
from amikit.render.sections import FilledSection, Rendered
from amikit.workshop.blocks import ScreenImage, SectionWriter
from amikit.workshop.markup import element


@dataclass(slots=True)
class SectionDesk:
    """Composes sections, and remembers the last of each with all that it was made of."""

    _made: dict[str, tuple[object, str]] = field(default_factory=dict)

    def compose(
        self,
        proposal: Proposal,
        rendered: Rendered,
        specials: Mapping[str, list[Block]],
        images: Mapping[str, ScreenImage],
    ) -> dict[str, str]:
        """The HTML of each section, by id, in the order of the document."""
        names = [section.spec.id for section in rendered.sections]
        kept: dict[str, tuple[object, str]] = {}
        for number, section in enumerate(rendered.sections, start=1):
            name = section.spec.id
            made_of = _made_of(proposal, section, number, tuple(names), specials, images)
            before = self._made.get(name)
            if before is not None and before[0] == made_of:
                kept[name] = before
            else:
                kept[name] = (made_of, _section_html(proposal, section, number, names, specials, images))
        self._made = kept
        return {name: html for name, (_, html) in kept.items()}


def _made_of(
    proposal: Proposal,
    section: FilledSection,
    number: int,
    names: tuple[str, ...],
    specials: Mapping[str, list[Block]],
    images: Mapping[str, ScreenImage],
) -> object:
    """Everything that the HTML of a section depends on."""
    settings, filled = proposal.dossier.settings, section.filled
    keyed = [slot for slot in filled.slots if isinstance(slot, dict)]
    proses = [prose_of(proposal, section, slot["prose"]) for slot in keyed if "prose" in slot]
    return (
        (section.title, number, names, settings.language),
        settings.notice if section.spec.role is SectionRole.MONEY else "",
        (filled.markdown, filled.slots),
        [(prose.path, prose.text) if prose else None for prose in proses],
        [specials.get(slot["block"]) for slot in keyed if "block" in slot],
        # A picture that appears or goes changes what a text prints.
        dict(images) if any(prose and prose.images() for prose in proses) else None,
    )


def _section_html(
    proposal: Proposal,
    section: FilledSection,
    number: int,
    names: list[str],
    specials: Mapping[str, list[Block]],
    images: Mapping[str, ScreenImage],
) -> str:
    dossier, name = proposal.dossier, section.spec.id
    blocks = section_blocks(proposal, section, specials, HeadingIds(names), is_draft=True)
    finished = finished_blocks(blocks, dossier.images, dossier.settings.language)
    writer = SectionWriter(name, number, dossier.settings.language, images.get, frozenset(names))
    return element("section", "\n" + writer.write(finished), id=f"s-{name}", lang=dossier.settings.language)
