"""Errors around the log of solved problems, as sentences that name the next step."""

from bot.domain import problem_log_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _, ngettext
from bot.ui.text import full_date, human_join, safe


def about_problem_log(error: CohortError) -> str | None:
    """What is missing, and what to do; None for any other error."""
    match error:
        case e.NotInLog(label=label):
            return _(
                "**{problem}** is not in your log. `/leetcode solved` writes it down.",
                problem=safe(label, 100),
            )
        case e.NotDueYet(label=label, day=day):
            return _(
                "**{problem}** is not due: it comes back on {date}. `/leetcode due` shows what is.",
                problem=safe(label, 100),
                date=full_date(day),
            )
        case e.UnknownPattern(text=text, offered=offered):
            return _(
                "There is no pattern **{text}**. Take one of: {choices}.",
                text=safe(text, 60),
                choices=human_join(offered, "or"),
            )
        case e.ListDone(title=title, paid=0):
            return _(
                "You have solved all of **{title}**. `/leetcode sets` shows the other lists.",
                title=safe(title, 80),
            )
        case e.ListDone(title=title, paid=paid):
            return ngettext(
                "You have solved everything free in **{title}**; {count:,} problem that needs a subscription "
                "at LeetCode is left. `/leetcode sets` shows the other lists.",
                "You have solved everything free in **{title}**; {count:,} problems that need a subscription "
                "at LeetCode are left. `/leetcode sets` shows the other lists.",
                paid,
                title=safe(title, 80),
            )
        case _:
            return None
