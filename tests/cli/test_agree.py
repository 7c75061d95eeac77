"""``amikit agree``: letters to send, answers to note; a file is never changed by surprise."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit as library
from amikit.agreeing import fingerprint_of, load_known
from amikit.annex.canonical import grouped
from amikit.cli import mending
from tests.cli.running import amikit, words
from tests.dossiers import MINIMAL, USES_CARNET, codes, with_keys, write_dossier

ON = ("--on", "2026-11-22")
TODAY = ("--today", "2026-11-22")
SETTINGS = "dossier.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "a")


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def mark(root: Path, name: str, *, is_member: bool = False) -> str:
    proposal = load_known(root).proposal
    assert proposal is not None
    return grouped(fingerprint_of(proposal, name, is_member=is_member))


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


# Letters


UNASKED = with_keys(USES_CARNET.partition("    accord:")[0])


def test_everyone_who_did_not_answer_has_a_letter_in_three_forms(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {SETTINGS: UNASKED})

    result = amikit("agree", "request", root, "--all", *TODAY)

    assert result.exit_code == 0
    assert written(root / "accords") == sorted(
        f"{name}.{form}"
        for name in ("les-plumes-voisines", "membre-atelier", "membre-cour")
        for form in ("docx", "pdf", "txt")
    )
    assert f"Une fois les 3 lettres envoyées, notez-le : amikit agree record {root} carnet atelier cour" in words(
        result
    )


def test_a_letter_that_promises_nothing_is_written_and_better_kept(tmp_path: Path) -> None:
    settings = with_keys("ressources:\n  - ressource: carnet\n    pour: Ce que nous en ferons.\n")
    root = write_dossier(tmp_path, {SETTINGS: settings, "membres/lavoir.md": "---\nnom: Le Lavoir\n---\n"})

    result = amikit("agree", "request", root, "--all", *TODAY)

    assert result.exit_code == 0
    assert {"les-plumes-voisines.txt", "membre-lavoir.txt"} <= set(written(root / "accords"))
    said = words(result)
    assert "Rien n'est encore promis pour Carnet des voisinages : gardez la lettre" in said
    assert "Rien dans la réponse ne nomme encore Le Lavoir : gardez la lettre" in said
    assert f"Une fois les 2 lettres envoyées, notez-le : amikit agree record {root} atelier cour --status" in said


def test_who_agreed_to_what_stands_is_not_asked_again_unless_named(root: Path) -> None:
    amikit("agree", "record", root, "carnet", "--status", "accepte", *ON, "--yes")

    everyone = amikit("agree", "request", root, "--all", *TODAY)
    named = amikit("agree", "request", root, "--resource", "Carnet", "--out", root / "ici", *TODAY)

    assert "Pas de lettre pour Carnet des voisinages : l'accord est déjà donné, sur ce qui est écrit" in words(everyone)
    assert "les-plumes-voisines.pdf" not in written(root / "accords")
    assert written(root / "ici") == [f"les-plumes-voisines.{form}" for form in ("docx", "pdf", "txt")]
    assert named.exit_code == 0


def test_who_agreed_to_something_else_is_asked_again(root: Path) -> None:
    amikit("agree", "record", root, "carnet", "--status", "accepte", *ON, "--yes")
    table = root / "budget" / "depenses.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("1000,00", "900,00"), encoding="utf-8")

    amikit("agree", "request", root, "--all", *TODAY)

    assert "les-plumes-voisines.pdf" in written(root / "accords")


def test_a_resource_that_a_member_looks_after_has_no_letter(tmp_path: Path) -> None:
    card = MINIMAL["ressources/carnet.yaml"].replace("Les Plumes voisines", "La Cour")
    root = write_dossier(tmp_path, {"ressources/carnet.yaml": card})

    result = amikit("agree", "request", root, "--resource", "carnet")

    assert result.exit_code == 1
    assert "La Cour, qui en prend soin, est membre : sa part se demande avec « --member cour »" in words(result)
    assert "Il n'y a personne à qui écrire." in words(result)
    assert not (root / "accords").exists()


def test_a_letter_that_somebody_changed_is_kept(root: Path) -> None:
    arguments = ("agree", "request", root, "--resource", "carnet", *TODAY)
    amikit(*arguments)
    letter = root / "accords" / "les-plumes-voisines.txt"
    letter.write_text("À ma façon.", encoding="utf-8")

    result = amikit(*arguments)

    kept = root / "accords" / "les-plumes-voisines (modifié 1).txt"
    assert kept.read_text(encoding="utf-8") == "À ma façon."
    assert "il est gardé sous" in words(result)


def test_the_same_day_gives_the_same_letters(root: Path, tmp_path: Path) -> None:
    for name in ("un", "deux"):
        amikit("agree", "request", root, "--all", "--out", tmp_path / name, *TODAY)

    assert snapshot(tmp_path / "un") == snapshot(tmp_path / "deux")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Dites à qui écrire : --all, --resource IDENTIFIANT ou --member IDENTIFIANT."),
        (("--resource", "carnte"), "« carnte » n'est pas une ressource déclarée dans ce dossier. Vouliez-vous écrire « carnet » ?"),
        (("--member", "ateleir"), "« ateleir » n'est pas un membre de ce dossier. Vouliez-vous écrire « atelier » ?"),
        (("--all", "--today", "demain"), "« demain » n'est pas écrite comme il faut"),
    ],
)  # fmt: skip
def test_what_is_badly_typed_is_told_and_nothing_is_written(root: Path, arguments: tuple[str, ...], said: str) -> None:
    before = snapshot(root)

    result = amikit("agree", "request", root, *arguments)

    assert result.exit_code == 2
    assert said in words(result)
    assert snapshot(root) == before


def test_letters_never_follow_a_link_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    (root / "accords").symlink_to(tmp_path / "ailleurs")

    result = amikit("agree", "request", root, "--all")

    assert result.exit_code == 2
    assert written(tmp_path / "ailleurs") == []


@pytest.mark.parametrize(
    "command", [("request", "--all"), ("record", "carnet", "--status", "accepte", "--yes")], ids=["request", "record"]
)
def test_a_dossier_that_cannot_be_read_gives_its_findings_and_nothing_else(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    root = write_dossier(tmp_path, {"budget/depenses.csv": MINIMAL["budget/depenses.csv"].replace("1000,00", "mille")})
    before = snapshot(root)

    result = amikit("agree", command[0], root, *command[1:])

    assert result.exit_code == 1
    assert "LOA007" in words(result)
    assert "Rien n'est écrit" in words(result)
    assert snapshot(root) == before


# Answers


def test_an_answer_is_noted_with_its_proof_and_what_it_is_about(root: Path) -> None:
    expected = MINIMAL[SETTINGS].replace(
        "    accord:\n      statut: accepte\n      le: 2026-11-02\n",
        '    accord:\n      statut: reserve\n      le: 2026-11-22\n      par: "L\'assemblée"\n      montants:\n'
        '        - {reponse_a: entretien, montant: "1 000,00"}\n      reserves: "Notre nom : en petit"\n'
        f"      preuve: https://exemple.fr/t/1#2\n      empreinte: {mark(root, 'carnet')}\n",
    )

    result = amikit(
        "agree", "record", root, "carnet", "--status", "Réservé", *ON, "--by", "L'assemblée", "--proof",
        "https://exemple.fr/t/1#2", "--reservations", "Notre nom : en petit", "--amount", "entretien=1000 €", "--yes",
    )  # fmt: skip

    assert result.exit_code == 0, words(result)
    assert (root / SETTINGS).read_text(encoding="utf-8") == expected
    assert codes(library.check(root).report) == []


def test_the_answer_of_a_member_goes_in_its_file(root: Path) -> None:
    result = amikit("agree", "record", root, "cour", "--status", "accepte", *ON, "--yes")

    assert result.exit_code == 0
    assert (root / "membres/cour.md").read_text(encoding="utf-8") == MINIMAL["membres/cour.md"].replace(
        "maturite: emergent\n",
        "maturite: emergent\naccord:\n  statut: accepte\n  le: 2026-11-22\n"
        f"  empreinte: {mark(root, 'cour', is_member=True)}\n",
    )
    assert codes(library.check(root).report) == []


def test_several_answers_are_noted_at_once_and_a_second_time_changes_nothing(root: Path) -> None:
    arguments = ("agree", "record", root, "carnet", "atelier", "cour", "--status", "demande", *ON, "--yes")
    first = amikit(*arguments)
    after = snapshot(root)

    second = amikit(*arguments)

    assert first.exit_code == second.exit_code == 0
    assert "C'est déjà noté." in words(second)
    assert snapshot(root) == after


def test_an_answer_replaces_the_one_before_and_the_diff_says_so(root: Path) -> None:
    amikit("agree", "record", root, "carnet", "--status", "reserve", "--reservations", "Plus tard", *ON, "--yes")

    result = amikit("agree", "record", root, "carnet", "--status", "accepte", "--on", "2026-12-01", "--yes")

    assert "- reserves: Plus tard" in words(result)
    assert "reserves" not in (root / SETTINGS).read_text(encoding="utf-8")


def test_nothing_is_written_without_a_yes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(root)

    alone = amikit("agree", "record", root, "carnet", "--status", "accepte", *ON)
    monkeypatch.setattr(mending, "_is_someone_there", lambda: True)
    refused = amikit("agree", "record", root, "carnet", "--status", "accepte", *ON, typed="non\n")

    assert [alone.exit_code, refused.exit_code] == [1, 1]
    assert "+ empreinte:" in words(alone)
    assert "agree record --yes" in words(alone)
    assert snapshot(root) == before


def test_a_file_that_changes_meanwhile_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / SETTINGS

    def agree(language: str) -> bool:
        path.write_text("titre: Autre chose\n", encoding="utf-8")
        return True

    monkeypatch.setattr(mending, "_agrees", agree)

    result = amikit("agree", "record", root, "carnet", "--status", "accepte", *ON)

    assert result.exit_code == 1
    assert "a changé entre-temps" in words(result)
    assert path.read_text(encoding="utf-8") == "titre: Autre chose\n"


def test_ends_of_lines_marks_and_comments_stay(tmp_path: Path) -> None:
    text = MINIMAL[SETTINGS].replace("      le: 2026-11-02\n", "      # au café\n      le: 2026-11-02  # lundi\n")
    root = write_dossier(tmp_path, {SETTINGS: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})

    amikit("agree", "record", root, "carnet", "--status", "accepte", *ON, "--yes")

    content = (root / SETTINGS).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"      # au caf\xc3\xa9\r\n      le: 2026-11-22  # lundi\r\n      empreinte: " in content
    assert codes(library.check(root).report) == []


def test_a_use_between_braces_stays_between_braces(tmp_path: Path) -> None:
    keys = "ressources:\n  - {ressource: carnet, pour: Noter., engagements: [{reponse_a: entretien, lignes: [D1]}]}  # tout\n"
    root = write_dossier(tmp_path, {SETTINGS: with_keys(keys)})

    result = amikit("agree", "record", root, "carnet", "--status", "refuse", *ON, "--yes")

    (line,) = [one for one in (root / SETTINGS).read_text(encoding="utf-8").split("\n") if "{ressource: carnet" in one]
    assert result.exit_code == 0
    assert "lignes: [D1]}], accord: {statut: refuse, le: 2026-11-22, empreinte: " in line
    assert line.endswith("}}  # tout")
    assert codes(library.check(root).report) == ["REC007"]


def test_a_file_that_cannot_be_changed_safely_is_told_what_to_write(tmp_path: Path) -> None:
    old = MINIMAL[SETTINGS].replace("1 500 €", "1 500 euros").encode("cp1252")
    root = write_dossier(tmp_path, {SETTINGS: old})
    before = snapshot(root)

    result = amikit("agree", "record", root, "cour", "carnet", "--status", "accepte", "--by", "Łucja", *ON, "--yes")

    assert result.exit_code == 1
    assert "ne peut pas être changé sans risque. Écrivez-y vous-même, pour carnet :" in words(result)
    assert "accord: statut: accepte le: 2026-11-22 par: Łucja empreinte:" in words(result)
    assert snapshot(root) == before


def test_a_file_that_a_link_brings_is_not_ours_to_change(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs.md"
    (root / "membres/cour.md").rename(elsewhere)
    (root / "membres/cour.md").symlink_to(elsewhere)
    before = elsewhere.read_bytes()

    result = amikit("agree", "record", root, "cour", "--status", "accepte", *ON, "--yes")

    assert result.exit_code != 0
    assert elsewhere.read_bytes() == before


def test_the_name_of_the_folder_can_be_left_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)

    result = amikit("agree", "record", "cour", "--status", "accepte", *ON, "--yes")

    assert result.exit_code == 0
    assert "accord:" in (root / "membres/cour.md").read_text(encoding="utf-8")


def test_a_member_that_has_the_name_of_a_resource_is_told_apart(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"membres/carnet.md": "---\nnom: Le Carnet\n---\n"})
    settings = (root / SETTINGS).read_bytes()

    amikit("agree", "record", root, "carnet", "--member", "--status", "accepte", *ON, "--yes")

    assert "accord:" in (root / "membres/carnet.md").read_text(encoding="utf-8")
    assert (root / SETTINGS).read_bytes() == settings


def test_an_answer_to_an_earlier_letter_keeps_the_fingerprint_that_it_quotes(root: Path) -> None:
    amikit("agree", "record", root, "carnet", "--status", "accepte", "--fingerprint", "3F9A-12cd", *ON, "--yes")

    assert "empreinte: 3f9a 12cd" in (root / SETTINGS).read_text(encoding="utf-8")
    assert codes(library.check(root).report) == ["REC021"]


def test_a_file_of_the_folder_can_be_the_proof(root: Path, tmp_path: Path) -> None:
    (root / "accords").mkdir()
    (root / "accords" / "oui.txt").write_text("Oui.", encoding="utf-8")
    (tmp_path / "dehors.txt").write_text("Oui.", encoding="utf-8")

    inside = amikit(
        "agree", "record", root, "carnet", "--status", "accepte", "--proof", "accords/oui.txt", *ON, "--yes"
    )
    outside = amikit("agree", "record", root, "carnet", "--status", "accepte", "--proof", tmp_path / "dehors.txt", *ON)

    assert inside.exit_code == 0
    assert "preuve: accords/oui.txt" in (root / SETTINGS).read_text(encoding="utf-8")
    assert outside.exit_code == 2
    assert "ni un fichier du dossier" in words(outside)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("carnet", "--status", "ok"), "« ok » n'est pas une réponse possible. Au choix : demande, accepte, reserve, refuse."),
        (("carnet", "--status", "acepte"), "Vouliez-vous écrire « accepte » ?"),
        (("carnte", "--status", "accepte"), "« carnte » n'est ni une ressource déclarée, ni un membre de ce dossier. Vouliez-vous écrire « carnet » ?"),
        (("carnet", "--status", "accepte", "--on", "22/11/2026"), "Pour le 22 novembre 2026, écrivez « 2026-11-22 »."),
        (("carnet", "--status", "accepte", "--on", "2026-02-30"), "n'existe pas"),
        (("carnet", "--status", "reserve"), "Dites les réserves : --reservations."),
        (("--status", "accepte"), "Dites qui a répondu : l'identifiant d'une ressource ou d'un membre."),
        (("carnet", "--status", "accepte", "--fingerprint", "zz"), "« zz » n'est pas une empreinte"),
        (("carnet", "--status", "accepte", "--amount", "entretien"), "« entretien » n'est pas un chiffre convenu"),
        (("carnet", "--status", "accepte", "--amount", "entretien=beaucoup"), "n'est pas un chiffre convenu"),
        (("carnet", "--status", "accepte", "--amount", "entretien=-5"), "n'est pas un chiffre convenu"),
        (("carnet", "--status", "accepte", "--amount", "entretein=5"), "carnet n'a pas d'attente « entretein ». Vouliez-vous écrire « entretien » ?"),
        (("carnet", "--status", "accepte", "--amount", "entretien=5 h"), "L'attente « entretien » se compte en euros."),
        (("cour", "--status", "accepte", "--amount", "entretien=5"), "--amount ne va qu'avec une seule ressource."),
    ],
)  # fmt: skip
def test_an_answer_that_is_badly_typed_is_told_and_nothing_is_written(
    root: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = snapshot(root)

    result = amikit("agree", "record", root, *arguments, "--yes")

    assert result.exit_code == 2
    assert said in words(result)
    assert snapshot(root) == before


def test_hours_can_be_agreed_and_an_act_has_no_figure(tmp_path: Path) -> None:
    card = MINIMAL["ressources/carnet.yaml"] + (
        "  - id: relecture\n    forme: temps\n    statut: a-convenir\n  - id: recit\n    forme: nature\n    statut: publie\n"
        "    source: https://exemple.fr/carnet\n"
    )
    root = write_dossier(tmp_path, {"ressources/carnet.yaml": card})

    hours = amikit("agree", "record", root, "carnet", "--status", "accepte", "--amount", "relecture=20 h", *ON, "--yes")
    act = amikit("agree", "record", root, "carnet", "--status", "accepte", "--amount", "recit=5", *ON, "--yes")

    assert hours.exit_code == 0
    assert "- {reponse_a: relecture, heures: 20}" in (root / SETTINGS).read_text(encoding="utf-8")
    assert act.exit_code == 2
    assert "L'attente « recit » se compte en gestes, sans chiffre." in words(act)


def test_check_says_which_command_asks(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {SETTINGS: UNASKED})

    said = words(amikit("check", root))

    assert "REC006" in said
    assert "« amikit agree request --resource carnet » écrit la lettre" in said
