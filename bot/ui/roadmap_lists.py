"""The pages a roadmap brings along for reference: one list each, and a contents page of those it has."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_choices import EntryPath, Role
from bot.domain.roadmap_pages import Address, PageKind
from bot.domain.roadmap_time import Block as TimeBlock
from bot.domain.roadmap_time import DayTemplate, Habit, Schedule
from bot.ui import roadmap_library
from bot.ui.roadmap_sheets import Block, Entry, Page, texts
from bot.ui.roadmap_words import (
    claim_line,
    counted,
    deadline_text,
    duration_text,
    effort,
    facts,
    lines,
    marks,
    minutes_range,
    on_text,
    period_text,
    range_text,
    resource_line,
    source_text,
    span_text,
    target_line,
)
from bot.ui.text import link, minutes_text, plural, safe

if TYPE_CHECKING:
    from bot.services.readings import Reading

Rows = Iterable[Block]


def more_page(reading: "Reading") -> Page:
    """What else the roadmap holds."""
    blocks: list[Block] = []
    for kind, (title, rows) in LISTS.items():
        if any(True for _ in rows(reading.book)):
            blocks.append(Block(f"- {title}", Entry(title, "", Address(kind))))
    return Page(f"## {safe(reading.book.roadmap.title, 150)} · more", tuple(blocks), "Open a list…")


def list_page(reading: "Reading", kind: PageKind) -> Page:
    """One list; a roadmap without any says so."""
    title, rows = LISTS[kind]
    heading = lines(f"## {title}", facts(safe(reading.book.roadmap.title, 150)))
    return Page(heading, tuple(rows(reading.book)) or texts("This roadmap has none."))


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
            f"framework: {safe(framework, 80)}" if framework else "",
            "" if question.repeat else "asked once",
        )
        blocks.append(lines(f"- {safe(question.text, 400)}", small))
    return Page(f"## Questions · {safe(name, 100)}", texts(*blocks))


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
    return Page(heading, (*texts("**Used in**" if blocks else ""), *blocks), "Open a task…")


def _projects(book: Book) -> Rows:
    for project in book.roadmap.projects:
        entry = Entry(project.title, project.detail, book.page(PageKind.PROJECT, project.key))
        small = facts(
            counted(len(project.stages), "stage"),
            counted(len(project.requirements), "requirement"),
            *marks(project, book.roadmap),
        )
        yield Block(lines(f"- **{safe(project.title, 150)}**", small), entry)


def _threads(book: Book) -> Rows:
    for thread in book.roadmap.threads:
        entry = Entry(thread.title, thread.detail, book.page(PageKind.THREAD, thread.key))
        small = facts(f"{effort(thread)} a week", span_text(thread.span))
        yield Block(lines(f"- **{safe(thread.title, 150)}**", small), entry)


def _habits(book: Book) -> Rows:
    return texts(*(_habit(habit, book) for habit in book.roadmap.habits))


def _habit(habit: Habit, book: Book) -> str:
    sections = (book.index.sections[key][-1].label for key in habit.during if key in book.index.sections)
    once = habit.times.low == habit.times.high == 1
    often = f"every {habit.every}" if once else f"{range_text(habit.times)} times {period_text(habit.every)}"
    small = facts(
        often,
        on_text(habit.on),
        habit.part.replace("_", " ") if habit.part else "",
        minutes_range(habit.minutes) if habit.minutes else "",
        "optional" if habit.optional else "",
        f"during {', '.join(safe(label, 40) for label in sections)}" if habit.during else "",
    )
    return lines(f"- **{safe(habit.title, 150)}**", small, facts(safe(habit.detail, 250)))


def _schedules(book: Book) -> Rows:
    for schedule in book.roadmap.schedules:
        yield from texts(_schedule(schedule), *(_day(day) for day in schedule.days))


def _schedule(schedule: Schedule) -> str:
    pace = f"{minutes_range(schedule.minutes_per_week)} a week" if schedule.minutes_per_week else ""
    factor = f"{range_text(schedule.factor)} times as long" if schedule.factor else ""
    length = duration_text(schedule.duration) if schedule.duration else ""
    return lines(f"**{safe(schedule.title, 150)}**", facts(pace, length, factor), safe(schedule.detail, 400))


def _day(day: DayTemplate) -> str:
    limit = f"at most {minutes_text(round(day.limit_minutes))}" if day.limit_minutes else ""
    said = [on_text(day.weekdays), safe(day.title, 80), "rest" if day.rest else "", limit]
    head = " · ".join(part for part in said if part)
    return lines(f"- {head}", *(f"  - {_time(block)}" for block in day.blocks))


def _time(block: TimeBlock) -> str:
    clock = ""
    if block.starts:
        clock = f"{block.starts:%H:%M}" + (f"–{block.ends:%H:%M}" if block.ends else "")
    length = minutes_range(block.minutes) if block.minutes else ""
    said = [
        clock,
        block.part.replace("_", " ") if block.part else "",
        safe(block.title, 120),
        f"{'at most ' if block.at_most else ''}{length}" if length else "",
        "" if block.study else "no study",
    ]
    return " · ".join(part for part in said if part)


def _choices(book: Book) -> Rows:
    roadmap = book.roadmap
    for path in roadmap.paths:
        yield from texts(_path(path, roadmap))
    for role in roadmap.roles:
        yield from texts(_role(role))
    for industry in roadmap.industries:
        yield from texts(lines(f"**{safe(industry.title, 120)}** · industry", safe(industry.detail, 300)))


def _path(path: EntryPath, roadmap: Roadmap) -> str:
    had = [claim_line(claim, roadmap) for claim in path.already_have]
    return lines(
        f"**{safe(path.title, 120)}** · where you come from",
        facts(duration_text(path.duration) if path.duration else ""),
        safe(path.detail, 600),
        *(["What you may have already:", *had] if had else []),
    )


def _role(role: Role) -> str:
    skills = ", ".join(f"{safe(skill.name, 60)} {skill.level}/5" for skill in role.skills)
    return lines(
        f"**{safe(role.title, 120)}** · role",
        safe(role.detail, 900),
        f"-# Skills: {skills}" if skills else "",
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
        test = " · a test of yourself" if checklist.self_test else ""
        yield from texts(
            lines(f"**{safe(checklist.title, 150)}**{test}", facts(safe(checklist.detail, 300))),
            *(claim_line(claim, book.roadmap) for claim in checklist.claims),
            *(target_line(target, book.roadmap) for target in checklist.targets),
        )


def _targets(book: Book) -> Rows:
    return texts(*(target_line(target, book.roadmap) for target in book.roadmap.targets))


def _problems(book: Book) -> Rows:
    for each in book.roadmap.problem_sets:
        detail = facts(plural(each.count, "problem"), safe(each.detail, 250))
        yield Block(lines(f"- {link(each.title, each.url, 150)}", detail))


def _resources(book: Book) -> Rows:
    for resource in book.resources:
        entry = Entry(resource.title, resource.author, book.page(PageKind.RESOURCE, resource.id))
        yield Block(lines(resource_line(resource), facts(safe(resource.detail, 200))), entry)


def _questions(book: Book) -> Rows:
    for number, (name, questions) in enumerate(book.categories):
        entry = Entry(name, plural(len(questions), "question"), Address(PageKind.CATEGORY, number))
        yield Block(f"- **{safe(name, 100)}** · {plural(len(questions), 'question')}", entry)


LISTS: dict[PageKind, tuple[str, Callable[[Book], Rows]]] = {
    PageKind.CHOICES: ("Paths, roles and industries", _choices),
    PageKind.PROJECTS: ("Projects", _projects),
    PageKind.THREADS: ("Every week", _threads),
    PageKind.HABITS: ("Habits", _habits),
    PageKind.SCHEDULES: ("Schedules", _schedules),
    PageKind.MILESTONES: ("Milestones", _milestones),
    PageKind.CHECKLISTS: ("Checklists", _checklists),
    PageKind.TARGETS: ("Numbers to reach", _targets),
    PageKind.PROBLEMS: ("Problem sets", _problems),
    PageKind.RESOURCES: ("Resources", _resources),
    PageKind.QUESTIONS: ("Interview questions", _questions),
    PageKind.FRAMEWORKS: ("Frameworks for answers", roadmap_library.frameworks),
    PageKind.STORIES: ("Stories to have ready", roadmap_library.stories),
    PageKind.REVIEWS: ("Reviews", roadmap_library.reviews),
    PageKind.MESSAGES: ("Message templates", roadmap_library.messages),
    PageKind.POSTS: ("Posts to write", roadmap_library.posts),
    PageKind.ADVICE: ("When stuck, and pitfalls", roadmap_library.advice),
    PageKind.FACTS: ("Facts with place and date", roadmap_library.facts),
    PageKind.FUNNEL: ("What a job search takes", roadmap_library.funnel),
    PageKind.STAGES: ("Interview stages", roadmap_library.stages),
    PageKind.APPLICATIONS: ("Applying", roadmap_library.applications),
    PageKind.NOTES: ("Editor's notes on the source", roadmap_library.notes),
}
