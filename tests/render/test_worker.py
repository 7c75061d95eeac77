"""The child that fills in a stranger's template: what it takes is bounded, and each cause is said as what it is."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

import amikit
from amikit.render import child, worker
from amikit.render.child import Stopped, run_apart
from amikit.render.templates import Filled, Filler
from tests.dossiers import write

FAKES = {
    "writes_forever": "import sys\ndef main():\n    while True: sys.stdout.write('x' * 65536)\n",
    "sleeps": "import sys, time\ndef main():\n    print('begun: qui', file=sys.stderr, flush=True)\n    time.sleep(60)\n",
    "wants_memory": "def main(): raise MemoryError\n",
    "is_killed": "import os, signal\ndef main(): os.kill(os.getpid(), signal.SIGKILL)\n",
    "has_a_bug": "def main(): raise KeyError('une faute à nous')\n",
    "complains": "import sys\ndef main():\n    sys.stderr.write('x' * 10_000_000)\n    print('fini')\n",
    "echoes": "import sys\ndef main(): sys.stdout.write(sys.stdin.read())\n",
    "says_where": "import amikit, sys\ndef main(): sys.stdout.write(amikit.__path__[0])\n",
}


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands for amikit's own modules: its folder has the fakes beside a link to the package."""
    for name, text in FAKES.items():
        write(tmp_path / f"{name}.py", text)
    (tmp_path / "amikit").symlink_to(Path(amikit.__file__).parent)
    monkeypatch.setattr(child, "_PACKAGE", str(tmp_path))


@pytest.mark.usefixtures("modules")
class TestChild:
    def test_what_is_asked_comes_back(self) -> None:
        asked = "é".encode() * 300_000

        assert run_apart("echoes", asked, seconds=10, largest=len(asked)) == asked

    @pytest.mark.parametrize(
        ("module", "why"), [("wants_memory", "too-much"), ("is_killed", "too-much"), ("sleeps", "too-slow")]
    )
    def test_a_child_that_takes_too_much_is_stopped(self, module: str, why: str) -> None:
        with pytest.raises(Stopped) as stopped:
            run_apart(module, b"", seconds=2, largest=1000)

        assert stopped.value.why == why

    def test_an_endless_answer_is_not_read(self) -> None:
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        with pytest.raises(Stopped, match="too-much"):
            run_apart("writes_forever", b"", seconds=20, largest=1_000_000)

        assert time.monotonic() - began < 10
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000

    def test_what_it_had_begun_is_known(self) -> None:
        with pytest.raises(Stopped) as stopped:
            run_apart("sleeps", b"", seconds=2, largest=1000)

        assert stopped.value.said == "begun: qui\n"

    def test_a_bug_of_ours_is_not_the_fault_of_a_template(self) -> None:
        with pytest.raises(RuntimeError, match="une faute à nous"):
            run_apart("has_a_bug", b"", seconds=10, largest=1000)

    def test_errors_that_nobody_reads_do_not_hold_the_child(self) -> None:
        assert run_apart("complains", b"", seconds=10, largest=1000) == b"fini\n"


def test_the_child_is_the_same_amikit_as_the_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where another one is installed: that of the parent comes first."""
    write(tmp_path / "amikit/__init__.py", "")
    write(tmp_path / "amikit/says_where.py", FAKES["says_where"])
    monkeypatch.setattr(child, "_PACKAGE", str(tmp_path))

    assert run_apart("amikit.says_where", b"", seconds=10, largest=1000) == str(tmp_path / "amikit").encode()


def fill_apart(folder: Path, text: str) -> Filled:
    write(folder / "sections/qui.md.j2", text)
    [filled] = worker.fill_apart(Filler([folder], {}), {"qui": {"prose": None}})
    return filled


def test_blocks_nested_deeper_than_python_takes_are_a_fault_of_syntax(tmp_path: Path) -> None:
    filled = fill_apart(tmp_path, "{% for x in [1] %}" * 60 + "{% endfor %}" * 60)

    assert filled.failure is not None
    assert (filled.failure.kind, filled.failure.stopped) == ("syntax", False)
    assert filled.failure.path == tmp_path / "sections/qui.md.j2"


@pytest.mark.parametrize("text", ["{{ 1e308 * 10 }}", "{% set x = 1e400 %}{{ x }}", "{{ 1e400 - 1e400 }}"])
def test_a_number_that_python_cannot_write_is_a_fault_of_syntax(tmp_path: Path, text: str) -> None:
    filled = fill_apart(tmp_path, f"Avant.\n\n{text}\n")

    assert filled.failure is not None
    assert (filled.failure.kind, filled.failure.stopped) == ("syntax", False)
    assert filled.failure.path == tmp_path / "sections/qui.md.j2"


def test_a_template_that_wants_too_much_memory_is_stopped(tmp_path: Path) -> None:
    filled = fill_apart(tmp_path, "{% set x = 'a' * 10**9 %}{{ x }}")

    assert filled.failure is not None
    assert (filled.failure.detail, filled.failure.stopped) == ("too-much", True)


def test_a_bug_in_the_child_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_to_plain", lambda _: {"$day": "pas un jour"})

    with pytest.raises(RuntimeError, match="Traceback"):
        fill_apart(tmp_path, "{{ prose }}")
