"""The list of the erased, the same in the database and in a file beside it.

A mark is made with the secret of the database that somebody was erased in. So the file keeps that secret
(sealed) with every entry: who was erased in another database is found in this one too.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.tombstones import KEPT, Scope, Tombstone, lasting, united
from bot.log import get_logger
from bot.store import tombstones
from bot.store.erased_file import ErasedFile, ErasedList
from bot.store.transaction import Store, Tx
from bot.store.vault import Vault
from bot.store.vault_errors import KeyWrong

log = get_logger(__name__)

_ANYTHING = ""
"""What two vaults make the same mark of if they have the same secret."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is on the list, by mark, and who can make marks: the present database's vault first.

    `secrets` has, by mark, the sealed secret of its maker; `beside` is what the file holds.
    """

    stones: Mapping[str, Tombstone]
    makers: tuple[Vault, ...]
    secrets: Mapping[str, str]
    beside: ErasedList

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not self.stones and not self.beside.damaged

    def against(self, since: datetime, names: Iterable[str]) -> tuple[Tombstone, ...]:
        """The entries by which what is there since then has to go, as the present database makes them."""
        found = ((name, self.stones.get(maker.mark(name))) for name in names for maker in self.makers)
        ours = self.makers[0]
        return tuple(
            replace(stone, mark=ours.mark(name)) for name, stone in found if stone and since < stone.erased_at
        )


@dataclass(frozen=True, slots=True)
class _Secrets:
    """The secrets that can be opened: by how they were found, how they are kept from now on."""

    makers: tuple[Vault, ...]
    kept: Mapping[str, str]
    ours: str


class ErasureList:
    """Without a file the database's list is the only one."""

    def __init__(self, store: Store, file: ErasedFile | None) -> None:
        self._store = store
        self._file = file

    async def add(self, tx: Tx, scope: Scope, name: str, now: datetime) -> None:
        """On the disk before the erasure is: whoever was promised it is erased even if we are killed now."""
        stone = tombstones.stone(tx, scope, name, now)
        await tombstones.put(tx, [stone])
        if self._file is None:
            return
        try:
            secret = self._store.vault.sealed_secret()
            await asyncio.to_thread(self._file.append, [stone], secret)
        except OSError as error:
            # Nobody stays in the database because a disk is full: the list in the database still names them.
            log.warning("erasure.file_unwritable", error=str(error))

    async def known(self, also: ErasedList) -> Known:
        """Everything that is on either list or on a third one, in the database too. Raises
        ErasedListUnusable."""
        beside = await asyncio.to_thread(self._file.read) if self._file else ErasedList()
        async with self._store.write() as tx:
            stored = await tombstones.every(tx)
            stones = united((*stored, *beside.stones, *also.stones))
            await tombstones.put(tx, set(stones) - set(stored))
        sealed = {**also.secrets, **beside.secrets}
        found = await asyncio.to_thread(_opened, self._store.vault, set(sealed.values()))
        listed = ErasedList((*beside.stones, *also.stones), sealed, beside.damaged)
        _tell(listed, found.kept.keys(), {stone.mark for stone in stored})
        secrets = {mark: found.kept.get(secret, secret) for mark, secret in sealed.items()}
        for stone in stored:
            secrets.setdefault(stone.mark, found.ours)
        return Known({stone.mark: stone for stone in stones}, found.makers, secrets, beside)

    async def settle(self, known: Known, again: Collection[Tombstone], now: datetime) -> None:
        """Both lists hold what is known and who was erased again, without what is too old to matter."""
        stones = united((*known.stones.values(), *again))
        async with self._store.write() as tx:
            await tombstones.put(tx, set(stones) - set(known.stones.values()))
            await tombstones.forget_before(tx, now - KEPT)
        left = lasting(stones, now)
        ours = self._store.vault.sealed_secret() if again else ""
        secrets = dict.fromkeys((stone.mark for stone in again), ours) | dict(known.secrets)
        kept = {stone.mark: secrets[stone.mark] for stone in left if stone.mark in secrets}
        if (set(left), kept) != (set(known.beside.stones), known.beside.secrets) or known.beside.damaged:
            await self._replace(left, kept, known.beside.damaged)

    async def _replace(self, stones: Collection[Tombstone], secrets: Mapping[str, str], damaged: int) -> None:
        if self._file is None:
            return
        try:
            if damaged:
                await asyncio.to_thread(self._file.keep_damaged)
            await asyncio.to_thread(self._file.replace, stones, secrets)
        except OSError as error:
            log.warning("erasure.file_unwritable", error=str(error))


def _opened(ours: Vault, secrets: Collection[str]) -> _Secrets:
    """What our keys open; each secret is kept in one form, sealed with the newest key."""
    makers, forms, kept = {ours.mark(_ANYTHING): ours}, dict[str, str](), dict[str, str]()
    for sealed in sorted(secrets):
        try:
            maker = ours.unlocked(sealed)
        except KeyWrong:
            continue
        which = maker.mark(_ANYTHING)
        makers.setdefault(which, maker)
        kept[sealed] = forms.setdefault(which, ours.renewed(sealed) or sealed)
    own = forms.get(ours.mark(_ANYTHING)) or ours.sealed_secret()
    return _Secrets(tuple(makers.values()), kept, own)


def _tell(beside: ErasedList, opened: Collection[str], stored: Collection[str]) -> None:
    """Say loudly what of the file is of no use."""
    if beside.damaged:
        step = "a copy is kept as erased.damaged; put back a whole copy of the list if there is one"
        log.warning("erasure.file_damaged", lines=beside.damaged, next_step=step)
    marks = {stone.mark for stone in beside.stones}
    sealed = {mark for mark in marks if mark in beside.secrets and beside.secrets[mark] not in opened}
    unknown = sealed | (marks - beside.secrets.keys() - set(stored))
    if unknown:
        step = (
            "they were made in another database whose secret is not known: give the key it was sealed with, "
            "beside the present one, and run `cohort forget` for whoever has to go"
        )
        log.warning("erasure.unmatched", entries=len(unknown), next_step=step)
