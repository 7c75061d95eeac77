"""Our own fonts: the only ones that typst uses, and the characters that they draw."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from amikit.paths import shared_path
from amikit.source.glyphs import replace_missing


@cache
def our_fonts() -> typst.Fonts:
    """The fonts, and none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[shared_path("fonts")])


def with_known_glyphs(value: Any) -> Any:
    """The value (of JSON), its texts without a character that the fonts lack."""
    if isinstance(value, str):
        return replace_missing(value, _coverage_path())
    if isinstance(value, Mapping):
        return {key: with_known_glyphs(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_known_glyphs(item) for item in value]
    return value


@cache
def _coverage_path() -> Path:
    return shared_path("fonts/coverage.json")
