"""/today, /week and /task"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.ui.inputs import HabitName, Minutes, TaskId, here
from bot.ui.moments import celebrate, celebrate_late
from bot.ui.task_card import card_layout
from bot.ui.today import today_layout
from bot.ui.week import week_layout


class TaskCog(commands.Cog):
    """The day, the week, and single tasks."""

    task = app_commands.Group(name="task", description="Tick, skip, move or add a task", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services
        self.tasks = bot.services.tasks

    @app_commands.command(description="Your tasks for today, with buttons")
    @app_commands.guild_only()
    async def today(self, interaction: discord.Interaction[Any]) -> None:
        whose = here(interaction)
        today = await self.tasks.today(*whose)
        await interaction.response.send_message(view=today_layout(today), ephemeral=True)
        await celebrate_late(interaction, self.services, *whose)

    @app_commands.command(description="Your week, day by day")
    @app_commands.describe(offset="1 is next week, -1 is last week")
    @app_commands.guild_only()
    async def week(
        self, interaction: discord.Interaction[Any], offset: app_commands.Range[int, -520, 520] = 0
    ) -> None:
        week = await self.tasks.week(*here(interaction), offset)
        await interaction.response.send_message(view=week_layout(week), ephemeral=True)

    @task.command(name="done", description="Tick one of your tasks")
    @app_commands.describe(task="Choose a suggestion, or type part of its title")
    async def done(self, interaction: discord.Interaction[Any], task: TaskId) -> None:
        whose = here(interaction)
        today = await self.tasks.done(*whose, task)
        await interaction.response.send_message(view=today_layout(today), ephemeral=True)
        await celebrate(interaction, self.services, *whose, today.reached)

    @task.command(name="skip", description="Leave a task out; what follows moves up")
    @app_commands.describe(task="Choose a suggestion, or type part of its title")
    async def skip(self, interaction: discord.Interaction[Any], task: TaskId) -> None:
        guild_id, user_id = here(interaction)
        skipped = await self.tasks.skip(guild_id, user_id, task)
        await interaction.response.send_message(view=card_layout(guild_id, user_id, skipped), ephemeral=True)

    @task.command(name="move", description="Put a task on another day; the rest is planned around it")
    @app_commands.describe(
        task="Choose a suggestion, or type part of its title", to="tomorrow, sat, 2026-12-01, 1 Dec, +3"
    )
    async def move(
        self, interaction: discord.Interaction[Any], task: TaskId, to: app_commands.Range[str, 1, 40]
    ) -> None:
        guild_id, user_id = here(interaction)
        moved = await self.tasks.move(guild_id, user_id, task, to)
        await interaction.response.send_message(view=card_layout(guild_id, user_id, moved), ephemeral=True)

    @task.command(name="habit", description="Tick one of today's habits, or take the tick back")
    @app_commands.describe(habit="One of the habits of today")
    async def habit(self, interaction: discord.Interaction[Any], habit: HabitName) -> None:
        today = await self.tasks.toggle_habit(*here(interaction), habit)
        await interaction.response.send_message(view=today_layout(today), ephemeral=True)

    @task.command(name="add", description="Add a task of your own")
    @app_commands.describe(
        title="What you want to do",
        minutes="How long, e.g. 45 or 1h30; 30 if you leave it out",
        day="Today if you leave it out",
    )
    async def add(
        self,
        interaction: discord.Interaction[Any],
        title: app_commands.Range[str, 1, 120],
        minutes: Minutes | None = None,
        day: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        guild_id, user_id = here(interaction)
        added = await self.tasks.add(guild_id, user_id, title, minutes, day)
        await interaction.response.send_message(view=card_layout(guild_id, user_id, added), ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(TaskCog(bot))
