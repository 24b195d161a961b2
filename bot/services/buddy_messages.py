"""What buddies owe one another by message: where it goes, and whether it still holds when it leaves."""

from datetime import date, datetime

from bot.domain.buddies import BuddyBrief, News, Reach, is_praise, news_of
from bot.domain.buddy_ties import Tie, TieState, active, is_day_off
from bot.domain.delivery import WINDOWS, Claim, DeliveryKind, Destination, Reason, marker_of
from bot.domain.members import Membership
from bot.domain.nudges import Quiet
from bot.domain.schedules import Schedule
from bot.domain.streaks import streak_on
from bot.domain.tasks import EnrolmentState
from bot.services.briefing import is_muted, silent
from bot.services.listeners import OnChange, unheard
from bot.store import buddies, buddy_messages, checkins, guilds, members, schedules
from bot.store.transaction import Store, Tx

NUDGE, BUDDY = DeliveryKind.NUDGE, DeliveryKind.BUDDY


class BuddyMessages:
    """They go where a member's nudges go, and only while those are on. `on_change` hears when one is due."""

    def __init__(self, store: Store, on_change: OnChange = unheard) -> None:
        self._store = store
        self._on_change = on_change

    async def owe(
        self, tx: Tx, to: Membership, news: News, tie_id: int, now: datetime, day: date | None = None
    ) -> Reach:
        """Let a message fall due now if the member's nudges are on; tells how it reaches them."""
        schedule = await schedules.find(tx, to.member.key, NUDGE)
        if schedule is None or not await _welcome(tx, to, schedule, now):
            return Reach.TODAY
        await schedules.put_once(
            tx,
            to.member.guild_id,
            to.member.key,
            BUDDY,
            now,
            now + WINDOWS[BUDDY],
            schedule.destination,
            now,
            ref=news.ref(tie_id, day),
        )
        self._on_change(now)
        return Reach.AFTER_QUIET if schedule.quiet_until(now) else Reach.MESSAGE

    async def drop(self, tx: Tx, member_key: int, tie: Tie, now: datetime) -> None:
        """Nothing that waits between these two is sent any more."""
        await buddy_messages.drop(tx, (member_key, tie.other.key), [tie.id], now)

    async def brief(self, claim: Claim, now: datetime) -> BuddyBrief | Quiet:
        """What to say at this moment, or why to say nothing."""
        about = news_of(claim.ref)
        if about is None or claim.member_key is None or claim.user_id is None:
            return Quiet(Reason.OFF)
        async with self._store.read() as tx:
            if reason := await silent(tx, claim, now):
                return Quiet(reason)
            if about[0] is News.LEFT:
                return _farewell(claim, claim.user_id)
            ties = await buddies.ties(tx, claim.member_key, now)
            tie = next((tie for tie in ties if tie.id == about[1]), None)
            if reason := await _left_alone(tx, claim, claim.user_id, about[0], tie, now):
                return Quiet(reason)
        if tie is None or not _still_holds(about[0], tie, active(ties), now):
            return Quiet(Reason.OFF)
        return _brief(claim, claim.user_id, about[0], tie)


async def _welcome(tx: Tx, to: Membership, schedule: Schedule, now: datetime) -> bool:
    """Whether a message would come now or when quiet hours end."""
    if schedule.next_due_at is None or is_muted(schedule, now):
        return False
    if to.enrolment.state is not EnrolmentState.ACTIVE:
        return False
    if schedule.destination is not Destination.CHANNEL:
        return True
    return (await guilds.settings(tx, to.member.guild_id)).nudge_channel_id is not None


async def _left_alone(
    tx: Tx, claim: Claim, user_id: int, news: News, tie: Tie | None, now: datetime
) -> Reason | None:
    """Why the member is not written to: they take a break, or words that should help have come too late."""
    found = await members.membership(tx, claim.guild_id, user_id)
    if found is None:
        return Reason.LEFT
    if found.enrolment.state is EnrolmentState.FINISHED:
        return Reason.FINISHED
    facts, day = await checkins.streak_facts(tx, found.member.key), found.member.day(now)
    if facts.paused(day):
        return Reason.PAUSED
    if news is not News.WORDS:
        return None
    if facts.counts(day):
        praised = tie is not None and tie.words is not None and is_praise(tie.words.text)
        return None if praised else Reason.ALL_DONE
    return Reason.REST_DAY if is_day_off(facts, streak_on(facts, day), day) else None


def _still_holds(news: News, tie: Tie, partner: Tie | None, now: datetime) -> bool:
    match news:
        case News.ASK:
            return tie.waits(now) and partner is None
        case News.YES:
            return tie.state is TieState.ACTIVE and tie.by_me
        case News.WORDS:
            return tie.state is TieState.ACTIVE and tie.words is not None
        case News.LEFT:
            return True


def _farewell(claim: Claim, user_id: int) -> BuddyBrief:
    """The tie went with the buddy, so there is nothing to look at."""
    return BuddyBrief(
        marker=marker_of(claim.id),
        guild_id=claim.guild_id,
        user_id=user_id,
        sender_id=None,
        news=News.LEFT,
        text="",
        at=claim.due_at,
        in_channel=not claim.direct,
        fallback=claim.reason,
    )


def _brief(claim: Claim, user_id: int, news: News, tie: Tie) -> BuddyBrief:
    said = tie.words if news is News.WORDS else None
    return BuddyBrief(
        marker=marker_of(claim.id),
        guild_id=claim.guild_id,
        user_id=user_id,
        sender_id=tie.other.user_id,
        news=news,
        text=said.text if said else "",
        at=said.at if said else tie.created_at,
        in_channel=not claim.direct,
        fallback=claim.reason,
    )
