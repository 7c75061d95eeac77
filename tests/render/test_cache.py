"""Compiled templates kept between runs: only ours, only where nobody else can write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

import amikit
from amikit.render import sections
from amikit.render.cache import TemplateCache, _private_folder, own_cache
from tests.dossiers import with_keys, write, write_dossier

TEMPLATE = "{% for name in names %}{{ name }} ; {% endfor %}"
RENDERED = "Ana ; Luc ; "


def render(folder: Path | None, *, may_compile: bool = True) -> str:
    """The template filled in by a new environment, as in another run."""
    environment = Environment(loader=DictLoader({"a": TEMPLATE}), bytecode_cache=TemplateCache(folder), autoescape=True)
    if not may_compile:
        environment.compile = None  # type: ignore[assignment]
    return environment.get_template("a").render(names=["Ana", "Luc"])


def entry_of(folder: Path) -> Path:
    [path] = folder.iterdir()
    return path


@pytest.fixture
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_another_run_does_not_compile_again(tmp_path: Path) -> None:
    assert render(tmp_path) == RENDERED
    assert render(tmp_path, may_compile=False) == RENDERED


def test_without_a_folder_the_memory_is_enough() -> None:
    assert render(None) == RENDERED


def test_a_template_that_changed_is_compiled_again(tmp_path: Path) -> None:
    kept = TemplateCache(tmp_path)
    for text in ("avant", "après"):
        environment = Environment(loader=DictLoader({"a": text}), bytecode_cache=kept, autoescape=True)
        assert environment.get_template("a").render() == text


def test_a_damaged_entry_is_compiled_again_and_mended(tmp_path: Path) -> None:
    render(tmp_path)
    path = entry_of(tmp_path)
    whole = path.read_bytes()
    damaged = [whole[:length] for length in range(0, len(whole), 41)]
    damaged += [whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :] for place in range(0, len(whole), 41)]

    for content in damaged:
        path.write_bytes(content)
        assert render(tmp_path) == RENDERED
        assert path.read_bytes() == whole


def test_code_that_somebody_forged_without_its_digest_is_not_run(tmp_path: Path) -> None:
    render(tmp_path)
    path = entry_of(tmp_path)
    path.write_bytes(path.read_bytes()[32:])  # what Jinja's own file caches write

    assert render(tmp_path) == RENDERED


def test_a_folder_that_cannot_be_used_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()

    assert render(tmp_path / "absent") == RENDERED
    assert render(tmp_path / "fichier") == RENDERED


def test_the_folder_is_made_for_one_person_alone(cache_home: Path) -> None:
    folder = _private_folder("fr")

    assert folder is not None
    assert folder.is_relative_to(cache_home)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert _private_folder("fr") == folder
    assert _private_folder("en") != folder


@pytest.mark.parametrize("mode", [0o770, 0o777, 0o707, 0o720])
def test_a_folder_that_others_can_write_is_refused(mode: int, cache_home: Path) -> None:
    folder = _private_folder("fr")
    assert folder is not None
    folder.chmod(mode)

    assert _private_folder("fr") is None


def test_a_folder_of_somebody_else_is_refused(cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _private_folder("fr") is not None
    somebody = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody)

    assert _private_folder("fr") is None


def test_a_link_in_the_place_of_the_folder_is_refused(cache_home: Path, tmp_path: Path) -> None:
    folder = _private_folder("fr")
    assert folder is not None
    folder.rmdir()
    (tmp_path / "ailleurs").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "ailleurs")

    assert _private_folder("fr") is None


@pytest.mark.parametrize(("mode", "is_refused"), [(0o777, True), (0o1777, False)])
def test_a_place_where_others_could_swap_the_folder_is_refused(mode: int, is_refused: bool, cache_home: Path) -> None:
    cache_home.mkdir()
    cache_home.chmod(mode)

    assert (_private_folder("fr") is None) == is_refused


def test_who_wants_no_bytecode_gets_none(cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)

    assert _private_folder("fr") is None
    assert not cache_home.exists()


@pytest.mark.parametrize("home", ["/proc/nulle-part", "relatif"])
def test_a_home_that_cannot_be_written_costs_only_time(
    home: str, cache_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setenv("HOME", "/proc/nulle-part")
    monkeypatch.chdir(tmp_path)

    assert _private_folder("fr") is None
    assert list(tmp_path.iterdir()) == []


def test_our_templates_are_kept_and_one_language_is_not_the_other() -> None:
    assert own_cache("fr") is own_cache("fr")
    assert own_cache("fr") is not own_cache("en")


@pytest.mark.parametrize("where", ["modeles/essai", "../essai"])
def test_nothing_is_kept_of_a_strangers_template(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_dossier(tmp_path / "a", {"dossier.yaml": with_keys("appel: essai\n")})
    write(root / where / "template.yaml", "id: essai\ntitre: Essai\nsections:\n  - id: qui\n    titre: Qui\n")
    write(root / where / "sections/qui.md.j2", "{{ dossier.title }}")
    asked: list[str] = []

    def kept(language: str) -> TemplateCache:
        asked.append(language)
        return TemplateCache()

    monkeypatch.setattr(sections, "own_cache", kept)

    theirs = amikit.check(root, template=None if where.startswith("modeles") else (root / where).resolve())
    assert [section.spec.id for section in theirs.rendered.sections] == ["qui"]
    assert asked == []

    amikit.check(write_dossier(tmp_path / "b"))
    assert set(asked) == {"fr"}
