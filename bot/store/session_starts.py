"""When sessions with Discord were started, by shard: what the budget of starts looks back on."""

import json
from datetime import datetime

from sqlalchemy import select

from bot.domain.session_starts import WINDOW
from bot.store import app_state
from bot.store.tables import AppStateRow
from bot.store.transaction import Tx

PREFIX = "session_starts."
"""Of the key of a shard's list; a shard belongs to one process, so nobody else writes it."""


async def latest(tx: Tx) -> tuple[datetime, ...]:
    """The starts of all shards that may still be within the window, oldest first."""
    mine = AppStateRow.key.startswith(PREFIX, autoescape=True)
    lists = (await tx.execute(select(AppStateRow.value).where(mine))).scalars()
    return tuple(sorted(at for text in lists for at in _read(text)))


async def add(tx: Tx, shard_id: int, at: datetime) -> None:
    """Note that a shard starts a session now, and forget its starts that no longer count."""
    key = f"{PREFIX}{shard_id}"
    before = _read(await app_state.find(tx, key) or "[]")
    kept = [each for each in before if abs(at - each) < WINDOW]
    await app_state.save(tx, key, json.dumps([each.isoformat() for each in (*kept, at)]), at)


def _read(text: str) -> list[datetime]:
    return [datetime.fromisoformat(each) for each in json.loads(text)]
