"""Write what the examples are expected to give: ``tests/golden``. The difference is reviewed like code."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import amikit
from amikit.i18n import LANGUAGES, Language

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
FOLDER = ROOT / "tests" / "golden"
SOUND = ("lieu-totem", "monscobar", "premiers-pas")
"""The examples that build; their golden file is their Markdown."""
FAULTY = "avec-erreurs"
"""The example that is wrong on purpose; its golden files are what ``amikit check`` says, in each language."""


def said_of_faults(language: Language) -> str:
    """What ``amikit check`` prints of the faulty example, run from the folder of the examples."""
    command = [sys.executable, "-c", "from amikit.cli.main import main; main()"]
    done = subprocess.run(
        [*command, "--lang", language, "check", FAULTY],
        cwd=EXAMPLES,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,  # it ends with 1: there are faults
    )
    return done.stdout.decode()


def document(name: str) -> str:
    """The answer of an example, as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        built = amikit.build(EXAMPLES / name, ("md",), out=Path(folder))
        return built.paths[0].read_text(encoding="utf-8")


def main() -> None:
    goldens = {f"{FAULTY}.{language}.txt": said_of_faults(language) for language in LANGUAGES}
    goldens |= {f"{name}.md": document(name) for name in SOUND}
    FOLDER.mkdir(exist_ok=True)
    for name, text in goldens.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
