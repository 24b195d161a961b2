"""Errors around a streak, as sentences that name the next step."""

from datetime import date

from bot.domain import streak_errors as e
from bot.domain.errors import CohortError
from bot.domain.streak_entries import EntryKind
from bot.domain.streak_limits import NoBackfill, NoFreeze, NoRest
from bot.ui.streak_words import WAITS
from bot.ui.text import WEEKDAYS, clock_text, full_date, human_join, plural

_NOT_CHOSEN = {
    EntryKind.REST: "is no rest day of yours. `/streak rest` shows those you have chosen.",
    EntryKind.FREEZE: "has no freeze set aside. `/streak show` shows which days have.",
    EntryKind.BACKFILL: "was not filled in. `/streak why` shows what it came to.",
    EntryKind.AMNESTY: "is not forgiven. `/manage streaks list` shows which days are.",
}


def about_streaks(error: CohortError) -> str | None:
    """Which rule stands against it, and what works instead; None for any other error."""
    match error:
        case e.StreakWaits():
            return WAITS
        case e.CannotFillIn():
            return f"{_no_backfill(error)} {_fillable(error.possible)}"
        case e.CannotRest():
            return _no_rest(error)
        case e.CannotSetAside():
            return _no_freeze(error)
        case e.AlreadyBegun(day=day):
            return (
                f"{full_date(day)} has begun, so it stays a rest day. What you do on it counts all the same: "
                "see `/today`."
            )
        case e.NotChosen(day=day, kind=kind):
            return f"{full_date(day)} {_NOT_CHOSEN[kind]}"
        case e.CutoffTooLate(latest=latest):
            return (
                f"A study day can end from 00:00 to {clock_text(latest)}. If your nights are later, choose "
                "another time zone in `/plan show`."
            )
        case e.CutoffEndsDay(day=day, cutoff_minutes=minutes):
            weekday = WEEKDAYS[day.weekday()]
            return f"{weekday} still counts until {clock_text(minutes)}. Change it after that."
        case _:
            return _about_forgiving(error)


def _about_forgiving(error: CohortError) -> str | None:
    match error:
        case e.AlreadyForgiven(day=day):
            return f"{full_date(day)} is forgiven already. `/manage streaks list` shows by whom."
        case e.NeverMet(user_id=user_id):
            return f"<@{user_id}> has never joined a roadmap here, so there is no streak to forgive anything."
        case _:
            return None


def _no_backfill(error: e.CannotFillIn) -> str:
    day = full_date(error.day)
    return {
        NoBackfill.NOT_BEGUN: f"{day} has not begun yet.",
        NoBackfill.NOT_OVER: f"{day} is not over yet: a task done by then makes it count.",
        NoBackfill.COUNTED: f"{day} counts already.",
        NoBackfill.NOT_PLANNED: f"{day} was no study day of yours, so there is nothing to fill in.",
        NoBackfill.PAUSED: f"Your plan was paused on {day}, so it asked for nothing.",
        NoBackfill.REST: f"{day} was a rest day of yours, so it asked for nothing.",
        NoBackfill.LEFT_OUT: f"{day} was left out by your change of time zone: you never had that day.",
        NoBackfill.TOO_LONG_AGO: (
            f"{day} is too long ago: only the last {plural(error.rules.backfill_reach, 'study day')} can be "
            "filled in."
        ),
        NoBackfill.MONTH_FULL: (
            f"You have filled in {plural(error.rules.backfills_a_month, 'day')} of that month, as many as "
            "it takes."
        ),
    }[error.reason]


def _fillable(days: tuple[date, ...]) -> str:
    if not days:
        return "`/streak why` shows what counts on any day."
    return f"You can fill in {human_join([full_date(day) for day in days], 'or')}."


def _no_rest(error: e.CannotRest) -> str:
    day, rules = full_date(error.day), error.rules
    return {
        NoRest.TOO_LATE: (
            f"{day} cannot become a rest day any more: choose one before it begins. For today, "
            "`/streak freeze` keeps your streak."
        ),
        NoRest.TOO_FAR: f"{day} is too far away: choose a day of the next {rules.rest_ahead}.",
        NoRest.NOT_PLANNED: f"{day} is no study day of yours, so it is free anyway. `/week` shows your days.",
        NoRest.PAUSED: f"Your plan is paused on {day}, so it is free anyway. `/resume` ends the pause.",
        NoRest.ALREADY: f"{day} is a rest day already. `/streak rest` shows all you have chosen.",
        NoRest.WINDOW_FULL: (
            f"With {day} you would have more than {plural(rules.rests_in_28, 'rest day')} in four weeks. "
            "For a longer break, `/pause` stops the plan and keeps your streak."
        ),
    }[error.reason]


def _no_freeze(error: e.CannotSetAside) -> str:
    day, rules = full_date(error.day), error.rules
    if error.reason is NoFreeze.NONE_LEFT:
        return (
            f"You have set aside all you hold ({error.held}). `/streak show` shows for which days, and "
            "`/streak freeze` with `take_back` frees one."
            if error.held
            else f"You hold no freeze: {plural(rules.days_per_freeze, 'day')} with something done earn one. "
            "`/streak rest` makes a coming day free."
        )
    return {
        NoFreeze.OVER: f"{day} is over. `/streak why` shows what it came to, and whether you can fill it in.",
        NoFreeze.TOO_FAR: f"{day} is too far away: choose one of the next {rules.freeze_ahead} days.",
        NoFreeze.NOT_PLANNED: f"{day} is no study day of yours, so it needs no freeze. See `/week`.",
        NoFreeze.PAUSED: f"Your plan is paused on {day}, so it needs no freeze. `/resume` ends the pause.",
        NoFreeze.REST: f"{day} is a rest day of yours, so it needs no freeze. See `/streak rest`.",
        NoFreeze.FORGIVEN: f"{day} is forgiven, so it needs no freeze. `/streak why` shows by whom.",
        NoFreeze.COUNTED: f"{day} counts already, so it needs no freeze. `/streak show` shows your streak.",
        NoFreeze.ALREADY: (
            f"A freeze is set aside for {day} already. `/streak freeze` with `take_back` frees it again."
        ),
    }[error.reason]
