"""``amikit copy``: what a portal's box takes, with its count."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.running import amikit
from tests.dossiers import EXAMPLES, MINIMAL, write_dossier

MONSCOBAR = EXAMPLES / "monscobar"


def test_a_section_is_plain_text_alone_on_the_output() -> None:
    result = amikit("copy", "modele-economique", MONSCOBAR)

    assert result.exit_code == 0
    assert not re.search(r"\*\*|^#|^\||\]\(", result.stdout, re.MULTILINE)
    assert re.fullmatch(r"[0-9\s]+ mots, [0-9\s]+ caractères\.\n", result.stderr)


def test_the_count_is_that_of_what_is_pasted() -> None:
    result = amikit("copy", "vision", MONSCOBAR)
    text = result.stdout.removesuffix("\n")

    words, characters = (int(re.sub(r"\D", "", part)) for part in result.stderr.split(","))
    assert (words, characters) == (len(text.split()), len(text))


def test_a_text_too_long_for_its_box_ends_with_one_and_says_so() -> None:
    result = amikit("copy", "vision", MONSCOBAR, "--max", "100")

    assert result.exit_code == 1
    assert "trop long : la limite est de 100 caractères" in result.stderr.replace("\u00a0", " ")


def test_without_a_section_each_one_is_listed_with_its_count() -> None:
    result = amikit("copy", MONSCOBAR)

    assert result.exit_code == 0
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert names[0] == "resume"
    assert names[-1] == "pieces"


def test_an_unknown_section_is_refused_with_the_one_that_was_meant() -> None:
    result = amikit("copy", "budgte", MONSCOBAR)

    assert result.exit_code == 2
    assert "« budget »" in result.stderr.replace("\u00a0", " ")


def test_blanks_are_said_beside_the_text(tmp_path: Path) -> None:
    text = MINIMAL["dossier.yaml"].replace("resume:", "sous_titre:", 1)
    root = write_dossier(tmp_path / "a", {"dossier.yaml": text})

    result = amikit("copy", "resume", root)

    assert ("à compléter" in result.stdout) == ("ne le collez pas encore" in result.stderr)


def test_what_people_typed_is_given_back_as_typed(tmp_path: Path) -> None:
    prose = "Un *mot*, <b>gras</b>, [lien](https://exemple.org) et `code`[^1].\n\n1. un\n2. deux\n\n[^1]: La note.\n"
    root = write_dossier(tmp_path / "a", {"sections/qui.md": prose})

    said = amikit("copy", "qui", root).stdout.replace("\u202f", " ").replace("\u00a0", " ")

    assert "Un mot, <b>gras</b>, lien (https://exemple.org) et code [1]." in said
    assert "1. un\n2. deux" in said
    assert said.rstrip().endswith("[1] La note.")


def test_a_file_that_cannot_be_read_is_said_instead(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": "titre: [\n"})

    result = amikit("copy", "qui", root)

    assert result.exit_code == 1
    assert "LOA" in result.stdout
