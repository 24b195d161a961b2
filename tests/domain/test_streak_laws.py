"""What holds for every life of a member, wherever it takes them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.domain.day_clock import DayClock, shortened
from bot.domain.streak_rules import RULES, StreakRules, rules_on
from bot.domain.streak_why import explain
from bot.domain.streaks import DayMark, DayRange, StreakDay, StreakFacts, history, streak_on
from tests.domain.strategies_streaks import (
    DAY,
    MINUTE,
    Backfill,
    CheckIn,
    Event,
    Life,
    Member,
    MoveTo,
    TakeBack,
    check_ins,
    clocks,
    inserted,
    laws,
    lived,
    lives,
    moments,
    moves,
)

KEPT = frozenset({DayMark.DONE, DayMark.TRAVEL, DayMark.FREE, DayMark.OPEN})


def days_of(facts: StreakFacts, today: date) -> tuple[StreakDay, ...]:
    return history(facts, facts.began or today, today)


@st.composite
def rule_books(draw: st.DrawFn) -> tuple[StreakRules, ...]:
    """The rules of today, and one or two later versions."""
    since = sorted(draw(st.sets(st.dates(date(2026, 3, 1), date(2028, 6, 1)), min_size=1, max_size=2)))
    later = (
        StreakRules(
            version=number + 2,
            since=day,
            days_per_freeze=draw(st.integers(1, 10)),
            most_freezes=draw(st.integers(0, 4)),
            outage=timedelta(minutes=draw(st.integers(0, 120))),
            evening_minute=draw(st.sampled_from([17 * 60, 18 * 60, 20 * 60])),
        )
        for number, day in enumerate(since)
    )
    return (*RULES, *later)


@laws
@given(lives())
def test_a_streak_never_exceeds_the_study_days_that_went_by(life: Life) -> None:
    member = lived(life)
    first = min(day for _, day in member.lived)
    last = max(member.today, *(day for _, day in member.lived))
    streak = streak_on(member.facts(), last)
    assert 0 <= streak.current <= streak.longest <= (last - first).days + 1


@laws
@given(lives(set_back=False))
def test_no_journey_makes_more_days_than_the_earth_has(life: Life) -> None:
    """Two dates either side of the one in Greenwich, however often the member moved."""
    member = lived(life)
    streak = streak_on(replace(member.facts(), backfilled=frozenset()), member.today)
    assert streak.longest <= (life.end.date() - life.start.date()).days + 1 + 4


@laws
@given(st.data(), lives())
def test_one_more_check_in_never_lowers_a_streak(data: st.DataObject, life: Life) -> None:
    before = lived(life)
    after = lived(inserted(life, data.draw(moments(life)), CheckIn("one more")))
    for rules in (RULES, data.draw(rule_books())):
        less = streak_on(before.facts(), before.today, rules)
        more = streak_on(after.facts(), before.today, rules)
        assert more.current >= less.current
        assert more.longest >= less.longest


@laws
@given(st.data(), lives())
def test_replaying_the_ledger_gives_the_same_streak(data: st.DataObject, life: Life) -> None:
    """Also from its rows in another order."""
    member = lived(life)
    facts, today = member.facts(), member.today
    shuffled = replace(
        facts,
        checked_in=frozenset(data.draw(st.permutations(sorted(facts.checked_in)))),
        backfilled=set(data.draw(st.permutations(sorted(facts.backfilled)))),
        pauses=data.draw(st.permutations(facts.pauses)),
    )
    assert streak_on(facts, today) == streak_on(lived(life).facts(), today) == streak_on(shuffled, today)
    assert history(facts, today - 60 * DAY, today) == history(shuffled, today - 60 * DAY, today)


@laws
@given(st.data(), lives())
def test_adding_and_taking_back_leaves_everything_as_before(data: st.DataObject, life: Life) -> None:
    changed = inserted(life, data.draw(moments(life)), CheckIn("slip"), TakeBack("slip"))
    one, other = lived(life), lived(changed)
    assert one.facts() == other.facts()
    assert streak_on(one.facts(), one.today) == streak_on(other.facts(), one.today)


@laws
@given(lives(), check_ins, clocks)
def test_two_zones_on_one_instant_never_credit_one_check_in_twice(
    life: Life, check_in: CheckIn, clock: DayClock
) -> None:
    before = lived(life).facts().checked_in
    twice = inserted(life, len(life.events), check_in, MoveTo(clock), check_in)
    assert len(lived(twice).facts().checked_in - before) <= 1


@laws
@given(lives(set_back=False))
def test_study_days_never_go_back(life: Life) -> None:
    days = [day for _, day in lived(life).lived]
    assert days == sorted(days)


def cut_days(member: Member) -> list[date]:
    """The days that moves took time from."""
    return sorted({day for day, _ in shortened(member.moves, member.clock, RULES)})


def blamed(member: Member) -> list[date]:
    """Those of them that were missed all the same."""
    marks = {each.day: each.mark for each in days_of(member.facts(), member.today)}
    return [day for day in cut_days(member) if marks.get(day) in {DayMark.MISSED, DayMark.FROZEN}]


@laws
@given(lives())
def test_up_to_four_days_in_28_that_a_move_cut_short_or_left_out_are_not_missed(life: Life) -> None:
    member = lived(life)
    cut = cut_days(member)
    for day in blamed(member):
        assert sum(day - 28 * DAY < each <= day for each in cut) > RULES[0].travel_in_28


@laws
@given(lives(), st.lists(st.tuples(st.integers(0, 9), moves), max_size=30))
def test_no_28_days_hold_more_than_four_days_of_travel(
    life: Life, journeys: list[tuple[int, MoveTo]]
) -> None:
    events, now = list(life.events), life.end
    for days, move in journeys:
        now += days * DAY
        events.append(Event(now, move))
    member = lived(life, events)
    travelled = [each.day for each in days_of(member.facts(), member.today) if each.mark is DayMark.TRAVEL]
    most = RULES[0].travel_in_28
    assert all((later - day).days >= 28 for day, later in zip(travelled, travelled[most:], strict=False))


@laws
@given(lives(), st.lists(st.tuples(st.integers(0, 60), st.sampled_from([0, 60, 180, 330, 540])), max_size=30))
def test_a_cut_off_alone_excuses_no_day(life: Life, changes: list[tuple[int, int]]) -> None:
    member = lived(replace(life, events=tuple(e for e in life.events if not isinstance(e.deed, MoveTo))))
    now = life.end
    for hours, cutoff in changes:
        now += timedelta(hours=hours)
        member.live(now, MoveTo(DayClock(life.clock.zone, cutoff)))
    assert DayMark.TRAVEL not in {each.mark for each in days_of(member.facts(), member.today)}
    assert all(move.left_day == move.entered_day for move in member.moves)


@laws
@given(lives(most=0), st.lists(st.tuples(st.integers(0, 240), moves), max_size=30))
def test_whoever_checks_in_all_the_time_misses_no_day_but_those_of_too_many_journeys(
    life: Life, journeys: list[tuple[int, MoveTo]]
) -> None:
    """They check in every four hours, and not once more because of a journey."""
    start = life.events[-1].at if life.events else life.start
    events = [
        Event(start + number * 60 * 4 * MINUTE, CheckIn(f"task {number}"))
        for number in range(len(journeys) + 1)
    ]
    events += [
        Event(start + (number * 240 + late) * MINUTE, move) for number, (late, move) in enumerate(journeys)
    ]
    member = lived(life, [*life.events, *sorted(events, key=lambda event: event.at)])
    first = life.clock.day(start)
    lazy = [each for each in history(member.facts(), first, member.today) if each.mark not in KEPT]
    cut = cut_days(member)
    assert {each.day for each in lazy} <= set(cut)
    for each in lazy:
        assert sum(each.day - 28 * DAY < day <= each.day for day in cut) > RULES[0].travel_in_28


@laws
@given(st.data(), lives())
def test_only_a_check_in_or_a_backfill_lengthens_a_streak_and_only_a_miss_ends_it(
    data: st.DataObject, life: Life
) -> None:
    member = lived(life)
    days = history(member.facts(), member.today - 100 * DAY, member.today, data.draw(rule_books()))
    for before, after in pairwise(days):
        if after.mark in {DayMark.DONE, DayMark.BACKFILLED}:
            assert (after.streak, after.lost) == (before.streak + 1, 0)
        elif after.mark is DayMark.MISSED:
            assert (after.streak, after.lost, before.freezes) == (0, before.streak, 0)
        else:
            assert (after.streak, after.lost) == (before.streak, 0)
        assert after.mark is not DayMark.FROZEN or after.freezes < before.freezes or after.freezes == 0


@laws
@given(st.data(), lives())
def test_what_forgives_a_day_never_lowers_a_streak_nor_adds_to_what_was_done(
    data: st.DataObject, life: Life
) -> None:
    member = lived(life)
    facts, today = member.facts(), member.today
    day = data.draw(st.dates(today - 40 * DAY, today))
    kinder = data.draw(
        st.sampled_from(
            [
                replace(facts, amnesties={*facts.amnesties, day}),
                replace(facts, rests={*facts.rests, day}),
                replace(facts, pauses=[*facts.pauses, DayRange(day, day + 3 * DAY)]),
            ]
        )
    )
    before, after = streak_on(facts, today), streak_on(kinder, today)
    counted = sum(facts.counts(each.day) for each in days_of(facts, today))
    assert before.current <= after.current <= counted
    assert before.longest <= after.longest <= counted
    if counted == before.current:
        assert after.current == before.current


@laws
@given(st.data(), lives())
def test_setting_a_freeze_aside_changes_no_number(data: st.DataObject, life: Life) -> None:
    member = lived(life)
    wish = member.today - data.draw(st.integers(0, 20)) * DAY
    facts = replace(member.facts(), set_aside={wish})
    assert streak_on(facts, member.today) == streak_on(member.facts(), member.today)


@laws
@given(lives(), rule_books())
def test_new_rules_change_no_day_before_their_own(life: Life, rules: tuple[StreakRules, ...]) -> None:
    member = lived(life)
    first = member.today - 100 * DAY
    old = history(member.facts(), first, member.today)
    new = history(member.facts(), first, member.today, rules)
    assert [day for day in new if day.day < rules[1].since] == [
        day for day in old if day.day < rules[1].since
    ]


@laws
@given(lives(), rule_books())
def test_no_more_freezes_are_held_than_the_rules_allow(life: Life, rules: tuple[StreakRules, ...]) -> None:
    member = lived(life)
    for day in history(member.facts(), member.today - 100 * DAY, member.today, rules):
        assert 0 <= day.freezes <= rules_on(day.day, rules).most_freezes


@laws
@given(lives(), rule_books())
def test_the_history_agrees_with_the_streak(life: Life, rules: tuple[StreakRules, ...]) -> None:
    member = lived(life)
    facts, today = member.facts(), member.today
    days, streak = (
        history(facts, min(facts.began or today, today), today, rules),
        streak_on(facts, today, rules),
    )
    frozen = [day.day for day in days if day.mark is DayMark.FROZEN]
    assert (days[-1].streak, days[-1].freezes) == (streak.current, streak.freezes)
    assert max(day.streak for day in days) == streak.longest
    assert streak.frozen_on == max(frozen, default=None)
    assert [day.day for day in days] == [days[0].day + offset * DAY for offset in range(len(days))]
    assert history(facts, days[-1].day, today, rules) == days[-1:]


@laws
@given(lives())
def test_time_that_passes_rewrites_nothing(life: Life) -> None:
    """Without new events, tomorrow's view of the past is today's, but for the day that was open."""
    member = lived(replace(life, events=tuple(e for e in life.events if not isinstance(e.deed, Backfill))))
    facts, today = member.facts(), member.today
    now, later = history(facts, today - 50 * DAY, today), history(facts, today - 50 * DAY, today + 9 * DAY)
    assert later[: len(now) - 1] == now[:-1]


@laws
@given(st.data(), lives())
def test_every_day_can_be_explained_and_agrees_with_the_history(data: st.DataObject, life: Life) -> None:
    member = lived(life)
    facts, today = member.facts(), member.today
    before, day = history(facts, (chosen := data.draw(st.dates(today - 60 * DAY, today))) - DAY, today)[:2]
    said = explain(facts, chosen, today)
    assert (said.day, said.mark, said.after, said.freezes, said.lost) == (
        day.day,
        day.mark,
        day.streak,
        day.freezes,
        day.lost,
    )
    assert said.before == before.streak
    assert said.began_at <= said.until
    assert (said.mark is DayMark.TRAVEL) <= (said.move is not None)
    assert (said.mark is DayMark.OUTAGE) <= bool(said.absences)


@laws
@given(lives())
def test_a_day_forgiven_afterwards_gives_its_freeze_back(life: Life) -> None:
    member = lived(life)
    days = days_of(member.facts(), member.today)
    for frozen in (day for day in days if day.mark is DayMark.FROZEN):
        forgiven = replace(member.facts(), amnesties={*member.facts().amnesties, frozen.day})
        kept = explain(forgiven, frozen.day, member.today)
        assert kept.mark is DayMark.AMNESTY
        assert kept.freezes == frozen.freezes + 1


class AllSeen(Exception):
    """Ends the search."""


def test_lives_are_as_varied_as_they_should_be() -> None:
    """The laws would hold in empty lives too."""
    seen: set[DayMark] = set()

    # Which examples come first depends on what the process has imported: as many as it takes.
    @settings(laws, max_examples=2000, database=None, derandomize=True, phases=[Phase.generate])
    @given(lives())
    def look(life: Life) -> None:
        if seen != set(DayMark):
            member = lived(life)
            seen.update(day.mark for day in days_of(member.facts(), member.today))
        if seen == set(DayMark):
            raise AllSeen

    with pytest.raises(AllSeen):
        look()
