"""What is wrong in a catalog file, said so that its author finds the place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

YamlPath = tuple[str | int, ...]


class Severity(StrEnum):
    """An error keeps the file out of the catalog; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `line` counts from 1; `path` is the key's place ("sections[1].items[0].kind")."""

    file: str
    line: int
    path: str
    message: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether it keeps the file out of the catalog."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: "
        return place + (f"{self.path}: {self.message}" if self.path else self.message)


class CatalogError(Exception):
    """A file cannot be used; `problems` holds everything that is wrong with it, in order of lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted as the file reads, each finding once."""
    return tuple(dict.fromkeys(sorted(problems, key=lambda found: (found.file, found.line))))


def dotted(path: YamlPath) -> str:
    """The path as an author reads it."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def line_of(path: YamlPath, lines: Mapping[YamlPath, int]) -> int:
    """The line of a key, or of the nearest thing around it that the file has."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
