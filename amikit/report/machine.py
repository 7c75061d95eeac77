"""Findings for other programs: our own JSON, which ``docs/contrats.md`` describes, and SARIF 2.1.0.

Both are written to be compared: same input, same bytes, keys in one order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from amikit.diagnostics import Diagnostic, Report, Severity
from amikit.i18n import Language, Sayable, Text
from amikit.paths import near
from amikit.rules import FAULTS
from amikit.status.state import Status

VERSION = 1
"""Of the JSON contract: a key may be added; one that changes its meaning makes a new version."""
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.TODO: "warning", Severity.ADVICE: "note"}


def to_json(report: Report, language: Language) -> str:
    """Every finding with its sentence in one language and its facts as they are."""
    return _dump(
        {"version": VERSION, "diagnostics": [diagnostic_to_plain(found, language) for found in report.diagnostics]}
    )


def diagnostic_to_plain(found: Diagnostic, language: Language) -> dict[str, Any]:
    """A finding as every contract writes it."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message(language),
        "hint": found.hint(language) or None,
        "path": near(found.span.path).as_posix(),
        "line": found.span.line,
        "column": found.span.column,
        **({"cell": found.span.cell} if found.span.cell else {}),
        "about": found.about or None,
        "excuse": found.excuse or None,
        "facts": {name: as_plain(value, language) for name, value in found.facts.items()},
    }


def as_plain(value: object, language: Language) -> Any:
    """A fact as JSON has it: cents are whole numbers, exact fractions are texts such as ``"7/2"``."""
    match value:
        case Enum():
            return value.value
        case bool() | int() | str() | None:
            return value
        case Text():
            return value[language]
        case Fraction():
            return int(value) if value.denominator == 1 else str(value)
        case date():
            return value.isoformat()
        case Sayable():
            return value.say(language)
        case Path():
            return value.as_posix()
        case list() | tuple() | frozenset() | set():
            items = sorted(value) if isinstance(value, (set, frozenset)) else value
            return [as_plain(item, language) for item in items]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: as_plain(item, language) for name, item in vars_of(value).items()}
    return str(value)


def vars_of(value: Any) -> dict[str, object]:
    """The fields of a value, in the order of its class."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def status_to_json(status: Status, language: Language) -> str:
    """Where an answer stands, as the screen of ``amikit status`` says it."""
    plain = {name: as_plain(value, language) for name, value in vars_of(status).items() if name != "steps"}
    steps = [
        {"rank": step.rank.name.lower(), "count": step.count, **diagnostic_to_plain(step.first, language)}
        for step in status.steps
    ]
    return _dump({"version": VERSION, "is_ready": status.is_ready, **plain, "steps": steps})


def to_sarif(report: Report, language: Language) -> str:
    """The findings as SARIF 2.1.0 (OASIS), which forges and editors read."""
    from amikit import __version__

    codes = sorted({found.code for found in report.diagnostics})
    driver = {
        "name": "amikit",
        "semanticVersion": __version__,
        "language": "fr-FR" if language == "fr" else "en-GB",
        "rules": [_rule(code, language) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, codes.index(found.code), language) for found in report.diagnostics],
    }
    return _dump({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, language: Language) -> dict[str, Any]:
    from amikit.rules.page import read_rule_page

    page = read_rule_page(code)
    return {
        "id": code,
        "shortDescription": {"text": page.title[language]},
        "fullDescription": {"text": page.why[language]},
        "defaultConfiguration": {"level": _LEVELS[FAULTS[code].severity]},
    }


def _result(found: Diagnostic, place: int, language: Language) -> dict[str, Any]:
    span, hint = found.span, found.hint(language)
    region: dict[str, int] = {"startLine": span.line, "startColumn": span.column}
    if span.length:
        region["endColumn"] = span.column + span.length
    where: dict[str, Any] = {"artifactLocation": {"uri": _uri(near(span.path))}, "region": region}
    location: dict[str, Any] = {"physicalLocation": where}
    if span.sheet:  # a region is one of a text: a workbook has none
        del where["region"]
        location["logicalLocations"] = [{"fullyQualifiedName": span.cell}]
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": place,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message(language)} {hint}".strip()},
        "locations": [location],
    }
    if found.excuse:
        result["suppressions"] = [{"kind": "inSource", "justification": found.excuse}]
    return result


def _uri(path: Path) -> str:
    from urllib.parse import quote

    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
