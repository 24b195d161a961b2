"""Errors of linking a LeetCode account, as sentences that name the next step."""

from bot.domain import leetcode_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _
from bot.ui.text import safe


def about_leetcode(error: CohortError) -> str | None:
    """What is wrong with the name, and how to write it; None for any other error."""
    match error:
        case e.InvalidUsername(text=text):
            return _(
                "**{text}** is no LeetCode name. Give yours as it stands in the address of your profile: "
                "`ada_99` of `leetcode.com/u/ada_99`.",
                text=safe(text, 60),
            )
        case _:
            return None
