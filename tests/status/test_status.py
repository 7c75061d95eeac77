"""Where an answer stands: how far each part is, and what to do before anything else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Fault, Report, Severity
from amikit.i18n import Text
from amikit.load.call import load_call
from amikit.model.agreement import AgreementStatus
from amikit.render.templates import Filled
from amikit.scaffold import write_dossier as write_new
from amikit.source.span import NOWHERE, Span
from amikit.status.requirements import State
from amikit.status.state import SectionState, Status, compute_status
from amikit.status.steps import MOST, Rank, choose_steps
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier

DAY = date(2026, 11, 22)


def status_of(root: Path, files: dict[str, str | None] | None = None, today: date = DAY) -> Status:
    return compute_status(amikit.check(write_dossier(root, files or {})), today)


def report_of(*codes: str) -> Report:
    """Findings of these codes, one a line; LOA and those in small letters are errors."""
    found = []
    for line, code in enumerate(codes, start=1):
        is_error = code.startswith("LOA") or code.islower()
        severity = Severity.ERROR if is_error else Severity.ADVICE if code == "REC006" else Severity.TODO
        found.append(Fault(code.upper(), severity, Text("x", "x")).at(Span(Path("a"), line)))
    return Report.of(found)


@pytest.mark.parametrize(
    ("words", "state"),
    [("", SectionState.EMPTY), ("mot " * 59, SectionState.THIN), ("mot " * 60, SectionState.DONE)],
)
def test_a_section_is_empty_then_thin_then_done(words: str, state: SectionState, tmp_path: Path) -> None:
    status = status_of(tmp_path, {"sections/qui.md": words})

    (section,) = (one for one in status.sections if one.id == "qui")
    assert (section.state, section.words_count, section.words_min) == (state, len(words.split()), 60)


@pytest.mark.parametrize(
    ("files", "section_id"),
    [
        ({"budget/depenses.csv": "ligne;montant\nD1;1,234\n"}, "budget"),
        (
            {"dossier.yaml": with_keys("pieces:\n  - id: statuts\n    jointe: oui\n    fichier: pieces/rien.pdf\n")},
            "pieces",
        ),
        ({"decisions/2026-11-07-reponse.md": "---\ntitre: Répondre\nobjet: reponse\n---\n"}, "decisions"),
        ({"dossier.yaml": with_keys("ressources:\n  - ressource: dokos\n")}, "reciprocite"),
    ],
)
def test_a_section_that_prints_what_is_at_fault_is_not_done(
    files: dict[str, str | None], section_id: str, tmp_path: Path
) -> None:
    status = status_of(tmp_path, files)

    (section,) = (one for one in status.sections if one.id == section_id)
    assert section.state is SectionState.INCOMPLETE
    assert section.findings_count


def test_an_annex_without_resources_is_still_to_write(tmp_path: Path) -> None:
    status = status_of(tmp_path, {"dossier.yaml": with_keys("ressources:\n")})

    assert [one.state for one in status.sections if one.id == "reciprocite"] == [SectionState.EMPTY]


@pytest.mark.parametrize(("written", "has_deadline"), [("", False), ("2026-12-11", True), ("bientôt", True)])
def test_a_deadline_that_cannot_be_read_is_not_said_missing(written: str, has_deadline: bool, tmp_path: Path) -> None:
    assert status_of(tmp_path, {"dossier.yaml": with_keys(f"date_limite: {written}\n")}).has_deadline is has_deadline


def test_a_blank_of_the_template_makes_a_section_incomplete(tmp_path: Path) -> None:
    status = status_of(tmp_path, {"dossier.yaml": with_keys("soutiens:\n")})

    thin = {one.id: one.blanks_count for one in status.sections if one.blanks_count}
    assert thin
    assert all(one.state is not SectionState.DONE for one in status.sections if one.id in thin)


def test_what_was_let_through_is_not_a_blank() -> None:
    status = compute_status(amikit.check(EXAMPLES / "monscobar"), DAY)

    assert {one.state for one in status.sections} == {SectionState.DONE}
    assert status.is_ready


def test_a_resource_says_what_is_expected_promised_and_agreed(tmp_path: Path) -> None:
    (resource,) = status_of(tmp_path).resources

    assert (resource.name, resource.expected_cents, resource.committed_cents) == (
        "Carnet des voisinages",
        1_000_00,
        1_000_00,
    )
    assert (resource.agreement, resource.agreed_on) == (AgreementStatus.ACCEPTED, date(2026, 11, 2))


def test_requirements_are_those_of_the_call_and_say_what_is_reached() -> None:
    status = compute_status(amikit.check(EXAMPLES / "monscobar"), DAY)

    by_id = {one.id: one for one in status.requirements}
    most = by_id["plafonds/montant_max"]
    assert (most.state, most.unit, most.reached, most.asked) == (State.MET, "cents", 150_000_00, 150_000_00)
    assert most.source
    assert {one.state for name, one in by_id.items() if name.startswith("pieces/")} == {State.EXCUSED}
    assert {one.state for name, one in by_id.items() if name.startswith("criteres/")} == {State.MET}


def test_what_is_not_written_yet_is_neither_met_nor_missed(tmp_path: Path) -> None:
    call, _ = load_call("fabrique-de-territoire", Span(NOWHERE), tmp_path, None)
    assert call is not None
    write_new(tmp_path / "neuf", call)

    status = compute_status(amikit.check(tmp_path / "neuf"), DAY)

    states = {one.id: one.state for one in status.requirements}
    assert states["plafonds/montant_max"] is State.UNKNOWN
    assert states["plafonds/duree_max"] is State.UNKNOWN


@pytest.mark.parametrize(("today", "left"), [(DAY, 19), (date(2026, 12, 11), 0), (date(2026, 12, 12), -1)])
def test_days_are_counted_to_the_deadline(today: date, left: int, tmp_path: Path) -> None:
    assert status_of(tmp_path, today=today).days_left == left


def test_a_folder_that_cannot_be_read_still_says_what_to_do(tmp_path: Path) -> None:
    status = compute_status(amikit.check(tmp_path / "rien"), DAY)

    assert [step.rank for step in status.steps] == [Rank.LOST]
    assert (status.sections, status.resources, status.requirements) == ((), (), ())


def test_what_cannot_be_read_comes_first_then_what_is_wrong_then_what_others_must_do() -> None:
    steps = choose_steps(report_of("TXT004", "CAL002", "REC006", "BUD005", "GOV001", "DOS002", "bud003", "LOA009"), 8)

    assert [step.code for step in steps] == [
        "LOA009", "BUD003", "DOS002", "GOV001", "REC006", "BUD005", "TXT004", "CAL002",
    ]  # fmt: skip


def test_findings_of_one_kind_are_one_step_and_there_are_five() -> None:
    steps = choose_steps(report_of("TXT001", "TXT001", "TXT004", "ACC002", "ACC004", "TXT005", "BUD005", "CAL013"))

    assert len(steps) == MOST
    assert [(step.code, step.count) for step in steps][:3] == [("BUD005", 1), ("TXT001", 2), ("TXT004", 1)]


def test_nothing_to_do_gives_no_step() -> None:
    assert choose_steps(Report()) == ()


def test_a_requirement_is_not_met_while_what_would_say_otherwise_waits(tmp_path: Path) -> None:
    table = MINIMAL["budget/depenses.csv"].replace("tiers:artisan", "inconnu-x").replace("1000,00", "100,00")
    status = status_of(tmp_path, {"dossier.yaml": with_keys("part_communs_min: 50 %\n"), "budget/depenses.csv": table})

    assert {one.id: one.state for one in status.requirements}["part_communs_min"] is State.UNKNOWN


def said_in(filled: Filled) -> str:
    return " ".join([filled.markdown, *(slot for slot in filled.slots if isinstance(slot, str))])


@pytest.mark.parametrize("template", ["lieu-totem", "appel-a-communs", "fabrique-de-territoire"])
def test_a_decision_to_take_is_never_said_to_be_taken(template: str, tmp_path: Path) -> None:
    to_take = {
        "decisions/2026-11-07-reponse.md": "---\ntitre: Répondre\nobjet: reponse\n---\n",
        "decisions/2026-11-14-argent.md": "---\ntitre: Répartir\nobjet: allocation\ndate: 2026-11-14\n---\n",
    }
    settings = MINIMAL["dossier.yaml"].replace("appel: lieu-totem", f"appel: {template}")
    root = write_dossier(tmp_path, {**to_take, "dossier.yaml": settings})

    sections = {one.spec.id: one.filled for one in amikit.check(root).rendered.sections}

    written = " ".join(said_in(one) for one in sections.values())
    assert not re.search("déjà (été )?prise|a été prise|ont été prises|Aucune objection n", written)
    where = [blank.where for blank in sections["decisions"].blanks]
    assert where == ["decisions/2026-11-07-reponse.md", "decisions/2026-11-14-argent.md"]
    said = [blank.what for blank in sections["decisions"].blanks]
    assert said == ["la date et l'issue de la décision « Répondre »", "l'issue de la décision « Répartir »"]
    about = "communautes" if template == "appel-a-communs" else "gouvernance"
    assert [blank.what for blank in sections[about].blanks][-2:] == said


def test_a_decision_that_was_taken_is_said_beside_one_to_take(tmp_path: Path) -> None:
    to_take = {"decisions/2026-11-14-argent.md": "---\ntitre: Répartir\nobjet: allocation\n---\n"}

    sections = {one.spec.id: one.filled for one in amikit.check(write_dossier(tmp_path, to_take)).rendered.sections}

    assert "Une décision a déjà été prise" in said_in(sections["gouvernance"])
    assert "Cette décision a été prise" in said_in(sections["decisions"])
    assert sections["decisions"].markdown.count("Aucune objection n'est consignée.") == 1
