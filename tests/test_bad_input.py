"""Whatever people, and those who would harm them, put in a folder: findings at a place, nothing written."""

from __future__ import annotations

import os
import re
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

import amikit
from amikit.cli.words import as_text
from amikit.diagnostics import Report
from tests.dossiers import MINIMAL, PICTURE, codes, places, with_keys, write, write_dossier

ODD_WORDS = (
    "a | b",
    "*gras*",
    "# titre",
    "<b>x</b>",
    "$x^2$",
    "@nom",
    "{{ 7*7 }}",
    "_mot_",
    "[lien](x)",
    "`code`",
    "- tiret",
)
"""What a name may hold, and what readers of markup would take for something else."""


MARKDOWN = "commonmark+pipe_tables+footnotes+strikeout+yaml_metadata_block"
"""What the Markdown output is written for."""
EVERYTHING = "markdown+tex_math_dollars+raw_attribute+raw_tex+raw_html"
"""A reader that takes more of it for markup."""


def refused(root: Path) -> list[str]:
    """What is said of a dossier that cannot be built; nothing is written, draft or not."""
    for draft in (False, True):
        built = amikit.build(root, ("md",), draft=draft)
        assert built.is_refused
        assert not (root / "sortie").exists()
    _assert_terminal_is_safe(built.checked.report)
    return places(built.checked.report, root)


def _assert_terminal_is_safe(report: Report) -> None:
    """Every finding begins with its place, and prints no control character."""
    text = as_text(report.diagnostics, "fr")
    for line in text.split("\n"):
        plain = re.sub("\x1b\\[[0-9;]*m", "", line)
        assert plain.isprintable() or "\u00a0" in plain or "\u202f" in plain
        assert plain.startswith("  ") or re.match(r".+:[0-9]+:[0-9]+: ", plain)


# Files that do not parse


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("titre: a: b\n", "LOA001 dossier.yaml:1:9"),
        ("titre: x\n\tresume: y\n", "LOA001 dossier.yaml:2:1"),
        ("titre: 'x\nresume: y\n", "LOA001 dossier.yaml:1:8"),
        ("titre: [x\n", "LOA001 dossier.yaml:1:8"),
        ("- a\nb\n", "LOA001 dossier.yaml:2:1"),
        ("titre: x\x07\n", "LOA014 dossier.yaml:1:9"),
        ("titre: &t x\nresume: *t\n", "LOA014 dossier.yaml:1:8"),
        ("titre: *gras\n", "LOA014 dossier.yaml:1:8"),
        ("titre: !!python/object/apply:os.system ['true']\n", "LOA014 dossier.yaml:1:8"),
        ("titre: x\n---\ntitre: y\n", "LOA014 dossier.yaml:2:1"),
        ("{{ titre }}: x\n", "LOA014 dossier.yaml:1:1"),
        ("[" * 10_000, "LOA014 dossier.yaml:1:51"),
        ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(99)), "LOA014 dossier.yaml:1:4"),
        (b"titre: \x81\x8d\n", "LOA015 dossier.yaml:1:1"),
        (b"titre: x\x00\n", "LOA015 dossier.yaml:1:1"),
        ("titre: x\n".encode("utf-16-le"), "LOA015 dossier.yaml:1:1"),
    ],
    ids=[
        "two colons", "tab", "quote", "bracket", "word", "control", "anchor", "alias", "tag", "several", "braces", "depth",
        "bomb", "bytes", "null", "utf-16",
    ],
)  # fmt: skip
def test_yaml_that_cannot_be_read_is_the_only_thing_said(tmp_path: Path, content: str | bytes, place: str) -> None:
    assert refused(write_dossier(tmp_path, {"dossier.yaml": content})) == [place]


@pytest.mark.parametrize("content", ["", "# rien\n", "null\n", "une phrase\n", "- a\n- b\n", "42\n"])
def test_yaml_of_another_shape_is_said(tmp_path: Path, content: str) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": content})

    report = amikit.check(root).report

    assert codes(report)[0] in ("LOA004", "LOA012", "LOA038")
    assert all(found.span.path.is_relative_to(root) for found in report.diagnostics)


