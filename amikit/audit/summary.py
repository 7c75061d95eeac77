"""What is kept of one file: a journal can hold it, and ten thousand fit in little memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from sys import intern
from typing import Any

from amikit.audit.facts import Choice, Facts, Paid, Step, Use, Work, facts_of
from amikit.model.values import Period
from amikit.verify.reading import Kind
from amikit.verify.verdict import Check, Light, Verdict, worst

_MOST_CHECKS = 30
_MOST_ITEMS = 20
_LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file is the one that was read."""

    path: str
    """From the folder of the call, with slashes."""
    size: int
    mtime_ns: int
    sha256: str
    """Of its first hundred megabytes; empty for a file that cannot be opened."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the verification of one file gave."""

    stamp: Stamp
    kind: str
    light: Light
    checks: tuple[Check, ...]
    """Those that are not green, the first ones."""
    digest: str
    """Of its annex; empty without one."""
    mentioned: tuple[str, ...]
    facts: Facts | None
    """Of its annex; None without one that can be read."""
    own_mentioned: tuple[str, ...] = ()
    """Resources of its annex that the reader does not know, and that its text names."""

    @property
    def path(self) -> str:
        """Its file."""
        return self.stamp.path

    @property
    def is_unreadable(self) -> bool:
        """Whether nothing could be read of it."""
        return any(check.code == "file" for check in self.checks)

    @property
    def has_text(self) -> bool:
        """Whether there are words to read in it: an annex alone has none, nor have pictures."""
        return self.kind != Kind.JSON and not any(check.code in ("file", "no-text") for check in self.checks)

    def as_plain(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        return {
            "stamp": asdict(self.stamp),
            "kind": self.kind,
            "light": self.light.value,
            "checks": [check.as_plain() for check in self.checks],
            "digest": self.digest,
            "mentioned": list(self.mentioned),
            "own_mentioned": list(self.own_mentioned),
            "facts": _plain(asdict(self.facts)) if self.facts else None,
        }

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> Summary:
        """Back from it. Raises ``KeyError``, ``TypeError`` or ``ValueError`` when it is something else."""
        return cls(
            stamp=Stamp(**said["stamp"]),
            kind=said["kind"],
            light=Light(said["light"]),
            checks=tuple(Check.from_plain(one) for one in said["checks"]),
            digest=said["digest"],
            mentioned=tuple(said["mentioned"]),
            own_mentioned=tuple(said["own_mentioned"]),
            facts=_facts(_kept_once(said["facts"])) if said["facts"] is not None else None,
        )


def summarize(stamp: Stamp, verdict: Verdict) -> Summary:
    """Keep of a verdict what an audit needs."""
    return Summary(
        stamp=stamp,
        kind=verdict.kind,
        light=worst([check.light for check in verdict.checks]),
        checks=tuple(_short(check) for check in verdict.checks if check.light is not Light.GREEN)[:_MOST_CHECKS],
        digest=verdict.digest,
        mentioned=tuple(intern(name) for name in verdict.mentioned),
        facts=facts_of(verdict.annex) if verdict.annex is not None else None,
        own_mentioned=tuple(intern(name) for name in verdict.own_mentioned),
    )


def _short(check: Check) -> Check:
    return Check(check.code, check.light, {name: _shortened(value) for name, value in check.facts.items()})


def _shortened(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_WORDS else value[: _LONGEST_WORDS - 1] + "…"
    if isinstance(value, (list, tuple)):
        return and_more([_shortened(one) for one in value[:_MOST_ITEMS]], len(value))
    return value


def and_more(kept: Sequence[Any], count: int) -> list[Any]:
    """What is kept of a list, and how many it had more: ``words.say_of_answer`` says it.

    >>> and_more(["a", "b"], 5), and_more(["a"], 1)
    (['a', 'b', '… +3'], ['a'])
    """
    return [*kept, f"… +{count - len(kept)}"] if count > len(kept) else list(kept)


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Period):
        return [day.isoformat() if day else None for day in (value.start_on, value.end_on)]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def _kept_once(value: Any) -> Any:
    """Ten thousand answers say the same words."""
    if isinstance(value, str):
        return intern(value)
    if isinstance(value, dict):
        return {name: _kept_once(one) for name, one in value.items()}
    return [_kept_once(one) for one in value] if isinstance(value, list) else value


def _period(*days: str | None) -> Period:
    start_on, end_on = (date.fromisoformat(day) if day else None for day in days)
    return Period(start_on=start_on, end_on=end_on)


def _facts(said: Mapping[str, Any]) -> Facts:
    return Facts(
        **{
            **said,
            "members": tuple(said["members"]),
            "years": tuple(said["years"]) if said["years"] else None,
            "period": _period(*said["period"]),
            "uses": tuple(
                Use(**{**one, "usages": tuple(one["usages"]), "unpaid_hours": Fraction(one["unpaid_hours"])})
                for one in said["uses"]
            ),
            "mentions_only": tuple(said["mentions_only"]),
            "needs": tuple(said["needs"]),
            "choices": tuple(Choice(**one) for one in said["choices"]),
            "people": tuple(said["people"]),
            "works": tuple(
                Work(one["person"], one["year"], Fraction(one["paid_hours"]), Fraction(one["unpaid_hours"]))
                for one in said["works"]
            ),
            "paid": tuple(Paid(**one) for one in said["paid"]),
            "steps": tuple(Step(**one) for one in said["steps"]),
        }
    )
