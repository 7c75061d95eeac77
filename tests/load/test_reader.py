"""One folder, read safely: what cannot be read is said at its place, and nothing leads outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from amikit.load.reader import LARGEST_TEXT, FolderReader
from amikit.model.catalog import Resource
from amikit.model.consortium import Member
from tests.dossiers import write

CARD = "id: a\nnom: A\ngenre: logiciel\n"


def said(reader: FolderReader) -> list[str]:
    return [f"{one.code} {one.span.path.relative_to(reader.root)}:{one.span.line}" for one in reader.diagnostics]


def why(reader: FolderReader) -> str:
    [found] = reader.diagnostics
    return found.message("en")


def test_a_file_is_read_whatever_its_ends_of_line_and_its_mark(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path)
    write(tmp_path / "a.txt", "\ufeffun\r\ndeux\rtrois\n")

    assert reader.read_text(tmp_path / "a.txt", "a") == "un\ndeux\ntrois\n"
    assert reader.diagnostics == []


def test_what_is_missing_is_said_and_remembered(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path)
    (tmp_path / "a.yaml").symlink_to("absent.yaml")

    assert reader.read_yaml(Resource, tmp_path / "a.yaml", "catalogue/a") is None
    assert said(reader) == ["LOA016 a.yaml:1"]
    assert why(reader) == "The file cannot be opened: it leads to a file that does not exist."
    assert reader.unreadable == {"catalogue/a"}


def test_a_folder_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path)
    (tmp_path / "a.yaml").mkdir()

    assert reader.read_text(tmp_path / "a.yaml", "a") is None
    assert why(reader) == "The file cannot be opened: it is not a file."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path)
    os.mkfifo(tmp_path / "a.yaml")

    assert reader.read_text(tmp_path / "a.yaml", "a") is None
    assert why(reader) == "The file cannot be opened: it is not a file."


def test_a_file_without_the_right_to_read_it_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", CARD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user reads everything")
    reader = FolderReader(tmp_path)

    assert reader.read_text(path, "a") is None
    assert why(reader) == "The file cannot be opened: access is denied."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "l'accès est refusé"),
        (OSError(5, "Input/output error"), "le disque ne répond pas"),
        (OSError(71, "Protocol error"), "le système répond « Protocol error »"),
    ],
)
def test_what_the_system_refuses_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(path: Path) -> bytes:
        raise error

    reader = FolderReader(tmp_path)
    path = write(tmp_path / "a.yaml", CARD)
    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert reader.read_text(path, "a") is None
    [found] = reader.diagnostics
    assert found.message("fr").replace("\u00a0", " ") == f"Le fichier ne peut pas être ouvert : {words}."


def test_a_folder_that_cannot_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> object:
        raise PermissionError(13, "Permission denied")

    reader = FolderReader(tmp_path)
    write(tmp_path / "membres/a.md", "")
    monkeypatch.setattr(os, "scandir", refuse)

    assert list(reader.files("membres", ".md")) == []
    assert said(reader) == ["LOA016 membres:1"]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    reader = FolderReader(tmp_path)
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(LARGEST_TEXT + 1)

    assert reader.read_text(tmp_path / "a.yaml", "a") is None
    assert why(reader) == "The file cannot be opened: it is over 20 MB."


@pytest.mark.parametrize("target", ["../secret.md", "/etc/hostname", "b/../../secret.md"])
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, target: str) -> None:
    write(tmp_path / "secret.md", "nom: Secret\n")
    root = tmp_path / "dossier"
    write(root / "b/x.md", "")
    (root / "a.md").symlink_to(target)
    reader = FolderReader(root)

    assert reader.read_prose(root / "a.md", "membres/a") is None
    assert said(reader) == ["LOA018 a.md:1"]


def test_a_folder_that_leads_outside_is_not_even_listed(tmp_path: Path) -> None:
    write(tmp_path / "ailleurs/a.md", "secret")
    root = tmp_path / "dossier"
    root.mkdir()
    (root / "membres").symlink_to("../ailleurs")
    reader = FolderReader(root)

    assert list(reader.files("membres", ".md")) == []
    assert said(reader) == ["LOA018 membres:1"]


def test_links_that_lead_to_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    reader = FolderReader(tmp_path)

    assert reader.read_text(tmp_path / "a.md", "a") is None
    assert said(reader) in (["LOA018 a.md:1"], ["LOA016 a.md:1"])


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "b/vrai.md", "Bonjour.\n")
    (tmp_path / "a.md").symlink_to("b/vrai.md")
    reader = FolderReader(tmp_path)

    assert reader.read_text(tmp_path / "a.md", "a") == "Bonjour.\n"


def test_a_dossier_reached_through_a_link_is_read(tmp_path: Path) -> None:
    write(tmp_path / "vrai/a.md", "Bonjour.\n")
    (tmp_path / "lien").symlink_to("vrai")
    reader = FolderReader(tmp_path / "lien")

    assert reader.read_text(tmp_path / "lien/a.md", "a") == "Bonjour.\n"


def test_files_of_a_folder_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "C.MD", ".caché.md", "~b.md", "_x.md", "README.md", "Lisezmoi.md", "notes.txt"):
        write(tmp_path / "membres" / name, "")
    (tmp_path / "membres/dossier.md").mkdir()
    reader = FolderReader(tmp_path)

    assert [path.name for path in reader.files("membres", ".md")] == ["C.MD", "a.md", "b.md"]
    assert said(reader) == ["LOA031 membres/notes.txt:1"]
    assert list(reader.files("absent", ".md")) == []


def test_a_front_matter_counts_the_lines_of_its_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "---\nnom: A\ndepuis: hier\n---\n\nTexte.\n")
    reader = FolderReader(tmp_path)
    prose = reader.read_prose(path, "membres/a")
    assert prose is not None

    member = reader.read_front(Member, prose, "membres/a", id="a")

    assert member is not None
    assert (member.id, member.name) == ("a", "A")
    assert said(reader) == ["LOA007 a.md:3"]


def test_an_identifier_in_the_front_matter_is_the_name_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "---\nid: b\n---\n")
    reader = FolderReader(tmp_path)
    prose = reader.read_prose(path, "membres/a")
    assert prose is not None

    member = reader.read_front(Member, prose, "membres/a", id="a")

    assert member is not None
    assert member.id == "a"
    assert said(reader) == ["LOA030 a.md:2"]


def test_a_front_matter_that_nothing_opens_or_closes_says_which_line_to_add(tmp_path: Path) -> None:
    write(tmp_path / "membres" / "a.md", "nom: La Cour\ngenre: tiers-lieu\n---\n\nTexte.\n")
    write(tmp_path / "membres" / "b.md", "---\nnom: La Cour\n\nTexte.\n")
    write(tmp_path / "membres" / "c.md", "Un texte : ici.\n\n---\n\nLa suite.\n")
    reader = FolderReader(tmp_path)

    read = [
        prose and reader.read_front(Member, prose, path.stem)
        for path in reader.files("membres", ".md")
        if (prose := reader.read_prose(path, path.stem)) is not None
    ]

    assert read == [None, None, Member()]
    assert reader.unreadable == {"a", "b"}
    assert [one.hint("en") for one in reader.diagnostics] == [
        "The first line of the file must be “---”.",
        "Add a line “---” after the last line of the front matter.",
    ]


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_a_name_that_is_not_utf8_is_said_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "membres").mkdir()
    with open(os.fsencode(tmp_path / "membres") + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123 - bytes are the point
        file.write(b"---\n---\n")
    reader = FolderReader(tmp_path)

    assert list(reader.files("membres", ".md")) == []
    assert said(reader) == ["LOA031 membres/caf?.md:1"]
