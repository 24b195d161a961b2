"""Frozen values to JSON and back, by their annotations: quicker than reading and checking the YAML again."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]

_ITSELF = {str, int, float, bool, NoneType}


def to_plain(value: object) -> object:
    """What `json.dumps` takes; fields that have their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((part, getattr(value, part.name)) for part in fields(cast("Any", value)))
        return {
            part.name: to_plain(held)
            for part, held in parts
            if part.default is MISSING or held != part.default
        }
    if isinstance(value, tuple | frozenset):
        return [to_plain(each) for each in cast("tuple[object, ...]", value)]
    return value.isoformat() if isinstance(value, date | time) else value


@cache
def reader(kind: Any) -> Reader:
    """Turns what `to_plain` made of a `kind` into an equal value; TypeError for a kind it does not know."""
    if is_dataclass(kind):
        return partial(_read_fields, kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and NoneType in inside and len(inside) == 2:
        return partial(_read_optional, reader(next(each for each in inside if each is not NoneType)))
    if (origin is tuple and inside[1:] == (...,)) or origin is frozenset:
        return partial(_read_all, origin, reader(inside[0]))
    if kind in _ITSELF:
        return _read_itself
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in {date, time}:
        return kind.fromisoformat
    raise TypeError(f"no way to read {kind} from JSON")


@cache
def field_readers(kind: Any) -> dict[str, Reader]:
    """The readers of a dataclass's fields by name."""
    return {name: reader(held) for name, held in get_type_hints(kind).items()}


def _read_fields(kind: Any, plain: dict[str, Any]) -> Any:
    readers = field_readers(kind)
    return kind(**{name: readers[name](held) for name, held in plain.items()})


def _read_optional(read: Reader, plain: Any) -> Any:
    return None if plain is None else read(plain)


def _read_all(kind: Any, read: Reader, plain: list[Any]) -> Any:
    return kind(map(read, plain))


def _read_itself(plain: Any) -> Any:
    return plain
