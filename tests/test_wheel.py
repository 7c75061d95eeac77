"""What is installed elsewhere works without the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(command: Sequence[str | Path], cwd: Path) -> str:
    """What a program says; the whole of it when it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made without the network."""
    out = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT], out)
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def elsewhere(wheel_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that knows the wheel, the libraries of this one, and not the checkout."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=False)
    python = home / "venv" / "bin" / "python"
    quietly = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    run([sys.executable, "-m", "pip", "--python", python, "install", *quietly, wheel_path], home)
    (site,) = (home / "venv" / "lib").glob("python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def test_the_wheel_carries_what_the_programme_reads(wheel_path: Path) -> None:
    with zipfile.ZipFile(wheel_path) as wheel:
        names = set(wheel.namelist())
    shared = "amikit/_share"
    shipped = {
        f"{shared}/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "resources_catalog", "schemas")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }

    assert shipped - names == set()
    assert {f"{shared}/templates/LICENSE", f"{shared}/templates/_shared/fonts/SourceSans3-OFL.txt"} <= names
    assert "amikit/cli/locale/fr/LC_MESSAGES/messages.mo" in names
    assert "amikit/model/accounts.json" in names
    assert {"amikit/verify/page/page.html", "amikit/verify/page/vendor/pdf.worker.min.mjs"} <= names


def test_the_wheel_carries_its_licences_and_nothing_of_the_tests(wheel_path: Path) -> None:
    with zipfile.ZipFile(wheel_path) as wheel:
        names = wheel.namelist()
    licences = {name.partition(".dist-info/licenses/")[2] for name in names} - {""}

    assert licences == {
        "LICENSE",
        "LICENSES/Apache-2.0.txt",
        "LICENSES/CC-BY-SA-4.0.txt",
        "LICENSES/MIT.txt",
        "LICENSES/OFL-1.1.txt",
    }
    assert [name for name in names if not name.startswith(("amikit/", "amikit-"))] == []


def test_an_example_builds_away_from_the_checkout(elsewhere: Path) -> None:
    python, amikit = elsewhere / "venv/bin/python", elsewhere / "venv/bin/amikit"
    shutil.copytree(ROOT / "examples/premiers-pas", elsewhere / "essai", ignore=shutil.ignore_patterns("sortie"))

    home = run([python, "-c", "import amikit.paths; print(amikit.paths.templates_root())"], elsewhere)
    said = run([amikit, "build", "essai"], elsewhere)

    assert Path(home.strip()).is_relative_to(elsewhere)
    assert said.split() == [
        "essai/sortie/reponse.docx",
        "essai/sortie/reponse.pdf",
        "essai/sortie/budget.xlsx",
        "essai/sortie/annexe.json",
    ]
    assert (elsewhere / "essai/sortie/reponse.docx").read_bytes().startswith(b"PK")
    assert (elsewhere / "essai/sortie/reponse.pdf").read_bytes().startswith(b"%PDF")


def test_the_verifier_is_written_away_from_the_checkout(elsewhere: Path) -> None:
    assert run([elsewhere / "venv/bin/amikit", "verify", "--page"], elsewhere) == "verificateur.html\n"
    assert "pdfjs" in (elsewhere / "verificateur.html").read_text(encoding="utf-8")


def test_a_new_folder_is_made_away_from_the_checkout(elsewhere: Path) -> None:
    amikit = elsewhere / "venv/bin/amikit"

    run([amikit, "new", "neuf", "--call", "lieu-totem"], elsewhere)

    assert "\n0 errors, " in run([amikit, "check", "neuf", "--lang", "en"], elsewhere)
    assert run([amikit, "explain", "REC004"], elsewhere).startswith("REC004 (à faire)")
    assert "dokos" in run([amikit, "catalog", "list"], elsewhere)
