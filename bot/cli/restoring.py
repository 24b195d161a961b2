"""What happens to a copy of a backup before it takes the database's place."""

from pathlib import Path

from pydantic import SecretStr

from bot.client import COMMANDS
from bot.config import Settings
from bot.domain.clock import Clock
from bot.erasing import open_erasure
from bot.keys import keys_of
from bot.store import app_state
from bot.store.engine import open_store
from bot.store.erased_before import erased_in
from bot.store.migrate import upgrade
from bot.store.revisions import vault_for
from bot.store.vault_errors import BackupKeyWrong, KeyWrong


async def prepare(settings: Settings, database: Path, staged: Path, clock: Clock) -> None:
    """Check that our key fits, bring the copy to this version's schema, and erase again who was erased since,
    as `database`, which is to be replaced, and the file beside it have it.

    Raises BackupKeyWrong, KeyMissing, DatabaseNewer or ErasedListUnusable; then the copy is not to be used.
    """
    try:
        vault = await vault_for(str(staged), keys_of(settings))
    except KeyWrong as error:
        raise BackupKeyWrong from error
    await upgrade(str(staged), vault=vault)
    await _send_commands_again(staged)
    there = settings.model_copy(update={"database_url": SecretStr(str(staged))})
    async with open_erasure(there, clock, also=await erased_in(database)):
        pass  # whoever was erased is so by the time it is open


async def _send_commands_again(staged: Path) -> None:
    """What the backup holds of the commands on Discord is not what is there now."""
    store = await open_store(str(staged))
    try:
        async with store.write() as tx:
            await app_state.forget_all(tx, COMMANDS)
    finally:
        await store.close()
