"""What organisers are shown of rounds."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.mock_rounds import Round, RoundFigures, RoundReport, RoundSettings


@dataclass(frozen=True, slots=True)
class RoundBoard:
    """A guild's rounds. `posts_in` is where they are announced; `pool` counts who takes part in the next one,
    `without_hours` who of them gave no time long enough."""

    zone: ZoneInfo
    settings: RoundSettings
    posts_in: int | None
    upcoming: Round | None
    pool: int
    without_hours: int
    past: tuple[tuple[Round, RoundFigures], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a round would come to now; nothing of it is kept."""

    week: str
    upcoming: Round | None
    report: RoundReport


@dataclass(frozen=True, slots=True)
class Replay:
    """A round matched once more. `identical` says that these are the pairs that it had; `kept` counts those
    that it has in common with it, of `pairs`."""

    round: Round
    seed: int
    identical: bool
    kept: int
    pairs: int
    total: int
    report: RoundReport
