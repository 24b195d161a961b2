"""Numbers, goals and how far it is to them, in words."""

import re
from datetime import date

from bot.domain.claims import TargetPlace
from bot.domain.roadmap_claims import Comparator, Goal, Share
from bot.domain.roadmap_terms import Obligation, Period
from bot.domain.roadmap_time import Deadline, SpanUnit
from bot.domain.target_values import PERCENT
from bot.domain.targets import Standing, Voucher, gap
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.text import clip, day_text, full_date, link, safe

COMPARED = {
    Comparator.AT_LEAST: N_("at least {number}"),
    Comparator.AT_MOST: N_("at most {number}"),
    Comparator.MORE_THAN: N_("more than {number}"),
    Comparator.LESS_THAN: N_("less than {number}"),
    Comparator.EXACTLY: N_("exactly {number}"),
}

_RATES = {
    Period.DAY: N_("{amount} a day"),
    Period.WEEK: N_("{amount} a week"),
    Period.MONTH: N_("{amount} a month"),
    Period.YEAR: N_("{amount} a year"),
}

_NOW = {
    Period.DAY: N_("today"),
    Period.WEEK: N_("this week"),
    Period.MONTH: N_("this month"),
    Period.YEAR: N_("this year"),
}

_UNITS = {
    SpanUnit.DAY: N_("day {number}"),
    SpanUnit.WEEK: N_("week {number}"),
    SpanUnit.MONTH: N_("month {number}"),
}

AIM = "🎯"

COUNTED = N_("counted by Cohort")
LOGGED = N_("counted from your solved problems")
REPORTED = N_("**self-reported**")

_WORD = re.compile(r"[a-z-]{3,}")


def number_text(value: float, unit: str = "") -> str:
    """`0.85`, `87 %`, `1,200 req/s`, `1 post`, `3 posts`: an author's unit, as safe Markdown."""
    named = safe(_inflected(unit, value), 60) if unit else ""
    return f"{value:,.10g} {named}".rstrip()


def _inflected(unit: str, value: float) -> str:
    """The unit as a word for so many: authors write it as it fits their own number."""
    if not _WORD.fullmatch(unit):
        return unit
    single = unit.removesuffix("es") if unit.endswith(("sses", "xes", "ches")) else unit.removesuffix("s")
    single = f"{unit.removesuffix('ies')}y" if unit.endswith("ies") else single
    if value == 1:
        return single
    return unit if unit.endswith("s") else f"{unit}s"


def goal_text(goal: Goal) -> str:
    """`at least 90 %`, `5 to 10 classes`; where more is too much `between 2 and 3 minutes`."""
    if goal.comparator is Comparator.BETWEEN and goal.upper is not None:
        low, high = number_text(goal.value), number_text(goal.upper, goal.unit)
        if goal.bound:
            return _("between {low} and {high}", low=low, high=high)
        return _("{low} to {high}", low=low, high=high)
    words = COMPARED.get(goal.comparator, COMPARED[Comparator.AT_LEAST])
    return _(words, number=number_text(goal.value, goal.unit))


def rate_text(amount: str, per: Period | None) -> str:
    """`3 posts a week`; only the amount where it is no rate."""
    return _(_RATES[per], amount=amount) if per else amount


def nominal_text(deadline: Deadline) -> str:
    """A deadline in the roadmap's words: `month 4–5`, `week 12`, `the end`."""
    if deadline.unit is None:
        return _("the end")
    first, last = deadline.first, deadline.last
    return _(_UNITS[SpanUnit(deadline.unit)], number=last if first == last else f"{first}–{last}")


def standing_text(standing: Standing) -> str:
    """`reported 87 %, the goal is at least 90 %: **3 points to go**`."""
    target = standing.target
    goal = _("the goal is {goal}", goal=rate_text(goal_text(target.goal), target.per))
    if standing.number is None:
        return _(", ").join((_nothing(standing), goal))
    number = number_text(standing.number, target.goal.unit)
    if standing.voucher is not Voucher.COHORT:
        said = _("reported {number}", number=rate_text(number, target.per))
    elif target.per:
        said = _("counted {number} {period}", number=number, period=_(_NOW[target.per]))
    else:
        said = _("counted {number}", number=number)
    return _("{number}, {goal}: **{gap}**", number=said, goal=goal, gap=gap_text(standing))


def _nothing(standing: Standing) -> str:
    per = standing.target.per
    if per and standing.history:
        return _("nothing reported {period}", period=_(_NOW[per]))
    return _("nothing reported yet")


