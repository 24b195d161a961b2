"""Errors of finding and choosing coding problems, as sentences that name the next step."""

from discord.utils import format_dt

from bot.domain import problem_errors as e
from bot.domain.errors import CohortError
from bot.ui.text import human_join, plural, safe


def about_problems(error: CohortError) -> str | None:
    """Which problem it is about, and what to do; None for any other error."""
    match error:
        case e.UnknownProblem(text=text, near=near):
            hint = (
                f" Did you mean {human_join([f'**{safe(each, 80)}**' for each in near], 'or')}?"
                if near
                else ""
            )
            return (
                f"I know no problem **{safe(text, 60)}**.{hint} Any problem of LeetCode can be named by its "
                "number or its address."
            )
        case e.UnknownProblemList(key=key, offered=offered):
            return f"There is no list **{safe(key, 60)}**. Take one of: {human_join(offered, 'or')}."
        case e.NoProblemFits():
            return "No free problem has all of that. Leave out the difficulty, the topic or the list."
        case e.NothingSolvedYet():
            return "Nothing like that is in your log yet. Ask for a new problem, or log one you solved."
        case e.AllSolved(fitting=fitting, next_due=None):
            return f"You have solved {_all(fitting)}. Ask for one of them again, or for something else."
        case e.AllSolved(fitting=fitting, next_due=due):
            when = format_dt(due, "D") if due else ""
            return (
                f"You have solved {_all(fitting)}. The next one is due {when}; you can ask for it again now."
            )
        case _:
            return None


def _all(fitting: int) -> str:
    return "the one problem that fits" if fitting == 1 else f"all {plural(fitting, 'problem')} that fit"
