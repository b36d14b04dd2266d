"""Records to bytes and back, without loss.

In: any record of ``runut.records``. Out: JSON bytes with the record's own field names, and the record again. It knows
nothing about single records: the types of the fields say how to read them. A field that the bytes lack takes its
default, so that a chronicle written by an older version can still be read; a field that the record no longer has is
passed over. The sentences of an article are left out: they follow from its text.

>>> from runut.records import Span
>>> decode(Span, encode(Span(0, 5, "Rusia"))) == Span(0, 5, "Rusia")
True
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

import orjson

from runut.records import Article

__all__ = ["decode", "encode", "glance"]

R = TypeVar("R")
Decoder = Callable[[Any], Any]


def encode(record: object) -> bytes:
    """The record as JSON bytes; equal records give equal bytes."""
    if isinstance(record, Article):
        record = dataclasses.replace(record, sentences=())
    return orjson.dumps(record, default=_plain, option=orjson.OPT_SORT_KEYS)


def decode(kind: type[R], data: bytes) -> R:
    """The record of type ``kind`` that ``encode`` wrote."""
    known: Any = kind  # mypy does not take a type variable for hashable
    record: R = _decoder(known)(orjson.loads(data))
    return record


def glance(kind: type[Any], data: bytes, names: Sequence[str]) -> tuple[Any, ...]:
    """Some fields of a record, for who looks at very many records and at little of each; all of them must be there."""
    known: Any = kind  # as in decode
    value, decoders = orjson.loads(data), _field_decoders(known)
    return tuple(decoders[name](value[name]) for name in names)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"cannot store a {type(value).__name__}")


def _same(value: Any) -> Any:
    return value


def _day(value: str) -> date:
    return date.fromisoformat(value)


@cache
def _decoder(kind: Any) -> Decoder:
    """How to read a value of the type ``kind``: worked out once for each type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record_decoder(kind)
    if kind is date:
        return _day
    if kind is float:
        return float
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is list:
        item = _decoder(arguments[0])
        return lambda value: [item(part) for part in value]
    if origin in (types.UnionType, typing.Union):
        return _optional_decoder(tuple(part for part in arguments if part is not types.NoneType))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return lambda value: types.MappingProxyType(dict(value))
    return _same


def _record_decoder(kind: type[Any]) -> Decoder:
    hints = typing.get_type_hints(kind)
    fields = tuple(field for field in dataclasses.fields(kind) if field.init)
    plan = [(at, field.name, _decoder(hints[field.name])) for at, field in enumerate(fields)]
    at_once = _taking([field.name for field in fields])
    worked = [(at, decoder) for at, _, decoder in plan if decoder is not _same]
    in_order = not any(field.kw_only for field in fields)

    def read(value: dict[str, Any]) -> Any:
        try:
            parts = list(at_once(value))
        except KeyError:
            return some(value)
        for at, decoder in worked:
            parts[at] = decoder(parts[at])
        return kind(*parts)

    def some(value: dict[str, Any]) -> Any:
        return kind(**{name: decoder(value[name]) for _, name, decoder in plan if name in value})

    return read if in_order else some


@cache
def _field_decoders(kind: type[Any]) -> Mapping[str, Decoder]:
    hints = typing.get_type_hints(kind)
    return types.MappingProxyType({field.name: _decoder(hints[field.name]) for field in dataclasses.fields(kind)})


def _taking(names: list[str]) -> Callable[[dict[str, Any]], Iterable[Any]]:
    """All the named values at once: a record is read as often as anything here."""
    if len(names) < 2:
        return lambda value: [value[name] for name in names]
    return itemgetter(*names)


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _decoder(arguments[0])
        return tuple if item is _same else lambda value: tuple(map(item, value))
    items = tuple(_decoder(argument) for argument in arguments)
    return lambda value: tuple(read(part) for read, part in zip(items, value, strict=True))


def _optional_decoder(parts: tuple[Any, ...]) -> Decoder:
    if len(parts) != 1:
        return _same
    item = _decoder(parts[0])
    return _same if item is _same else lambda value: None if value is None else item(value)
