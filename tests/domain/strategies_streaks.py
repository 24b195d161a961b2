"""Whole lives of a member, as what happened when, and how the ledger of one comes about."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.domain.day_clock import DayClock, Move, joined_moves, moved
from bot.domain.outages import Outage
from bot.domain.streak_limits import backfill_refusal, freeze_refusal, rest_refusal
from bot.domain.streaks import DayRange, StreakFacts, StudyWeek

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Whole lives take their time to invent, on a busy machine above all."""

ZONES = (
    "Asia/Dhaka",
    "America/Los_Angeles",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Europe/Berlin",
    "America/St_Johns",
    "Asia/Singapore",
    "UTC",
)
STARTS = (
    datetime(2026, 3, 6, 12, 0, tzinfo=UTC),  # California's short day is the 8th
    datetime(2026, 10, 23, 12, 0, tzinfo=UTC),  # long days: Berlin on the 25th, California on 1 November
    datetime(2026, 9, 30, 12, 0, tzinfo=UTC),  # Lord Howe goes ahead by half an hour on 4 October
    datetime(2028, 2, 26, 12, 0, tzinfo=UTC),  # a leap day
    datetime(2026, 12, 29, 12, 0, tzinfo=UTC),
)


@dataclass(frozen=True, slots=True)
class CheckIn:
    ref: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    ref: str


@dataclass(frozen=True, slots=True)
class MoveTo:
    clock: DayClock


@dataclass(frozen=True, slots=True)
class Rest:
    ahead: int


@dataclass(frozen=True, slots=True)
class SetAside:
    ahead: int


@dataclass(frozen=True, slots=True)
class Backfill:
    back: int


@dataclass(frozen=True, slots=True)
class Amnesty:
    back: int


@dataclass(frozen=True, slots=True)
class Pause:
    days: int | None


@dataclass(frozen=True, slots=True)
class Week:
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class Away:
    """The bot comes back after so many minutes without it."""

    minutes: int


Deed = CheckIn | TakeBack | MoveTo | Rest | SetAside | Backfill | Amnesty | Pause | Week | Away


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    deed: Deed


@dataclass(frozen=True, slots=True)
class Life:
    """Events in the order they happened in; `at` goes back where the host's clock was set back."""

    start: datetime
    clock: DayClock
    weekdays: frozenset[int]
    events: tuple[Event, ...]

    @property
    def end(self) -> datetime:
        return self.events[-1].at if self.events else self.start


@dataclass
class Member:
    """What the programme will keep of a life: rows that are added, never rewritten."""

    clock: DayClock
    floor: date | None = None
    credited: dict[str, date] = field(default_factory=dict[str, date])
    moves: list[Move] = field(default_factory=list[Move])
    rests: set[date] = field(default_factory=set[date])
    set_aside: set[date] = field(default_factory=set[date])
    backfilled: set[date] = field(default_factory=set[date])
    amnesties: set[date] = field(default_factory=set[date])
    pauses: list[DayRange] = field(default_factory=list[DayRange])
    weeks: dict[date, frozenset[int]] = field(default_factory=dict[date, frozenset[int]])
    outages: list[Outage] = field(default_factory=list[Outage])
    lived: list[tuple[datetime, date]] = field(default_factory=list[tuple[datetime, date]])
    """The instants of all events, and the study days they fell on."""

    def facts(self) -> StreakFacts:
        return StreakFacts(
            checked_in=frozenset(self.credited.values()),
            study_weeks=[StudyWeek(since, self.weeks[since]) for since in sorted(self.weeks)],
            pauses=tuple(self.pauses),
            backfilled=frozenset(self.backfilled),
            rests=frozenset(self.rests),
            set_aside=frozenset(self.set_aside),
            amnesties=frozenset(self.amnesties),
            outages=sorted(self.outages, key=lambda outage: outage.began_at),
            moves=tuple(self.moves),
            clock=self.clock,
        )

    @property
    def today(self) -> date:
        return self.lived[-1][1]

    def live(self, now: datetime, deed: Deed) -> None:
        today = self.clock.day(now, self.floor)
        self.lived.append((now, today))
        match deed:
            case CheckIn(ref):
                # The same thing counts once, on the day it counted first.
                self.credited.setdefault(ref, today)
            case TakeBack(ref):
                self.credited.pop(ref, None)
            case MoveTo(clock):
                self.move(now, clock)
            case Week(weekdays):
                self.weeks[today] = weekdays
            case Away(minutes):
                self.outages.append(Outage(now - minutes * MINUTE, now))
            case _:
                self.ask(today, deed)

    def move(self, now: datetime, clock: DayClock) -> None:
        """Another cut-off alone is refused where it would end the day; moves within one day become one."""
        move = moved(self.clock, clock, now, self.floor)
        ends_day = move.entered_day != move.left_day
        if clock == self.clock or (ends_day and clock.zone == self.clock.zone):
            return
        joined = joined_moves(self.moves[-1], move, clock) if self.moves else None
        if joined is not None:
            del self.moves[-1]
        if joined is None or joined.clock != clock:
            self.moves.append(joined or move)
        self.clock, self.floor = clock, move.entered_day
        self.lived.append((now, self.floor))

    def ask(self, today: date, deed: Deed) -> None:
        match deed:
            case Rest(ahead):
                if rest_refusal(self.facts(), day := today + ahead * DAY, today) is None:
                    self.rests.add(day)
            case SetAside(ahead):
                if freeze_refusal(self.facts(), day := today + ahead * DAY, today) is None:
                    self.set_aside.add(day)
            case Backfill(back):
                if backfill_refusal(self.facts(), day := today - back * DAY, today) is None:
                    self.backfilled.add(day)
            case Amnesty(back):
                self.amnesties.add(today - back * DAY)
            case Pause(days):
                self.pauses.append(DayRange(today, None if days is None else today + days * DAY))
            case _:
                raise AssertionError(deed)


