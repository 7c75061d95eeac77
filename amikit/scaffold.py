"""A folder ready to fill: every file explains itself, nothing in it is wrong."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from amikit.errors import AmikitError, refusal
from amikit.i18n import Text
from amikit.model.call import Call
from amikit.model.needs import NEEDS
from amikit.paths import schema_path, shared_path

_SCHEMAS = ".schemas"
"""Where an editor finds what completes and explains dossier.yaml."""
_TABLES = ("depenses.csv", "recettes.csv")


@dataclass(frozen=True, slots=True)
class StartMember:
    """A member that is known before the folder is; every word is YAML already."""

    id: str
    name: str = ""
    city: str = ""
    maturity: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known before the folder is: written where it belongs, the rest left to fill in."""

    title: str = ""
    """YAML already, like the lines of resources."""
    deadline: str = ""
    members: tuple[StartMember, ...] = ()
    """The first one leads."""
    needs: tuple[str, ...] = ()
    resources: tuple[tuple[str, ...], ...] = ()
    """For each resource, the lines that declare it."""


_NOBODY = (StartMember("premier-membre"), StartMember("deuxieme-membre"))


def write_dossier(folder: Path, call: Call, start: Start | None = None) -> list[Path]:
    """Write a folder for a call, all of it or nothing; return its files, in order.

    ``folder`` must not exist, or be empty. Raises ``AmikitError`` when the disk refuses.
    """
    texts = _texts(call, folder, start or Start())
    try:
        with ExitStack() as undoing:
            for place in reversed([folder, *folder.parents]):
                if not place.exists():
                    place.mkdir()
                    undoing.callback(place.rmdir)
            made = Path(tempfile.mkdtemp(dir=folder, prefix=".amikit-"))
            undoing.callback(shutil.rmtree, made, ignore_errors=True)
            for name, content in texts.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            (made / "images").mkdir()
            for child in sorted(made.iterdir()):
                child.rename(folder / child.name)
                undoing.callback(_take_back, folder / child.name)
            made.rmdir()
            undoing.pop_all()
    except OSError as error:
        why = refusal(error)
        raise AmikitError(
            Text(f"Impossible de créer « {folder} » : {why.fr}.", f"Cannot create “{folder}”: {why.en}."),
            Text("Choisissez un autre nom ou un autre endroit.", "Choose another name or another place."),
        ) from error
    return [folder / name for name in texts]


def _take_back(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def is_free(folder: Path) -> bool:
    """Whether a new dossier can be made there: nothing stands in its place, or an empty folder."""
    if folder.is_symlink() or folder.is_file():
        return False
    try:
        return not folder.exists() or not any(folder.iterdir())
    except OSError:  # a folder that cannot be opened holds something, for all we know
        return False


def _texts(call: Call, folder: Path, start: Start) -> Mapping[str, bytes]:
    members = start.members or _NOBODY
    environment = Environment(
        loader=FileSystemLoader(str(shared_path("new"))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - YAML and Markdown that we ship, filled with one-line words
    )

    def write(template: str, **words: Any) -> bytes:
        return environment.get_template(template).render(call=_words(call), folder=_line(str(folder)), **words).encode()

    settings = write("dossier.yaml.j2", needs=", ".join(NEEDS), start=start, lead=members[0].id)
    texts = {"dossier.yaml": settings}
    texts[f"{_SCHEMAS}/dossier.schema.json"] = schema_path("dossier.schema.json").read_bytes()
    for member in members:
        texts[f"membres/{member.id}.md"] = write("membre.md.j2", member=member)
    for spec in call.sections:
        if spec.own_words:
            section = {
                "title": _line(spec.title),
                "guidance": _line(spec.guidance),
                "words_min": spec.words_min,
                "words_max": spec.words_max,
            }
            texts[f"sections/{spec.id}.md"] = write("section.md.j2", section=section)
    texts["budget/LISEZMOI.md"] = write("budget.md.j2")
    for name in _TABLES:
        texts[f"budget/{name}"] = shared_path(f"new/{name}").read_bytes()
    texts["decisions/adopter-la-reponse.md"] = write("decision.md.j2", title="Adopter la réponse", subject="reponse")
    texts["decisions/repartir-l-argent.md"] = write("decision.md.j2", title="Répartir l'argent", subject="allocation")
    return texts


def _words(call: Call) -> dict[str, Any]:
    """What the comments say of the call, each on one line: a comment must not end early."""
    return {
        "id": call.id,
        "title": _line(call.title),
        "languages": ", ".join(call.languages),
        "funder": _line(call.funder),
        "funder_name": _line(call.funder_name),
        "attachments": [
            {"id": one.id, "title": _line(one.title), "required": one.required} for one in call.attachments
        ],
        "criteria": [{"id": one.id, "title": _line(one.title)} for one in call.criteria],
        "fields": [{"id": one.id, "title": _line(one.title), "example": _line(one.example)} for one in call.fields],
    }


def _line(text: str) -> str:
    return " ".join(
        "".join(letter if letter.isprintable() else " " for letter in text).replace("-->", "→").split(" ")
    ).strip()
