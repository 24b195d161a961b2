"""Pausing, coming back and leaving: what each means, and the question before the last."""

from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.mock_pool import PoolShown
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.mock_pool_words import listed_interviews
from bot.ui.refresh import RefreshButton
from bot.ui.text import full_date, plural, safe

if TYPE_CHECKING:
    from bot.services.enrolments import Enrolled, Left


def paused_text(back: date | None) -> str:
    """What a pause means."""
    end = f"until **{full_date(back)}**, then your plan goes on by itself" if back else "until you `/resume`"
    return f"{theme.PAUSE} Paused {end}. Nothing is due, no nudge will come, and your streak waits."


def resumed_text(enrolled: "Enrolled") -> str:
    """Where a member stands who came back."""
    end = f" You now finish about **{full_date(enrolled.finish)}**." if enrolled.finish else ""
    return f"{theme.WAVE} Welcome back. What is left is planned again from today.{end} `/today` shows it."


class LeaveButton(Owned[ui.Button[Any]], template=template("leave")):
    """Leaves the roadmap, after the question."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("leave", guild_id, user_id)
        super().__init__(
            ui.Button(label="Leave", style=discord.ButtonStyle.danger, custom_id=identity), guild_id, user_id
        )

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Leave, and say what stays."""
        box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
        box.add_item(ui.TextDisplay(await leave(services, self.guild_id, self.user_id)))
        await show(interaction, layout(box))


async def leave(services: Services, guild_id: int, user_id: int) -> str:
    """Leave, and say what stays and what ends."""
    pool = await services.mock_pool.show(guild_id, user_id)
    return left_text(await services.enrolments.leave(guild_id, user_id), pool)


async def leaving_layout(services: Services, guild_id: int, user_id: int) -> ui.LayoutView:
    """The question before leaving: joining again begins the plan afresh."""
    enrolled = await services.enrolments.current(guild_id, user_id)
    pool = await services.mock_pool.show(guild_id, user_id)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    title = safe(enrolled.roadmap_title, 150)
    box.add_item(
        ui.TextDisplay(
            f"### Leave {title}?\n"
            "Your open tasks go, and joining it again begins the plan afresh. What you have done, your "
            f"time log and your streak are kept. `/pause` keeps your place instead.{_interviews_end(pool)}"
        )
    )
    return layout(box, row(LeaveButton(guild_id, user_id), RefreshButton(guild_id, user_id, "Stay")))


def _interviews_end(pool: PoolShown) -> str:
    """What leaving means for mock interviews, while there are any."""
    if pool.interviews:
        what = plural(len(pool.interviews), "mock interview")
        lines = f"\n{theme.WARNING} You also give up {what}, and the others are told:"
        return "\n".join([lines, *listed_interviews(pool)])
    return "\nYou leave the pool of mock interviews too." if pool.entry else ""


def left_text(left: "Left", pool: PoolShown) -> str:
    """What stays after leaving; `pool` is where they stood in mock interviews."""
    days, done = left.streak_days, plural(left.done_tasks, "done task")
    gone = f"{theme.WAVE} You left **{safe(left.roadmap_title, 100)}**."
    if pool.interviews:
        what = plural(len(pool.interviews), "mock interview")
        gone += f" You are out of {what} too, and the others are told."
    elif pool.entry:
        gone += " You are out of the pool of mock interviews too."
    if not days:
        return f"{gone} Your history ({done}) stays here. `/join` begins a roadmap afresh."
    return (
        f"{gone} Your {days}-day streak and your history ({done}) stay here. `/join` begins a roadmap "
        "afresh; the streak goes on from where it was."
    )