def lived(life: Life, events: Iterable[Event] | None = None) -> Member:
    """The member after these events, all of the life's by default."""
    member = Member(life.clock)
    member.lived.append((life.start, life.clock.day(life.start)))
    member.weeks[member.today] = life.weekdays
    for event in life.events if events is None else events:
        member.live(event.at, event.deed)
    return member


clocks = st.builds(
    DayClock,
    st.sampled_from(ZONES).map(ZoneInfo),
    st.sampled_from([180, 180, 180, 0, 60, 330, 540]),
)
check_ins = st.builds(CheckIn, st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
check_ins_of_all_kinds = st.integers(0, 10**6).map(lambda number: CheckIn(str(number)))
moves = st.builds(MoveTo, clocks)
study_days = st.frozensets(st.integers(0, 6), min_size=1) | st.just(frozenset(range(7)))
forgiving = st.one_of(
    st.builds(Rest, st.integers(0, 5) | st.integers(0, 30)),
    st.builds(SetAside, st.integers(0, 8)),
    st.builds(Backfill, st.integers(0, 5)),
    st.builds(Amnesty, st.integers(0, 5)),
    st.builds(Pause, st.none() | st.integers(0, 6)),
)
deeds = st.one_of(
    check_ins_of_all_kinds,
    check_ins_of_all_kinds,
    check_ins_of_all_kinds,
    check_ins_of_all_kinds,
    check_ins,
    st.builds(TakeBack, st.sampled_from("abcdefghijklmnopqrstuvwxyz")),
    moves,
    forgiving,
    st.builds(Week, study_days),
    st.builds(Away, st.integers(0, 90) | st.integers(60, 1600)),
)


@st.composite
def lives(draw: st.DrawFn, *, most: int = 40, set_back: bool = True) -> Life:
    """A life of at most so many events, in minutes; with `set_back` the host's clock is set back at times."""
    now = start = draw(st.sampled_from(STARTS)) + draw(st.integers(0, 3 * 1440)) * MINUTE
    events: list[Event] = []
    # Freezes are earned by diligence, which chance alone has not.
    for number in range(draw(st.sampled_from([0, 0, 3, 8, 16]))):
        now += DAY
        events.append(Event(now, CheckIn(f"day {number}")))
    # Left to itself a list has five items on average.
    length = draw(st.integers(0, most))
    for deed in draw(st.lists(deeds, min_size=length, max_size=length)):
        now += draw(st.integers(0, 40 * 60)) * MINUTE
        if set_back and draw(st.integers(0, 12)) == 12:
            now -= draw(st.integers(1, 4 * 1440)) * MINUTE
        events.append(Event(now, deed))
    return Life(start, draw(clocks), draw(study_days), tuple(events))


def inserted(life: Life, index: int, *deeds: Deed) -> Life:
    """The same life with more done at one moment of it."""
    at = life.events[index - 1].at if index else life.start
    more = tuple(Event(at, deed) for deed in deeds)
    return replace(life, events=(*life.events[:index], *more, *life.events[index:]))


def moments(life: Life) -> st.SearchStrategy[int]:
    """Where in the life something more could happen."""
    return st.integers(0, len(life.events))
