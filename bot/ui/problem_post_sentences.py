"""Errors of a group's problem of the day, as sentences that name the next step."""

from bot.domain import problem_post_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _


def about_problem_posts(error: CohortError) -> str | None:
    """Why it was not switched on; None for any other error."""
    match error:
        case e.NoPostChannel():
            return _(
                "The problem of the day has no channel to go to. Choose one, e.g. with "
                "`/manage leetcode channel:`, or a nudge channel in `/setup`."
            )
        case e.NoPostDay():
            return _(
                "The problem of the day needs a day to come on. Choose at least one weekday, e.g. `mon-fri`."
            )
        case e.DailyNotOffered():
            return _(
                "Whoever hosts me has not switched LeetCode on, so I cannot ask for its problem of the day. "
                "Draw from the roadmap or a list instead: that needs no network."
            )
        case _:
            return None
