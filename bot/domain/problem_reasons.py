"""Why a problem was chosen, as facts. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.roadmap_claims import Difficulty


class Why(StrEnum):
    """What spoke for a problem."""

    WEEK = "week"
    """The member's plan has `what` this week; empty where that would give the pattern away."""
    TARGET = "target"
    """`count` more of difficulty `level` are missing."""
    WEAK = "weak"
    """Pattern `what` was trouble in `count` of the last `of` solves."""
    UNTRIED = "untried"
    """Nothing of pattern `what` is solved."""
    ASKED = "asked"
    """The member asked for `level`, if any, and for `what`, if it is not empty."""
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
    """One thing that spoke for it; what `what`, `count`, `of` and `level` mean, its `why` says."""

    why: Why
    what: str = ""
    count: int = 0
    of: int = 0
    level: Difficulty | None = None


def to_json(reasons: Iterable[Reason]) -> str:
    """As they are stored."""
    return json.dumps([[each.why, each.what, each.count, each.of, each.level] for each in reasons])


def from_json(stored: str) -> tuple[Reason, ...]:
    """What `to_json` wrote; nothing for what was stored before that, a line of English."""
    if not stored.startswith("["):
        return ()
    return tuple(
        Reason(Why(why), what, count, of, Difficulty(level) if level else None)
        for why, what, count, of, level in json.loads(stored)
    )
