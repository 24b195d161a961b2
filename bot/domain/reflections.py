"""What a member writes in a ritual, as it is stored: goals, their fate, wins, plans and reviews. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NoReturn

from bot.domain.inputs import clean_text
from bot.domain.languages import N_
from bot.domain.ritual_errors import NothingWritten, TooManyLines
from bot.domain.rituals import Ritual

MAX_GOALS = 3
MAX_GOAL = 120
"""Characters of one goal, or of one line of a plan."""

MAX_PLAN_LINES = 5
MAX_ANSWER = 350
"""Characters: two months of five answers fit one message, side by side."""


class Fate(StrEnum):
    """What becomes of a goal in the middle of its week."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Goals:
    """What a member wants of a week, at most MAX_GOALS."""

    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The goals as they stood in the middle of the week, and what changes."""

    fates: tuple[tuple[str, Fate], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wins:
    """The week's goals by result, and a win of one's own."""

    reached: tuple[str, ...]
    missed: tuple[str, ...]
    win: str = ""


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """What a member takes into the next week, and what they learned from the last one."""

    carried: tuple[str, ...]
    plan: tuple[str, ...]
    well: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A month looked back on; an answer may be empty."""

    built: str = ""
    learned: str = ""
    hard: str = ""
    closer: str = ""
    ahead: str = ""


Answers = Goals | Adjustment | Wins | WeekPlan | Review


@dataclass(frozen=True, slots=True)
class Reflection:
    """What a member wrote in one ritual of one period."""

    ritual: Ritual
    period: date
    answers: Answers
    updated_at: datetime
    posted_at: datetime | None = None
    posted_in: int | None = None
    """The channel, or that of the thread; None while it is not known."""

    @property
    def posted(self) -> bool:
        """Whether the group has seen it as it is now."""
        return self.posted_at is not None and self.posted_at >= self.updated_at

    @property
    def told(self) -> Answers | None:
        """What the group sees of it: of wins only what was reached; None where that is nothing."""
        if not isinstance(self.answers, Wins):
            return self.answers
        wins = replace(self.answers, missed=())
        return wins if wins.reached or wins.win else None


@dataclass(frozen=True, slots=True)
class Week:
    """What a member wrote in the rituals of one week, by noun; None where nothing is."""

    goals: Goals | None = None
    adjusted: Adjustment | None = None
    wins: Wins | None = None
    plan: WeekPlan | None = None

    @property
    def standing(self) -> tuple[str, ...]:
        """The goals that were not dropped in its middle."""
        return standing_goals(self.goals, self.adjusted)

    @property
    def unreached(self) -> tuple[str, ...]:
        """Those of them that are still to be reached."""
        return unreached(self.standing, self.wins)


def goals_from(lines: Iterable[str]) -> Goals:
    """The goals of a form, empty lines left out. Raises NothingWritten, TooManyLines or TextTooLong."""
    return Goals(_lines(lines, N_("goal"), MAX_GOALS) or _nothing())


def adjustment_from(fates: Iterable[tuple[str, Fate]], note: str) -> Adjustment:
    """What becomes of the goals. Raises NothingWritten without goals and words, or TextTooLong."""
    found = Adjustment(tuple(fates), _answer(note, N_("change")))
    return found if found.fates or found.note else _nothing()


def wins_from(standing: Iterable[str], reached: Iterable[str], win: str) -> Wins:
    """The result for the goals that stood. Raises NothingWritten without any of it, or TextTooLong."""
    goals, done = tuple(standing), frozenset(reached)
    found = Wins(
        reached=tuple(goal for goal in goals if goal in done),
        missed=tuple(goal for goal in goals if goal not in done),
        win=_answer(win, N_("win")),
    )
    return found if goals or found.win else _nothing()


def plan_from(carried: Iterable[str], plan: str, well: str, better: str) -> WeekPlan:
    """A plan for next week, one thing a line. Raises NothingWritten, TooManyLines or TextTooLong."""
    found = WeekPlan(
        carried=tuple(carried),
        plan=_lines(plan.splitlines(), N_("line"), MAX_PLAN_LINES),
        well=_answer(well, N_("answer")),
        better=_answer(better, N_("answer")),
    )
    return found if any((found.carried, found.plan, found.well, found.better)) else _nothing()


def review_from(built: str, learned: str, hard: str, closer: str, ahead: str) -> Review:
    """The five answers, in this order. Raises NothingWritten when all are empty, or TextTooLong."""
    answers = [_answer(text, N_("answer")) for text in (built, learned, hard, closer, ahead)]
    return Review(*answers) if any(answers) else _nothing()


def standing_goals(goals: Goals | None, adjusted: Adjustment | None) -> tuple[str, ...]:
    """The goals of a week that were not dropped in its middle."""
    fates = dict(adjusted.fates) if adjusted else {}
    return tuple(goal for goal in (goals.goals if goals else ()) if fates.get(goal) is not Fate.DROP)


def unreached(standing: Iterable[str], wins: Wins | None) -> tuple[str, ...]:
    """Those of them that are still to be reached."""
    done = wins.reached if wins else ()
    return tuple(goal for goal in standing if goal not in done)


def suggested_goals(plan: WeekPlan | None) -> tuple[str, ...]:
    """What last week's plan proposes as this week's goals: what was carried over first."""
    proposed = dict.fromkeys((*plan.carried, *plan.plan)) if plan else {}
    return tuple(proposed)[:MAX_GOALS]


def _answer(text: str, what: str) -> str:
    return clean_text(text, what, MAX_ANSWER) if text.strip() else ""


def _lines(texts: Iterable[str], what: str, most: int) -> tuple[str, ...]:
    """Cleaned lines, the same one once."""
    lines = tuple(dict.fromkeys(clean_text(text, what, MAX_GOAL) for text in texts if text.strip()))
    if len(lines) > most:
        raise TooManyLines(len(lines), most)
    return lines


def _nothing() -> NoReturn:
    raise NothingWritten
