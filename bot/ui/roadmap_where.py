"""Where a member is on their roadmap: the path to the present section, and what comes next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.domain.roadmap import Section
from bot.domain.roadmap_progress import Weeks, weeks_of
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.roadmap_marks import HERE, section_mark
from bot.ui.roadmap_sheets import Page, texts
from bot.ui.roadmap_words import facts, lines, unit_weeks
from bot.ui.text import full_date, minutes_text, percent, progress_bar, safe

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
    settled = sum(settled for settled, _planned in progress.minutes.values())
    planned = sum(planned for _settled, planned in progress.minutes.values())
    plan = reading.plan
    weeks = weeks_of(roadmap, path, progress, plan.start, plan.day, plan.finish) if plan else None
    finish = _("finish {date}", date=full_date(plan.finish)) if plan and plan.finish else ""
    share = _("{done} of {total}", done=minutes_text(settled), total=minutes_text(planned))
    return lines(
        f"## 📍 {safe(roadmap.title, 150)}",
        f"{progress_bar(settled, planned, 12)} {percent(settled, planned)} · {share}",
        facts(*(_weeks(weeks) if weeks else ()), finish),
    )


def _weeks(weeks: Weeks) -> Iterator[str]:
    present = unit_weeks(*weeks.nominal)
    if weeks.nominal_total:
        yield _("roadmap: {weeks} of {total}", weeks=present, total=weeks.nominal_total)
    else:
        yield _("roadmap: {weeks}", weeks=present)
    if weeks.planned_total:
        yield _("your plan: week {number} of {total}", number=weeks.planned, total=weeks.planned_total)
    else:
        yield _("your plan: week {number}", number=weeks.planned)


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
        before = ngettext("{count:,} part before", "{count:,} parts before", first)
        yield f"{indent}- {before}"
    for section in mine[first : first + room]:
        yield f"{indent}- {_line(reading, section, here=section == present)}"
        if section == present:
            yield from _levels(reading, section.sections, tuple(inside), depth + 1)
    if more := len(mine[first + room :]):
        others = ngettext("… and {count:,} more part", "… and {count:,} more parts", more)
        yield f"{indent}- {others}"


def _line(reading: "Reading", section: Section, *, here: bool) -> str:
    settled, planned = reading.progress.of_section(section)
    name = f"{safe(section.label, 50)} · {safe(section.title, 80)}"
    if here:
        return f"{HERE} **{name}** · {percent(settled, planned)}"
    share = _("left out") if reading.left_out(section) else percent(settled, planned) if settled else ""
    return " · ".join(part for part in (f"{section_mark(reading, section)} {name}", share) if part)


def _nothing_left(reading: "Reading") -> str:
    if not reading.joined:
        return _("You are not on this roadmap. `/join` puts you on it.")
    title = safe(reading.book.roadmap.title, 100)
    words = _("Nothing of **{title}** is left. `/progress` shows the whole way.", title=title)
    return f"{theme.PARTY} {words}"


def _following(reading: "Reading") -> str:
    """What the plan has next."""
    index = reading.book.index
    titles = [index.places[key].item.title for key in reading.progress.ahead if key in index.places][:AHEAD]
    return lines(f"**{_('Next')}**", *(f"- {safe(title, 120)}" for title in titles)) if titles else ""
