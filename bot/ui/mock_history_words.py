"""A member's history of mock interviews in words."""

from collections.abc import Iterator

from discord.utils import format_dt

from bot.domain.mock_history import COURSE, LOOKED_AT, Course, HistoryShown, WeakArea, took_part
from bot.domain.mock_interviews import watching
from bot.domain.mock_outside import Outside
from bot.domain.mock_sessions import Session, SessionState
from bot.domain.questions import ANCHORS
from bot.ui import theme
from bot.ui.mock_outside import facts
from bot.ui.mock_words import ENDED, others_text
from bot.ui.question_words import KINDS
from bot.ui.target_words import mark, standing_text
from bot.ui.text import SHORT_MONTHS, full_date, human_join, plural, safe

MOST_WEAK = 4
MOST_TARGETS = 2
AIM, TITLE, PLACE, WORDS = 70, 40, 50, 70
"""Characters of each: ten rows and what stands above them fit one message."""

GOOD = 3
"""The score whose words say what to aim at."""

NOTHING = (
    "No mock interview yet. `/mock join` finds you a partner each round, `/mock now` one at once; one you "
    "held elsewhere can be logged below."
)


def history_text(shown: HistoryShown) -> str:
    """What all of it comes to, above the single ones."""
    lines = [f"## {theme.MOCK} Your mock interviews", _totals(shown)]
    lines += [
        f"{mark(each)} {safe(each.target.title, TITLE)}: {standing_text(each)}"
        for each in shown.targets[:MOST_TARGETS]
    ]
    if shown.courses:
        lines += ["**As the candidate, over time** (1 to 4)", "```", *map(course_line, shown.courses), "```"]
    return "\n".join([*lines, *weak_lines(shown.weak)])


def weak_lines(areas: tuple[WeakArea, ...]) -> list[str]:
    """What to work on, with what earns more."""
    if not areas:
        return []
    head = f"**To work on**, from the last {LOOKED_AT} of each kind"
    lines = [f"- {KINDS[area.kind]}: {_area(area)}" for area in areas[:MOST_WEAK]]
    more = len(areas) - len(lines)
    return [
        head,
        *lines,
        *([f"-# and {plural(more, 'more criterion', 'more criteria')}"] if more > 0 else []),
    ]


def weak_names(areas: tuple[WeakArea, ...]) -> list[str]:
    """The same in one line for each kind, for a panel with little room."""
    kinds = dict.fromkeys(area.kind for area in areas)
    found = [
        f"{KINDS[kind]} ({', '.join(_name(area) for area in areas if area.kind is kind)})" for kind in kinds
    ]
    return [f"**To work on** {human_join(found)} · `/mock history`"] if found else []


def course_line(course: Course) -> str:
    """`coding        12 Nov 2.4 · 19 Nov 3.0`; days on the world's clock, which is near enough."""
    points = [f"{at.day} {SHORT_MONTHS[at.month - 1]} {mean:.1f}" for at, mean in course.points[-COURSE:]]
    return f"{KINDS[course.kind]:<13} {' · '.join(points)}"


def session_text(session: Session, shown: HistoryShown) -> str:
    """One that is over."""
    others = others_text(session, shown.user_id)
    when = f" · {format_dt(session.ended_at, 'D')}" if session.ended_at else ""
    return f"**{KINDS[session.kind]}** with {others}{when}\n-# {' · '.join(_outcome(session, shown))}"


def outside_text(outside: Outside) -> str:
    """One held elsewhere."""
    said = " · ".join(["held elsewhere", *facts(outside, PLACE, WORDS)])
    return f"**{KINDS[outside.kind]}** · {full_date(outside.day)}\n-# {said}"


def _totals(shown: HistoryShown) -> str:
    if not shown.entries:
        return NOTHING
    elsewhere = f", and {shown.elsewhere} elsewhere" if shown.elsewhere else ""
    return f"**{shown.held}** held here{elsewhere}. Only you see this page."


def _area(area: WeakArea) -> str:
    aim = f": {safe(area.criterion.anchors[GOOD - 1], AIM)}" if area.criterion else ""
    title = safe(area.criterion.title, TITLE) if area.criterion else _name(area)
    return f"**{title}** {area.average:.1f} of {ANCHORS}{aim}"


def _name(area: WeakArea) -> str:
    return safe(area.key.replace("-", " ").replace("_", " "), TITLE)


def _outcome(session: Session, shown: HistoryShown) -> Iterator[str]:
    if session.state is not SessionState.FINISHED:
        # The same words whoever it was; nothing here tells on anybody.
        yield ENDED[session.ended_why] if session.ended_why else "It did not take place."
    elif not took_part(session, shown.user_id):
        yield "It took place without you."
    else:
        watched = shown.user_id in [seat.user_id for seat in watching(session)]
        yield "you watched" if watched else f"{theme.CHECK} held"
        if (mean := shown.scores.get(session.id)) is not None:
            yield f"{mean:.1f} of {ANCHORS} as the candidate"
