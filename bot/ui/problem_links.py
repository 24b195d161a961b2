"""A member's name on LeetCode: the code that proves it, and what the link does."""

import re
from typing import Any, Literal, get_args

import discord
from discord import ui
from discord.utils import format_dt

from bot.services.problem_link_results import LinkShown, LinkState
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import N_, _
from bot.ui.text import link

PROFILE = "https://leetcode.com/u/"

Verb = Literal["check", "cancel"]
VERB = rf"(?P<verb>{'|'.join(get_args(Verb))})"

LOOKS: dict[Verb, tuple[str, discord.ButtonStyle]] = {
    # limit: 80
    "check": (N_("Check now"), discord.ButtonStyle.success),
    # limit: 80
    "cancel": (N_("Cancel"), discord.ButtonStyle.secondary),
}


class LinkButton(Owned[ui.Button[Any]], template=template("lclink", VERB)):
    """Looks for the code, or gives the name up."""

    def __init__(self, guild_id: int, user_id: int, verb: Verb, label: str = "") -> None:
        name, style = LOOKS[verb]
        identity = custom_id("lclink", guild_id, user_id, verb)
        button: ui.Button[Any] = ui.Button(label=label or _(name), style=style, custom_id=identity)
        super().__init__(button, guild_id, user_id)
        self.verb: Verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "LinkButton":
        """From the pressed custom_id."""
        verb: Any = match["verb"]
        return cls(int(match["guild"]), int(match["user"]), verb)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """LeetCode may take its time: what comes of it replaces the message later."""
        whose = self.guild_id, self.user_id
        if self.verb == "cancel":
            await show(interaction, link_layout(await services.problem_links.unlink(*whose)))
            return
        await interaction.response.defer()
        shown = await services.problem_links.check(*whose)
        await interaction.edit_original_response(view=link_layout(shown))


def link_layout(shown: LinkShown) -> ui.LayoutView:
    """Where the name stands, and the next step."""
    owner, profile = (shown.guild_id, shown.user_id), link(shown.username, PROFILE + shown.username)
    proved = shown.state is LinkState.PROVED
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE if proved else theme.ACCENT)
    if shown.state is LinkState.GONE:
        box.add_item(ui.TextDisplay(_gone(profile)))
        return layout(box)
    if proved:
        box.add_item(ui.TextDisplay(_proved(profile)))
        return layout(box, row(LinkButton(*owner, "cancel", _("Unlink"))))
    lines = [_found(shown), *_steps(shown, profile)]
    box.add_item(ui.TextDisplay("\n".join(line for line in lines if line)))
    return layout(box, row(LinkButton(*owner, "check"), LinkButton(*owner, "cancel")))


def _gone(profile: str) -> str:
    return _(
        "**{profile}** is not linked to you any more. Your log, your streak and the marks that solves "
        "already have stay as they are.",
        profile=profile,
    )


def _proved(profile: str) -> str:
    lines = [
        f"## {theme.CHECK} " + _("Linked: {profile}", profile=profile),
        _("You may take the code out of your profile again."),
        _(
            "From now on a solve in your log gets a mark when LeetCode has it too. Nothing ever hangs on "
            "that mark, and nothing is logged without you."
        ),
    ]
    return "\n".join(lines)


def _found(shown: LinkShown) -> str:
    """What the last look found, if there was one."""
    retry = format_dt(shown.retry_at, "R") if shown.retry_at else ""
    match shown.state:
        case LinkState.NOT_SEEN:
            said = _(
                "The code is not in the profile yet. LeetCode can take a minute to show a change; then "
                "check again."
            )
            return f"{theme.BEHIND} {said}"
        case LinkState.EXPIRED:
            return f"{theme.BEHIND} " + _("That code was more than a day old, so here is a new one.")
        case LinkState.NOBODY:
            said = _(
                "LeetCode knows nobody of this name. Cancel, and give the name as it stands in the address "
                "of your profile."
            )
            return f"{theme.WARNING} {said}"
        case LinkState.TOO_SOON:
            again = retry or _("in a moment")
            return f"{theme.BEHIND} " + _("I have just looked. You can check again {when}.", when=again)
        case LinkState.NO_ANSWER:
            return f"{theme.BEHIND} {_no_answer(retry)}"
        case _:
            return ""


def _no_answer(retry: str) -> str:
    if not retry:
        return _("LeetCode does not answer just now. All else works without it.")
    return _(
        "LeetCode does not answer just now. It may answer again {when}. All else works without it.",
        when=retry,
    )


def _steps(shown: LinkShown, profile: str) -> list[str]:
    if shown.proof is None:
        return []
    where = _("Put this code anywhere into your LeetCode profile: into the text about you, or the name.")
    until = _("The code is good until {when}.", when=format_dt(shown.proof.expires_at, "f"))
    return [
        "## " + _("Is {profile} you?", profile=profile),
        f"1. {where}",
        f"```\n{shown.proof.code}\n```",
        "2. "
        + _("Press **{button}**. Afterwards you can take the code out again.", button=_(LOOKS["check"][0])),
        f"-# {until}",
    ]
