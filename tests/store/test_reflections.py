"""What members write in rituals, on both databases: kept as it was, private to its member, newest first."""

from datetime import date, timedelta

import pytest

from bot.domain.reflections import Adjustment, Answers, Fate, Goals, Review, WeekPlan, Wins
from bot.domain.rituals import WEEKLY, Ritual
from bot.store import reflections
from bot.store.transaction import Store
from tests.delivery.world import HandClock, enrol, utc

MONDAY = date(2026, 1, 5)
NOW = utc("2026-01-05 09:00")
HOSTILE = "@everyone [click](https://evil.example) ``` \u202e \U0001f469\u200d\U0001f4bb"

WRITTEN: list[tuple[Ritual, Answers]] = [
    (Ritual.GOALS, Goals(("ship the demo", HOSTILE))),
    (Ritual.ADJUST, Adjustment((("ship the demo", Fate.CHANGE), (HOSTILE, Fate.DROP)), "less")),
    (Ritual.WINS, Wins(("ship the demo",), (HOSTILE,), "it runs")),
    (Ritual.PLAN, WeekPlan((HOSTILE,), ("read", "write"), "much", "sleep")),
    (Ritual.REVIEW, Review("a demo", HOSTILE, "", "talks", "rest")),
]


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


@pytest.mark.parametrize(("ritual", "answers"), WRITTEN, ids=[ritual for ritual, _ in WRITTEN])
async def test_words_come_back_as_they_were_written(
    store: Store, clock: HandClock, ritual: Ritual, answers: Answers
) -> None:
    ben = await enrol(store, clock)
    ada = await enrol(store, clock, user_id=2)
    async with store.write() as tx:
        await reflections.save(tx, ben.key, ritual, MONDAY, answers, NOW)
    async with store.read() as tx:
        found = await reflections.find(tx, ben.key, ritual, MONDAY)
        assert found is not None
        assert (found.ritual, found.period, found.answers) == (ritual, MONDAY, answers)
        assert (found.updated_at, found.posted_at) == (NOW, None)
        assert await reflections.find(tx, ada.key, ritual, MONDAY) is None
        assert await reflections.find(tx, ben.key, ritual, MONDAY + timedelta(days=7)) is None


async def test_writing_again_takes_the_place_of_earlier_words_but_not_of_having_posted(
    store: Store, clock: HandClock
) -> None:
    ben = await enrol(store, clock)
    later = NOW + timedelta(hours=1)
    async with store.write() as tx:
        await reflections.save(tx, ben.key, Ritual.GOALS, MONDAY, Goals(("one",)), NOW)
        await reflections.set_posted(tx, ben.key, Ritual.GOALS, MONDAY, NOW)
        first = await reflections.find(tx, ben.key, Ritual.GOALS, MONDAY)
        await reflections.save(tx, ben.key, Ritual.GOALS, MONDAY, Goals(("two",)), later)
        second = await reflections.find(tx, ben.key, Ritual.GOALS, MONDAY)
    assert first is not None
    assert first.posted
    assert second is not None
    assert (second.answers, second.updated_at, second.posted) == (Goals(("two",)), later, False)


async def test_a_history_is_by_period_newest_first(store: Store, clock: HandClock) -> None:
    ben = await enrol(store, clock)
    weeks = [MONDAY + timedelta(weeks=week) for week in range(4)]
    async with store.write() as tx:
        for week in weeks:
            await reflections.save(tx, ben.key, Ritual.GOALS, week, Goals(("one",)), NOW)
            await reflections.save(tx, ben.key, Ritual.WINS, week, Wins((), (), "a win"), NOW)
        await reflections.save(tx, ben.key, Ritual.REVIEW, date(2026, 1, 1), Review("demo"), NOW)
    async with store.read() as tx:
        assert await reflections.periods(tx, ben.key, WEEKLY, 3) == tuple(reversed(weeks))[:3]
        assert await reflections.periods(tx, ben.key, [Ritual.REVIEW], 9) == (date(2026, 1, 1),)
        week = await reflections.of_period(tx, ben.key, WEEKLY, MONDAY)
    assert {ritual: each.answers for ritual, each in week.items()} == {
        Ritual.GOALS: Goals(("one",)),
        Ritual.WINS: Wins((), (), "a win"),
    }
