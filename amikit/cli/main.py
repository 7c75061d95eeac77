"""The door: which command, in which language; each command is loaded only when asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from enum import IntEnum
from importlib import import_module
from pathlib import Path

import click

from amikit.errors import AmikitError
from amikit.i18n import LANGUAGES, Language, Text, environment_language

COMMANDS: Mapping[str, Text] = {
    "new": Text("Préparer un dossier à remplir.", "Prepare a folder to fill in."),
    "check": Text("Dire ce qui manque ou ne va pas, et où.", "Say what is missing or wrong, and where."),
    "build": Text("Écrire la réponse : DOCX, PDF…", "Write the answer: DOCX, PDF…"),
    "catalog": Text("Lire le catalogue des ressources communes.", "Read the catalog of shared resources."),
}
_HELP = Text(
    "Répondre ensemble à un appel, au bénéfice des communs.\n\n"
    "Commencer : « amikit new ma-reponse --call lieu-totem », puis « amikit check ma-reponse ».",
    "Answer a call together, for the benefit of the commons.\n\n"
    "To begin: “amikit new my-answer --call lieu-totem”, then “amikit check my-answer”.",
)
_METAVAR = Text("COMMANDE [ARGUMENTS]...", "COMMAND [ARGS]...")
_LANG_HELP = Text("Langue des messages : fr ou en.", "Language of the messages: fr or en.")
_VERSION_HELP = Text("Donner la version, puis finir.", "Say the version, then exit.")


class Exit(IntEnum):
    """What a command ends with; 2 is click's own, for a command that is badly written."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    NOT_READY = 3


class _Lazy(click.Group):
    """Loads a command's module when it is called, and not for the list of commands."""

    language: Language = "fr"

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        made: click.Command = import_module(f"amikit.cli.{cmd_name}").command(self.language)
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, text[self.language]) for name, text in COMMANDS.items()]
        with formatter.section(Text("Commandes", "Commands")[self.language]):
            formatter.write_dl(rows)


def build_cli(language: Language) -> click.Group:
    """The whole command line, its words in one language."""
    lang = click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=_LANG_HELP[language])
    cli = _Lazy(
        "amikit",
        help=_HELP[language],
        params=[lang],
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar=_METAVAR[language],
    )
    cli.language = language
    version = click.version_option(package_name="amikit", message="amikit %(version)s", help=_VERSION_HELP[language])
    return version(cli)


def split_language(arguments: Sequence[str]) -> tuple[Language, list[str]]:
    """Take ``--lang`` out wherever it stands, so that the help itself speaks that language.

    A value that is no language stays, for click to refuse it in its own words.
    """
    language = environment_language()
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            return language, [*rest, word, *waiting]
        if name == "--lang" and (value if equals else (waiting or [""])[0]) in LANGUAGES:
            chosen = value if equals else waiting.pop(0)
            language = "en" if chosen == "en" else "fr"
        else:
            rest.append(word)
    return language, rest


def _start_light() -> None:
    """Spend no time on what a short command never needs: collecting garbage, looking for plugins."""
    import gc

    gc.set_threshold(200_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _speak(language: Language) -> None:
    """Have click's own sentences read from our catalog, in that language."""
    import gettext

    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its status."""
    language, rest = split_language(sys.argv[1:] if arguments is None else arguments)
    _speak(language)
    _start_light()
    try:
        build_cli(language).main(args=rest, prog_name="amikit")
    except AmikitError as error:
        click.echo(f"amikit: {error.message[language]}", err=True)
        click.echo(f"  {error.hint[language]}", err=True)
        sys.exit(Exit.NOT_READY)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stderr.close()
        sys.exit(Exit.OK)
