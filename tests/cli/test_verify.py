"""``amikit verify`` as a funder meets it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from amikit.annex.canonical import canonical_bytes
from tests.cli.running import amikit, spawn, words
from tests.verify.corpus import example, totals_that_follow
from tests.verify.kit import changed, edited, written
from tools.make_schemas import ROOT

SCHEMA = json.loads((ROOT / "schemas/sorties/verification.schema.json").read_text(encoding="utf-8"))
ANNEX = json.loads((ROOT / "schemas/annexe-1.schema.json").read_text(encoding="utf-8"))
_PAGE_LINES = 55
"""What a page holds, printed."""


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    """An honest answer, as HTML."""
    return write(tmp_path / "reponse.html", written(example(), "html"))


def test_an_honest_answer_is_said_to_be_coherent_and_no_more(reply: Path) -> None:
    result = amikit("verify", reply)

    said = words(result)
    assert result.exit_code == 0
    assert "orange, cohérent, avec des points à regarder" in said
    assert "La part aux ressources" not in said
    assert "Part aux ressources : 62,1 % (79 500,00 €)." in said
    assert "cela ne dit pas qui les a écrits" in said
    assert "authenti" not in said


def test_in_english_too(reply: Path) -> None:
    said = words(amikit("--lang", "en", "verify", reply))

    assert "amber, coherent, with points to look at" in said
    assert "Share to resources: 62.1% (€79,500.00)." in said
    assert "it does not say who wrote them" in said


def test_a_figure_that_was_changed_is_named_and_ends_with_one(tmp_path: Path) -> None:
    content = edited("docx", written(example(), "docx"), "640,00", "604,00")
    result = amikit("verify", write(tmp_path / "retouche.docx", content))

    said = words(result)
    assert result.exit_code == 1
    assert "rouge, incohérent" in said
    assert "Le texte n'imprime plus 640,00 € (D25" in said
    assert "que l'annexe ne connaît pas : 604,00 €." in said


def test_each_figure_of_a_sum_is_named(tmp_path: Path) -> None:
    def less(annex: dict[str, Any]) -> None:
        annex["totals"]["charges_cents"] -= 100

    result = amikit("verify", write(tmp_path / "annexe.json", changed(example().annex, less)))

    assert "127 999,00 € pour le total des dépenses, et ses lignes donnent 128 000,00 €" in words(result)


def test_folders_are_read_by_name_and_hidden_files_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".cache").mkdir()
    for name in ("b/annexe.json", "a.json", ".cache/x.json", ".amikit.json", "note.md"):
        write(tmp_path / name, example().annex)
    os.mkfifo(tmp_path / "tube.pdf")
    (tmp_path / "b" / "boucle").symlink_to(tmp_path)

    files = json.loads(amikit("verify", tmp_path, "--format", "json").output)["files"]

    assert [file["name"] for file in files] == [str(tmp_path / "a.json"), str(tmp_path / "b/annexe.json")]


def test_several_files_one_bad_one(tmp_path: Path, reply: Path) -> None:
    bad = write(tmp_path / "abime.pdf", b"%PDF-1.7 rien")
    result = amikit("verify", bad, reply, tmp_path / "absent.pdf")

    assert result.exit_code == 1
    said = words(result)
    assert "abime.pdf : rouge, illisible" in said
    assert "absent.pdf : rouge, illisible" in said
    assert "reponse.html : orange, cohérent" in said


def test_words_under_the_name_of_a_pdf_end_with_one(tmp_path: Path) -> None:
    result = amikit("verify", write(tmp_path / "reponse.pdf", b"Une reponse."))

    assert result.exit_code == 1
    assert "rouge, illisible" in words(result)
    assert "il n'est pas ce que son nom annonce" in words(result)
    assert amikit("verify", write(tmp_path / "reponse.txt", b"Une reponse.")).exit_code == 0


def test_standard_input_is_a_file_too(reply: Path) -> None:
    import subprocess

    from tests.cli.running import PROGRAM, neutral_environment

    result = subprocess.run(
        [*PROGRAM, "verify", "-"],
        input=reply.read_bytes(),
        capture_output=True,
        env=neutral_environment(),
        timeout=60,
        check=False,
    )

    assert result.returncode == 0
    assert " ".join(result.stdout.decode().split()).startswith("- : orange, cohérent")


def test_nothing_to_verify_is_a_wrong_use(tmp_path: Path) -> None:
    assert amikit("verify").exit_code == 2
    assert amikit("verify", tmp_path).exit_code == 1, "an empty folder: nothing is said to be coherent"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_json_follows_its_published_schema(lang: str, tmp_path: Path, reply: Path) -> None:
    plain = write(tmp_path / "sans.txt", b"Avec Dokos et Movilab.")
    bad = write(tmp_path / "abime.pdf", b"%PDF-1.7 rien")
    wrong = write(tmp_path / "annexe.json", changed(example().annex, totals_that_follow))
    newer = write(tmp_path / "nouveau.json", changed(example().annex, lambda annex: annex.update(version=9)))
    Draft202012Validator.check_schema(SCHEMA)

    said = json.loads(amikit("--lang", lang, "verify", reply, plain, bad, wrong, newer, "--format", "json").output)

    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(said)] == []
    assert [file["light"] for file in said["files"]] == ["orange", "orange", "rouge", "rouge", "orange"]
    assert [file["annex"] is not None for file in said["files"]] == [True, False, False, True, False]
    assert list(Draft202012Validator(ANNEX).iter_errors(said["files"][0]["annex"])) == []
    assert canonical_bytes(said["files"][0]["annex"]) == example().annex


@pytest.mark.parametrize("suffix", ["html", "json"])
def test_one_answer_holds_on_one_page(suffix: str, tmp_path: Path) -> None:
    def many(annex: dict[str, Any]) -> None:
        annex["resources"] += [{**annex["resources"][0], "id": f"r{place}"} for place in range(60)]
        annex["budget"]["expenses"] *= 30
        annex["title"] *= 60

    content = changed(example().annex, many) if suffix == "json" else written(example(), "html")
    result = amikit("verify", write(tmp_path / f"a.{suffix}", content))

    assert len(result.output.splitlines()) <= _PAGE_LINES


def test_no_name_commands_the_terminal(tmp_path: Path) -> None:
    def wild(annex: dict[str, Any]) -> None:
        for member in annex["consortium"]["members"]:
            member["name"] = "\x1b[2J\u202e<b>Lieu</b>"
        annex["title"] = "\x07\r\nAutre : vert, cohérent"
        annex["resources"][0]["name"] = "\x1b]0;titre\x07" + "x" * 1_000

    result = spawn("verify", write(tmp_path / "a\x1b[31m.json", changed(example().annex, wild)))

    said = result.stdout.decode()
    assert [letter for letter in said if not letter.isprintable() and letter not in "\n\u00a0\u202f"] == []
    assert max(map(len, said.splitlines())) < 500


def test_the_catalog_of_the_reader_is_compared(tmp_path: Path, reply: Path) -> None:
    (tmp_path / "fiches").mkdir()
    card = (ROOT / "resources_catalog/logiciel/dokos.yaml").read_text(encoding="utf-8")
    (tmp_path / "fiches" / "autre.yaml").write_text(
        card.replace("id: dokos", "id: autre").replace("nom: Dokos", "nom: Autre"), encoding="utf-8"
    )

    assert amikit("verify", reply, "--catalog", tmp_path / "fiches").exit_code == 0
