"""How an author writes D21 to D38: numbers, budgets, days, habits, milestones, evidence."""

from datetime import time

from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_claims import Comparator, Evidence, EvidenceKind, Goal, Problems, Share, Target
from bot.domain.roadmap_terms import Counted, DayPart, OwnProject, Period, Range, Weekday
from bot.domain.roadmap_time import Block, Budget, Deadline, Duration, Span, SpanUnit
from tests.catalog.roadmaps import Case, only_item, only_section, with_item, with_section

_DAYS = """
schedules:
  - key: full-time
    title: Full time
    hours_per_week: 40
    days:
      - weekdays: mon-fri
        blocks:
          - {title: Course, at: "06:00-08:00", kind: study}
          - {title: Lunch and a walk, at: "12:00-13:00", study: false}
          - {title: Flashcards, part: before_bed, length: 30m}
          - {title: Weak areas, length: 2h}
      - {weekdays: [sat], title: Deep work, blocks: [{title: Project, length: 4-6h}]}
      - {weekdays: sun, title: Rest, rest: true, at_most: 3h}
  - key: part-time
    title: Part time
    hours_per_week: 20
    duration: 6-9 months
    factor: 1.5-2
"""
_HABITS = """
habits:
  - {key: news, title: Read arXiv, every: day, length: 30m}
  - {key: goals, title: Set goals, every: week, on: mon}
  - {key: meetup, title: Meetup, every: month}
  - {key: talk, title: Talk, every: year}
  - {key: mocks, title: Mock interviews, every: week, times: 2-3, counts: mocks, during: week-1}
"""
_MANY = """
targets:
  - {key: mocks-w12, title: Mocks, goal: 3+, counts: mocks, by: week 12}
  - {key: mocks-m3, title: Mocks, goal: 10+, counts: mocks, by: month 3}
  - {key: mocks-end, title: Mocks, goal: 5+, counts: mocks, by: end}
"""


def _target(roadmap: Roadmap) -> Target:
    return roadmap.targets[0]


def _blocks(roadmap: Roadmap) -> tuple[Block, ...]:
    return roadmap.schedules[0].days[0].blocks


def _with_goal(goal: str, rest: str = "") -> str:
    return f'targets: [{{key: goal, title: A number, goal: "{goal}"{rest}}}]'


