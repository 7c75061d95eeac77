"""The door: which command, in which language; each command is loaded only when asked."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from enum import IntEnum
from gettext import bindtextdomain, gettext
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from amikit.cli.visible import visible
from amikit.errors import AmikitError
from amikit.i18n import LANGUAGES, Language, Text, environment_language, say

COMMANDS: Mapping[str, Text] = {
    "new": Text("Préparer un dossier à remplir.", "Prepare a folder to fill in."),
    "import": Text("Ranger un texte déjà écrit dans les sections.", "Put a text already written in the sections."),
    "add": Text("Ajouter un membre, une ressource, une décision…", "Add a member, a resource, a decision…"),
    "check": Text("Dire ce qui manque ou ne va pas, et où.", "Say what is missing or wrong, and where."),
    "status": Text(
        "Dire où en est la réponse, et par quoi commencer.", "Say where the answer stands, and where to begin."
    ),
    "allocate": Text("Proposer comment répartir l'argent.", "Propose how to share the money."),
    "agree": Text("Demander leur accord aux porteurs, et le noter.", "Ask stewards for their agreement, and note it."),
    "explain": Text("Expliquer un constat, avec un exemple.", "Explain a finding, with an example."),
    "build": Text("Écrire la réponse : DOCX, PDF…", "Write the answer: DOCX, PDF…"),
    "preview": Text("Lire la réponse pendant qu'on l'écrit.", "Read the answer while it is written."),
    "copy": Text("Donner une section à coller dans un portail.", "Give a section to paste into a portal."),
    "call": Text("Lire les appels, et vérifier leurs citations.", "Read the calls, and check their citations."),
    "budget": Text(
        "Mettre le budget dans un tableur, et l'en rapporter.", "Take the budget to a spreadsheet, and back."
    ),
    "verify": Text("Recompter une réponse reçue.", "Recompute a received answer."),
    "audit": Text("Lire ensemble toutes les réponses à un appel.", "Read all the answers to a call together."),
    "publish": Text(
        "Faire connaître une réponse : note d'intention, données ouvertes.",
        "Make an answer known: note of intention, open data.",
    ),
    "pool": Text("Proposer ce que des réponses peuvent partager.", "Propose what answers could share."),
    "catalog": Text("Lire le catalogue des ressources communes.", "Read the catalog of shared resources."),
}
# \b keeps a paragraph as it is: a command cut in two could not be copied.
_HELP = Text(
    "Répondre ensemble à un appel, au bénéfice des communs.\n\n"
    "\b\nCommencer :\n  amikit new ma-reponse --call lieu-totem\n  amikit check ma-reponse",
    "Answer a call together, for the benefit of the commons.\n\n"
    "\b\nTo begin:\n  amikit new my-answer --call lieu-totem\n  amikit check my-answer",
)
COMMAND_NAME = Text("COMMANDE [ARGUMENTS]...", "COMMAND [ARGS]...")
"""What stands for a command in the usage of a group of commands."""
_UNKNOWN = Text("« {name} » n'est pas une commande. {advice}", "“{name}” is not a command. {advice}")
_LANG_HELP = Text("Langue des messages : fr ou en.", "Language of the messages: fr or en.")
_FULL = Text(
    "Le disque est plein : la suite n'a pas pu être écrite.", "The disk is full: the rest could not be written."
)
_MAKE_ROOM = Text("Faites de la place, puis relancez la commande.", "Make room, then run the command again.")
_TOO_LONG = Text(
    "Un nom de fichier donné ici est trop long pour cette machine.",
    "A file name given here is too long for this machine.",
)
_VERSION_HELP = Text("Donner la version, puis finir.", "Say the version, then exit.")


_QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")
_QUOTES = Text("«\u00a0\\1\u00a0»", "“\\1”")
"""Quotation marks instead of those that click puts around names, which are those of programs."""


class Exit(IntEnum):
    """What a command ends with; 2 is click's own, for a command that is badly written."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    NOT_READY = 3


