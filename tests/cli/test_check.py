"""``amikit check``: everything at once, where it is, and a status that scripts can trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from amikit.cli.words import MOST_OF_A_CODE
from tests.cli.running import amikit, words
from tests.dossiers import COUNTS_PAGES, EXAMPLES, with_keys, write_dossier

UNTITLED = with_keys("titre:\n")
ADVISED = with_keys(
    "ressources:\n  - ressource: carnet\n    pour: Ce que nous en ferons.\n    engagements:\n      - reponse_a: entretien\n        lignes: [D1]\n"
)


def codes_of(result: Result) -> list[str]:
    return [found["code"] for found in json.loads(result.stdout)["diagnostics"]]


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_nothing_to_say_is_said(tmp_path: Path) -> None:
    result = amikit("check", write_dossier(tmp_path / "prêt"))

    assert result.exit_code == 0
    assert result.stdout == "Rien à redire\u00a0: la réponse peut partir.\n"


@pytest.mark.parametrize("command", ["check", "status"])
def test_an_answer_whose_pages_only_a_build_counts_is_not_said_ready(command: str, tmp_path: Path) -> None:
    call = {"modeles/essai/template.yaml": COUNTS_PAGES}
    root = write_dossier(tmp_path / "a", {**call, "dossier.yaml": with_keys("appel: essai\nchamps:\n")})

    french, english = words(amikit(command, root)), words(amikit("--lang", "en", command, root))

    assert "sont comptées à l'écriture (« amikit build »)." in french
    assert "are counted when it is written (“amikit build”)." in english
    assert "peut partir" not in french
    assert "can be sent" not in english


@pytest.mark.parametrize(
    ("settings", "status", "strict_status", "count"),
    [
        (UNTITLED, 0, 1, "0 erreur, 1 chose à faire, 0 conseil."),
        (ADVISED, 0, 1, "0 erreur, 0 chose à faire, 1 conseil."),
        (with_keys("date_limite: demain\n"), 1, 1, "1 erreur, 0 chose à faire, 0 conseil."),
    ],
)
def test_only_an_error_ends_with_1_unless_strict(
    settings: str, status: int, strict_status: int, count: str, tmp_path: Path
) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": settings})

    usual, strict = amikit("check", root), amikit("check", "--strict", root)

    assert (usual.exit_code, strict.exit_code) == (status, strict_status)
    assert usual.stdout == strict.stdout
    assert count in usual.stdout.splitlines()


def test_what_was_let_through_is_said_and_stops_nothing() -> None:
    result = amikit("check", "--strict", EXAMPLES / "monscobar")

    assert result.exit_code == 0
    assert "laissé passer : Exemple pédagogique ; aucun porteur n'a été sollicité" in words(result)
    assert "0 conseil ; 15 constats laissés passer par une exception" in words(result)


def test_places_are_said_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": UNTITLED})
    monkeypatch.chdir(tmp_path)

    below, given = amikit("check", root).stdout, amikit("check", "a").stdout
    monkeypatch.chdir(root)
    inside = amikit("check", ".").stdout

    assert below.splitlines()[1].startswith("a/dossier.yaml:1:7: à faire DOS002")
    assert given == below
    assert inside.splitlines()[1].startswith("dossier.yaml:1:7: à faire DOS002")


def test_a_folder_that_is_not_a_dossier_says_how_to_begin(tmp_path: Path) -> None:
    result = amikit("check", tmp_path / "rien")

    assert result.exit_code == 1
    assert "Commencez par « amikit new mon-dossier --call lieu-totem »" in words(result)


def test_another_catalog_and_another_template_are_used(tmp_path: Path) -> None:
    settings = with_keys("appel: ailleurs\nmentions_sans_engagement:\n  - ressource: pot\n    motif: Cité.\n")
    root = write_dossier(
        tmp_path / "a", {"dossier.yaml": settings, "sections/qui.md": None, "sections/histoire.md": None}
    )
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "pot.yaml").write_text("id: pot\nnom: Pot commun\ngenre: service\n", encoding="utf-8")
    (tmp_path / "mon-appel").mkdir()
    (tmp_path / "mon-appel" / "template.yaml").write_text("id: mon-appel\ntitre: Mon appel\n", encoding="utf-8")

    alone = amikit("check", root).stdout
    helped = amikit("check", root, "--catalog", tmp_path / "catalogue", "--template", tmp_path / "mon-appel").stdout

    assert [code for code in ("LOA026", "REC002") if code in alone] == ["LOA026", "REC002"]
    assert [code for code in ("LOA026", "REC002") if code in helped] == []


def test_the_folder_is_the_one_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_dossier(tmp_path / "a"))

    assert amikit("check").stdout == amikit("check", ".").stdout == "Rien à redire\u00a0: la réponse peut partir.\n"


def test_what_is_not_a_folder_is_said_as_what_it_is(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "soir")

    assert "« dossier.yaml » est un fichier. → Donnez le dossier qui le contient : « soir »." in words(
        amikit("check", root / "dossier.yaml")
    )
    assert "Le dossier « matin » n'existe pas." in words(amikit("check", tmp_path / "matin"))


def test_the_line_at_fault_is_shown_with_a_mark_under_the_words(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": with_keys("date_limite: 11/12/2026  # bientôt\n")})

    lines = amikit("check", root).stdout.splitlines()

    assert lines[2:4] == ["  7 │ date_limite: 11/12/2026  # bientôt", "    │              ^^^^^^^^^^"]


def test_findings_are_grouped_by_weight_and_the_first_is_named(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": with_keys("titre:\ndate_limite: demain\n")})

    said = amikit("check", root).stdout

    assert said.startswith("À corriger")
    assert said.index("À corriger") < said.index("À faire")
    assert "Commencez par " in said.splitlines()[-1]


def test_the_same_finding_sixty_times_hides_nothing(tmp_path: Path) -> None:
    lines = "".join(f"L{n};Une ligne;coordination;2027;;;\n" for n in range(60))
    head = "ligne;libelle;destination;annee;montant;compte;beneficiaire\n"
    root = write_dossier(tmp_path / "a", {"budget/depenses.csv": head + lines})

    short, whole = amikit("check", root).stdout, amikit("check", root, "--all").stdout

    assert short.count("à faire BUD005") == MOST_OF_A_CODE
    assert "… et 55 autres constats BUD005 ; « --select BUD005 » les montre tous." in words_of(short)
    assert whole.count("à faire BUD005") == 60
    assert amikit("check", root, "--select", "BUD005").stdout.count("à faire BUD005") == 60


def test_findings_can_be_chosen_by_code_or_by_family(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": with_keys("titre:\nperiode:\n  du: 2027-12-31\n")})
    every = codes_of(amikit("check", root, "--format", "json"))
    family = codes_of(amikit("check", root, "--format", "json", "--select", "dos"))
    others = codes_of(amikit("check", root, "--format", "json", "--ignore", "DOS,TXT004"))

    assert "DOS002" in every
    assert family == [code for code in every if code.startswith("DOS")]
    assert others == [code for code in every if not code.startswith("DOS") and code != "TXT004"]


def test_what_cannot_be_read_is_said_whatever_is_chosen(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": with_keys("date_limite: demain\n")})

    result = amikit("check", root, "--select", "REC", "--format", "json")

    assert codes_of(result) == ["LOA009"]
    assert result.exit_code == 1


def test_a_code_that_nobody_knows_is_refused_with_the_nearest(tmp_path: Path) -> None:
    result = amikit("check", write_dossier(tmp_path / "a"), "--select", "RECC")

    assert result.exit_code == 2
    assert "« RECC » n'est ni un constat ni une famille. Vouliez-vous écrire « REC » ?" in words(result)


def test_what_was_chosen_and_is_not_there_is_said(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": UNTITLED})

    assert amikit("check", root, "--select", "GOV").stdout == "Aucun constat de ce genre.\n"


def test_nothing_found_is_an_empty_list_for_programs(tmp_path: Path) -> None:
    result = amikit("check", write_dossier(tmp_path / "a"), "--format", "json")

    assert json.loads(result.stdout) == {"version": 1, "diagnostics": []}


def test_an_error_left_out_hides_nothing(tmp_path: Path) -> None:
    settings = with_keys("mentions_sans_engagement:\n  - ressource: dokoss\n    motif: Cité.\n")
    root = write_dossier(tmp_path / "a", {"dossier.yaml": settings, "sections/activites.md": "Avec Dokos.\n"})

    assert codes_of(amikit("check", root, "--format", "json")) == ["REC002"]
    assert codes_of(amikit("check", root, "--format", "json", "--ignore", "REC002")) == ["REC001"]
    assert amikit("check", root, "--ignore", "REC002", "--strict").exit_code == 1
    assert codes_of(amikit("check", root, "--format", "json", "--select", "REC001")) == ["REC001"]


def test_what_cannot_be_read_and_was_to_be_left_out_says_why_it_is_shown(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys("date_limite: bientôt\n")})

    said = words(amikit("--lang", "en", "check", str(root), "--ignore", "LOA009"))

    assert "What cannot be read is never left out: LOA009." in said
    assert "never left out" not in amikit("--lang", "en", "check", str(root), "--ignore", "REC").output


def test_a_folder_that_does_not_exist_is_looked_for_beside_itself(tmp_path: Path) -> None:
    write_dossier(tmp_path / "ma-reponse")

    said = words(amikit("--lang", "en", "check", str(tmp_path / "ma-reponze")))

    assert "The folder “ma-reponze” does not exist." in said
    assert "Did you mean “ma-reponse”?" in said
