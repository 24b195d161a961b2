"""A member's own words as the group sees them, and posting them."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.ritual_errors import MayNotPost
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import for_everybody, layout
from bot.ui.posting import require_may_write
from bot.ui.ritual_forms import Draw
from bot.ui.ritual_words import answers_text, title_text

if TYPE_CHECKING:
    from bot.services.reflection_results import Posting, Thread


async def publish(
    interaction: discord.Interaction[Any], services: Services, posting: "Posting", draw: Draw
) -> None:
    """Show the words to the group, in the thread below the week's wins or right here.

    Until the group has seen them they count as not posted, from then on as posted whatever else fails.
    Raises MayNotPost.
    """
    try:
        channel_id = await _tell(interaction, services, posting, draw)
    except Exception:
        await services.reflections.unpost(posting)
        raise
    await services.reflections.told(posting, channel_id)
    if _answers_privately(interaction, posting):
        # Who pressed may have dismissed the card by now: what is posted stays posted.
        with suppress(discord.HTTPException):
            await _show_card(interaction, services, posting, draw)


async def _tell(
    interaction: discord.Interaction[Any], services: Services, posting: "Posting", draw: Draw
) -> int | None:
    """Let the group see it; returns the channel."""
    with for_everybody(interaction):
        view = public_layout(posting)
    if not _answers_privately(interaction, posting):
        require_may_write(interaction)
        await interaction.response.send_message(view=view)
        return _channel(interaction)
    await interaction.response.defer(ephemeral=True)
    if posting.thread and await _told_in(interaction, posting.thread, view):
        return posting.thread.channel_id
    require_may_write(interaction)
    if not _pressed(interaction):
        # After a command the first follow-up would take the place of the private answer.
        await _show_card(interaction, services, posting, draw)
    await interaction.followup.send(view=view)
    return _channel(interaction)


async def _show_card(
    interaction: discord.Interaction[Any], services: Services, posting: "Posting", draw: Draw
) -> None:
    what = posting.reflection
    page = await services.reflections.show(posting.guild_id, posting.user_id, what.ritual, what.period)
    await interaction.edit_original_response(view=draw(page))


def _pressed(interaction: discord.Interaction[Any]) -> bool:
    return interaction.type is discord.InteractionType.component


def _answers_privately(interaction: discord.Interaction[Any], posting: "Posting") -> bool:
    """Whether the member has a card of their own beside the post."""
    return _pressed(interaction) or posting.thread is not None


async def _told_in(interaction: discord.Interaction[Any], thread: "Thread", view: ui.LayoutView) -> bool:
    """Whether the thread took it: there is none where it was not allowed, it is gone, or not the member's to
    write in."""
    try:
        place = await _place(interaction, thread.id)
        if place is None:
            return False
        require_may_write(interaction, place)
        await place.send(view=view)
    except (discord.NotFound, discord.Forbidden, discord.ClientException, MayNotPost):
        return False
    return True


async def _place(interaction: discord.Interaction[Any], thread_id: int) -> discord.Thread | None:
    known = interaction.guild.get_thread(thread_id) if interaction.guild else None
    found = known or await interaction.client.fetch_channel(thread_id)
    return found if isinstance(found, discord.Thread) else None


def _channel(interaction: discord.Interaction[Any]) -> int | None:
    """Whose readers see what is posted here: of an open thread, those of its channel."""
    here = interaction.channel
    if isinstance(here, discord.Thread) and not here.is_private():
        return here.parent_id
    return interaction.channel_id


def public_layout(posting: "Posting") -> ui.LayoutView:
    """Somebody's words as the group sees them."""
    what = posting.reflection
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    box.add_item(ui.TextDisplay(f"### {title_text(what.ritual, what.period)}\n<@{posting.user_id}>"))
    box.add_item(ui.TextDisplay(answers_text(posting.answers)))
    return layout(box)
