"""What a member asked a prompt for, and how far the sittings of their day are that ask for problems. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from math import ceil
from typing import Any

from bot.domain.problem_errors import UnknownProblemList
from bot.domain.problem_log import Solve
from bot.domain.problem_needs import Week, Wish, asked_of_each, fits_week, spoken, week_of
from bot.domain.problem_prompt_errors import UnknownTopic
from bot.domain.problem_search import plain
from bot.domain.problems import SUGGESTIONS, Catalogue, Problem, ProblemKind, ProblemList
from bot.domain.roadmap_claims import Difficulty, Problems

_NEAREST = 3


class PromptState(StrEnum):
    """What became of a problem that was shown."""

    SHOWN = "shown"
    REROLLED = "rerolled"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a prompt was asked for: a wish, or an item of the roadmap that asks for problems."""

    wish: Wish = Wish()  # noqa: RUF009 - frozen
    item: str = ""

    def __bool__(self) -> bool:
        return self != ANYTHING

    def to_json(self) -> str:
        """As it is stored; empty for nothing in particular."""
        if not self:
            return ""
        wish = self.wish
        level = wish.difficulty.value if wish.difficulty else ""
        kept = {"difficulty": level, "topic": wish.topic, "list": wish.problem_list, "item": self.item}
        return json.dumps({**kept, "again": wish.again})

    @classmethod
    def from_json(cls, stored: str) -> "Asked":
        """What `to_json` wrote."""
        if not stored:
            return ANYTHING
        kept: dict[str, Any] = json.loads(stored)
        level = Difficulty(kept["difficulty"]) if kept["difficulty"] else None
        return cls(Wish(level, kept["topic"], kept["list"], kept["again"]), kept["item"])


ANYTHING = Asked()
"""Nothing in particular: the week, the targets and the log decide."""


@dataclass(frozen=True, slots=True)
class ProblemSitting:
    """An open task of today that asks for problems: so many today, and so many that fit are solved."""

    task_id: int
    title: str
    asked: int
    solved: int

    @property
    def enough(self) -> bool:
        """Whether today's share is solved. Ticking it stays the member's part."""
        return self.solved >= self.asked


def share_of_sitting(problems: Problems, catalogue: Catalogue, sittings: int, a_day: int | None) -> int:
    """How many problems one sitting of an item asks for: its part of all, at most as many as the roadmap
    says for a day. 0 for an item that names topics alone."""
    whole = sum(asked_of_each([problems]).values()) or len(catalogue.members(problems.set or ""))
    share = ceil(whole / max(sittings, 1))
    return share if a_day is None else min(share, a_day)


def solved_of_item(problems: Problems, catalogue: Catalogue, solves: Iterable[Solve]) -> int:
    """Distinct problems among `solves` that an item asks for."""
    return len(_counted(problems, catalogue, solves))


def left_of_items(
    items: Iterable[Problems], catalogue: Catalogue, solves: Sequence[Solve]
) -> dict[Difficulty, int]:
    """How many problems of each difficulty these items ask for beyond what is solved."""
    left = Counter[Difficulty]()
    for each in items:
        if not (asked := asked_of_each([each])):
            continue
        solved = Counter(_counted(each, catalogue, solves).values())
        left.update({level: max(0, amount - solved[level]) for level, amount in asked.items()})
    return {level: amount for level, amount in left.items() if amount}


def _counted(
    problems: Problems, catalogue: Catalogue, solves: Iterable[Solve]
) -> dict[str, Difficulty | None]:
    """What counts for an item: each solved problem of it, with its difficulty."""
    levels, week = asked_of_each([problems]), week_of([problems])
    coded = {solve.key: solve.difficulty for solve in solves if solve.kind is ProblemKind.LEETCODE}
    return {
        key: level
        for key, level in coded.items()
        if (not levels or level in levels) and _is_about(week, catalogue, key)
    }


def _is_about(week: Week, catalogue: Catalogue, key: str) -> bool:
    known = catalogue.get(key)
    # Nobody knows what a problem from elsewhere is about: the member does.
    return not week or known is None or fits_week(catalogue, week, known)


def topics_of(catalogue: Catalogue) -> dict[str, str]:
    """Everything that can be wished for as a topic, with its title: patterns, then LeetCode's topics."""
    patterns = {key: pattern.title for key, pattern in catalogue.patterns.items()}
    slugs = sorted({topic for problem in catalogue.free for topic in problem.topics})
    topics = {slug: capitalised(spoken(slug)) for slug in slugs if slug not in patterns}
    return patterns | topics


def topic_called(catalogue: Catalogue, text: str) -> str:
    """The key of the pattern or topic that a text names. Raises UnknownTopic."""
    return named_topic(topics_of(catalogue), text)


def named_topic(topics: Mapping[str, str], text: str) -> str:
    """The key that a text names by itself or by its title. UnknownTopic offers the nearest titles."""
    wanted = plain(text)
    for key, title in topics.items():
        if wanted in {plain(key), plain(title)}:
            return key
    alike = get_close_matches(wanted, [plain(title) for title in topics.values()], _NEAREST)
    held = [title for _, title in find_topics(topics, text)] if wanted else []
    near = held or [title for title in topics.values() if plain(title) in alike]
    raise UnknownTopic(text, tuple(near[:_NEAREST]))


def find_topics(topics: Mapping[str, str], text: str) -> tuple[tuple[str, str], ...]:
    """Keys and titles that hold what was typed, at most 25; of one title the first, as in `named_topic`."""
    words = plain(text).split()
    found: dict[str, str] = {}
    for key, title in topics.items():
        if all(word in plain(title) or word in plain(key) for word in words):
            found.setdefault(title, key)
    return tuple((key, title) for title, key in found.items())[:SUGGESTIONS]


def list_called(catalogue: Catalogue, text: str) -> ProblemList:
    """The list with this key or title, or UnknownProblemList."""
    wanted = plain(text)
    for each in catalogue.lists.values():
        if wanted in {plain(each.key), plain(each.title)}:
            return each
    raise UnknownProblemList(text, tuple(each.title for each in catalogue.lists.values()))


def understood(catalogue: Catalogue, wish: Wish) -> Wish:
    """The wish with keys in place of what was typed. Raises UnknownTopic or UnknownProblemList."""
    return Wish(
        wish.difficulty,
        topic_called(catalogue, wish.topic) if wish.topic else "",
        list_called(catalogue, wish.problem_list).key if wish.problem_list else "",
        wish.again,
    )


def topics_text(problem: Problem) -> str:
    """LeetCode's topics of a problem in words."""
    return ", ".join(map(spoken, problem.topics))


def capitalised(text: str) -> str:
    """With a large first letter, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"
