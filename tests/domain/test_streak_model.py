"""The streak against a second programme that knows nothing of the first: slow, and written to be obvious."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import given

from bot.domain.day_clock import DayClock
from bot.domain.streaks import DayMark, StreakFacts, forgiven_days, history, streak_on
from tests.domain.strategies_streaks import DAY, MINUTE, Life, laws, lived, lives

HOUR = timedelta(hours=1)
KEPT_FREEZES, FREEZE_PRICE = 2, 7


@dataclass
class Walker:
    """Goes through the days one by one and asks every row of the ledger about each."""

    facts: StreakFacts
    today: date
    streak: int = 0
    longest: int = 0
    freezes: int = 0
    earned: int = 0

    def walk(self, first: date) -> list[DayMark]:
        marks: list[DayMark] = []
        day = first
        while day <= self.today:
            marks.append(self.step(day))
            day += DAY
        return marks

    def step(self, day: date) -> DayMark:
        mark = self.mark(day)
        if mark in (DayMark.DONE, DayMark.BACKFILLED):
            self.streak += 1
            self.earned += self.freezes < KEPT_FREEZES
        if self.earned == FREEZE_PRICE:
            self.freezes, self.earned = self.freezes + 1, 0
        if mark is DayMark.MISSED and self.freezes:
            self.freezes, mark = self.freezes - 1, DayMark.FROZEN
        if mark is DayMark.MISSED:
            self.streak = self.earned = 0
        self.longest = max(self.longest, self.streak)
        return mark

    def mark(self, day: date) -> DayMark:
        facts = self.facts
        weeks = [week for week in facts.study_weeks if week.since <= day]
        paused = [pause for pause in facts.pauses if pause.first <= day <= (pause.last or day)]
        answers = (
            (day in facts.checked_in, DayMark.DONE),
            (day in facts.backfilled, DayMark.BACKFILLED),
            (not weeks or day.weekday() not in weeks[-1].weekdays, DayMark.FREE),
            (bool(paused), DayMark.PAUSED),
            (day in facts.rests, DayMark.REST),
            (day in facts.amnesties, DayMark.AMNESTY),
            (day == self.today, DayMark.OPEN),
            (self.away(day) > HOUR, DayMark.OUTAGE),
            (self.travelled(day), DayMark.TRAVEL),
        )
        return next((mark for true, mark in answers if true), DayMark.MISSED)

    def clock_at(self, now: datetime) -> tuple[DayClock, date]:
        """Which clock the member lived by, and the day they could not fall behind."""
        floor = date.min
        for move in self.facts.moves:
            if now < move.at:
                return move.clock, floor
            floor = move.entered_day
        return self.facts.clock, floor

    def away(self, day: date) -> timedelta:
        """Minute by minute: how long the bot was away in the evening of the day."""
        missed, now = 0, datetime.combine(day - DAY, time(0), self.facts.clock.zone)
        last = now + 4 * DAY
        for outage in self.facts.outages:
            now = max(now, outage.began_at)
            while now < min(outage.ended_at, last):
                missed += self.in_evening(now, day)
                now += MINUTE
        return missed * MINUTE

    def in_evening(self, now: datetime, day: date) -> bool:
        """Of two evenings of one day, before and after a move west, the second counts."""
        clock, floor = self.clock_at(now)
        later = [move.clock for move in self.facts.moves if move.entered_day > day]
        last = later[0] if later else self.facts.clock
        local = now.astimezone(last.zone).replace(tzinfo=None)
        return clock.day(now, floor) == day and local >= datetime.combine(day, time(18))

    def travelled(self, day: date) -> bool:
        after = [*(move.clock for move in self.facts.moves[1:]), self.facts.clock]
        for move, clock in zip(self.facts.moves, after, strict=False):
            if move.clock.zone == clock.zone:
                continue
            if move.left_day <= day < move.entered_day:
                return True
            if move.left_day == day == move.entered_day and clock.end(day) < move.clock.end(day):
                return True
            local = move.at.astimezone(clock.zone).replace(tzinfo=None)
            if move.left_day < day == move.entered_day and local >= datetime.combine(day, time(18)):
                return True
        return False


@laws
@given(lives(most=25, set_back=False))
def test_the_streak_is_what_a_second_way_of_counting_finds(life: Life) -> None:
    member = lived(life)
    facts, today = member.facts(), member.today
    first = min(facts.began or today, today)
    walker = Walker(facts, today)
    marks = walker.walk(first)
    assert [day.mark for day in history(facts, first, today)] == marks
    streak = streak_on(facts, today)
    assert (streak.current, streak.longest) == (walker.streak, walker.longest)
    assert (streak.freezes, streak.today_done) == (walker.freezes, marks[-1] is DayMark.DONE)
    left = None if walker.freezes == KEPT_FREEZES else FREEZE_PRICE - walker.earned
    assert streak.next_freeze_in == left
    assert {day.day for day in history(facts, first, today) if day.mark is DayMark.OUTAGE} <= forgiven_days(
        facts
    )
