"""/manage members: the group's week for its organisers."""

import re
from collections.abc import Iterator
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
from bot.ui.language import N_, _, ngettext
from bot.ui.text import clip, full_date, safe

GROUPS = {
    # limit: 80
    MemberGroup.SLIPPING: N_("Slipping"),
    # limit: 80
    MemberGroup.QUIET: N_("Quiet"),
    # limit: 80
    MemberGroup.PAUSED: N_("Paused"),
    # limit: 80
    MemberGroup.FINE: N_("On track"),
    # limit: 80
    MemberGroup.FINISHED: N_("Finished"),
}

COUNTED = {
    MemberGroup.SLIPPING: N_("**{count}** slipping"),
    MemberGroup.QUIET: N_("**{count}** quiet"),
    MemberGroup.PAUSED: N_("**{count}** paused"),
    MemberGroup.FINE: N_("**{count}** on track"),
    MemberGroup.FINISHED: N_("**{count}** finished"),
}

MEANING = {
    # limit: 100
    MemberGroup.SLIPPING: N_("Kept few of their days, lost a streak, or is behind and missed a day."),
    # limit: 100
    MemberGroup.QUIET: N_("No check-in for a week or longer, though days were planned."),
    # limit: 100
    MemberGroup.PAUSED: N_("Taking a break they chose."),
    # limit: 100
    MemberGroup.FINE: N_("Keeping to their plan."),
    # limit: 100
    MemberGroup.FINISHED: N_("Through with their roadmap."),
}

NOBODY = N_("Nobody is on a roadmap here yet. `/join` is the way in.")
RULE = N_(
    "Slipping: kept less than half of the planned days of the last seven, lost a streak of {lost} days or "
    "more this week, or is {behind} study days behind and missed a planned day."
)
SEEN = N_(
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
                label=f"{_(name)} ({page.counts[group] if page else 0})",
                value=group.value,
                description=clip(_(MEANING[group]), 100),
                default=group is chosen,
            )
            for group, name in GROUPS.items()
        ]
        identity = custom_id("members", guild_id, user_id)
        select: ui.Select[Any] = ui.Select(custom_id=identity, options=options, placeholder=_("Whom to list"))
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
        # limit: 80
        button: ui.Button[Any] = ui.Button(label=label or _("Page"), custom_id=identity)
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
    around = (
        # limit: 80
        (page.page - 1, _("◀ Before")),
        # limit: 80
        (page.page + 1, _("Further ▶")),
    )
    turns = [
        MemberPageButton(guild_id, user_id, page.group, number, label)
        for number, label in around
        if 0 <= number < page.pages
    ]
    if turns:
        box.add_item(row(*turns))
    rule = _(RULE, lost=LOST_DAYS, behind=BEHIND_DAYS)
    box.add_item(ui.TextDisplay(f"-# {rule}\n-# {_(SEEN)}"))
    return layout(box)


def _heading(page: ReviewPage) -> str:
    lines = [f"## {theme.WEEK} " + _("The group, last 7 days")]
    if not page.total:
        return "\n".join([*lines, _(NOBODY)])
    counts = " · ".join(_(words, count=page.counts[group]) for group, words in COUNTED.items())
    members = ngettext("{count:,} member: {groups}", "{count:,} members: {groups}", page.total, groups=counts)
    lines.append(members)
    if page.long_quiet:
        lines.append("-# " + _("{count} of the quiet for two weeks or longer", count=page.long_quiet))
    return "\n".join(lines)


def _title(page: ReviewPage) -> str:
    title = [_(GROUPS[page.group])]
    if page.pages > 1:
        title.append(_("page {number} of {total}", number=page.page + 1, total=page.pages))
    meaning = _(MEANING[page.group]) if page.members else _("Nobody at the moment.")
    return f"### {' · '.join(title)}\n-# {meaning}"


def _entry(member: ReviewedMember) -> str:
    facts = [safe(member.roadmap, ROADMAP_CHARACTERS), _last(member), _week(member.week)]
    return f"{' · '.join([f'<@{member.user_id}>', *_why(member)])}\n-# {' · '.join(facts)}"


def _why(member: ReviewedMember) -> list[str]:
    """What puts a member into their group."""
    match member.group:
        case MemberGroup.PAUSED if member.paused_until:
            return [_("until {date}", date=full_date(member.paused_until))]
        case MemberGroup.PAUSED:
            return [_("without a return date")]
        case MemberGroup.QUIET:
            return [ngettext("quiet for {count:,} day", "quiet for {count:,} days", member.silent)]
        case MemberGroup.SLIPPING:
            return list(_slips(member))
        case _:
            return []


def _slips(member: ReviewedMember) -> Iterator[str]:
    if member.behind > 0:
        yield ngettext("{count:,} study day behind", "{count:,} study days behind", member.behind)
    if member.lost_streak:
        yield ngettext(
            "a streak of {count:,} day ended", "a streak of {count:,} days ended", member.lost_streak
        )
    if member.kept_little:
        yield _("less than half kept")


def _last(member: ReviewedMember) -> str:
    if member.last_checkin is None:
        return _("no check-in yet")
    return _("last check-in {date}", date=full_date(member.last_checkin))


def _week(week: Consistency) -> str:
    if not week.planned:
        return _("nothing planned")
    return ngettext(
        "{kept} of {count:,} planned day kept",
        "{kept} of {count:,} planned days kept",
        week.planned,
        kept=week.kept,
    )
