"""Fill in the sections of a call's template: Jinja in a sandbox, plain data only.

A template that did not come with amikit is filled in by a child process with limits
on time and memory: the sandbox stops escapes, not ``range(100000)`` nested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from amikit import i18n
from amikit.i18n import Language
from amikit.paths import is_own
from amikit.render.slots import HELD_CLOSE, HELD_OPEN, Slot, TodoSlot, holding, make_finalize, marker

View = Mapping[str, Any]
"""What templates see: dicts, lists, text, whole numbers, fractions, dates; never a model."""

_LONGEST_DETAIL = 200
_WEIGHT_OF_BLOCKS = 40_000
"""Characters that a prose or a chart counts for: fifty of them fill a section."""
LONGEST_SECTION = 2_000_000
"""Characters; far above any answer, far below what would fill the memory."""
LONGEST_DOCUMENT = LONGEST_SECTION
_MOST_PIECES = 250_000
"""Words, signs and lines of a document of several hundred pages: each becomes an object or more."""
_PIECE = re.compile(r"\w+|[^\w\s]|\n")


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that the template says is still to be written, and where."""

    where: str
    """A path in the dossier, with the key after ``#``: ``dossier.yaml#consortium.mandat``."""
    what: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a section could not be filled in, at a line of the template."""

    path: Path
    line: int
    detail: str
    """In Jinja's words; for what was stopped, ``too-slow``, ``too-much`` or ``too-long``."""
    stopped: bool = False
    kind: str = ""
    """``undefined``, ``missing``, ``forbidden``, ``syntax`` or ``value``."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One section as Markdown, with the values that wait in its slots."""

    section_id: str
    markdown: str = ""
    slots: tuple[Slot, ...] = ()
    blanks: tuple[Blank, ...] = ()
    failure: Failure | None = None


_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (SecurityError, "forbidden"),
    (TemplatesNotFound, "missing"),
    (TemplateNotFound, "missing"),
    (TemplateSyntaxError, "syntax"),
    (UndefinedError, "undefined"),
)


_NO_MARKS = {ord(HELD_OPEN): None, ord(HELD_CLOSE): None}