NUMBER_CASES = [
    Case(
        "D21 at least",
        _with_goal(">= 98 %", ", basis: MNIST test set"),
        lambda r: (_target(r).goal, _target(r).basis),
        (Goal(Comparator.AT_LEAST, 98, None, "%"), "MNIST test set"),
    ),
    Case(
        "D21 more than",
        _with_goal("> 90 %"),
        lambda r: _target(r).goal,
        Goal(Comparator.MORE_THAN, 90, None, "%"),
    ),
    Case(
        "D21 less than, soft, at p99",
        _with_goal("< 100 ms", ", basis: p99, soft: true"),
        lambda r: (_target(r).goal, _target(r).soft),
        (Goal(Comparator.LESS_THAN, 100, None, "ms"), True),
    ),
    Case("D21 megabytes", _with_goal("< 50 MB"), lambda r: _target(r).goal.unit, "MB"),
    Case(
        "D21 a rate of requests",
        _with_goal(">= 1000 req/s"),
        lambda r: _target(r).goal,
        Goal(Comparator.AT_LEAST, 1000, None, "req/s"),
    ),
    Case(
        "D21 a rank",
        _with_goal("<= 50 %", ", basis: leaderboard"),
        lambda r: _target(r).goal.met_by(37),
        True,
    ),
    Case(
        "D22 a range",
        _with_goal("5-10 classes"),
        lambda r: _target(r).goal,
        Goal(Comparator.BETWEEN, 5, 10, "classes"),
    ),
    Case(
        "D22 a range that is reached at its low end",
        _with_goal("2-3 projects"),
        lambda r: [_target(r).goal.met_by(number) for number in (1, 2, 3, 4)],
        [False, True, True, True],
    ),
    Case(
        "D22 a range to keep to",
        _with_goal("= 2-3 minutes"),
        lambda r: [_target(r).goal.met_by(number) for number in (1.5, 2, 3, 3.5)],
        [False, True, True, False],
    ),
    Case(
        "D23 per day",
        _with_goal("5-10 applications", ", per: day, counts: applications"),
        lambda r: (_target(r).per, _target(r).counts),
        (Period.DAY, Counted.APPLICATIONS),
    ),
    Case("D23 per week", _with_goal("5-10", ", per: week"), lambda r: _target(r).per, Period.WEEK),
    Case(
        "D24 several deadlines for one quantity",
        _MANY,
        lambda r: [(t.goal.value, t.by) for t in r.targets],
        [(3, Deadline(SpanUnit.WEEK, 12, 12)), (10, Deadline(SpanUnit.MONTH, 3, 3)), (5, Deadline())],
    ),
    Case(
        "D25 split by kind",
        _with_goal(">= 150", ", split: [{kind: easy, goal: 100}, {kind: medium, goal: 50}]"),
        lambda r: _target(r).split,
        (Share("easy", Goal(Comparator.EXACTLY, 100)), Share("medium", Goal(Comparator.EXACTLY, 50))),
    ),
    Case(
        "D25 split of an item",
        with_item("problems: {easy: 10, medium: 5, tags: [array]}"),
        lambda r: only_item(r).problems,
        Problems(10, 5, 0, None, ("array",)),
    ),
    Case(
        "D26 problem set",
        with_item("problems: {set: blind-75}", "problem_sets: [{key: blind-75, title: Blind 75, count: 75}]"),
        lambda r: (r.problem_sets[0].count, only_item(r).problems),
        (75, Problems(set="blind-75")),
    ),
    Case(
        "D27 hours by kind",
        with_section("weeks: 6-7\nbudgets: [{kind: study, hours: 10}, {kind: hands-on, hours: 50}]"),
        lambda r: only_section(r).budgets,
        (Budget("study", Range(600, 600)), Budget("hands-on", Range(3000, 3000))),
    ),
    Case(
        "D27 hours a day",
        with_section("budgets: [{kind: study, hours: 3-4, per: day}]"),
        lambda r: only_section(r).budgets,
        (Budget("study", Range(180, 240), Period.DAY),),
    ),
    Case("D28 clock times", _DAYS, lambda r: (_blocks(r)[0].starts, _blocks(r)[0].ends), (time(6), time(8))),
    Case(
        "D28 parts of the day",
        _DAYS,
        lambda r: (_blocks(r)[2].part, _blocks(r)[2].minutes),
        (DayPart.BEFORE_BED, Range(30, 30)),
    ),
    Case(
        "D28 a length alone",
        _DAYS,
        lambda r: (_blocks(r)[3].starts, _blocks(r)[3].minutes),
        (None, Range(120, 120)),
    ),
    Case("D29 not study", _DAYS, lambda r: [block.study for block in _blocks(r)], [True, False, True, True]),
    Case("D29 a rest day", _DAYS, lambda r: [day.rest for day in r.schedules[0].days], [False, False, True]),
    Case("D30 a day's upper limit", _DAYS, lambda r: r.schedules[0].days[2].limit_minutes, 180),
    Case(
        "D30 light week",
        with_section("light: true\nat_most: 5h"),
        lambda r: (only_section(r).light, only_section(r).limit_minutes),
        (True, 300),
    ),
    Case(
        "D30 an upper limit as a target", _with_goal("<= 1 page"), lambda r: _target(r).goal.met_by(2), False
    ),
    Case(
        "D31 weekdays",
        _DAYS,
        lambda r: [day.weekdays for day in r.schedules[0].days],
        [tuple(Weekday)[:5], (Weekday.SAT,), (Weekday.SUN,)],
    ),
    Case("D31 weekday habit", _HABITS, lambda r: r.habits[1].on, (Weekday.MON,)),
    Case("D31 several templates", _DAYS, lambda r: [s.key for s in r.schedules], ["full-time", "part-time"]),
    Case(
        "D32 pace",
        _DAYS,
        lambda r: [(s.minutes_per_week, s.factor, s.duration) for s in r.schedules],
        [
            (Range(2400, 2400), None, None),
            (Range(1200, 1200), Range(1.5, 2), Duration(Range(6, 9), SpanUnit.MONTH)),
        ],
    ),
    Case(
        "D33 running thread",
        "threads: [{key: t, title: Refactor, hours: 2-3, weeks: 1-16, own_project: old}]",
        lambda r: [(t.minutes, t.stated, t.span, t.own_project) for t in r.threads],
        [(150, Range(120, 180), Span(SpanUnit.WEEK, 1, 16), OwnProject.OLD)],
    ),
    Case(
        "D33 a thread by the month",
        "threads: [{key: t, title: A post, estimate: 4h, per: month}]",
        lambda r: r.threads[0].minutes,
        60,
    ),
    Case("D34 cadence", _HABITS, lambda r: [h.every for h in r.habits[:4]], list(Period)),
    Case(
        "D35 only in a phase",
        _HABITS,
        lambda r: (r.habits[4].during, r.habits[4].times),
        (("week-1",), Range(2, 3)),
    ),
    Case(
        "D36 milestone by month end",
        """
        milestones:
          - {key: m4-5, title: Ready, by: month 4-5, claims: [Interview-ready], targets: [
              {key: sent, title: Applications, goal: 50+, counts: applications}]}
        """,
        lambda r: [(m.by, len(m.claims), m.targets[0].goal.value) for m in r.milestones],
        [(Deadline(SpanUnit.MONTH, 4, 5), 1, 50)],
    ),
    Case(
        "D37 evidence",
        with_item("evidence: [api, {kind: post, where: Medium}]"),
        lambda r: only_item(r).evidence,
        (Evidence(EvidenceKind.API), Evidence(EvidenceKind.POST, "Medium")),
    ),
    Case("D38 only a person can vouch", _with_goal("> 85 %"), lambda r: _target(r).counts, None),
    Case("D38 counted by the bot", _MANY, lambda r: _target(r).counts, Counted.MOCKS),
]
