"""Checking a parsed tree against the schema, with every finding in an author's words."""

from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.catalog.problem import CatalogError, Problem, YamlPath, dotted, line_of
from bot.catalog.reader import Document
from bot.catalog.schema import RoadmapFile
from bot.catalog.schema_base import Node

_SAID = {
    "missing": "is missing",
    "string_type": "must be text, not a list or mapping",
    "tuple_type": "must be a list",
    "dict_type": "must be a mapping of keys and values",
    "model_type": "must be a mapping of keys and values",
    "model_attributes_type": "must be a mapping of keys and values",
    "enum": "must be one of {expected}",
    "literal_error": "must be one of {expected}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "needs at least {min_length} of them",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "value_error": "{error}",
}
_PATTERNS = {
    "key": "must be lower-case words joined by hyphens, such as week-1-arrays",
    "url": "must be an address that starts with http:// or https://",
}


def validated(document: Document) -> RoadmapFile:
    """The typed file, or CatalogError with everything that breaks the format."""
    try:
        return RoadmapFile.model_validate(document.tree)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise CatalogError(_problem(each, document) for each in _said_once(found)) from None


def _said_once(found: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without "too short" for a list that is only short because its entries are broken."""
    paths = [each["loc"] for each in found]

    def echoes(error: ErrorDetails) -> bool:
        at = error["loc"]
        return error["type"] == "too_short" and any(len(p) > len(at) and p[: len(at)] == at for p in paths)

    return [each for each in found if not echoes(each)]


def _problem(error: ErrorDetails, document: Document) -> Problem:
    path = error["loc"]
    return Problem(document.name, line_of(path, document.lines), dotted(path), _message(error, path))


def _message(error: ErrorDetails, path: YamlPath) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]))
    if kind == "string_pattern_mismatch":
        return _PATTERNS["url" if path[-1] == "url" else "key"]
    context: Mapping[str, object] = error.get("ctx", {})
    return _SAID[kind].format_map(context) if kind in _SAID else error["msg"]


def _unknown(key: str) -> str:
    near = get_close_matches(key, _known_keys(), n=1)
    return "is not a key of the format here" + (f"; did you mean {near[0]}?" if near else "")


def _known_keys() -> list[str]:
    names: set[str] = set()
    pending = [Node]
    while pending:
        model = pending.pop()
        pending.extend(model.__subclasses__())
        names.update(info.alias or name for name, info in model.model_fields.items())
    return sorted(names)
