"""What is written for people is true: commands exist, links lead somewhere, examples pass, references are fresh."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

import amikit
from amikit.cli.main import COMMANDS, build_cli
from amikit.model.needs import NEEDS
from amikit.source.markdown import parse_markdown
from tests.dossiers import MINIMAL, with_keys, write_dossier
from tests.test_schemas import as_words, faults
from tools.make_docs import DOCS, anchor, files_page, rules_page
from tools.make_schemas import ROOT

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *DOCS.rglob("*.md"),
        *(
            path
            for folder in ("examples", "resources_catalog", "templates")
            for path in (ROOT / folder).rglob("README.md")
        ),
    ]
)
FIRST_HOUR = [ROOT / "README.md", ROOT / "LISEZMOI.md", DOCS / "guide.md"]
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path: Path, kind: str) -> list[tuple[str, str]]:
    """The fenced blocks of a kind: the file that each names, and its text."""
    return [(name, text) for found, name, text in _BLOCK.findall(path.read_text(encoding="utf-8")) if found == kind]


def commands(path: Path) -> list[str]:
    """The commands that a page tells to type, without their comments."""
    lines = "".join(text for _, text in blocks(path, "sh")).splitlines()
    return [line.partition("#")[0].strip() for line in lines]


@cache
def targets_of(path: Path) -> frozenset[str]:
    """The anchors of a page, as a forge names them."""
    return frozenset(anchor(heading.text) for heading in parse_markdown(path.read_text("utf-8"), path).headings())


def documented_files() -> Mapping[str, str]:
    """The dossier that the guide writes, put together; what it does not show is that of ``MINIMAL``."""
    files = {"dossier.yaml": MINIMAL["dossier.yaml"]}
    for kind in ("yaml", "markdown", "csv"):
        for name, text in blocks(DOCS / "guide.md", kind):
            if name:
                files[name] = with_keys(text, files[name]) if name == "dossier.yaml" else text
    return files


def test_the_references_are_fresh() -> None:
    assert (DOCS / "fichiers.md").read_text(encoding="utf-8") == files_page(), "run “make docs”"
    assert (DOCS / "regles.md").read_text(encoding="utf-8") == rules_page(), "run “make docs”"


def test_every_command_is_in_the_guide() -> None:
    guide = (DOCS / "guide.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"`amikit {name}" not in guide] == []


def test_both_readmes_tell_the_same_commands_in_the_same_order() -> None:
    assert commands(ROOT / "README.md") == commands(ROOT / "LISEZMOI.md")
    assert commands(ROOT / "README.md")[:2] == ["make demo", "make test"]


@pytest.mark.parametrize("path", FIRST_HOUR, ids=lambda path: path.name)
def test_every_command_and_option_that_a_page_tells_exists(path: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    for line in commands(path):
        program, *words = shlex.split(line)
        if program == "make":
            assert set(words) <= set(targets), line
        elif program == "amikit":
            assert _unknown(words) == [], line
        else:
            assert line == ". .venv/bin/activate"


def _unknown(words: Sequence[str]) -> list[str]:
    """The options of a command line that the command does not have."""
    command: click.Command = build_cli("fr")
    context = click.Context(command)
    known = {"--help"}
    for word in words:
        known |= {option for parameter in command.params for option in parameter.opts}
        inner = command.get_command(context, word) if isinstance(command, click.Group) else None
        if inner is not None:
            command = inner
    known |= {option for parameter in command.params for option in parameter.opts}
    assert not isinstance(command, click.Group)
    return [word for word in words if word.startswith("-") and word not in known]


def test_every_link_leads_somewhere() -> None:
    assert [f"{path.relative_to(ROOT)}: {target}" for path in PAGES for target in _dead_links(path)] == []


def _dead_links(path: Path) -> list[str]:
    """Links of a page to a file or a heading that is not there; addresses are not visited."""
    dead = []
    for link in parse_markdown(path.read_text(encoding="utf-8"), path).links():
        place, _, name = unquote(link.target).partition("#")
        target = path.parent / place if place else path
        is_address = re.match(r"[a-z]+:", link.target)
        if not is_address and not (target.exists() and (not name or name in targets_of(target))):
            dead.append(link.target)
    return dead


def test_the_dossier_of_the_guide_passes(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "ma-reponse", documented_files())

    built = amikit.build(root, ("md",))

    assert [(found.code, found.message("fr")) for found in built.checked.report.diagnostics] == []
    assert [path.name for path in built.paths] == ["reponse.md"]


def test_fragments_of_yaml_hold_known_keys_only() -> None:
    fragments = [text for name, text in blocks(DOCS / "guide.md", "yaml") if not name]
    shown = dict(blocks(DOCS / "guide.md", "yaml"))

    assert fragments
    assert [fault for text in fragments for fault in faults("dossier", as_words(text))] == []
    assert faults("ressource", as_words(shown["ressources/carnet.yaml"])) == []


def test_the_program_to_copy_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_dossier(tmp_path / "ma-reponse")
    monkeypatch.chdir(tmp_path)
    [(_, program)] = blocks(DOCS / "contrats.md", "python")

    exec(compile(program, "contrats.md", "exec"), {})  # noqa: S102 - a page of ours

    assert capsys.readouterr().out.startswith("Carnet des voisinages 1200000 ")


def test_cards_and_calls_to_copy_are_accepted() -> None:
    call, card = (text for name, text in blocks(ROOT / "CONTRIBUTING.md", "yaml") if not name)

    assert faults("appel", as_words(call)) == []
    assert faults("ressource", as_words(card)) == []


def test_every_word_of_the_glossary_has_its_name_in_the_code() -> None:
    rooms = (
        "model.budget",
        "model.call",
        "model.catalog",
        "model.decision",
        "model.dossier",
        "model.contributions",
        "model.ballots",
        "compute.allocation.envelope",
        "compute.allocation.proposed",
        "compute.followup",
        "compute.full_time",
        "compute.ledger",
        "compute.mentions",
    )
    modules = [
        importlib.import_module(f"amikit.{name}")
        for name in (*rooms, "compute.proposal", "compute.shares", "diagnostics")
    ]
    rows = re.findall(r"^\| [^|]+ \| `([\w.]+)` \|", (DOCS / "glossaire.md").read_text(encoding="utf-8"), re.MULTILINE)

    lost = []
    for row in rows:
        name, _, attribute = row.partition(".")
        found = next((getattr(module, name) for module in modules if hasattr(module, name)), None)
        fields = getattr(found, "model_fields", {})
        if found is None or (attribute and attribute not in fields and not hasattr(found, attribute)):
            lost.append(row)

    assert len(rows) > 30
    assert lost == []


def test_the_words_of_sharing_and_of_the_account_are_in_the_glossary() -> None:
    rows = re.findall(r"^\| ([^|]+) \| `", (DOCS / "glossaire.md").read_text(encoding="utf-8"), re.MULTILINE)
    known = {word for row in rows for word in row.split(", ")}

    asked = {
        "enveloppe",
        "plancher",
        "bulletin",
        "poids",
        "reçu",
        "égalité",
        "prévu",
        "reste",
        "tenu",
        "écart",
        "geste",
    }

    assert asked <= known


def test_needs_are_the_same_in_the_list_and_in_the_code() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", (DOCS / "besoins.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert rows == list(NEEDS)


def test_every_decision_is_in_the_list() -> None:
    folder = DOCS / "decisions"
    listed = re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))

    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))
