"""Two languages, whole: amikit's words and those of click, its command-line library."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from amikit.cli.main import COMMANDS, build_cli, split_language
from amikit.i18n import Language
from tests.cli.running import amikit, words
from tools.make_messages import FOLDER, compiled

HELP = [
    *((), *((name,) for name in COMMANDS)),
    *(("catalog", name) for name in ("list", "show", "check")),
    *(("budget", name) for name in ("export", "import", "report")),
    *(("agree", name) for name in ("request", "record")),
]
FRENCH_WORDS = re.compile(
    r"\b(?:le|la|les|un|une|des|du|et|ou|est|dans|pour|avec|qui|que|ce|cette|son|leur|aide|fin|appel|langue|fichier"
    r"|commande|arguments|emploi|par|défaut|écrire|dire|lire|montrer|préparer|liste|sortie)\b|[àâçèéêëîïôùûœ«»]",
    re.IGNORECASE,
)
ENGLISH_WORDS = re.compile(
    r"\b(?:the|of|and|or|is|are|to|in|it|for|with|who|what|where|this|each|usage|show|write|say|read|exit|help"
    r"|directory|file|folder|command|args|default|call|list|status|format|answer)\b|[“”]",
    re.IGNORECASE,
)
ENGLISH_METAVARS = re.compile(r"--[a-z-]+ (?:TEXT|INTEGER|FLOAT|PATH|FILE|FILENAME|DIRECTORY|UUID)\b")
# Options and commands are English, names of calls and folders French, in both languages.
QUOTED = re.compile(r"“[^”]*”|« [^»]* »")
SAME_IN_BOTH = re.compile(
    r"--?[a-z]+|amikit( [a-z-]+)*|^  (?:new|check|status|explain|build|call|catalog|list|show)\b|\w+(?:-\w+)+"
)
BLANK = re.compile(r"\{[^}]*\}|%\(\w+\)s")
PROGRAMMING_ERRORS = {
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Invalid start character for option ({option})",
    "Name '{name}' defined twice",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? "
        "Did you mean to pass '--{name}'?"
    ),
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "Value must be an iterable.",
    "Windows error: {error}",
    "{text} {deprecated_message}",
}
"""What only someone who writes a command, never someone who types one, can bring click to say."""


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["check", "x"], {}, "fr"),
        (["--lang", "en", "check", "x"], {}, "en"),
        (["check", "--lang", "en", "x"], {}, "en"),
        (["check", "x", "--lang=en"], {}, "en"),
        (["check", "x", "--lang", "fr"], {"LANG": "en_GB.UTF-8"}, "fr"),
        (["check", "x"], {"LANG": "en_GB.UTF-8"}, "en"),
        (["check", "x"], {"LC_ALL": "en_US.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        (["check", "x"], {"LC_ALL": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}, "fr"),
        (["check", "x"], {"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "en"),
        (["check", "x"], {"LC_ALL": "C.UTF-8"}, "fr"),
        (["check", "x"], {"LANG": "de_DE.UTF-8"}, "fr"),
        (["check", "x", "--lang", "en", "--lang", "fr"], {"LANG": "en_GB"}, "fr"),
    ],
)
def test_the_language_is_asked_anywhere_or_by_the_environment(
    arguments: list[str], environment: dict[str, str], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert split_language(arguments) == (language, ["check", "x"])


def test_nothing_is_taken_after_two_dashes() -> None:
    assert split_language(["check", "--lang", "en", "--", "--lang", "fr"]) == ("en", ["check", "--", "--lang", "fr"])


@pytest.mark.parametrize("arguments", [["--lang", "de", "check", "x"], ["check", "x", "--lang=de"]])
def test_another_language_is_refused_wherever_it_stands(arguments: list[str]) -> None:
    result = amikit(*arguments)

    assert result.exit_code == 2
    assert "« de » n'est pas l'un de ces choix : « fr », « en »." in words(result)


@pytest.mark.parametrize(
    ("environment", "said"),
    [({"LC_ALL": "en_GB.UTF-8"}, "This folder has no"), ({"LANG": "fr_FR.UTF-8"}, "Ce dossier n'a pas")],
)
def test_findings_speak_the_language_of_the_environment(environment: dict[str, str], said: str, tmp_path: Path) -> None:
    assert said in words(amikit("check", tmp_path, **environment))


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_in_french_has_no_english_word(command: tuple[str, ...]) -> None:
    result = amikit(*command, "--help")

    assert result.exit_code == 0
    assert ENGLISH_WORDS.findall(own_words(result.output.replace("[OPTIONS]", ""))) == []
    assert "Emploi : amikit" in words(result)


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_in_english_has_no_french_word(command: tuple[str, ...]) -> None:
    result = amikit("--lang", "en", *command, "-h")

    assert result.exit_code == 0
    assert FRENCH_WORDS.findall(own_words(result.output)) == []
    assert "Usage: amikit" in words(result)


def test_what_an_option_waits_for_has_a_french_name() -> None:
    left = []
    for path in command_paths(build_cli("fr"), ()):
        said = amikit(*path, "--help").output
        left += [" ".join(["amikit", *path, found]) for found in ENGLISH_METAVARS.findall(said)]

    assert left == []


def command_paths(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A command, and those below it."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from command_paths(below, (*path, name))


def own_words(help_text: str) -> str:
    """What is said, without names that are the same in both languages."""
    unquoted = QUOTED.sub(" ", help_text)  # a name between quotes may be cut at the end of a line
    return "\n".join(SAME_IN_BOTH.sub(" ", line) for line in unquoted.splitlines())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_cuts_no_sentence(language: Language) -> None:
    for command in HELP:
        said = amikit("--lang", language, *command, "--help").output
        assert "..." not in re.sub(r"[A-Z]+\]?\.\.\.", "", said)  # a word to type several times


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new"], "Erreur : Il manque l'argument « DOSSIER »."),
        (["check", "a", "b"], "Erreur : Un argument est de trop (b)"),
        (["check", "a", "--bogus"], "Erreur : L'option « --bogus » n'existe pas."),
        (["build", "a", "--out"], "Erreur : L'option « --out » attend une valeur."),
        (["check", "a", "--strict=oui"], "Erreur : L'option « --strict » ne prend pas de valeur."),
        (["check", "a", "--catalog", "nulle-part"], "« --catalog » : « nulle-part » n'existe pas."),
        (["build", "a", "--reference", "."], "« --reference » : « . » est un dossier."),
        (["chek", "a"], "« chek » n'est pas une commande. Vouliez-vous écrire « check » ?"),
        (["catalog", "lister"], "Erreur : La commande « lister » n'existe pas."),
    ],
)
def test_what_is_badly_typed_is_told_in_french(arguments: list[str], said: str) -> None:
    result = amikit(*arguments)

    assert result.exit_code == 2
    assert said in words(result).replace("\u00a0", " ")


BADLY_TYPED = [
    ["new"],
    ["new", "a", "b"],
    ["new", "a", "--call"],
    ["new", "a", "--call", "zzz"],
    ["check", "--zzz"],
    ["check", "--stric"],
    ["check", "a", "b", "c"],
    ["check", "--format", "zzz"],
    ["check", "--strict=1"],
    ["check", "--template", "nulle-part"],
    ["check", "--template", "pyproject.toml"],
    ["build", "--out", "pyproject.toml"],
    ["build", "--format", "zzz"],
    ["build", "--reference", "nulle-part.docx"],
    ["build", "--reference", "docs"],
    ["status", "--today", "zzz"],
    ["explain", "ZZZ"],
    ["zzz"],
    ["chek"],
    ["--zzz"],
    ["--lang=de"],
    ["budget", "zzz"],
    ["budget", "import"],
    ["budget", "import", "nulle-part.xlsx"],
    ["budget", "import", "docs"],
    ["catalog", "zzz"],
    ["catalog", "show"],
    ["catalog", "list", "zzz"],
    ["allocate", "--mode", "zzz"],
    ["allocate", "--envelope", "zzz"],
]
IN_BOTH = {"arguments", "call", "format", "status"}
"""A word of both languages; and a command, among those to choose from."""
_METAVARS = re.compile(r"^(Usage:|Emploi.:) .*$|\[[A-Z]+\]", re.MULTILINE)


@pytest.mark.parametrize("arguments", BADLY_TYPED, ids=" ".join)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_badly_typed_is_told_in_one_language_with_its_own_quotation_marks(
    arguments: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])

    result = amikit("--lang", language, *arguments)

    said = _METAVARS.sub("", result.output)
    assert result.exit_code == 2
    other = ENGLISH_WORDS if language == "fr" else FRENCH_WORDS
    assert set(other.findall(own_words(said.replace("\u00a0", " ")))) <= IN_BOTH
    assert re.findall(r"(?<!\w)'|[\"]", said) == []
    assert said.rstrip().endswith((".", "?"))


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_that_does_not_exist_is_all_that_is_said(command: str) -> None:
    french, english = amikit(command, "nulle-part"), amikit("--lang", "en", command, "nulle-part")

    assert words(french).endswith("ou donnez le bon dossier. 1 erreur, 0 chose à faire, 0 conseil.")
    assert words(english).endswith("or name the right folder. 1 error, 0 things to do, 0 pieces of advice.")


def test_every_sentence_of_click_that_a_person_can_meet_is_translated() -> None:
    translated = {texts_of(message.id)[0] for message in french() if message.id and all(texts_of(message.string))}

    assert sorted(set(click_sentences()) - translated - PROGRAMMING_ERRORS) == []


def test_translations_keep_what_click_fills_in() -> None:
    wrong = []
    for message in french():
        asked = {blank for text in texts_of(message.id) for blank in BLANK.findall(text)}
        wrong += [text for text in texts_of(message.string) if message.id and not set(BLANK.findall(text)) <= asked]

    assert wrong == []


def test_the_compiled_sentences_are_those_of_the_source() -> None:
    assert (FOLDER / "messages.mo").read_bytes() == compiled(), "run “python tools/make_messages.py”"


def french() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="fr")


def texts_of(text: str | Sequence[str] | None) -> list[str]:
    """A sentence, or its singular and its plural."""
    return [text] if isinstance(text, str) else list(text or ())


def click_sentences() -> Iterator[str]:
    """What click asks its translators for; a name instead of a sentence stands for what it holds."""
    held = {"extra['required']": "required"}
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                asked = node.args[0]
                text = str(asked.value) if isinstance(asked, ast.Constant) else ast.unparse(asked)
                yield held.get(text, text)
