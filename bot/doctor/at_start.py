"""The quick checks at a start: what is wrong is told in the log, and what cannot run does not."""

from datetime import datetime

from bot.config import ConfigError, Settings
from bot.doctor.finding import Level
from bot.doctor.machine import on_this_machine
from bot.log import get_logger

log = get_logger(__name__)


def heed(settings: Settings, now: datetime) -> None:
    """One line of the log for each warning and each problem. Raises ConfigError for what is fatal."""
    for finding in on_this_machine(settings, now):
        if finding.level is Level.FATAL:
            raise ConfigError(f"{finding.sentence} {finding.next_step}")
        if finding.level is not Level.OK:
            log.warning(
                "doctor.found", check=finding.name, what=finding.sentence, next_step=finding.next_step
            )
