"""Everything that is stored about a person, for themselves."""

from zoneinfo import ZoneInfo

from bot.domain.clock import Clock
from bot.domain.errors import CohortError
from bot.domain.personal_data import PersonalData
from bot.domain.personal_data_errors import NothingStored
from bot.log import get_logger
from bot.services.shelf import Following, Shelf
from bot.store import guilds, members, personal_export
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

NEXT_STEP = "`cohort key check` finds what no key opens"


class PersonalExport:
    """Gathers it, as the rules of the store say what is whose."""

    def __init__(self, store: Store, clock: Clock, shelf: Shelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    async def export(self, guild_id: int, user_id: int) -> PersonalData:
        """All of it, from one moment. Raises NothingStored."""
        async with self._store.read() as tx:
            found = await personal_export.everything(tx, guild_id, user_id)
            zone = await _zone(tx, guild_id, user_id)
            titles = _titles(await self._following(tx, guild_id, user_id))
        if not any(found.sections.values()):
            raise NothingStored
        if found.unread:
            log.error("export.unreadable", guild=guild_id, texts=len(found.unread), next_step=NEXT_STEP)
        rows = {name: tuple(rows) for name, rows in found.sections.items()}
        unread = tuple(found.unread)
        return PersonalData(guild_id, user_id, self._clock.now(), zone.key, rows, titles, unread)

    async def counts(self, guild_id: int, user_id: int) -> dict[str, int]:
        """How many rows each section has. Raises NothingStored."""
        async with self._store.read() as tx:
            found = await personal_export.counts(tx, guild_id, user_id)
        if not found:
            raise NothingStored
        return found

    async def _following(self, tx: Tx, guild_id: int, user_id: int) -> Following | None:
        try:
            return await self._shelf.membership(tx, guild_id, user_id)
        except CohortError:
            # A roadmap that cannot be read any more takes only its titles along.
            return None


async def _zone(tx: Tx, guild_id: int, user_id: int) -> ZoneInfo:
    member = await members.find(tx, guild_id, user_id)
    return member.zone if member else (await guilds.settings(tx, guild_id)).zone


def _titles(following: Following | None) -> dict[tuple[int, str], str]:
    if following is None:
        return {}
    enrolment, index = following.enrolment.id, following.index
    items = {(enrolment, key): place.item.title for key, place in index.places.items()}
    return items | {(enrolment, key): thread.title for key, thread in index.threads.items()}
