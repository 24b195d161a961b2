"""Interviews from the match to the agreed time: finding it, moving it, giving it up."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from bot.domain import weeks
from bot.domain.clock import Clock
from bot.domain.inputs import clean_text
from bot.domain.languages import N_
from bot.domain.mock_errors import NoInterview, NotProposed, WhichInterview
from bot.domain.mock_notices import unanswered
from bot.domain.mock_rules import (
    check_finding,
    check_give_up,
    check_move,
    has_missed,
    seat_in,
    theirs,
)
from bot.domain.mock_sessions import (
    OBSERVER,
    EndedWhy,
    NewSession,
    Seat,
    Session,
    SessionNotice,
    SessionState,
    Step,
)
from bot.domain.mock_times import (
    QUIET_FOR,
    check_start,
    lapses_at,
    parse_start,
    with_slot,
)
from bot.services.mock_agreements import Agreements
from bot.services.mock_clock import StepTaker
from bot.services.mock_endings import LIFE, Endings, OnOrphan, reload
from bot.services.mock_notices import MockNotices
from bot.store import members, mock_notices, mock_sessions
from bot.store.transaction import Store, Tx

MOST_WORDS = 200
"""Characters of what somebody tells the others when they cancel."""


OnGone = Callable[[Tx, int], Awaitable[None]]
"""Ends something else of a member's, within the same transaction."""

Finish = Callable[[Tx, Session, datetime], Awaitable[object]]
"""Ends an interview that runs as one that took place."""


