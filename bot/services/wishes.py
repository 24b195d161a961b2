"""What a member asks of their pace, as terms of a plan."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.errors import NotEnoughTime, NothingToChange, OneOrTheOther, OutOfRange
from bot.domain.inputs import check_day_range, parse_day
from bot.domain.languages import N_
from bot.domain.pace import Pace, week_minutes
from bot.domain.replans import Terms, Wish
from bot.domain.study_week import LONGEST_DAY, scaled
from bot.services.drafts import Draft
from bot.services.weeks import week_named

MAX_BY = timedelta(days=5 * 365)


def wished(draft: Draft, wish: Wish, today: date) -> Terms:
    """The terms a wish asks for.

    Other study days keep the date to be done by, if there is one. Raises OneOrTheOther when the wish
    contradicts itself, NotEnoughTime when no pace keeps its date, OutOfRange when a day would hold more than
    sixteen hours, and what the parsers raise.
    """
    ways = (wish.minutes_per_week, wish.by, wish.week)
    if sum(way is not None for way in ways) > 1 or (wish.week is not None and wish.study_days is not None):
        raise OneOrTheOther(N_("hours"), N_("a date"), N_("a week of your own"))
    now = draft.terms
    if wish.week is not None:
        return replace(now, pace=week_named(draft.roadmap, wish.week), by_day=None)
    pace = now.pace
    if wish.study_days is not None and wish.study_days != pace.study_days:
        pace = Pace(pace.minutes_per_week, wish.study_days)
    if wish.minutes_per_week is not None:
        return replace(now, pace=_checked(scaled(pace, wish.minutes_per_week)), by_day=None)
    if wish.by is not None:
        by = check_day_range(parse_day(wish.by, today), draft.start + timedelta(days=1), today + MAX_BY)
        return _by(draft, replace(now, pace=pace, by_day=by), by)
    if now.by_day is not None and now.by_day > draft.start:
        return _by(draft, replace(now, pace=pace), now.by_day)
    return replace(now, pace=_checked(pace))


def _by(draft: Draft, terms: Terms, by: date) -> Terms:
    if not draft.lay(terms).plan.sittings:
        raise NothingToChange
    needed = draft.pace_by(by, terms)
    if needed is None:
        raise NotEnoughTime(by)
    return replace(terms, pace=needed)


def _checked(pace: Pace) -> Pace:
    longest = max(week_minutes(pace))
    if longest > LONGEST_DAY:
        raise OutOfRange(N_("a study day"), longest / 60, 0, LONGEST_DAY / 60, N_("hours"))
    return pace
