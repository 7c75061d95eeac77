"""Verdicts for programs: a contract, described in ``schemas/sorties/verification.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from amikit.i18n import Language
from amikit.verify.verdict import Verdict
from amikit.verify.words import NOTICE, conclusion, say_check

VERSION = 1


def as_plain(verdicts: Sequence[Verdict], language: Language) -> dict[str, Any]:
    """Each file: its light, its checks with their sentence and their figures, and its annex."""
    files = [_file(verdict, language) for verdict in verdicts]
    return {"version": VERSION, "notice": NOTICE[language], "files": files}


def _file(verdict: Verdict, language: Language) -> dict[str, Any]:
    said = verdict.as_plain()
    del said["own_mentioned"]  # for the audit: « mentioned » is what the reader's own catalog names
    checks = [
        plain | {"message": say_check(check, language)}
        for plain, check in zip(said.pop("checks"), verdict.checks, strict=True)
    ]
    return {**said, "conclusion": conclusion(verdict, language), "checks": checks}


def to_json(verdicts: Sequence[Verdict], language: Language) -> str:
    """The same as text, indented."""
    return json.dumps(as_plain(verdicts, language), ensure_ascii=False, indent=2)
