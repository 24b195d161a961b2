"""A file may ask for a lot, but for nothing that no plan, no date and no menu could hold."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.catalog import UNPACKED_LIMITS, check, load
from bot.catalog.lint_limits import MAX_ITEMS, MAX_OPTIONS, MAX_THREADS, MAX_WEEKS
from bot.domain.pace import Pace
from bot.domain.planning import lay_out
from bot.domain.work import work_of
from tests.catalog.roadmaps import text_of, with_item, with_section

SCHEDULE = "schedules: [{{key: s, title: S, {}}}]"
PATHS = "paths: [{{key: p, title: P, duration: {}}}]"
MILESTONE = "milestones: [{{key: m, title: M, by: {}, claims: [A]}}]"
TARGET = "targets: [{{key: t, title: T, goal: 5, by: {}}}]"
ITEM, SECTION = "sections[0].items[0]", "sections[0]"


def items(count: int, effort: str = "1h", more: str = "") -> str:
    """A section of so many items."""
    rows = "\n".join(
        f"      - {{key: i-{n}, kind: task, title: T, estimate: {effort}}}" for n in range(count)
    )
    return f"sections:\n  - key: s\n    title: S\n    label: S\n{more}    items:\n{rows}\n"


def threads(count: int, effort: str = "1h", more: str = "") -> str:
    """So many threads."""
    rows = ", ".join(f"{{key: t-{n}, title: T, estimate: {effort}{more}}}" for n in range(count))
    return f"threads: [{rows}]"


def light(weeks: int) -> str:
    """Two light sections, the second of so many weeks."""
    rows = "items: [{key: i-%s, kind: task, title: T, estimate: 1h}]"
    parts = [
        f"  - {{key: s-{span}, title: S, light: true, weeks: 1-{span}, {rows % span}}}"
        for span in (MAX_WEEKS - 1, weeks)
    ]
    return "\n".join(("sections:", *parts))


def alternatives(count: int) -> str:
    return with_item(f"alternatives: [{', '.join(f'A{n}' for n in range(count))}]")


LIMITS = {
    "an item's effort": (with_item("detail: d").replace("60m", "{}"), "1000h", "1000h1m", ITEM, "1,000 h"),
    "a thread's effort": (threads(1, "{}"), "80h", "80h1m", "threads[0]", "80 h a week"),
    "a month of a thread": (threads(1, "{}", ", per: month"), "320h", "321h", "threads[0]", "80 h a week"),
    "the whole effort": (items(20, "{}"), "500h", "501h", "sections", "10,000 h"),
    "least pace": ("estimate_per_week: {}", "1h", "59m", "estimate_per_week", "1 to 80 h"),
    "no pace": ("estimate_per_week: {}", "1h", "0m", "estimate_per_week", "1 to 80 h"),
    "highest pace": ("hours_per_week: {}", "80", "5000", "hours_per_week", "1 to 80 h"),
    "pace of a schedule": (
        SCHEDULE.format("hours_per_week: {}"),
        "80",
        "81",
        "schedules[0].hours_per_week",
        "80 h",
    ),
    "weeks": (with_section("weeks: {}"), "1-520", "1-9999999", f"{SECTION}.weeks", "520 weeks"),
    "a late week": (with_section("weeks: {}+"), "520", "521", f"{SECTION}.weeks", "520 weeks"),
    "days": (with_section("days: {}"), "3640", "3641", f"{SECTION}.days", "520 weeks"),
    "months of a thread": (
        threads(1, "1h", ", months: {}"),
        "1-130",
        "1-131",
        "threads[0].months",
        "520 weeks",
    ),
    "duration": ("duration: {} weeks", "1-520", "1-521", "duration", "520 weeks"),
    "duration of a path": (PATHS.format("{} months"), "130", "131", "paths[0].duration", "520 weeks"),
    "duration of a schedule": (
        SCHEDULE.format("duration: {} weeks"),
        "520+",
        "521+",
        "schedules[0].duration",
        "520 weeks",
    ),
    "a milestone's day": (
        MILESTONE.format("week {}"),
        "520",
        "9999999",
        "milestones[0].by",
        "520 weeks",
    ),
    "a target's day": (TARGET.format("month {}"), "1-130", "1-131", "targets[0].by", "520 weeks"),
}


def errors(snippet: str) -> list[tuple[str, str]]:
    """Path and message of everything that keeps a file out."""
    found = check(text_of(snippet).encode(), "x.yaml", UNPACKED_LIMITS)
    return [(problem.path, problem.message) for problem in found if problem.is_error]


@pytest.mark.parametrize(("snippet", "most", "more", "path", "says"), LIMITS.values(), ids=LIMITS.keys())
def test_a_file_may_ask_for_so_much_and_no_more(
    snippet: str, most: str, more: str, path: str, says: str
) -> None:
    assert errors(snippet.replace("{}", most)) == []
    ((where, message),) = errors(snippet.replace("{}", more))
    assert where == path
    assert says in message


COUNTED = {
    "items": (items, MAX_ITEMS, "sections", "2,000 items"),
    "threads": (threads, MAX_THREADS, "threads", "10 threads"),
    "options": (
        lambda count: items(count, more="    choose: 1\n"),
        MAX_OPTIONS,
        f"{SECTION}.choose",
        "25 options",
    ),
    "alternatives": (alternatives, MAX_OPTIONS, f"{ITEM}.alternatives", "25 options"),
    "light weeks": (light, 1, "sections", "520 light weeks"),
}


@pytest.mark.parametrize(("snippet", "most", "path", "says"), COUNTED.values(), ids=COUNTED.keys())
def test_a_file_may_have_so_many_and_no_more(
    snippet: Callable[[int], str], most: int, path: str, says: str
) -> None:
    assert errors(snippet(most)) == []
    ((where, message),) = errors(snippet(most + 1))
    assert where == path
    assert says in message


@pytest.mark.parametrize("key", ["path", "role", "industry"])
@pytest.mark.parametrize(("old", "path"), [("key: part", SECTION), ("key: item-1", ITEM)])
def test_the_names_of_a_members_own_choices_are_no_keys(key: str, old: str, path: str) -> None:
    ((where, message),) = errors(with_section("weeks: 1").replace(old, f"key: {key}"))
    assert where == f"{path}.key"
    assert f"a member's {key}" in message


@pytest.mark.parametrize("blank", ["\u202e", "\u200b \u2060", "\u3164"])
@pytest.mark.parametrize("name", ["Part", "Do it"])
def test_a_title_shows_something(blank: str, name: str) -> None:
    found = errors(with_section("weeks: 1").replace(f" {name}", f' "{blank}"'))
    assert {message for _, message in found} == {"must hold a visible character"}


def test_a_plan_of_the_largest_file_is_laid_and_ends() -> None:
    many = items(MAX_ITEMS, "5h", "    weeks: 520\n")
    largest = f"{threads(MAX_THREADS, '80h')}\n{many}"
    roadmap = load(text_of(largest).encode(), "x.yaml", UNPACKED_LIMITS).roadmap

    plan = lay_out(work_of(roadmap), Pace(60 * 80, frozenset(range(7))), date(2026, 1, 5))

    assert {sitting.key for sitting in plan.sittings} >= {f"i-{n}" for n in range(MAX_ITEMS)}
