"""Layer one: a request body against Discord's own OpenAPI schema.

The schema of a union says only that no branch fits. Here the branch that agrees on the discriminator (`type`,
`entity_type`) speaks, so a mistake four levels deep is reported at its own path.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.discord_api.problem import Json, Problem

_FILE = Path(__file__).with_name("discord_api_v10.json.gz")
_UNIONS = {"AnyOf", "OneOfNotValid"}
_NAMES = {"additionalProperties": "unknown-key"}
_DISCRIMINATORS = ("type", "entity_type")

# What discord.py 2.7.1 sends and Discord takes although the file of 2026-07-18 does not list it.
_ACCEPTED_KEYS = {
    "RichEmbed": ("flags",),
    "ApplicationCommandUpdateRequest": ("nsfw",),
    "ApplicationCommandCreateRequest": ("nsfw",),
    "MessageEditRequestPartial": ("tts",),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": ("tts",),
    "IncomingWebhookUpdateRequestPartial": ("tts",),
}
_BITFIELDS = ("default_member_permissions", "permissions", "allow", "deny")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path template."""

    method: str
    template: str
    id: str
    body: Json

    def matches(self, path: str) -> bool:
        """Whether a concrete path (no query, no version prefix) is this operation's."""
        return re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", self.template), path) is not None


def _closed(node: Json, *, names: bool = False) -> Json:
    """The schema with unknown keys forbidden and every union an `anyOf`."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {
        ("anyOf" if key == "oneOf" and not names else key): _closed(value, names=key == "properties")
        for key, value in node.items()
    }
    if not names and isinstance(node.get("properties"), dict):
        closed.setdefault("additionalProperties", False)
    return closed


def _digits_too(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "string", "pattern": "^[0-9]+$"}]}


def _amended(schemas: dict[str, Json]) -> dict[str, Json]:
    for name, keys in _ACCEPTED_KEYS.items():
        schemas.get(name, {}).get("properties", {}).update({key: {} for key in keys})
    for schema in schemas.values():
        properties = schema.get("properties", {})
        properties.update({key: _digits_too(properties[key]) for key in _BITFIELDS if key in properties})
    # discord.py sends some identifiers as plain integers; Discord reads both.
    schemas["SnowflakeType"] = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$", "minimum": 0}
    return schemas


@cache
def _document() -> tuple[tuple[Operation, ...], dict[str, Json]]:
    document = json.loads(gzip.decompress(_FILE.read_bytes()))
    found = [Operation(o["method"], o["path"], o["id"], o["body"]) for o in document["operations"]]
    # A literal segment (`@me`, `@original`) wins over a parameter.
    found.sort(key=lambda operation: operation.template.count("{"))
    return tuple(found), _amended(_closed(document["schemas"]))


@lru_cache(maxsize=1024)
def find(method: str, path: str) -> Operation | None:
    """The operation of a request, or None when Discord has no such route."""
    operations, _ = _document()
    return next((o for o in operations if o.method == method and o.matches(path)), None)


@cache
def _validator(operation_id: str) -> jsonschema_rs.Draft202012Validator:
    operations, schemas = _document()
    body = next(o.body for o in operations if o.id == operation_id)
    schema: dict[str, Any] = {"allOf": [_closed(body)], "components": {"schemas": schemas}}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, mask="value")


def _where(path: Iterable[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _is_foreign(error: jsonschema_rs.ValidationError, root: list[str | int]) -> bool:
    """Whether the error says that the value belongs to another branch altogether."""
    here = list(error.instance_path)
    if here == root:
        return error.kind.name == "type"
    return here[:-1] == root and here[-1] in _DISCRIMINATORS and error.kind.name == "enum"


def _spoken(error: jsonschema_rs.ValidationError) -> Iterator[jsonschema_rs.ValidationError]:
    if type(error.kind).__name__.rsplit(".", 1)[-1] not in _UNIONS:
        yield error
        return
    root = list(error.instance_path)
    kind: Any = error.kind  # `context` belongs to unions only and is not in the type of all kinds
    branches = [branch for branch in kind.context if branch]
    foreign = [any(_is_foreign(inner, root) for inner in branch) for branch in branches]
    if all(foreign):
        yield error
        return
    own = [branch for branch, is_foreign in zip(branches, foreign, strict=True) if not is_foreign]
    for inner in min(own, key=len):
        yield from _spoken(inner)


def _problem(error: jsonschema_rs.ValidationError) -> Problem:
    keyword = str(error.schema_path[-1]) if error.schema_path else "schema"
    return Problem("spec", _where(error.instance_path), _NAMES.get(keyword, keyword), error.message[:160])


def spec_problems(operation: Operation, body: Json) -> list[Problem]:
    """What the operation's schema has against the body. A missing body counts as an empty object."""
    if operation.body is None:
        return [] if not body else [Problem("spec", "", "no-body", f"{operation.id} takes no body")]
    found = _validator(operation.id).iter_errors({} if body is None else body)
    return [_problem(inner) for error in found for inner in _spoken(error)]
