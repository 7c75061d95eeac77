"""A broken line comes with the same line put right, where its shape leaves no doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from amikit.load.reader import FolderReader
from amikit.load.validate import keys_below
from amikit.model.consortium import Member
from amikit.model.dossier import Settings
from tests.dossiers import write


def said(text: str, tmp_path: Path, name: str = "dossier.yaml") -> list[tuple[int, str, str]]:
    """Line, sentence and remedy of each finding."""
    reader = FolderReader(tmp_path)
    path = write(tmp_path / name, text)
    if name.endswith(".md"):
        prose = reader.read_prose(path, "")
        assert prose is not None
        reader.read_front(Member, prose, "")
    else:
        reader.read_yaml(Settings, path, "")
    return [(one.span.line, plain(one.message("fr")), plain(one.hint("fr"))) for one in reader.diagnostics]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


CANNOT = "Le fichier ne peut pas être lu à partir d'ici : "


@pytest.mark.parametrize(
    ("text", "line", "why", "remedy"),
    [
        (
            "champs:\n  murs: La halle de X : confiée\n", 2,
            "le texte de cette ligne contient « : »", 'Écrivez « murs: "La halle de X : confiée" ».',
        ),
        (
            'titre: La "halle" : un lieu  # à revoir\n', 1,
            "le texte de cette ligne contient « : »", 'Écrivez « titre: "La \\"halle\\" : un lieu" ».',
        ),
        (
            "consortium:\n  mandat:Signer la convention\n  territoire: ici\n", 2,
            "il manque une espace après « mandat: »", "Écrivez « mandat: Signer la convention ».",
        ),
        (
            "titre La halle\nresume: x\n", 1,
            "il manque « : » après « titre »", "Écrivez « titre: La halle ».",
        ),
        (
            "consortium:\n  territoire: 'l'agglo de Bourg-Essai'\n", 2,
            "l'apostrophe de ce texte ferme le guillemet simple qui l'ouvre",
            'Écrivez « territoire: "l\'agglo de Bourg-Essai" ».',
        ),
    ],
)  # fmt: skip
def test_a_broken_line_is_given_back_put_right(text: str, line: int, why: str, remedy: str, tmp_path: Path) -> None:
    assert said(text, tmp_path) == [(line, f"{CANNOT}{why}.", remedy)]


def test_what_is_proposed_can_be_read(tmp_path: Path) -> None:
    [(_, _, remedy)] = said('titre: Le « C:\\temp" : un lieu\n', tmp_path)

    assert said(remedy.removeprefix("Écrivez « ").removesuffix(" ».") + "\n", tmp_path) == []


def test_a_front_matter_is_put_right_too(tmp_path: Path) -> None:
    found = said("---\nnom: La cour : ici\n---\n\nTexte.\n", tmp_path, "cour.md")

    assert found == [(2, f"{CANNOT}le texte de cette ligne contient « : ».", 'Écrivez « nom: "La cour : ici" ».')]


@pytest.mark.parametrize(
    "text",
    [
        "mandat: Signer\n  la suite : ici\n",
        "a: b\n  c: d\n",
        'a: "x" : y\n',
        "ou https://exemple.fr\nb: c\n",
        "a: [x\nb: y\n",
        "resume: Deux lieux\nvoisins dans la rue\ntitre: x\n",
    ],
)
def test_nothing_is_proposed_where_there_is_a_doubt(text: str, tmp_path: Path) -> None:
    [(_, _, remedy)] = said(text, tmp_path)

    assert remedy.startswith("Regardez les deux-points")


def test_a_colon_that_is_missing_in_a_key_is_missed(tmp_path: Path) -> None:
    [(_, message, remedy)] = said('titre "La halle": un lieu\n', tmp_path)

    assert message == 'La clé « titre "La halle" » n\'est pas connue ici.'
    assert remedy == "Il manque peut-être « : » après « titre »."


def test_the_keys_of_a_file_are_known_at_every_depth() -> None:
    assert {"titre", "mandat", "echeance", "reponse_a"} <= keys_below(Settings)
