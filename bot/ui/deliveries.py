"""/manage deliveries: the outbox for organisers."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain.delivery_review import DeliveryGroup, Reviewed
from bot.domain.errors import NoSuchDelivery, NotOrganiser
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, services_of, show, template
from bot.ui.deliveries_words import GROUPS, NOTHING, changed_text, choice_text, entry_text, heading
from bot.ui.guilds import require_organiser
from bot.ui.inputs import Choices
from bot.ui.language import N_, _

if TYPE_CHECKING:
    from bot.services.delivery_review import Review

VERBS = {
    # limit: 80
    "retry": (N_("Retry"), discord.ButtonStyle.success),
    # limit: 80
    "drop": (N_("Drop"), discord.ButtonStyle.secondary),
}

_CHOSEN = re.compile(r"#?(?P<id>[0-9]{1,18})")


class DeliveryGroupButton(
    Owned[ui.Button[Any]],
    template=template("dlvs", r"(?P<group>due|late|missed|dead):(?P<before>[0-9]{1,18})"),
):
    """Shows a page of one group; `before` 0 is the newest page."""

    def __init__(
        self,
        guild_id: int,
        user_id: int,
        group: DeliveryGroup,
        before: int = 0,
        label: str | None = None,
        *,
        chosen: bool = False,
    ) -> None:
        style = discord.ButtonStyle.primary if chosen else discord.ButtonStyle.secondary
        identity = custom_id("dlvs", guild_id, user_id, group.value, before)
        # limit: 80
        shown = _("Older") if label is None else label
        super().__init__(ui.Button(label=shown, style=style, custom_id=identity), guild_id, user_id)
        self.group = group
        self.before = before

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "DeliveryGroupButton":
        """From the pressed custom_id."""
        group = DeliveryGroup(match["group"])
        return cls(int(match["guild"]), int(match["user"]), group, int(match["before"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that page."""
        await require_organiser(interaction)
        review = await services.deliveries.show(self.guild_id, self.group, self.before or None)
        await show(interaction, review_layout(self.guild_id, self.user_id, review))


class DeliveryButton(
    Owned[ui.Button[Any]], template=template("dlv", r"(?P<verb>retry|drop):(?P<delivery>[0-9]{1,18})")
):
    """Puts one message back, or takes it out."""

    def __init__(self, guild_id: int, user_id: int, verb: str, delivery_id: int) -> None:
        label, style = VERBS[verb]
        identity = custom_id("dlv", guild_id, user_id, verb, delivery_id)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb
        self.delivery_id = delivery_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "DeliveryButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"], int(match["delivery"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do it and redraw."""
        await change(interaction, services, self.verb, self.delivery_id)


async def change(
    interaction: discord.Interaction[Any], services: Services, verb: str, delivery_id: int
) -> None:
    """Retry or drop one of the server's messages, for organisers only, and show what waits now."""
    guild_id, user_id = (await require_organiser(interaction)).guild_id, interaction.user.id
    deliveries = services.deliveries
    await (deliveries.retry if verb == "retry" else deliveries.drop)(guild_id, delivery_id)
    review = await deliveries.show(guild_id, DeliveryGroup.DUE)
    await show(interaction, review_layout(guild_id, user_id, review, changed_text(verb)))


def review_layout(guild_id: int, user_id: int, review: "Review", note: str = "") -> ui.LayoutView:
    """The counts, the groups to choose from, and a page of one of them."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(heading(review)))
    box.add_item(row(*_groups(guild_id, user_id, review)))
    box.add_item(ui.Separator())
    for entry in review.entries:
        box.add_item(_entry(guild_id, user_id, entry, review))
    if not review.entries:
        box.add_item(ui.TextDisplay(_(NOTHING[review.group])))
    if review.next_before is not None:
        box.add_item(row(DeliveryGroupButton(guild_id, user_id, review.group, review.next_before)))
    return layout(*([ui.TextDisplay(note)] if note else []), box)


def _groups(guild_id: int, user_id: int, review: "Review") -> list[DeliveryGroupButton]:
    return [
        DeliveryGroupButton(
            guild_id,
            user_id,
            group,
            label=f"{_(name)} {review.counts[group]}",
            chosen=group is review.group,
        )
        for group, name in GROUPS.items()
    ]


def _entry(guild_id: int, user_id: int, entry: Reviewed, review: "Review") -> ui.Item[Any]:
    text = entry_text(entry, review)
    if entry.can_retry(review.now):
        return section(text, DeliveryButton(guild_id, user_id, "retry", entry.id))
    if entry.can_drop:
        return section(text, DeliveryButton(guild_id, user_id, "drop", entry.id))
    return ui.TextDisplay(text)


def group_choices() -> Choices:
    """The groups as choices of a command."""
    return [app_commands.Choice(name=name, value=group.value) for group, name in GROUPS.items()]


class DeliveryTransformer(app_commands.Transformer):
    """The id of one of the server's messages; the use case checks it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> int:
        """A chosen suggestion, or the number itself. Raises NoSuchDelivery."""
        chosen = _CHOSEN.fullmatch(value.strip())
        if chosen is None:
            raise NoSuchDelivery
        return int(chosen["id"])

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """What fits, newest first; nothing for anybody but organisers."""
        try:
            guild_id = (await require_organiser(interaction)).guild_id
        except NotOrganiser:
            return []
        offered = await self._offered(services_of(interaction), guild_id)
        choices = [app_commands.Choice(name=choice_text(each), value=f"#{each.id}") for each in offered]
        return [choice for choice in choices if value.casefold() in choice.name.casefold()]

    async def _offered(self, services: Services, guild_id: int) -> tuple[Reviewed, ...]:
        return await services.deliveries.retriable(guild_id)


class WaitingTransformer(DeliveryTransformer):
    """The same for messages that wait."""

    async def _offered(self, services: Services, guild_id: int) -> tuple[Reviewed, ...]:
        return await services.deliveries.droppable(guild_id)


if TYPE_CHECKING:
    RetriableId = DroppableId = int
else:
    RetriableId = app_commands.Transform[int, DeliveryTransformer]
    DroppableId = app_commands.Transform[int, WaitingTransformer]
