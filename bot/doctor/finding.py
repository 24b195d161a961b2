"""What a check has found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot import exits
from bot.log import Redactor


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    """As it should be; a next step says what one might like to know."""
    WARNING = "warning"
    """It works, but not as well or as safely as it could."""
    PROBLEM = "problem"
    """Something does not work."""
    FATAL = "fatal"
    """The bot cannot start like this."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: a whole sentence, and what to do if it should be otherwise."""

    name: str
    level: Level
    sentence: str
    next_step: str = ""
    details: Mapping[str, object] = field(default_factory=dict[str, object])
    """For programs; never a secret."""

    def cleaned(self, redactor: Redactor) -> "Finding":
        """Without secrets, should a library have put one into its message."""
        details = {name: _clean(value, redactor) for name, value in self.details.items()}
        sentence, step = redactor.clean(self.sentence), redactor.clean(self.next_step)
        return replace(self, sentence=sentence, next_step=step, details=details)


def _clean(value: object, redactor: Redactor) -> object:
    match value:
        case str():
            return redactor.clean(value)
        case list() | tuple():
            return [_clean(each, redactor) for each in value]
        case _:
            return value


def fine(name: str, sentence: str, note: str = "", **details: object) -> Finding:
    """As it should be."""
    return Finding(name, Level.OK, sentence, note, details)


def warning(name: str, sentence: str, next_step: str, **details: object) -> Finding:
    """It works, but."""
    return Finding(name, Level.WARNING, sentence, next_step, details)


def problem(name: str, sentence: str, next_step: str, **details: object) -> Finding:
    """It does not work."""
    return Finding(name, Level.PROBLEM, sentence, next_step, details)


def fatal(name: str, sentence: str, next_step: str, **details: object) -> Finding:
    """The bot cannot start."""
    return Finding(name, Level.FATAL, sentence, next_step, details)


def exit_code(findings: Iterable[Finding]) -> int:
    """0 all is well, 1 something was found, 78 a configuration that cannot run."""
    levels = {finding.level for finding in findings}
    if Level.FATAL in levels:
        return exits.CONFIG
    return exits.FINE if levels <= {Level.OK} else exits.FOUND
