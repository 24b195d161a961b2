"""What is asked in an interview: the interviewer's kit, and the question as the candidate sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Protocol

from bot.domain.clock import Clock
from bot.domain.mock_errors import NotYourInterview
from bot.domain.mock_interview_errors import NoOtherQuestion
from bot.domain.mock_interviews import answering, check_change, half, kit_turn, may_change, my_seat
from bot.domain.mock_sessions import Seat, Session
from bot.domain.question_errors import UnknownQuestion
from bot.domain.questions import Bank, Framework, Kit, Question, QuestionKind, Rubric
from bot.store import mock_asked, mock_sessions
from bot.store.transaction import Store, Tx


class Questions(Protocol):
    """Where questions come from."""

    async def bank(self, guild_id: int, *, recheck: bool = True) -> Bank: ...
    async def kit(self, guild_id: int, key: str, *, recheck: bool = True) -> Kit: ...


@dataclass(frozen=True, slots=True)
class OpenedKit:
    """What an interviewer gets for one half. Without a question the candidate was asked everything there is.

    `changeable` while another question may be taken.
    """

    session: Session
    turn: int
    candidate: Seat
    question: Question | None
    framework: Framework
    rubric: Rubric
    changeable: bool


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What the candidate may see; no question if they were asked everything there is."""

    session: Session
    candidate: Seat
    question: Question | None


class MockKits:
    """A question is chosen when its kit is opened, or the candidate looks at it: from then on it counts as
    asked, and nobody is asked the same one twice."""

    def __init__(self, store: Store, clock: Clock, questions: Questions) -> None:
        self._store = store
        self._clock = clock
        self._questions = questions

    async def open(self, guild_id: int, user_id: int, session_id: int) -> OpenedKit:
        """The kit of whoever asks. Raises NotYourInterview and what `kit_turn` raises."""
        return await self._open(guild_id, user_id, session_id, change=False)

    async def change(self, guild_id: int, user_id: int, session_id: int) -> OpenedKit:
        """Another question in place of this one, once. Raises QuestionKept and what `open` raises."""
        return await self._open(guild_id, user_id, session_id, change=True)

    async def question(self, guild_id: int, user_id: int, session_id: int) -> AskedQuestion:
        """What the candidate is asked. Raises NotYourInterview and what `answering` raises."""
        bank, now = await self._questions.bank(guild_id), self._clock.now()
        async with self._store.write() as tx:
            session = await seated(tx, guild_id, user_id, session_id)
            candidate = await self._chosen(tx, session, answering(session, user_id), bank, now)
        kit = await self._kit(guild_id, candidate.question_key)
        return AskedQuestion(session, candidate, kit.question if kit else None)

    async def guides(self, session: Session, *, recheck: bool) -> Mapping[str, Kit]:
        """The kits of all that was asked in an interview, by question key; what is gone is left out.

        Without `recheck` it takes no longer than a form may.
        """
        keys = {seat.question_key for seat in session.seats} - {None}
        found = {key: await self._kit(session.guild_id, key, recheck=recheck) for key in keys}
        return {key: kit for key, kit in found.items() if key is not None and kit is not None}

    async def rubric(self, session: Session, key: str | None = None) -> Rubric:
        """How the answer to a question is scored; without one, or if it is gone, any answer of its kind.

        It takes no longer than a form may.
        """
        if (kit := await self._kit(session.guild_id, key, recheck=False)) is not None:
            return kit.rubric
        return _any_kit(await self._questions.bank(session.guild_id, recheck=False), session.kind).rubric

    async def _open(self, guild_id: int, user_id: int, session_id: int, *, change: bool) -> OpenedKit:
        bank, now = await self._questions.bank(guild_id), self._clock.now()
        async with self._store.write() as tx:
            session = await seated(tx, guild_id, user_id, session_id)
            turn = kit_turn(session, user_id, now)
            candidate = _answers(session, turn)
            if change and candidate.question_key is not None:
                check_change(session, candidate, now)
                candidate = await self._pick(tx, session, candidate, bank, now)
            else:
                candidate = await self._chosen(tx, session, candidate, bank, now)
        kit = await self._kit(guild_id, candidate.question_key)
        guide = kit or _any_kit(bank, session.kind)
        return OpenedKit(
            session=session,
            turn=turn,
            candidate=candidate,
            question=kit.question if kit else None,
            framework=guide.framework,
            rubric=guide.rubric,
            changeable=may_change(session, candidate, now),
        )

    async def _chosen(self, tx: Tx, session: Session, candidate: Seat, bank: Bank, now: datetime) -> Seat:
        """The candidate with their question; it is chosen now unless it was before."""
        if candidate.question_key is not None:
            return candidate
        return await self._pick(tx, session, candidate, bank, now)

    async def _pick(self, tx: Tx, session: Session, candidate: Seat, bank: Bank, now: datetime) -> Seat:
        """The candidate with a question they do not know, or as they were if they know all."""
        key, again = candidate.member.key, candidate.question_key is not None
        known = await mock_asked.known(tx, key)
        chance = Random(f"{session.id}:{candidate.position}:{again}")  # noqa: S311 - nothing secret
        minutes = half(session).total_seconds() / 60
        found = bank.pick(session.kind, session.level, known, chance, minutes)
        if found is None and again:
            raise NoOtherQuestion
        if found is None:
            return candidate
        await mock_asked.add(tx, key, found.key, now)
        values = {"question_key": found.key, "question_changed": again}
        await mock_sessions.change_seat(tx, session.id, key, **values)
        return replace(candidate, question_key=found.key, question_changed=again)

    async def _kit(self, guild_id: int, key: str | None, *, recheck: bool = True) -> Kit | None:
        """A question asked some time ago can be gone by now."""
        if key is None:
            return None
        try:
            return await self._questions.kit(guild_id, key, recheck=recheck)
        except UnknownQuestion:
            return None


async def held(tx: Tx, guild_id: int, session_id: int) -> Session:
    """An interview, held until the transaction ends. Raises NotYourInterview if there is no such one."""
    session = await mock_sessions.find_to_change(tx, guild_id, session_id)
    if session is None:
        raise NotYourInterview
    return session


async def seated(tx: Tx, guild_id: int, user_id: int, session_id: int) -> Session:
    """The same, if somebody has a part in it. Raises NotYourInterview or HereFirst."""
    session = await held(tx, guild_id, session_id)
    my_seat(session, user_id)
    return session


def _answers(session: Session, turn: int) -> Seat:
    candidate = session.candidate(turn)
    if candidate is None:
        raise NotYourInterview
    return candidate


def _any_kit(bank: Bank, kind: QuestionKind) -> Kit:
    """The guide of a kind, on any of its questions: every kind has some."""
    return bank.kit(bank.of_kind(kind)[0].key)
