"""What the panels of decisions share: telling a printing, reading chosen numbers, saying a change."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.domain.branches import Branch, BranchKind
from bot.domain.errors import NoLongerAvailable
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.roadmap_words import choose_text, lines
from bot.ui.text import full_date, human_join, minutes_text, safe

if TYPE_CHECKING:
    from bot.services.branches import Decided, Decisions, Outlook

TAG = r"(?P<tag>[0-9a-f]{8})"
"""The part of a custom_id that says which printing of a roadmap its numbers belong to."""


_OURS = frozenset({BranchKind.PATH, BranchKind.ROLE, BranchKind.INDUSTRY})
"""Decisions of the whole roadmap, which we name; the others have their author's words."""


def branch_title(branch: Branch) -> str:
    """What a decision is called, not yet safe."""
    return _(branch.title) if branch.kind in _OURS else branch.title


def branch_question(branch: Branch) -> str:
    """What a decision asks, not yet safe; a section asks in its author's words."""
    return branch.question if branch.kind is BranchKind.SECTION else _(branch.question)


def heading_text(decisions: "Decisions") -> str:
    """Above the list: how many decisions are still open."""
    open_ones = sum(branch.shapes_plan and not branch.decided for branch in decisions.branches)
    if not decisions.branches:
        state = _("This roadmap leaves you no choice: everybody does the same.")
    elif open_ones:
        state = ngettext(
            "{count:,} decision of your plan still open. Until then I assume the first options.",
            "{count:,} decisions of your plan still open. Until then I assume the first options.",
            open_ones,
        )
    else:
        state = _("Your plan is decided. You can change your mind at any time; what you did stays done.")
    return lines(f"## 🔀 {_('Your choices')} · {safe(decisions.title, 120)}", state)


def branch_line(branch: Branch) -> str:
    """A decision in the list, with what is taken or assumed."""
    titles = {option.key: option.title for option in branch.options}
    taken = human_join([safe(titles[key], 60) for key in branch.taken])
    assumed = _("not decided, assumed: {options}", options=taken) if taken else _("not decided")
    said = f"**{taken}**" if branch.decided else assumed
    mark = theme.CHECK if branch.decided else "▫️"
    where = f" · {safe(branch.where, 60)}" if branch.where else ""
    return f"{mark} {safe(branch_title(branch), 80)}\n-# {said}{where}"


def rule_text(branch: Branch) -> str:
    """How many options may be picked, in small print."""
    if branch.kind in {BranchKind.ROLE, BranchKind.INDUSTRY}:
        return "-# " + _("Pick any number, or none.")
    number = choose_text(branch.least, branch.most)
    return "-# " + _("Pick {number} of {total}.", number=number, total=len(branch.options))


def prompt_text(branch: Branch) -> str:
    """The same for the select."""
    if branch.kind in {BranchKind.ROLE, BranchKind.INDUSTRY}:
        # limit: 150
        return _("Pick any number, or none…")
    # limit: 150
    return _("Pick {number}…", number=choose_text(branch.least, branch.most))


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
        return f"{theme.CHECK} " + _("Noted. Your plan stays as it is.")
    gone, come = len(before.items - after.items), len(after.items - before.items)
    planned = _(
        "Planned again from today: {gone} out, {come} in. What you did stays done.", gone=gone, come=come
    )
    return lines(
        f"{theme.CHECK} {planned}",
        "-# " + _("Before: {outlook}", outlook=_outlook(before)),
        "-# " + _("**Now: {outlook}**", outlook=_outlook(after)),
    )


def _outlook(outlook: "Outlook") -> str:
    end = _("finish {date}", date=full_date(outlook.finish)) if outlook.finish else _("nothing left")
    tasks = ngettext("{count:,} task", "{count:,} tasks", outlook.tasks)
    return f"{tasks} · {minutes_text(outlook.minutes)} · {end}"