class _Lazy(click.Group):
    """Loads a command's module when it is called, and not for the list of commands."""

    language: Language = "fr"

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except BrokenPipeError:  # the reader (head, less) has seen enough
            _write_no_more()
            ctx.exit(Exit.OK)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                raise click.UsageError(_TOO_LONG[self.language]) from error
            if error.errno != errno.ENOSPC:
                raise
            _write_no_more()
            raise AmikitError(_FULL, _MAKE_ROOM) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from amikit.spelling import did_you_mean

            facts = {"name": args[0], "advice": did_you_mean(args[0], COMMANDS)}
            raise click.UsageError(say(_UNKNOWN, facts, self.language), ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        made: click.Command = import_module(f"amikit.cli.{module}").command(self.language)
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, text[self.language]) for name, text in COMMANDS.items()]
        with formatter.section(gettext("Commands")):
            formatter.write_dl(rows)


def _write_no_more() -> None:
    """Send what is still to be printed nowhere, else Python complains when it leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_cli(language: Language) -> click.Group:
    """The whole command line, its words in one language."""
    lang = click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=_LANG_HELP[language])
    cli = _Lazy(
        "amikit",
        help=_HELP[language],
        params=[lang],
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar=COMMAND_NAME[language],
    )
    cli.language = language
    version = click.version_option(package_name="amikit", message="amikit %(version)s", help=_VERSION_HELP[language])
    return version(cli)


def split_language(arguments: Sequence[str]) -> tuple[Language, list[str]]:
    """Take ``--lang`` out wherever it stands, so that the help itself speaks that language.

    A value that is no language goes first, where click refuses it in its own words.
    """
    language = environment_language()
    refused: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            rest += [word, *waiting]
            break
        name, equals, value = word.partition("=")
        if name != "--lang":
            rest.append(word)
            continue
        chosen = value if equals or not waiting else waiting.pop(0)
        if chosen in LANGUAGES:
            language = "en" if chosen == "en" else "fr"
        else:
            refused = [f"--lang={chosen}"]
    return language, [*refused, *rest]


def _start_light() -> None:
    """Spend no time on what a short command never needs: collecting garbage, looking for plugins."""
    import atexit
    import gc

    gc.set_threshold(200_000, 20, 20)
    atexit.register(gc.freeze)  # else Python looks at every object once more before it leaves
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _speak(language: Language) -> None:
    """Have click's own sentences read from our catalog, in that language."""
    os.environ["LANGUAGE"] = language
    bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter still shows the others


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its status."""
    language, rest = split_language(sys.argv[1:] if arguments is None else arguments)
    _speak(language)
    _start_light()
    sys.exit(_run(rest, language))


def _run(arguments: Sequence[str], language: Language) -> int:
    """The status of a command; what stops it is said here, in words that a terminal can show."""
    colour = False if os.environ.get("NO_COLOR") else None  # https://no-color.org
    try:
        cli = build_cli(language)
        status = cli.main(args=arguments, prog_name="amikit", standalone_mode=False, color=colour)
    except AmikitError as error:
        click.echo(f"amikit: {visible(error.message[language])}", err=True)
        click.echo(f"  {visible(error.hint[language])}", err=True)
        return Exit.NOT_READY
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        # What was typed comes back in it: a name of a file can hold anything.
        said = "\n".join(visible(line) for line in error.format_message().splitlines())
        said += "" if said.endswith((".", "?", "…")) else "."
        shown = io.StringIO()
        click.UsageError(said, getattr(error, "ctx", None)).show(shown)
        click.echo(_QUOTED.sub(_QUOTES[language], shown.getvalue()), nl=False, err=True)
        return error.exit_code
    except click.Abort:
        click.echo(gettext("Aborted!"), err=True)
        return Exit.FINDINGS
    return int(status or Exit.OK)
