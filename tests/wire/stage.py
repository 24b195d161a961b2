"""The stage of `tests/journeys/member_life.py` with the bot in its own process."""

from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from simcord import ChannelHandle, MemberActor

from tests.simtools import text
from tests.wire.crowd import Crowd
from tests.wire.crowd_steps import MESSAGES, idle
from tests.wire.faults import Fault
from tests.wire.process import BotProcess
from tests.wire.server import Wire


class WireStage:
    """A guild with an organiser and a member; the bot is running."""

    def __init__(self, wire: Wire, bot: BotProcess, channel: ChannelHandle) -> None:
        self.channel = channel
        self._wire = wire
        self._bot = bot
        organiser = wire.guild.create_role("Organiser", permissions=discord.Permissions(manage_guild=True))
        self.ada: MemberActor = wire.guild.add_member(wire.create_user("ada"), roles=[organiser])
        self.ben: MemberActor = wire.guild.add_member(wire.create_user("ben"))
        self._outbox = Crowd(wire, bot.environment()["DATABASE_URL"], (), channel)

    def now(self) -> datetime:
        """The moment in UTC."""
        return self._wire.now()

    async def travel_to(self, wall: str, zone: str = "Europe/Berlin") -> None:
        """Moves Discord and the bot, which looks every second; returns when it has nothing to do."""
        target = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
        await self._wire.advance_time((target - self._wire.now()).total_seconds())
        await self.tick()

    async def tick(self) -> None:
        """Returns when nothing is due and nothing is on its way."""
        await idle(self._outbox)

    async def restart(self) -> None:
        """SIGTERM and a new process."""
        code, _ = await self._bot.terminate()
        assert code == 0
        await self._bot.start()

    def refuse_once(self, who: MemberActor) -> None:
        """Discord's answer to a member whose direct messages are closed."""
        path = MESSAGES.replace("*", str(who.user.dm_channel.id))
        self._wire.rest.faults.plan(Fault("POST", path, status=403, code=50007))

    def inbox(self, who: MemberActor) -> list[str]:
        """The texts of the direct messages somebody has received."""
        return [text(message) for message in who.user.dm_channel.history()]
