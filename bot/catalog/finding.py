"""A semantic finding before it has a file and a line."""

from dataclasses import dataclass

from bot.catalog.problem import Severity, YamlPath


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a path of the file."""

    path: YamlPath
    message: str
    severity: Severity


def error(path: YamlPath, message: str) -> Finding:
    """Something that keeps the file out of the catalog."""
    return Finding(path, message, Severity.ERROR)


def warning(path: YamlPath, message: str) -> Finding:
    """Something an author should look at."""
    return Finding(path, message, Severity.WARNING)
