"""The pages a roadmap brings along for reference: one list each, and a contents page of those it has."""

from collections.abc import Callable, Iterable
from math import ceil
from typing import TYPE_CHECKING

from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_choices import EntryPath, Role
from bot.domain.roadmap_pages import Address, PageKind
from bot.domain.roadmap_terms import Period, Range
from bot.domain.roadmap_time import Block as TimeBlock
from bot.domain.roadmap_time import DayTemplate, Habit, Schedule
from bot.ui import roadmap_library
from bot.ui.language import N_, _, ngettext
from bot.ui.names import named
from bot.ui.roadmap_claim_words import claim_line, marks, resource_line, target_line
from bot.ui.roadmap_sheets import Block, Entry, Page, texts
from bot.ui.roadmap_words import (
    at_most_text,
    counted,
    deadline_text,
    duration_text,
    effort,
    facts,
    lines,
    minutes_range,
    on_text,
    per_text,
    range_text,
    source_text,
    span_text,
)
from bot.ui.text import link, minutes_text, safe

if TYPE_CHECKING:
    from bot.services.readings import Reading

Rows = Iterable[Block]

_EVERY = {
    Period.DAY: N_("every day"),
    Period.WEEK: N_("every week"),
    Period.MONTH: N_("every month"),
    Period.YEAR: N_("every year"),
}


def more_page(reading: "Reading") -> Page:
    """What else the roadmap holds."""
    blocks: list[Block] = []
    for kind, (title, rows) in LISTS.items():
        if any(True for _row in rows(reading.book)):
            blocks.append(Block(f"- {_(title)}", Entry(_(title), "", Address(kind))))
    heading = f"## {safe(reading.book.roadmap.title, 150)} · {_('more')}"
    # limit: 150
    prompt = _("Open a list…")
    return Page(heading, tuple(blocks), prompt)


def list_page(reading: "Reading", kind: PageKind) -> Page:
    """One list; a roadmap without any says so."""
    title, rows = LISTS[kind]
    heading = lines(f"## {_(title)}", facts(safe(reading.book.roadmap.title, 150)))
    return Page(heading, tuple(rows(reading.book)) or texts(_("This roadmap has none.")))


def category_page(reading: "Reading", number: int) -> Page:
    """The questions of one category."""
    book = reading.book
    name, questions = book.categories[number]
    titles = {each.key: each.title for each in book.roadmap.library.frameworks}
    blocks: list[str] = []
    for question in questions:
        framework = titles.get(question.framework or "", "")
        small = facts(
            minutes_range(question.minutes) if question.minutes else "",
            _("framework: {title}", title=safe(framework, 80)) if framework else "",
            "" if question.repeat else _("asked once"),
        )
        blocks.append(lines(f"- {safe(question.text, 400)}", small))
    return Page(f"## {_('Questions')} · {safe(name, 100)}", texts(*blocks))


def resource_page(reading: "Reading", number: int) -> Page:
    """One resource, and the items that use it."""
    book = reading.book
    resource = book.resources[number]
    heading = lines(
        f"### {link(resource.title, resource.url, 200)}",
        resource_line(resource),
        safe(resource.detail, 500),
        source_text(resource.source, book.roadmap),
    )
    blocks: list[Block] = []
    for place in book.places:
        ways = (place.item, *place.item.alternatives)
        if any(each.id == resource.id for way in ways for each in way.resources):
            entry = Entry(place.item.title, place.path[-1].label, book.page(PageKind.ITEM, place.item.key))
            blocks.append(Block(f"- {safe(place.item.title, 150)} · {safe(place.path[-1].label, 60)}", entry))
    # limit: 150
    prompt = _("Open a task…")
    return Page(heading, (*texts(f"**{_('Used in')}**" if blocks else ""), *blocks), prompt)


