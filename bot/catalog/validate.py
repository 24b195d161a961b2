"""Checking a parsed tree against the schema, with every finding in an author's words."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.catalog.nearest import Nearest
from bot.catalog.problem import CatalogError, Problem, YamlPath, dotted, line_of
from bot.catalog.reader import Document
from bot.catalog.schema_base import Node
from bot.domain.languages import N_, placeholders
from bot.domain.words import Value, Words, either

File = TypeVar("File", bound=Node)

_SAID = {
    "missing": N_("is missing"),
    "string_type": N_("must be text, not a list or mapping"),
    "tuple_type": N_("must be a list"),
    "dict_type": N_("must be a mapping of keys and values"),
    "model_type": N_("must be a mapping of keys and values"),
    "model_attributes_type": N_("must be a mapping of keys and values"),
    "enum": N_("must be one of {expected}"),
    "literal_error": N_("must be one of {expected}"),
    "string_too_short": N_("must not be empty"),
    "string_too_long": N_("must have at most {max_length} characters"),
    "too_short": N_("needs at least {min_length} of them"),
    "too_long": N_("takes at most {max_length} of them"),
    "greater_than_equal": N_("must be at least {ge}"),
    "less_than_equal": N_("must be at most {le}"),
}
_CHOICES = frozenset({"enum", "literal_error"})
_QUOTED = re.compile("'([^']*)'")
_PATTERNS = {
    "key": N_("must be lower-case words joined by hyphens, such as week-1-arrays"),
    "url": N_("must be an address that starts with http:// or https://"),
}


def validated(document: Document, format_: type[File]) -> File:
    """The typed file, or CatalogError with everything that breaks the format."""
    try:
        return format_.model_validate(document.tree)
    except ValidationError as error:
        found = error.errors(include_url=False)
        nearest = Nearest()
        raise CatalogError(_problem(each, document, format_, nearest) for each in _said_once(found)) from None


def _said_once(found: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Without "too short" for a list that is only short because its entries are broken."""
    inside = {each["loc"][:end] for each in found for end in range(len(each["loc"]))}
    return (each for each in found if each["type"] != "too_short" or each["loc"] not in inside)


def _problem(error: ErrorDetails, document: Document, format_: type[Node], nearest: Nearest) -> Problem:
    path = error["loc"]
    message = _message(error, path, format_, nearest)
    return Problem(document.name, line_of(path, document.lines), dotted(path), message)


def _message(error: ErrorDetails, path: YamlPath, format_: type[Node], nearest: Nearest) -> Words:
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _keys(_model_at(path[:-1], format_))
        return nearest.hinted(Words(N_("is not a key of the format here")), str(path[-1]), known)
    if kind == "string_pattern_mismatch":
        return Words(_PATTERNS["url" if path[-1] == "url" else "key"])
    context: Mapping[str, object] = error.get("ctx", {})
    if kind in _CHOICES:
        return _choice(kind, error["input"], _QUOTED.findall(str(context["expected"])), nearest)
    if kind in _SAID:
        return Words(_SAID[kind], **{name: _plain(context[name]) for name in placeholders(_SAID[kind])})
    if kind == "value_error" and isinstance(said := _raised(context), Words):
        return said
    # What only pydantic says stays English: it is no text of ours.
    return Words("{fault}", fault=str(context.get("error", error["msg"])))


def _choice(kind: str, typed: object, known: list[str], nearest: Nearest) -> Words:
    said = Words(_SAID[kind], expected=either([f"'{each}'" for each in known]))
    return nearest.hinted(said, typed, known) if isinstance(typed, str) else said


def _raised(context: Mapping[str, object]) -> object:
    """What a notation of ours raised its ValueError with."""
    raised = context.get("error")
    return raised.args[0] if isinstance(raised, ValueError) and raised.args else None


def _plain(value: object) -> Value:
    return value if isinstance(value, str | int | float) else str(value)


def _model_at(path: YamlPath, format_: type[Node]) -> type[Node] | None:
    """The kind of mapping that stands at a path of the file."""
    model: type[Node] | None = format_
    for name in (part for part in path if isinstance(part, str)):
        model = _fields(model).get(name) if model else None
    return model


@cache
def _keys(model: type[Node] | None) -> tuple[str, ...]:
    return tuple(info.alias or name for name, info in model.model_fields.items()) if model else ()


@cache
def _fields(model: type[Node]) -> Mapping[str, type[Node] | None]:
    """What stands under each key, where that is a mapping or a list of mappings."""
    fields = model.model_fields.items()
    return {info.alias or name: next(_nodes(info.annotation), None) for name, info in fields}


def _nodes(annotation: Any) -> Iterator[type[Node]]:
    if isinstance(annotation, type) and issubclass(annotation, Node):
        yield annotation
    for inner in get_args(annotation):
        yield from _nodes(inner)
