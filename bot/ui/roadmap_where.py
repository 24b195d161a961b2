"""Where a member is on their roadmap: the path to the present section, and what comes next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.domain.roadmap import Section
from bot.domain.roadmap_progress import Weeks, weeks_of
from bot.ui import theme
from bot.ui.roadmap_marks import HERE, section_mark
from bot.ui.roadmap_sheets import Page, texts
from bot.ui.roadmap_words import facts, lines, unit_weeks
from bot.ui.text import full_date, minutes_text, percent, plural, progress_bar, safe

if TYPE_CHECKING:
    from bot.services.readings import Reading

AHEAD = 3
"""Items named as coming next."""

TOP, INSIDE = 16, 7
"""Sections named on the first level and on each one below it, around the present one."""


def where_page(reading: "Reading") -> Page:
    """The path from the whole roadmap down to the present section, and what the plan has next."""
    path = reading.progress.here(reading.book.index)
    levels = tuple(_levels(reading, reading.book.roadmap.sections, path)) or (_nothing_left(reading),)
    return Page(_heading(reading, path), texts(*levels, _following(reading)))


def _heading(reading: "Reading", path: tuple[Section, ...]) -> str:
    roadmap, progress = reading.book.roadmap, reading.progress
    settled = sum(settled for settled, _ in progress.minutes.values())
    planned = sum(planned for _, planned in progress.minutes.values())
    plan = reading.plan
    weeks = weeks_of(roadmap, path, progress, plan.start, plan.day, plan.finish) if plan else None
    finish = f"finish {full_date(plan.finish)}" if plan and plan.finish else ""
    return lines(
        f"## 📍 {safe(roadmap.title, 150)}",
        f"{progress_bar(settled, planned, 12)} {percent(settled, planned)} · "
        f"{minutes_text(settled)} of {minutes_text(planned)}",
        facts(*(_weeks(weeks) if weeks else ()), finish),
    )


def _weeks(weeks: Weeks) -> Iterator[str]:
    first, last = weeks.nominal
    total = f" of {weeks.nominal_total}" if weeks.nominal_total else ""
    yield f"roadmap: {unit_weeks(first, last)}{total}"
    yield f"your plan: week {weeks.planned}" + (f" of {weeks.planned_total}" if weeks.planned_total else "")


def _levels(
    reading: "Reading", beside: tuple[Section, ...], path: tuple[Section, ...], depth: int = 0
) -> Iterator[str]:
    """The present section between its neighbours; what is inside it is indented below it."""
    if not path:
        return
    present, *inside = path
    mine = [each for each in beside if not depth or each == present or not reading.left_out(each)]
    room, indent = INSIDE if depth else TOP, "  " * depth
    first = max(0, min(mine.index(present) - room // 2, len(mine) - room))
    if first:
        yield f"{indent}- {plural(first, 'part')} before"
    for section in mine[first : first + room]:
        yield f"{indent}- {_line(reading, section, here=section == present)}"
        if section == present:
            yield from _levels(reading, section.sections, tuple(inside), depth + 1)
    if more := len(mine[first + room :]):
        yield f"{indent}- … and {more} more {'part' if more == 1 else 'parts'}"


def _line(reading: "Reading", section: Section, *, here: bool) -> str:
    settled, planned = reading.progress.of_section(section)
    name = f"{safe(section.label, 50)} · {safe(section.title, 80)}"
    if here:
        return f"{HERE} **{name}** · {percent(settled, planned)}"
    share = "left out" if reading.left_out(section) else percent(settled, planned) if settled else ""
    return " · ".join(part for part in (f"{section_mark(reading, section)} {name}", share) if part)


def _nothing_left(reading: "Reading") -> str:
    if not reading.joined:
        return "You are not on this roadmap. `/join` puts you on it."
    title = safe(reading.book.roadmap.title, 100)
    return f"{theme.PARTY} Nothing of **{title}** is left. `/progress` shows the whole way."


def _following(reading: "Reading") -> str:
    """What the plan has next."""
    index = reading.book.index
    titles = [index.places[key].item.title for key in reading.progress.ahead if key in index.places][:AHEAD]
    return lines("**Next**", *(f"- {safe(title, 120)}" for title in titles)) if titles else ""
