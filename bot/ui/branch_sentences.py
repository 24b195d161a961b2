"""Errors of reading a roadmap and deciding what it leaves open, as sentences that name the next step."""

from bot.domain import branch_errors as e
from bot.domain.errors import CohortError
from bot.ui.text import human_join, safe


def about_branches(error: CohortError) -> str | None:
    """What was not found or not decided, and what is there to choose; None for any other error."""
    match error:
        case e.NoSuchSection(text=text, suggestions=near):
            hint = f" Did you mean {_named(near)}?" if near else " `/roadmap show` shows them all."
            return f"The roadmap has no part called **{safe(text, 60)}**.{hint}"
        case e.NoSuchBranch(text=text, suggestions=near):
            hint = f" Did you mean {_named(near)}?" if near else " `/roadmap branch` shows them all."
            return f"You have no decision called **{safe(text, 60)}**.{hint}"
        case e.NoSuchOption(branch=branch, text=text, suggestions=near):
            title = safe(branch, 60)
            return f"**{safe(text, 60)}** is no option of **{title}**. Choose from {_named(near)}."
        case e.WrongNumberOfOptions(branch=branch, least=least, most=most, picked=picked, options=options):
            number = f"{least}" if least == most else f"{least} to {most}"
            title, given = safe(branch, 60), len(picked)
            return f"**{title}** takes {number}, and you picked {given}. Choose from {_named(options)}."
        case e.OptionWithoutBranch():
            return "Say what the option decides: choose it under `branch:` first, then the option."
        case e.NothingToDecide(title=title):
            return f"**{safe(title, 100)}** leaves you nothing to choose. `/roadmap show` shows what it asks."
        case _:
            return None


def _named(titles: tuple[str, ...]) -> str:
    return human_join([safe(title, 60) for title in titles[:8]], "or")
