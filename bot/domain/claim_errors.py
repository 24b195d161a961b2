"""What can go wrong in finding a box, a number or a list of boxes by its words."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class AmbiguousClaim(CohortError):
    """The words fit several; `what` is `box` or `number`, `names` are theirs."""

    what: str
    text: str
    names: tuple[str, ...]


@dataclass(eq=False)
class PartWithoutBoxes(CohortError):
    """This part of the roadmap has no boxes of its own; `next_one` is the name of the next list, if any."""

    part: str
    next_one: str | None


@dataclass(eq=False)
class NotWhole(CohortError):
    """A part of something that is counted one by one; `value` in `unit`."""

    value: float
    unit: str
