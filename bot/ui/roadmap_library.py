"""The reference lists of a roadmap: frameworks, templates, advice, facts and what a job search takes."""

from collections.abc import Iterable, Iterator

from bot.domain.roadmap_book import Book
from bot.domain.roadmap_library import Advice, Fact, InterviewStage
from bot.domain.roadmap_terms import Period
from bot.ui.language import N_, _, ngettext
from bot.ui.roadmap_sheets import Block, texts
from bot.ui.roadmap_words import facts as small_print
from bot.ui.roadmap_words import lines, minutes_range, on_text, range_text
from bot.ui.text import safe

Rows = Iterable[Block]

_ONCE = {
    Period.DAY: N_("once a day"),
    Period.WEEK: N_("once a week"),
    Period.MONTH: N_("once a month"),
    Period.YEAR: N_("once a year"),
}


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
    said = [_("Have {number} ready.", number=range_text(stories.ready))] if stories.ready else []
    said += [_("Each ends in a number.")] if stories.needs_number else []
    return texts(" ".join(said), *(f"- {safe(theme, 150)}" for theme in stories.themes))


def reviews(book: Book) -> Rows:
    """Fixed questions for looking back."""
    for form in book.roadmap.library.reviews:
        asked = (f"- {safe(question, 250)}" for question in form.questions)
        when = small_print(_(_ONCE[form.every]), on_text(form.on))
        yield Block(lines(f"**{safe(form.title, 150)}**", when, *asked))


def messages(book: Book) -> Rows:
    """Texts to send, with their blanks."""
    for message in book.roadmap.library.messages:
        quoted = (f"> {line}" for line in safe(message.text, 1_800, lines=True).split("\n"))
        blanks = _(", ").join(safe(blank, 60) for blank in message.blanks)
        small = small_print(_("Fill in: {blanks}", blanks=blanks)) if blanks else ""
        yield Block(lines(f"**{safe(message.title, 150)}**", *quoted, small))


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
        _("Avoid: {what}", what=safe(advice.avoid, 300)) if advice.avoid else "",
        _("Instead: {what}", what=safe(advice.instead, 300)) if advice.instead else "",
        *(f"{number}. {safe(step, 250)}" for number, step in enumerate(advice.steps, 1)),
    )


def facts(book: Book) -> Rows:
    """What is true at a time or place only."""
    return texts(*(_fact(fact) for fact in book.roadmap.library.facts))


def _fact(fact: Fact) -> str:
    small = small_print(
        _("as of {date}", date=safe(fact.as_of, 60)) if fact.as_of else _("no date given"),
        safe(fact.place, 60),
        _("nobody checked this") if fact.unproven else "",
    )
    return lines(f"- {safe(fact.text, 400)}", small)


def notes(book: Book) -> Rows:
    """Where the source contradicts itself, and what became of it."""
    return texts(*(f"- {safe(note.text, 400)}" for note in book.roadmap.notes))


def funnel(book: Book) -> Rows:
    """How many of each stage a job search takes."""
    steps = book.roadmap.library.funnel
    shown = [f"- {safe(step.stage, 100)}: {range_text(step.expected)}" for step in steps]
    return texts(*shown, small_print(_("What the source expects, never a promise.")) if shown else "")


def stages(book: Book) -> Rows:
    """The stages of a hiring process."""
    return texts(*(_stage(stage) for stage in book.roadmap.library.interview_stages))


def _stage(stage: InterviewStage) -> str:
    rounds = _(", ").join(f"{range_text(each.count)} × {safe(each.kind, 60)}" for each in stage.rounds)
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
        _("Where to look"): applications.boards,
        _("Companies"): applications.companies,
        _("Check every application for"): applications.qualities,
    }
    for title, entries in lists.items():
        if entries:
            yield from texts(f"**{title}**", *(f"- {safe(entry, 150)}" for entry in entries))
    if applications.follow_up_days:
        days = applications.follow_up_days
        yield Block(ngettext("Follow up after {count:,} day.", "Follow up after {count:,} days.", days))
