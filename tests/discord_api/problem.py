"""What a check found, in one line."""

from dataclasses import dataclass
from typing import Any, Literal

Json = Any
"""A decoded JSON value; rules look at it defensively, because the spec layer may have refused it already."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. `layer` says who states it: Discord's OpenAPI file or its written documentation."""

    layer: Literal["spec", "docs"]
    path: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"[{self.layer}] {self.path or '(body)'}: {self.rule}: {self.message}"


def said(path: str, rule: str, message: str) -> Problem:
    """A problem that the documentation states."""
    return Problem("docs", path, rule, message)


def objects(value: Json) -> list[tuple[int, dict[str, Json]]]:
    """The objects of a list with their positions; empty for anything that is not a list."""
    if not isinstance(value, list):
        return []
    return [(index, item) for index, item in enumerate(value) if isinstance(item, dict)]


def length(value: Json) -> int:
    """Characters of a text without surrounding white space, as Discord counts them; 0 for anything else."""
    return len(value.strip()) if isinstance(value, str) else 0


def repeated(values: list[Json]) -> list[Json]:
    """The values that occur more than once, each once, in order."""
    return [value for index, value in enumerate(values) if value in values[:index]]
