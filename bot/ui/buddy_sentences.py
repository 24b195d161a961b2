"""Errors between buddies as sentences that name the next step."""

from discord.utils import format_dt

from bot.domain import buddy_errors as e
from bot.domain.buddies import PRAISE, NoNudge
from bot.domain.errors import CohortError
from bot.ui.text import full_date


def about_buddies(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    return _about_asking(error) or _about_having(error)


def _about_asking(error: CohortError) -> str | None:
    match error:
        case e.NotYourself():
            return "That is you. Choose somebody else."
        case e.NotABot():
            return "A bot has no days to share. Ask a person with `/buddy ask`."
        case e.NotJoined(user_id=user_id):
            return f"<@{user_id}> follows no roadmap here yet. Once they have used `/join`, ask them again."
        case e.HasBuddy(user_id=user_id):
            return f"Your buddy is <@{user_id}>, and there is one at a time. `/buddy end` ends it, silently."
        case e.RequestOpen(user_id=user_id, until=until):
            return (
                f"You have asked <@{user_id}>, open until {format_dt(until, 'D')}. One request at a time: "
                "`/buddy end` takes it back."
            )
        case e.AskLater(user_id=user_id, at=at):
            return (
                f"You asked <@{user_id}> not long ago. From {format_dt(at, 'D')} on you can ask again; until "
                "then, ask somebody else."
            )
        case e.TakesNoRequests(user_id=user_id):
            return f"<@{user_id}> takes no requests at the moment. Ask somebody else with `/buddy ask`."
        case _:
            return None


def _about_having(error: CohortError) -> str | None:
    match error:
        case e.BlockedByYou(user_id=user_id):
            return f"You have blocked <@{user_id}>. `/buddy unblock` undoes it, if that is what you want."
        case e.NotBlocked(user_id=user_id):
            return f"You have not blocked <@{user_id}>. `/buddy show` lists whom you have."
        case e.NobodyToUnblock():
            return (
                "Nothing was taken back. Pick somebody with `member`; with `left` it is everybody you have "
                "blocked who has erased their data since, if there is anybody. `/buddy show` lists whom you "
                "have blocked."
            )
        case e.NoRequest(user_id=user_id):
            return f"<@{user_id}> has no open request to you. `/buddy show` lists those that wait."
        case e.NoBuddy():
            return "You have no buddy at present. `/buddy ask` asks somebody to be yours."
        case e.NothingToEnd():
            return "You have no buddy and no open request, so there is nothing to end."
        case e.TieChanged():
            return "This is no longer so, and nothing was changed. `/buddy show` tells where you stand."
        case e.NudgedToday(until=until):
            return f"You have nudged today already. The next one is possible {format_dt(until, 'R')}."
        case e.LeftAlone():
            return _left_alone(error)
        case _:
            return None


def _left_alone(error: e.LeftAlone) -> str:
    who = f"<@{error.user_id}>"
    match error.why:
        case NoNudge.CHECKED_IN:
            return (
                f"{who} has checked in today already. `/buddy nudge` with “{PRAISE}” tells them you saw it."
            )
        case NoNudge.DAY_OFF:
            return f"{who} has a day off. Try again tomorrow."
        case NoNudge.PAUSED:
            until = f" until {full_date(error.back)}" if error.back else ""
            return f"{who} is taking a break{until}. Nudge them when they are back."
        case NoNudge.FINISHED:
            return f"{who} has finished the roadmap. There is nothing left to nudge about."