def _projects(book: Book) -> Rows:
    for project in book.roadmap.projects:
        entry = Entry(project.title, project.detail, book.page(PageKind.PROJECT, project.key))
        stages, requirements = len(project.stages), len(project.requirements)
        small = facts(
            counted(stages, ngettext("{count:,} stage", "{count:,} stages", stages)),
            counted(requirements, ngettext("{count:,} requirement", "{count:,} requirements", requirements)),
            *marks(project, book.roadmap),
        )
        yield Block(lines(f"- **{safe(project.title, 150)}**", small), entry)


def _threads(book: Book) -> Rows:
    for thread in book.roadmap.threads:
        entry = Entry(thread.title, thread.detail, book.page(PageKind.THREAD, thread.key))
        small = facts(per_text(effort(thread), Period.WEEK), span_text(thread.span))
        yield Block(lines(f"- **{safe(thread.title, 150)}**", small), entry)


def _habits(book: Book) -> Rows:
    return texts(*(_habit(habit, book) for habit in book.roadmap.habits))


def _habit(habit: Habit, book: Book) -> str:
    paths = (book.index.sections[key] for key in habit.during if key in book.index.sections)
    sections = (safe(path[-1].label, 40) for path in paths)
    small = facts(
        _often(habit.times, habit.every),
        on_text(habit.on),
        named(habit.part) if habit.part else "",
        minutes_range(habit.minutes) if habit.minutes else "",
        _("optional") if habit.optional else "",
        _("during {parts}", parts=_(", ").join(safe(label, 40) for label in sections))
        if habit.during
        else "",
    )
    return lines(f"- **{safe(habit.title, 150)}**", small, facts(safe(habit.detail, 250)))


def _often(times: Range, every: Period) -> str:
    if times.low == times.high == 1:
        return _(_EVERY[every])
    count = ceil(times.high or times.low)
    return per_text(ngettext("{number} times", "{number} times", count, number=range_text(times)), every)


def _schedules(book: Book) -> Rows:
    for schedule in book.roadmap.schedules:
        yield from texts(_schedule(schedule), *(_day(day) for day in schedule.days))


def _schedule(schedule: Schedule) -> str:
    week = schedule.minutes_per_week
    pace = per_text(minutes_range(week), Period.WEEK) if week else ""
    factor = _("{number} times as long", number=range_text(schedule.factor)) if schedule.factor else ""
    length = duration_text(schedule.duration) if schedule.duration else ""
    return lines(f"**{safe(schedule.title, 150)}**", facts(pace, length, factor), safe(schedule.detail, 400))


def _day(day: DayTemplate) -> str:
    limit = at_most_text(minutes_text(round(day.limit_minutes))) if day.limit_minutes else ""
    said = [on_text(day.weekdays), safe(day.title, 80), _("rest") if day.rest else "", limit]
    head = " · ".join(part for part in said if part)
    return lines(f"- {head}", *(f"  - {_time(block)}" for block in day.blocks))


def _time(block: TimeBlock) -> str:
    clock = ""
    if block.starts:
        clock = f"{block.starts:%H:%M}" + (f"–{block.ends:%H:%M}" if block.ends else "")
    length = minutes_range(block.minutes) if block.minutes else ""
    said = [
        clock,
        named(block.part) if block.part else "",
        safe(block.title, 120),
        at_most_text(length) if length and block.at_most else length,
        "" if block.study else _("no study"),
    ]
    return " · ".join(part for part in said if part)


def _choices(book: Book) -> Rows:
    roadmap = book.roadmap
    for path in roadmap.paths:
        yield from texts(_path(path, roadmap))
    for role in roadmap.roles:
        yield from texts(_role(role))
    for industry in roadmap.industries:
        head = f"**{safe(industry.title, 120)}** · {_('industry')}"
        yield from texts(lines(head, safe(industry.detail, 300)))


def _path(path: EntryPath, roadmap: Roadmap) -> str:
    had = [claim_line(claim, roadmap) for claim in path.already_have]
    return lines(
        f"**{safe(path.title, 120)}** · {_('where you come from')}",
        facts(duration_text(path.duration) if path.duration else ""),
        safe(path.detail, 600),
        *([_("What you may have already:"), *had] if had else []),
    )


