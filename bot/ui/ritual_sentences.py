"""Errors of rituals, as sentences that name the next step."""

from bot.domain import ritual_errors as e
from bot.domain.errors import CohortError
from bot.domain.rituals import Ritual
from bot.ui.language import _
from bot.ui.ritual_words import TITLES, period_text


def about_rituals(error: CohortError) -> str | None:
    """What could not be written, posted or switched on; None for any other error."""
    return _about_words(error) or _about_switches(error)


def _about_words(error: CohortError) -> str | None:
    match error:
        case e.NothingWritten():
            return _("You left everything empty, so nothing was kept. Write a few words and try again.")
        case e.TooManyLines(count=count, maximum=most):
            return _(
                "These are {count} lines; {maximum} fit. Keep what matters most and try again.",
                count=count,
                maximum=most,
            )
        case e.RitualClosed(ritual=name, period=period):
            return _(
                "I keep words for the present, the last and the next period, not for the {period}. "
                "`/ritual show` shows what is there.",
                period=period_text(Ritual(name), period),
            )
        case e.NoReflection(ritual=name, period=period):
            return _(
                "You wrote nothing for **{title} ({period})** yet. `/ritual write` opens the form.",
                title=_(TITLES[Ritual(name)]),
                period=period_text(Ritual(name), period),
            )
        case e.AlreadyPosted(ritual=name):
            return _(
                "**{title}** is posted already. Edit it first to post it again.",
                title=_(TITLES[Ritual(name)]),
            )
        case e.NothingToPost():
            return _(
                "There is nothing to post: goals that are still on the way stay yours. `/ritual write` adds "
                "a win of your own."
            )
        case e.MayNotPost():
            return _(
                "You may not write in this channel, so I do not write here for you. Use `/streak moments` or "
                "`/ritual post` where you may."
            )
        case _:
            return None


def _about_switches(error: CohortError) -> str | None:
    match error:
        case e.NoRitualChannel(ritual=name):
            return _(
                "**{title}** has no channel to go to. Choose one with it, e.g. `/manage rituals channel:`, "
                "or a nudge channel in `/setup`.",
                title=_(TITLES[Ritual(name)]),
            )
        case e.NoRitualNamed():
            return _("Say which ritual you mean: choose it under `ritual:`.")
        case e.OneWeekday(monthly=True):
            return _("The month in review comes on the last day of each month. Only its time can be chosen.")
        case e.OneWeekday():
            return _("A ritual comes once a week. Choose one day, e.g. `mon`.")
        case _:
            return None
