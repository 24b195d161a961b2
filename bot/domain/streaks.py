"""A streak: study days with a check-in, replayed from a ledger that only grows. Pure.

`bot.domain.streak_rules` holds the numbers. Replaying the same ledger always gives the same streak.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.domain.day_clock import UTC_DAYS, DayClock, DaySpan, Move, shortened, span_of
from bot.domain.outages import Outage, absences, by_day, forgiven
from bot.domain.streak_rules import RULES, StreakRules, rules_on


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `first` to `last`, both included; `last` None is open-ended."""

    first: date
    last: date | None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class StudyWeek:
    """Which weekdays (Monday is 0) are study days from `since` on, until the next StudyWeek."""

    since: date
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class StreakFacts:
    """The ledger: all a streak depends on. The first study week starts the membership.

    `study_weeks` ascend by `since`, `outages` by `began_at`; `moves` are in the order they were made in,
    from which `at` can differ after the host's clock was set back. `clock` is the one in force now.
    """

    checked_in: Set[date]
    study_weeks: Sequence[StudyWeek]
    pauses: Sequence[DayRange] = ()
    backfilled: Set[date] = frozenset()
    rests: Set[date] = frozenset()
    set_aside: Set[date] = frozenset()
    """Days for which the member asked to spend a freeze if nothing gets done."""
    amnesties: Set[date] = frozenset()
    """Days an organiser forgave."""
    outages: Sequence[Outage] = ()
    moves: Sequence[Move] = ()
    clock: DayClock = UTC_DAYS

    def counts(self, day: date) -> bool:
        """Whether `day` has a check-in, on the day or filled in later."""
        return day in self.checked_in or day in self.backfilled

    def planned(self, day: date) -> bool:
        """Whether `day` is a study day of the week in force then."""
        index = bisect_right(self.study_weeks, day, key=lambda week: week.since)
        return bool(index) and day.weekday() in self.study_weeks[index - 1].weekdays

    def paused(self, day: date) -> bool:
        """Whether the plan was paused on `day`."""
        return any(day in pause for pause in self.pauses)

    def expects(self, day: date) -> bool:
        """Whether `day` asks for a check-in: a study day, not paused, not a rest day of the member's own."""
        return self.planned(day) and day not in self.rests and not self.paused(day)

    def span(self, day: date) -> DaySpan:
        """When `day` began and ended or will end, by which clock, and the move that ended it early."""
        return span_of(day, self.moves, self.clock)

    def lived(self, day: date) -> bool:
        """Whether the member had this day: a move to another zone can go past one."""
        span = self.span(day)
        return span.began_at < span.ended_at

    def asks(self, day: date) -> bool:
        """Whether the member had `day`, and it asks for a check-in."""
        return self.expects(day) and self.lived(day)

    @property
    def joined(self) -> date | None:
        """The first day of the membership."""
        return self.study_weeks[0].since if self.study_weeks else None

    @property
    def began(self) -> date | None:
        """The first day that can be anything but free: of the membership, or of a check-in before it."""
        known = (self.joined, min(self.checked_in, default=None), min(self.backfilled, default=None))
        return min((day for day in known if day is not None), default=None)


class DayMark(StrEnum):
    """What one study day came to. All but `missed` keep a streak; `done` and `backfilled` lengthen it."""

    DONE = "done"
    BACKFILLED = "backfilled"
    OPEN = "open"
    """Today, still asking for a check-in."""
    FREE = "free"
    """No study day, or before the membership."""
    PAUSED = "paused"
    REST = "rest"
    AMNESTY = "amnesty"
    OUTAGE = "outage"
    TRAVEL = "travel"
    """Cut short, entered in its evening, or left out by a move to another zone."""
    FROZEN = "frozen"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class StreakDay:
    """One study day, with the streak and the freezes held after it; `lost` is the streak that ended on it."""

    day: date
    mark: DayMark
    streak: int
    freezes: int
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Streak:
    """`current` and `longest` in days; `today_done` when today already counts.

    `today_planned`: today asks for a check-in; False on a rest day, while paused, and on a day that an
    organiser forgave, which is `today_forgiven` if it would ask for one otherwise. `next_freeze_in`: days
    with a check-in until one more is earned, None while no more are held. `frozen_on`: the last day a freeze
    was spent on.
    """

    current: int
    longest: int
    today_done: bool
    today_planned: bool
    freezes: int = 0
    next_freeze_in: int | None = 7
    frozen_on: date | None = None
    today_forgiven: bool = False


def streak_on(facts: StreakFacts, today: date, rules: Sequence[StreakRules] = RULES) -> Streak:
    """The streak as it stands on `today`."""
    longest, frozen_on = 0, None
    last: _Step = (today, DayMark.FREE, 0, 0, 1, 0)
    for last in _replayed(facts, today, rules):
        if last[2] > longest:
            longest = last[2]
        elif last[1] is DayMark.FROZEN:
            frozen_on = last[0]
    held = rules_on(today, rules)
    freezes, earned = divmod(last[3], held.days_per_freeze)
    return Streak(
        last[2],
        longest,
        facts.counts(today),
        facts.expects(today) and today not in facts.amnesties,
        freezes,
        None if freezes >= held.most_freezes else held.days_per_freeze - earned,
        frozen_on,
        facts.expects(today) and today in facts.amnesties,
    )


