"""Errors of reading a roadmap and deciding what it leaves open, as sentences that name the next step."""

from bot.domain import branch_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _
from bot.ui.text import human_join, safe


def about_branches(error: CohortError) -> str | None:
    """What was not found or not decided, and what is there to choose; None for any other error."""
    match error:
        case e.NoSuchSection(text=text, suggestions=near):
            missing = _("The roadmap has no part called **{text}**.", text=safe(text, 60))
            return f"{missing} {_meant(near) or _('`/roadmap show` shows them all.')}"
        case e.NoSuchBranch(text=text, suggestions=near):
            missing = _("You have no decision called **{text}**.", text=safe(text, 60))
            decisions = tuple(_(title) for title in near)
            return f"{missing} {_meant(decisions) or _('`/roadmap branch` shows them all.')}"
        case e.NoSuchOption(branch=branch, text=text, suggestions=near):
            return _(
                "**{text}** is no option of **{title}**. Choose from {options}.",
                text=safe(text, 60),
                title=safe(_(branch), 60),
                options=_named(near),
            )
        case e.WrongNumberOfOptions(branch=branch, least=least, most=most, picked=picked, options=options):
            return _(
                "**{title}** takes {number}, and you picked {picked}. Choose from {options}.",
                title=safe(_(branch), 60),
                number=least if least == most else _("{least} to {most}", least=least, most=most),
                picked=len(picked),
                options=_named(options),
            )
        case e.OptionWithoutBranch():
            return _("Say what the option decides: choose it under `branch:` first, then the option.")
        case e.NothingToDecide(title=title):
            return _(
                "**{title}** leaves you nothing to choose. `/roadmap show` shows what it asks.",
                title=safe(title, 100),
            )
        case _:
            return None


def _meant(near: tuple[str, ...]) -> str:
    return _("Did you mean {names}?", names=_named(near)) if near else ""


def _named(titles: tuple[str, ...]) -> str:
    return human_join([safe(title, 60) for title in titles[:8]], "or")
