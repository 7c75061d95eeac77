"""The list of what amikit can say: codes, laws, and when a rule has nothing to say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Severity
from amikit.load.faults import ALL as LOADING_FAULTS
from amikit.rules import FAMILIES, FAULTS, RULES, exc
from amikit.rules.blanks import TEMPLATE_BLANK
from amikit.rules.declare import Rule
from amikit.rules.lengths import TOO_MANY_PAGES
from tests.dossiers import codes, with_keys, write_dossier


def test_codes_are_given_once() -> None:
    given = [
        fault.code
        for fault in (*LOADING_FAULTS, *(rule.fault for rule in RULES), TEMPLATE_BLANK, TOO_MANY_PAGES, *exc.FAULTS)
    ]

    assert sorted(given) == sorted(set(given))
    assert all(re.fullmatch(r"[A-Z]{3}[0-9]{3}", code) for code in given)
    assert {code[:3] for code in given} == {"LOA", "EXC", *FAMILIES}


def test_the_codes_of_a_family_leave_no_hole() -> None:
    for family in ("LOA", "EXC", *FAMILIES):
        numbers = sorted(int(code[3:]) for code in FAULTS if code.startswith(family))

        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_states_its_law_and_why_it_matters(rule: Rule) -> None:
    assert rule.law[:1].isupper()
    assert rule.law.endswith((".", ")."))
    assert "{" not in rule.law


def test_only_loading_faults_stop_a_draft() -> None:
    stopping = [
        fault.code for fault in FAULTS.values() if fault.code.startswith("LOA") and fault.severity is Severity.ERROR
    ]

    assert stopping == [
        fault.code for fault in LOADING_FAULTS if fault.code not in ("LOA031", "LOA033", "LOA034", "LOA036")
    ]


def test_an_empty_dossier_is_one_message(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": ""})

    assert codes(amikit.check(root).report) == ["LOA038"]


@pytest.mark.parametrize("name", ["décisions", "Decisions", "decision"])
def test_a_folder_under_another_name_is_one_message(name: str, tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    (root / "decisions").rename(root / name)

    assert codes(amikit.check(root).report) == ["LOA037"]


def test_a_new_dossier_has_things_to_do_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text("appel: lieu-totem\n", encoding="utf-8")

    report = amikit.check(tmp_path).report

    assert not report.has_errors
    assert report.count(Severity.TODO) > 10


def test_a_dossier_without_a_call_that_exists_is_still_checked(tmp_path: Path) -> None:
    settings = with_keys("appel: inconnu\ntitre:\n")
    root = write_dossier(tmp_path, {"dossier.yaml": settings, "sections/qui.md": "Avec Dokos, ![](x.png).\n"})

    report = amikit.check(root).report

    assert sorted(codes(report)) == ["ACC001", "DOS002", "LOA026", "REC001", "TXT002"]


def test_rules_about_sums_wait_for_the_whole_budget() -> None:
    waiting = {rule.code for rule in RULES if rule.needs_whole_budget}

    assert waiting == {
        "BUD001", "BUD002", "BUD003", "BUD017", "CAL006", "CAL007", "CAL009", "CAL011", "CAL016", "CAL018",
        "REC003", "REC004", "REC005", "REC010", "REC014", "REC015",
        "REC021", "REC022",
    }  # fmt: skip


def test_names_that_lead_nowhere_are_said_where_each_stands(tmp_path: Path) -> None:
    settings = with_keys(
        "ressources:\n  - ressource: carnet\n    pour: Ce que nous en ferons.\n    lieux: [cour, cuor, atelire]\n    engagements:\n      - lignes: [D1, D9]\n"
        "        reponse_a: entretien\n    accord:\n      statut: demande\n"
        "champs:\n  liue: x\n  mur: y\ncriteres:\n  - critere: a\n    sections:\n      - qui\n      - quoi\n"
    )
    root = write_dossier(tmp_path, {"dossier.yaml": settings})
    lines = settings.split("\n")

    found = [one for one in amikit.check(root).report.diagnostics if one.code in ("DOS004", "REC009", "CAL010")]

    words = [re.split("[],:]", lines[one.span.line - 1][one.span.column - 1 :])[0] for one in found]
    assert sorted(words) == ["D9", "a", "atelire", "cuor", "liue", "mur", "quoi"]


def test_a_section_that_is_empty_is_to_be_written_and_not_called_short(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/qui.md": "<!-- À écrire. -->\n", "sections/histoire.md": "Un mot.\n"})

    assert codes(amikit.check(root).report) == ["CAL002", "CAL014"]


def test_a_text_under_an_unknown_name_is_told_every_section_the_consortium_s_own_first(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/xyz.md": "Perdu.\n"})

    [found] = amikit.check(root).report.diagnostics

    assert str(found.hint("en")).startswith("To choose from: qui, histoire, resume, pourquoi, ")
