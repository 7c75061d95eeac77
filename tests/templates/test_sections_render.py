"""The texts of the calls that ship with amikit: whatever the dossier holds, they read well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amikit.compute.proposal import compute_proposal
from amikit.i18n import Language
from amikit.load.call import load_call
from amikit.load.catalog import load_catalog
from amikit.load.dossier import load_dossier
from amikit.model.call import Call, Limit
from amikit.paths import catalog_root, templates_root
from amikit.render.sections import Rendered, render_sections
from amikit.render.slots import HELD
from amikit.render.templates import Filled
from amikit.source.span import Span

CALLS = ("appel-a-communs", "demande-de-subvention", "fabrique-de-territoire", "lieu-totem", "marche-accompagnement")
EXAMPLES = [
    folder
    for folder in sorted((templates_root().parent / "examples").glob("*/"))
    if (folder / "dossier.yaml").is_file() and folder.name not in ("avec-erreurs", "cobudget-2018")
]
TEXTS = sorted(
    path
    for folder in ("_shared", *CALLS)
    for path in (templates_root() / folder).rglob("*")
    if path.suffix in (".j2", ".yaml", ".md") and "fonts" not in path.parts
)


def call_of(call_id: str) -> Call:
    call, diagnostics = load_call(call_id, Span(Path()), Path())
    assert diagnostics == []
    assert call is not None
    return call


def written(root: Path, language: Language = "fr") -> Rendered:
    """The sections of the dossier in ``root``, filled in."""
    dossier, _ = load_dossier(root)
    assert dossier is not None
    call, _ = load_call(dossier.settings.call_id, Span(root), root)
    catalog, _ = load_catalog(catalog_root(), own_root=root)
    assert call is not None
    return render_sections(compute_proposal(dossier, catalog, call), language)


def printed(sections: Rendered) -> dict[str, str]:
    """The text of each section, its values in their places; ``…`` stands for prose and blocks."""

    return {section.spec.id: filled_in(section.filled) for section in sections.sections}


def filled_in(filled: Filled) -> str:
    def value(match: re.Match[str]) -> str:
        slot = filled.slots[int(match[1])]
        return slot.replace("|", "/") if isinstance(slot, str) else "…"

    return HELD.sub(value, filled.markdown)


def dossier_with(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("call_id", CALLS)
def test_every_section_has_a_text(call_id: str) -> None:
    folders = (templates_root() / call_id, templates_root() / "_shared")
    missing = [
        spec.id
        for spec in call_of(call_id).sections
        if not any((folder / f"sections/{spec.id}.md.j2").is_file() for folder in folders)
    ]

    assert missing == []


@pytest.mark.parametrize("call_id", CALLS)
def test_every_text_belongs_to_a_section(call_id: str) -> None:
    files = {path.name.removesuffix(".md.j2") for path in (templates_root() / call_id / "sections").iterdir()}

    assert files - {spec.id for spec in call_of(call_id).sections} == set()


@pytest.mark.parametrize("call_id", CALLS)
def test_blanks_are_declared_and_asked_where_they_are_declared(call_id: str) -> None:
    asked = {
        (blank, path.name.removesuffix(".md.j2"))
        for path in (templates_root() / call_id / "sections").iterdir()
        for blank in re.findall(r'ask\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    }

    assert asked == {(field.id, field.section_id) for field in call_of(call_id).fields}


@pytest.mark.parametrize("call_id", CALLS)
def test_every_requirement_says_where_it_comes_from(call_id: str) -> None:
    call = call_of(call_id)
    limits = [value for value in dict(call.ceilings).values() if isinstance(value, Limit)]
    sources = [*(limit.source for limit in limits), *(criterion.source for criterion in call.criteria)]

    assert [source for source in sources if not (source and source.document and source.quote)] == []
    assert [one.id for one in call.attachments if not (one.source and one.source.document)] == []


@pytest.mark.parametrize("call_id", CALLS)
def test_the_summary_comes_first_and_the_proofs_last(call_id: str) -> None:
    ids = [spec.id for spec in call_of(call_id).sections]

    assert ids[0] == "resume"
    assert ids[-7:] == ["budget", "reciprocite", "reversement", "decisions", "personnes", "soutiens", "pieces"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(templates_root())))
def test_texts_keep_to_plain_french(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unwanted = r"authenti|·|\bhack|\bworkshop\b|\bcoworking\b|\bopen source\b|\bfeedback\b|\|\s*safe\b|<[a-z/]+>"

    assert re.findall(unwanted, text, re.IGNORECASE) == []


@pytest.mark.parametrize("call_id", CALLS)
def test_a_dossier_that_says_nothing_still_makes_a_draft(call_id: str, tmp_path: Path) -> None:
    sections = written(dossier_with(tmp_path, dossier_yaml=f"appel: {call_id}\n"))

    assert [section.filled.failure for section in sections.sections if section.filled.failure] == []
    assert {diagnostic.fault.code for diagnostic in sections.diagnostics} == {"TXT004"}
    assert misshapen(printed(sections)) == []


@pytest.mark.parametrize("root", EXAMPLES, ids=lambda root: root.name)
def test_examples_are_well_formed(root: Path) -> None:
    sections = written(root)

    assert [section.filled.failure for section in sections.sections if section.filled.failure] == []
    assert misshapen(printed(sections)) == []


def test_sentences_agree_in_number(tmp_path: Path) -> None:
    member = "---\nnom: {name}\ngenre: tiers-lieu\nmaturite: mature\n---\n"
    dossier_with(tmp_path, dossier_yaml="appel: fabrique-de-territoire\n", membres__un_md=member.format(name="Un"))
    alone = printed(written(tmp_path))
    dossier_with(tmp_path, membres__deux_md=member.format(name="Deux"))
    together = printed(written(tmp_path))

    assert "Le consortium réunit un membre : Un." in alone["consortium"]
    assert "Le lieu du consortium est déjà mûr." in alone["pourquoi-des-ressources"]
    assert "Le consortium réunit deux membres : Deux et Un." in together["consortium"]
    assert "Les lieux du consortium sont tous déjà mûrs." in together["pourquoi-des-ressources"]


@pytest.mark.parametrize("typed", ["900", "900 m²", "900 m2"])
def test_the_unit_of_a_surface_is_printed_once_whoever_wrote_it(typed: str, tmp_path: Path) -> None:
    dossier_with(tmp_path, dossier_yaml=f"appel: lieu-totem\nchamps:\n  surface: {typed}\n")

    text = printed(written(tmp_path))["demarche-empirique"]

    assert re.search(r"préfigure celle des 900 m[²2]\. Elle", text)


def misshapen(sections: dict[str, str]) -> list[str]:
    """What a reader would see as broken: rows that do not fit their header, headings with nothing below."""
    return [
        f"{name}: {fault}"
        for name, text in sections.items()
        for fault in [*_bad_tables(text), *_dangling_headings(text)]
    ]


def _bad_tables(text: str) -> list[str]:
    faults = []
    for block in re.split(r"\n\s*\n", text):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        if not rows:
            continue
        if len(rows) != len(block.strip().splitlines()):
            faults.append(f"text glued to a table: {block[:80]}")
        if len({row.count("|") for row in rows}) != 1 or len(rows) < 3:
            faults.append(f"uneven or empty table: {rows[0]}")
    return faults


def _dangling_headings(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    return [
        line
        for line, following in zip(lines, [*lines[1:], "## "], strict=True)
        if line.startswith("## ") and following.startswith("## ")
    ]
