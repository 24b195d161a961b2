"""A guild's own interview questions: bringing them in, giving them out, and asking them first."""

import asyncio
from collections.abc import Iterable
from itertools import chain

from bot.catalog import IMPORT_LIMITS
from bot.catalog.questions import built_in_file
from bot.catalog.upload import CheckedQuestions, Checker, check_name_and_size, packed, unpacked
from bot.domain.clock import Clock
from bot.domain.errors import ImportRunning, QuotaReached
from bot.domain.languages import N_
from bot.domain.question_errors import GuideTooLong, QuestionTwice, TooManyQuestions, UnknownQuestionSet
from bot.domain.questions import GUIDE_SIZE, Bank, Kit, QuestionSet, joined, set_key
from bot.services.question_banks import Held, QuestionBanks
from bot.services.question_results import ExportedSet, ImportedSet, ListedSet, SetListing, SetOutcome
from bot.store import questions
from bot.store.questions import Head, Text
from bot.store.transaction import Store, Tx

MAX_SETS = 20
MAX_QUESTIONS = 500
MAX_OLD = 40
"""Versions of a guild's sets that are kept for what was asked from them, besides those in force."""


class OwnQuestions:
    """Import, export, removal, and the bank interviews draw from. Who may change it is for the caller to
    check."""

    def __init__(self, store: Store, clock: Clock, checker: Checker) -> None:
        self._store = store
        self._clock = clock
        self._checker = checker
        self._banks = QuestionBanks(store, checker)

    async def warm(self) -> None:
        """Read what comes with Cohort before anybody waits for it: a form has to open at once."""
        await self._banks.built_in()

    async def bank(self, guild_id: int, *, recheck: bool = True) -> Bank:
        """The guild's own questions and those that come with Cohort; own ones are picked first.

        Without `recheck` it comes at once, without what an earlier Cohort stored in another form.
        """
        return (await self._banks.held(guild_id, recheck=recheck)).bank

    async def kit(self, guild_id: int, key: str, *, recheck: bool = True) -> Kit:
        """What the interviewer gets for a question; as long as an old version holds it, also once its set is
        removed. `recheck` as for `bank`. Raises UnknownQuestion."""
        return await self._banks.kit(guild_id, key, recheck=recheck)

    def expect(self, name: str, size: int) -> None:
        """Before a byte is read. Raises WrongFileType or FileTooLarge."""
        check_name_and_size(name, size)

    async def import_(self, guild_id: int, name: str, raw: bytes) -> ImportedSet:
        """Bring a file in as a new set or in place of the one with its key.

        Raises what `unpacked`, `Checker.alone` and `Checker.check_questions` raise, QuestionTwice,
        QuotaReached, TooManyQuestions and GuideTooLong.
        """
        source = unpacked(raw, name)
        with self._checker.alone(guild_id):
            checked = await self._checker.check_questions(source)
            head = _head(checked.questions, name)
            outcome = await self._put(guild_id, head, Text(source.decode(), checked.text), checked)
        return ImportedSet(_listed(head), outcome, checked.doubts)

    async def export(self, guild_id: int, key: str | None = None) -> tuple[ExportedSet, ...]:
        """The file of a set, an own or a built-in one; without a key, those of all own sets.

        Raises UnknownQuestionSet.
        """
        async with self._store.read() as tx:
            heads = await questions.in_force(tx, guild_id)
            meant = [head for head in heads if key in (None, head.key)]
            plain = {head.key: (await questions.source(tx, head)).encode() for head in meant}
        if key is not None and key not in plain:
            built_in = {each.key for each in (await self._banks.built_in()).sets}
            if key not in built_in:
                raise UnknownQuestionSet(key, _keys(heads))
            plain[key] = await asyncio.to_thread(built_in_file, key)
        return await asyncio.to_thread(lambda: tuple(_exported(key, raw) for key, raw in plain.items()))

    async def own(self, guild_id: int) -> tuple[ListedSet, ...]:
        """The guild's own sets, by title."""
        async with self._store.read() as tx:
            return tuple(map(_listed, await questions.in_force(tx, guild_id)))

    async def listing(self, guild_id: int) -> SetListing:
        """Every set that interviews of this guild draw from."""
        built_in = await self._banks.built_in()
        shipped = (ListedSet(each.key, "", each.kind, len(each.questions)) for each in built_in.sets)
        return SetListing(await self.own(guild_id), tuple(shipped))

    async def removal(self, guild_id: int, key: str) -> ListedSet:
        """What would be removed. Raises UnknownQuestionSet."""
        async with self._store.read() as tx:
            return await self._found(tx, guild_id, key)

    async def remove(self, guild_id: int, key: str) -> ListedSet:
        """Nothing of this own set is asked any more. Raises UnknownQuestionSet."""
        async with self._store.write() as tx:
            removed = await self._found(tx, guild_id, key)
            await questions.retire(tx, guild_id, key, self._clock.now())
            await questions.prune(tx, guild_id, MAX_OLD)
        return removed

    async def _found(self, tx: Tx, guild_id: int, key: str) -> ListedSet:
        heads = await questions.in_force(tx, guild_id)
        found = next((head for head in heads if head.key == key), None)
        if found is None:
            raise UnknownQuestionSet(key, _keys(heads))
        return _listed(found)

    async def _put(self, guild_id: int, head: Head, text: Text, checked: CheckedQuestions) -> SetOutcome:
        held = await self._banks.held(guild_id)
        built_in = await self._banks.built_in()
        _room(held, head)
        _guide_fits(checked.questions, built_in)
        _no_key_twice(
            checked.questions, chain(built_in.sets, (own for at, own in held.own if at.key != head.key))
        )
        async with self._store.write() as tx:
            if await questions.in_force(tx, guild_id) != held.heads:
                # Another process, or a removal: what was just compared is no longer what there is.
                raise ImportRunning
            before = next((each for each in held.heads if each.key == head.key), None)
            if before and await questions.source(tx, before) == text.source:
                return SetOutcome.UNCHANGED
            now = self._clock.now()
            await questions.retire(tx, guild_id, head.key, now)
            await questions.add(tx, guild_id, head, text, now)
            await questions.prune(tx, guild_id, MAX_OLD)
        return SetOutcome.REPLACED if before else SetOutcome.ADDED