def test_duplicate_and_unknown_keys_are_said_with_what_was_meant(tmp_path: Path) -> None:
    text = MINIMAL["dossier.yaml"].replace("resume:", "titre: Encore\nresumme:", 1).replace("    role:", "    roel:")
    root = write_dossier(tmp_path, {"dossier.yaml": text})

    assert refused(root) == ["LOA002 dossier.yaml:2:1", "LOA003 dossier.yaml:3:1", "LOA003 dossier.yaml:17:5"]
    hints = [found.hint("en") for found in amikit.check(root).report.diagnostics]
    assert hints == ["Keep one of the two.", "Did you mean “resume”?", "Did you mean “role”?"]


def test_ambiguous_numbers_are_never_guessed(tmp_path: Path) -> None:
    root = write_dossier(
        tmp_path,
        {
            "dossier.yaml": with_keys("taux_benevolat: 1.500\n"),
            "budget/recettes.csv": "ligne;financeur;statut;annee;montant;compte\nR1;Ville;sollicite;2027;1,500;74\n",
        },
    )

    assert refused(root) == ["LOA006 budget/recettes.csv:2:25", "LOA006 dossier.yaml:1:17"]


def test_a_table_with_a_wrong_column_a_missing_cell_and_too_many_is_said_cell_by_cell(tmp_path: Path) -> None:
    root = write_dossier(
        tmp_path,
        {
            "budget/depenses.csv": "ligne;destination;annee;montant;compte;beneficiaire;couleur\n"
            "D1;ressource:carnet;2027;1000,00;6571;porteur;bleu\n"
            ";lieu:cour;2027;500,00;615;tiers:artisan;\n"
            "D3;lieu:cour;2027;500,00;615;tiers:artisan;;x\n"
        },
    )

    assert refused(root) == [
        "LOA019 budget/depenses.csv:1:53", "LOA004 budget/depenses.csv:3:1", "LOA020 budget/depenses.csv:4:45"
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_in_a_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    content = {path: text.encode(encoding) for path, text in MINIMAL.items() if path.endswith(".csv")}
    files: dict[str, str | bytes | None] = {
        path: raw.replace(b"\n", b"\r\n") if encoding != "utf-16" else raw for path, raw in content.items()
    }

    assert codes(amikit.check(write_dossier(tmp_path, files)).report) == []


def test_a_member_and_a_resource_that_do_not_exist_are_said(tmp_path: Path) -> None:
    settings = with_keys(
        "ressources:\n  - ressource: carnte\n    pour: Ce que nous en ferons.\n    lieux: [cuor]\n    engagements:\n      - lignes: [D1]\n    accord:\n      statut: demande\n"
    )
    root = write_dossier(tmp_path, {"dossier.yaml": settings})
    report = amikit.check(root).report

    assert places(report, root)[:2] == ["REC002 dossier.yaml:23:16", "DOS004 dossier.yaml:25:13"]
    assert [found.hint("en") for found in report.diagnostics if found.code == "DOS004"] == ["Did you mean “cour”?"]


def test_a_section_that_matches_nothing_is_said(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/histoires.md": "Perdu.\n"})

    assert places(amikit.check(root).report, root) == ["CAL001 sections/histoires.md:1:1"]
    assert amikit.build(root, ("md",)).is_refused
    assert not (root / "sortie").exists()


def test_images_that_cannot_be_printed_are_said_where_they_stand(tmp_path: Path) -> None:
    write(tmp_path / "dehors.png", PICTURE)
    root = write_dossier(
        tmp_path / "dossier",
        {
            "sections/activites.md": "![absente](images/rien.png)\n\n![dehors](../dehors.png)\n\n![](images/ok.png)\n\n"
            "Texte ![lien](images/lien.png) et ![loin](https://exemple.fr/x.png).\n\n![pas une image](images/faux.png)\n",
            "images/ok.png": PICTURE,
            "images/faux.png": b"GIF89a",
        },
    )
    (root / "images/lien.png").symlink_to("../../dehors.png")

    assert places(amikit.check(root).report, root) == [
        "TXT002 sections/activites.md:1:1", "TXT002 sections/activites.md:3:1", "ACC001 sections/activites.md:5:1",
        "TXT002 sections/activites.md:7:7", "TXT002 sections/activites.md:7:35", "TXT002 sections/activites.md:9:1",
    ]  # fmt: skip
    assert amikit.build(root, ("md",)).is_refused


# Files that cannot be opened


def test_a_folder_without_its_file_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path) == ["LOA017 dossier.yaml:1:1"]
    assert refused(tmp_path / "absent") == ["LOA017 .:1:1"]


def test_a_file_without_the_right_to_read_it_is_said(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    (root / "membres/cour.md").chmod(0)
    if os.access(root / "membres/cour.md", os.R_OK):
        pytest.skip("this user reads everything")

    assert refused(root) == ["LOA016 membres/cour.md:1:1"]


def test_a_folder_or_a_broken_link_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": None, "sections/qui.md": None})
    (root / "dossier.yaml").mkdir()
    (root / "sections/qui.md").symlink_to("rien.md")

    assert refused(root) == ["LOA016 dossier.yaml:1:1", "LOA016 sections/qui.md:1:1"]


@pytest.mark.parametrize("path", sorted(MINIMAL))
def test_a_link_out_of_the_folder_is_refused_wherever_it_is(tmp_path: Path, path: str) -> None:
    write(tmp_path / "secret", MINIMAL[path])
    root = write_dossier(tmp_path / "dossier", {path: None})
    (root / path).symlink_to(tmp_path / "secret")

    assert refused(root) == [f"LOA018 {path}:1:1"]


def test_links_that_lead_to_each_other_are_said(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/activites.md": "![x](images/a.png)\n"})
    (root / "images").mkdir()
    (root / "images/a.png").symlink_to("b.png")
    (root / "images/b.png").symlink_to("a.png")

    assert codes(amikit.check(root).report) == ["TXT002"]


def test_a_megabyte_in_every_file_is_read_in_time(tmp_path: Path) -> None:
    huge = "mot " * 250_000
    root = write_dossier(
        tmp_path,
        {
            "dossier.yaml": with_keys(f"resume: {huge}\nx{'é' * 1000}: {huge}\n"),
            "sections/qui.md": huge,
            "membres/cour.md": MINIMAL["membres/cour.md"] + "[" * 20_000 + "*" * 20_000,
            "budget/depenses.csv": MINIMAL["budget/depenses.csv"]
            + f"D3;{huge[:90_000]};x;y;{' ' * 90_000}1{' ' * 90_000}x;;\n",
        },
    )
    began = time.process_time()

    report = amikit.check(root).report

    assert {"LOA003", "LOA022", "LOA007"} <= set(codes(report))
    assert max(len(found.message("fr") + found.hint("fr")) for found in report.diagnostics) < 1_000
    assert time.process_time() - began < 12


# What reaches the document


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a dossier whose names and texts try to be markup."""
    root = tmp_path_factory.mktemp("hostile") / "dossier"
    quoted = ["'" + word.replace("'", "''") + "'" for word in ODD_WORDS]
    settings = with_keys(
        f"titre: {quoted[0]}\nsoutiens:\n"
        + "".join(f"  - nom: {word}\n    texte: {word}\n" for word in quoted)
        + "indicateurs:\n"
        + "".join(f"  - titre: {word}\n    cible: {word}\n" for word in quoted)
        + '  - titre: "ligne\\ncoupée"\n    cible: "deux\\n\\nparagraphes"\n'
    )
    lines = "".join(
        f"D{number};{_cell(word)};coordination;2027;10,00;622;tiers:x\n" for number, word in enumerate(ODD_WORDS, 3)
    )
    prose = (
        "Un <script>alert(1)</script> et <img src=x onerror=alert(2)>.\n\n<div onclick=alert(3)>\n\nbloc\n\n</div>\n\n"
        "[clic](javascript:alert(4)) <javascript:alert(5)> [data](data:text/html,x)\n\n"
        '`#read("/etc/passwd")`{=typst} et `\\input{/etc/passwd}`{=latex}\n\n```{=typst}\n#read("/etc/passwd")\n```\n\n'
        "$\\input{/etc/passwd}$ et \\(x\\) et #import et @citation et \\textbf{gras} et {{ 7*7 }} et {% raw %}\n"
    )
    write_dossier(
        root,
        {
            "dossier.yaml": settings,
            "sections/histoire.md": prose,
            "budget/depenses.csv": MINIMAL["budget/depenses.csv"] + lines,
            "membres/cour.md": MINIMAL["membres/cour.md"].replace(
                "nom: La Cour", 'nom: "<i>La</i> *Cour* | #1 @x $y$ {{ z }}"'
            ),
        },
    )
    built = amikit.build(root, ("md", "html", "docx"), draft=True)
    assert not built.is_refused, codes(built.checked.report)
    return root / "sortie"


def _cell(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _read_back(path: Path, to: str, *, markdown: str = MARKDOWN) -> str:
    """A document as pandoc reads it: what another programme makes of it."""
    found = find_spec("pypandoc")
    assert found is not None
    assert found.origin is not None
    pandoc = Path(found.origin).parent / "files" / "pandoc"
    source = markdown if path.suffix == ".md" else path.suffix[1:]
    command = [str(pandoc), "--sandbox", "-f", source, "-t", to, "--wrap=none", str(path)]
    said = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout.decode()
    return said.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize("name", ["reponse-brouillon.md", "reponse-brouillon.html", "reponse-brouillon.docx"])
def test_names_print_as_they_were_typed_in_text_and_in_tables(hostile: Path, name: str) -> None:
    text = _read_back(hostile / name, "plain")

    for word in ODD_WORDS:
        assert text.count(word) >= 3, word
    assert "49" not in re.findall(r"\b49\b", text)
    assert "<i>La</i> *Cour* | #1 @x $y$ {{ z }}" in text


@pytest.mark.parametrize("name", ["reponse-brouillon.md", "reponse-brouillon.html", "reponse-brouillon.docx"])
def test_a_line_break_in_a_name_stays_in_its_cell(hostile: Path, name: str) -> None:
    page = _read_back(hostile / name, "html")

    assert re.search(r"<t[dh][^>]*>(?:<p>)?ligne(?:<br */>)?\s*coupée(?:</p>)?</t[dh]>", page)
    assert re.search(r"<td[^>]*>(?:<p>)?deux(?:<br */>|\s)*paragraphes(?:</p>)?</td>", page)


@pytest.mark.parametrize("name", ["reponse-brouillon.md", "reponse-brouillon.html", "reponse-brouillon.docx"])
def test_markup_in_prose_is_text(hostile: Path, name: str) -> None:
    text = _read_back(hostile / name, "plain")

    for words in (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        '#read("/etc/passwd")',
        "\\input{/etc/passwd}",
    ):
        assert words in text, words
    assert "root:" not in text


def test_the_page_runs_nothing(hostile: Path) -> None:
    page = (hostile / "reponse-brouillon.html").read_text(encoding="utf-8")

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "onclick=alert(3)>" not in page.replace("&gt;", "")
    assert not re.search(r"""(?:href|src)\s*=\s*["']?\s*(?:javascript|data:text)""", page, re.IGNORECASE)


def test_the_markdown_holds_no_html_and_no_link_that_runs(hostile: Path) -> None:
    page = (hostile / "reponse-brouillon.md").read_text(encoding="utf-8")

    assert not re.search(r"(?<!\\)<(?:script|img|div|i|b)\b", page)
    assert not re.search(r"(?<!\\)\]\((?:javascript|data):", page)


def test_the_markdown_runs_nothing_even_for_a_reader_that_takes_more_for_markup(hostile: Path) -> None:
    read = _read_back(hostile / "reponse-brouillon.md", "native", markdown=EVERYTHING)

    assert "RawInline" not in read
    assert "RawBlock" not in read
    assert "Math" not in read
