"""What a page shows at one moment, in parts that change one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One element of the page."""

    html: str
    """The whole element; its ``id`` is the part's name."""
    version: int
    """The version in which it last changed."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The page at one version: frozen, so that a reader never meets half of a change."""

    version: int = 0
    title: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    text_parts: tuple[str, ...] = ()
    """The names of the parts of the text, in reading order: they may come and go; the others always stand."""
    images: Mapping[str, Path] = field(default_factory=dict)
    """For each name of a picture that the page may ask for, its file."""

    def followed_by(
        self, title: str, parts: Mapping[str, str], text_parts: tuple[str, ...], images: Mapping[str, Path]
    ) -> Snapshot:
        """The next version with these parts, by name; this one when nothing that a page shows has changed."""
        version = self.version + 1
        told = {name: self._part(name, html, version) for name, html in parts.items()}
        if (title, told, text_parts) == (self.title, self.parts, self.text_parts):
            return self
        return Snapshot(version, title, told, text_parts, images)

    def _part(self, name: str, html: str, version: int) -> Part:
        before = self.parts.get(name)
        return before if before is not None and before.html == html else Part(html, version)

    def since(self, version: int) -> dict[str, Any]:
        """What someone who has ``version`` needs to have this one, as JSON."""
        return {
            "version": self.version,
            "title": self.title,
            "text": list(self.text_parts),
            "parts": {name: part.html for name, part in self.parts.items() if part.version > version},
        }
