"""``amikit import``: the text that people already have comes into the sections, and nothing of it is lost."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

import amikit as api
from amikit.cli import import_, mending
from tests.cli.running import amikit, spawn, words
from tests.dossiers import PICTURE, write_dossier
from tests.importing.documents import SHARED_DOCX, SHARED_ODT

HISTORY = "# Notre histoire\n\nLa cour a fermé.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "ma réponse"
    amikit("new", folder, "--call", "lieu-totem")
    return folder


def section(root: Path, name: str) -> str:
    return (root / "sections" / f"{name}.md").read_text(encoding="utf-8")


def written(tmp_path: Path, text: str, name: str = "texte.md") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("document", [SHARED_DOCX, SHARED_ODT], ids=["docx", "odt"])
def test_a_shared_document_comes_in_at_one_go(root: Path, document: Path) -> None:
    result = amikit("import", document, root, "--yes")

    said = words(result)
    assert result.exit_code == 0
    assert "« 1. Qui nous sommes » → qui (Qui nous sommes)" in said
    assert "« Notre gouvernance » → gouvernance (La gouvernance)" in said
    assert "« Idées en vrac » → à ranger (sections/a-ranger.md)" in said
    text = section(root, "qui")
    assert "ouvre **trois soirs** par semaine et le samedi. On y vient jours." in text
    assert "relevé[^1]" in text
    assert "[^1]: Relevé tenu à la main, de mars à juin." in text
    assert "## Ce qu’on y fait\n\n- réparer des vélos ;\n- prêter des outils.\n" in text
    assert "![](images/texte-partage-image.png)" in text
    assert (root / "images" / "texte-partage-image.png").is_file()
    assert "![Le plan de la cour, vue du ciel](images/le-plan-de-la-cour-vue-du-ciel.png)" in section(root, "histoire")
    assert "| 2019  | L’école ferme. |\n\n| Salles | Surface |" in section(root, "histoire")
    assert "La cour a fermé en 2019.\n\n> À retenir : 140 m² à l’abri." in section(root, "histoire")
    assert section(root, "a-ranger").startswith("Document de travail, à relire avant vendredi.\n\n## Idées en vrac")


@pytest.mark.parametrize("document", [SHARED_DOCX, SHARED_ODT], ids=["docx", "odt"])
def test_what_was_set_aside_is_named(root: Path, document: Path) -> None:
    said = words(amikit("import", document, root, "--yes"))

    for expected in (
        "1 commentaire gardé dans le texte entre <!-- et -->, sans être imprimé(s) : Nour, 2026-11-04 : « Combien, au juste ? »",
        "1 ajout suivi, repris et noté en commentaire : Léa, 2026-11-02 : « et le samedi »",
        "1 retrait suivi, fait et noté en commentaire : Sami, 2026-11-03 : « presque tous les »",
        "le titre du document, à mettre dans dossier.yaml (titre) : « Une cour pour apprendre »",
        "1 zone de texte ou cadre, mis en citation après son paragraphe : « À retenir : 140 m² à l’abri. »",
        "« Réponse commune, version du mardi » « Page 1 – ne pas diffuser »",
        "lignes en gras prises pour des titres : « L’histoire des lieux et des acteurs du territoire »",
        "« images/texte-partage-image.png »",
        "1 tableau était dans un tableau : le voici après lui",
    ):
        assert expected in said
    text = section(root, "qui")
    assert "<!-- Commentaire de Nour (2026-11-04) : Combien, au juste ? -->" in text
    assert "<!-- Retrait de Sami (2026-11-03), non repris : presque tous les -->" in text


@pytest.mark.parametrize("document", [SHARED_DOCX, SHARED_ODT], ids=["docx", "odt"])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("accepter", "par semaine et le samedi. On y vient jours."),
        ("refuser", "par semaine. On y vient presque tous les jours."),
    ],
)
def test_tracked_changes_are_accepted_or_refused(root: Path, document: Path, changes: str, expected: str) -> None:
    said = words(amikit("import", document, root, "--yes", "--changes", changes))

    assert expected in section(root, "qui")
    assert "Ajout de Léa" not in section(root, "qui")
    assert "« et le samedi »" in said


def test_nothing_is_written_before_someone_agrees(root: Path) -> None:
    before = section(root, "qui")

    result = amikit("import", SHARED_DOCX, root)

    assert result.exit_code == 1
    assert "+## Ce qu’on y fait" in result.stdout
    assert "Pour écrire sans question : import --yes." in words(result)
    assert section(root, "qui") == before
    assert not (root / "images" / "texte-partage-image.png").exists()


def test_a_second_time_adds_nothing(root: Path) -> None:
    amikit("import", SHARED_DOCX, root, "--yes")
    before = section(root, "qui")

    result = amikit("import", SHARED_DOCX, root, "--yes")

    assert result.exit_code == 0
    assert "rien à changer" in words(result)
    assert section(root, "qui") == before


def test_prose_that_is_there_is_never_replaced(root: Path, tmp_path: Path) -> None:
    (root / "sections" / "qui.md").write_text("Déjà là[^1].\n\n[^1]: Une note.\n", encoding="utf-8")

    amikit("import", written(tmp_path, "# Qui nous sommes\n\nDes voisins[^1].\n\n[^1]: Quatorze.\n"), root, "--yes")

    assert section(root, "qui") == (
        "Déjà là[^1].\n\n[^1]: Une note.\n\n<!-- Repris de texte.md, à relier à ce qui précède -->\n\n"
        "Des voisins[^2].\n\n[^2]: Quatorze.\n"
    )


def test_what_is_likely_waits_for_a_word(root: Path, tmp_path: Path) -> None:
    result = amikit("import", written(tmp_path, HISTORY), root, "--yes")

    said = words(result)
    assert result.exit_code == 1
    assert "« Notre histoire » → histoire (L'histoire des lieux et des acteurs du territoire) ?" in said
    assert "ajoutez --sections 'Notre histoire=histoire'" in said
    assert "La cour" not in section(root, "histoire")


def test_the_places_can_be_said(root: Path, tmp_path: Path) -> None:
    text = "Bonjour.\n\n# Notre histoire, en bref\n\nElle est longue.\n\n# Vrac\n\nUn four.\n"
    file = written(tmp_path, text)

    amikit("import", file, root, "--yes", "--sections", "Notre histoire, en bref=histoire, vrac=-,début=qui")

    assert section(root, "histoire").endswith("Elle est longue.\n")
    assert section(root, "qui").endswith("Bonjour.\n")
    assert section(root, "a-ranger") == "## Vrac\n\nUn four.\n"


def test_someone_is_asked_where_amikit_does_not_know(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_, "is_someone_there", lambda: True)
    monkeypatch.setattr(mending, "_is_someone_there", lambda: True)
    file = written(tmp_path, f"{HISTORY}\n# Vrac\n\nUn four.\n")

    result = amikit("import", file, root, typed="\ngouvernence\ngouvernance\noui\n")

    assert "« gouvernence » n'est pas une section de l'appel. Vouliez-vous écrire « gouvernance » ?" in words(result)
    assert section(root, "histoire").endswith("La cour a fermé.\n")
    assert section(root, "gouvernance") == "Un four.\n"


def test_a_section_or_a_title_that_is_not_there_is_said(root: Path, tmp_path: Path) -> None:
    file = written(tmp_path, HISTORY)

    one = amikit("import", file, root, "--sections", "Notre histoire=histoir")
    other = amikit("import", file, root, "--sections", "Notre histoir=histoire")
    third = amikit("import", file, root, "--sections", "histoire")

    assert [one.exit_code, other.exit_code, third.exit_code] == [2, 2, 2]
    assert "Vouliez-vous écrire « histoire » ?" in words(one)
    assert "Vouliez-vous écrire « Notre histoire » ?" in words(other)
    assert "« histoire » ne dit pas « titre=section »" in words(third)


def test_smaller_titles_stay_below_theirs_and_no_level_is_skipped(root: Path, tmp_path: Path) -> None:
    text = "## Qui nous sommes\n\nA.\n\n#### Les lieux\n\nB.\n\n###### Détail\n\nC.\n\n#### Les gens\n\nD.\n"

    amikit("import", written(tmp_path, text), root, "--yes")

    assert section(root, "qui").endswith("A.\n\n## Les lieux\n\nB.\n\n### Détail\n\nC.\n\n## Les gens\n\nD.\n")


def test_pictures_of_a_web_page_come_in_when_they_are_with_it(root: Path, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(PICTURE)
    inside = base64.b64encode(PICTURE).decode()
    text = (
        f'<h1>Qui nous sommes</h1><p>Voici <img src="photo.png" alt="La cour, un soir"> et '
        f'<img src="data:image/png;base64,{inside}" alt="La cour, un soir">, '
        '<img src="https://exemple.fr/p.png" alt="Le web"> et <img src="../secret.png" alt="Un secret">.</p>'
        "<script>alert(1)</script><iframe src='https://exemple.fr'></iframe>"
    )

    result = amikit("import", written(tmp_path, text, "page.html"), root, "--yes")

    said = words(result)
    assert section(root, "qui").count("![La cour, un soir](images/la-cour-un-soir.png)") == 2
    assert (root / "images" / "la-cour-un-soir.png").read_bytes() == PICTURE
    assert "« https://exemple.fr/p.png (elle est sur le réseau : amikit n'y va pas) »" in said
    assert "« ../secret.png (elle n'est pas avec le document) »" in said
    assert "<!-- Image non reprise : https://exemple.fr/p.png (Le web) -->" in section(root, "qui")
    assert "alert" not in section(root, "qui")


def test_a_picture_that_has_the_name_of_another_takes_a_second_one(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    (root / "images" / "la-cour.png").write_bytes(b"autre")

    amikit("import", written(tmp_path, "# Qui nous sommes\n\n![La cour](a.png)\n"), root, "--yes")

    assert "![La cour](images/la-cour-2.png)" in section(root, "qui")
    assert (root / "images" / "la-cour.png").read_bytes() == b"autre"


def test_a_link_that_would_run_something_keeps_its_words_alone(root: Path, tmp_path: Path) -> None:
    text = '<h1>Qui nous sommes</h1><p><a href="javascript:alert(1)">ici</a> <a href="https://exemple.fr">là</a></p>'

    result = amikit("import", written(tmp_path, text, "page.html"), root, "--yes")

    assert section(root, "qui").endswith("ici [là](https://exemple.fr)\n")
    assert "« javascript:alert(1) »" in words(result)


def test_the_same_in_english(root: Path) -> None:
    said = words(amikit("--lang", "en", "import", SHARED_DOCX, root, "--yes"))

    assert "“Notre gouvernance” → gouvernance (La gouvernance)" in said
    assert "1 tracked deletion carried out, and noted in comments: Sami, 2026-11-03: “presque tous les”" in said


def test_another_call_can_be_named(root: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "# Modèle économique\n\nSimple.\n")

    amikit("import", file, root, "--call", "fabrique-de-territoire", "--yes")

    assert section(root, "modele-economique") == "Simple.\n"


def test_without_a_dossier_the_way_to_make_one_is_said(tmp_path: Path) -> None:
    result = amikit("import", SHARED_DOCX, tmp_path / "rien")

    assert result.exit_code == 1
    assert "amikit new" in words(result)


def test_a_section_that_leads_out_of_the_dossier_is_left_alone(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "dehors.md"
    outside.write_text("À d'autres.\n", encoding="utf-8")
    (root / "sections" / "qui.md").unlink()
    (root / "sections" / "qui.md").symlink_to(outside)

    result = amikit("import", SHARED_DOCX, root, "--yes")

    assert result.exit_code == 1
    assert "ne peut pas être écrit" in words(result)
    assert outside.read_text(encoding="utf-8") == "À d'autres.\n"


def test_it_runs_alone_and_leaves_nothing_beside(root: Path) -> None:
    done = spawn("import", SHARED_DOCX, root, "--yes")

    assert done.returncode == 0
    assert done.stderr == b""
    assert [path.name for path in (root / "sections").glob(".*")] == []


def test_the_draft_says_what_was_brought(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "d")
    amikit("import", SHARED_DOCX, root, "--yes", "--sections", "Idées en vrac=soutiens,début=-")
    (root / "sections" / "a-ranger.md").unlink()

    result = amikit("build", root, "--draft", "--format", "md")

    assert result.exit_code == 0, result.output
    text = (root / "sortie" / "reponse-brouillon.md").read_text(encoding="utf-8")
    assert "Un four à pain, un jour." in text.replace("\u00a0", " ")
    assert "Combien, au juste" not in text


def test_what_was_kept_aside_is_to_be_sorted_and_any_section_can_take_it(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "d", {"sections/a-ranger.md": "Un four à pain, un jour.\n"})

    [found] = api.check(root).report.diagnostics

    assert (found.code, found.severity.value) == ("CAL019", "todo")
    hint = str(found.hint("fr"))
    assert hint.startswith("Rangez chaque passage dans le fichier de sa section (qui.md, histoire.md, ")
    assert all(f"{name}.md" in hint for name in ("activites", "gouvernance", "soutiens"))


def test_pictures_never_go_through_a_link_out_of_the_dossier(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "dehors"
    outside.mkdir()
    (root / "images").rmdir()
    (root / "images").symlink_to(outside)

    result = amikit("import", SHARED_DOCX, root, "--yes")

    assert result.exit_code == 1
    assert list(outside.iterdir()) == []
    assert "L’Atelier" not in section(root, "qui")


def test_the_lines_of_a_windows_file_stay_those_of_windows(root: Path, tmp_path: Path) -> None:
    (root / "sections" / "qui.md").write_bytes(b"D\xe9j\xe0.\r\n")

    amikit("import", written(tmp_path, "# Qui nous sommes\n\nVoilà.\n"), root, "--yes")

    expected = "Déjà.\r\n\r\n<!-- Repris de texte.md, à relier à ce qui précède -->\r\n\r\nVoilà.\r\n"
    assert (root / "sections" / "qui.md").read_bytes() == expected.encode("cp1252")
