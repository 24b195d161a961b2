"""A small bot for the tests of the simulated Discord: in-process, or as `python -m tests.wire.sample_bot`.

As a process it reads the environment that Cohort reads; SIGTERM closes it.
"""

import asyncio
import contextlib
import io
import os
import signal
import sys
from typing import Any, Self

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Context = discord.Interaction["SampleBot"]


class Tick(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"sample:tick:(?P<number>\d+)"):
    """A button that still answers after a restart."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(discord.ui.Button(label=f"Tick #{number}", custom_id=f"sample:tick:{number}"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: Any, /) -> Self:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"ticked {self.number}", ephemeral=True)


class Panel(discord.ui.LayoutView):
    """Text and two lasting buttons in a container."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        ticks: list[Any] = [Tick(1), Tick(2)]
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow(*ticks)
        self.add_item(
            discord.ui.Container(discord.ui.TextDisplay("# Today"), discord.ui.TextDisplay("two"), row)
        )
        self.stop()


class Question(discord.ui.Modal, title="A question"):
    """One field; its custom id is random."""

    answer: discord.ui.Label[Any] = discord.ui.Label(text="Answer", component=discord.ui.TextInput())

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        assert isinstance(self.answer.component, discord.ui.TextInput)
        await interaction.response.send_message(f"you said {self.answer.component.value}", ephemeral=True)


class Picker(discord.ui.View):
    """One select menu."""

    @discord.ui.select(
        custom_id="sample:pick",
        options=[discord.SelectOption(label=word, value=word.lower()) for word in ("Red", "Blue")],
    )
    async def pick(self, interaction: discord.Interaction, menu: discord.ui.Select[Self]) -> None:
        await interaction.response.edit_message(content=f"picked {menu.values[0]}", view=None)


class SampleBot(commands.AutoShardedBot):
    """Commands that each show one thing the simulated Discord can do."""

    def __init__(self, *, shard_count: int | None = None) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=discord.Intents(guilds=True),
            shard_count=shard_count,
            guild_ready_timeout=0.0,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.meeting = asyncio.Event()
        self.present: list[str] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        # discord.py waits five seconds here, for Discord's sake; the local one asks for it only when told to.
        await asyncio.sleep(0 if initial else 0.1)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Tick)
        for command in (echo, panel, ask, pick, post, slow, meet, broken, picture, silent):
            self.tree.add_command(command)
        await self.tree.sync()


async def _words(_: Context, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=word, value=word) for word in ("alpha", "beta") if current in word]


@app_commands.command(description="Says the text again, and in which language the person reads")
@app_commands.autocomplete(text=_words)
async def echo(interaction: Context, text: str) -> None:
    await interaction.response.send_message(f"{text} ({interaction.locale.value})", ephemeral=True)


@app_commands.command(description="Shows a layout with two buttons")
async def panel(interaction: Context) -> None:
    await interaction.response.send_message(view=Panel())


@app_commands.command(description="Opens a modal")
async def ask(interaction: Context) -> None:
    await interaction.response.send_modal(Question(custom_id=f"sample:{interaction.id}"))


@app_commands.command(description="Shows a menu")
async def pick(interaction: Context) -> None:
    await interaction.response.send_message("pick one", view=Picker(timeout=60))


@app_commands.command(description="Sends messages to the channel, then says how it went")
async def post(interaction: Context, count: int = 1) -> None:
    await interaction.response.defer(ephemeral=True)
    assert isinstance(interaction.channel, discord.TextChannel)
    failures = 0
    for number in range(count):
        try:
            await interaction.channel.send(f"message {number}")
        except (discord.HTTPException, OSError):
            failures += 1
    await interaction.edit_original_response(content=f"sent {count - failures}, failed {failures}")


@app_commands.command(description="Answers late, then once more")
async def slow(interaction: Context, seconds: float = 0.2) -> None:
    await interaction.response.defer()
    await asyncio.sleep(seconds)
    await interaction.edit_original_response(content="at last")
    await interaction.followup.send("and more", ephemeral=True)


@app_commands.command(description="Answers when two people are there")
async def meet(interaction: Context) -> None:
    bot = interaction.client
    bot.present.append(interaction.user.name)
    if len(bot.present) > 1:
        bot.meeting.set()
    await asyncio.wait_for(bot.meeting.wait(), 2)
    await interaction.response.send_message("met " + " and ".join(bot.present), ephemeral=True)


@app_commands.command(description="Breaks a rule of Discord that a lax server lets pass")
async def broken(interaction: Context) -> None:
    await interaction.response.send_message("x")
    assert isinstance(interaction.channel, discord.TextChannel)
    await interaction.channel.create_thread(name="x" * 101)


@app_commands.command(description="Sends a file")
async def picture(interaction: Context) -> None:
    file = discord.File(io.BytesIO(b"a picture"), filename="sample.txt", description="words")
    await interaction.response.send_message("a file", file=file, ephemeral=True)


@app_commands.command(description="Never answers")
async def silent(_: Context) -> None:
    return


async def _serve(bot: SampleBot, token: str) -> int:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, lambda: asyncio.ensure_future(bot.close()))
    try:
        async with bot:
            await bot.start(token)
    except (discord.LoginFailure, discord.ConnectionClosed):
        return 78
    return 0


def main() -> int:
    """Runs until told to stop; 78 when the token is refused."""
    discord.utils.setup_logging()
    Route.BASE = os.environ["DISCORD_API_BASE"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    shards = os.environ.get("SHARD_COUNT")
    bot = SampleBot(shard_count=int(shards) if shards else None)
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_serve(bot, os.environ["DISCORD_TOKEN"]))
    return 130


if __name__ == "__main__":
    sys.exit(main())
