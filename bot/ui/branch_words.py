"""What the panels of decisions share: telling a printing, reading chosen numbers, saying a change."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.domain.errors import NoLongerAvailable
from bot.ui import theme
from bot.ui.roadmap_words import lines
from bot.ui.text import full_date, minutes_text, plural

if TYPE_CHECKING:
    from bot.services.branches import Decided, Outlook

TAG = r"(?P<tag>[0-9a-f]{8})"
"""The part of a custom_id that says which printing of a roadmap its numbers belong to."""


def chosen_numbers(values: Iterable[str]) -> list[int]:
    """The numbers in a select's values; forged ones are refused."""
    chosen = list(values)
    if not all(value.isascii() and value.isdigit() and len(value) < 5 for value in chosen):
        raise NoLongerAvailable
    return [int(value) for value in chosen]


def change_text(decided: "Decided") -> str:
    """Before → after: tasks, hours and finish."""
    before, after = decided.before, decided.after
    if before == after:
        return f"{theme.CHECK} Noted. Your plan stays as it is."
    gone, come = len(before.items - after.items), len(after.items - before.items)
    return lines(
        f"{theme.CHECK} Planned again from today: {gone} out, {come} in. What you did stays done.",
        f"-# Before: {_outlook(before)}",
        f"-# **Now: {_outlook(after)}**",
    )


def _outlook(outlook: "Outlook") -> str:
    end = f"finish {full_date(outlook.finish)}" if outlook.finish else "nothing left"
    return f"{plural(outlook.tasks, 'task')} · {minutes_text(outlook.minutes)} · {end}"
