"""Buddies: two members who keep each other going by mutual consent, and what each sees. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.delivery import Reason
from bot.domain.languages import N_

ASK_LIFE = timedelta(days=7)
"""How long a request waits for an answer."""

ASK_PAUSE = timedelta(days=14)
"""After a request is over, how long the same person is not asked again."""

MOST_WAITING = 5
"""Requests that wait for one person's answer; who has so many takes no more."""

WORDS_LIFE = timedelta(days=7)
"""How long a buddy's words wait in the day of somebody who does not open it."""

MAX_WORDS = 200

# limit: 80
PRAISE = N_("Well done")
"""What one may say to a buddy who has checked in; anything else would nag."""


class Share(StrEnum):
    """What a buddy sees of a member; each shows more than the one before."""

    NOTHING = "nothing"
    CHECKIN = "checkin"
    STREAK = "streak"


class Condition(StrEnum):
    """Whether a buddy is on their way at present."""

    GOING = "going"
    PAUSED = "paused"
    FINISHED = "finished"


class Reach(StrEnum):
    """How something comes to the other person."""

    MESSAGE = "message"
    AFTER_QUIET = "after_quiet"
    """As a message, when their quiet hours end."""
    TODAY = "today"
    """They have no nudges on: it waits until they look."""


class NoNudge(StrEnum):
    """Why a buddy is left alone."""

    CHECKED_IN = "checked_in"
    DAY_OFF = "day_off"
    PAUSED = "paused"
    FINISHED = "finished"


class News(StrEnum):
    """What a message between buddies is about."""

    ASK = "ask"
    YES = "yes"
    WORDS = "words"
    LEFT = "left"
    """The buddy was erased: nothing more is known of them."""

    def ref(self, tie_id: int, day: date | None = None) -> str:
        """How the message is told apart from others; words have one for each of the writer's days."""
        return f"{self.value}:{tie_id}:{day}" if day else f"{self.value}:{tie_id}"


def news_of(ref: str) -> tuple[News, int] | None:
    """What a message with this `ref` is about, and the id of the tie; None if nothing we know."""
    kind, _, rest = ref.partition(":")
    tie_id = rest.partition(":")[0]
    known = kind in News.__members__.values() and tie_id.isascii() and tie_id.isdigit()
    return (News(kind), int(tie_id)) if known else None


@dataclass(frozen=True, slots=True)
class Words:
    """What one member wrote to another."""

    user_id: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BuddyDay:
    """A buddy's own study day as far as they share it; `streak` None when they do not."""

    user_id: int
    checked_in: bool
    day_off: bool
    streak: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """A request with the other person's id, open until `until`."""

    user_id: int
    until: datetime

    @property
    def asked_at(self) -> datetime:
        """When it was made."""
        return self.until - ASK_LIFE


@dataclass(frozen=True, slots=True)
class BuddyLine:
    """What a member's day says about others: the buddy's day, their words, and who asks to become one."""

    day: BuddyDay | None
    words: Words | None
    asking: tuple[Request, ...]


def asked_since(line: BuddyLine, since: datetime) -> BuddyLine:
    """The same with only the requests made from `since` on: a nudge tells of each one once."""
    return replace(line, asking=tuple(each for each in line.asking if each.asked_at >= since))


def is_praise(words: str) -> bool:
    """Whether these words only congratulate."""
    return words.rstrip(" .!").casefold() == PRAISE.casefold()


@dataclass(frozen=True, slots=True)
class Partner:
    """A buddy as a member sees them; `back` is the first study day after their break, if they named one."""

    user_id: int
    mine: Share
    theirs: Share
    condition: Condition
    back: date | None
    day: BuddyDay | None
    words: Words | None
    nudged: bool
    """Whether the member's own nudge of today is used up."""


@dataclass(frozen=True, slots=True)
class BuddyShown:
    """Everything `/buddy show` tells: the partner, requests both ways, and whom the member has blocked.

    `blocked_left` counts those among the blocked who were erased since.
    """

    partner: Partner | None
    waiting: tuple[Request, ...]
    asked: Request | None
    blocked: tuple[int, ...]
    blocked_left: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of asking: `partners` at once if the other one had asked too.

    How it reaches somebody who has not said yes is theirs to know: it would tell when they want quiet.
    """

    user_id: int
    partners: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Nudged:
    """Words left for a buddy, and how they reach them."""

    user_id: int
    text: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class BuddyBrief:
    """What a message between buddies says, for `user_id` from `sender_id`; None is somebody who was erased.

    In a channel it only calls: what is between two people is read in private. One part's custom_id has to
    begin with `marker`. `text` is there for words only; `at` is when it was asked or written.
    """

    marker: str
    guild_id: int
    user_id: int
    sender_id: int | None
    news: News
    text: str
    at: datetime
    in_channel: bool
    fallback: Reason | None
