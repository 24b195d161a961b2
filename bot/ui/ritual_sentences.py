"""Errors of rituals, as sentences that name the next step."""

from bot.domain import ritual_errors as e
from bot.domain.errors import CohortError
from bot.domain.rituals import Ritual
from bot.ui.ritual_words import TITLES, period_text


def about_rituals(error: CohortError) -> str | None:
    """What could not be written, posted or switched on; None for any other error."""
    return _about_words(error) or _about_switches(error)


def _about_words(error: CohortError) -> str | None:
    match error:
        case e.NothingWritten():
            return "You left everything empty, so nothing was kept. Write a few words and try again."
        case e.TooManyLines(count=count, maximum=most):
            return f"These are {count} lines; {most} fit. Keep what matters most and try again."
        case e.RitualClosed(ritual=name, period=period):
            about = period_text(Ritual(name), period)
            return (
                f"I keep words for the present, the last and the next period, not for the {about}. "
                "`/ritual show` shows what is there."
            )
        case e.NoReflection(ritual=name, period=period):
            about = f"{TITLES[Ritual(name)]} ({period_text(Ritual(name), period)})"
            return f"You wrote nothing for **{about}** yet. `/ritual write` opens the form."
        case e.AlreadyPosted(ritual=name):
            return f"**{TITLES[Ritual(name)]}** is posted already. Edit it first to post it again."
        case e.NothingToPost():
            return (
                "There is nothing to post: goals that are still on the way stay yours. `/ritual write` adds "
                "a win of your own."
            )
        case e.MayNotPost():
            return (
                "You may not write in this channel, so I do not write here for you. Use `/streak moments` or "
                "`/ritual post` where you may."
            )
        case _:
            return None


def _about_switches(error: CohortError) -> str | None:
    match error:
        case e.NoRitualChannel(ritual=name):
            return (
                f"**{TITLES[Ritual(name)]}** has no channel to go to. Choose one with it, e.g. "
                "`/manage rituals channel:`, or a nudge channel in `/setup`."
            )
        case e.NoRitualNamed():
            return "Say which ritual you mean: choose it under `ritual:`."
        case e.OneWeekday(monthly=True):
            return "The month in review comes on the last day of each month. Only its time can be chosen."
        case e.OneWeekday():
            return "A ritual comes once a week. Choose one day, e.g. `mon`."
        case _:
            return None
