"""A small world for delivery: people in a real database, a clock, and a Discord that forgets nonces."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from discord import ui

from bot.delivery.messenger import SendFailed
from bot.domain.calendar import study_day
from bot.domain.errors import NotEnrolled
from bot.domain.members import Member
from bot.domain.nudges import Brief
from bot.domain.outcomes import Failure
from bot.domain.pace import Pace
from bot.domain.streaks import Streak
from bot.domain.tasks import EnrolmentState, Standing, Task, TaskState, Today
from bot.services.nudges import NudgeService
from bot.store import enrolments, guilds, members
from bot.store.transaction import Store
from bot.ui.message import Message

GUILD = 1000
ADA = 1
NUDGE_CHANNEL = 500
BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = frozenset(range(7))
NONCE_WINDOW = timedelta(minutes=3)
"""How long this Discord remembers a nonce; the real one says "a few minutes"."""


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, step: timedelta) -> None:
        self.moment += step

    def monotonic(self) -> float:
        """For a token bucket."""
        return self.moment.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Time passes at once."""
        self.pass_time(timedelta(seconds=seconds))


@dataclass(frozen=True)
class Posted:
    """A message on this Discord."""

    id: int
    channel_id: int
    custom_ids: str
    mention: int | None
    at: datetime


Fault = Callable[[], Failure | None]


@dataclass
class ToyDiscord:
    """A Messenger that behaves as Discord's documentation says, with failures before or after the commit."""

    clock: HandClock
    posts: list[Posted] = field(default_factory=list[Posted])
    closed: set[int] = field(default_factory=set[int])
    """Channels whose member takes no direct messages."""
    before: list[Failure | None] = field(default_factory=list[Failure | None])
    """One entry per coming send: how it fails before anything is posted, or None."""
    after: list[Failure | None] = field(default_factory=list[Failure | None])
    """The same, once it is posted: the answer is lost."""
    unreadable: Failure | None = None
    threads: list[Failure | None] = field(default_factory=list[Failure | None])
    """One entry per coming thread: how opening it fails, or None."""
    requests: list[str] = field(default_factory=list[str])
    _nonces: dict[str, Posted] = field(default_factory=dict[str, Posted])

    async def open_dm(self, user_id: int) -> int:
        self.requests.append("open")
        return 100 + user_id

    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
        self.requests.append("send")
        _fail(self.before)
        if channel_id in self.closed:
            raise SendFailed(Failure(403, 50007))
        known = self._nonces.get(nonce)
        if known is None or self.clock.now() - known.at > NONCE_WINDOW:
            known = self._post(channel_id, message.view, next(iter(mentions), None))
            self._nonces[nonce] = known
        _fail(self.after)
        return known.id

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        self.requests.append(f"thread {name} in {channel_id} below {message_id}")
        _fail(self.threads)

    async def find(self, channel_id: int, marker: str) -> int | None:
        self.requests.append("find")
        if self.unreadable:
            raise SendFailed(self.unreadable)
        recent = [post for post in self.posts if post.channel_id == channel_id][-10:]
        return next((post.id for post in recent if f'"{marker}' in post.custom_ids), None)

    def _post(self, channel_id: int, view: ui.LayoutView, mention: int | None) -> Posted:
        custom_ids = json.dumps(view.to_components())
        post = Posted(len(self.posts) + 1, channel_id, custom_ids, mention, self.clock.now())
        self.posts.append(post)
        return post


def _fail(failures: list[Failure | None]) -> None:
    failure = failures.pop(0) if failures else None
    if failure is not None:
        raise SendFailed(failure)


def plain(brief: Brief) -> Message:
    """The plainest nudge: one button."""
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(ui.Button(label="Open", custom_id=f"{brief.marker}open"))
    view.add_item(row)
    view.stop()
    return Message(view)


@dataclass
class Days:
    """Today's panels as the task service would give them: one open task, unless told otherwise."""

    clock: HandClock
    zone: ZoneInfo = BERLIN
    enrolled: bool = True
    state: EnrolmentState = EnrolmentState.ACTIVE
    tasks: tuple[TaskState, ...] = (TaskState.OPEN,)
    planned: bool = True

    async def today(self, guild_id: int, user_id: int) -> Today:
        if not self.enrolled:
            raise NotEnrolled
        day = study_day(self.clock.now(), self.zone)
        return Today(
            guild_id=guild_id,
            user_id=user_id,
            day=day,
            zone=self.zone,
            cutoff_minutes=180,
            roadmap_title="Deep dive",
            state=self.state,
            start=day,
            paused_until=None,
            planned=self.planned,
            tasks=tuple(_task(number, day, state) for number, state in enumerate(self.tasks)),
            where=(),
            standing=Standing(0, 600, None),
            streak=Streak(0, 0, today_done=False, today_planned=True),
            next_day=None,
        )


def _task(number: int, day: date, state: TaskState) -> Task:
    return Task(
        id=number,
        title="Read",
        detail="",
        item=None,
        own=True,
        thread=False,
        sitting=1,
        sittings=1,
        day=day,
        planned_minutes=30,
        state=state,
    )


async def enrol(
    store: Store,
    clock: HandClock,
    *,
    guild_id: int = GUILD,
    user_id: int = ADA,
    zone: ZoneInfo = BERLIN,
    study_days: frozenset[int] = EVERY_DAY,
) -> Member:
    """A member on a roadmap."""
    async with store.write() as tx:
        member = await members.add(tx, guild_id, user_id, zone, clock.now())
        start = date(2026, 1, 1)
        enrolment = await enrolments.add(tx, member.key, "deep-dive-16w", "v1", start, clock.now())
        await enrolments.set_pace(tx, enrolment, start, Pace(600, study_days))
    return member


async def open_channel(store: Store, clock: HandClock, channel_id: int | None = NUDGE_CHANNEL) -> None:
    """The guild chooses its nudge channel."""
    async with store.write() as tx:
        settings = guilds.GuildSettings(GUILD, BERLIN, nudge_channel_id=channel_id)
        await guilds.save(tx, settings, clock.now())


def nudge_service(store: Store, clock: HandClock, days: Days | None = None) -> NudgeService:
    """The real service over these days."""
    return NudgeService(store, clock, days or Days(clock))
