"""A list for templates that is made when one looks inside: most never look at ten thousand lines one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, overload


class Later(Sequence[dict[str, Any]]):
    """Plain dicts, as a list; how many there are is known at once."""

    def __init__(self, count: int, make: Callable[[], list[dict[str, Any]]]) -> None:
        self._count = count
        self._make = make

    @cached_property
    def _items(self) -> list[dict[str, Any]]:
        return self._make()

    def __eq__(self, other: object) -> bool:
        return self._items == (other._items if isinstance(other, Later) else other)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, place: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        return self._items[place]
