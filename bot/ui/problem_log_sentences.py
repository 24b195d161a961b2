"""Errors around the log of solved problems, as sentences that name the next step."""

from bot.domain import problem_log_errors as e
from bot.domain.errors import CohortError
from bot.ui.text import full_date, human_join, plural, safe


def about_problem_log(error: CohortError) -> str | None:
    """What is missing, and what to do; None for any other error."""
    match error:
        case e.NotInLog(label=label):
            return f"**{safe(label, 100)}** is not in your log. `/leetcode solved` writes it down."
        case e.NotDueYet(label=label, day=day):
            return (
                f"**{safe(label, 100)}** is not due: it comes back on {full_date(day)}. "
                "`/leetcode due` shows what is."
            )
        case e.UnknownPattern(text=text, offered=offered):
            return f"There is no pattern **{safe(text, 60)}**. Take one of: {human_join(offered, 'or')}."
        case e.ListDone(title=title, paid=0):
            return f"You have solved all of **{safe(title, 80)}**. `/leetcode sets` shows the other lists."
        case e.ListDone(title=title, paid=paid):
            left = f"{plural(paid, 'problem')} that need{'s' if paid == 1 else ''} a subscription"
            return (
                f"You have solved everything free in **{safe(title, 80)}**; {left} at LeetCode are left. "
                "`/leetcode sets` shows the other lists."
            )
        case _:
            return None
