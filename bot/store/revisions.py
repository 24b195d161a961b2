"""Whether the database is at this version's schema, found out without Alembic: most starts need no more."""

import re
from pathlib import Path

from sqlalchemy import inspect, text

from bot.store.engine import open_store
from bot.store.transaction import Store, Tx

_HERE = Path(__file__).resolve()
_REVISION = re.compile(r"""^(down_)?revision\b[^=\n]*=\s*(?:["'](\w+)["']|None\b)""", re.MULTILINE)
_CURRENT = text("SELECT version_num FROM alembic_version")


async def open_migrated(url: str) -> Store:
    """Open the database, bringing its schema up first if it is not at the newest revision.

    Raises what `open_store` and `bot.store.migrate.upgrade` raise.
    """
    store = await open_store(url)
    try:
        async with store.read() as tx:
            found = await current(tx)
    except BaseException:
        await store.close()
        raise
    if found is not None and found == newest(migrations_folder()):
        return store
    await store.close()
    # With its dependencies a seventh of everything a start would load.
    from bot.store.migrate import upgrade

    await upgrade(url)
    return await open_store(url)


async def current(tx: Tx) -> str | None:
    """The revision the database is at; None before its first migration."""
    exists = await tx.run_sync(lambda connection: inspect(connection).has_table("alembic_version"))
    return (await tx.execute(_CURRENT)).scalar_one_or_none() if exists else None


def newest(folder: Path) -> str | None:
    """The one revision that no migration of the folder builds on; None when there is not exactly one.

    Read from the lines `revision = ` and `down_revision = `. Whoever gets None asks Alembic.
    """
    written = [_REVISION.findall(path.read_text(encoding="utf-8")) for path in folder.glob("versions/*.py")]
    found = {name for lines in written for is_parent, name in lines if not is_parent}
    parents = {name for lines in written for is_parent, name in lines if is_parent}
    heads = found - parents
    return heads.pop() if len(heads) == 1 else None


def migrations_folder(here: Path = _HERE) -> Path:
    """Migrations lie beside the code, in a checkout as in a wheel; `here` is a module of this package."""
    packaged = here.parents[1] / "_data" / "migrations"
    return packaged if packaged.is_dir() else here.parents[2] / "migrations"
