"""What was checked → the parts of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic
from amikit.errors import AmikitError
from amikit.export.cover import CoverPage, read_cover
from amikit.i18n import Language, say
from amikit.pipeline import Checked
from amikit.render.answer import Answer
from amikit.render.compose import chart_blocks, cover_of, special_blocks, typeset_cover
from amikit.status.state import SectionState, SectionStatus, list_resources, list_sections
from amikit.status.steps import is_whole_file
from amikit.workshop import words
from amikit.workshop.figures import chart_html
from amikit.workshop.findings import FindingsPage
from amikit.workshop.images import ImageShelf
from amikit.workshop.markup import element, text
from amikit.workshop.register import register_html
from amikit.workshop.sections import SectionDesk
from amikit.workshop.snapshot import Snapshot

COVER, CONTENTS, STATE = "p-cover", "p-contents", "p-state"
COUNTS, FINDINGS, LEDGER, CHART = "p-counts", "p-findings", "p-ledger", "p-chart"
FindPart = Callable[[str], str]
"""Gives the HTML of a part by its name; nothing for one that is not there."""
_MARKS = {SectionState.DONE: "✓", SectionState.EMPTY: "·", SectionState.THIN: "~", SectionState.INCOMPLETE: "~"}


@dataclass(frozen=True, slots=True)
class _Text:
    """The part of a page that only a readable dossier gives."""

    title: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    images: Mapping[str, Path] = field(default_factory=dict)


@dataclass(slots=True)
class Painter:
    """Makes one snapshot after the other; remembers the last text that could be read."""

    root: Path
    language: Language
    editor: str = ""
    _desk: SectionDesk = field(default_factory=SectionDesk)
    _shelf: ImageShelf = field(init=False)
    _good: _Text | None = None

    def __post_init__(self) -> None:
        self._shelf = ImageShelf(self.root)

    @property
    def shelf(self) -> ImageShelf:
        """Where the pictures of the page are read."""
        return self._shelf

    def paint(self, checked: Checked, before: Snapshot) -> Snapshot:
        """The page of what was just checked; its text is the last that could be read."""
        report = checked.report
        findings = FindingsPage(self.root, self.language, self.editor)
        lost = [found for found in report.standing if is_whole_file(found)]
        shown, said = self._shown(checked, lost), ""
        if lost and self._good is not None:
            files = list(dict.fromkeys(findings.file_of(found.span) for found in lost))
            said = say(words.KEPT, {"files": files}, self.language)
        elif not shown.sections:
            said = words.EMPTY[self.language]
        names = {name.removeprefix("s-") for name in shown.sections}
        return self._snapshot(
            before,
            shown,
            said,
            findings.counts(report),
            findings.write(report, names),
        )

    def _shown(self, checked: Checked, lost: Sequence[Diagnostic]) -> _Text:
        """The text of the files; where one is lost, what comes from it as it was when it could be read."""
        if not lost:
            self._good = self._text(checked)
            return self._good
        if self._good is None:
            return self._text(checked)
        kept = {f"s-{found.about.removeprefix('sections/')}" for found in lost if found.about.startswith("sections/")}
        if len(kept) < len(lost) or not kept <= set(self._good.sections):
            return self._good  # the settings, the budget or a member: what comes from there is everywhere
        shown = self._text(checked)
        own = {name: self._good.parts[name] for name in kept}
        in_order = tuple(name for name in self._good.sections if name in kept or name in shown.sections)
        added = tuple(name for name in shown.sections if name not in in_order)
        return replace(
            shown,
            parts={**shown.parts, **own},
            sections=in_order + added,
            images={**self._good.images, **shown.images},
        )

    def complain(self, error: AmikitError, before: Snapshot) -> Snapshot:
        """The page as it was, with why it could not be made again."""
        said = f"{error.message[self.language]} {error.hint[self.language]}"
        if not before.parts:
            return self._snapshot(before, self._nothing(), said, "", "")
        parts = {name: part.html for name, part in before.parts.items()} | {STATE: _state(said)}
        return before.followed_by(before.title, parts, before.text_parts, before.images)

    def _snapshot(self, before: Snapshot, shown: _Text, said: str, counts: str, findings: str) -> Snapshot:
        own = {
            STATE: _state(said),
            COUNTS: element("p", text(counts), id=COUNTS, role="status"),
            FINDINGS: element("div", findings, id=FINDINGS),
        }
        return before.followed_by(shown.title, {**shown.parts, **own}, (STATE, COVER, *shown.sections), shown.images)

    def _text(self, checked: Checked) -> _Text:
        proposal = checked.proposal
        if proposal is None:
            return self._nothing()
        language = proposal.dossier.settings.language
        images, files = self._shelf.put(proposal.dossier.images)
        sections = self._desk.compose(proposal, checked.rendered, special_blocks(proposal, language), images)
        page = read_cover(Answer(typeset_cover(cover_of(proposal, language), language), (), language))
        filled = {one.spec.id: one for one in checked.rendered.sections}
        states = {one.id: one for one in list_sections(proposal, filled, checked.report)}
        contents = [(name, filled[name].title, states.get(name)) for name in sections]
        parts = {
            **_frame(
                self._contents(contents),
                register_html(list_resources(proposal), self.language),
                self._chart(proposal),
                language,
            ),
            COVER: _cover(page, language),
        }
        parts |= {f"s-{name}": html for name, html in sections.items()}
        return _Text(page.title, parts, tuple(f"s-{name}" for name in sections), files)

    def _contents(self, sections: Sequence[tuple[str, str, SectionStatus | None]]) -> str:
        lines = ""
        for number, (name, title, state) in enumerate(sections, start=1):
            mark = ""
            if state is not None:
                word = words.STATES[state.state][self.language]
                hidden = element("span", text(_MARKS[state.state]), aria_hidden="true")
                mark = element("span", f"{hidden} {text(word)}", class_=f"state {state.state.value}")
            shown = f'<span class="number">{number}</span> {text(title)}'
            lines += element("li", f'<a href="#s-{text(name)}">{shown}</a> {mark}') + "\n"
        return element("ol", f"\n{lines}") if lines else ""

    def _nothing(self) -> _Text:
        title = element("h1", text(words.PREVIEW[self.language]))
        return _Text("", {**_frame("", "", "", ""), COVER: element("div", title, id=COVER, class_="cover")})

    def _chart(self, proposal: Proposal) -> str:
        blocks = chart_blocks(proposal, self.language)
        if not blocks:
            return element("p", text(words.NO_CHART[self.language]))
        return chart_html(dict(blocks[0]["c"][0][2]), self.language)


def _frame(contents: str, ledger: str, chart: str, language: str) -> dict[str, str]:
    return {
        CONTENTS: element("div", contents, id=CONTENTS, lang=language or None),
        LEDGER: element("div", ledger, id=LEDGER),
        CHART: element("div", chart, id=CHART),
    }


def _state(said: str) -> str:
    """What the reader must know of the text shown; nothing most of the time."""
    return element(
        "div", element("p", text(said)) if said else "", id=STATE, role="status", class_="kept" if said else None
    )


def _cover(page: CoverPage, language: Language) -> str:
    """The first page, as the document has it."""
    members = "".join(element("li", text(member)) for member in page.members)
    facts = "".join(element("div", f"<dt>{text(name)}</dt><dd>{text(value)}</dd>") for name, value in page.facts)
    call = " · ".join(filter(None, (page.call_kind, page.call_title, page.funder)))
    parts = (
        element("p", text(call), class_="call") if call else "",
        element("h1", text(page.title)),
        element("p", text(page.subtitle), class_="subtitle") if page.subtitle else "",
        element("p", text(page.consortium), class_="consortium") if page.consortium else "",
        element("ul", members) if members else "",
        element("dl", facts, class_="facts") if facts else "",
        element("p", text(page.notice), class_="quiet") if page.notice else "",
    )
    return element("div", "".join(parts), id=COVER, class_="cover", lang=language)
