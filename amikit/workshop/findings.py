"""Findings as the page shows them: by weight, each with its place, a way to copy it, and its section."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from amikit.diagnostics import SEVERITY_WORDS, Diagnostic, Report, Severity
from amikit.i18n import Language, Text, say
from amikit.source.span import Span
from amikit.workshop import words
from amikit.workshop.markup import element, text

EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
}
"""The address that opens a place in an editor, by the name of the editor."""

_CLASSES = {Severity.TODO: "todo-group"}
"""A blank of the text has the other name."""


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """How one reader's page speaks of findings."""

    root: Path
    language: Language
    editor: str = ""
    """A name of ``EDITORS``; empty for no link that opens a file."""

    def counts(self, report: Report) -> str:
        """How many of each, in one sentence."""
        counts = {
            "errors_count": report.count(Severity.ERROR),
            "todos_count": report.count(Severity.TODO),
            "advices_count": report.count(Severity.ADVICE),
        }
        return f"{say(words.COUNTS, counts, self.language)}."

    def write(self, report: Report, sections: Collection[str]) -> str:
        """Every finding, what weighs most first; ``sections`` are the ids of those that the page shows."""
        if not report.diagnostics:
            return element("p", text(words.NO_FINDING[self.language]))
        groups = "".join(
            self._group(severity, group, sections)
            for severity in Severity
            if (group := [one for one in report.standing if one.severity is severity])
        )
        return groups + self._excused(report.excused, sections)

    def _excused(self, excused: Sequence[Diagnostic], sections: Collection[str]) -> str:
        """What an exception lets through: folded, since nobody has to act on it."""
        if not excused:
            return ""
        title = element("summary", f"{text(words.EXCUSED[self.language])} {_count(excused)}")
        return element("details", title + self._list(excused, sections), id="f-excused", class_="group excused")

    def _group(self, severity: Severity, group: Sequence[Diagnostic], sections: Collection[str]) -> str:
        heading = element("h3", f"{text(words.GROUPS[severity][self.language])} {_count(group)}")
        content = heading + self._list(group, sections)
        return element(
            "section", content, id=f"f-{severity.value}", class_=f"group {_CLASSES.get(severity, severity.value)}"
        )

    def _list(self, group: Sequence[Diagnostic], sections: Collection[str]) -> str:
        return element("ul", "\n" + "".join(f"{self._finding(found, sections)}\n" for found in group))

    def _finding(self, found: Diagnostic, sections: Collection[str]) -> str:
        say_it = self.language
        weight = element("span", text(SEVERITY_WORDS[found.severity][say_it]), class_="weight")
        said = [element("p", f"{weight} {element('code', text(found.code))} {text(found.message(say_it))}")]
        if hint := found.hint(say_it):
            said.append(element("p", f"→ {text(hint)}", class_="hint"))
        if found.excuse:
            said.append(element("p", text(found.excuse), class_="hint"))
        said.append(element("p", self._place(found, sections), class_="where"))
        return element("li", "".join(said))

    def _place(self, found: Diagnostic, sections: Collection[str]) -> str:
        shown, whole = self.place_of(found.span), self._whole_place(found.span)
        parts = [
            element("code", text(shown)),
            self._acting("button", words.COPY, shown, type="button", data_copy=whole),
        ]
        if address := self._editor_address(found.span):
            parts.append(self._acting("a", words.OPEN, shown, href=address))
        kind, _, name = found.about.partition("/")
        if kind == "sections" and name in sections:
            parts.append(self._acting("a", words.IN_TEXT, shown, href=f"#s-{name}"))
        return " ".join(parts)

    def _acting(self, name: str, what: Text, place: str, **attributes: str) -> str:
        """A button or a link, whose name says which place it is about."""
        label = say(words.NAMED, {"what": what[self.language], "place": place}, self.language)
        return element(name, text(what[self.language]), aria_label=label, **attributes)

    def place_of(self, span: Span) -> str:
        """``dossier.yaml:3:7``, from the dossier; ``budget.xlsx!Dépenses!F12`` in a workbook."""
        return _at(self.file_of(span), span)

    def file_of(self, span: Span) -> str:
        """The file, from the dossier."""
        path = span.path.relative_to(self.root) if span.path.is_relative_to(self.root) else span.path
        return str(path)

    def _whole_place(self, span: Span) -> str:
        return _at(str(span.path.absolute()), span)

    def _editor_address(self, span: Span) -> str:
        if not self.editor or span.sheet:
            return ""
        path = span.path.absolute().as_posix()
        path = quote(path if path.startswith("/") else f"/{path}")
        return EDITORS[self.editor].format(path=path, line=span.line, column=span.column)


def _count(group: Sequence[Diagnostic]) -> str:
    return f'<span class="count">{len(group)}</span>'


def _at(path: str, span: Span) -> str:
    return f"{path}!{span.cell}" if span.cell else f"{path}:{span.line}:{span.column}"
