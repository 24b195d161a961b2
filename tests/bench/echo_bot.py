"""The peer of every bench: the least discord.py bot that does anything, one command that answers at once."""

import os

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


@app_commands.command(description="Says the text again")
async def echo(interaction: discord.Interaction, text: str) -> None:
    await interaction.response.send_message(text, ephemeral=True)


class EchoBot(commands.AutoShardedBot):
    """One command, synced at every start."""

    def __init__(self, shard_count: int | None = None) -> None:
        super().__init__(
            commands.when_mentioned, intents=discord.Intents(guilds=True), shard_count=shard_count
        )

    async def setup_hook(self) -> None:
        self.tree.add_command(echo)
        await self.tree.sync()


def main() -> None:
    """Runs against the server named in the environment."""
    Route.BASE = os.environ["DISCORD_API_BASE"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    EchoBot().run(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    main()
