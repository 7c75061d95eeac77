"""``amikit add``: the folder grows, by options or by questions; shown, asked, then written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amikit.cli.main import COMMAND_NAME, Exit
from amikit.cli.options import existing_folder
from amikit.cli.visible import as_argument, visible
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.adding import Ground, Kind, Question

_HELP = Text(
    "Ajouter au dossier un membre, une personne, une ressource, un axe, une décision, un soutien, une rencontre. Ce qui n'est pas "
    "dit par une option est demandé.\n\n"
    'Exemple : amikit add member "La Cour" ma-reponse --city Bourg-Essai',
    "Add a member, a person, a resource, a line of work, a decision, a supporter or a meeting to the folder. What no option "
    "says is asked.\n\n"
    'Example: amikit add member "The Yard" my-answer --city Bourg-Essai',
)
_CATALOG = Text("Un autre catalogue de ressources (à répéter).", "Another catalog of resources (repeatable).")
_ID = Text("L'identifiant, s'il ne suit pas le nom.", "The identifier, if not made of the name.")
_YES = Text("Écrire sans demander.", "Write without asking.")
_DAY, _WORD, _WORDS = Text("JOUR", "DAY"), Text("MOT", "WORD"), Text("TEXTE", "TEXT")
_ONE_OF = Text("{asks} : {choices}.", "{asks}: {choices}.")
_IS = Text("{asks}.", "{asks}.")
_NO_NAME = Text("Dites {name} : {usage}.", "Say {name}: {usage}.")
_ASK = Text("{asks} (Entrée pour {default})", "{asks} (Enter for {default})")
_PASS = Text("passer", "none")
_AFTER = Text("« amikit check {dossier} » dit ce qui manque.", "“amikit check {dossier}” says what is missing.")


def command(language: Language) -> click.Command:
    """The group of commands, its words in one language."""
    from amikit.adding import KINDS

    group = click.Group("add", help=_HELP[language], subcommand_metavar=COMMAND_NAME[language])
    for name, kind in KINDS.items():
        group.add_command(_command_of(name, kind, language))
    return group


def _command_of(name: str, kind: Kind, language: Language) -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["name"], required=False, metavar=f"[{kind.name[language]}]"),
        click.Argument(["dossier"], required=False, type=click.Path(path_type=Path), metavar="[DOSSIER]"),
    ]
    for question in kind.questions:
        shape = (_DAY if question.is_day else _WORD if question.choices else _WORDS)[language]
        params.append(click.Option([question.option, question.key], metavar=shape, help=_explained(question, language)))
    if kind.has_id:
        params.append(click.Option(["--id", "id"], metavar=_WORD[language], help=_ID[language]))
    if name == "resource":
        params.append(
            click.Option(["--catalog", "catalogs"], multiple=True, type=existing_folder(), help=_CATALOG[language])
        )
    params.append(click.Option(["--yes"], is_flag=True, help=_YES[language]))

    def add(**said: Any) -> None:
        raise SystemExit(_add(name, kind, said, language))

    return click.Command(name, params=params, callback=add, help=kind.help[language], short_help=kind.help[language])


def _explained(question: Question, language: Language) -> str:
    facts = {"asks": question.asks[language].rstrip(" \u202f?"), "choices": ", ".join(question.choices)}
    return say(_ONE_OF if question.choices else _IS, facts, language)


def _add(name: str, kind: Kind, said: dict[str, Any], language: Language) -> Exit:
    from amikit.adding import Refused
    from amikit.cli.mending import write_if_agreed

    typed, dossier = _name_and_dossier(said.pop("name"), said.pop("dossier"))
    yes, catalogs = said.pop("yes"), said.pop("catalogs", ())
    ground = _ground(dossier, catalogs, language)
    if ground is None:
        return Exit.FINDINGS
    try:
        change = kind.plan(ground, _values(name, kind, typed, said, language))
    except Refused as refused:
        raise click.UsageError("\n".join(map(visible, refused.say(language).splitlines()))) from None
    if not write_if_agreed([change], language, option=f"add {name}", yes=yes):
        return Exit.FINDINGS
    click.echo(say(_AFTER, {"dossier": as_argument(dossier)}, language))
    return Exit.OK


def _name_and_dossier(name: str | None, dossier: Path | None) -> tuple[str, Path]:
    """Alone, a folder that holds a dossier is one, and no name."""
    if name and dossier is None and (Path(name) / "dossier.yaml").is_file():
        return "", Path(name)
    return " ".join((name or "").split()), dossier or Path()


def _ground(dossier: Path, catalogs: tuple[Path, ...], language: Language) -> Ground | None:
    """What is read of the folder; said, and None, when that is not enough to add to it."""
    from amikit.adding import Ground
    from amikit.cli.words import as_text
    from amikit.pipeline import load_folder

    loaded = load_folder(dossier, catalogs=catalogs)
    settings = dossier / "dossier.yaml"
    in_the_way = [
        one for one in loaded.diagnostics if one.is_unreadable and one.span.path == settings and one.about != "appel"
    ]
    if loaded.dossier is None or in_the_way:
        click.echo(as_text(in_the_way or list(loaded.diagnostics), language))
        return None
    return Ground(loaded.dossier, loaded.catalog)


def _values(name: str, kind: Kind, typed: str, said: dict[str, Any], language: Language) -> dict[str, str]:
    """What the options say, then what somebody answers; nobody is asked when nobody is there."""
    from amikit.adding import check_value

    is_asking = not typed and is_someone_there()
    while not typed and is_asking:
        typed = str(click.prompt(kind.name[language].capitalize())).strip()
    if not typed:
        facts = {"name": kind.name, "usage": f"amikit add {name} {kind.name[language]}"}
        raise click.UsageError(say(_NO_NAME, facts, language))
    values = {"name": typed, "id": said.get("id") or ""}
    for question in kind.questions:
        given = said.get(question.key)
        if given is None and is_asking:
            values[question.key] = _asked(question, language)
        else:
            values[question.key] = check_value(question, given or "")
    return values


def _asked(question: Question, language: Language) -> str:
    from amikit.adding import Refused, check_value

    default = question.default or _PASS[language]
    asks = _explained(question, language).rstrip(".") if question.choices else question.asks[language]
    while True:
        shown = say(_ASK, {"asks": asks, "default": default}, language)
        answer = str(click.prompt(shown, default="", show_default=False))
        try:
            return check_value(question, answer)
        except Refused as refused:
            click.echo(visible(refused.say(language)))


def is_someone_there() -> bool:
    """Whether questions can be answered."""
    return sys.stdin.isatty()
