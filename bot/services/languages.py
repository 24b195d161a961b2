"""Which language people and servers chose, known without asking the database."""

from typing import TypeVar

from bot.domain.clock import Clock
from bot.domain.errors import Unavailable
from bot.log import get_logger
from bot.store import guilds, languages, members
from bot.store.transaction import Store

log = get_logger(__name__)

Wishes = tuple[str | None, str | None]
"""Somebody's own choice and their server's default, each None where nothing was chosen."""


class LanguageService:
    """Holds every choice in memory (most people choose nothing), so that an answer costs no statement for it.

    `refresh` is to be called every minute: another process may have written a choice.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._members: dict[tuple[int, int], str] = {}
        self._guilds: dict[int, str] = {}
        self._known = False
        self._changes = 0

    async def wishes(self, guild_id: int | None, user_id: int | None) -> Wishes:
        """What is wished for somebody in a server; nothing while the database does not answer."""
        if not self._known:
            await self._try()
        if guild_id is None:
            return None, None
        own = None if user_id is None else self._members.get((guild_id, user_id))
        return own, self._guilds.get(guild_id)

    def default(self, guild_id: int | None) -> str | None:
        """A server's default, as far as it is known by now."""
        return None if guild_id is None else self._guilds.get(guild_id)

    async def choose(self, guild_id: int, user_id: int, code: str | None) -> None:
        """A person's own choice; None leaves it to the server and to Discord. One need not have joined."""
        async with self._store.write() as tx:
            member = await members.find(tx, guild_id, user_id)
            if member is None and code is not None:
                zone = (await guilds.settings(tx, guild_id)).zone
                member = await members.add(tx, guild_id, user_id, zone, self._clock.now())
            if member is not None:
                await languages.set_own(tx, member.key, code)
        self._changes += 1
        _keep(self._members, (guild_id, user_id), code)

    def chosen_for(self, guild_id: int, code: str | None) -> None:
        """Hear of a server's new default, which is stored."""
        self._changes += 1
        _keep(self._guilds, guild_id, code)

    async def refresh(self) -> None:
        """Read all choices again."""
        before = self._changes
        async with self._store.read() as tx:
            of_members, of_guilds = await languages.of_members(tx), await languages.of_guilds(tx)
        self._known = True
        # What was chosen here meanwhile is newer than what was read.
        if before == self._changes:
            self._members, self._guilds = of_members, of_guilds

    async def _try(self) -> None:
        try:
            await self.refresh()
        except Unavailable as error:
            log.warning("languages.unknown", error=str(error))


_KeyT = TypeVar("_KeyT")


def _keep(choices: dict[_KeyT, str], key: _KeyT, code: str | None) -> None:
    if code is None:
        choices.pop(key, None)
    else:
        choices[key] = code
