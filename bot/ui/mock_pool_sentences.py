"""Errors around the pool of mock interviews as sentences that name the next step."""

from bot.domain import mock_pool_errors as e
from bot.domain.errors import CohortError
from bot.domain.mock_pool_errors import WindowFault
from bot.ui.language import N_, _
from bot.ui.question_words import KINDS
from bot.ui.text import human_join, safe

_FAULTS = {
    WindowFault.NO_DAYS: N_("**{part}** has no days before it. Begin with them, e.g. `Mon-Thu 18:30-21`."),
    WindowFault.DAYS: N_(
        "**{part}** does not begin with days that I know. Write e.g. `Mon-Thu 18:30-21, weekends 10-12`."
    ),
    WindowFault.NO_HOURS: N_(
        "**{part}** has no hours. Write e.g. `Sat 10-12`, `Sat morning` or `Sat all day`."
    ),
    WindowFault.HOURS: N_(
        "**{part}** has hours that I cannot read. Write e.g. `18:30-21`, `6-9pm` or `evening`."
    ),
    WindowFault.HALF_HOURS: N_("**{part}** is not on full or half hours. Write e.g. `18:30-20`."),
    WindowFault.BACKWARDS: N_("**{part}** ends before it begins. Write e.g. `18-21`, or `22-1` for a night."),
}


def about_mock_pool(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    match error:
        case e.InvalidWindows(part=part, fault=fault):
            return _(_FAULTS[fault], part=safe(part, 80))
        case e.UnknownKind(text=text):
            # What is typed is read as English.
            kinds = human_join([f"`{name}`" for name in KINDS.values()], "or")
            return _(
                "There is no kind of interview called **{text}**. Choose {kinds}.",
                text=safe(text, 60),
                kinds=kinds,
            )
        case e.NotInPool():
            return _("You are not in the pool of mock interviews. `/mock join` puts you in.")
        case e.PoolNotPaused():
            return _("Your mock interviews are not paused. `/mock status` shows where you stand.")
        case e.WeekPassed():
            return _("Hours can be given for the weeks ahead only. `/mock availability` shows the next one.")
        case e.NothingToCopy():
            return _(
                "No week before has hours of its own that I could copy. Say when you can with "
                "`/mock availability`."
            )
        case _:
            return None
