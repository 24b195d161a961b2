"""Errors of finding and choosing coding problems, as sentences that name the next step."""

from collections.abc import Sequence

from discord.utils import format_dt

from bot.domain import problem_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _, ngettext
from bot.ui.text import human_join, safe


def about_problems(error: CohortError) -> str | None:
    """Which problem it is about, and what to do; None for any other error."""
    match error:
        case e.UnknownProblem(text=text, near=near):
            return _unknown(safe(text, 60), [f"**{safe(each, 80)}**" for each in near])
        case e.UnknownProblemList(key=key, offered=offered):
            return _(
                "There is no list **{text}**. Take one of: {choices}.",
                text=safe(key, 60),
                choices=human_join(offered, "or"),
            )
        case e.NoProblemFits():
            return _("No free problem has all of that. Leave out the difficulty, the topic or the list.")
        case e.NothingSolvedYet():
            return _("Nothing like that is in your log yet. Ask for a new problem, or log one you solved.")
        case e.AllSolved(fitting=fitting, next_due=None):
            return f"{_all(fitting)} {_('Ask for one of them again, or for something else.')}"
        case e.AllSolved(fitting=fitting, next_due=due):
            when = format_dt(due, "D") if due else ""
            coming = _("The next one is due {date}; you can ask for it again now.", date=when)
            return f"{_all(fitting)} {coming}"
        case _:
            return None


def _unknown(text: str, near: Sequence[str]) -> str:
    missing = _("I know no problem **{text}**.", text=text)
    other = _("Any problem of LeetCode can be named by its number or its address.")
    if not near:
        return f"{missing} {other}"
    return f"{missing} {_('Did you mean {problems}?', problems=human_join(near, 'or'))} {other}"


def _all(fitting: int) -> str:
    if fitting == 1:
        return _("You have solved the one problem that fits.")
    return ngettext(
        "You have solved all {count:,} problem that fit.",
        "You have solved all {count:,} problems that fit.",
        fitting,
    )
