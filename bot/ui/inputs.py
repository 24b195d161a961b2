"""Option types: text becomes a domain value before a command sees it, with suggestions while typing."""

import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.domain.calendar import find_zone, zone_choices
from bot.domain.errors import GuildOnly, NoSuchTask
from bot.domain.inputs import parse_hours_per_week, parse_minutes, parse_time, parse_weekdays
from bot.domain.tasks import Task
from bot.ui.base import services_of
from bot.ui.text import clip, full_date, minutes_text

_CHOSEN = re.compile(r"#(?P<id>[0-9]{1,18})")
"""A chosen suggestion; a bare number is part of a title ("Solve 10 Easy problems")."""

Choices = list[app_commands.Choice[str]]


def here(interaction: discord.Interaction[Any]) -> tuple[int, int]:
    """The guild and the person an interaction comes from. Raises GuildOnly in a direct message."""
    if interaction.guild_id is None:
        raise GuildOnly
    return interaction.guild_id, interaction.user.id


class ZoneTransformer(app_commands.Transformer):
    """An IANA zone, or a city in it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> ZoneInfo:
        """Raises UnknownTimezone."""
        return find_zone(value)

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Zones that fit what was typed."""
        return [app_commands.Choice(name=name, value=name) for name in zone_choices(value)]


class HoursTransformer(app_commands.Transformer):
    """Hours a week as minutes."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> int:
        """Raises OutOfRange."""
        return parse_hours_per_week(value)


class MinutesTransformer(app_commands.Transformer):
    """A length of time as minutes."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> int:
        """Raises OutOfRange."""
        return parse_minutes(value)


class WeekdaysTransformer(app_commands.Transformer):
    """Weekdays, Monday is 0."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> frozenset[int]:
        """Raises InvalidWeekdays."""
        return parse_weekdays(value)


class TimeTransformer(app_commands.Transformer):
    """A time of day as minutes after midnight."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> int:
        """Raises InvalidTime."""
        return parse_time(value)


class RoadmapTransformer(app_commands.Transformer):
    """The id of a roadmap; the use case checks it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> str:
        """A title is understood as well as an id."""
        offered = services_of(interaction).enrolments.offered()
        return next(
            (roadmap.id for roadmap in offered if value.casefold() in (roadmap.id, roadmap.title.casefold())),
            value,
        )

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Roadmaps whose id or title holds what was typed."""
        wanted = value.casefold()
        return [
            app_commands.Choice(name=clip(roadmap.title, 100), value=roadmap.id)
            for roadmap in services_of(interaction).enrolments.offered()
            if wanted in roadmap.id or wanted in roadmap.title.casefold()
        ][:25]


class TaskTransformer(app_commands.Transformer):
    """The id of one of the member's open tasks; a typed title works as well as a chosen suggestion."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> int:
        """Raises NoSuchTask when nothing fits."""
        if (chosen := _CHOSEN.fullmatch(value)) is not None:
            return int(chosen["id"])
        found = await services_of(interaction).tasks.suggest(*here(interaction), value)
        if not found:
            await services_of(interaction).tasks.today(
                *here(interaction)
            )  # says so to whoever is on no roadmap
            raise NoSuchTask(value)
        return found[0].id

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Open tasks whose title holds what was typed, nearest first."""
        if interaction.guild_id is None:
            return []
        found = await services_of(interaction).tasks.suggest(*here(interaction), value)
        return [app_commands.Choice(name=_choice(task), value=f"#{task.id}") for task in found]


def _choice(task: Task) -> str:
    return clip(f"{full_date(task.day)} · {task.title} · {minutes_text(task.planned_minutes)}", 100)


if TYPE_CHECKING:
    Zone = ZoneInfo
    Hours = Minutes = TimeOfDay = TaskId = int
    RoadmapId = str
    Weekdays = frozenset[int]
else:
    Zone = app_commands.Transform[ZoneInfo, ZoneTransformer]
    Hours = app_commands.Transform[int, HoursTransformer]
    Minutes = app_commands.Transform[int, MinutesTransformer]
    TimeOfDay = app_commands.Transform[int, TimeTransformer]
    TaskId = app_commands.Transform[int, TaskTransformer]
    RoadmapId = app_commands.Transform[str, RoadmapTransformer]
    Weekdays = app_commands.Transform[frozenset[int], WeekdaysTransformer]
