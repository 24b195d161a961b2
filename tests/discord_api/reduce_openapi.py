"""Reduces Discord's openapi.json to what the checker needs: operations, request bodies, reachable schemas.

Usage: python -m tests.discord_api.reduce_openapi PATH_TO_OPENAPI_JSON
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("discord_api_v10.json.gz")
_METHODS = ("get", "post", "put", "patch", "delete")
_PROSE = {"description", "title", "x-discord-union", "contentEncoding"}


def _without_prose(node: Any, *, names: bool = False) -> Any:
    """The node without documentation; `names` says that the keys are property names, which all stay."""
    if isinstance(node, list):
        return [_without_prose(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_prose(value, names=key == "properties" and not names)
        for key, value in node.items()
        if names or key not in _PROSE
    }


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].rsplit("/", 1)[-1]
        for value in node.values():
            yield from _references(value)


def _body(operation: dict[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content")
    if not content:
        return None
    chosen = content.get("application/json") or next(iter(content.values()))
    return _without_prose(chosen["schema"])


def _reachable(roots: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    waiting = list(_references(roots))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _without_prose(schemas[name])
            waiting += _references(found[name])
    return dict(sorted(found.items()))


def reduce(document: dict[str, Any]) -> dict[str, Any]:
    """The reduced document: `operations` (method, path, id, body schema or null) and `schemas`."""
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "id": item[method]["operationId"],
            "body": _body(item[method]),
        }
        for path, item in document["paths"].items()
        for method in _METHODS
        if method in item
    ]
    schemas = _reachable([entry["body"] for entry in operations], document["components"]["schemas"])
    return {"version": document["info"]["version"], "operations": operations, "schemas": schemas}


def main(source: str) -> None:
    """Writes the reduced file; the same input gives the same bytes."""
    reduced = reduce(json.loads(Path(source).read_text(encoding="utf-8")))
    text = json.dumps(reduced, separators=(",", ":"), sort_keys=True)
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{len(reduced['operations'])} operations, {len(reduced['schemas'])} schemas -> {TARGET.name}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
