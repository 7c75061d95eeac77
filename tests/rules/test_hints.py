"""What a finding proposes, typed as it says, settles it."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.mend.files import plan_changes, write_changes
from amikit.mend.fixes import find_fixes
from tests.dossiers import MINIMAL, PICTURE, codes, with_keys, write_dossier

DEPENSES = "budget/depenses.csv"
USE = "ressources:\n  - ressource: carnet\n    pour: Noter.\n"
AGREED = "    accord:\n      statut: accepte\n      le: 2026-11-02\n"


def hints(root: Path, code: str) -> list[str]:
    found = [one.hint("fr") for one in amikit.check(root).report.diagnostics if one.code == code]
    return [hint.replace("\u00a0", " ").replace("\u202f", " ") for hint in found]


def test_a_lone_word_in_place_of_a_list_is_given_back_between_brackets(tmp_path: Path) -> None:
    keys = with_keys(f"{USE}    engagements:\n      - reponse_a: entretien\n        lignes: D1\n{AGREED}")

    assert hints(write_dossier(tmp_path, {"dossier.yaml": keys}), "LOA012") == ["Écrivez « lignes: [D1] »."]


def test_a_word_in_place_of_a_set_of_keys_is_told_the_keys(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys("consortium: Les Deux Lieux\n")})

    assert hints(root, "LOA012") == [
        "Écrivez dessous, en retrait, les clés : nom, chef_de_file, mandat, territoire, page."
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,500", "Si ce sont des milliers, écrivez « 1 500 » ; des décimales, « 1,50 »."),
        ("12.345 €", "Si ce sont des milliers, écrivez « 12 345 » ; des décimales, « 12,34 »."),
    ],
)
def test_an_ambiguous_number_is_given_back_in_both_readings(typed: str, said: str, tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys(f"taux_benevolat: {typed}\n")})

    assert hints(root, "LOA006") == [said]


def test_thousands_that_a_comma_cuts_between_braces_are_one_amount(tmp_path: Path) -> None:
    keys = f"{USE}    accord:\n      statut: accepte\n      montants: [{{reponse_a: entretien, montant: 1,500}}]\n"

    assert "LOA013" in codes(amikit.check(write_dossier(tmp_path, {"dossier.yaml": with_keys(keys)})).report)


@pytest.mark.parametrize(("typed", "meant"), [("Carnet", "ressource:carnet"), ("La Cour", "lieu:cour")])
def test_a_destination_without_its_kind_is_put_right_when_one_thing_has_that_name(
    typed: str, meant: str, tmp_path: Path
) -> None:
    table = MINIMAL[DEPENSES].replace("ressource:carnet", typed)
    assert table != MINIMAL[DEPENSES]
    root = write_dossier(tmp_path, {DEPENSES: table})
    checked = amikit.check(root)

    assert hints(root, "LOA022") == [f"Vouliez-vous écrire « {meant} » ?"]
    write_changes(plan_changes(find_fixes(checked.report, checked.proposal), root))
    assert (root / DEPENSES).read_text(encoding="utf-8") == MINIMAL[DEPENSES].replace("ressource:carnet", meant)


def test_a_destination_that_names_nothing_is_told_how_they_are_written(tmp_path: Path) -> None:
    table = MINIMAL[DEPENSES].replace("ressource:carnet", "quelque chose")

    (hint,) = hints(write_dossier(tmp_path, {DEPENSES: table}), "LOA022")

    assert hint.startswith("Écrivez « ressource: » et le nom d'une fiche")


def test_an_image_with_a_space_keeps_its_angle_brackets(tmp_path: Path) -> None:
    text = MINIMAL.get("sections/qui.md", "Nous sommes deux.\n") + "\n![](<images/plan de la cour.png>)\n"
    root = write_dossier(tmp_path, {"sections/qui.md": text, "images/plan de la cour.png": PICTURE})

    (hint,) = hints(root, "ACC001")

    assert "](<images/plan de la cour.png>)" in hint


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("", "Renommez ce fichier « histoire.md » ; celui qui porte ce nom est encore vide."),
        ("Déjà écrit.\n", "« histoire.md » existe déjà : réunissez les deux textes sous ce nom."),
        (None, "Renommez ce fichier « histoire.md »."),
    ],
)
def test_a_text_under_another_name_is_told_what_to_do_with_it(there: str | None, said: str, tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/histoires.md": "Notre histoire.\n"})
    if there is None:
        (root / "sections/histoire.md").unlink(missing_ok=True)
    else:
        (root / "sections/histoire.md").write_text(there, encoding="utf-8")

    assert hints(root, "CAL001") == [said]


def test_a_commitment_that_falls_short_is_to_be_raised_and_not_written_again(tmp_path: Path) -> None:
    table = MINIMAL[DEPENSES].replace(";1000,00;", ";999,50;")
    assert table != MINIMAL[DEPENSES]
    root = write_dossier(tmp_path, {DEPENSES: table})

    assert hints(root, "REC003") == ["Augmentez d'autant la ligne D1, ou ajoutez une ligne à cet engagement."]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("dokos", "Écrivez « - ressource: dokos », et dessous « motif: … » : pourquoi la citer sans s'appuyer dessus."),
        ("ressource: dokos", "Ajoutez « motif: … » : pourquoi la citer sans s'appuyer dessus."),
    ],
)
def test_a_lone_mention_is_told_where_its_reason_goes(written: str, said: str, tmp_path: Path) -> None:
    keys = with_keys(f"mentions_sans_engagement:\n  - {written}\n")

    assert hints(write_dossier(tmp_path, {"dossier.yaml": keys}), "REC012") == [said]


def test_no_commitment_is_judged_by_a_usage_that_could_not_be_read(tmp_path: Path) -> None:
    keys = with_keys(
        f"{USE}    usage: [citation, utilisation]\n    engagements:\n      - reponse_a: entretien\n        lignes: [D1]\n{AGREED}"
    )

    assert codes(amikit.check(write_dossier(tmp_path, {"dossier.yaml": keys})).report) == ["LOA005"]


def test_an_event_in_reverse_is_named(tmp_path: Path) -> None:
    keys = with_keys("calendrier:\n  - titre: Fête de la halle\n    debut: 2027-09-04\n    fin: 2027-09-03\n")
    report = amikit.check(write_dossier(tmp_path, {"dossier.yaml": keys})).report

    (said,) = (one.message("en") for one in report.diagnostics if one.code == "DOS003")
    assert said == "Fête de la halle: the last day (3 September 2027) comes before the first (4 September 2027)."


def test_needs_of_members_are_those_of_the_list_and_an_exception_lets_another_through(tmp_path: Path) -> None:
    member = MINIMAL["membres/cour.md"].replace("nom: La Cour", "nom: La Cour\nbesoins: [reservation]")
    excused = with_keys("exceptions:\n  - regle: DOS011\n    ou: membres/cour\n    motif: Notre mot.\n")
    root = write_dossier(tmp_path, {"membres/cour.md": member})

    assert hints(root, "DOS011") == ["Vouliez-vous écrire « reservations » ?"]
    (root / "dossier.yaml").write_text(excused, encoding="utf-8")
    assert not amikit.check(root).report.has_errors
