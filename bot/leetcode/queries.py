"""The three questions, as small as they can be, and how their answers are read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.domain.leetcode import DailyProblem, Missing, Profile, Submission
from bot.leetcode import schemas
from bot.leetcode.verdict import Failure

T = TypeVar("T")

MOST_SOLVED = 20
"""LeetCode gives no more, whatever one asks for."""


@dataclass(frozen=True, slots=True)
class Query(Generic[T]):
    """A named GraphQL operation; `read` takes the body of a 200 and the present moment."""

    name: str
    text: str
    read: Callable[[bytes, datetime], T | Missing | Failure]


PROFILE: Query[Profile] = Query(
    "userProfile",
    """query userProfile($username: String!) {
  matchedUser(username: $username) { username profile { realName aboutMe } }
}""",
    schemas.read_profile,
)

SOLVED: Query[tuple[Submission, ...]] = Query(
    "recentAcSubmissions",
    """query recentAcSubmissions($username: String!, $limit: Int!) {
  recentAcSubmissionList(username: $username, limit: $limit) { title titleSlug timestamp }
}""",
    schemas.read_solved,
)

DAILY: Query[DailyProblem] = Query(
    "questionOfToday",
    """query questionOfToday {
  activeDailyCodingChallengeQuestion {
    date
    question { questionFrontendId title titleSlug difficulty isPaidOnly }
  }
}""",
    schemas.read_daily,
)
