"""The banks that interviews draw from: what comes with Cohort, read once, and each guild's own questions."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalog.questions import built_in_questions
from bot.catalog.upload import Checker, kept_questions
from bot.domain.errors import BrokenFile, CheckFailed, CheckTooLong
from bot.domain.question_errors import UnknownQuestion
from bot.domain.questions import Bank, Kit, QuestionSet, joined
from bot.log import get_logger
from bot.store import questions
from bot.store.questions import Head, Text
from bot.store.transaction import Store

log = get_logger(__name__)

_KEPT = 32
"""Guilds in memory; one that uses all its room takes a few MiB."""

_LOOKED_AT = 8
"""Old versions that are searched for a question which was asked once."""

_OLD_FORM = (ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class Held:
    """What a guild has: all its stored sets, those of them that can be read, and everything as one bank."""

    heads: tuple[Head, ...]
    own: tuple[tuple[Head, QuestionSet], ...]
    bank: Bank


class QuestionBanks:
    """Each question for a bank costs one statement that reads no text, unless a set has changed.

    What an earlier Cohort stored in another form is checked again and written back; what does not pass any
    more is left out until a set of the guild changes, or the next start.
    """

    def __init__(self, store: Store, checker: Checker) -> None:
        self._store = store
        self._checker = checker
        self._built_in: Bank | None = None
        self._loading = asyncio.Lock()
        self._known: OrderedDict[int, Held] = OrderedDict()

    async def built_in(self) -> Bank:
        """What comes with Cohort."""
        async with self._loading:
            if self._built_in is None:
                self._built_in = await asyncio.to_thread(built_in_questions)
            return self._built_in

    async def held(self, guild_id: int, *, recheck: bool = True) -> Held:
        """What this guild has at the moment.

        Without `recheck` it never takes long: what would have to be checked again is left out this time.
        """
        nothing = Held((), (), await self.built_in())
        async with self._store.read() as tx:
            heads = await questions.in_force(tx, guild_id)
            known = self._known.get(guild_id, nothing)
            if known.heads == heads:
                return self._remembered(guild_id, known)
            texts = await questions.texts(tx, guild_id)
        own = await self._readable([(head, texts[head.id]) for head in heads], recheck=recheck)
        bank = await asyncio.to_thread(joined, nothing.bank.sets, [each for _, each in own])
        made = Held(heads, own, bank)
        complete = recheck or len(own) == len(heads)
        return self._remembered(guild_id, made) if complete else made

    async def kit(self, guild_id: int, key: str, *, recheck: bool = True) -> Kit:
        """What the interviewer gets for a question, also one that is only in an old version by now.

        Raises UnknownQuestion, without `recheck` also for what is kept in an old form.
        """
        bank = (await self.held(guild_id, recheck=recheck)).bank
        try:
            return bank.kit(key)
        except UnknownQuestion:
            async with self._store.read() as tx:
                old = await questions.retired_with(tx, guild_id, key, _LOOKED_AT)
        built_in = await self.built_in()
        for _, each in await self._readable(old, recheck=recheck):
            if any(question.key == key for question in each.questions):
                return joined(built_in.sets, [each]).kit(key)
        raise UnknownQuestion(key)

    def _remembered(self, guild_id: int, held: Held) -> Held:
        self._known.pop(guild_id, None)
        if held.heads:
            self._known[guild_id] = held
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return held

    async def _readable(
        self, stored: Sequence[tuple[Head, Text]], *, recheck: bool
    ) -> tuple[tuple[Head, QuestionSet], ...]:
        read = [(head, await self._read(head, text, recheck=recheck)) for head, text in stored]
        return tuple((head, made) for head, made in read if made)

    async def _read(self, head: Head, text: Text, *, recheck: bool) -> QuestionSet | None:
        try:
            return await asyncio.to_thread(kept_questions, text.checked)
        except _OLD_FORM:
            return await self._checked_again(head, text) if recheck else None

    async def _checked_again(self, head: Head, text: Text) -> QuestionSet | None:
        try:
            checked = await self._checker.check_questions(text.source.encode())
        except (BrokenFile, CheckTooLong, CheckFailed):
            log.warning("questions.unreadable", set=head.key, row=head.id)
            return None
        async with self._store.write() as tx:
            await questions.recheck(tx, head, checked.text)
        return checked.questions
