"""What a verification says: one line a check, green, amber or red. Plain values: they travel as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Light(StrEnum):
    """How a check ended, from the best."""

    GREEN = "vert"
    AMBER = "orange"
    """To be looked at: nothing contradicts, something is missing or unusual."""
    RED = "rouge"
    """The file contradicts itself."""


_ORDER = tuple(Light)


def worst(lights: Sequence[Light]) -> Light:
    """The gravest of several lights; green without any."""
    return max(lights, key=_ORDER.index, default=Light.GREEN)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was verified."""

    code: str
    """A key of ``words.SENTENCES``, stable from one version to the next."""
    light: Light
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Plain values; the suffix of a name is its unit: ``_cents``, ``_rate`` (as ``"1/2"``), ``_count``."""

    def as_plain(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        return {"code": self.code, "light": self.light.value, "facts": dict(self.facts)}

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> Check:
        """Back from it."""
        return cls(said["code"], Light(said["light"]), said["facts"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about one file."""

    name: str
    """The file, as it was named."""
    kind: str
    checks: tuple[Check, ...]
    annex: Mapping[str, Any] | None = None
    """The annex, once it was recognised as one; None when there is none, or none that can be read."""
    digest: str = ""
    """SHA-256 of the annex; empty without one."""
    mentioned: tuple[str, ...] = ()
    """The resources that the text names, by id."""
    own_mentioned: tuple[str, ...] = ()
    """Those of the annex that the reader does not know, and that the text calls by the name that the annex gives."""

    @property
    def light(self) -> Light:
        """The gravest of its checks."""
        return worst([check.light for check in self.checks])

    def as_plain(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        return {
            "name": self.name,
            "kind": self.kind,
            "light": self.light.value,
            "digest": self.digest,
            "mentioned": list(self.mentioned),
            "own_mentioned": list(self.own_mentioned),
            "checks": [check.as_plain() for check in self.checks],
            "annex": dict(self.annex) if self.annex is not None else None,
        }

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> Verdict:
        """Back from it."""
        return cls(
            name=said["name"],
            kind=said["kind"],
            checks=tuple(Check.from_plain(one) for one in said["checks"]),
            annex=said["annex"],
            digest=said["digest"],
            mentioned=tuple(said["mentioned"]),
            own_mentioned=tuple(said["own_mentioned"]),
        )
