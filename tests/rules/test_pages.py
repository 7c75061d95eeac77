"""Each finding has a page: its example speaks where it is marked, and is silent once put right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Diagnostic, Report
from amikit.following import follow
from amikit.i18n import LANGUAGES, Language
from amikit.importing.bring import bring as bring_text
from amikit.importing.cards import read_cards
from amikit.importing.corrections import plan_corrections, read_corrections
from amikit.render import worker
from amikit.rules import FAULTS
from amikit.sharing import allocate
from amikit.workbook.bring import bring
from tests.rules.pages import Example, Mark, Page, page_paths, read_page

ONLY_BROUGHT = "TAB"
"""Found when a spreadsheet is brought in: the page shows it, as ``comptes``."""
ONLY_TAKEN = "IMP"
"""Found when a text or a card is brought in: the page shows it, as ``texte`` or ``fiche``."""
ONLY_BUILT = {"CAL015", "LOA032"}
"""Found when a document is made, not when files are checked."""
ONLY_ALLOCATED = "REP"
"""The family that is found when money is shared: ballots are no part of an answer."""
ONLY_FOLLOWED = "SUI"
"""The family that is found when an account is given: what is done is no part of an answer."""
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\{[^{}]*\}")
_ENGLISH = re.compile(
    r"\b(?:the|is|are|not|of|and|or|missing|unknown|undefined|expected|line|value|should|must|with|from|has)\b"
)
_FRENCH = re.compile(r"\b(?:le|la|les|des|une|est|sont|dans|pour|avec|qui|ce|cette|pas)\b")

PAGES = [pytest.param(path, id=path.stem) for path in page_paths()]


@dataclass(frozen=True)
class Wrong:
    """A page whose wrong example was checked."""

    page: Page
    root: Path
    report: Report


@pytest.fixture(scope="module", params=PAGES)
def wrong(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Wrong:
    page = read_page(request.param)
    root = tmp_path_factory.mktemp(page.code) / "dossier"
    return Wrong(page, root, report_of(page.wrong, root, page.code))


def report_of(example: Example, root: Path, code: str) -> Report:
    example.write(root)
    with pytest.MonkeyPatch.context() as patch:
        if code == "LOA028":
            patch.setattr(worker, "SECONDS", 1)
        if code in ONLY_BUILT:
            return amikit.build(root, ("md",), draft=True).checked.report
        if code.startswith(ONLY_BROUGHT):
            chosen = {"Couleur": "motif"} if code == "TAB011" else {}
            return Report.of(bring(next(root.glob("comptes.*")), chosen).diagnostics)
        if code.startswith(ONLY_TAKEN):
            return Report.of(_taken(root))
        if code.startswith(ONLY_ALLOCATED):
            return allocate(root).report
        if code.startswith(ONLY_FOLLOWED):
            return follow(root, date(2027, 7, 1)).report
        return amikit.check(root).report


def _taken(root: Path) -> list[Diagnostic]:
    texts = list(root.glob("texte.*"))
    tables = list(root.glob("fiche.csv"))
    if tables:
        corrections, said = read_corrections(tables[0])
        cards = {path.stem: path for path in (root / "ressources").glob("*.yaml")}
        return [*said, *plan_corrections(corrections, cards, root, "")[1]]
    if not texts:
        return read_cards(next(root.glob("fiche.*")))[1]
    made = bring_text(texts[0], root, (), chosen={}, changes="lister")
    return [made] if isinstance(made, Diagnostic) else []


def where(found: Diagnostic, root: Path) -> str:
    path = found.span.path
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def test_a_finding_speaks_at_its_place_and_alone(wrong: Wrong) -> None:
    page, root = wrong.page, wrong.root

    said = {Mark(one.code, where(one, root), one.span.line, one.span.column) for one in wrong.report.standing}

    assert said == {_with_column(mark, said) for mark in page.wrong.marks}
    assert {one.code for one in said} == {page.code}


def _with_column(mark: Mark, said: set[Mark]) -> Mark:
    """The mark, with the column that was said when the page gives none."""
    if mark.column is not None:
        return mark
    same = (one for one in said if (one.code, one.path, one.line) == (mark.code, mark.path, mark.line))
    return next(same, mark)


@pytest.mark.parametrize("path", PAGES)
def test_a_finding_is_silent_once_put_right(path: Path, tmp_path: Path) -> None:
    page = read_page(path)

    report = report_of(page.right, tmp_path, page.code)

    assert [one.code for one in report.standing] == []


def test_a_finding_is_said_in_both_languages(wrong: Wrong) -> None:
    assert wrong.page.code in {one.code for one in wrong.report.diagnostics}
    for found in wrong.report.diagnostics:
        for language in LANGUAGES:
            _assert_reads_well(found, language)


def _assert_reads_well(found: Diagnostic, language: Language) -> None:
    message, hint = found.message(language), found.hint(language)
    assert message
    for sentence in filter(None, (message, hint)):
        assert "{" not in sentence
        assert "  " not in sentence
        assert sentence == sentence.strip()
        assert re.search(r"(?:(?<!\.)\.|[?…])$", sentence), sentence
    if language == "fr":
        assert not _ENGLISH.search(_QUOTED.sub("", message)), message


def test_every_finding_has_a_page_and_every_page_a_finding() -> None:
    assert [path.stem for path in page_paths()] == sorted(FAULTS)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_code_what_is_wrong_and_why(path: Path) -> None:
    page = read_page(path)

    assert page.code == path.stem
    for title, why in ((page.title.fr, page.why.fr), (page.title.en, page.why.en)):
        assert title[0].isupper()
        assert not title.endswith(".")
        assert 15 <= len(why) <= 360
        assert why.endswith((".", "?"))
    assert not _ENGLISH.search(_QUOTED.sub("", page.why.fr))
    assert not _FRENCH.search(_QUOTED.sub("", page.why.en))
    assert page.code in {mark.code for mark in page.wrong.marks}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_the_words_of_a_finding_are_twins(code: str) -> None:
    fault = FAULTS[code]

    for text in filter(None, (fault.message, fault.hint)):
        assert _facts(text.fr) == _facts(text.en)
        assert text.fr.rstrip("}").endswith((".", "?", "…")) or text.fr.endswith("}")
        assert not _FRENCH.search(_QUOTED.sub("", text.en)), text.en
        assert not _ENGLISH.search(_QUOTED.sub("", text.fr)), text.fr


def _facts(text: str) -> set[str]:
    """The facts between braces; one that a language alone needs would be a fact lost in the other."""
    return set(re.findall(r"\{(\w+)", text))
