"""What interviews ask of Discord besides messages: private threads, who is still there, and the calendar."""

import re
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import discord

from bot.delivery.messenger import REQUEST_LIMIT, THREAD_MINUTES, SendFailed, asking
from bot.delivery.pacing import Pacer

UNKNOWN_CHANNEL, UNKNOWN_MEMBER, UNKNOWN_MESSAGE, UNKNOWN_USER, UNKNOWN_EVENT = (
    10003,
    10007,
    10008,
    10013,
    10070,
)
PRIVATE_THREAD = 12
EXTERNAL, GUILD_ONLY = 3, 2


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in a server's calendar."""

    name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    words: str


class Rooms(Protocol):
    """Everything raises SendFailed."""

    async def find_thread(self, guild_id: int, channel_id: int, names: Collection[str]) -> int | None: ...
    async def open_private_thread(self, channel_id: int, name: str) -> int: ...
    async def add_to_thread(self, thread_id: int, user_id: int) -> bool: ...
    async def remove_from_thread(self, thread_id: int, user_id: int) -> None: ...
    async def is_member(self, guild_id: int, user_id: int) -> bool: ...
    async def find_event(self, guild_id: int, number: int, starts_at: datetime) -> int | None: ...
    async def create_event(self, guild_id: int, what: Happening) -> int: ...
    async def delete_event(self, guild_id: int, event_id: int) -> None: ...
    async def delete_message(self, channel_id: int, message_id: int) -> None: ...


class DiscordRooms:
    """Rooms on a logged-in client, at the pace of everything that is sent; nothing needs a cache."""

    def __init__(self, client: discord.Client, pacer: Pacer, limit: timedelta = REQUEST_LIMIT) -> None:
        self._client = client
        self._pacer = pacer
        self._limit = limit

    async def find_thread(self, guild_id: int, channel_id: int, names: Collection[str]) -> int | None:
        """Our own open thread in this channel that has one of these names."""
        async with self._request():
            found = await self._client.http.get_active_threads(guild_id)
        me = self._client.user
        here = (str(channel_id), str(me.id) if me else "")
        threads: list[dict[str, Any]] = [dict(thread) for thread in found["threads"]]
        mine = (each for each in threads if (each["parent_id"], each["owner_id"]) == here)
        return next((int(each["id"]) for each in mine if each["name"] in names), None)

    async def open_private_thread(self, channel_id: int, name: str) -> int:
        """A thread seen only by those who are added, and by whoever may manage threads; returns its id."""
        async with self._request():
            opened = await self._client.http.start_thread_without_message(
                channel_id,
                name=name,
                auto_archive_duration=THREAD_MINUTES,
                type=PRIVATE_THREAD,
                invitable=False,
            )
        return int(opened["id"])

    async def add_to_thread(self, thread_id: int, user_id: int) -> bool:
        """Add somebody; adding them again changes nothing. False if they are not in the server."""
        try:
            async with self._request():
                await self._client.http.add_user_to_thread(thread_id, user_id)
        except SendFailed as failed:
            return _unless(failed, UNKNOWN_MEMBER, UNKNOWN_USER)
        return True

    async def remove_from_thread(self, thread_id: int, user_id: int) -> None:
        """Whoever opened a private thread may take people out of it."""
        async with self._request():
            await self._client.http.remove_user_from_thread(thread_id, user_id)

    async def is_member(self, guild_id: int, user_id: int) -> bool:
        """Whether this person is in the server now."""
        try:
            async with self._request():
                await self._client.http.get_member(guild_id, user_id)
        except SendFailed as failed:
            return _unless(failed, UNKNOWN_MEMBER, UNKNOWN_USER)
        return True

    async def find_event(self, guild_id: int, number: int, starts_at: datetime) -> int | None:
        """Our own event of this time in the server's calendar whose name, in any language, has `#number`."""
        async with self._request():
            found = await self._client.http.get_scheduled_events(guild_id, with_user_count=False)
        me = str(self._client.user.id) if self._client.user else ""
        mine = (each for each in found if str(each.get("creator_id")) == me)
        then = (each for each in mine if datetime.fromisoformat(each["scheduled_start_time"]) == starts_at)
        numbered = re.compile(rf"#{number}(?![0-9])")
        return next((int(each["id"]) for each in then if numbered.search(each["name"])), None)

    async def create_event(self, guild_id: int, what: Happening) -> int:
        """Put it in the server's calendar; returns its id."""
        async with self._request():
            made = await self._client.http.create_guild_scheduled_event(
                guild_id,
                name=what.name,
                description=what.words,
                privacy_level=GUILD_ONLY,
                entity_type=EXTERNAL,
                entity_metadata={"location": what.place},
                scheduled_start_time=what.starts_at.isoformat(),
                scheduled_end_time=what.ends_at.isoformat(),
            )
        return int(made["id"])

    async def delete_event(self, guild_id: int, event_id: int) -> None:
        """Take it out again; one that is gone already is no failure."""
        try:
            async with self._request():
                await self._client.http.delete_scheduled_event(guild_id, event_id)
        except SendFailed as failed:
            _unless(failed, UNKNOWN_EVENT)

    async def delete_message(self, channel_id: int, message_id: int) -> None:
        """Take away a message of ours; one that is gone already is no failure."""
        try:
            async with self._request():
                await self._client.http.delete_message(channel_id, message_id)
        except SendFailed as failed:
            _unless(failed, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE)

    @asynccontextmanager
    async def _request(self) -> AsyncGenerator[None]:
        await self._pacer.request()
        async with asking(self._limit):
            yield


def _unless(failed: SendFailed, *codes: int) -> bool:
    """False for these codes; any other failure goes on."""
    if failed.failure.code in codes:
        return False
    raise failed
