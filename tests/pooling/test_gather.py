"""From files to answers: whatever they hold, the others are compared."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

import amikit
from amikit.annex.canonical import canonical_bytes
from amikit.annex.make import make_annex
from amikit.pooling.gather import _NOTES, Gathered, Note, gather
from amikit.pooling.party import Origin
from amikit.publishing.intention import make_intention
from amikit.publishing.note import to_note
from tests.dossiers import EXAMPLES, write, write_dossier
from tests.publishing.worlds import changed, minimal


def note() -> bytes:
    return to_note(make_intention(minimal())).encode()


def annex(*, draft: bool = False) -> bytes:
    return canonical_bytes(make_annex(minimal(), printed=(), excused=(), is_draft=draft).as_json())


@cache
def built() -> Path:
    """A folder with an answer in every format, and the annex beside."""
    root = Path(mkdtemp(prefix="amikit-")) / "d"
    write_dossier(root)
    made = amikit.build(root, ("pdf", "docx", "odt", "html"), draft=True)
    assert made.paths
    return root / "sortie"


def found(gathered: Gathered, root: Path) -> list[tuple[str, str]]:
    """The notes, with the names of the files alone."""
    return [(Path(one.file).relative_to(root).as_posix(), one.code) for one in gathered.notes]


def test_a_note_and_an_annex_and_a_folder_are_three_ways_to_say_one_answer(tmp_path: Path) -> None:
    note_path, annex_path = write(tmp_path / "note.md", note()), write(tmp_path / "annexe.json", annex())
    root = write_dossier(tmp_path / "dossier")

    gathered = gather([note_path, annex_path, root])

    [party] = gathered.parties
    assert party.origin is Origin.DOSSIER
    assert sorted(party.files) == sorted(map(str, (note_path, annex_path, root)))
    assert found(gathered, tmp_path) == [("annexe.json", "same"), ("note.md", "same")]


def test_what_a_note_alone_knows_completes_the_annex(tmp_path: Path) -> None:
    paths = [write(tmp_path / "note.md", note()), write(tmp_path / "annexe.json", annex())]

    [party] = gather(paths).parties

    assert party.origin is Origin.ANNEX
    assert party.territory == "la commune de Bourg-Essai"
    assert party.deadline_on is not None
    assert [(one.id, one.cents, one.purpose) for one in party.resources] == [
        ("carnet", 100_000, "Ce que nous en ferons.")
    ]


def test_each_document_that_carries_an_annex_is_read(tmp_path: Path) -> None:
    for path in sorted(built().iterdir()):
        if path.suffix in {".pdf", ".docx", ".odt", ".html", ".json"} and not path.name.startswith("."):
            gathered = gather([path])
            assert [party.name for party in gathered.parties] == ["Les Deux Lieux"], path.name
            assert [one.code for one in gathered.notes] in ([], ["incoherent"])


def test_a_folder_of_outputs_is_one_answer(tmp_path: Path) -> None:
    shutil.copytree(built(), tmp_path / "sortie")
    write(tmp_path / "sortie" / "LISEZMOI.md", "# Rien à voir\n")

    gathered = gather([tmp_path / "sortie"])

    assert len(gathered.parties) == 1
    assert {one.code for one in gathered.notes} <= {"same"}


def test_a_final_annex_is_taken_over_its_draft(tmp_path: Path) -> None:
    gathered = gather([write(tmp_path / "a.json", annex(draft=True)), write(tmp_path / "b.json", annex())])

    [party] = gathered.parties
    assert party.origin is Origin.ANNEX


def test_two_versions_of_one_answer_are_said_and_not_compared(tmp_path: Path) -> None:
    said = make_intention(minimal()).as_json()
    paths = [
        write(tmp_path / f"{title}.json", json.dumps({**said, "title": title})) for title in ("première", "seconde")
    ]

    gathered = gather(paths)

    assert len(gathered.parties) == 1
    [one] = gathered.notes
    assert one.code == "versions"
    assert one.other != one.file


def test_two_folders_that_nobody_filled_in_are_not_one_answer(tmp_path: Path) -> None:
    said = make_intention(changed({"title": ""}, consortium={"name": ""})).as_json()
    paths = [
        write(tmp_path / f"{need}.json", json.dumps({**said, "needs": [need]}))
        for need in ("entraide", "documentation")
    ]

    assert len(gather(paths).parties) == 2


def test_the_order_in_which_files_are_named_changes_nothing(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "note.md", note()),
        write(tmp_path / "annexe.json", annex()),
        write(tmp_path / "rien.md", "# Rien\n"),
        EXAMPLES / "monscobar",
        EXAMPLES / "premiers-pas",
    ]

    assert gather(paths) == gather(paths[::-1]) == gather([*paths, *paths])


HOSTILE: dict[str, tuple[bytes, str]] = {
    "vide.md": (b"", "empty"),
    "rien.md": ("# Une page à nous\n".encode(), "nothing"),
    "rien.json": (b'{"a": 1}', "nothing"),
    "rien.html": (b"<p>Bonjour</p>", "nothing"),
    "bruit.pdf": (b"%PDF-1.7\n" + b"\x00\xff" * 1000, "damaged"),
    "faux.docx": (b"PK\x03\x04" + b"\x00" * 500, "damaged"),
    "binaire.md": (b"\x00\x01\x02" * 1000, "nothing"),
    "profond.json": (b'{"format": "amikit-intention", "x":' + b"[" * 100_000, "faulty"),
    "gros.json": (b'{"format": "amikit-intention"}' + b" " * 3_000_000, "too-big"),
    "avenir.md": (b'```json\n{"format": "amikit-intention", "version": 2}\n```', "newer"),
    "annexe-avenir.json": (b'{"format":"amikit-annex","version":2}', "newer"),
    "annexe-fausse.json": (b'{"format":"amikit-annex","version":1}', "annex"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_note_and_the_others_are_compared(name: str, tmp_path: Path) -> None:
    content, code = HOSTILE[name]
    path = write(tmp_path / name, content)

    gathered = gather([path, EXAMPLES / "monscobar", EXAMPLES / "premiers-pas"])

    assert [party.origin for party in gathered.parties] == [Origin.DOSSIER] * 2
    assert gathered.notes == (Note(str(path), code),)


def test_what_is_not_there_and_what_holds_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    write(tmp_path / "pages" / "a.md", "# Une page\n")
    write(tmp_path / "casse" / "dossier.yaml", "titre: [\n")

    gathered = gather([tmp_path / name for name in ("absent.md", "vide", "pages", "casse")])

    assert gathered.parties == ()
    assert found(gathered, tmp_path) == [
        ("absent.md", "no-file"),
        ("casse", "folder"),
        ("pages", "empty-folder"),
        ("vide", "empty-folder"),
    ]


def test_an_annex_that_contradicts_itself_is_said(tmp_path: Path) -> None:
    said = json.loads(annex())
    said["totals"]["charges_cents"] += 1
    path = write(tmp_path / "a.json", canonical_bytes(said))

    gathered = gather([path])

    assert [one.code for one in gathered.notes] == ["incoherent"]
    assert len(gathered.parties) == 1


def test_every_note_is_in_the_contract() -> None:
    page = (EXAMPLES.parent / "docs/contrats.md").read_text(encoding="utf-8")

    assert [code for code in _NOTES if f"`{code}`" not in page] == []
