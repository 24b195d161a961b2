"""What people and problems there are on the local LeetCode, and how it answers questions about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.clock import Clock
from tests.leetcode.graphql import Selected, Types, shaped

QUESTION = {
    "questionId": None,
    "questionFrontendId": None,
    "title": None,
    "titleSlug": None,
    "difficulty": None,
    "isPaidOnly": None,
    "isFavor": None,
    "status": None,
    "acRate": None,
    "freqBar": None,
    "topicTags": "TopicTagNode",
}
TYPES: Types = {
    "Query": {
        "activeDailyCodingChallengeQuestion": "ActiveDailyCodingChallengeQuestionNode",
        "recentAcSubmissionList": "SubmissionDumpNode",
        "matchedUser": "UserNode",
        "questionList": "QuestionListNode",
        "question": "QuestionNode",
    },
    "ActiveDailyCodingChallengeQuestionNode": {
        "date": None,
        "userStatus": None,
        "link": None,
        "question": "QuestionNode",
    },
    "QuestionNode": QUESTION,
    "QuestionListNode": {"totalNum": None, "data": "QuestionNode"},
    "TopicTagNode": {"id": None, "name": None, "slug": None},
    "SubmissionDumpNode": dict.fromkeys(("id", "title", "titleSlug", "timestamp", "statusDisplay", "lang")),
    "UserNode": {"username": None, "profile": "UserProfileNode", "userCalendar": "UserCalendarNode"},
    "UserProfileNode": dict.fromkeys(("realName", "aboutMe", "ranking", "reputation", "countryName")),
    "UserCalendarNode": {"streak": None},
}

MOST_SUBMISSIONS = 20
MOST_QUESTIONS = 100

NOBODY = "That user does not exist."
NO_CALENDAR = "no permission to check the calendar."


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as LeetCode lists it."""

    number: int
    slug: str
    title: str
    difficulty: str = "Easy"
    topics: tuple[str, ...] = ("array",)
    paid: bool = False

    def payload(self) -> dict[str, Any]:
        """As an anonymous visitor gets it: every id is a string, nothing is known about oneself."""
        tags = [
            {"id": f"tag-{slug}", "name": slug.replace("-", " ").title(), "slug": slug}
            for slug in self.topics
        ]
        return {
            "questionId": str(self.number),
            "questionFrontendId": str(self.number),
            "title": self.title,
            "titleSlug": self.slug,
            "difficulty": self.difficulty,
            "isPaidOnly": self.paid,
            "isFavor": False,
            "status": None,
            "acRate": 58.03,
            "freqBar": None,
            "topicTags": tags,
        }


PROBLEMS = (
    Problem(1, "two-sum", "Two Sum", topics=("array", "hash-table")),
    Problem(3, "longest-substring-without-repeating-characters", "Longest Substring", "Medium", ("string",)),
    Problem(20, "valid-parentheses", "Valid Parentheses", topics=("string", "stack")),
    Problem(42, "trapping-rain-water", "Trapping Rain Water", "Hard", ("array", "two-pointers")),
    Problem(146, "lru-cache", "LRU Cache", "Medium", ("hash-table", "linked-list")),
    Problem(253, "meeting-rooms-ii", "Meeting Rooms II", "Medium", ("array", "sorting"), paid=True),
)


@dataclass
class Person:
    """Somebody with a public page; `solved` holds (problem, moment), in any order."""

    username: str
    about: str | None = ""
    real_name: str | None = ""
    solved: list[tuple[Problem, datetime]] = field(default_factory=list[tuple[Problem, datetime]])


@dataclass
class Pages:
    """All there is to see. The daily changes at midnight UTC, or `lag` later."""

    clock: Clock
    problems: Sequence[Problem] = PROBLEMS
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    dailies: dict[date, Problem] = field(default_factory=dict[date, Problem])
    lag: timedelta = timedelta()
    no_daily: bool = False

    def add(self, username: str, about: str | None = "", real_name: str | None = "") -> Person:
        """Somebody new."""
        self.people[username.lower()] = person = Person(username, about, real_name)
        return person

    def answer(self, selected: tuple[Selected, ...]) -> dict[str, Any]:
        """What a valid query gets."""
        data: dict[str, Any] = {}
        errors: list[dict[str, Any]] = []
        for root in selected:
            value, fault = self._resolve(root)
            data[root.shown_as] = shaped(value, root.fields)
            if fault:
                place = {"locations": [{"line": 3, "column": 3}], "path": [root.shown_as]}
                errors.append({"message": fault, **place, "extensions": {"handled": True}})
        return {"errors": errors, "data": data} if errors else {"data": data}

    def _resolve(self, root: Selected) -> tuple[Any, str | None]:
        match root.name:
            case "matchedUser":
                return self._person(root)
            case "recentAcSubmissionList":
                return self._submissions(root.arguments), None
            case "questionList":
                return self._list(root.arguments), None
            case "question":
                found = (p.payload() for p in self.problems if p.slug == root.arguments["titleSlug"])
                return next(found, None), None
            case _:
                return self._daily(), None

    def _person(self, root: Selected) -> tuple[Any, str | None]:
        person = self.people.get(root.arguments["username"].lower())
        if person is None:
            return None, NOBODY
        if any(each.name == "userCalendar" for each in root.fields):
            return None, NO_CALENDAR
        page = {"realName": person.real_name, "aboutMe": person.about}
        standing = {"ranking": 630800, "reputation": 0, "countryName": None}
        return {"username": person.username, "profile": page | standing}, None

    def _submissions(self, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
        person = self.people.get(arguments["username"].lower())
        newest = sorted(person.solved if person else [], key=lambda each: each[1], reverse=True)
        return [
            {
                "id": str(779035448 - index),
                "title": problem.title,
                "titleSlug": problem.slug,
                "timestamp": str(int(at.timestamp())),
                "statusDisplay": "Accepted",
                "lang": "python3",
            }
            for index, (problem, at) in enumerate(newest[: min(arguments["limit"], MOST_SUBMISSIONS)])
        ]

    def _list(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        filters: Mapping[str, Any] = arguments.get("filters", {})
        found = [
            each
            for each in self.problems
            if filters.get("difficulty", each.difficulty.upper()) == each.difficulty.upper()
            and set(filters.get("tags", ())) <= set(each.topics)
        ]
        start = int(arguments.get("skip", 0))
        page = found[start : start + min(int(arguments["limit"]), MOST_QUESTIONS)]
        return {"totalNum": len(found), "data": [each.payload() for each in page]}

    def _daily(self) -> dict[str, Any] | None:
        if self.no_daily:
            return None
        day = (self.clock.now().astimezone(UTC) - self.lag).date()
        problem = self.dailies.get(day) or self.problems[day.toordinal() % len(self.problems)]
        return {
            "date": day.isoformat(),
            "userStatus": "NotStart",
            "link": f"/problems/{problem.slug}/",
            "question": problem.payload(),
        }