def history(
    facts: StreakFacts, first: date, today: date, rules: Sequence[StreakRules] = RULES
) -> tuple[StreakDay, ...]:
    """Every study day from `first` to `today`, in order; days before the membership are free."""
    days = tuple(
        StreakDay(day, mark, streak, bank // price, lost)
        for day, mark, streak, bank, price, lost in _replayed(facts, today, rules)
        if day >= first
    )
    begin = days[0].day if days else today + _DAY
    before = (date.fromordinal(each) for each in range(first.toordinal(), begin.toordinal()))
    return (*(StreakDay(day, DayMark.FREE, 0, 0) for day in before), *days)


def forgiven_days(facts: StreakFacts, rules: Sequence[StreakRules] = RULES) -> frozenset[date]:
    """The days on which the bot was away for too long in the member's evening."""
    return frozenset(_forgiven(facts, by_day(facts.outages), rules))


TRAVEL_WINDOW = timedelta(days=28)
"""Days in which those excused by moves are counted together."""

_DAY = timedelta(days=1)
_COUNTING = frozenset({DayMark.DONE, DayMark.BACKFILLED})
_Step = tuple[date, DayMark, int, int, int, int]
"""Day, what it came to, the streak and the bank after it, what a freeze costs, the streak lost on it."""


def _replayed(facts: StreakFacts, today: date, rules: Sequence[StreakRules]) -> Iterator[_Step]:
    """Step through all days. The bank holds one for each day with a check-in, up to the freezes it may hold.

    A lost streak empties it: otherwise a check-in more could leave fewer freezes later than one less.
    """
    streak = bank = full = 0
    price, until = 1, date.min
    for day, before_freezes in _marks(facts, today, rules):
        mark, lost = before_freezes, 0
        if day >= until:
            bank, price, full, until = _turned(bank, price, day, rules)
        if mark in _COUNTING:
            streak += 1
            if bank < full:
                bank += 1
        elif mark is DayMark.MISSED:
            if bank >= price:
                mark, bank = DayMark.FROZEN, bank - price
            else:
                streak, bank, lost = 0, 0, streak
        yield day, mark, streak, bank, price, lost


def _turned(bank: int, price: int, day: date, rules: Sequence[StreakRules]) -> tuple[int, int, int, date]:
    """Bank, price of a freeze and full bank from `day` on, and until when.

    Freezes held stay, up to the new most; of two members the one with more never gets less.
    """
    held = rules_on(day, rules)
    freezes, earned = divmod(bank, price)
    full = held.most_freezes * held.days_per_freeze
    carried = freezes * held.days_per_freeze + min(earned, held.days_per_freeze - 1)
    until = next((each.since for each in rules if each.since > day), date.max)
    return min(carried, full), held.days_per_freeze, full, until


def _marks(facts: StreakFacts, today: date, rules: Sequence[StreakRules]) -> Iterator[tuple[date, DayMark]]:
    """What the days came to before any freeze is spent on them, from the first one known to `today`."""
    credited = {
        **dict.fromkeys(facts.backfilled, DayMark.BACKFILLED),
        **dict.fromkeys(facts.checked_in, DayMark.DONE),
    }
    excused = _excused(facts, today, credited, rules)
    begin = facts.began or today + _DAY
    for first, last, weekdays in _weeks(facts, begin, today):
        for ordinal in range(first, last + 1):
            day = date.fromordinal(ordinal)
            if day in credited:
                yield day, credited[day]
            elif (ordinal - 1) % 7 in weekdays:
                yield day, excused.get(day, DayMark.MISSED)
            else:
                yield day, DayMark.FREE


def _weeks(facts: StreakFacts, first: date, last: date) -> Iterator[tuple[int, int, frozenset[int]]]:
    """The study weeks in force from `first` to `last`, as ordinals of days."""
    begins = [first, *(week.since for week in facts.study_weeks), last + _DAY]
    weekdays = [frozenset[int](), *(week.weekdays for week in facts.study_weeks)]
    for (begin, end), days in zip(pairwise(begins), weekdays, strict=True):
        yield max(begin, first).toordinal(), min(end, last + _DAY).toordinal() - 1, days


def _excused(
    facts: StreakFacts, today: date, credited: Mapping[date, DayMark], rules: Sequence[StreakRules]
) -> dict[date, DayMark]:
    """The days without a check-in that are not missed; what excuses a day best comes last."""
    away = {day: outages for day, outages in by_day(facts.outages).items() if day not in credited}
    return {
        **dict.fromkeys(_travelled(facts, credited, rules), DayMark.TRAVEL),
        **dict.fromkeys(_forgiven(facts, away, rules), DayMark.OUTAGE),
        today: DayMark.OPEN,
        **dict.fromkeys(facts.amnesties, DayMark.AMNESTY),
        **dict.fromkeys(facts.rests, DayMark.REST),
        **dict.fromkeys(_paused(facts.pauses, today), DayMark.PAUSED),
    }


def _travelled(
    facts: StreakFacts, credited: Mapping[date, DayMark], rules: Sequence[StreakRules]
) -> Iterator[date]:
    """The days that moves excuse.

    Only days that would be missed without it share the limit: a check-in more can never use it up.
    """
    cut = sorted({day for day, _ in shortened(facts.moves, facts.clock, rules)})
    needed = [day for day in cut if day not in credited and day not in facts.amnesties and facts.expects(day)]
    for number, day in enumerate(needed):
        before = bisect_right(needed, day - TRAVEL_WINDOW)
        if number - before < rules_on(day, rules).travel_in_28:
            yield day


def _paused(pauses: Iterable[DayRange], today: date) -> Iterator[date]:
    for pause in pauses:
        last = today if pause.last is None else min(pause.last, today)
        yield from map(date.fromordinal, range(pause.first.toordinal(), last.toordinal() + 1))


def _forgiven(
    facts: StreakFacts, outages: Mapping[date, Sequence[Outage]], rules: Sequence[StreakRules]
) -> Iterator[date]:
    for day, near in outages.items():
        held = rules_on(day, rules)
        if forgiven(absences(near, day, facts.span(day), held), held):
            yield day
