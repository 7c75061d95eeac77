"""The line that breaks a file, written as it should be: only where its shape leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from amikit.i18n import Text

_VALUE = re.compile(r"(?P<head>\s*(?:- +)?[^\s:#'\"\[{&*!|>-][^:#]*?\s?: +)(?P<text>[^\s'\"\[{|>&*!%@`#].*)")
_APOSTROPHE = re.compile(r"(?P<head>\s*(?:- +)?[^\s:#'\"\[{&*!|>-][^:#]*?\s?: +)'(?P<text>[^\"\\]*[^\"\\\s'])'")
"""A text between single quotes: the first apostrophe in it ends it."""
_STUCK = re.compile(r"\s*(?:- +)?(?P<key>[a-z][a-z0-9_-]*):(?P<text>(?!//)[^\s:].*)")
_NO_COLON = re.compile(r"\s*(?:- +)?(?P<key>[a-z][a-z0-9_-]*) +(?P<text>[^:\s][^:]*|)")
_COMMENT = re.compile(r"\s#.*")
_LONGEST = 120


class Repair(NamedTuple):
    """Which line (from 0) is at fault, why, and what to write instead."""

    line: int
    why: Text
    hint: Text


def repair(lines: Sequence[str], line: int, column: int, known: frozenset[str]) -> Repair | None:
    """What is wrong with line number ``line`` (from 0) or with the one before, and what to write instead.
    ``column``, from 1, is where reading stopped.

    ``known`` are the keys that such a file may hold.
    """
    shown = [number for number in (line, _before(lines, line)) if 0 <= number < len(lines)]
    for number in shown:
        bare = _COMMENT.sub("", lines[number]).rstrip()
        if (
            number == line
            and (found := _VALUE.fullmatch(bare))
            and column > found.start("text") + 1
            and _holds_colon(found)
        ):
            quoted = found["text"].replace("\\", "\\\\").replace('"', '\\"')
            return Repair(number, _QUOTE, _instead(f'{found["head"]}"{quoted}"'))
        if number == line and (found := _APOSTROPHE.fullmatch(bare)) and "'" in found["text"].replace("''", ""):
            text = found["text"].replace("''", "'")
            return Repair(number, _ENDS_EARLY, _instead(f'{found["head"]}"{text}"'))
        if (found := _STUCK.fullmatch(bare)) and ": " not in bare:
            key = found["key"]
            why = Text(f" : il manque une espace après « {key}: »", f": a space is missing after “{key}:”")
            return Repair(number, why, _instead(f"{bare[: found.start('text')]} {found['text']}"))
        if (found := _NO_COLON.fullmatch(bare)) and found["key"] in known:
            key = found["key"]
            why = Text(f" : il manque « : » après « {key} »", f": “:” is missing after “{key}”")
            return Repair(number, why, _instead(f"{bare[: found.end('key')]}: {found['text']}"))
    return None


_ENDS_EARLY = Text(
    " : l'apostrophe de ce texte ferme le guillemet simple qui l'ouvre",
    ": the apostrophe of this text closes the single quote that opens it",
)
_QUOTE = Text(" : le texte de cette ligne contient « : »", ": the text of this line holds “:”")


def _holds_colon(found: re.Match[str]) -> bool:
    return ": " in found["text"] or found["text"].endswith(":")


def _instead(line: str) -> Text:
    text = line.strip().removeprefix("- ").lstrip()
    if len(text) > _LONGEST:
        quote = '"' if text.endswith('"') else ""
        text = f"{text[:_LONGEST]}…{quote}"
    return Text(f"Écrivez « {text} ».", f"Write “{text}”.")


def _before(lines: Sequence[str], line: int) -> int:
    """The line above that is not blank, nor a comment; -1 when there is none."""
    number = min(line, len(lines)) - 1
    while number >= 0 and not _COMMENT.sub("", f" {lines[number]}").strip():
        number -= 1
    return number


_SYNTAX = {
    "mapping values are not allowed in this context": Text(
        " : deux « : » sur une même ligne, ou une ligne décalée", ": two “:” on one line, or an unexpected indent"
    ),
    "found character that cannot start any token": Text(
        " : une tabulation, ou un texte à mettre entre guillemets parce qu'il commence par « @ », « % » ou « ` »",
        ": a tab, or a text to be quoted because it begins with “@”, “%” or “`”",
    ),
    "did not find expected node content": Text(" : une valeur attendue ne vient pas", ": a value is expected"),
    "could not find expected ':'": Text(" : il manque « : » après une clé", ": “:” is missing after a key"),
    "did not find expected key": Text(
        " : le retrait ne correspond pas aux lignes d'avant, ou un guillemet est de trop",
        ": the indent differs from the lines before, or a quote is one too many",
    ),
    "did not find expected '-' indicator": Text(
        " : un élément de liste attendu, avec « - »", ": a list item is expected, with “-”"
    ),
    "did not find expected alphabetic or numeric character": Text(
        " : un texte qui commence par « * » ou « & » se met entre guillemets",
        ": a text that begins with “*” or “&” is to be quoted",
    ),
    "did not find expected comment or line break": Text(
        " : rien ne peut suivre « | » ou « > » sur la ligne", ": nothing may follow “|” or “>” on the line"
    ),
    "found a tab character that violates indentation": Text(
        " : le retrait s'écrit avec des espaces, sans tabulation", ": indents are made of spaces, not of tabs"
    ),
    "found a tab character where an indentation space is expected": Text(
        " : le retrait s'écrit avec des espaces, sans tabulation", ": indents are made of spaces, not of tabs"
    ),
    "did not find expected <document start>": Text(
        " : cette ligne n'est ni une clé suivie de « : », ni un élément de liste",
        ": this line is neither a key followed by “:”, nor a list item",
    ),
    "block sequence entries are not allowed in this context": Text(
        " : un « - » suit autre chose sur la même ligne", ": a “-” follows something else on the same line"
    ),
    "found unexpected end of stream": Text(" : un guillemet n'est pas refermé", ": a quote is not closed"),
    "did not find expected ',' or ']'": Text(" : une liste « [ » n'est pas refermée", ": a list “[” is not closed"),
    "did not find expected ',' or '}'": Text(" : une accolade n'est pas refermée", ": a brace is not closed"),
}


def syntax_detail(said: str) -> Text:
    """What the parser says, in the words of who writes the file; empty when it has none."""
    return _SYNTAX.get(said, Text("", ""))
