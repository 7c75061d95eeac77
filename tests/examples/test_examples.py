"""The examples that ship: three that can be sent, one to share, and one that is wrong on purpose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Diagnostic
from amikit.i18n import LANGUAGES, NARROW_NBSP, NBSP, Language
from amikit.rules import FAMILIES
from tests.dossiers import EXAMPLES, write_dossier
from tests.examples.exercise import EXCEPTION, MENDING, announced_faults
from tools.make_golden import FAULTY, FOLDER, SOUND, said_of_faults

SHARED = "cobudget-2018"
"""Money to share, and no answer to a call: nothing to build."""
REGENERATE = "run “make golden” (python tools/make_golden.py), then read the difference"


def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NARROW_NBSP, " ")


def place(found: Diagnostic, root: Path) -> tuple[str, int, str]:
    return (str(found.span.path.relative_to(root)), found.span.line, found.code)


def test_every_example_is_of_one_kind_or_the_other() -> None:
    examples = sorted(path.parent.name for path in EXAMPLES.glob("*/dossier.yaml"))

    assert examples == sorted([*SOUND, FAULTY, SHARED])


@pytest.mark.parametrize("name", SOUND)
def test_an_example_has_nothing_left_to_mend(name: str) -> None:
    report = amikit.check(EXAMPLES / name).report

    assert [(*place(found, EXAMPLES / name), found.message("en")) for found in report.standing] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_faulty_example_says_what_it_said(language: Language) -> None:
    golden = (FOLDER / f"{FAULTY}.{language}.txt").read_text(encoding="utf-8")

    assert said_of_faults(language) == golden, REGENERATE


def test_both_languages_speak_of_the_same_places() -> None:
    found = amikit.check(EXAMPLES / FAULTY).report.diagnostics
    expected = sorted(place(one, EXAMPLES) for one in found)

    for language in LANGUAGES:
        golden = (FOLDER / f"{FAULTY}.{language}.txt").read_text(encoding="utf-8")
        said = re.findall(r"^(\S+):(\d+):\d+: [^A-Z]+ ([A-Z]{3}\d{3}) ", golden, re.MULTILINE)
        assert sorted((path, int(line), code) for path, line, code in said) == expected, REGENERATE


def test_the_faulty_example_has_something_of_each_family() -> None:
    found = amikit.check(EXAMPLES / FAULTY).report.diagnostics

    assert {one.code[:3] for one in found} == {"LOA", "EXC", *FAMILIES}
    assert {one.severity for one in found} == set(amikit.Severity)


def test_each_fault_is_announced_just_above_it() -> None:
    root = EXAMPLES / FAULTY
    announced = announced_faults(root)
    found = {one.code: one for one in amikit.check(root).report.diagnostics}

    assert [fault.number for fault in announced] == list(range(1, len(found) + 1))
    assert {fault.code for fault in announced} == set(found)
    for fault in announced:
        path, line, _ = place(found[fault.code], root)
        message, hint = (plain(words) for words in (found[fault.code].message("fr"), found[fault.code].hint("fr")))
        assert fault.message in (message, f"{message} {hint}") or is_beginning(fault.message, message), fault
        if path.endswith(".csv"):  # where comments are not possible
            assert fault.path == "budget/LISEZMOI.md"
        else:
            assert (fault.path, 0 < line - fault.line <= 2) == (path, True), fault


def test_the_readme_lists_each_fault() -> None:
    readme = (EXAMPLES / FAULTY / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| `([^`]+)` \| (\w+) \|", readme, re.MULTILINE)
    announced = announced_faults(EXAMPLES / FAULTY)
    found = {one.code: place(one, EXAMPLES / FAULTY)[0] for one in amikit.check(EXAMPLES / FAULTY).report.diagnostics}

    assert listed == [(str(fault.number), found[fault.code], fault.code) for fault in announced]
    assert re.findall(r"^(\d+)\. ", readme, re.MULTILINE) == [str(fault.number) for fault in announced]


def test_the_finding_that_the_readme_explains_is_a_real_one() -> None:
    readme = (EXAMPLES / FAULTY / "README.md").read_text(encoding="utf-8")
    golden = (FOLDER / f"{FAULTY}.fr.txt").read_text(encoding="utf-8")
    [shown] = re.findall(r"^```\n(avec-erreurs/.*?)^```", readme, re.MULTILINE | re.DOTALL)

    assert shown in plain(golden)


def test_each_mending_takes_away_one_finding_and_brings_none(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "exercice", base=FAULTY)
    standing = [found.code for found in amikit.check(root).report.standing]

    for code, name, wrong, right in MENDING:
        mend(root / name, wrong, right)
        standing.remove(code)
        assert sorted(found.code for found in amikit.check(root).report.standing) == sorted(standing)

    assert standing == ["EXC001", "REC006"]
    mend(root / EXCEPTION[0], *EXCEPTION[1:])
    report = amikit.check(root).report
    assert report.standing == ()
    assert [found.code for found in report.excused] == ["REC006"]


def test_a_draft_waits_only_for_what_cannot_be_read(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "exercice", base=FAULTY)
    refused = amikit.build(root, ("md",), draft=True)
    for code, name, wrong, right in MENDING:
        if code.startswith("LOA"):
            mend(root / name, wrong, right)

    assert refused.is_refused
    assert [path.name for path in amikit.build(root, ("md",), draft=True).paths] == ["reponse-brouillon.md"]
    assert amikit.build(root, ("md",)).is_refused


def is_beginning(announced: str, message: str) -> bool:
    return announced.endswith("…") and message.startswith(announced.removesuffix("…"))


def mend(path: Path, wrong: str, right: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(wrong) == 1, (path, wrong)
    path.write_text(text.replace(wrong, right), encoding="utf-8")
