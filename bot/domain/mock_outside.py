"""Mock interviews held elsewhere, as members log them. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.inputs import check_day_range, clean_text, parse_day
from bot.domain.languages import N_
from bot.domain.questions import QuestionKind

MAX_PLACE = 80
MAX_WEAK = 300

MOST = 500
"""How many a member may keep."""

BACK = timedelta(days=366)
"""How long ago one may lie that is logged."""

TODAY = "today"
NONE = "-"
"""In place of words: there are none."""


@dataclass(frozen=True, slots=True)
class Outside:
    """One of them. `place` is the platform or with whom, `weak` what to work on; both may be empty."""

    id: int
    day: date
    kind: QuestionKind
    place: str = ""
    recorded: bool = False
    weak: str = ""


@dataclass(frozen=True, slots=True)
class OutsideWritten:
    """What somebody writes of one; None stays as it is."""

    kind: QuestionKind | None = None
    day: str | None = None
    place: str | None = None
    recorded: bool | None = None
    weak: str | None = None

    def applied(self, before: Outside, today: date) -> Outside:
        """The same with what is written, checked; `today` is the writer's study day.

        Raises InvalidDate, DateOutOfRange or TextTooLong.
        """
        day = before.day
        if self.day is not None:
            day = check_day_range(parse_day(self.day, today), today - BACK, today)
        return replace(
            before,
            day=day,
            kind=self.kind or before.kind,
            place=_words(self.place, before.place, N_("place"), MAX_PLACE),
            recorded=before.recorded if self.recorded is None else self.recorded,
            weak=_words(self.weak, before.weak, N_("text"), MAX_WEAK),
        )


@dataclass(frozen=True, slots=True)
class OutsideShown:
    """One of a member's; None once it is taken out. `counts` says that its day has it as a check-in."""

    guild_id: int
    user_id: int
    today: date
    outside: Outside | None
    counts: bool = False


def _words(written: str | None, before: str, what: str, maximum: int) -> str:
    if written is None:
        return before
    return clean_text(written, what, maximum) if written.strip() not in ("", NONE) else ""
