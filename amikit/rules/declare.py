"""How a rule is written: a law that must hold, and the words for when it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Text
from amikit.source.span import Span

ERROR, TODO, ADVICE = Severity.ERROR, Severity.TODO, Severity.ADVICE


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a law does not hold, with its facts: no words yet."""

    span: Span
    about: str
    facts: Mapping[str, object]


def found(span: Span, about: str, **facts: object) -> Finding:
    """A finding; ``about`` is the address an exception can name: ``ressources/dokos``."""
    return Finding(span, about, facts)


Check = Callable[[Proposal], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A law: its check reads a proposal, computes nothing new, and never raises."""

    fault: Fault
    check: Check
    needs_whole_budget: bool = False
    """Whether it compares sums: nothing is said of them while a cell cannot be read."""
    waits_for: frozenset[str] = frozenset()
    """What brings this one along: it is kept for when none of them is left."""
    waits_here: frozenset[str] = frozenset()
    """The same, of what is about the very same line of the budget."""

    @property
    def code(self) -> str:
        """The code of its fault, as exceptions name it."""
        return self.fault.code

    @property
    def law(self) -> str:
        """The law in one sentence, and why it matters: the docstring of the check."""
        return (self.check.__doc__ or "").strip()

    def findings(self, proposal: Proposal) -> Iterator[Diagnostic]:
        """The places where the law does not hold, each with the words of its fault."""
        for finding in self.check(proposal):
            yield self.fault.at(finding.span, finding.about, **finding.facts)


_NEGATIVE = "BUD011"


def rule(
    code: str, severity: Severity, message: Text, hint: Text | None = None, *,
    needs_whole_budget: bool = False, waits_for: Iterable[str] = (), waits_here: Iterable[str] = (),
) -> Callable[[Check], Rule]:  # fmt: skip
    """Declare a rule: ``@rule("BUD001", ERROR, Text(fr, en), Text(fr, en))``.

    A sum waits for amounts that are not negative, whatever else it waits for.
    """
    causes = frozenset(waits_for) | ({_NEGATIVE} if needs_whole_budget else set())

    def declare(check: Check) -> Rule:
        return Rule(Fault(code, severity, message, hint), check, needs_whole_budget, causes, frozenset(waits_here))

    return declare


def rules_of(names: Mapping[str, object]) -> Iterable[Rule]:
    """The rules that a family's module declares, in its own order."""
    return [value for value in names.values() if isinstance(value, Rule)]
