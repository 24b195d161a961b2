"""What delivery asks of Discord: open a direct message or a thread, send, and look for what was sent."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Protocol

import aiohttp
import discord

from bot.domain.outcomes import Failure
from bot.ui.message import Message

REQUEST_LIMIT = timedelta(seconds=15)
"""discord.py sets no limit of its own, and aiohttp's 300 s may outlive Discord's memory of a nonce."""

LONGEST_BAN = timedelta(days=1)
"""A page that asks for more is not believed."""

THREAD_MINUTES = 10080
"""A week without a word before Discord folds a thread away: the longest it offers."""

LOOK_BACK = 100
"""Messages of a channel that are searched for our own."""


class SendFailed(Exception):
    """A request to Discord failed; `failure` tells how, `ban` how long the whole host is shut out."""

    def __init__(self, failure: Failure, ban: timedelta | None = None) -> None:
        super().__init__(f"status {failure.status}, code {failure.code}")
        self.failure = failure
        self.ban = ban


class Messenger(Protocol):
    """What the dispatcher needs of Discord. Everything raises SendFailed."""

    async def open_dm(self, user_id: int) -> int: ...
    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int: ...
    async def find(self, channel_id: int, marker: str) -> int | None: ...
    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None: ...


class DiscordMessenger:
    """A Messenger on a logged-in client; it needs no cache and fetches no user."""

    def __init__(self, client: discord.Client, limit: timedelta = REQUEST_LIMIT) -> None:
        self._client = client
        self._limit = limit

    async def open_dm(self, user_id: int) -> int:
        """The id of the direct-message channel with this user."""
        async with asking(self._limit):
            channel = await self._client.create_dm(discord.Object(user_id))
        return channel.id

    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
        """Send a message that notifies at most these users; returns its id.

        With the same nonce Discord makes only one message of repeated tries, for a few minutes.
        """
        # Otherwise the client keeps every view it ever sent; our parts answer without it.
        message.view.stop()
        users = [discord.Object(user_id) for user_id in mentions]
        allowed = discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)
        channel = self._client.get_partial_messageable(channel_id)
        async with asking(self._limit):
            sent = await channel.send(
                view=message.view, files=list(message.files), nonce=nonce, allowed_mentions=allowed
            )
        return sent.id

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        """Open a thread called `name` below a message of a server's channel."""
        # A partial message makes no thread without its guild in the cache; the request itself needs none.
        async with asking(self._limit):
            await self._client.http.start_thread_with_message(
                channel_id, message_id, name=name, auto_archive_duration=THREAD_MINUTES
            )

    async def find(self, channel_id: int, marker: str) -> int | None:
        """The id of our own recent message with a part whose custom_id begins with `marker`."""
        channel = self._client.get_partial_messageable(channel_id)
        me = self._client.user
        async with asking(self._limit):
            recent = [message async for message in channel.history(limit=LOOK_BACK)]
        own = (message for message in recent if me is not None and message.author.id == me.id)
        return next((message.id for message in own if _has_part(message, marker)), None)


@asynccontextmanager
async def asking(limit: timedelta) -> AsyncGenerator[None]:
    """Around one request: whatever fails in it, or lasts longer, is a SendFailed."""
    try:
        async with asyncio.timeout(limit.total_seconds()):
            yield
    except discord.RateLimited as error:
        raise SendFailed(Failure(429, retry_after=error.retry_after)) from error
    except discord.HTTPException as error:
        raise SendFailed(Failure(error.status, error.code), _ban(error)) from error
    except (TimeoutError, OSError, aiohttp.ClientError) as error:
        raise SendFailed(Failure(None)) from error


def _ban(error: discord.HTTPException) -> timedelta | None:
    """discord.py waits out every 429 but Cloudflare's: that page says in a header how long it lasts."""
    seconds = str(error.response.headers.get("Retry-After", "")) if error.status == 429 else ""
    return min(timedelta(seconds=int(seconds[:9])), LONGEST_BAN) if seconds.isdecimal() else None


def _has_part(message: discord.Message, marker: str) -> bool:
    parts = (part.to_dict() for part in message.components)
    return any(custom_id.startswith(marker) for part in parts for custom_id in _custom_ids(part))


def _custom_ids(part: Any) -> Iterator[str]:
    """All custom_ids in a component's payload, however deep."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "custom_id":
                yield str(value)
            else:
                yield from _custom_ids(value)
    elif isinstance(part, list):
        for value in part:
            yield from _custom_ids(value)
