"""One section as a portal's box takes it, with its count: what ``amikit copy`` shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amikit.model.call import SectionSpec
from amikit.pipeline import AnyPath, Checked, check, document_day


@dataclass(frozen=True, slots=True)
class Pasted:
    """A section in plain text."""

    spec: SectionSpec
    text: str

    @property
    def words_count(self) -> int:
        """Words, counted as Word counts them."""
        return len(self.text.split())

    @property
    def characters_count(self) -> int:
        """Characters, spaces and ends of lines included, as portals count them."""
        return len(self.text)


def paste_sections(
    root: AnyPath, *, catalogs: Sequence[AnyPath] = (), template: AnyPath | None = None
) -> tuple[Checked, tuple[Pasted, ...]]:
    """Every section that is printed, in order, as plain text; none while a file cannot be read."""
    from amikit.export.plain import section_blocks, to_plain
    from amikit.render.compose import compose_answer

    checked = check(root, catalogs=catalogs, template=template)
    if checked.proposal is None or checked.report.has_unreadable:
        return checked, ()
    is_draft = not checked.report.is_ready
    on = document_day(checked.proposal.dossier)
    answer = compose_answer(checked.proposal, checked.rendered, is_draft=is_draft, on=on)
    found = [(section.spec, section_blocks(answer, section.spec.id)) for section in checked.rendered.sections]
    return checked, tuple(Pasted(spec, to_plain(blocks)) for spec, blocks in found)
