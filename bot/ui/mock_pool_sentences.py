"""Errors around the pool of mock interviews as sentences that name the next step."""

from bot.domain import mock_pool_errors as e
from bot.domain.errors import CohortError
from bot.domain.mock_pool_errors import WindowFault
from bot.ui.question_words import KINDS
from bot.ui.text import human_join, safe

_FAULTS = {
    WindowFault.NO_DAYS: "has no days before it. Begin with them, e.g. `Mon-Thu 18:30-21`.",
    WindowFault.DAYS: "does not begin with days that I know. Write e.g. `Mon-Thu 18:30-21, weekends 10-12`.",
    WindowFault.NO_HOURS: "has no hours. Write e.g. `Sat 10-12`, `Sat morning` or `Sat all day`.",
    WindowFault.HOURS: "has hours that I cannot read. Write e.g. `18:30-21`, `6-9pm` or `evening`.",
    WindowFault.HALF_HOURS: "is not on full or half hours. Write e.g. `18:30-20`.",
    WindowFault.BACKWARDS: "ends before it begins. Write e.g. `18-21`, or `22-1` for a night.",
}


def about_mock_pool(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    match error:
        case e.InvalidWindows(part=part, fault=fault):
            return f"**{safe(part, 80)}** {_FAULTS[fault]}"
        case e.UnknownKind(text=text):
            kinds = human_join([f"`{name}`" for name in KINDS.values()], "or")
            return f"There is no kind of interview called **{safe(text, 60)}**. Choose {kinds}."
        case e.NotInPool():
            return "You are not in the pool of mock interviews. `/mock join` puts you in."
        case e.PoolNotPaused():
            return "Your mock interviews are not paused. `/mock status` shows where you stand."
        case e.WeekPassed():
            return "Hours can be given for the weeks ahead only. `/mock availability` shows the next one."
        case e.NothingToCopy():
            return (
                "No week before has hours of its own that I could copy. Say when you can with "
                "`/mock availability`."
            )
        case _:
            return None
