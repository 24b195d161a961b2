"""What a member asks of their pace, as terms of a plan."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.errors import NotEnoughTime, OneOrTheOther
from bot.domain.inputs import check_day_range, parse_day
from bot.domain.pace import Pace
from bot.domain.replans import Terms, Wish
from bot.domain.study_week import scaled
from bot.services.drafts import Draft
from bot.services.weeks import week_named

MAX_BY = timedelta(days=5 * 365)


def wished(draft: Draft, wish: Wish, today: date) -> Terms:
    """The terms a wish asks for.

    Raises OneOrTheOther when the wish contradicts itself, NotEnoughTime when no pace keeps its date, and what
    the parsers raise.
    """
    if sum(part is not None for part in (wish.minutes_per_week, wish.by, wish.week)) > 1:
        raise OneOrTheOther("hours", "a date", "a week")
    now = draft.terms
    if wish.week is not None:
        return replace(now, pace=week_named(draft.roadmap, wish.week), by_day=None)
    pace = now.pace
    if wish.study_days is not None and wish.study_days != pace.study_days:
        pace = Pace(pace.minutes_per_week, wish.study_days)
    if wish.minutes_per_week is not None:
        pace = scaled(pace, wish.minutes_per_week)
    if wish.by is None:
        return replace(now, pace=pace, by_day=None)
    by = check_day_range(parse_day(wish.by, today), draft.start + timedelta(days=1), today + MAX_BY)
    needed = draft.pace_by(by, replace(now, pace=pace))
    if needed is None:
        raise NotEnoughTime(by)
    return replace(now, pace=needed, by_day=by)
