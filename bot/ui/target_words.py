"""Numbers, goals and how far it is to them, in words."""

import re
from datetime import date

from bot.domain.claims import TargetPlace
from bot.domain.deadlines import nominal_text
from bot.domain.roadmap_claims import Comparator, Goal, Share
from bot.domain.roadmap_terms import Obligation, Period
from bot.domain.target_values import PERCENT
from bot.domain.targets import Standing, Voucher, gap
from bot.ui import theme
from bot.ui.text import clip, day_text, full_date, link, safe

COMPARED = {
    Comparator.AT_LEAST: "at least",
    Comparator.AT_MOST: "at most",
    Comparator.MORE_THAN: "more than",
    Comparator.LESS_THAN: "less than",
    Comparator.EXACTLY: "exactly",
}

AIM = "🎯"

COUNTED, LOGGED, REPORTED = "counted by Cohort", "counted from your solved problems", "**self-reported**"

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
        return f"between {low} and {high}" if goal.bound else f"{low} to {high}"
    word = COMPARED.get(goal.comparator, "at least")
    return f"{word} {number_text(goal.value, goal.unit)}"


def standing_text(standing: Standing) -> str:
    """`reported 87 %, the goal is at least 90 %: **3 points to go**`."""
    target = standing.target
    per = f" a {target.per}" if target.per else ""
    goal = f"the goal is {goal_text(target.goal)}{per}"
    if standing.number is None:
        return f"nothing reported {_this(target.per) if standing.history and target.per else 'yet'}, {goal}"
    verb = "counted" if standing.voucher is Voucher.COHORT else "reported"
    period = f" {_this(target.per)}" if target.per and standing.voucher is Voucher.COHORT else per
    return (
        f"{verb} {number_text(standing.number, target.goal.unit)}{period}, {goal}: **{gap_text(standing)}**"
    )


def _this(period: Period) -> str:
    return "today" if period is Period.DAY else f"this {period}"


def gap_text(standing: Standing) -> str:
    """`reached`, `3 points to go`, `20 ms too much`."""
    target, number = standing.target, standing.number or 0
    if standing.met:
        return "reached"
    away = gap(target.goal, number)
    if away == 0:
        touching = target.goal.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}
        return "right at the limit, which must be passed" if touching else "reached, but not in each part"
    unit = "points" if target.goal.unit == PERCENT else target.goal.unit
    return f"{number_text(float(f'{abs(away):.10g}'), unit)} {'to go' if away > 0 else 'too much'}"


def mark(standing: Standing) -> str:
    """Whether it is reached, at a glance."""
    return theme.CHECK if standing.met else AIM


def voucher_text(standing: Standing) -> str:
    """Who says so; empty while there is no number."""
    match standing.voucher:
        case Voucher.COHORT:
            return LOGGED if standing.counted and standing.counted.logged else COUNTED
        case Voucher.MEMBER:
            return REPORTED
        case _:
            return ""


def duty_text(standing: Standing) -> str:
    """How little it is asked for; empty for what must be reached."""
    if standing.target.soft:
        return "nice to have"
    return "optional" if standing.target.obligation is not Obligation.REQUIRED else ""


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
    period = f" {_this(target.per)}" if target.per else ""
    reached = f" {theme.CHECK}" if standing.met else ""
    done = f"{number_text(standing.number or 0)} of {number_text(target.goal.value)}"
    return f"{safe(target.title, 80)} **{done}**{period}{reached}"


def due_text(standing: Standing, today: date) -> str:
    """`due tomorrow`; the rest of the plan moves it."""
    if standing.due is None or standing.met:
        return ""
    was = "was due" if standing.due < today else "due"
    return f"{was} {day_text(standing.due, today)}"


def deadline_text(standing: Standing) -> str:
    """The roadmap's deadline, and its date in the member's plan."""
    deadline = standing.target.by
    if deadline is None or standing.due is None:
        return ""
    return f"Due by {nominal_text(deadline)} of the roadmap: **{full_date(standing.due)}** in your plan"


def share_text(share: Share, standing: Standing) -> str:
    """`easy: 7 of at least 10 problems, 3 problems to go`."""
    goal = f"{safe(share.kind, 40)}: {goal_text(share.goal)}"
    if standing.counted is None:
        return goal
    number = standing.counted.parts.get(share.kind, 0)
    away = gap(share.goal, number)
    left = f"{number_text(away, share.goal.unit)} to go" if away > 0 else "reached"
    return f"{goal}, counted {number:,.10g}, {left}"


def place_text(place: TargetPlace) -> str:
    """Where the roadmap asks for it: its section, milestone or checklist; empty for the whole roadmap."""
    return place.path[-1].label if place.path else place.owner


def choice_text(standing: Standing) -> str:
    """One line of a list to choose from, without Markdown."""
    where = place_text(standing.place)
    return clip(f"{f'{where} · ' if where else ''}{standing.target.title}", 100)


def report_text(value: float, unit: str, day: date, evidence: str | None) -> str:
    """One report of a target's history."""
    shown = f"{number_text(value, unit)} on {full_date(day)}"
    return f"{shown} · {link('evidence', evidence)}" if evidence else shown
