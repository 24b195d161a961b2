"""What rituals give to whoever shows them: a form's material, pages of one's own words, words to post."""

from dataclasses import dataclass
from datetime import date

from bot.domain.reflections import Answers, Reflection, Week
from bot.domain.rituals import WEEKLY, Ritual, is_open


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What a week leaves to the next one: titles of open tasks, and minutes of work that moved on already."""

    tasks: tuple[str, ...] = ()
    moved_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a form is drawn from; `written` is what it holds already."""

    guild_id: int
    user_id: int
    ritual: Ritual
    period: date
    written: Reflection | None
    week: Week
    proposed: tuple[str, ...] = ()
    """Goals to begin with, from last week's plan."""
    carry: CarryOver = CarryOver()
    previous: Reflection | None = None
    """The month before, for comparison."""


@dataclass(frozen=True, slots=True)
class Page:
    """A member's own words of one period, as read on `day`; `older` and `newer` are the periods beside it
    that have some.

    `ritual` None is everything of a week, with the review of a month that ends in it.
    """

    guild_id: int
    user_id: int
    ritual: Ritual | None
    period: date
    day: date
    shown: tuple[Reflection, ...]
    previous: Reflection | None = None
    older: date | None = None
    newer: date | None = None

    def open(self, each: Reflection) -> bool:
        """Whether it may still be changed."""
        return is_open(each.ritual, each.period, self.day)

    @property
    def writable(self) -> bool:
        """Whether anything of the period may still be written."""
        asked = [self.ritual] if self.ritual else WEEKLY
        return any(is_open(ritual, self.period, self.day) for ritual in asked)


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread below a week's wins, and the channel it is in."""

    id: int
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Posting:
    """Words to show to the group; `thread` is where wins are told, if their post has one."""

    guild_id: int
    user_id: int
    reflection: Reflection
    answers: Answers
    """What of them the group sees."""
    thread: Thread | None
    before: Reflection
    """As it was: for taking it back when Discord refuses."""
