"""How often one person may ask for something. The moment is an argument."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, and one more each time that `every` has passed."""

    burst: int
    every: timedelta

    def taken(self, full_at: datetime, now: datetime) -> datetime | None:
        """When the allowance is whole again after one more was taken from it at `now`; None if it is used up.

        `full_at` is that moment before. One that no amount of taking explains means that the clock was set
        back: it is forgotten, or somebody would wait as long as the clock leapt.
        """
        whole = self.burst * self.every
        known = full_at if full_at - now <= whole else now
        after = max(known, now) + self.every
        return after if after - now <= whole else None

    def again_at(self, full_at: datetime) -> datetime:
        """When the next one can be taken from an allowance that is used up."""
        return full_at - (self.burst - 1) * self.every


class Allowance(StrEnum):
    """What is counted apart."""

    PRESS = "press"
    """Every command, press and form."""
    TYPING = "typing"
    """Suggestions while somebody types an option: one for each pause between keys."""
    PICTURE = "picture"
    EXPORT = "export"
    ERASURE = "erasure"
    IMPORT = "import"
    MATCHING = "matching"


RATES: Mapping[Allowance, Rate] = {
    Allowance.PRESS: Rate(10, timedelta(seconds=1.2)),
    Allowance.TYPING: Rate(40, timedelta(seconds=0.25)),
    Allowance.PICTURE: Rate(2, timedelta(seconds=10)),
    Allowance.EXPORT: Rate(1, timedelta(hours=1)),
    Allowance.ERASURE: Rate(2, timedelta(minutes=10)),
    Allowance.IMPORT: Rate(3, timedelta(minutes=1)),
    Allowance.MATCHING: Rate(2, timedelta(seconds=30)),
}
"""What nobody reaches who reads the answers: whoever mends a file imports it a few times in a row."""
