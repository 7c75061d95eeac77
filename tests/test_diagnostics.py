"""What is said, in which order, and what it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from amikit.diagnostics import SEVERITY_WORDS, Diagnostic, Fault, Report, Severity
from amikit.i18n import Text
from amikit.source.span import Span

ERROR = Fault("BUD001", Severity.ERROR, Text("Il manque {gap_cents}.", "{gap_cents} missing."))
TODO = Fault("REC001", Severity.TODO, Text("Rien ici.", "Nothing here."), Text("Écrivez {what}.", "Write {what}."))
ADVICE = Fault("GOV004", Severity.ADVICE, Text("Un conseil.", "A piece of advice."), Text("{guidance} ", "{guidance} "))
UNREADABLE = Fault("LOA001", Severity.ERROR, Text("Illisible.", "Unreadable."))
IGNORED = Fault("LOA031", Severity.ADVICE, Text("Pas lu.", "Not read."))


def at(fault: Fault, line: int = 1, column: int = 1, path: str = "dossier.yaml", **facts: object) -> Diagnostic:
    return fault.at(Span(Path(path), line, column), "dossier", **facts)


def excused(found: Diagnostic, reason: str = "Nous verrons.") -> Diagnostic:
    return Diagnostic(found.fault, found.span, found.about, found.facts, reason)


def test_words_come_in_the_language_of_the_reader() -> None:
    found = at(ERROR, gap_cents=150)

    assert found.message("fr") == "Il manque 1,50\u00a0€."
    assert found.message("en") == "€1.50 missing."
    assert found.hint("fr") == ""


def test_a_hint_with_an_empty_fact_leaves_no_space() -> None:
    assert at(ADVICE, guidance="").hint("fr") == ""
    assert at(ADVICE, guidance="Soyez brefs.").hint("fr") == "Soyez brefs."


def test_a_report_goes_from_the_heaviest_then_in_reading_order() -> None:
    report = Report.of(
        [
            at(ADVICE, 1, guidance=""), at(TODO, 2), at(ERROR, 9, path="b.yaml"), at(ERROR, 9, 4, path="a.yaml"),
            at(ERROR, 9, 2, path="a.yaml"), at(ERROR, 3, path="b.yaml"), at(UNREADABLE, 3, path="b.yaml"),
        ]
    )  # fmt: skip

    said = [(found.code, str(found.span.path), found.span.line, found.span.column) for found in report.diagnostics]
    assert said == [
        ("BUD001", "a.yaml", 9, 2), ("BUD001", "a.yaml", 9, 4), ("BUD001", "b.yaml", 3, 1), ("LOA001", "b.yaml", 3, 1),
        ("BUD001", "b.yaml", 9, 1), ("REC001", "dossier.yaml", 2, 1), ("GOV004", "dossier.yaml", 1, 1),
    ]  # fmt: skip


def test_the_order_of_finding_changes_nothing() -> None:
    found = [at(ERROR, line, gap_cents=line) for line in (5, 1, 3)] + [at(TODO, 2, column) for column in (9, 4)]

    assert Report.of(found) == Report.of(reversed(found))


def test_the_same_thing_at_the_same_place_is_said_once() -> None:
    report = Report.of([at(TODO, 2, what="x"), at(TODO, 2, what="x"), at(TODO, 2, what="y"), at(TODO, 3, what="x")])

    assert [(found.span.line, found.facts["what"]) for found in report.diagnostics] == [(2, "x"), (2, "y"), (3, "x")]


@pytest.mark.parametrize(
    ("found", "has_errors", "has_unreadable", "is_ready"),
    [
        ([], False, False, True),
        ([ADVICE], False, False, True),
        ([TODO], False, False, False),
        ([ERROR], True, False, False),
        ([UNREADABLE], True, True, False),
        ([IGNORED], False, False, True),
    ],
)
def test_what_stops_a_build(found: list[Fault], has_errors: bool, has_unreadable: bool, is_ready: bool) -> None:
    report = Report.of(at(fault) for fault in found)

    assert (report.has_errors, report.has_unreadable, report.is_ready) == (has_errors, has_unreadable, is_ready)


def test_what_is_excused_stops_nothing_and_is_still_told() -> None:
    report = Report.of([excused(at(ERROR, gap_cents=1)), at(ADVICE, guidance="")])

    assert report.is_ready
    assert not report.has_errors
    assert [found.code for found in report.standing] == ["GOV004"]
    assert [found.excuse for found in report.excused] == ["Nous verrons."]
    assert [report.count(severity) for severity in Severity] == [0, 0, 1]


def test_severities_have_words_and_go_from_the_heaviest() -> None:
    assert list(Severity) == [Severity.ERROR, Severity.TODO, Severity.ADVICE]
    assert set(SEVERITY_WORDS) == set(Severity)
