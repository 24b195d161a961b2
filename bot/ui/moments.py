"""Moments as messages: the card right after the tick, the list of all, and sharing one with the group."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from discord import ui

from bot.domain.errors import GuildOnly
from bot.domain.moment_errors import AlreadyShared
from bot.domain.moments import Moment
from bot.log import get_logger
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_OPTIONS, Owned, custom_id, for_everybody, layout, row, template
from bot.ui.language import N_, _
from bot.ui.pictures import attached, drawn, picture
from bot.ui.posting import require_may_write
from bot.ui.text import clip, full_date, safe

log = get_logger(__name__)

NAME = "moment.png"


class ShareButton(Owned[ui.Button[Any]], template=template("sharecard", r"(?P<moment>[0-9]{1,18})")):
    """Posts the card of a moment to the channel, by its member's own press."""

    def __init__(self, guild_id: int, user_id: int, moment_id: int) -> None:
        identity = custom_id("sharecard", guild_id, user_id, moment_id)
        button: ui.Button[Any] = ui.Button(
            label=_("Share with the group"), style=discord.ButtonStyle.secondary, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.moment_id = moment_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ShareButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["moment"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Post a card that everybody sees, then take the button off the member's own.

        Raises MayNotPost or AlreadyShared.
        """
        if interaction.guild_id is None:
            raise GuildOnly
        require_may_write(interaction)
        which = self.guild_id, self.user_id, self.moment_id
        moment = await services.moments.find(*which)
        if moment.shared_at is not None:
            raise AlreadyShared
        await interaction.response.defer()
        png = await drawn(_draw, moment)
        with for_everybody(interaction):
            posted = await drawn(_draw, moment)
        moment = await services.moments.share(*which, interaction.channel_id)
        with for_everybody(interaction):
            shown = _public(self.user_id, moment)
        try:
            await interaction.followup.send(view=shown, file=attached(posted, NAME))
        except BaseException:
            await services.moments.unshare(*which)
            raise
        own = card_layout(self.guild_id, self.user_id, moment, share=False)
        # Who pressed may have dismissed the card by now: what is posted stays posted.
        with suppress(discord.NotFound):
            await interaction.edit_original_response(view=own, attachments=[attached(png, NAME)])


class MomentPicker(Owned[ui.Select[Any]], template=template("moments")):
    """Shows the card of one of the member's moments again."""

    def __init__(self, guild_id: int, user_id: int, options: list[discord.SelectOption]) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("moments", guild_id, user_id),
            placeholder=_("See a card again…"),
            options=options,
        )
        super().__init__(select, guild_id, user_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MomentPicker":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), [])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show the card privately."""
        chosen = self.item.values[0]
        moment_id = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
        moment = await services.moments.find(self.guild_id, self.user_id, moment_id)
        view, file = await _card(interaction, self.guild_id, self.user_id, moment)
        await interaction.response.send_message(view=view, file=file, ephemeral=True)


async def celebrate(
    interaction: discord.Interaction[Any],
    services: Services,
    guild_id: int,
    user_id: int,
    moments: Sequence[Moment],
) -> None:
    """Show these moments after the answer. The tick is done: a card that gets lost comes with the next
    /today."""
    for moment in moments:
        view, file = await _card(interaction, guild_id, user_id, moment)
        try:
            await interaction.followup.send(view=view, file=file, ephemeral=interaction.guild_id is not None)
        except (discord.HTTPException, OSError) as error:
            log.warning("moment.not_shown", moment=moment.id, error=str(error))
            return
        await services.moments.shown(guild_id, user_id, moment.id)


async def celebrate_late(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int
) -> None:
    """Show, after the answer, what the member reached and was never shown."""
    waiting = await services.moments.unshown(guild_id, user_id)
    await celebrate(interaction, services, guild_id, user_id, waiting)


def moments_layout(guild_id: int, user_id: int, moments: Sequence[Moment]) -> ui.LayoutView:
    """All moments of a member, newest first, each with its card."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    heading = f"## {theme.PARTY} " + _("Your moments")
    if not moments:
        box.add_item(ui.TextDisplay(f"{heading}\n{_(_COMING)}"))
        return layout(box)
    shown = moments[:MAX_OPTIONS]
    box.add_item(ui.TextDisplay("\n".join([heading, *map(_line, shown)])))
    return layout(box, row(MomentPicker(guild_id, user_id, [_option(each) for each in shown])))


_COMING = N_("None yet: the first comes with a streak of 7 days, a finished project or the end of a roadmap.")


def card_layout(guild_id: int, user_id: int, moment: Moment, *, share: bool) -> ui.LayoutView:
    """The member's own card; in the server with the button that shares it."""
    box = _gallery(f"## {theme.PARTY} {_headline(moment)}\n{_note(moment, share=share)}", moment)
    return layout(box, row(ShareButton(guild_id, user_id, moment.id))) if share else layout(box)


async def _card(
    interaction: discord.Interaction[Any], guild_id: int, user_id: int, moment: Moment
) -> tuple[ui.LayoutView, discord.File]:
    share = interaction.guild_id is not None and moment.shared_at is None
    return card_layout(guild_id, user_id, moment, share=share), attached(await drawn(_draw, moment), NAME)


def _public(user_id: int, moment: Moment) -> ui.LayoutView:
    return layout(_gallery(f"### {theme.PARTY} <@{user_id}>: {_headline(moment)}", moment))


def _gallery(words: str, moment: Moment) -> ui.Container[Any]:
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    box.add_item(ui.TextDisplay(words))
    return box.add_item(picture(NAME, _alt_text(moment)))


def _headline(moment: Moment, limit: int = 120) -> str:
    if moment.days is not None:
        return _("A {days}-day streak", days=moment.days)
    if moment.is_roadmap:
        return _("Finished: {title}", title=safe(moment.title or _("a roadmap"), limit))
    return _("First project finished: {title}", title=safe(moment.title or _("a project"), limit))


def _note(moment: Moment, *, share: bool) -> str:
    if moment.shared_at is not None:
        return f"-# {_('Shared with the group.')}"
    where = _("Only you see this.") if share else _("`/streak moments` in the server shares it.")
    return f"-# {where}"


def _line(moment: Moment) -> str:
    # As many as a select holds fit the 4,000 characters of a message.
    facts = [f"**{_headline(moment, 80)}**", full_date(moment.day)]
    return " · ".join([*facts, _("shared")] if moment.shared_at else facts)


def _option(moment: Moment) -> discord.SelectOption:
    days = _("A {days}-day streak", days=moment.days) if moment.days is not None else ""
    label = clip(days or moment.title or "", 100) or _("A moment")
    return discord.SelectOption(label=label, value=str(moment.id), description=full_date(moment.day))


def _alt_text(moment: Moment) -> str:
    title, day = clip(moment.title or "", 200), full_date(moment.day)
    if moment.days is None:
        return clip(_("Card: finished. {title}. {date}.", title=title, date=day), 1024)
    return clip(
        _("Card: a {days}-day streak. {title}. {date}.", days=moment.days, title=title, date=day), 1024
    )


def _draw(moment: Moment) -> bytes:
    # Pillow: only who has something to celebrate pays for it, and beside the event loop.
    from bot.ui.charts_card import moment_card

    return moment_card(moment)
