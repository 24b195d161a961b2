"""A semantic finding before it has a file and a line."""

from dataclasses import dataclass

from bot.catalog.problem import Problem, Severity, YamlPath, dotted, line_of
from bot.catalog.reader import Document
from bot.domain.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a path of the file."""

    path: YamlPath
    message: Words
    severity: Severity


def error(path: YamlPath, message: Words) -> Finding:
    """Something that keeps the file out of the catalog."""
    return Finding(path, message, Severity.ERROR)


def warning(path: YamlPath, message: Words) -> Finding:
    """Something an author should look at."""
    return Finding(path, message, Severity.WARNING)


def in_file(finding: Finding, document: Document) -> Problem:
    """The finding with the file and line it stands on."""
    line = line_of(finding.path, document.lines)
    return Problem(document.name, line, dotted(finding.path), finding.message, finding.severity)
