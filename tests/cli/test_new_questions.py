"""``amikit new`` as a conversation: what is answered is written where it belongs; leaving early leaves nothing."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import amikit as api
from tests.cli.running import PROGRAM, amikit, neutral_environment

OPTIONS = (
    "--title", "L'été : ensemble", "--deadline", "2027-03-01", "--member", "Baraka & Cie; Roubaix; mature",
    "--member", 'La "Coroutine"; Lille', "--need", "facturation", "--resource", "dokos", "--resource", "loot",
)  # fmt: skip


def test_options_write_what_the_questions_would(tmp_path: Path) -> None:
    result = amikit("new", tmp_path / "a", "--call", "fabrique-de-territoire", *OPTIONS)

    dossier = api.load_folder(tmp_path / "a").dossier
    assert result.exit_code == 0
    assert dossier is not None
    assert dossier.settings.title == "L'été : ensemble"
    assert [(one.name, one.city) for one in dossier.members] == [
        ("Baraka & Cie", "Roubaix"),
        ('La "Coroutine"', "Lille"),
    ]
    assert dossier.lead is not None
    assert dossier.lead.name == "Baraka & Cie"
    assert dossier.settings.needs == ("facturation",)
    assert [use.resource_id for use in dossier.settings.uses] == ["dokos", "loot"]
    assert api.check(tmp_path / "a").report.has_errors is False


@pytest.mark.parametrize(
    ("option", "value", "meant"),
    [
        ("--need", "facturatoin", "facturation"),
        ("--resource", "dokoss", "dokos"),
        ("--deadline", "1/3/2027", "2027-03-01"),
        ("--member", "Baraka;Roubaix;adulte", "mature"),
        ("--member", "///", "nom de fichier"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    option: str, value: str, meant: str, tmp_path: Path
) -> None:
    result = amikit("new", tmp_path / "a", "--call", "lieu-totem", option, value)

    assert result.exit_code == 2
    assert meant in result.stderr
    assert not (tmp_path / "a").exists()


class Terminal:
    """A person at a terminal of forty columns."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self._fd, inside = pty.openpty()
        environment = neutral_environment() | {"COLUMNS": "40", "LINES": "24", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [*PROGRAM, *arguments], cwd=cwd, env=environment, stdin=inside, stdout=inside, stderr=inside, close_fds=True
        )
        os.close(inside)
        self.said = ""

    def wait_for(self, words: str) -> None:
        limit = time.monotonic() + 60
        while words not in self.said:
            assert time.monotonic() < limit, self.said
            if select.select([self._fd], [], [], 0.2)[0]:
                try:
                    self.said += os.read(self._fd, 65_536).decode(errors="replace")
                except OSError:
                    assert words in self.said, self.said
                    return

    def answer(self, question: str, words: str) -> None:
        self.wait_for(question)
        self.said = ""
        os.write(self._fd, f"{words}\n".encode())

    def leave(self) -> int:
        """Ctrl-C, again if the first came between two looks at the keyboard."""
        for _ in range(50):
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(1)
                break
            except subprocess.TimeoutExpired:
                continue
        return self.end()

    def end(self) -> int:
        status = self.process.wait(60)
        os.close(self._fd)
        return status


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is made as on Unix")


def test_the_conversation_goes_from_the_call_to_a_folder_without_an_error(tmp_path: Path) -> None:
    person = Terminal("new", "ma réponse", cwd=tmp_path)
    person.answer("Quel appel", "3")
    person.answer("titre", "Nos communs")
    person.answer("date limite", "31/01/2027")
    person.answer("date limite", "2027-01-31")
    person.answer("porte la réponse", "Baraka")
    person.answer("ville", "Roubaix")
    person.answer("emergent ou mature", "mature")
    person.answer("Un autre membre", "")
    person.answer("numéros, séparés", "99")
    person.answer("numéros, séparés", "3, 5")
    person.answer("vous vous appuyez", "1")
    person.wait_for("est prêt")

    assert person.end() == 0
    dossier = api.load_folder(tmp_path / "ma réponse").dossier
    assert dossier is not None
    assert (dossier.settings.title, str(dossier.settings.deadline_on)) == ("Nos communs", "2027-01-31")
    assert dossier.settings.needs == ("facturation", "reservations")
    assert len(dossier.settings.uses) == 1
    assert api.check(tmp_path / "ma réponse").report.has_errors is False


@pytest.mark.parametrize("question", ["Quel appel", "titre", "porte la réponse", "numéros, séparés"])
def test_leaving_at_any_question_leaves_nothing_behind(question: str, tmp_path: Path) -> None:
    answers = {"Quel appel": "1", "titre": "", "date limite": "", "porte la réponse": ""}
    person = Terminal("new", "a", cwd=tmp_path)
    for asked, words in answers.items():
        if asked == question:
            break
        person.answer(asked, words)
    person.wait_for(question)

    assert person.leave() != 0
    assert list(tmp_path.iterdir()) == []
