"""Errors about interviews as sentences that name the next step."""

from discord.utils import format_dt

from bot.domain import mock_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _, ngettext
from bot.ui.mock_words import ENDED, kind_name
from bot.ui.text import human_join, safe


def about_interviews(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    return _about_which(error) or _about_state(error) or _about_times(error)


def _about_which(error: CohortError) -> str | None:
    match error:
        case e.NotYourInterview():
            return _("That is no interview of yours. `/mock interview` shows yours.")
        case e.NoInterview():
            return _("You have no interview ahead. `/mock status` shows when the next round brings one.")
        case e.WhichInterview(sessions=found):
            names = human_join([f"{kind_name(each)} (#{each.id})" for each in found])
            return ngettext(
                "You have {count:,} interview: {names}. Say which with `interview:`.",
                "You have {count:,} interviews: {names}. Say which with `interview:`.",
                len(found),
                names=names,
            )
        case _:
            return None


def _about_state(error: CohortError) -> str | None:
    match error:
        case e.InterviewOver(why=None):
            return _("This interview is over. `/mock history` has it.")
        case e.InterviewOver(why=why):
            return f"{_(ENDED[why])} {_('`/mock status` shows when the next round comes.')}" if why else None
        case e.InterviewRunning():
            return _("It is running. Bring it to its end with the buttons of its card: `/mock interview`.")
        case e.InterviewAgreed(starts_at=at):
            return _(
                "You have agreed on {time}. `/mock reschedule` looks for another time.",
                time=format_dt(at, "F"),
            )
        case e.NothingAgreed():
            return _(
                "No time is agreed yet, so there is none to give up. `/mock propose` offers another one."
            )
        case e.StartPassed(starts_at=at):
            return _(
                "Its time came {when}. `/mock interview` has the buttons to start it, or to report that "
                "somebody is missing.",
                when=format_dt(at, "R"),
            )
        case e.MovedEnough(limit=limit):
            return ngettext(
                "You have moved this interview {count:,} time already. Your partner still can, and `/mock "
                "cancel` gives it up.",
                "You have moved this interview {count:,} times already. Your partner still can, and `/mock "
                "cancel` gives it up.",
                limit,
            )
        case _:
            return None


def _about_times(error: CohortError) -> str | None:
    match error:
        case e.InvalidStart(text=text):
            return _(
                "I cannot read **{text}** as a day and a time. Write e.g. `Thu 19:30`, `tomorrow 7pm` or `12 "
                "Jan 18:00`, on your own clock.",
                text=safe(text, 60),
            )
        case e.TooSoon(at=at, passed=True):
            return _(
                "{time} has passed. Choose a time at least five minutes from now.", time=format_dt(at, "F")
            )
        case e.TooSoon(at=at):
            return _(
                "{time} is too soon. Choose a time at least five minutes from now.", time=format_dt(at, "F")
            )
        case e.TooFarAhead(latest=latest):
            return _("That is far away. Choose a time up to {date}.", date=format_dt(latest, "D"))
        case e.BusyThen(starts_at=at):
            return _(
                "You have another interview then, at {time}. Choose another time for one of them: `/mock "
                "status` shows both.",
                time=format_dt(at, "F"),
            )
        case e.NotProposed(at=at):
            return _("Nobody has proposed {time} yet. `/mock propose` does.", time=format_dt(at, "F"))
        case _:
            return None
