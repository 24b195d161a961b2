"""Mock interviews held elsewhere: their card, and the form to log or change one."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain.mock_outside import MAX_PLACE, MAX_WEAK, NONE, Outside, OutsideShown, OutsideWritten
from bot.domain.mock_outside_errors import NoSuchOutside
from bot.domain.questions import QuestionKind
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, services_of, show_privately, template
from bot.ui.chosen import the_one_chosen
from bot.ui.inputs import NumberTransformer, here
from bot.ui.language import N_, _, pgettext
from bot.ui.question_words import KINDS
from bot.ui.text import capital, date_text, full_date, safe

GREY, RED = discord.ButtonStyle.secondary, discord.ButtonStyle.danger
LABELS = {
    # limit: 80
    "change": N_("Change…"),
    # limit: 80
    "remove": N_("Take it out…"),
    # limit: 80
    "gone": N_("Take it out"),
}
VERBS = "open", *LABELS
# limit: 100
RECORDED = {"yes": N_("Yes"), "no": N_("No")}


class OutsideButton(
    Owned[ui.Button[Any]],
    template=template("mockoutside", rf"(?P<verb>{'|'.join(VERBS)}):(?P<outside>[0-9]{{1,18}})"),
):
    """Does one thing with one of them."""

    def __init__(self, guild_id: int, user_id: int, verb: str, outside_id: int) -> None:
        identity = custom_id("mockoutside", guild_id, user_id, verb, outside_id)
        style = RED if verb == "gone" else GREY
        button: ui.Button[Any] = ui.Button(label=_label(verb), style=style, custom_id=identity)
        super().__init__(button, guild_id, user_id)
        self.verb = verb
        self.outside_id = outside_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "OutsideButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"], int(match["outside"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """The card, the form, the question, or what came of it."""
        which = self.guild_id, self.user_id, self.outside_id
        if self.verb == "gone":
            await show_privately(interaction, outside_layout(await services.mock_outside.remove(*which)))
            return
        shown = await services.mock_outside.find(*which)
        if self.verb == "change":
            await interaction.response.send_modal(OutsideForm(self.guild_id, self.user_id, shown.outside))
        else:
            await show_privately(interaction, outside_layout(shown, sure=self.verb == "remove"))


class LogButton(Owned[ui.Button[Any]], template=template("mocklog")):
    """Opens the form for a new one."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("mocklog", guild_id, user_id)
        button: ui.Button[Any] = ui.Button(label=_("Log one held elsewhere…"), custom_id=identity)
        super().__init__(button, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask."""
        await interaction.response.send_modal(OutsideForm(self.guild_id, self.user_id))


class OutsideForm(Form):
    """What it was about, when, where, and what to work on."""

    def __init__(self, guild_id: int, user_id: int, before: Outside | None = None) -> None:
        super().__init__(title=_("A mock interview held elsewhere"))
        self._whose = guild_id, user_id
        self._before = before
        self.kind = _select(
            "kind", {kind.value: _(name) for kind, name in KINDS.items()}, before and before.kind
        )
        self.day = _input("day", before.day.isoformat() if before else "today", 40)
        self.place = _input("place", before.place if before else "", MAX_PLACE, required=False)
        recorded = "yes" if before and before.recorded else "no"
        self.recorded = _select("recorded", {value: _(name) for value, name in RECORDED.items()}, recorded)
        self.weak = _input("weak", before.weak if before else "", MAX_WEAK, required=False)
        self.weak.style = discord.TextStyle.paragraph
        for label in self._labels():
            self.add_item(label)

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it, and show its card."""
        written = OutsideWritten(
            kind=the_one_chosen(QuestionKind, self.kind.values),
            day=self.day.value,
            place=self.place.value or NONE,
            recorded=self.recorded.values == ["yes"],
            weak=self.weak.value or NONE,
        )
        outside, before = services.mock_outside, self._before
        if before is None:
            shown = await outside.log(*self._whose, written)
        else:
            shown = await outside.change(*self._whose, before.id, written)
        await show_privately(interaction, outside_layout(shown, new=before is None))

    def _labels(self) -> Iterator[ui.Label[Any]]:
        yield ui.Label(text=_("What was it about?"), component=self.kind)
        # Read as English, whoever writes it.
        yield ui.Label(text=_("Which day?"), component=self.day, description="today, yesterday, 2026-12-01")
        yield ui.Label(
            text=_("Where, or with whom?"),
            component=self.place,
            description=_("A platform, a friend; leave it empty if you like"),
        )
        yield ui.Label(text=_("Did you record it?"), component=self.recorded)
        yield ui.Label(
            text=_("What do you want to work on?"), component=self.weak, description=_("For your eyes only")
        )


class OutsideTransformer(NumberTransformer):
    """The id of one of the member's own."""

    unknown = NoSuchOutside

    async def named(self, interaction: discord.Interaction[Any]) -> dict[int, str]:
        """The newest ones."""
        found = await services_of(interaction).mock_outside.suggest(*here(interaction))
        return {each.id: _name(each) for each in found}


async def log_outside(
    interaction: discord.Interaction[Any],
    services: Services,
    outside_id: int | None,
    written: OutsideWritten,
    *,
    remove: bool,
) -> None:
    """`/mock log`: the form without anything; else what is written of a new one, or of the named one."""
    whose, outside = here(interaction), services.mock_outside
    if outside_id is None:
        if written == OutsideWritten():
            await interaction.response.send_modal(OutsideForm(*whose))
            return
        shown, new = await outside.log(*whose, written), True
    elif remove:
        shown, new = await outside.remove(*whose, outside_id), False
    else:
        shown, new = await outside.change(*whose, outside_id, written), False
    await interaction.response.send_message(view=outside_layout(shown, new=new), ephemeral=True)


def outside_layout(shown: OutsideShown, *, new: bool = False, sure: bool = False) -> ui.LayoutView:
    """One of them, with what can be done; `sure` asks before it is taken out."""
    whose, outside = (shown.guild_id, shown.user_id), shown.outside
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT if outside else theme.PAUSED)
    if outside is None:
        gone = _("It is taken out, and counts for nothing any more. `/mock history` shows the rest.")
        box.add_item(ui.TextDisplay(f"{theme.CHECK} {gone}"))
        return layout(box, row(LogButton(*whose)))
    lines = [
        f"### {theme.MOCK} {capital(_(KINDS[outside.kind]))} · {full_date(outside.day)}",
        *facts(outside),
    ]
    if sure:
        lines.append(
            _("**Take it out?** It no longer counts towards your roadmap's numbers, or for its day.")
        )
    elif new:
        lines.append(_counts_text(shown, outside))
    box.add_item(ui.TextDisplay("\n".join(lines)))
    verbs = ("gone", "open") if sure else ("change", "remove")
    buttons = [OutsideButton(*whose, verb, outside.id) for verb in verbs]
    if sure:
        # limit: 80
        buttons[1].item.label = _("Keep it")
    return layout(box, row(*buttons))


