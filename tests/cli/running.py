"""The command line as a person meets it: in this process when that is enough, in its own when it matters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result

from amikit.cli.main import main

PROGRAM = (sys.executable, "-c", "from amikit.cli.main import main; main()")
# What this machine says of itself must not decide of a test.
_NEUTRAL: Mapping[str, str | None] = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR"))


class _Door(click.Command):
    """Lets click's runner knock at ``main``, where the language is chosen and errors are told."""

    def main(self, *args: Any, **extra: Any) -> Any:
        main(extra["args"])


def amikit(*arguments: str | Path, typed: str | None = None, **environment: str) -> Result:
    """Run a command here; in French unless the arguments or the environment say otherwise."""
    runner = CliRunner(env={**_NEUTRAL, **environment})
    result = runner.invoke(_Door("amikit"), [str(argument) for argument in arguments], input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def spawn(
    *arguments: str | Path, cwd: Path | None = None, program: tuple[str, ...] = PROGRAM, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, its outputs piped."""
    return subprocess.run(
        [*program, *map(str, arguments)],
        cwd=cwd,
        env=neutral_environment() | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def neutral_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _NEUTRAL}


def words(result: Result) -> str:
    """Everything that was printed, its spaces made plain."""
    return " ".join(result.output.split())