class MockSessions:
    """What people do about their interview, and what time does if they do nothing."""

    def __init__(self, store: Store, clock: Clock, notices: MockNotices) -> None:
        self._store = store
        self._clock = clock
        self._notices = notices
        self._endings = Endings(notices)
        self._agreements = Agreements(notices)
        self._on_gone: list[OnGone] = []
        self._on_left: list[Finish] = []

    def when_orphaned(self, hook: OnOrphan) -> None:
        """Who hears, within the transaction, of members whose partner will not come."""
        self._endings.on_orphan.append(hook)

    def when_gone(self, hook: OnGone) -> None:
        """What else ends, within the transaction, for members who are found not to be in the server."""
        self._on_gone.append(hook)

    def when_left_running(self, hook: Finish) -> None:
        """What ends, within the transaction, an interview that somebody leaves while it runs."""
        self._on_left.append(hook)

    def steps(self) -> Mapping[Step, StepTaker]:
        """What the clock brings to an interview before it has begun."""
        return {Step.SILENCE: self._silence, Step.LAPSE: self._lapse, Step.MISSED: self._missed}

    async def open(self, tx: Tx, new: NewSession, now: datetime) -> int:
        """Make a match an interview and tell its people; returns its id."""
        return (await self.open_all(tx, [new], now))[0]

    async def open_all(self, tx: Tx, news: Sequence[NewSession], now: datetime) -> tuple[int, ...]:
        """The same for many of one guild and week; returns their ids in the same order."""
        if not news:
            return ()
        ids = await mock_sessions.add_many(tx, news, Step.SILENCE, now + QUIET_FOR, now)
        ends_at = max(weeks.ends(news[0].week), now + LIFE)
        await self._notices.owe_matches(tx, news[0].guild_id, ids, ends_at, now)
        return ids

    async def end(self, tx: Tx, session: Session, why: EndedWhy, now: datetime) -> None:
        """It does not take place; nothing happens to one that is over."""
        if not session.state.over:
            await self._endings.end(tx, session, why, now)

    async def find(self, guild_id: int, user_id: int, session_id: int) -> Session:
        """An interview of this person's, also one that they gave up. Raises NotYourInterview."""
        async with self._store.read() as tx:
            session = await mock_sessions.find(tx, guild_id, session_id)
        return theirs(session, user_id)

    async def mine(self, guild_id: int, user_id: int) -> tuple[Session, ...]:
        """The member's interviews that are not over, the newest first."""
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            return await mock_sessions.of_member(tx, member.key) if member else ()

    async def which(
        self, guild_id: int, user_id: int, thread_id: int | None, session_id: int | None = None
    ) -> Session:
        """The interview that a command means: the named one, the one of this thread, or the only one.

        Raises NotYourInterview, NoInterview or WhichInterview.
        """
        if session_id is not None:
            return await self.find(guild_id, user_id, session_id)
        async with self._store.read() as tx:
            here = await mock_sessions.of_thread(tx, guild_id, thread_id) if thread_id else None
        if here is not None:
            return theirs(here, user_id)
        found = await self.mine(guild_id, user_id)
        match found:
            case ():
                raise NoInterview
            case (only,):
                return only
            case _:
                raise WhichInterview(found)

    async def agree(self, guild_id: int, user_id: int, session_id: int, at: datetime) -> Session:
        """Say yes to an offered start; once all have, it is agreed.

        Raises NotYourInterview, InterviewOver, InterviewRunning, InterviewAgreed, NotProposed, TooSoon,
        TooFarAhead or BusyThen.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            session, seat = await self._mine(tx, guild_id, user_id, session_id)
            if session.state is SessionState.AGREED and session.starts_at == at:
                return session
            check_finding(session)
            if at not in session.slots:
                raise NotProposed(at)
            return await self._agreements.vote(tx, session, seat, check_start(at, now), now)

    async def agree_to(self, guild_id: int, user_id: int, session_id: int, text: str) -> Session:
        """The same for a start as typed, on the member's own clock. Raises InvalidStart too."""
        return await self.agree(
            guild_id, user_id, session_id, await self._typed(guild_id, user_id, session_id, text)
        )

    async def propose(self, guild_id: int, user_id: int, session_id: int, text: str) -> Session:
        """Offer another start, typed on the member's own clock, and say yes to it.

        Raises as `agree_to` does, but for NotProposed.
        """
        now = self._clock.now()
        at = check_start(await self._typed(guild_id, user_id, session_id, text), now)
        async with self._store.write() as tx:
            session, seat = await self._mine(tx, guild_id, user_id, session_id)
            check_finding(session)
            await mock_sessions.change(tx, session.id, now, slots=with_slot(session, at, now))
            return await self._agreements.vote(tx, session, seat, at, now)

    async def reschedule(self, guild_id: int, user_id: int, session_id: int) -> Session:
        """Give up the agreed time and look for another one; no reason is asked for.

        Raises NotYourInterview, InterviewOver, InterviewRunning, NothingAgreed, StartPassed or MovedEnough.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            session, _ = await self._mine(tx, guild_id, user_id, session_id)
            seat = check_move(session, user_id, now)
            await mock_sessions.change_seat(tx, session.id, seat.member.key, moves=seat.moves + 1)
            return await self._look_again(tx, session, seat, now)

    async def withdraw(self, guild_id: int, user_id: int, session_id: int, words: str = "") -> Session:
        """Decline it, or cancel the agreed time, with some words for the others if one likes.

        Raises NotYourInterview, InterviewOver, InterviewRunning, StartPassed or TextTooLong.
        """
        said = clean_text(words, N_("reason"), MOST_WORDS) if words.strip() else None
        now = self._clock.now()
        async with self._store.write() as tx:
            session, _ = await self._mine(tx, guild_id, user_id, session_id)
            seat = check_give_up(session, user_id, now)
            await mock_sessions.change_seat(tx, session.id, seat.member.key, words=said)
            agreed = session.state is SessionState.AGREED
            why = EndedWhy.CANCELLED if agreed else EndedWhy.DECLINED
            return await self._give_up(tx, session, seat, why, now)

    async def gone(self, guild_id: int, user_id: int) -> None:
        """Somebody is no longer in the server."""
        async with self._store.write() as tx:
            if (member := await members.find(tx, guild_id, user_id)) is not None:
                # First, so that nobody is matched anew with whoever has gone.
                for hook in self._on_gone:
                    await hook(tx, member.key)
                await self.leave_all(tx, member.key, self._clock.now())

    async def release(self, tx: Tx, member_key: int) -> None:
        """A member leaves the programme."""
        await self.leave_all(tx, member_key, self._clock.now())

    async def leave_all(self, tx: Tx, member_key: int, now: datetime) -> None:
        """Take a member out of all that is still to come; what runs has been held, and ends as that."""
        for session in await mock_sessions.of_member(tx, member_key):
            held = await reload(tx, session)
            seat = next((each for each in held.present if each.member.key == member_key), None)
            if seat is not None and not held.state.over:
                await self._leave(tx, held, seat, now)

    async def part(self, tx: Tx, guild_id: int, user_id: int, other_id: int, now: datetime) -> None:
        """End all interviews of two people who are not to meet; both read the same.

        `user_id` wants it: from the agreed start on that is no way not to have missed it.
        """
        member = await members.find(tx, guild_id, user_id)
        for session in await mock_sessions.of_member(tx, member.key) if member else ():
            if session.seat_of(other_id) is not None:
                held = await reload(tx, session)
                if (seat := held.seat_of(user_id)) is not None:
                    await self._note_missed(tx, held, seat, now)
                await self.end(tx, held, EndedWhy.APART, now)

    async def _mine(self, tx: Tx, guild_id: int, user_id: int, session_id: int) -> tuple[Session, Seat]:
        session = theirs(await mock_sessions.find_to_change(tx, guild_id, session_id), user_id)
        return session, seat_in(session, user_id)

    async def _typed(self, guild_id: int, user_id: int, session_id: int, text: str) -> datetime:
        session = await self.find(guild_id, user_id, session_id)
        zone = next(seat.member.zone for seat in session.seats if seat.user_id == user_id)
        return parse_start(text, zone, self._clock.now())

    async def _look_again(self, tx: Tx, session: Session, by: Seat, now: datetime) -> Session:
        await self._notices.drop_reminders(tx, session, now)
        await mock_sessions.clear_votes(tx, session.id)
        values = {"state": SessionState.FINDING, "starts_at": None, "revision": session.revision + 1}
        slots = tuple(at for at in session.slots if at != session.starts_at)
        step = {"step": Step.SILENCE, "next_at": now + QUIET_FOR}
        await mock_sessions.change(tx, session.id, now, **values, **step, slots=slots)
        moved = await reload(tx, session)
        direct = moved.others(by.user_id) if moved.thread_lost else None
        await self._notices.owe(tx, moved, SessionNotice.MOVED, now, now + LIFE, now, direct=direct)
        return moved

    async def _leave(self, tx: Tx, session: Session, seat: Seat, now: datetime) -> None:
        if session.state is SessionState.RUNNING and seat.position < OBSERVER:
            for finish in self._on_left:
                await finish(tx, session, now)
            return
        await self._note_missed(tx, session, seat, now)
        await self._give_up(tx, session, seat, EndedWhy.LEFT, now)

    async def _note_missed(self, tx: Tx, session: Session, seat: Seat, now: datetime) -> None:
        if has_missed(session, seat, now):
            await mock_sessions.change_seat(tx, session.id, seat.member.key, absent=True)

    async def _give_up(self, tx: Tx, session: Session, seat: Seat, why: EndedWhy, now: datetime) -> Session:
        left = await self._endings.give_up(tx, session, seat, why, now)
        return await self._agreements.settle(tx, left, now)

    async def _silence(self, tx: Tx, session: Session, now: datetime) -> None:
        """After a day without a yes, whoever was asked least often is asked to write first; if some have said
        yes to something, those who keep them waiting are asked.
        """
        if session.state is not SessionState.FINDING:
            return
        step = {"step": Step.LAPSE, "next_at": lapses_at(session, now)}
        await mock_sessions.change(tx, session.id, now, **step)
        if unanswered(session):
            await self._notices.owe(tx, session, SessionNotice.ANSWER, now, now + LIFE, now)
            return
        counts = await mock_notices.asked_first(tx, [seat.member.key for seat in session.present])
        first = min(session.present, key=lambda seat: (counts[seat.member.key], seat.position))
        await mock_sessions.change_seat(tx, session.id, first.member.key, asked_first=True)
        direct = (first,) if session.thread_lost else None
        await self._notices.owe(tx, session, SessionNotice.FIRST_WORD, now, now + LIFE, now, direct=direct)

    async def _lapse(self, tx: Tx, session: Session, now: datetime) -> None:
        if session.state is not SessionState.FINDING:
            return
        waits = max((seat.vote for seat in session.present if seat.vote), default=now)
        if waits > now:
            await mock_sessions.change(tx, session.id, now, step=Step.LAPSE, next_at=waits)
        else:
            await self._endings.end(tx, session, EndedWhy.NO_TIME, now)

    async def _missed(self, tx: Tx, session: Session, now: datetime) -> None:
        if session.state is SessionState.AGREED:
            await self._endings.end(tx, session, EndedWhy.NOT_STARTED, now)
