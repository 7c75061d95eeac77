"""``amikit verify``: for a funder, what a received file says, recomputed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import existing_folder
from amikit.i18n import Language, Text

if TYPE_CHECKING:
    from amikit.verify.verdict import Verdict

_HELP = Text(
    "Vérifier des réponses reçues : PDF, DOCX, ODT, HTML ou annexe JSON.\n\n"
    "Chaque somme est refaite à partir de l'annexe jointe au fichier, puis comparée à ce que ce fichier imprime. "
    "Un FICHIER peut être un dossier, ou « - » pour l'entrée standard. Un document sans annexe est lu aussi.\n\n"
    "« Cohérent » veut dire que le texte et les données vont ensemble ; cela ne dit pas qui les a écrits.\n\n"
    "Fin : 0, ou 1 si un fichier se contredit ou ne peut pas être lu.",
    "Verify received answers: PDF, DOCX, ODT, HTML or JSON annex.\n\n"
    "Every sum is made again from the annex attached to the file, then compared with what that file prints. "
    "A FILE may be a folder, or “-” for standard input. A document without annex is read too.\n\n"
    "“Coherent” means that text and data go together; it does not say who wrote them.\n\n"
    "Exit status: 0, or 1 if a file contradicts itself or cannot be read.",
)
_FILES = Text("FICHIER...", "FILE...")
_FORMAT = Text("Pour des personnes (text) ou pour des programmes (json).", "For people (text) or for programs (json).")
_CATALOG = Text("Un autre catalogue de ressources (à répéter).", "Another catalog of resources (repeatable).")
_PAGE = Text(
    "Écrire le vérificateur : une page HTML, à ouvrir dans un navigateur, qui vérifie les fichiers qu'on y dépose.",
    "Write the verifier: one HTML page, to open in a browser, which verifies the files dropped on it.",
)
_PAGE_NAME = "verificateur.html"
_OUT = Text(
    f"Avec --page : le fichier à écrire ; par défaut, « {_PAGE_NAME} ».",
    f"With --page: the file to write; by default, “{_PAGE_NAME}”.",
)
_PAGE_ALONE = Text(
    "« --page » ne vérifie aucun fichier : donnez-le seul, ou avec « --out » et « --catalog ».",
    "“--page” verifies no file: give it alone, or with “--out” and “--catalog”.",
)
_OUT_ALONE = Text("« --out » va avec « --page ».", "“--out” goes with “--page”.")
_NOTHING = Text(
    "Aucun fichier à vérifier : « amikit verify reponse.pdf ».", "No file to verify: “amikit verify answer.pdf”."
)
_SUFFIXES = frozenset({".pdf", ".docx", ".odt", ".html", ".htm", ".json"})
_STANDARD_INPUT = "-"
_LARGEST_INPUT = 100_000_000


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("verify", help=_HELP[language])
    @click.argument("files", nargs=-1, metavar=_FILES[language], type=click.Path(path_type=Path, allow_dash=True))
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_FORMAT[language])
    @click.option("--catalog", "catalogs", multiple=True, type=existing_folder(), help=_CATALOG[language])
    @click.option("--page", "is_page", is_flag=True, help=_PAGE[language])
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=_OUT[language])
    def verify(files: tuple[Path, ...], form: str, catalogs: tuple[Path, ...], is_page: bool, out: Path | None) -> None:
        from amikit.cli.verification_words import print_end, print_verdict
        from amikit.report.verification import to_json
        from amikit.verify.apart import Verifier
        from amikit.verify.verdict import Light

        if is_page:
            if files:
                raise click.UsageError(_PAGE_ALONE[language])
            _write_page(out or Path(_PAGE_NAME), catalogs, language)
            return
        if out is not None:
            raise click.UsageError(_OUT_ALONE[language])
        if not files:
            raise click.UsageError(_NOTHING[language])
        verdicts: list[Verdict] = []
        with ExitStack() as stack:
            verifier = stack.enter_context(Verifier(catalogs))
            for path, name in _received(files, stack):
                verdict = verifier.verify(path, name)
                verdicts.append(verdict)
                if form == "text":
                    print_verdict(verdict, language, is_first=len(verdicts) == 1)
        if form == "json":
            click.echo(to_json(verdicts, language))
        elif not verdicts:
            click.echo(_NOTHING[language], err=True)
        else:
            print_end(verdicts, language)
        is_red = any(verdict.light is Light.RED for verdict in verdicts)
        raise SystemExit(Exit.FINDINGS if is_red or not verdicts else Exit.OK)

    return verify


def _write_page(out: Path, catalogs: Sequence[Path], language: Language) -> None:
    """The page, with the reader's own catalog inside; over somebody's file, never without keeping it."""
    from amikit import __version__
    from amikit.cli.writing import give
    from amikit.verify.page import verification_page
    from amikit.verify.worker import load_reader_catalog

    catalog = load_reader_catalog([str(folder) for folder in catalogs])
    give(verification_page(catalog, __version__).rstrip("\n"), out, language)


def _received(files: Sequence[Path], stack: ExitStack) -> Iterator[tuple[Path, str]]:
    """Each file and how to call it: those of folders by name, what comes on standard input once."""
    for path in files:
        if str(path) == _STANDARD_INPUT:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="amikit-")))
            copy = folder / "entree"
            copy.write_bytes(sys.stdin.buffer.read(_LARGEST_INPUT + 1))
            yield copy, _STANDARD_INPUT
        elif path.is_dir():
            for one in sorted(path.rglob("*")):
                is_hidden = any(part.startswith(".") for part in one.relative_to(path).parts)
                if one.suffix.lower() in _SUFFIXES and not is_hidden and one.is_file():
                    yield one, str(one)
        else:
            yield path, str(path)
