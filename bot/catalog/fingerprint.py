"""The version of a roadmap: a hash of what shapes a plan, so that mending a typo changes no one's plan."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import time
from typing import Any, cast

from bot.domain.roadmap import Roadmap

_PROSE = frozenset({
    "title", "label", "detail", "summary", "text", "notes", "source", "resources", "library", "version",
    "topics", "out_of_scope", "question", "basis", "shows", "ideas", "does", "url", "author", "where",
})  # fmt: skip
_LENGTH = 12


def fingerprint(roadmap: Roadmap) -> str:
    """12 hexadecimal digits that stay the same while only wording, links, notes or references change."""
    text = json.dumps(_shape(roadmap), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _shape(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((field.name, getattr(value, field.name)) for field in fields(cast("Any", value)))
        kept = ((name, _shape(part)) for name, part in parts if name not in _PROSE)
        return {name: part for name, part in kept if part not in (None, [], False)}
    if isinstance(value, tuple):
        return [_shape(part) for part in cast("tuple[object, ...]", value)]
    return value.isoformat() if isinstance(value, time) else value
