"""What every entity shares: frozen, strict about its keys, and able to say where it was written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)

from amikit.source.span import NOWHERE, Located, Span, Spot

_REQUIRED: Any = ...


def key(alias: str, explains: str, default: Any = _REQUIRED, *, many: bool = False) -> Any:
    """A field written in a file as ``alias``; ``explains`` is what an editor shows, in French.

    Files speak the user's words (the alias), code speaks units (the field's name).
    """
    if many:
        return Field(alias=alias, description=explains, default=())
    return Field(alias=alias, description=explains, default=default)


@cache
def _keys(entity: type[BaseModel]) -> frozenset[str]:
    """The keys that a file, or a test, may write."""
    return frozenset(entity.model_fields) | {str(field.alias) for field in entity.model_fields.values()}


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
            return handler({cls.shorthand: value})
        if not isinstance(value, Mapping):
            return handler(value)
        known = _keys(cls)
        entity = handler({name: item for name, item in value.items() if item is not None or name not in known})
        if isinstance(value, Located):
            entity._source = value
            entity._place_lone_words(value)
        return entity

    def _place_lone_words(self, source: Located) -> None:
        """Give a place to what a lone word stands for: it has no mapping of its own."""
        if not isinstance(source, Mapping):
            return
        for name, field in type(self).model_fields.items():
            key = field.alias or name
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

    def text_at(self, *keys: str) -> str:
        """The text that was written at a path of keys; empty when there is none."""
        node: Any = self._source
        for name in keys:
            node = node.get(name) if isinstance(node, Mapping) else None
        return node if isinstance(node, str) else ""

    def __eq__(self, other: object) -> bool:
        """Two entities are the same when their fields are, wherever they were written."""
        return type(other) is type(self) and self.__dict__ == other.__dict__
