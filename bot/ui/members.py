"""/manage members: the group's week for its organisers."""

import re
from typing import Any

import discord
from discord import app_commands, ui

from bot.domain.member_review import BEHIND_DAYS, LOST_DAYS, MemberGroup, ReviewedMember, ReviewPage
from bot.domain.standings import Consistency
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, template
from bot.ui.chosen import the_one_chosen
from bot.ui.guilds import require_organiser
from bot.ui.inputs import Choices
from bot.ui.language import N_
from bot.ui.text import full_date, plural, safe

GROUPS = {
    MemberGroup.SLIPPING: "Slipping",
    MemberGroup.QUIET: "Quiet",
    MemberGroup.PAUSED: "Paused",
    MemberGroup.FINE: "On track",
    MemberGroup.FINISHED: "Finished",
}

MEANING = {
    MemberGroup.SLIPPING: "Kept few of their days, lost a streak, or is behind and missed a day.",
    MemberGroup.QUIET: "No check-in for a week or longer, though days were planned.",
    MemberGroup.PAUSED: "Taking a break they chose.",
    MemberGroup.FINE: "Keeping to their plan.",
    MemberGroup.FINISHED: "Through with their roadmap.",
}

NOBODY = "Nobody is on a roadmap here yet. `/join` is the way in."
RULE = (
    "Slipping: kept less than half of the planned days of the last seven, lost a streak of "
    f"{LOST_DAYS} days or more this week, or is {BEHIND_DAYS} study days behind and missed a planned day."
)
SEEN = (
    "`/join` and `/about` tell members what you see here: roadmap, pauses, how far behind its plan, days "
    "kept, a streak that ended and the last check-in, never what they write."
)
ORGANISERS_SEE = N_(
    "Organisers see your roadmap, pauses, how far behind its plan you are, the days you kept, a streak that "
    "ended and your last check-in, never what you write."
)

ROADMAP_CHARACTERS = 80


class MemberGroupSelect(Owned[ui.Select[Any]], template=template("members")):
    """Chooses whom to list."""

    def __init__(self, guild_id: int, user_id: int, page: ReviewPage | None = None) -> None:
        chosen = page.group if page else None
        options = [
            discord.SelectOption(
                label=f"{name} ({page.counts[group] if page else 0})",
                value=group.value,
                description=MEANING[group][:100],
                default=group is chosen,
            )
            for group, name in GROUPS.items()
        ]
        identity = custom_id("members", guild_id, user_id)
        select: ui.Select[Any] = ui.Select(custom_id=identity, options=options, placeholder="Whom to list")
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """List them."""
        await show_members(interaction, services, the_one_chosen(MemberGroup, self.item.values))


class MemberPageButton(
    Owned[ui.Button[Any]],
    template=template(
        "memberpage", rf"(?P<group>{'|'.join(group.value for group in MemberGroup)}):(?P<page>[0-9]{{1,5}})"
    ),
):
    """Turns to another page of a group; the first is 0."""

    def __init__(self, guild_id: int, user_id: int, group: MemberGroup, page: int, label: str = "") -> None:
        identity = custom_id("memberpage", guild_id, user_id, group.value, page)
        button: ui.Button[Any] = ui.Button(label=label or "Page", custom_id=identity)
        super().__init__(button, guild_id, user_id)
        self.group = group
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MemberPageButton":
        """From the pressed custom_id."""
        group = MemberGroup(match["group"])
        return cls(int(match["guild"]), int(match["user"]), group, int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that page."""
        await show_members(interaction, services, self.group, self.page)


async def show_members(
    interaction: discord.Interaction[Any],
    services: Services,
    group: MemberGroup | None = None,
    page: int = 0,
) -> None:
    """A page of the members, to an organiser alone; a large group takes longer than Discord waits."""
    guild_id = (await require_organiser(interaction)).guild_id
    await interaction.response.defer(ephemeral=True)
    found = await services.member_review.show(guild_id, group, page)
    await interaction.edit_original_response(view=members_layout(guild_id, interaction.user.id, found))


def member_choices() -> Choices:
    """The groups as choices of a command."""
    return [app_commands.Choice(name=name, value=group.value) for group, name in GROUPS.items()]


def members_layout(guild_id: int, user_id: int, page: ReviewPage) -> ui.LayoutView:
    """The counts, the groups to choose from, and a page of one of them."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_heading(page)))
    if page.total:
        box.add_item(row(MemberGroupSelect(guild_id, user_id, page)))
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join([_title(page), *map(_entry, page.members)])))
    around = {"◀ Before": page.page - 1, "Further ▶": page.page + 1}
    turns = [
        MemberPageButton(guild_id, user_id, page.group, number, label)
        for label, number in around.items()
        if 0 <= number < page.pages
    ]
    if turns:
        box.add_item(row(*turns))
    box.add_item(ui.TextDisplay(f"-# {RULE}\n-# {SEEN}"))
    return layout(box)


def _heading(page: ReviewPage) -> str:
    if not page.total:
        return f"## {theme.WEEK} The group, last 7 days\n{NOBODY}"
    counts = " · ".join(f"**{page.counts[group]}** {name.lower()}" for group, name in GROUPS.items())
    lines = [f"## {theme.WEEK} The group, last 7 days", f"{plural(page.total, 'member')}: {counts}"]
    return "\n".join(
        [*lines, f"-# {page.long_quiet} of the quiet for two weeks or longer"] if page.long_quiet else lines
    )


def _title(page: ReviewPage) -> str:
    where = f" · page {page.page + 1} of {page.pages}" if page.pages > 1 else ""
    meaning = MEANING[page.group] if page.members else "Nobody at the moment."
    return f"### {GROUPS[page.group]}{where}\n-# {meaning}"


def _entry(member: ReviewedMember) -> str:
    facts = [safe(member.roadmap, ROADMAP_CHARACTERS), _last(member), _week(member.week)]
    return f"<@{member.user_id}>{_why(member)}\n-# {' · '.join(facts)}"


def _why(member: ReviewedMember) -> str:
    """What puts a member into their group."""
    if member.group is MemberGroup.PAUSED:
        until = f"until {full_date(member.paused_until)}" if member.paused_until else "without a return date"
        return f" · {until}"
    if member.group is MemberGroup.QUIET:
        return f" · quiet for {plural(member.silent, 'day')}"
    reasons = [f"{plural(member.behind, 'study day')} behind"] if member.behind > 0 else []
    reasons += [f"a streak of {plural(member.lost_streak, 'day')} ended"] if member.lost_streak else []
    reasons += ["less than half kept"] if member.kept_little else []
    return "".join(f" · {reason}" for reason in reasons) if member.group is MemberGroup.SLIPPING else ""


def _last(member: ReviewedMember) -> str:
    return f"last check-in {full_date(member.last_checkin)}" if member.last_checkin else "no check-in yet"


def _week(week: Consistency) -> str:
    if not week.planned:
        return "nothing planned"
    return f"{week.kept} of {plural(week.planned, 'planned day')} kept"
