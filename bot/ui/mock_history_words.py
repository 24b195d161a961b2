"""A member's history of mock interviews in words."""

from collections.abc import Iterator
from itertools import chain

from discord.utils import format_dt

from bot.domain.mock_history import COURSE, LOOKED_AT, Course, HistoryShown, WeakArea, took_part
from bot.domain.mock_interviews import watching
from bot.domain.mock_outside import Outside
from bot.domain.mock_sessions import Session, SessionState
from bot.domain.questions import ANCHORS
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.mock_outside import facts
from bot.ui.mock_words import ENDED, others_text
from bot.ui.question_words import KINDS
from bot.ui.target_words import mark, standing_text
from bot.ui.text import date_text, full_date, human_join, safe

MOST_WEAK = 4
MOST_TARGETS = 2
AIM, TITLE, PLACE, WORDS = 70, 40, 50, 70
"""Characters of each: ten rows and what stands above them fit one message."""

GOOD = 3
"""The score whose words say what to aim at."""

NOTHING = N_(
    "No mock interview yet. `/mock join` finds you a partner each round, `/mock now` one at once; one you "
    "held elsewhere can be logged below."
)


def history_text(shown: HistoryShown, room: int) -> str:
    """What all of it comes to, above the single ones; what matters least goes where a language takes more
    than `room` characters."""
    head = [f"## {theme.MOCK} {_('Your mock interviews')}", _totals(shown)]
    parts = [_targets(shown), _courses(shown), weak_lines(shown.weak)]
    while parts and len("\n".join(chain(head, *parts))) > room:
        parts.pop(0)
    return "\n".join(chain(head, *parts))


def _targets(shown: HistoryShown) -> list[str]:
    return [
        f"{mark(each)} {safe(each.target.title, TITLE)}: {standing_text(each)}"
        for each in shown.targets[:MOST_TARGETS]
    ]


def _courses(shown: HistoryShown) -> list[str]:
    if not shown.courses:
        return []
    head = _("**As the candidate, over time** (1 to 4)")
    return [head, "```", *map(course_line, shown.courses), "```"]


def weak_lines(areas: tuple[WeakArea, ...]) -> list[str]:
    """What to work on, with what earns more."""
    if not areas:
        return []
    head = _("**To work on**, from the last {count} of each kind", count=LOOKED_AT)
    lines = [f"- {_(KINDS[area.kind])}: {_area(area)}" for area in areas[:MOST_WEAK]]
    more = len(areas) - len(lines)
    if more > 0:
        rest = ngettext("and {count:,} more criterion", "and {count:,} more criteria", more)
        lines.append(f"-# {rest}")
    return [head, *lines]


def weak_names(areas: tuple[WeakArea, ...]) -> list[str]:
    """The same in one line for each kind, for a panel with little room."""
    kinds = dict.fromkeys(area.kind for area in areas)
    found = [
        f"{_(KINDS[kind])} ({_(', ').join(_name(area) for area in areas if area.kind is kind)})"
        for kind in kinds
    ]
    if not found:
        return []
    return [f"{_('**To work on** {criteria}', criteria=human_join(found))} · `/mock history`"]


def course_line(course: Course) -> str:
    """`coding        12 Nov 2.4 · 19 Nov 3.0`; days on the world's clock, which is near enough."""
    points = [f"{date_text(at, at)} {mean:.1f}" for at, mean in course.points[-COURSE:]]
    return f"{_(KINDS[course.kind]):<13} {' · '.join(points)}"


def session_text(session: Session, shown: HistoryShown) -> str:
    """One that is over."""
    others = others_text(session, shown.user_id)
    when = f" · {format_dt(session.ended_at, 'D')}" if session.ended_at else ""
    about = _("**{kind}** with {members}", kind=_(KINDS[session.kind]), members=others)
    return f"{about}{when}\n-# {' · '.join(_outcome(session, shown))}"


def outside_text(outside: Outside) -> str:
    """One held elsewhere."""
    said = " · ".join([_("held elsewhere"), *facts(outside, PLACE, WORDS)])
    return f"**{_(KINDS[outside.kind])}** · {full_date(outside.day)}\n-# {said}"


def _totals(shown: HistoryShown) -> str:
    if not shown.entries:
        return _(NOTHING)
    held = (
        _("**{count}** held here, and {elsewhere} elsewhere.", count=shown.held, elsewhere=shown.elsewhere)
        if shown.elsewhere
        else _("**{count}** held here.", count=shown.held)
    )
    return f"{held} {_('Only you see this page.')}"


def _area(area: WeakArea) -> str:
    aim = f": {safe(area.criterion.anchors[GOOD - 1], AIM)}" if area.criterion else ""
    title = safe(area.criterion.title, TITLE) if area.criterion else _name(area)
    score = _("{score} of {most}", score=f"{area.average:.1f}", most=ANCHORS)
    return f"**{title}** {score}{aim}"


def _name(area: WeakArea) -> str:
    return safe(area.key.replace("-", " ").replace("_", " "), TITLE)


def _outcome(session: Session, shown: HistoryShown) -> Iterator[str]:
    if session.state is not SessionState.FINISHED:
        # The same words whoever it was; nothing here tells on anybody.
        yield _(ENDED[session.ended_why]) if session.ended_why else _("It did not take place.")
    elif not took_part(session, shown.user_id):
        yield _("It took place without you.")
    else:
        watched = shown.user_id in [seat.user_id for seat in watching(session)]
        yield _("you watched") if watched else f"{theme.CHECK} {_('held')}"
        if (mean := shown.scores.get(session.id)) is not None:
            yield _("{score} of {most} as the candidate", score=f"{mean:.1f}", most=ANCHORS)
