"""The pages a roadmap is read in, with addresses short enough for a button. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

ADDRESS = r"[a-z_]{1,16}[0-9]{0,4}(?:~[0-9]{1,3})?"
"""What the text of an address looks like."""

_PARTS = re.compile(r"([a-z_]+)([0-9]*)(?:~([0-9]+))?")


class PageKind(StrEnum):
    """What a page shows. Those in the singular are numbered, the others one list each."""

    OVERVIEW = "overview"
    WHERE = "where"
    SECTION = "section"
    ITEM = "item"
    THREAD = "thread"
    PROJECT = "project"
    RESOURCE = "resource"
    CATEGORY = "category"
    MORE = "more"
    PROJECTS = "projects"
    THREADS = "threads"
    HABITS = "habits"
    SCHEDULES = "schedules"
    CHOICES = "choices"
    MILESTONES = "milestones"
    CHECKLISTS = "checklists"
    TARGETS = "targets"
    PROBLEMS = "problems"
    RESOURCES = "resources"
    QUESTIONS = "questions"
    FRAMEWORKS = "frameworks"
    STORIES = "stories"
    REVIEWS = "reviews"
    MESSAGES = "messages"
    POSTS = "posts"
    ADVICE = "advice"
    FACTS = "facts"
    FUNNEL = "funnel"
    STAGES = "stages"
    APPLICATIONS = "applications"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Address:
    """A page: its kind, the number of what it shows (in reading order from 0), the sheet of a long one."""

    kind: PageKind
    number: int = 0
    sheet: int = 0

    def __str__(self) -> str:
        number = str(self.number) if self.number else ""
        return f"{self.kind}{number}" + (f"~{self.sheet}" if self.sheet else "")

    @classmethod
    def parse(cls, text: str) -> "Address | None":
        """The address that `str` made; None for any other text."""
        found = _PARTS.fullmatch(text)
        if found is None or found[1] not in set(PageKind):
            return None
        return cls(PageKind(found[1]), int(found[2] or 0), int(found[3] or 0))


OVERVIEW = Address(PageKind.OVERVIEW)
MORE = Address(PageKind.MORE)
WHERE = Address(PageKind.WHERE)
