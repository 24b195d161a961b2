"""Which problem a member gets: for their week and target, weak patterns more often, none twice by accident.

Pure; chance is an argument. What is solved rests until it is due, and paid problems are never chosen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.domain.problem_errors import AllSolved, NoProblemFits, NothingSolvedYet
from bot.domain.problem_log import PatternRecord, Solve, pattern_log
from bot.domain.problem_needs import (
    NO_WEEK,
    Week,
    Wish,
    closest,
    fits_week,
    fits_wish,
    spoken,
    without_sql,
)
from bot.domain.problem_reasons import Reason, Why
from bot.domain.problems import Catalogue, Problem, ProblemKind
from bot.domain.roadmap_claims import Difficulty

USUAL = {Difficulty.EASY: 1, Difficulty.MEDIUM: 2}
"""How often each difficulty comes while no target asks for one."""

_STRONG = 0.15
"""What even the strongest pattern keeps of its chance."""
_UNTRIED = 0.5
"""The weakness of a pattern that nothing is known about."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a choice goes by. `solves` come oldest first; `due` says when solved problems come back.

    A solved problem without a due time rests for good. `seen` are the prompts since a problem was last
    solved, oldest first: shown, perhaps re-rolled, not solved. `missing` is what targets lack.
    """

    now: datetime
    solves: Sequence[Solve] = ()
    due: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    seen: Sequence[str] = ()
    week: Week = NO_WEEK
    missing: Mapping[Difficulty, int] = field(default_factory=dict[Difficulty, int])


@dataclass(frozen=True, slots=True)
class Choice:
    """A problem and what spoke for it, the strongest reason first."""

    problem: Problem
    reasons: tuple[Reason, ...]


def choose(catalogue: Catalogue, situation: Situation, wish: Wish, chance: Random) -> Choice:
    """A problem for a member.

    What is open and was not shown comes first; then what is solved and due, the longest due first; then what
    was shown, the longest ago first. Of the open ones those that fit the week and the target go first, of
    these what is at the heart of the week, and weak patterns are likelier. Raises NoProblemFits when nothing
    free is like the wish, AllSolved when all of it rests, NothingSolvedYet when it should come again.
    """
    return _Chooser(catalogue, situation, wish, chance).choice()


class _Chooser:
    def __init__(self, catalogue: Catalogue, situation: Situation, wish: Wish, chance: Random) -> None:
        self._catalogue, self._situation, self._wish, self._chance = catalogue, situation, wish, chance
        self._solves = [each for each in situation.solves if each.kind is ProblemKind.LEETCODE]
        self._solved = {solve.key for solve in self._solves}
        self._shown = {key: turn for turn, key in enumerate(situation.seen)}
        self._weights = {each: weight for each, weight in situation.missing.items() if weight > 0} or USUAL
        self._week = NO_WEEK if wish.names_a_place else situation.week

    def choice(self) -> Choice:
        fitting = [each for each in self._catalogue.free if fits_wish(self._catalogue, self._wish, each)]
        if not fitting:
            raise NoProblemFits
        if self._wish.again:
            return self._again(fitting)
        offered = [each for each in fitting if each.key not in self._solved or self._is_due(each)]
        fresh = [each for each in offered if each.key not in self._shown]
        opened = [each for each in fresh if each.key not in self._solved]
        if opened:
            return self._open(opened)
        if fresh:
            return self._redo(fresh)
        if offered:
            return self._shown_before(offered)
        raise self._all_solved(fitting)

    def _is_due(self, problem: Problem) -> bool:
        due = self._situation.due.get(problem.key)
        return due is not None and due <= self._situation.now

    def _all_solved(self, fitting: Sequence[Problem]) -> AllSolved:
        back = [self._situation.due[each.key] for each in fitting if each.key in self._situation.due]
        return AllSolved(len(fitting), min(back, default=None))

    def _open(self, opened: Sequence[Problem]) -> Choice:
        records = {record.pattern: record for record in pattern_log(self._solves)}
        # The difficulty first: what is at the heart of a week may have one of them alone.
        narrowed = closest(self._catalogue, self._week, self._of_one_difficulty(self._narrowed(opened)))
        weights = [_weight(records.get(each.pattern)) for each in narrowed]
        (chosen,) = self._chance.choices(narrowed, weights)
        return Choice(chosen, self._reasons(chosen, records.get(chosen.pattern)))

    def _narrowed(self, opened: Sequence[Problem]) -> Sequence[Problem]:
        """Those of the week with a difficulty that is wanted; else what is wanted; else the week's."""
        wanted = [each for each in opened if each.difficulty in self._weights]
        of_week = [each for each in opened if fits_week(self._catalogue, self._week, each)]
        both = [each for each in of_week if each.difficulty in self._weights]
        if both:
            return both
        return without_sql(wanted) if wanted else of_week or without_sql(opened)

    def _of_one_difficulty(self, narrowed: Sequence[Problem]) -> Sequence[Problem]:
        """Drawn first, so that a rare difficulty comes as often as it is wanted."""
        held = {each.difficulty for each in narrowed}
        levels = [level for level in Difficulty if level in held]
        weights = [self._weights.get(level, 1) for level in levels]
        (drawn,) = self._chance.choices(levels, weights)
        return [each for each in narrowed if each.difficulty is drawn]

    def _redo(self, due: Sequence[Problem]) -> Choice:
        chosen = min(due, key=lambda each: self._situation.due[each.key])
        return Choice(chosen, (*self._asked(), self._due_reason(chosen)))

    def _shown_before(self, offered: Sequence[Problem]) -> Choice:
        chosen = self._longest_ago(offered)
        state = self._due_reason(chosen) if chosen.key in self._solved else Reason(Why.NEW)
        return Choice(chosen, (Reason(Why.SHOWN), state))

    def _longest_ago(self, shown: Sequence[Problem]) -> Problem:
        return min(shown, key=lambda each: self._shown[each.key])

    def _again(self, fitting: Sequence[Problem]) -> Choice:
        solved = [each for each in fitting if each.key in self._solved]
        if not solved:
            raise NothingSolvedYet
        unseen = [each for each in solved if each.key not in self._shown]
        due = [each for each in unseen if self._is_due(each)]
        if due:
            return self._redo(due)
        chosen = self._chance.choice(unseen) if unseen else self._longest_ago(solved)
        return Choice(chosen, (Reason(Why.AGAIN), *self._asked()))

    def _due_reason(self, problem: Problem) -> Reason:
        return Reason(Why.DUE, count=(self._situation.now - self._situation.due[problem.key]).days)

    def _asked(self) -> tuple[Reason, ...]:
        wish = self._wish
        where = self._catalogue.lists[wish.problem_list].title if wish.problem_list else ""
        said = ", ".join(word for word in (self._spoken(wish.topic), where) if word)
        return (Reason(Why.ASKED, said, level=wish.difficulty),) if said or wish.difficulty else ()

    def _spoken(self, topic: str) -> str:
        pattern = self._catalogue.patterns.get(topic)
        return _inside(pattern.title) if pattern else spoken(topic)

    def _reasons(self, chosen: Problem, record: PatternRecord | None) -> tuple[Reason, ...]:
        found = [*self._asked()]
        if fits_week(self._catalogue, self._week, chosen):
            found.append(Reason(Why.WEEK, self._of_week(chosen)))
        if lacking := self._situation.missing.get(chosen.difficulty):
            found.append(Reason(Why.TARGET, count=lacking, level=chosen.difficulty))
        title = self._spoken(chosen.pattern)
        if record is None:
            found.append(Reason(Why.UNTRIED, title))
        elif record.is_weak:
            found.append(Reason(Why.WEAK, title, record.troubled, record.graded))
        return tuple(found) or (Reason(Why.NEW),)

    def _of_week(self, chosen: Problem) -> str:
        """What the plan says in one word. Of several topics none is named: which one is for them to find."""
        topics = self._week.topics
        if not topics.isdisjoint(chosen.topics):
            return spoken(next(iter(topics))) if len(topics) == 1 else ""
        of = (key for key in sorted(self._week.lists) if chosen.key in self._catalogue.members(key))
        return self._catalogue.lists[next(of)].title


def _inside(title: str) -> str:
    """A title within a sentence."""
    return title if title.isupper() else f"{title[:1].lower()}{title[1:]}"


def _weight(record: PatternRecord | None) -> float:
    return _STRONG + (record.weakness if record else _UNTRIED)
