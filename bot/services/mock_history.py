"""A member's own history of mock interviews; nobody else sees it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.domain.clock import Clock
from bot.domain.members import Member
from bot.domain.mock_history import (
    PAGE,
    Entry,
    HistoryShown,
    Scored,
    WeakArea,
    averages,
    courses,
    weak_areas,
)
from bot.domain.mock_rubrics import RubricRole, may_read
from bot.domain.mock_sessions import SessionState
from bot.domain.questions import Bank, Criterion
from bot.domain.roadmap_terms import Counted
from bot.domain.targets import Standing
from bot.services.claim_records import ClaimRecords
from bot.services.streak_ledger import member_of
from bot.store import mock_history, mock_outside, mock_rubrics, mock_sessions
from bot.store.transaction import Store, Tx

FEEDBACK_FROM = 60
"""How many of the newest interviews are looked at: more than the last few of every kind."""


class Questions(Protocol):
    """Where the words of rubrics come from."""

    async def bank(self, guild_id: int) -> Bank: ...


class MockHistory:
    """Reads only: what was held, here and elsewhere, and what it says."""

    def __init__(self, store: Store, clock: Clock, questions: Questions, records: ClaimRecords) -> None:
        self._store = store
        self._clock = clock
        self._questions = questions
        self._records = records

    async def show(self, guild_id: int, user_id: int, page: int = 0) -> HistoryShown:
        """A page, from 0; one beyond the last is the last. Raises NotEnrolled."""
        async with self._store.read() as tx:
            me = await member_of(tx, guild_id, user_id)
            line = await mock_history.timeline(tx, me)
            pages = max(1, -(-len(line) // PAGE))
            page = max(0, min(page, pages - 1))
            entries = await _entries(tx, me, line[page * PAGE : (page + 1) * PAGE])
            marks = await scored(tx, me)
            elsewhere = await mock_outside.count(tx, me.key)
            held = len(await mock_history.practised(tx, me)) - elsewhere
        return HistoryShown(
            guild_id=guild_id,
            user_id=user_id,
            today=me.day(self._clock.now()),
            entries=entries,
            page=page,
            pages=pages,
            held=held,
            elsewhere=elsewhere,
            scores=averages(marks),
            courses=courses(marks),
            weak=await self._named(guild_id, weak_areas(marks)),
            targets=await self._targets(guild_id, user_id),
        )

    async def _named(self, guild_id: int, areas: tuple[WeakArea, ...]) -> tuple[WeakArea, ...]:
        if not areas:
            return ()
        bank = await self._questions.bank(guild_id)
        return tuple(replace(area, criterion=_criterion(bank, area)) for area in areas)

    async def _targets(self, guild_id: int, user_id: int) -> tuple[Standing, ...]:
        """The numbers of the member's roadmap that mock interviews count towards."""
        record = await self._records.find(guild_id, user_id)
        near = record.nearest_targets() if record else ()
        return tuple(each for each in near if each.target.counts is Counted.MOCKS)


async def scored(tx: Tx, member: Member) -> tuple[Scored, ...]:
    """What a member was given as a candidate, as far as they may read it."""
    states = (SessionState.FINISHED.value,)
    sessions = await mock_sessions.of_member(tx, member.key, states=states, limit=FEEDBACK_FROM)
    sent = await mock_rubrics.of_sessions(tx, [session.id for session in sessions])
    return tuple(
        Scored(session.id, session.kind, each.at, each.scores)
        for session in sessions
        if may_read(session, sent.get(session.id, ()))
        for each in sent[session.id]
        if each.about_key == member.key and each.role is RubricRole.CANDIDATE
    )


async def _entries(tx: Tx, me: Member, line: Sequence[tuple[object, str, int]]) -> tuple[Entry, ...]:
    wanted = [(what, key) for _, what, key in line]
    sessions = await mock_sessions.of_ids(tx, me.guild_id, [key for what, key in wanted if what == "held"])
    outside = await mock_outside.of_ids(tx, me.key, [key for what, key in wanted if what == "outside"])
    found: dict[tuple[str, int], Entry] = {("held", each.id): each for each in sessions}
    found |= {("outside", each.id): each for each in outside}
    return tuple(found[each] for each in wanted if each in found)


def _criterion(bank: Bank, area: WeakArea) -> Criterion | None:
    """A group's own questions can be scored by other words than those that come with Cohort."""
    for question in bank.of_kind(area.kind):
        for criterion in bank.kit(question.key).rubric.criteria:
            if criterion.key == area.key:
                return criterion
    return None
