"""Buddies: asking, answering, sharing, nudging and ending."""

from datetime import datetime

from bot.domain.buddies import (
    ASK_LIFE,
    MAX_WORDS,
    MOST_WAITING,
    Asked,
    BuddyShown,
    News,
    NoNudge,
    Nudged,
    Reach,
    Share,
    is_praise,
)
from bot.domain.buddy_errors import (
    AskLater,
    BlockedByYou,
    HasBuddy,
    LeftAlone,
    NoBuddy,
    NoRequest,
    NothingToEnd,
    NotJoined,
    NotYourself,
    NudgedToday,
    RequestOpen,
    TakesNoRequests,
    TieChanged,
)
from bot.domain.buddy_ties import (
    Tie,
    TieState,
    active,
    ask_again_at,
    asked_by,
    back_on,
    hoping,
    may_know,
    no_nudge,
    partner_of,
    request,
    waiting,
)
from bot.domain.clock import Clock
from bot.domain.inputs import clean_text
from bot.domain.languages import N_
from bot.domain.members import Member, Membership
from bot.services.buddy_messages import BuddyMessages
from bot.store import blocks, buddies, checkins, members
from bot.store.transaction import Store, Tx


class BuddyService:
    """Everything about buddies. Declining, ending and blocking are silent; nothing here reveals a block."""

    def __init__(self, store: Store, clock: Clock, messages: BuddyMessages) -> None:
        self._store = store
        self._clock = clock
        self._messages = messages

    async def ask(self, guild_id: int, user_id: int, other_id: int, share: Share = Share.CHECKIN) -> Asked:
        """Ask somebody to be the member's buddy; whoever was asked by them says yes with it.

        Raises NotYourself, NotEnrolled, NotJoined, BlockedByYou, HasBuddy, RequestOpen, AskLater or
        TakesNoRequests.
        """
        if other_id == user_id:
            raise NotYourself
        now = self._clock.now()
        async with self._store.write() as tx:
            me = await members.enrolled(tx, guild_id, user_id)
            other = await members.membership(tx, guild_id, other_id)
            if other is None:
                raise NotJoined(other_id)
            ties = await self._free(tx, me.member, other_id, now)
            if (theirs := asked_by(ties, other_id, now)) is not None:
                await self._join(tx, me.member, ties, theirs, share, now)
                await self._messages.owe(tx, other, News.YES, theirs.id, now)
                return Asked(other_id, partners=True, until=theirs.until)
            await self._check_asking(tx, me.member, other, ties, now)
            keys = me.member.key, other.member.key
            tie_id = await buddies.add(tx, guild_id, *keys, share, Share.CHECKIN, now)
            await self._messages.owe(tx, other, News.ASK, tie_id, now)
            return Asked(other_id, partners=False, until=now + ASK_LIFE)

    async def show(self, guild_id: int, user_id: int) -> BuddyShown:
        """The buddy, requests both ways and blocks; also for somebody who has not joined."""
        async with self._store.read() as tx:
            return await self._shown(tx, guild_id, user_id, self._clock.now())

    async def accept(self, guild_id: int, user_id: int, other_id: int) -> BuddyShown:
        """Say yes. Raises NotEnrolled, BlockedByYou, HasBuddy or NoRequest."""
        now = self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            ties = await self._free(tx, me, other_id, now)
            tie = asked_by(ties, other_id, now)
            other = await members.membership(tx, guild_id, other_id)
            if tie is None or other is None:
                raise NoRequest(other_id)
            await self._join(tx, me, ties, tie, tie.mine, now)
            await self._messages.owe(tx, other, News.YES, tie.id, now)
            return await self._shown(tx, guild_id, user_id, now)

    async def decline(self, guild_id: int, user_id: int, other_id: int) -> BuddyShown:
        """Say no, without the other one being told. Raises NotEnrolled or NoRequest."""
        now = self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            ties = await buddies.ties(tx, me.key, now)
            tie = next((tie for tie in waiting(ties, now) if tie.other.user_id == other_id), None)
            if tie is None:
                raise NoRequest(other_id)
            await self._cut(tx, me.key, tie, now)
            return await self._shown(tx, guild_id, user_id, now)

    async def share(
        self, guild_id: int, user_id: int, share: Share, other_id: int | None = None
    ) -> BuddyShown:
        """What the buddy sees from now on, if it is `other_id`. Raises NotEnrolled, NoBuddy or TieChanged."""
        now = self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            tie = _buddy(await buddies.ties(tx, me.key, now), other_id)
            await buddies.set_share(tx, tie, share)
            return await self._shown(tx, guild_id, user_id, now)

    async def nudge(self, guild_id: int, user_id: int, words: str) -> Nudged:
        """Leave the buddy some words, at most once a study day of the member's.

        Raises NotEnrolled, NoBuddy, NudgedToday, LeftAlone, TextEmpty or TextTooLong. Of a day that the buddy
        does not share nothing is told: the words are taken like any, and left out if they are not needed.
        """
        text = clean_text(words, N_("words"), MAX_WORDS)
        now = self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            tie, today = _buddy(await buddies.ties(tx, me.key, now)), me.day(now)
            last = await buddies.last_nudged(tx, me.key)
            if last is not None and last >= today:
                raise NudgedToday(me.day_ends(last))
            await self._check_nudge(tx, tie, text, now)
            await buddies.say(tx, tie, today, text, now)
            to = await members.membership(tx, guild_id, tie.other.user_id)
            if to is None:
                return Nudged(tie.other.user_id, text, Reach.TODAY)
            reach = await self._messages.owe(tx, to, News.WORDS, tie.id, now, today)
            return Nudged(tie.other.user_id, text, reach)

    async def end(
        self, guild_id: int, user_id: int, drawn_for: tuple[TieState, int] | None = None
    ) -> BuddyShown:
        """End the partnership, or take the own request back; nobody is told. Raises NothingToEnd.

        An old button ends no more than what it was `drawn_for`: that state, with that person. Raises
        TieChanged.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            me = await members.find(tx, guild_id, user_id)
            ties = await buddies.ties(tx, me.key, now) if me else ()
            tie = active(ties) or hoping(ties, now)
            if drawn_for is not None and (tie is None or drawn_for != (tie.state, tie.other.user_id)):
                raise TieChanged
            if me is None or tie is None:
                raise NothingToEnd
            await self._cut(tx, me.key, tie, now)
            return await self._shown(tx, guild_id, user_id, now)

    async def gone(self, guild_id: int, user_id: int) -> None:
        """Somebody is no longer in the guild: all that is between them and others ends."""
        async with self._store.write() as tx:
            if (member := await members.find(tx, guild_id, user_id)) is not None:
                await self.release(tx, member.key)

    async def release(self, tx: Tx, member_key: int) -> None:
        """End all that is between a member who leaves and others."""
        now = self._clock.now()
        for tie in await buddies.ties(tx, member_key, now):
            await self._cut(tx, member_key, tie, now)

    async def say_farewell(self, tx: Tx, member_key: int) -> None:
        """The same for a member of whom nothing stays: a buddy would never find out why it is quiet."""
        now = self._clock.now()
        tie = active(await buddies.ties(tx, member_key, now))
        await self.release(tx, member_key)
        other = tie and await members.membership(tx, tie.other.guild_id, tie.other.user_id)
        if tie and other:
            await self._messages.owe(tx, other, News.LEFT, tie.id, now)

    async def part(self, tx: Tx, guild_id: int, user_id: int, other_id: int, now: datetime) -> None:
        """End all that is between two people: one of them has blocked the other."""
        member = await members.find(tx, guild_id, user_id)
        for tie in await buddies.ties(tx, member.key, now) if member else ():
            if member and tie.other.user_id == other_id:
                await self._cut(tx, member.key, tie, now)

    async def prune(self) -> int:
        """Close requests that are over and forget old words, over all guilds; returns how many closed."""
        async with self._store.write() as tx:
            return await buddies.close_over(tx, self._clock.now())

    async def _free(self, tx: Tx, me: Member, other_id: int, now: datetime) -> tuple[Tie, ...]:
        """The member's ties, if they may get this buddy as far as it is up to them."""
        if await blocks.holds(tx, me.guild_id, me.user_id, other_id):
            raise BlockedByYou(other_id)
        ties = await buddies.ties(tx, me.key, now)
        if (partner := active(ties)) is not None:
            raise HasBuddy(partner.other.user_id)
        return ties

    async def _check_asking(
        self, tx: Tx, me: Member, other: Membership, ties: tuple[Tie, ...], now: datetime
    ) -> None:
        """The order matters: what the member knows of comes before what may hide a block."""
        if (mine := hoping(ties, now)) is not None:
            raise RequestOpen(mine.other.user_id, mine.until)
        asked_at = await buddies.last_asked(tx, me.key, other.member.key)
        if asked_at is not None and now < ask_again_at(asked_at):
            raise AskLater(other.member.user_id, ask_again_at(asked_at))
        around = await blocks.around(tx, me.guild_id, me.user_id)
        theirs = await buddies.ties(tx, other.member.key, now)
        is_full = active(theirs) is not None or len(waiting(theirs, now)) >= MOST_WAITING
        if other.member.user_id in around or is_full:
            raise TakesNoRequests(other.member.user_id)

    async def _join(
        self, tx: Tx, me: Member, ties: tuple[Tie, ...], tie: Tie, share: Share, now: datetime
    ) -> None:
        """Become buddies; what either of the two had asked others is taken back."""
        await buddies.activate(tx, tie, share, now)
        await self._messages.drop(tx, me.key, tie, now)
        if (mine := hoping(ties, now)) is not None:
            await self._cut(tx, me.key, mine, now)

    async def _cut(self, tx: Tx, member_key: int, tie: Tie, now: datetime) -> None:
        """End one tie as this member: silently, and with all messages that wait."""
        if tie.state is TieState.ACTIVE:
            await buddies.end(tx, tie, now)
        elif tie.by_me:
            await buddies.withdraw(tx, tie, now)
        else:
            await buddies.decline(tx, tie, now)
        await self._messages.drop(tx, member_key, tie, now)

    async def _check_nudge(self, tx: Tx, tie: Tie, words: str, now: datetime) -> None:
        """Raises LeftAlone with a reason that the member may know."""
        facts = await checkins.streak_facts(tx, tie.other.key)
        why = no_nudge(tie, facts, now)
        if why is None or (why is NoNudge.CHECKED_IN and is_praise(words)):
            return
        if may_know(tie, why):
            raise LeftAlone(tie.other.user_id, why, back_on(facts, tie.other.day(now)))

    async def _shown(self, tx: Tx, guild_id: int, user_id: int, now: datetime) -> BuddyShown:
        blocked = await blocks.of(tx, guild_id, user_id)
        me = await members.find(tx, guild_id, user_id)
        if me is None:
            return BuddyShown(None, (), None, blocked.user_ids, blocked.left)
        ties = await buddies.ties(tx, me.key, now)
        tie, mine = active(ties), hoping(ties, now)
        facts = await checkins.streak_facts(tx, tie.other.key) if tie else None
        return BuddyShown(
            partner=partner_of(tie, facts, me.day(now), now) if tie and facts else None,
            waiting=tuple(request(each) for each in waiting(ties, now)),
            asked=request(mine) if mine else None,
            blocked=blocked.user_ids,
            blocked_left=blocked.left,
        )


def _buddy(ties: tuple[Tie, ...], drawn_for: int | None = None) -> Tie:
    tie = active(ties)
    if drawn_for is not None and (tie is None or drawn_for != tie.other.user_id):
        raise TieChanged
    if tie is None:
        raise NoBuddy
    return tie
