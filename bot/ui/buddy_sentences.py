"""Errors between buddies as sentences that name the next step."""

from discord.utils import format_dt

from bot.domain import buddy_errors as e
from bot.domain.buddies import PRAISE, NoNudge
from bot.domain.errors import CohortError
from bot.ui.language import _
from bot.ui.text import full_date


def about_buddies(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    return _about_asking(error) or _about_having(error)


def _about_asking(error: CohortError) -> str | None:
    match error:
        case e.NotYourself():
            return _("That is you. Choose somebody else.")
        case e.NotABot():
            return _("A bot has no days to share. Ask a person with `/buddy ask`.")
        case e.NotJoined(user_id=user_id):
            return _(
                "{member} follows no roadmap here yet. Once they have used `/join`, ask them again.",
                member=f"<@{user_id}>",
            )
        case e.HasBuddy(user_id=user_id):
            return _(
                "Your buddy is {member}, and there is one at a time. `/buddy end` ends it, silently.",
                member=f"<@{user_id}>",
            )
        case e.RequestOpen(user_id=user_id, until=until):
            return _(
                "You have asked {member}, open until {date}. One request at a time: `/buddy end` takes it "
                "back.",
                member=f"<@{user_id}>",
                date=format_dt(until, "D"),
            )
        case e.AskLater(user_id=user_id, at=at):
            return _(
                "You asked {member} not long ago. From {date} on you can ask again; until then, ask somebody "
                "else.",
                member=f"<@{user_id}>",
                date=format_dt(at, "D"),
            )
        case e.TakesNoRequests(user_id=user_id):
            return _(
                "{member} takes no requests at the moment. Ask somebody else with `/buddy ask`.",
                member=f"<@{user_id}>",
            )
        case _:
            return None


def _about_having(error: CohortError) -> str | None:
    match error:
        case e.BlockedByYou(user_id=user_id):
            return _(
                "You have blocked {member}. `/buddy unblock` undoes it, if that is what you want.",
                member=f"<@{user_id}>",
            )
        case e.NotBlocked(user_id=user_id):
            return _(
                "You have not blocked {member}. `/buddy show` lists whom you have.", member=f"<@{user_id}>"
            )
        case e.NobodyToUnblock():
            return _(
                "Nothing was taken back. Pick somebody with `member`; with `left` it is everybody you have "
                "blocked who has erased their data since, if there is anybody. `/buddy show` lists whom you "
                "have blocked."
            )
        case e.NoRequest(user_id=user_id):
            return _(
                "{member} has no open request to you. `/buddy show` lists those that wait.",
                member=f"<@{user_id}>",
            )
        case e.NoBuddy():
            return _("You have no buddy at present. `/buddy ask` asks somebody to be yours.")
        case e.NothingToEnd():
            return _("You have no buddy and no open request, so there is nothing to end.")
        case e.TieChanged():
            return _("This is no longer so, and nothing was changed. `/buddy show` tells where you stand.")
        case e.NudgedToday(until=until):
            return _(
                "You have nudged today already. The next one is possible {when}.", when=format_dt(until, "R")
            )
        case e.LeftAlone():
            return _left_alone(error)
        case _:
            return None


def _left_alone(error: e.LeftAlone) -> str:
    who = f"<@{error.user_id}>"
    match error.why:
        case NoNudge.CHECKED_IN:
            return _(
                "{member} has checked in today already. `/buddy nudge` with “{praise}” tells them you saw "
                "it.",
                member=who,
                praise=_(PRAISE),
            )
        case NoNudge.DAY_OFF:
            return _("{member} has a day off. Try again tomorrow.", member=who)
        case NoNudge.PAUSED if error.back:
            return _(
                "{member} is taking a break until {date}. Nudge them when they are back.",
                member=who,
                date=full_date(error.back),
            )
        case NoNudge.PAUSED:
            return _("{member} is taking a break. Nudge them when they are back.", member=who)
        case NoNudge.FINISHED:
            return _("{member} has finished the roadmap. There is nothing left to nudge about.", member=who)
