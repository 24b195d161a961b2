"""Pausing, coming back and leaving: what each means, and the question before the last."""

from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.mock_pool import PoolShown
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import _, ngettext
from bot.ui.mock_pool_words import listed_interviews
from bot.ui.refresh import RefreshButton
from bot.ui.text import full_date, safe

if TYPE_CHECKING:
    from bot.services.enrolments import Enrolled, Left


def paused_text(back: date | None) -> str:
    """What a pause means."""
    if back is None:
        paused = _("Paused until you `/resume`.")
    else:
        until = full_date(back)
        paused = _("Paused until **{date}**, then your plan goes on by itself.", date=until)
    meaning = _("Nothing is due, no nudge will come, and your streak waits.")
    return f"{theme.PAUSE} {paused} {meaning}"


def resumed_text(enrolled: "Enrolled") -> str:
    """Where a member stands who came back."""
    sentences = [_("Welcome back. What is left is planned again from today.")]
    if enrolled.finish:
        sentences.append(_("You now finish about **{date}**.", date=full_date(enrolled.finish)))
    return f"{theme.WAVE} {' '.join(sentences)} {_('`/today` shows it.')}"


class LeaveButton(Owned[ui.Button[Any]], template=template("leave")):
    """Leaves the roadmap, after the question."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("leave", guild_id, user_id)
        super().__init__(
            ui.Button(label=_("Leave"), style=discord.ButtonStyle.danger, custom_id=identity),
            guild_id,
            user_id,
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
    said = _(
        "Your open tasks go, and joining it again begins the plan afresh. What you have done, your time log "
        "and your streak are kept. `/pause` keeps your place instead."
    )
    head = "### " + _("Leave {title}?", title=safe(enrolled.roadmap_title, 150))
    box.add_item(ui.TextDisplay("\n".join([head, said, *_interviews_end(pool)])))
    # limit: 80
    stay = RefreshButton(guild_id, user_id, _("Stay"))
    return layout(box, row(LeaveButton(guild_id, user_id), stay))


def _interviews_end(pool: PoolShown) -> list[str]:
    """What leaving means for mock interviews, while there are any."""
    if pool.interviews:
        given_up = ngettext(
            "You also give up {count:,} mock interview, and the others are told:",
            "You also give up {count:,} mock interviews, and the others are told:",
            len(pool.interviews),
        )
        return [f"{theme.WARNING} {given_up}", *listed_interviews(pool)]
    return [_("You leave the pool of mock interviews too.")] if pool.entry else []


def left_text(left: "Left", pool: PoolShown) -> str:
    """What stays after leaving; `pool` is where they stood in mock interviews."""
    sentences = [_("You left **{title}**.", title=safe(left.roadmap_title, 100))]
    if pool.interviews:
        sentences.append(
            ngettext(
                "You are out of {count:,} mock interview too, and the others are told.",
                "You are out of {count:,} mock interviews too, and the others are told.",
                len(pool.interviews),
            )
        )
    elif pool.entry:
        sentences.append(_("You are out of the pool of mock interviews too."))
    return f"{theme.WAVE} {' '.join([*sentences, _what_stays(left)])}"


def _what_stays(left: "Left") -> str:
    done = ngettext("{count:,} done task", "{count:,} done tasks", left.done_tasks)
    if not left.streak_days:
        return _("Your history ({done}) stays here. `/join` begins a roadmap afresh.", done=done)
    return _(
        "Your {days}-day streak and your history ({done}) stay here. `/join` begins a roadmap afresh; the "
        "streak goes on from where it was.",
        days=left.streak_days,
        done=done,
    )
