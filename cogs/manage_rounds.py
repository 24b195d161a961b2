"""/manage rounds"""

from typing import Any

import discord
from discord import app_commands

from bot.client import StudyBot
from bot.ui.inputs import TimeOfDay
from bot.ui.manage_round_checks import suggest_rounds
from bot.ui.manage_round_forms import weekday_choices
from bot.ui.manage_rounds import (
    cancel_round,
    change_rounds,
    preview_round,
    replay_round,
    run_round,
    show_rounds,
)

MAX_SEED = 10**15 - 1


class ManageRounds(app_commands.Group):
    """How mock interviews are paired, and what came of it."""

    def __init__(self, bot: StudyBot) -> None:
        super().__init__(name="rounds", description="How and when mock interviews are paired")
        self.services = bot.services

    @app_commands.command(name="show", description="How rounds are set, the next one, figures of the last")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        await show_rounds(interaction, self.services)

    @app_commands.command(name="set", description="Switch rounds on or off, and choose when and how they run")
    @app_commands.describe(
        on="Whether rounds come by themselves",
        channel="Where they are announced and threads opened",
        day="The weekday on which they close",
        at="When they close, in the server's zone: 12:00, 5pm",
        every="Every how many weeks",
        minutes="How long an interview takes, both halves",
        opens="How many days before closing they open",
        reminder="How many hours before closing who gave no time is reminded; 0: never",
        window="Within how many rounds the same two do not meet again, if it can be helped",
        trios="Whether an odd number makes a group of three",
    )
    @app_commands.choices(day=weekday_choices())
    async def set(
        self,
        interaction: discord.Interaction[Any],
        on: bool | None = None,
        channel: discord.TextChannel | None = None,
        day: app_commands.Choice[int] | None = None,
        at: TimeOfDay | None = None,
        every: app_commands.Range[int, 1, 8] | None = None,
        minutes: app_commands.Range[int, 30, 180] | None = None,
        opens: app_commands.Range[int, 1, 14] | None = None,
        reminder: app_commands.Range[int, 0, 72] | None = None,
        window: app_commands.Range[int, 0, 52] | None = None,
        trios: bool | None = None,
    ) -> None:
        changes: dict[str, Any] = {"enabled": on, "minute": at, "every_weeks": every, "trios": trios}
        changes |= {"channel_id": channel.id if channel else None, "weekday": day.value if day else None}
        changes |= {"session_minutes": minutes, "open_days": opens, "remind_hours": reminder}
        await change_rounds(interaction, self.services, **changes, window=window)

    @app_commands.command(
        name="preview", description="What the next round would come to now; nothing is kept"
    )
    async def preview(self, interaction: discord.Interaction[Any]) -> None:
        await preview_round(interaction, self.services)

    @app_commands.command(name="run", description="Close the next round now and pair it")
    @app_commands.describe(confirm="Do it at once, without being asked")
    async def run(self, interaction: discord.Interaction[Any], confirm: bool = False) -> None:
        await run_round(interaction, self.services, confirmed=confirm)

    @app_commands.command(name="replay", description="Match a round again and compare; nothing changes")
    @app_commands.describe(number="Which round", seed="Another seed; the round's own if you leave it out")
    @app_commands.rename(number="round")
    @app_commands.autocomplete(number=suggest_rounds)
    async def replay(
        self,
        interaction: discord.Interaction[Any],
        number: int,
        seed: app_commands.Range[int, 0, MAX_SEED] | None = None,
    ) -> None:
        await replay_round(interaction, self.services, number, seed)

    @app_commands.command(name="cancel", description="Leave a round out, or call off what is left of it")
    @app_commands.describe(
        number="Which round; the next one if you leave it out", confirm="Do it at once, without being asked"
    )
    @app_commands.rename(number="round")
    @app_commands.autocomplete(number=suggest_rounds)
    async def cancel(
        self, interaction: discord.Interaction[Any], number: int | None = None, confirm: bool = False
    ) -> None:
        await cancel_round(interaction, self.services, number, confirmed=confirm)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py; `/manage` itself is there by then."""
    manage = bot.tree.get_command("manage")
    if isinstance(manage, app_commands.Group):
        manage.add_command(ManageRounds(bot), override=True)
