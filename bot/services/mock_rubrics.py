"""Feedback on an interview, in both directions: writing it, and reading it once both have sent theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.clock import Clock
from bot.domain.mock_errors import NotYourInterview
from bot.domain.mock_interview_errors import (
    FeedbackClosed,
    FeedbackRead,
    NoFeedbackYet,
    NotYourSheet,
    ScoresMissing,
)
from bot.domain.mock_interviews import my_seat, taking_turns, watching
from bot.domain.mock_rubrics import (
    ASK_AFTER,
    CLOSES_AFTER,
    INTERVIEWER_RUBRIC,
    Feedback,
    RubricRole,
    Sheet,
    checked_scores,
    checked_words,
    closes_at,
    may_read,
    missing,
    sheets,
)
from bot.domain.mock_sessions import Seat, Session, SessionNotice, SessionState, Step
from bot.domain.questions import Kit, Rubric
from bot.services.mock_kits import MockKits, seated
from bot.services.mock_notices import MockNotices
from bot.store import members, mock_interviews, mock_rubrics, mock_sessions
from bot.store.transaction import Store, Tx


@dataclass(frozen=True, slots=True)
class Received:
    """Feedback about a member, with what its scores mean; `title` names the question of that half.

    `by` None: whoever wrote it has been erased since, and their words with them.
    """

    by: Seat | None
    feedback: Feedback
    rubric: Rubric
    title: str


@dataclass(frozen=True, slots=True)
class FeedbackPanel:
    """What a member has to write and to read. `until` is when sending closes, None once it is closed.

    `waiting` when theirs is sent and others still write, `watched` when they only watched.
    """

    session: Session
    user_id: int
    mine: tuple[tuple[Sheet, Feedback | None], ...]
    until: datetime | None
    waiting: bool
    readable: bool
    received: tuple[Received, ...]
    watched: bool = False

    @property
    def to_write(self) -> tuple[Sheet, ...]:
        """What is still open for them, in the order in which it is asked."""
        return tuple(sheet for sheet, written in self.mine if written is None) if self.until else ()


@dataclass(frozen=True, slots=True)
class RubricForm:
    """What a form of feedback shows, filled with what was written before."""

    session: Session
    sheet: Sheet
    rubric: Rubric
    written: Feedback | None


class MockRubrics:
    """Each one's feedback is private until both have sent all of theirs; an observer is not waited for."""

    def __init__(self, store: Store, clock: Clock, kits: MockKits, notices: MockNotices) -> None:
        self._store = store
        self._clock = clock
        self._kits = kits
        self._notices = notices

    def first_step(self, ended_at: datetime) -> Mapping[str, Any]:
        """What an interview that is over waits for."""
        return {"step": Step.FEEDBACK, "next_at": ended_at + ASK_AFTER}

    async def ask_again(self, tx: Tx, session: Session, now: datetime) -> None:
        """Once, in private, those who have not sent theirs; the others need not know."""
        late = {each.by.user_id for each in missing(sheets(session), await _sent(tx, session))}
        direct = tuple(seat for seat in session.present if seat.user_id in late)
        until = closes_at(session)
        if direct and until is not None and now < until:
            await self._notices.owe(tx, session, SessionNotice.FEEDBACK, now, until, now, direct=direct)

    async def which(
        self, guild_id: int, user_id: int, thread_id: int | None, session_id: int | None = None
    ) -> int:
        """The interview a command means: the named one, that of this thread, or the last one that took place.

        Raises NoFeedbackYet.
        """
        if session_id is not None:
            return session_id
        async with self._store.read() as tx:
            here = await mock_sessions.of_thread(tx, guild_id, thread_id) if thread_id else None
            if here is not None:
                return here.id
            member = await members.find(tx, guild_id, user_id)
            newest = await mock_interviews.finished(tx, member.key, 1) if member else ()
        if not newest:
            raise NoFeedbackYet
        return newest[0]

    async def recent(self, guild_id: int, user_id: int) -> tuple[Session, ...]:
        """The interviews a member took part in, the newest first."""
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            ids = await mock_interviews.finished(tx, member.key) if member else ()
            found = {each.id: each for each in await mock_sessions.of_ids(tx, guild_id, ids)}
        return tuple(found[session_id] for session_id in ids if session_id in found)

    async def panel(self, guild_id: int, user_id: int, session_id: int) -> FeedbackPanel:
        """What there is to write and to read; reading is noted. Raises NotYourInterview or NoFeedbackYet."""
        now = self._clock.now()
        async with self._store.write() as tx:
            session = _held(await seated(tx, guild_id, user_id, session_id))
            sent = await _sent(tx, session)
            if may_read(session, sent):
                key = my_seat(session, user_id).member.key
                await mock_rubrics.mark_read(tx, session.id, key, now)
        # What takes long is read here: forms must open at once.
        guides = await self._kits.guides(session, recheck=True)
        return await self._panel(session, user_id, sent, now, guides)

    async def form(self, guild_id: int, user_id: int, session_id: int, key: str) -> RubricForm:
        """What a form asks. Raises NotYourInterview, NoFeedbackYet, NotYourSheet, FeedbackClosed or
        FeedbackRead."""
        async with self._store.read() as tx:
            session = await mock_sessions.find(tx, guild_id, session_id)
            if session is None:
                raise NotYourInterview
            sheet, sent = await self._sheet(tx, session, user_id, key, self._clock.now())
        return RubricForm(session, sheet, await self._rubric(session, sheet), _written(sheet, sent))

    async def send(
        self, guild_id: int, user_id: int, session_id: int, key: str, scores: Mapping[str, int], words: str
    ) -> FeedbackPanel:
        """Keep what was written; when it was the last that was waited for, both are told.

        Raises as `form` does, and ScoresMissing or TextTooLong.
        """
        said = checked_words(words)
        form = await self.form(guild_id, user_id, session_id, key)
        if (checked := checked_scores(form.rubric, scores)) is None:
            raise ScoresMissing
        now = self._clock.now()
        async with self._store.write() as tx:
            session = await seated(tx, guild_id, user_id, session_id)
            sheet, before = await self._sheet(tx, session, user_id, key, now)
            keys = sheet.by.member.key, sheet.about.member.key
            feedback = Feedback(*keys, sheet.role, sheet.question_key, checked, said, now)
            await mock_rubrics.put(tx, session.id, feedback)
            sent = await _sent(tx, session)
            if may_read(session, sent) and not may_read(session, before):
                until = now + CLOSES_AFTER
                await self._notices.owe(tx, session, SessionNotice.READY, now, until, now)
        guides = await self._kits.guides(session, recheck=False)
        return await self._panel(session, user_id, sent, now, guides)

    async def _sheet(
        self, tx: Tx, session: Session, user_id: int, key: str, now: datetime
    ) -> tuple[Sheet, tuple[Feedback, ...]]:
        seat = my_seat(_held(session), user_id)
        mine = (each for each in sheets(session) if each.by == seat and each.key == key)
        sheet, until = next(mine, None), closes_at(session)
        if sheet is None:
            raise NotYourSheet
        if until is not None and now > until:
            raise FeedbackClosed(until)
        sent = await _sent(tx, session)
        if may_read(session, sent) and _written(sheet, sent) is not None:
            raise FeedbackRead
        return sheet, sent

    async def _panel(
        self,
        session: Session,
        user_id: int,
        sent: tuple[Feedback, ...],
        now: datetime,
        guides: Mapping[str, Kit],
    ) -> FeedbackPanel:
        wanted, seat, until = sheets(session), my_seat(session, user_id), closes_at(session)
        mine = tuple((each, _written(each, sent)) for each in wanted if each.by == seat)
        readable = may_read(session, sent)
        about = [each for each in sent if each.about_key == seat.member.key] if readable else []
        owing = missing(wanted, sent)
        return FeedbackPanel(
            session=session,
            user_id=user_id,
            mine=mine,
            until=until if until is not None and now <= until else None,
            waiting=bool(owing) and seat in taking_turns(session) and all(each.by != seat for each in owing),
            watched=seat in watching(session),
            readable=readable,
            received=await self._received(session, about, guides),
        )

    async def _received(
        self, session: Session, about: list[Feedback], guides: Mapping[str, Kit]
    ) -> tuple[Received, ...]:
        plain = await self._kits.rubric(session) if about else INTERVIEWER_RUBRIC
        by_key = {seat.member.key: seat for seat in session.seats}
        return tuple(
            Received(by_key.get(each.by_key or 0), each, _meant(each, guides, plain), _title(each, guides))
            for each in about
            if each.by_key in by_key or each.by_key is None
        )

    async def _rubric(self, session: Session, sheet: Sheet) -> Rubric:
        if sheet.role is RubricRole.INTERVIEWER:
            return INTERVIEWER_RUBRIC
        return await self._kits.rubric(session, sheet.question_key)


def _held(session: Session) -> Session:
    if session.state is not SessionState.FINISHED:
        raise NoFeedbackYet
    return session


async def _sent(tx: Tx, session: Session) -> tuple[Feedback, ...]:
    return await mock_rubrics.of_session(tx, session.id)


def _written(sheet: Sheet, sent: tuple[Feedback, ...]) -> Feedback | None:
    return next((each for each in sent if each.fills(sheet)), None)


def _meant(feedback: Feedback, guides: Mapping[str, Kit], plain: Rubric) -> Rubric:
    if feedback.role is RubricRole.INTERVIEWER:
        return INTERVIEWER_RUBRIC
    kit = guides.get(feedback.question_key or "")
    return kit.rubric if kit else plain


def _title(feedback: Feedback, guides: Mapping[str, Kit]) -> str:
    kit = guides.get(feedback.question_key or "")
    return kit.question.title if kit else ""
