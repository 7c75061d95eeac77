"""Slots: what a template prints waits aside while its Markdown is read, so it cannot become markup.

A template prints ``U+FDD0 n U+FDD1`` for its n-th value; the values are put in their places
once the Markdown is read (``blocks.py``). Whatever a value holds, even such a mark, prints
as it was typed. Slots are plain JSON: a template may be filled in by another process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

HELD_OPEN = "\ufdd0"
HELD_CLOSE = "\ufdd1"
HELD = re.compile(f"{HELD_OPEN}([0-9]{{1,9}}){HELD_CLOSE}")
"""A mark in a text; its group is the number of the slot."""

Slot = str | dict[str, str]
"""A value as it prints, ``{"prose": key}``, ``{"block": key}`` or ``{"todo": what}``."""

UNSAFE_FILTERS = ("e", "escape", "forceescape", "pprint", "safe", "tojson", "urlize", "xmlattr")
"""Filters that turn a value into markup; a template has no use for them."""


@dataclass(frozen=True, slots=True)
class _KeySlot:
    key: str

    def as_json(self) -> Slot:
        raise NotImplementedError

    def __str__(self) -> str:
        # Joined to a text it would be lost: better a template that fails than a silent one.
        raise TypeError(f"{type(self).__name__} '{self.key}' can only be printed by itself: {{{{ … }}}}")


class ProseSlot(_KeySlot):
    """Text written by the consortium: its whole blocks are printed."""

    __slots__ = ()

    def as_json(self) -> Slot:
        return {"prose": self.key}


class BlockSlot(_KeySlot):
    """A block that amikit makes: ``chart``, ``flows``, ``key_figures``."""

    __slots__ = ()

    def as_json(self) -> Slot:
        return {"block": self.key}


def table_slots() -> dict[str, BlockSlot]:
    """The tables of lines that a template places, by name; an empty one prints nothing."""
    return {name: BlockSlot(f"tables/{name}") for name in ("expenses", "in_kind", "incomes", "published")}


def resource_slot(resource_id: str) -> BlockSlot:
    """The table of the lines that pay a resource."""
    return BlockSlot(f"lines/{resource_id}")


class TodoSlot(_KeySlot):
    """Something still to be written; ``key`` says what."""

    __slots__ = ()

    def as_json(self) -> Slot:
        return {"todo": self.key}


def marker(number: int) -> str:
    """What a template prints in place of slot ``number``.

    >>> marker(3) == "\\ufdd03\\ufdd1"
    True
    """
    return f"{HELD_OPEN}{number}{HELD_CLOSE}"


def hold(held: list[Slot], value: object) -> Markup:
    """Put ``value`` aside in ``held``, and give the mark to print; nothing is printed for None.

    What is markup already (the output of a macro) is printed as it is.
    """
    if hasattr(value, "__html__"):
        return Markup(value)
    if value is None or value == "":
        return Markup("")
    held.append(value.as_json() if isinstance(value, _KeySlot) else str(value))
    return Markup(marker(len(held) - 1))


def _hold_all(held: list[Slot], values: Iterable[object]) -> list[Any]:
    """Hold every value if one of them is markup or a slot: the others must not become markup."""
    values = list(values)
    if any(hasattr(value, "__html__") or isinstance(value, _KeySlot) for value in values):
        return [hold(held, value) for value in values]
    return ["" if value is None else value for value in values]


def make_finalize() -> Callable[..., Markup]:
    """The ``finalize`` of an environment whose contexts have the list of slots in ``_held``."""
    from jinja2 import pass_context

    @pass_context  # it depends on the context: Jinja then leaves constants alone when it compiles
    def finalize(context: Any, value: object) -> Markup:
        return hold(context["_held"], value)

    return finalize


def holding(base: type[SandboxedEnvironment]) -> type[SandboxedEnvironment]:
    """``base``, where a value put together with markup (``macro() ~ name``) remains a value."""
    from jinja2 import nodes, pass_context
    from jinja2.compiler import CodeGenerator, Frame
    from jinja2.filters import make_attrgetter

    @pass_context
    def join(context: Any, value: Iterable[object], d: object = "", attribute: str | int | None = None) -> str:
        if attribute is not None:
            value = map(make_attrgetter(context.environment, attribute), value)
        *items, glue = _hold_all(context["_held"], [*value, d])
        return _joined([part for item in items for part in (glue, item)][1:])

    class HoldingCodeGenerator(CodeGenerator):
        def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
            self.write("environment.concatenate(context, ")
            for part in node.nodes:
                self.visit(part, frame)
                self.write(", ")
            self.write(")")

    class HoldingEnvironment(base):  # type: ignore[misc, valid-type]
        code_generator_class = HoldingCodeGenerator
        intercepted_binops = frozenset(["+", "%"])

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.filters["join"] = join
            for name in UNSAFE_FILTERS:
                self.filters.pop(name, None)

        def concatenate(self, context: Any, *values: object) -> str:
            return _joined(_hold_all(context["_held"], values))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if isinstance(left, str) and isinstance(right, str):
                left, right = _hold_all(context["_held"], (left, right))
            return super().call_binop(context, operator, left, right)

    return HoldingEnvironment


def _joined(parts: list[Any]) -> str:
    if any(isinstance(part, Markup) for part in parts):
        return Markup("").join(parts)
    return "".join(map(str, parts))
