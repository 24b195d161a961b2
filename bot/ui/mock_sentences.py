"""Errors about interviews as sentences that name the next step."""

from discord.utils import format_dt

from bot.domain import mock_errors as e
from bot.domain.errors import CohortError
from bot.ui.mock_words import ENDED, kind_name
from bot.ui.text import human_join, plural, safe


def about_interviews(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    return _about_which(error) or _about_state(error) or _about_times(error)


def _about_which(error: CohortError) -> str | None:
    match error:
        case e.NotYourInterview():
            return "That is no interview of yours. `/mock interview` shows yours."
        case e.NoInterview():
            return "You have no interview ahead. `/mock status` shows when the next round brings one."
        case e.WhichInterview(sessions=found):
            names = human_join([f"{kind_name(each)} (#{each.id})" for each in found])
            return f"You have {plural(len(found), 'interview')}: {names}. Say which with `interview:`."
        case _:
            return None


def _about_state(error: CohortError) -> str | None:
    match error:
        case e.InterviewOver(why=None):
            return "This interview is over. `/mock history` has it."
        case e.InterviewOver(why=why):
            return f"{ENDED[why]} `/mock status` shows when the next round comes." if why else None
        case e.InterviewRunning():
            return "It is running. Bring it to its end with the buttons of its card: `/mock interview`."
        case e.InterviewAgreed(starts_at=at):
            return f"You have agreed on {format_dt(at, 'F')}. `/mock reschedule` looks for another time."
        case e.NothingAgreed():
            return "No time is agreed yet, so there is none to give up. `/mock propose` offers another one."
        case e.StartPassed(starts_at=at):
            return (
                f"Its time came {format_dt(at, 'R')}. `/mock interview` has the buttons to start it, or to "
                "report that somebody is missing."
            )
        case e.MovedEnough(limit=limit):
            return (
                f"You have moved this interview {plural(limit, 'time')} already. Your partner still can, and "
                "`/mock cancel` gives it up."
            )
        case _:
            return None


def _about_times(error: CohortError) -> str | None:
    match error:
        case e.InvalidStart(text=text):
            return (
                f"I cannot read **{safe(text, 60)}** as a day and a time. Write e.g. `Thu 19:30`, "
                "`tomorrow 7pm` or `12 Jan 18:00`, on your own clock."
            )
        case e.TooSoon(at=at, passed=True):
            return f"{format_dt(at, 'F')} has passed. Choose a time at least five minutes from now."
        case e.TooSoon(at=at):
            return f"{format_dt(at, 'F')} is too soon. Choose a time at least five minutes from now."
        case e.TooFarAhead(latest=latest):
            return f"That is far away. Choose a time up to {format_dt(latest, 'D')}."
        case e.BusyThen(starts_at=at):
            return (
                f"You have another interview then, at {format_dt(at, 'F')}. Choose another time for one of "
                "them: `/mock status` shows both."
            )
        case e.NotProposed(at=at):
            return f"Nobody has proposed {format_dt(at, 'F')} yet. `/mock propose` does."
        case _:
            return None