def _head(made: QuestionSet, name: str) -> Head:
    key = made.key or set_key(name) or set_key(made.kind)
    return Head(0, key, made.title or key, made.kind, len(made.questions))


def _listed(head: Head) -> ListedSet:
    return ListedSet(head.key, head.title, head.kind, head.questions)


def _keys(heads: Iterable[Head]) -> tuple[str, ...]:
    return tuple(head.key for head in heads)


def _exported(key: str, plain: bytes) -> ExportedSet:
    return ExportedSet(key, plain, packed(plain) if len(plain) > IMPORT_LIMITS.size else None)


def _room(held: Held, brought: Head) -> None:
    others = [head for head in held.heads if head.key != brought.key]
    if len(others) >= MAX_SETS:
        step = N_("Remove one first, with `/manage questions remove`.")
        raise QuotaReached(N_("sets of questions of your own"), MAX_SETS, step)
    there = sum(head.questions for head in others)
    if there + brought.questions > MAX_QUESTIONS:
        raise TooManyQuestions(there, brought.questions, MAX_QUESTIONS)


def _guide_fits(brought: QuestionSet, built_in: Bank) -> None:
    """Half a guide passes its check alone, and is then asked together with the built-in other half."""
    size = joined(built_in.sets, [brought]).kit(brought.questions[0].key).guide_size
    if size > GUIDE_SIZE:
        raise GuideTooLong(size, GUIDE_SIZE)


def _no_key_twice(brought: QuestionSet, others: Iterable[QuestionSet]) -> None:
    taken = {question.key for each in others for question in each.questions}
    twice = [question.key for question in brought.questions if question.key in taken]
    if twice:
        raise QuestionTwice(twice[0], len(twice) - 1)