def _role(role: Role) -> str:
    skills = _(", ").join(f"{safe(skill.name, 60)} {skill.level}/5" for skill in role.skills)
    return lines(
        f"**{safe(role.title, 120)}** · {_('role')}",
        safe(role.detail, 900),
        facts(_("Skills: {skills}", skills=skills)) if skills else "",
        *(f"- {safe(text, 150)}" for text in role.does),
    )


def _milestones(book: Book) -> Rows:
    for milestone in book.roadmap.milestones:
        yield from texts(
            f"**{safe(milestone.title, 150)}** · {deadline_text(milestone.by)}",
            *(claim_line(claim, book.roadmap) for claim in milestone.claims),
            *(target_line(target, book.roadmap) for target in milestone.targets),
        )


def _checklists(book: Book) -> Rows:
    for checklist in book.roadmap.checklists:
        test = f" · {_('a test of yourself')}" if checklist.self_test else ""
        yield from texts(
            lines(f"**{safe(checklist.title, 150)}**{test}", facts(safe(checklist.detail, 300))),
            *(claim_line(claim, book.roadmap) for claim in checklist.claims),
            *(target_line(target, book.roadmap) for target in checklist.targets),
        )


def _targets(book: Book) -> Rows:
    return texts(*(target_line(target, book.roadmap) for target in book.roadmap.targets))


def _problems(book: Book) -> Rows:
    for each in book.roadmap.problem_sets:
        count = ngettext("{count:,} problem", "{count:,} problems", each.count)
        detail = facts(count, safe(each.detail, 250))
        yield Block(lines(f"- {link(each.title, each.url, 150)}", detail))


def _resources(book: Book) -> Rows:
    for resource in book.resources:
        entry = Entry(resource.title, resource.author, book.page(PageKind.RESOURCE, resource.id))
        yield Block(lines(resource_line(resource), facts(safe(resource.detail, 200))), entry)


def _questions(book: Book) -> Rows:
    for number, (name, questions) in enumerate(book.categories):
        count = ngettext("{count:,} question", "{count:,} questions", len(questions))
        entry = Entry(name, count, Address(PageKind.CATEGORY, number))
        yield Block(f"- **{safe(name, 100)}** · {count}", entry)


LISTS: dict[PageKind, tuple[str, Callable[[Book], Rows]]] = {
    PageKind.CHOICES: (N_("Paths, roles and industries"), _choices),
    PageKind.PROJECTS: (N_("Projects"), _projects),
    PageKind.THREADS: (N_("Every week"), _threads),
    PageKind.HABITS: (N_("Habits"), _habits),
    PageKind.SCHEDULES: (N_("Schedules"), _schedules),
    PageKind.MILESTONES: (N_("Milestones"), _milestones),
    PageKind.CHECKLISTS: (N_("Checklists"), _checklists),
    PageKind.TARGETS: (N_("Numbers to reach"), _targets),
    PageKind.PROBLEMS: (N_("Problem sets"), _problems),
    PageKind.RESOURCES: (N_("Resources"), _resources),
    PageKind.QUESTIONS: (N_("Interview questions"), _questions),
    PageKind.FRAMEWORKS: (N_("Frameworks for answers"), roadmap_library.frameworks),
    PageKind.STORIES: (N_("Stories to have ready"), roadmap_library.stories),
    PageKind.REVIEWS: (N_("Reviews"), roadmap_library.reviews),
    PageKind.MESSAGES: (N_("Message templates"), roadmap_library.messages),
    PageKind.POSTS: (N_("Posts to write"), roadmap_library.posts),
    PageKind.ADVICE: (N_("When stuck, and pitfalls"), roadmap_library.advice),
    PageKind.FACTS: (N_("Facts with place and date"), roadmap_library.facts),
    PageKind.FUNNEL: (N_("What a job search takes"), roadmap_library.funnel),
    PageKind.STAGES: (N_("Interview stages"), roadmap_library.stages),
    PageKind.APPLICATIONS: (N_("Applying"), roadmap_library.applications),
    PageKind.NOTES: (N_("Editor's notes on the source"), roadmap_library.notes),
}
