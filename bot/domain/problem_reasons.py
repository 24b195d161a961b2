"""Why a problem was chosen, as facts and as one line. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What spoke for a problem."""

    WEEK = "week"
    """The member's plan has `what` this week; empty where that would give the pattern away."""
    TARGET = "target"
    """`count` more of difficulty `what` are missing."""
    WEAK = "weak"
    """Pattern `what` was trouble in `count` of the last `of` solves."""
    UNTRIED = "untried"
    """Nothing of pattern `what` is solved."""
    ASKED = "asked"
    """The member asked for `what`."""
    AGAIN = "again"
    """The member asked for something solved before."""
    DUE = "due"
    """It was solved and is due again for `count` days."""
    SHOWN = "shown"
    """Everything else that fits was shown before, and so was this one."""
    NEW = "new"
    """It is not solved yet."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that spoke for it; what `what`, `count` and `of` mean, its `why` says."""

    why: Why
    what: str = ""
    count: int = 0
    of: int = 0


def line(reasons: Iterable[Reason]) -> str:
    """All of it as one plain line: `This week's plan has trees; 4 more Medium to your target.`

    It names no pattern that the member did not name: which one it is, they find.
    """
    said = "; ".join(map(_phrase, reasons))
    return f"{said[:1].upper()}{said[1:]}."


def _phrase(reason: Reason) -> str:
    what, count = reason.what, reason.count
    match reason.why:
        case Why.WEEK:
            return f"this week's plan has {what}" if what else "it fits this week's plan"
        case Why.TARGET:
            return f"{count} more {what} to your target"
        case Why.WEAK:
            return f"{count} of your last {reason.of} with its pattern were hard"
        case Why.UNTRIED:
            return "its pattern is new to you"
        case Why.ASKED:
            return f"you asked for {what}"
        case Why.AGAIN:
            return "solved before, again as you asked"
        case Why.DUE:
            since = "today" if count < 1 else "since yesterday" if count == 1 else f"for {count} days"
            return f"solved before, and due again {since}"
        case Why.SHOWN:
            return "you have seen the rest of what fits"
        case Why.NEW:
            return "you have not solved it yet"
