"""What the shipped fonts hold, and what replaces the rest."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from amikit.paths import shared_path
from amikit.source.glyphs import load_coverage, missing_characters, replace_missing

COVERAGE = shared_path("fonts/coverage.json")


def test_the_coverage_is_that_of_the_shipped_fonts() -> None:
    path = Path(__file__).parents[2] / "tools" / "font_coverage.py"
    spec = importlib.util.spec_from_file_location("font_coverage", path)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    assert COVERAGE.read_text(encoding="ascii") == tool.coverage_text(), "run: python tools/font_coverage.py"


def test_every_font_comes_with_its_licence() -> None:
    fonts = sorted(path.name for path in COVERAGE.parent.glob("*.ttf"))
    families = {name.split("-")[0] for name in fonts}

    assert families == {"SourceSans3", "SourceSerif4"}
    for family in families:
        assert "SIL OPEN FONT LICENSE" in (COVERAGE.parent / f"{family}-OFL.txt").read_text(encoding="utf-8")


def test_what_french_needs_is_held() -> None:
    text = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ «»’“”–—…€°²³·•×≤≥→☐☑\u00a0\u202f\u2011"

    assert missing_characters(text, COVERAGE) == set()


def test_only_what_would_be_missed_is_reported() -> None:
    assert missing_characters("été\n\t\ufeff\u200d\u2028 🎉 中 e\u0301", COVERAGE) == {"🎉", "中"}


def test_an_emoji_of_several_characters_becomes_one_mark() -> None:
    assert replace_missing("a👩‍💻b 👍🏽 c\ufe0f", COVERAGE) == "a\ufffdb \ufffd c"


@given(st.text())
def test_what_is_left_is_held_or_a_mark(text: str) -> None:
    replaced = replace_missing(text, COVERAGE)

    assert set(replaced) <= load_coverage(COVERAGE) | {"\ufffd"}
    assert replace_missing(replaced, COVERAGE).count("\ufffd") == replaced.count("\ufffd") or "\ufffd\ufffd" in replaced
