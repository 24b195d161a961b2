"""`cohort roadmaps plan`: a roadmap as dated work, before anybody joins it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot import exits

if TYPE_CHECKING:
    from bot.domain.pace import Pace
    from bot.domain.planning import Plan, Work
    from bot.domain.roadmap import Roadmap

_DAYS = "mon-sat"
_HOUR = 60


def plan(
    roadmap_id: Annotated[str, typer.Argument(metavar="ID", help="Such as deep-dive-16w.")],
    *,
    hours: Annotated[str | None, typer.Option(help="Hours a week; by default the roadmap's.")] = None,
    start: Annotated[
        str | None, typer.Option(help="First day, such as 2026-12-01; by default today.")
    ] = None,
    days: Annotated[str | None, typer.Option(help=f"Study days; by default {_DAYS}.")] = None,
    branch: Annotated[
        list[str] | None,
        typer.Option(metavar="K=V", help="A branch=option (several joined by +), path=, role= or industry=."),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Be done by this day; finds the hours.")] = None,
    schedule: Annotated[
        str | None, typer.Option(metavar="KEY", help="Take the week of one of the roadmap's schedules.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Lay a roadmap out on days. Exit 1 when it cannot be done by the day given."""
    from bot.cli.plan_choices import choices
    from bot.cli.plan_output import Page
    from bot.clock import SystemClock
    from bot.domain.planning import lay_out, work_of

    roadmap = _roadmap(roadmap_id)
    today = SystemClock().now().astimezone().date()
    first = _day("--start", start, today) or today
    last = _day("--by", by, today)
    pace = _with_hours(_week(roadmap, days, schedule), hours, last)
    work = work_of(roadmap, choices(roadmap, branch or ()))
    if last:
        pace = _pace_by(work, pace, first, last)
    laid = lay_out(work, pace, first)
    missed = last if last and laid.finish and laid.finish > last else None
    Page(roadmap, work, pace, first, laid, missed).print(as_json=as_json)
    if last:
        typer.echo(_about_hours(pace, laid, last), err=True)
    raise typer.Exit(exits.FOUND if missed else exits.FINE)


def _roadmap(roadmap_id: str) -> "Roadmap":
    from bot.catalog import Catalog
    from bot.cli.plan_choices import refusal
    from bot.domain.errors import UnknownRoadmap

    try:
        return Catalog.built_in().get(roadmap_id)
    except UnknownRoadmap as unknown:
        raise refusal(f"there is no roadmap {roadmap_id}", "there are", roadmap_id, unknown.offered) from None


def _day(option: str, text: str | None, today: date) -> date | None:
    from bot.domain.errors import InvalidDate
    from bot.domain.inputs import parse_day

    try:
        return parse_day(text, today) if text else None
    except InvalidDate:
        raise typer.BadParameter(f"{text} is no date for {option}; write it as 2026-12-01") from None


def _week(roadmap: "Roadmap", days: str | None, schedule: str | None) -> "Pace":
    """The week to study by, with the roadmap's hours unless a schedule has its own."""
    from bot.cli.plan_choices import refusal
    from bot.domain.errors import InvalidWeekdays
    from bot.domain.inputs import parse_weekdays
    from bot.domain.pace import Pace
    from bot.domain.study_week import pace_of

    if schedule is None:
        try:
            return Pace(roadmap.nominal_minutes_per_week, parse_weekdays(days or _DAYS))
        except InvalidWeekdays:
            raise typer.BadParameter(f"{days} are no weekdays; write them as mon,wed or sat-sun") from None
    if days:
        raise typer.BadParameter("a schedule brings its own days; give either --days or --schedule")
    weeks = {each.key: pace for each in roadmap.schedules if (pace := pace_of(each))}
    if schedule not in weeks:
        raise refusal(
            f"there is no schedule {schedule} that says how long its days are", "there are", schedule, weeks
        )
    return weeks[schedule]


def _with_hours(pace: "Pace", hours: str | None, last: date | None) -> "Pace":
    from bot.domain.errors import InvalidDuration, OutOfRange
    from bot.domain.inputs import parse_hours_per_week
    from bot.domain.study_week import scaled

    if hours is None:
        return pace
    if last:
        raise typer.BadParameter("--by finds the hours; give either --by or --hours")
    try:
        return scaled(pace, parse_hours_per_week(hours))
    except (InvalidDuration, OutOfRange):
        raise typer.BadParameter(f"{hours} are no hours a week; from 1 to 80, such as 10 or 7.5") from None


def _pace_by(work: "Work", week: "Pace", first: date, last: date) -> "Pace":
    """The least hours that keep the day, or the most there are."""
    from bot.domain.inputs import HOURS_PER_WEEK
    from bot.domain.planning import pace_by
    from bot.domain.study_week import scaled

    most = round(HOURS_PER_WEEK[1] * _HOUR)
    return pace_by(work, week, first, last, epoch=first) or scaled(week, most)


def _about_hours(pace: "Pace", laid: "Plan", last: date) -> str:
    hours = f"{pace.minutes_per_week / _HOUR:g} h a week"
    if laid.finish and laid.finish > last:
        return f"It cannot be done by {last}: even {hours} end on {laid.finish}."
    return f"{hours} are enough to be done by {last}."