class _InsideLoader(FileSystemLoader):
    """The templates of a stranger's folder; what a link brings from elsewhere is not one of them."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        folder = Path(self.searchpath[0])
        path = folder.joinpath(*split_template_path(template))
        if not path.resolve().is_relative_to(folder.resolve()):
            raise TemplateNotFound(template)
        source, name, is_fresh = super().get_source(environment, template)
        # The marks of slots are ours: a template that types them would print values twice.
        return source.translate(_NO_MARKS), name, is_fresh


class _TooLong(Exception):
    """A section grew beyond any answer."""


@dataclass(frozen=True)
class Filler:
    """Fills in sections with one view; ``folders`` are searched in order."""

    folders: Sequence[Path]
    view: View
    language: Language = "fr"
    fields: Mapping[str, str] = field(default_factory=dict)
    """The blanks of the template, filled in ``champs``."""
    field_titles: Mapping[str, str] = field(default_factory=dict)
    cache: BytecodeCache | None = None
    """Compiled templates; only for those that came with amikit."""

    def environment(self) -> SandboxedEnvironment:
        """The sandbox in which these templates run, with what they may call."""
        loader = ChoiceLoader(
            [(FileSystemLoader if is_own(folder) else _InsideLoader)(str(folder)) for folder in self.folders]
        )
        environment = holding(ImmutableSandboxedEnvironment)(
            loader=loader,
            bytecode_cache=self.cache,
            autoescape=True,
            finalize=make_finalize(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.globals = {"range": environment.globals["range"], "todo": _todo, "ask": self._asker()}
        environment.filters |= _filters(self.language)
        return environment

    def _asker(self) -> Any:
        @pass_context
        def ask(context: Context, field_id: str) -> object:
            value = self.fields.get(field_id, "")
            if value:
                return value
            if field_id not in self.field_titles:
                raise UndefinedError(f"'{field_id}' is not declared in template.yaml")
            return _todo(context, f"dossier.yaml#champs.{field_id}", self.field_titles[field_id])

        return ask

    def fill(self, environment: SandboxedEnvironment, section_id: str, extra: View) -> Filled:
        """One section; a fault of the template is in ``failure``, never raised.

        A section that has no file is made of the consortium's own words alone.
        """
        name = f"sections/{section_id}.md.j2"
        if self._find(name) is None:
            prose = extra.get("prose")
            return Filled(section_id, f"{marker(0)}\n", (prose.as_json(),)) if prose else Filled(section_id)
        held: list[Slot] = []
        blanks: list[Blank] = []
        try:
            template = environment.get_template(name)
            pieces = template.generate({**self.view, **extra, "_held": held, "_blanks": blanks})
            markdown = "".join(_bounded(pieces, held))
        except TemplateSyntaxError as error:
            failure = self._failure(error.name or name, error.lineno, error.message or "", kind="syntax")
            return Filled(section_id, failure=failure)
        except _TooLong:
            return Filled(section_id, failure=self._failure(name, 1, "too-long", stopped=True))
        except (
            TemplateError,
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            RecursionError,
        ) as error:
            # What the expressions of a template can raise; its traceback knows the line.
            kind = next((kind for type_, kind in _KINDS if isinstance(error, type_)), "value")
            return Filled(section_id, failure=self.failure_of(error, section_id, kind=kind))
        return Filled(section_id, markdown, tuple(held), tuple(blanks))

    def fill_all(self, sections: Mapping[str, View]) -> list[Filled]:
        """Each section of ``sections``, with what it alone sees."""
        environment = self.environment()
        return [self.fill(environment, section_id, extra) for section_id, extra in sections.items()]

    def failure_of(self, error: BaseException, section_id: str, *, kind: str) -> Failure:
        """Why a section could not be filled in, at the line of the template that its error came from."""
        return self._failure(*_template_line(error, f"sections/{section_id}.md.j2"), str(error), kind=kind)

    def is_too_much(self, section_id: str) -> Failure:
        """Why a section is not kept when the whole document is beyond any answer."""
        return self._failure(f"sections/{section_id}.md.j2", 1, "too-many", stopped=True)

    def _find(self, name: str) -> Path | None:
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def _failure(self, name: str, line: int, detail: str, *, stopped: bool = False, kind: str = "") -> Failure:
        return Failure(self._find(name) or self.folders[0] / name, line, detail[:_LONGEST_DETAIL], stopped, kind)


@pass_context
def _todo(context: Context, where: str, what: str) -> TodoSlot:
    """Print a visible blank, and remember it for the checks."""
    context["_blanks"].append(Blank(str(where), str(what)))
    return TodoSlot(str(what))


@dataclass(slots=True)
class Measure:
    """What a stranger's template has written so far, all sections together."""

    _length: int = 0
    _pieces: int = 0
    _blocks: set[str] = field(default_factory=set)

    def is_exceeded_by(self, filled: Filled) -> bool:
        """Whether a document with one more section is beyond any answer; such a section is not counted with it.

        A text of the dossier has the length that its authors gave it: it weighs only when it is said again.
        """
        length, pieces, blocks = self._length, self._pieces, set(self._blocks)
        for text in (filled.markdown, *(slot for slot in filled.slots if isinstance(slot, str))):
            length += len(text)
            if length > LONGEST_DOCUMENT:
                return True
            pieces += sum(1 for _ in _PIECE.finditer(text))
        for slot in filled.slots:
            if isinstance(slot, dict):
                name = slot.get("prose") or slot.get("block", "")
                length += _weight(slot) if "todo" in slot or name in blocks else 0
                blocks.add(name)
        if length > LONGEST_DOCUMENT or pieces > _MOST_PIECES:
            return True
        self._length, self._pieces, self._blocks = length, pieces, blocks
        return False


def _weight(slot: Slot) -> int:
    """What a slot may print: a value its own length, a prose or a chart as if it were long."""
    if isinstance(slot, str):
        return len(slot)
    return len(slot["todo"]) if "todo" in slot else _WEIGHT_OF_BLOCKS


def _bounded(pieces: Iterator[str], held: Sequence[Slot]) -> Iterator[str]:
    """The pieces of a text, until they and the values in its slots are too long."""
    length = counted = 0
    for piece in pieces:
        length += len(piece) + sum(_weight(slot) for slot in held[counted:])
        counted = len(held)
        if length > LONGEST_SECTION:
            raise _TooLong
        yield piece


def _template_line(error: BaseException, name: str) -> tuple[str, int]:
    """The template and the line where an error came from: the innermost template frame."""
    found = (name, 1)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            parts = Path(file).parts
            found = ("/".join(parts[-2:]), trace.tb_lineno)
        trace = trace.tb_next
    return found


def _filters(language: Language) -> dict[str, Any]:
    """The filters of templates: how an amount, a rate, a date are written."""

    def day(value: date | None) -> str:
        return "" if value is None else i18n.format_date(value, language)

    def short_day(value: date | None) -> str:
        return "" if value is None else i18n.format_date(value, language, short=True)

    return {
        "euros": partial(i18n.format_euros, language=language),
        "euros_round": partial(i18n.format_euros, language=language, decimals=False),
        "rate": partial(i18n.format_rate, language=language),
        "hours": lambda value: i18n.format_hours(Fraction(value), language),
        "number": lambda value: i18n.format_number(value, language),
        "words": lambda items: i18n.format_list([str(item) for item in items], language),
        "day": day,
        "short_day": short_day,
    }
