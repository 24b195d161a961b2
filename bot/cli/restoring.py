"""What happens to a copy of a backup before it takes the database's place."""

from contextlib import suppress
from pathlib import Path

from pydantic import SecretStr

from bot.config import Settings
from bot.domain.clock import Clock
from bot.erasing import open_erasure
from bot.keys import keys_of
from bot.store.migrate import upgrade
from bot.store.restore_secret import put_secret, secret_of
from bot.store.revisions import vault_for
from bot.store.vault_errors import KeyWrong


async def prepare(settings: Settings, database: Path, staged: Path, clock: Clock) -> None:
    """Check that our key fits, bring the copy to this version's schema, and erase again who was erased since.

    Raises KeyWrong, KeyMissing or DatabaseNewer; then the copy is not to be used.
    """
    sealed = secret_of(staged)
    vault = await vault_for(str(staged), keys_of(settings))
    await upgrade(str(staged), vault=vault)
    present = secret_of(database)
    if sealed is None and present is not None:
        # A present database whose key is lost may be why somebody restores an older one.
        with suppress(KeyWrong):
            vault.unlocked(present)
            put_secret(staged, present)
    there = settings.model_copy(update={"database_url": SecretStr(str(staged))})
    async with open_erasure(there, clock):
        pass  # whoever was erased is so by the time it is open
