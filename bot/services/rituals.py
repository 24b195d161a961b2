"""A guild's rituals: which are on, when and where, and what their posts say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.clock import Clock
from bot.domain.delivery import Claim, DeliveryKind, Destination, Reason, marker_of
from bot.domain.errors import InvalidTime
from bot.domain.guilds import GuildSettings
from bot.domain.inputs import MINUTES_PER_DAY
from bot.domain.nudges import Quiet
from bot.domain.ritual_errors import NoRitualChannel, OneWeekday
from bot.domain.rituals import USUAL, WRITTEN, Ritual, Timing, present_period
from bot.domain.schedules import Schedule
from bot.services.briefing import late_by, why_silent
from bot.services.listeners import OnChange, unheard
from bot.services.switches import switch
from bot.store import enrolments, guilds, schedules
from bot.store.transaction import Store, Tx

RITUAL = DeliveryKind.RITUAL


@dataclass(frozen=True, slots=True)
class RitualShown:
    """One ritual as the guild has it. `channel_id` is its own, `posts_in` where it really goes."""

    ritual: Ritual
    timing: Timing
    channel_id: int | None
    posts_in: int | None
    next_due_at: datetime | None
    """None while it is off."""

    @property
    def on(self) -> bool:
        """Whether it comes."""
        return self.next_due_at is not None


@dataclass(frozen=True, slots=True)
class RitualBoard:
    """All rituals of a guild, in the order of a week."""

    guild_id: int
    zone: ZoneInfo
    rituals: tuple[RitualShown, ...]

    def of(self, ritual: Ritual) -> RitualShown:
        """One of them."""
        return next(each for each in self.rituals if each.ritual is ritual)


@dataclass(frozen=True, slots=True)
class RitualBrief:
    """What a ritual's post says; `late_by` is zero when it is on time."""

    guild_id: int
    marker: str
    ritual: Ritual
    period: date
    late_by: timedelta


class RitualService:
    """Everything organisers do with rituals. `on_change` hears when one falls due next."""

    def __init__(self, store: Store, clock: Clock, on_change: OnChange = unheard) -> None:
        self._store = store
        self._clock = clock
        self._on_change = on_change

    async def board(self, guild_id: int) -> RitualBoard:
        """All rituals of a guild; those never touched are off, at their usual time."""
        async with self._store.read() as tx:
            return await _board(tx, guild_id)

    async def change(
        self,
        guild_id: int,
        ritual: Ritual,
        *,
        on: bool | None = None,
        minute: int | None = None,
        weekdays: frozenset[int] | None = None,
        channel_id: int | None = None,
    ) -> RitualBoard:
        """Switch a ritual on or off, or move it; None keeps what there is, channel 0 is the nudge channel.

        Raises InvalidTime, OneWeekday or NoRitualChannel.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            board = await _board(tx, guild_id)
            before = board.of(ritual)
            rhythm = _timing(ritual, before.timing, minute, weekdays).rhythm(board.zone)
            where = before.channel_id if channel_id is None else channel_id or None
            place, ref = Destination.CHANNEL, ritual.value
            await schedules.put(tx, guild_id, None, RITUAL, rhythm, place, now, ref=ref, channel_id=where)
            await switch(
                tx, guild_id, RITUAL, ritual.value, now, self._on_change, on=before.on if on is None else on
            )
            after = await _board(tx, guild_id)
            if after.of(ritual).on and after.of(ritual).posts_in is None:
                raise NoRitualChannel(ritual.value)
            return after

    async def brief(self, claim: Claim, now: datetime) -> RitualBrief | Quiet:
        """What to post at this moment, or why to post nothing."""
        async with self._store.read() as tx:
            schedule = await schedules.find_of_guild(tx, claim.guild_id, claim.kind, claim.ref)
            anybody = await enrolments.any_current(tx, claim.guild_id)
        reason = why_silent(schedule, claim, now)
        if reason or schedule is None or claim.ref not in WRITTEN:
            return Quiet(reason or Reason.OFF)
        if not anybody:
            return Quiet(Reason.LEFT)
        ritual = Ritual(claim.ref)
        return RitualBrief(
            guild_id=claim.guild_id,
            marker=marker_of(claim.id),
            ritual=ritual,
            period=present_period(ritual, schedule.rhythm.day_of(claim.due_at)),
            late_by=late_by(claim, now),
        )


async def rooms(tx: Tx, guild_id: int) -> frozenset[int]:
    """The channels that the guild's rituals go to."""
    posts_in = [shown.posts_in for shown in (await _board(tx, guild_id)).rituals]
    return frozenset(channel_id for channel_id in posts_in if channel_id)


async def _board(tx: Tx, guild_id: int) -> RitualBoard:
    settings = await guilds.settings(tx, guild_id)
    known = {each.ref: each for each in await schedules.all_of_guild(tx, guild_id, RITUAL)}
    shown = tuple(_shown(ritual, known.get(ritual.value), settings) for ritual in Ritual)
    return RitualBoard(guild_id, settings.zone, shown)


def _shown(ritual: Ritual, schedule: Schedule | None, settings: GuildSettings) -> RitualShown:
    if schedule is None:
        return RitualShown(ritual, USUAL[ritual], None, settings.nudge_channel_id, None)
    rhythm = schedule.rhythm
    timing = Timing(None if rhythm.month_end else min(rhythm.weekdays), rhythm.minute)
    posts_in = schedule.channel_id or settings.nudge_channel_id
    return RitualShown(ritual, timing, schedule.channel_id, posts_in, schedule.next_due_at)


def _timing(ritual: Ritual, before: Timing, minute: int | None, weekdays: frozenset[int] | None) -> Timing:
    at = before.minute if minute is None else minute
    if not 0 <= at < MINUTES_PER_DAY:
        raise InvalidTime(str(at))
    if weekdays is None:
        return Timing(before.weekday, at)
    if ritual.monthly or len(weekdays) != 1:
        raise OneWeekday(ritual.monthly)
    return Timing(min(weekdays), at)
