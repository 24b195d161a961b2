"""A bare discord.py bot that sends a direct message to everyone in PEOPLE at once, as bots usually do."""

import asyncio
import contextlib
import os

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Shouter(discord.Client):
    """Sends when it is ready; ends when nothing is under way any more."""

    async def on_ready(self) -> None:
        """Everybody at the same time: discord.py knows no limit before it is refused."""
        people = [int(user) for user in os.environ["PEOPLE"].split(",")]
        await asyncio.gather(*(self._tell(user) for user in people))
        await self.close()

    async def _tell(self, user_id: int) -> None:
        with contextlib.suppress(discord.HTTPException):
            channel = await self.create_dm(discord.Object(user_id))
            await channel.send("one task for you today")


def main() -> None:
    """Runs until everyone was told, or not."""
    Route.BASE = os.environ["DISCORD_API_BASE"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    Shouter(intents=discord.Intents(guilds=True)).run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
