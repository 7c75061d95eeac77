"""What every entity shares: frozen, strict about its keys, and able to say where it was written."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Self, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)

from amikit.source.span import NOWHERE, Located, Span, Spot
from amikit.spelling import same_word

_REQUIRED: Any = ...


def key(alias: str, explains: str, default: Any = _REQUIRED, *, many: bool = False) -> Any:
    """A field written in a file as ``alias``; ``explains`` is what an editor shows, in French.

    Files speak the user's words (the alias), code speaks units (the field's name).
    """
    if many:
        return Field(alias=alias, description=explains, default=())
    return Field(alias=alias, description=explains, default=default)


@cache
def _aliases(entity: type[BaseModel]) -> frozenset[str]:
    """The keys that a file may write: another one, left empty, is still a mistake to be said."""
    return frozenset(str(field.alias) for field in entity.model_fields.values())


def parts_of(annotation: Any) -> list[Any]:
    """Everything an annotation is made of, itself included."""
    parts = [annotation]
    for inner in get_args(annotation):
        parts.extend(parts_of(inner))
    return parts


def words_of(annotation: Any) -> list[str]:
    """The words of a closed list; none when any text will do."""
    parts = parts_of(annotation)
    for part in parts:
        if isinstance(part, type) and issubclass(part, Enum):
            return [str(member.value) for member in part]
    return [part for part in parts if isinstance(part, str)]


@cache
def _closed(entity: type[BaseModel]) -> Mapping[str, tuple[str, ...]]:
    """The keys whose values are of a closed list, and that list."""
    lists = {str(field.alias): tuple(words_of(field.annotation)) for field in entity.model_fields.values()}
    return {key: words for key, words in lists.items() if words}


@cache
def _holders(entity: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields, and their keys, where a lone word may stand for an entity."""
    return tuple(
        (name, str(field.alias or name))
        for name, field in entity.model_fields.items()
        if any(isinstance(part, type) and getattr(part, "shorthand", "") for part in parts_of(field.annotation))
    )


def _as_listed(value: Any, words: tuple[str, ...]) -> Any:
    """The word of the list that was meant, whatever its accents and capitals; the value itself otherwise."""
    if isinstance(value, list):
        return [_as_listed(item, words) for item in value]
    if type(value) is not str or value in words:
        return value
    return same_word(value, words) or value


class Entity(BaseModel):
    """A frozen value read from a file, or built in a test by the names of its fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
    )
    shorthand: ClassVar[str] = ""
    """The key that a lone word stands for: ``dokos`` for ``{ressource: dokos}``."""

    _source: Located | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Keep the mapping that was read; an empty value means the key was not filled in."""
        if isinstance(value, str) and cls.shorthand:
            return handler({cls.shorthand: _as_listed(value, _closed(cls).get(cls.shorthand, ()))})
        if not isinstance(value, Mapping):
            return handler(value)
        known, closed = _aliases(cls), _closed(cls)
        entity = handler(
            {
                name: _as_listed(item, closed[name]) if name in closed else item
                for name, item in value.items()
                if item is not None or name not in known
            }
        )
        if isinstance(value, Located):
            entity._source = value
            entity._place_lone_words(value)
        return entity

    def _place_lone_words(self, source: Located) -> None:
        """Give a place to what a lone word stands for: it has no mapping of its own."""
        if not isinstance(source, Mapping):
            return
        for name, key in _holders(type(self)):
            written, value = source.get(key), getattr(self, name)
            if isinstance(written, str) and isinstance(value, Entity):
                value._source = Spot(source.span_of(key))
            elif isinstance(written, list) and isinstance(value, tuple):
                for place, (word, item) in enumerate(zip(written, value, strict=False)):
                    if isinstance(word, str) and isinstance(item, Entity):
                        item._source = Spot(source.span_of_item(key, place))

    def at(self, field: str | None = None) -> Span:
        """Where ``field`` was written; where the entity begins when it was not."""
        if self._source is None:
            return Span(NOWHERE)
        if field is None:
            return self._source.span()
        return self._source.span_of(type(self).model_fields[field].alias or field)

    def at_item(self, field: str, place: int) -> Span:
        """Where item number ``place`` (from 0) of the list ``field`` was written."""
        if self._source is None:
            return Span(NOWHERE)
        return self._source.span_of_item(type(self).model_fields[field].alias or field, place)

    def at_keys(self, *keys: str) -> Span:
        """Where a path of keys was written, ``("consortium", "nom")``; as near as the file goes."""
        node: Any = self._source
        span = self.at()
        for name in keys:
            if not isinstance(node, Located):
                break
            span = node.span_of(name)
            node = node.get(name) if isinstance(node, Mapping) else None
        return span

    def at_key(self, *keys: str) -> Span:
        """Where the last of a path of keys was written itself, and not its value."""
        node: Any = self._source
        for name in keys[:-1]:
            node = node.get(name) if isinstance(node, Mapping) else None
        return node.span_of_key(keys[-1]) if isinstance(node, Located) else self.at_keys(*keys)

    def text_at(self, *keys: str) -> str:
        """The text that was written at a path of keys; empty when there is none."""
        node: Any = self._source
        for name in keys:
            node = node.get(name) if isinstance(node, Mapping) else None
        return node if isinstance(node, str) else ""

    def __eq__(self, other: object) -> bool:
        """Two entities are the same when their fields are, wherever they were written."""
        return type(other) is type(self) and self.__dict__ == other.__dict__