def facts(outside: Outside, place: int = MAX_PLACE, words: int = MAX_WEAK) -> list[str]:
    """Where it was held, and what to work on, in so many characters."""
    where = [safe(outside.place, place)] if outside.place else []
    where += [_("recorded")] if outside.recorded else []
    weak = [_("To work on: {words}", words=safe(outside.weak, words))] if outside.weak else []
    return [*([" · ".join(where)] if where else []), *weak]


def _counts_text(shown: OutsideShown, outside: Outside) -> str:
    if shown.counts:
        counts = _("It counts for today, and towards the mock interviews of your roadmap.")
    else:
        counts = _(
            "It counts towards the mock interviews of your roadmap. Did you study on {date}? `/streak "
            "backfill` lets that day count too.",
            date=date_text(outside.day, shown.today),
        )
    return f"{theme.CHECK} {counts}"


def _name(outside: Outside) -> str:
    parts = [full_date(outside.day), _(KINDS[outside.kind]), outside.place]
    return " · ".join(part for part in parts if part)


def _label(verb: str) -> str:
    # limit: 80
    return pgettext("button", "Open") if verb == "open" else _(LABELS[verb])


def _select(name: str, options: dict[str, str], now: str | None) -> ui.Select[Any]:
    offered = [
        discord.SelectOption(label=capital(label), value=value, default=value == now)
        for value, label in options.items()
    ]
    return ui.Select(custom_id=name, options=offered)


def _input(name: str, before: str, most: int, *, required: bool = True) -> ui.TextInput[Any]:
    return ui.TextInput(custom_id=name, default=before, max_length=most, required=required)


if TYPE_CHECKING:
    OutsideId = int
else:
    OutsideId = app_commands.Transform[int, OutsideTransformer]
