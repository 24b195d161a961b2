"""The reference lists of a roadmap: frameworks, templates, advice, facts and what a job search takes."""

from collections.abc import Iterable, Iterator

from bot.domain.roadmap_book import Book
from bot.domain.roadmap_library import Advice, Fact, InterviewStage
from bot.ui.roadmap_sheets import Block, texts
from bot.ui.roadmap_words import facts as small_print
from bot.ui.roadmap_words import lines, minutes_range, on_text, period_text, range_text
from bot.ui.text import plural, safe

Rows = Iterable[Block]


def frameworks(book: Book) -> Rows:
    """Ordered steps for answers."""
    for framework in book.roadmap.library.frameworks:
        steps = (f"{number}. {safe(step, 250)}" for number, step in enumerate(framework.steps, 1))
        yield Block(lines(f"**{safe(framework.title, 150)}**", *steps))


def stories(book: Book) -> Rows:
    """The stories to have ready."""
    stories = book.roadmap.library.stories
    if stories is None:
        return ()
    ready = f"Have {range_text(stories.ready)} ready." if stories.ready else ""
    number = "Each ends in a number." if stories.needs_number else ""
    return texts(
        *([" ".join(part for part in (ready, number) if part)] if ready or number else []),
        *(f"- {safe(theme, 150)}" for theme in stories.themes),
    )


def reviews(book: Book) -> Rows:
    """Fixed questions for looking back."""
    for form in book.roadmap.library.reviews:
        asked = (f"- {safe(question, 250)}" for question in form.questions)
        when = small_print(f"once {period_text(form.every)}", on_text(form.on))
        yield Block(lines(f"**{safe(form.title, 150)}**", when, *asked))


def messages(book: Book) -> Rows:
    """Texts to send, with their blanks."""
    for message in book.roadmap.library.messages:
        quoted = (f"> {line}" for line in safe(message.text, 1_800, lines=True).split("\n"))
        blanks = (
            f"Fill in: {', '.join(safe(blank, 60) for blank in message.blanks)}" if message.blanks else ""
        )
        yield Block(lines(f"**{safe(message.title, 150)}**", *quoted, small_print(blanks)))


def posts(book: Book) -> Rows:
    """Titles to write under."""
    for post in book.roadmap.library.posts:
        where = f" · {safe(post.channel, 80)}" if post.channel else ""
        yield Block(f"- {safe(post.title, 250)}{where}")


def advice(book: Book) -> Rows:
    """Pitfalls with what to do instead, and steps for a bad day."""
    return texts(*(_tip(advice) for advice in book.roadmap.library.advice))


def _tip(advice: Advice) -> str:
    return lines(
        f"**{safe(advice.title, 200)}**",
        f"Avoid: {safe(advice.avoid, 300)}" if advice.avoid else "",
        f"Instead: {safe(advice.instead, 300)}" if advice.instead else "",
        *(f"{number}. {safe(step, 250)}" for number, step in enumerate(advice.steps, 1)),
    )


def facts(book: Book) -> Rows:
    """What is true at a time or place only."""
    return texts(*(_fact(fact) for fact in book.roadmap.library.facts))


def _fact(fact: Fact) -> str:
    small = small_print(
        f"as of {safe(fact.as_of, 60)}" if fact.as_of else "no date given",
        safe(fact.place, 60),
        "nobody checked this" if fact.unproven else "",
    )
    return lines(f"- {safe(fact.text, 400)}", small)


def notes(book: Book) -> Rows:
    """Where the source contradicts itself, and what became of it."""
    return texts(*(f"- {safe(note.text, 400)}" for note in book.roadmap.notes))


def funnel(book: Book) -> Rows:
    """How many of each stage a job search takes."""
    steps = book.roadmap.library.funnel
    shown = [f"- {safe(step.stage, 100)}: {range_text(step.expected)}" for step in steps]
    return texts(*shown, "-# What the source expects, never a promise." if shown else "")


def stages(book: Book) -> Rows:
    """The stages of a hiring process."""
    return texts(*(_stage(stage) for stage in book.roadmap.library.interview_stages))


def _stage(stage: InterviewStage) -> str:
    rounds = ", ".join(f"{range_text(each.count)} × {safe(each.kind, 60)}" for each in stage.rounds)
    return lines(
        f"**{safe(stage.title, 150)}**",
        small_print(minutes_range(stage.minutes) if stage.minutes else "", rounds),
        *(f"- {safe(text, 200)}" for text in stage.prepare),
    )


def applications(book: Book) -> Iterator[Block]:
    """Where to apply, and what to check."""
    applications = book.roadmap.library.applications
    if applications is None:
        return
    lists = {
        "Where to look": applications.boards,
        "Companies": applications.companies,
        "Check every application for": applications.qualities,
    }
    for title, entries in lists.items():
        if entries:
            yield from texts(f"**{title}**", *(f"- {safe(entry, 150)}" for entry in entries))
    if applications.follow_up_days:
        yield Block(f"Follow up after {plural(applications.follow_up_days, 'day')}.")
