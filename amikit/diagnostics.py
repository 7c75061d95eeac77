"""What amikit has to say about a place in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from amikit.i18n import Language, Text, say
from amikit.source.span import Span


class Severity(StrEnum):
    """How much a finding weighs, from the heaviest."""

    ERROR = "error"
    """Wrong: an answer sent with it would be rejected or would mislead."""
    TODO = "todo"
    """Still missing: normal while writing, to be settled before sending."""
    ADVICE = "advice"
    """Worth a look; nothing waits for it."""


SEVERITY_WORDS: Mapping[Severity, Text] = {
    Severity.ERROR: Text("erreur", "error"),
    Severity.TODO: Text("à faire", "to do"),
    Severity.ADVICE: Text("conseil", "advice"),
}
_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong: its code, its weight and its words.

    ``message`` is one gentle sentence about the file, with the values; ``hint``
    says what to type. Codes are never reused.
    """

    code: str
    severity: Severity
    message: Text
    hint: Text | None = None

    def at(self, span: Span, about: str = "", **facts: object) -> Diagnostic:
        """This fault at a place; ``about`` is what an exception names: ``ressources/dokos``."""
        return Diagnostic(self, span, about, facts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault at a place, with its facts; words come only when someone reads."""

    fault: Fault
    span: Span
    about: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    excuse: str = ""
    """The reason given in ``exceptions``, when someone let this through."""

    @property
    def code(self) -> str:
        return self.fault.code

    @property
    def severity(self) -> Severity:
        return self.fault.severity

    @property
    def is_unreadable(self) -> bool:
        """Whether this is of family LOA, the one that no exception lets through."""
        return self.code.startswith("LOA") and self.severity is Severity.ERROR

    def message(self, language: Language) -> str:
        """The sentence, in the reader's language."""
        return say(self.fault.message, self.facts, language)

    def hint(self, language: Language) -> str:
        """What to type, in the reader's language; empty when there is nothing to add."""
        return say(self.fault.hint, self.facts, language).strip() if self.fault.hint else ""

    def sort_key(self) -> tuple[int, str, int, int, str, str]:
        span = self.span
        facts = repr(sorted(self.facts.items()))
        return (_WEIGHT[self.severity], str(span.path), span.line, span.column, self.code, facts)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found in one run: heaviest first, then in reading order."""

    diagnostics: tuple[Diagnostic, ...] = ()
    waiting: tuple[tuple[Diagnostic, frozenset[str]], ...] = ()
    """What an error that stands brings along, with the codes of such errors: said once these are not."""

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic], waiting: Iterable[tuple[Diagnostic, frozenset[str]]] = ()) -> Report:
        """Sort, and say the same thing about the same place once."""
        seen: dict[tuple[str, Span, str], Diagnostic] = {}
        for found in sorted(diagnostics, key=Diagnostic.sort_key):
            seen.setdefault((found.code, found.span, repr(sorted(found.facts.items()))), found)
        return cls(tuple(seen.values()), tuple(waiting))

    def only(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Report:
        """The findings whose code begins as one of ``select`` (all by default) and as none of ``ignore``.

        What could not be read is always kept: the other findings depend on it. An error that is left out
        hides nothing: what waited for it is kept in its place.
        """
        wanted, refused = tuple(select) or ("",), tuple(ignore)

        def is_kept(found: Diagnostic) -> bool:
            return found.is_unreadable or (found.code.startswith(wanted) and not found.code.startswith(refused))

        said = [found for found in self.diagnostics if is_kept(found)]
        waiting = [(found, causes) for found, causes in self.waiting if is_kept(found)]
        # What waits holds back in turn what waits for it.
        codes = {found.code for found in said if not found.excuse} | {found.code for found, _ in waiting}
        return Report.of([*said, *(found for found, causes in waiting if not causes & codes)])

    @property
    def standing(self) -> tuple[Diagnostic, ...]:
        """What nobody excused."""
        return tuple(found for found in self.diagnostics if not found.excuse)

    @property
    def excused(self) -> tuple[Diagnostic, ...]:
        """What an exception lets through, with its reason."""
        return tuple(found for found in self.diagnostics if found.excuse)

    def count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self.standing)

    @property
    def has_errors(self) -> bool:
        return self.count(Severity.ERROR) > 0

    @property
    def has_unreadable(self) -> bool:
        """Whether a file could not be read: the only thing that stops even a draft."""
        return any(found.is_unreadable for found in self.standing)

    @property
    def is_ready(self) -> bool:
        """Whether nothing prevents a final build: no error, nothing left to do."""
        return not self.has_errors and self.count(Severity.TODO) == 0
