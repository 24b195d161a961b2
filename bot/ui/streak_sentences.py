"""Errors around a streak, as sentences that name the next step."""

from datetime import date

from bot.domain import streak_errors as e
from bot.domain.errors import CohortError
from bot.domain.streak_entries import EntryKind
from bot.domain.streak_limits import NoBackfill, NoFreeze, NoRest
from bot.ui.language import N_, _, ngettext
from bot.ui.streak_words import WAITS
from bot.ui.text import clock_text, full_date, human_join, weekday_name

_NOT_CHOSEN = {
    EntryKind.REST: N_("{date} is no rest day of yours. `/streak rest` shows those you have chosen."),
    EntryKind.FREEZE: N_("{date} has no freeze set aside. `/streak show` shows which days have."),
    EntryKind.BACKFILL: N_("{date} was not filled in. `/streak why` shows what it came to."),
    EntryKind.AMNESTY: N_("{date} is not forgiven. `/manage streaks list` shows which days are."),
}

_NO_BACKFILL = {
    NoBackfill.NOT_BEGUN: N_("{date} has not begun yet."),
    NoBackfill.NOT_OVER: N_("{date} is not over yet: a task done by then makes it count."),
    NoBackfill.COUNTED: N_("{date} counts already."),
    NoBackfill.NOT_PLANNED: N_("{date} was no study day of yours, so there is nothing to fill in."),
    NoBackfill.PAUSED: N_("Your plan was paused on {date}, so it asked for nothing."),
    NoBackfill.REST: N_("{date} was a rest day of yours, so it asked for nothing."),
    NoBackfill.LEFT_OUT: N_("{date} was left out by your change of time zone: you never had that day."),
}

_NO_REST = {
    NoRest.TOO_LATE: N_(
        "{date} cannot become a rest day any more: choose one before it begins. For today, `/streak freeze` "
        "keeps your streak."
    ),
    NoRest.TOO_FAR: N_("{date} is too far away: choose a day of the next {days}."),
    NoRest.NOT_PLANNED: N_("{date} is no study day of yours, so it is free anyway. `/week` shows your days."),
    NoRest.PAUSED: N_("Your plan is paused on {date}, so it is free anyway. `/resume` ends the pause."),
    NoRest.ALREADY: N_("{date} is a rest day already. `/streak rest` shows all you have chosen."),
}

_NO_FREEZE = {
    NoFreeze.OVER: N_("{date} is over. `/streak why` shows what it came to, and whether you can fill it in."),
    NoFreeze.TOO_FAR: N_("{date} is too far away: choose one of the next {days} days."),
    NoFreeze.NOT_PLANNED: N_("{date} is no study day of yours, so it needs no freeze. See `/week`."),
    NoFreeze.PAUSED: N_("Your plan is paused on {date}, so it needs no freeze. `/resume` ends the pause."),
    NoFreeze.REST: N_("{date} is a rest day of yours, so it needs no freeze. See `/streak rest`."),
    NoFreeze.FORGIVEN: N_("{date} is forgiven, so it needs no freeze. `/streak why` shows by whom."),
    NoFreeze.COUNTED: N_("{date} counts already, so it needs no freeze. `/streak show` shows your streak."),
    NoFreeze.ALREADY: N_(
        "A freeze is set aside for {date} already. `/streak freeze` with `take_back` frees it again."
    ),
}


def about_streaks(error: CohortError) -> str | None:
    """Which rule stands against it, and what works instead; None for any other error."""
    match error:
        case e.StreakWaits():
            return _(WAITS)
        case e.CannotFillIn():
            return f"{_no_backfill(error)} {_fillable(error.possible)}"
        case e.CannotRest():
            return _no_rest(error)
        case e.CannotSetAside():
            return _no_freeze(error)
        case e.AlreadyBegun(day=day):
            return _(
                "{date} has begun, so it stays a rest day. What you do on it counts all the same: see "
                "`/today`.",
                date=full_date(day),
            )
        case e.NotChosen(day=day, kind=kind):
            return _(_NOT_CHOSEN[kind], date=full_date(day))
        case e.CutoffTooLate(latest=latest):
            return _(
                "A study day can end from 00:00 to {time}. If your nights are later, choose another time "
                "zone in `/plan show`.",
                time=clock_text(latest),
            )
        case e.CutoffEndsDay(day=day, cutoff_minutes=minutes):
            return _(
                "{weekday} still counts until {time}. Change it after that.",
                weekday=weekday_name(day.weekday()),
                time=clock_text(minutes),
            )
        case _:
            return _about_forgiving(error)


def _about_forgiving(error: CohortError) -> str | None:
    match error:
        case e.AlreadyForgiven(day=day):
            return _("{date} is forgiven already. `/manage streaks list` shows by whom.", date=full_date(day))
        case e.NeverMet(user_id=user_id):
            return _(
                "{member} has never joined a roadmap here, so there is no streak to forgive anything.",
                member=f"<@{user_id}>",
            )
        case _:
            return None


def _no_backfill(error: e.CannotFillIn) -> str:
    day, rules = full_date(error.day), error.rules
    match error.reason:
        case NoBackfill.TOO_LONG_AGO:
            return ngettext(
                "{date} is too long ago: only the last {count:,} study day can be filled in.",
                "{date} is too long ago: only the last {count:,} study days can be filled in.",
                rules.backfill_reach,
                date=day,
            )
        case NoBackfill.MONTH_FULL:
            return ngettext(
                "You have filled in {count:,} day of that month, as many as it takes.",
                "You have filled in {count:,} days of that month, as many as it takes.",
                rules.backfills_a_month,
            )
        case reason:
            return _(_NO_BACKFILL[reason], date=day)


def _fillable(days: tuple[date, ...]) -> str:
    if not days:
        return _("`/streak why` shows what counts on any day.")
    return _("You can fill in {days}.", days=human_join([full_date(day) for day in days], "or"))


def _no_rest(error: e.CannotRest) -> str:
    day, rules = full_date(error.day), error.rules
    if error.reason is NoRest.WINDOW_FULL:
        return ngettext(
            "With {date} you would have more than {count:,} rest day in four weeks. For a longer break, "
            "`/pause` stops the plan and keeps your streak.",
            "With {date} you would have more than {count:,} rest days in four weeks. For a longer break, "
            "`/pause` stops the plan and keeps your streak.",
            rules.rests_in_28,
            date=day,
        )
    return _(_NO_REST[error.reason], date=day, days=rules.rest_ahead)


def _no_freeze(error: e.CannotSetAside) -> str:
    if error.reason is NoFreeze.NONE_LEFT:
        return _none_left(error)
    return _(_NO_FREEZE[error.reason], date=full_date(error.day), days=error.rules.freeze_ahead)


def _none_left(error: e.CannotSetAside) -> str:
    if error.held:
        return _(
            "You have set aside all you hold ({count}). `/streak show` shows for which days, and `/streak "
            "freeze` with `take_back` frees one.",
            count=error.held,
        )
    return ngettext(
        "You hold no freeze: {count:,} day with something done earn one. `/streak rest` makes a coming day "
        "free.",
        "You hold no freeze: {count:,} days with something done earn one. `/streak rest` makes a coming day "
        "free.",
        error.rules.days_per_freeze,
    )
