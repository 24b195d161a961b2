"""Option types: text becomes a domain value before a command sees it, with suggestions while typing."""

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.domain.calendar import find_zone, zone_choices
from bot.domain.errors import CohortError, GuildOnly, NoSuchTask
from bot.domain.inputs import parse_hours_per_week, parse_minutes, parse_time, parse_weekdays
from bot.domain.replans import MAX_WEEK
from bot.domain.roadmap import Roadmap
from bot.domain.tasks import Task
from bot.ui.base import services_of
from bot.ui.text import clip, full_date, minutes_text

_CHOSEN = re.compile(r"#(?P<id>[0-9]{1,18})")
_NUMBER = re.compile(r"#?(?P<id>[0-9]{1,18})")
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
        """A title is understood as well as an id; an id wins."""
        offered = await _offered(interaction)
        titles = {roadmap.title.casefold(): roadmap.id for roadmap in offered}
        ids = {roadmap.id for roadmap in offered}
        wanted = value.casefold()
        return wanted if wanted in ids else titles.get(wanted, value)

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Roadmaps whose id or title holds what was typed."""
        wanted = value.casefold()
        return [
            app_commands.Choice(name=clip(roadmap.title, 100) or roadmap.id, value=roadmap.id)
            for roadmap in await _offered(interaction)
            if wanted in roadmap.id or wanted in roadmap.title.casefold()
        ][:25]


class NumberTransformer(app_commands.Transformer):
    """The id of something of the member's own: a chosen suggestion, or the number itself."""

    unknown: type[CohortError]
    """What is raised for anything else; whose it is is for the use case to check."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> int:
        """Raises `unknown` for what is no number."""
        found = _NUMBER.fullmatch(value.strip())
        if found is None:
            raise self.unknown
        return int(found["id"])

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """What is suggested, as far as its name holds what was typed."""
        if interaction.guild_id is None:
            return []
        wanted, named = value.casefold(), await self.named(interaction)
        return [
            app_commands.Choice(name=clip(name, 100), value=f"#{number}")
            for number, name in named.items()
            if wanted in name.casefold()
        ]

    @abstractmethod
    async def named(self, interaction: discord.Interaction[Any]) -> dict[int, str]:
        """What is suggested, by its number."""


async def _offered(interaction: discord.Interaction[Any]) -> tuple[Roadmap, ...]:
    if interaction.guild_id is None:
        return ()
    return await services_of(interaction).enrolments.offered(interaction.guild_id)


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


class HabitTransformer(app_commands.Transformer):
    """The key or title of one of today's habits; the use case checks it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> str:
        """As typed."""
        return value

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Today's habits, ticked ones marked."""
        try:
            today = await services_of(interaction).tasks.today(*here(interaction))
        except CohortError:
            return []
        wanted = value.casefold()
        return [
            app_commands.Choice(
                name=clip(f"{'✅ ' if each.kept else ''}{each.habit.title}", 100), value=each.habit.key
            )
            for each in today.habits
            if wanted in each.habit.title.casefold()
        ][:25]


class StudyWeekTransformer(app_commands.Transformer):
    """A template of the roadmap or a week as typed; the use case reads it."""

    @property
    def max_value(self) -> int:
        """Characters."""
        return MAX_WEEK

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> str:
        """As typed."""
        return value

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The templates of the roadmap being joined, or of the one the member is on."""
        if interaction.guild_id is None:
            return []
        joining: object = interaction.namespace.roadmap
        wanted = value.casefold()
        weeks = await services_of(interaction).enrolments.weeks(
            *here(interaction), joining if isinstance(joining, str) else None
        )
        return [
            app_commands.Choice(name=clip(schedule.title, 100) or schedule.key, value=schedule.key)
            for schedule, _ in weeks
            if wanted in schedule.title.casefold() or wanted in schedule.key
        ][:25]


def _choice(task: Task) -> str:
    return clip(f"{full_date(task.day)} · {task.title} · {minutes_text(task.planned_minutes)}", 100)


if TYPE_CHECKING:
    Zone = ZoneInfo
    Hours = Minutes = TimeOfDay = TaskId = int
    RoadmapId = StudyWeek = HabitName = str
    Weekdays = frozenset[int]
else:
    Zone = app_commands.Transform[ZoneInfo, ZoneTransformer]
    Hours = app_commands.Transform[int, HoursTransformer]
    Minutes = app_commands.Transform[int, MinutesTransformer]
    TimeOfDay = app_commands.Transform[int, TimeTransformer]
    TaskId = app_commands.Transform[int, TaskTransformer]
    RoadmapId = app_commands.Transform[str, RoadmapTransformer]
    StudyWeek = app_commands.Transform[str, StudyWeekTransformer]
    HabitName = app_commands.Transform[str, HabitTransformer]
    Weekdays = app_commands.Transform[frozenset[int], WeekdaysTransformer]
