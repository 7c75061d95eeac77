"""The door: which status ends a command, and what is said when it cannot even begin."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from amikit.cli.main import COMMANDS, Exit
from amikit.errors import AmikitError
from amikit.export import pandoc
from amikit.i18n import Text
from tests.cli.running import amikit, spawn, words
from tests.dossiers import EXAMPLES, write_dossier

NOT_READY = AmikitError(
    Text("Pandoc est introuvable.", "Pandoc is missing."), Text("Réinstallez-le.", "Install it again.")
)


@pytest.fixture
def no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    def pandoc_path() -> Path:
        raise NOT_READY

    monkeypatch.setattr(pandoc, "pandoc_path", pandoc_path)


def test_each_status_has_one_meaning(tmp_path: Path) -> None:
    wrong = write_dossier(tmp_path / "faux", {"dossier.yaml": "appel: aucun\n"})

    assert amikit("check", EXAMPLES / "premiers-pas").exit_code == Exit.OK
    assert amikit("check", wrong).exit_code == Exit.FINDINGS
    assert amikit("check", "--autre").exit_code == Exit.USAGE
    assert [int(status) for status in Exit] == [0, 1, 2, 3]


@pytest.mark.usefixtures("no_pandoc")
@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "amikit: Pandoc est introuvable. Réinstallez-le."), ("en", "amikit: Pandoc is missing. Install it again.")],
)
def test_a_machine_that_is_not_ready_ends_with_3(language: str, said: str, tmp_path: Path) -> None:
    result = amikit("build", EXAMPLES / "premiers-pas", "--out", tmp_path, "--lang", language)

    assert result.exit_code == Exit.NOT_READY
    assert " ".join(result.stderr.split()) == said
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["new", "check", "build", "catalog"])
def test_commands_are_told_from_a_misspelt_one(command: str) -> None:
    result = amikit(f"{command}s")

    assert result.exit_code == Exit.USAGE
    assert f"Vouliez-vous écrire « {command} » ?" in words(result)


def test_every_command_says_what_it_is_for() -> None:
    listed = amikit("--help").output

    assert [name for name, text in COMMANDS.items() if f"  {name}" not in listed or text.fr not in listed] == []


@pytest.mark.parametrize("arguments", [(), ("catalog",)])
def test_nothing_asked_shows_the_help(arguments: tuple[str, ...]) -> None:
    result = amikit(*arguments)

    assert result.exit_code == Exit.USAGE
    assert "Commandes" in result.stderr


def test_the_version_is_said() -> None:
    assert amikit("--version").stdout == "amikit 0.1.0\n"


def test_the_help_and_a_check_load_only_what_they_need(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from amikit.cli.main import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print('LOADED', *sorted({'pydantic', 'jinja2', 'typst', 'pypandoc', 'babel'} & set(sys.modules)))"
    )

    def loaded(*arguments: str) -> set[str]:
        done = spawn(*arguments, program=(sys.executable, "-c", program))
        return set(done.stdout.decode().rpartition("LOADED")[2].split())

    assert loaded("--help") == set()
    assert loaded("check", str(EXAMPLES / "premiers-pas")) <= {"pydantic", "jinja2", "babel"}


def test_who_interrupts_is_answered_in_their_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("amikit.pipeline.check", interrupted)

    result = amikit("check", EXAMPLES / "premiers-pas")

    assert (result.exit_code, result.stderr.split(), result.stdout) == (1, ["Interrompu."], "")


def test_a_bug_is_never_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("amikit.pipeline.check", fails)

    with pytest.raises(ZeroDivisionError):
        amikit("check", EXAMPLES / "premiers-pas")
