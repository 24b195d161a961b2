"""What can go wrong when somebody asks too often."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import CohortError
from bot.domain.rates import Allowance


@dataclass(eq=False)
class Repeated(CohortError):
    """Discord delivered the same interaction again; the first time is what counts."""


@dataclass(eq=False)
class TooFast(CohortError):
    """The allowance is used up until `again_at`; `told` when they were told so and ask again before then."""

    allowance: Allowance
    again_at: datetime
    told: bool = False