def gap_text(standing: Standing) -> str:
    """`reached`, `3 points to go`, `20 ms too much`."""
    target, number = standing.target, standing.number or 0
    if standing.met:
        return _("reached")
    away = gap(target.goal, number)
    if away == 0:
        touching = target.goal.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}
        if touching:
            return _("right at the limit, which must be passed")
        return _("reached, but not in each part")
    distance = float(f"{abs(away):.10g}")
    if target.goal.unit == PERCENT:
        return _points(distance, too_few=away > 0)
    number = number_text(distance, target.goal.unit)
    return _("{number} to go", number=number) if away > 0 else _("{number} too much", number=number)


def _points(distance: float, *, too_few: bool) -> str:
    number = number_text(distance)
    # A part of a point takes the form of many as well.
    count = int(distance) if distance.is_integer() else 2
    if too_few:
        return ngettext("{number} point to go", "{number} points to go", count, number=number)
    return ngettext("{number} point too much", "{number} points too much", count, number=number)


def mark(standing: Standing) -> str:
    """Whether it is reached, at a glance."""
    return theme.CHECK if standing.met else AIM


def voucher_text(standing: Standing) -> str:
    """Who says so; empty while there is no number."""
    match standing.voucher:
        case Voucher.COHORT:
            return _(LOGGED) if standing.counted and standing.counted.logged else _(COUNTED)
        case Voucher.MEMBER:
            return _(REPORTED)
        case _:
            return ""


def duty_text(standing: Standing) -> str:
    """How little it is asked for; empty for what must be reached."""
    if standing.target.soft:
        return _("nice to have")
    return _("optional") if standing.target.obligation is not Obligation.REQUIRED else ""


def target_line(standing: Standing, today: date) -> tuple[str, str]:
    """A target among others: in full, and as short as it gets."""
    title = standing.target.title
    facts = [voucher_text(standing), duty_text(standing), due_text(standing, today)]
    small = " · ".join(fact for fact in facts if fact)
    full = f"{mark(standing)} **{safe(title, 120)}**: {standing_text(standing)}"
    short = f"{mark(standing)} {safe(title, 60)}"
    return (f"{full}\n-# {small}" if small else full), short


def count_text(standing: Standing) -> str:
    """`Problems solved **1 of 15**`: a number that grows to its goal, as short as it gets."""
    target = standing.target
    period = f" {_(_NOW[target.per])}" if target.per else ""
    reached = f" {theme.CHECK}" if standing.met else ""
    number, goal = number_text(standing.number or 0), number_text(target.goal.value)
    done = _("{done} of {total}", done=number, total=goal)
    return f"{safe(target.title, 80)} **{done}**{period}{reached}"


def due_text(standing: Standing, today: date) -> str:
    """`due tomorrow`; the rest of the plan moves it."""
    if standing.due is None or standing.met:
        return ""
    day = day_text(standing.due, today)
    return _("was due {day}", day=day) if standing.due < today else _("due {day}", day=day)


def deadline_text(standing: Standing) -> str:
    """The roadmap's deadline, and its date in the member's plan."""
    deadline = standing.target.by
    if deadline is None or standing.due is None:
        return ""
    return _(
        "Due by {time} of the roadmap: **{date}** in your plan",
        time=nominal_text(deadline),
        date=full_date(standing.due),
    )


def share_text(share: Share, standing: Standing) -> str:
    """`easy: 7 of at least 10 problems, 3 problems to go`."""
    goal = f"{safe(share.kind, 40)}: {goal_text(share.goal)}"
    if standing.counted is None:
        return goal
    number = standing.counted.parts.get(share.kind, 0)
    away = gap(share.goal, number)
    left = _("{number} to go", number=number_text(away, share.goal.unit)) if away > 0 else _("reached")
    return _("{goal}, counted {number:,.10g}, {left}", goal=goal, number=number, left=left)


def place_text(place: TargetPlace) -> str:
    """Where the roadmap asks for it: its section, milestone or checklist; empty for the whole roadmap."""
    return place.path[-1].label if place.path else place.owner


def choice_text(standing: Standing) -> str:
    """One line of a list to choose from, without Markdown."""
    where = place_text(standing.place)
    return clip(f"{f'{where} · ' if where else ''}{standing.target.title}", 100)


def report_text(value: float, unit: str, day: date, evidence: str | None) -> str:
    """One report of a target's history."""
    shown = _("{number} on {date}", number=number_text(value, unit), date=full_date(day))
    return f"{shown} · {link(_('evidence'), evidence)}" if evidence else shown
