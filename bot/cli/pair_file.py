"""The file that `cohort pair` reads: checked as what strangers write."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain import weeks
from bot.domain.pairing import Pool, PoolMember, Role, from_hex
from bot.domain.pairing.model import MOST_MEMBERS
from bot.domain.questions import QuestionKind

MOST_BYTES = 64 * 1024**2

_MOST_NAMED = 5_000
_MOST_COUNTED = 10_000
_SHOWN = 5
_HALF_HOUR = 30


class BadPool(Exception):
    """The file is no pool; the text names each place and what is wrong there."""


@cache
def _week(text: str) -> str:
    try:
        weeks.starts(text)
    except ValueError:
        raise ValueError("must be an ISO week such as 2026-W48") from None
    return text


def _mask(text: str) -> str:
    from_hex(text)
    return text


def _half_hours(minutes: int) -> int:
    if minutes % _HALF_HOUR:
        raise ValueError("must be a multiple of 30")
    return minutes


_Id = Annotated[str, Field(min_length=1, max_length=100)]
_Week = Annotated[str, AfterValidator(_week)]
_Mask = Annotated[str, AfterValidator(_mask)]
_Count = Annotated[int, Field(ge=0, le=_MOST_COUNTED)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Member(_Part):
    id: _Id
    kinds: frozenset[QuestionKind] = frozenset()
    level: Annotated[int, Field(ge=1, le=5)]
    slots: _Mask
    met: Annotated[dict[_Id, _Week], Field(max_length=_MOST_NAMED)] = {}
    blocked: Annotated[frozenset[_Id], Field(max_length=_MOST_NAMED)] = frozenset()
    byes: _Count = 0
    last_bye: _Week | None = None
    reliability: Annotated[int, Field(ge=0, le=100)] = 100
    comfort: _Mask | None = None
    role: Role = Role.EITHER
    firsts: _Count = 0
    observed: _Count = 0
    keep: _Id | None = None

    def member(self) -> PoolMember:
        """The member of the pool."""
        return PoolMember(
            self.id,
            self.kinds,
            self.level,
            from_hex(self.slots),
            self.met,
            self.blocked,
            self.byes,
            self.last_bye,
            self.reliability,
            None if self.comfort is None else from_hex(self.comfort),
            self.role,
            self.firsts,
            self.observed,
            self.keep,
        )


class _Pool(_Part):
    round: _Week
    members: Annotated[list[_Member], Field(max_length=MOST_MEMBERS)]
    minutes: Annotated[int, Field(ge=30, le=240), AfterValidator(_half_hours)] = 60
    window: Annotated[int, Field(ge=0, le=52)] = 8
    every: Annotated[int, Field(ge=1, le=52)] = 1
    trios: bool = True

    def pool(self) -> Pool:
        """The pool; BadPool when members contradict themselves or each other."""
        if wrong := list(self._contradictions()):
            raise BadPool(_first(wrong))
        members = tuple(member.member() for member in self.members)
        return Pool(self.round, members, self.minutes // _HALF_HOUR, self.window, self.every, self.trios)

    def _contradictions(self) -> Iterator[str]:
        places: dict[str, int] = {}
        for at, member in enumerate(self.members):
            first = places.setdefault(member.id, at)
            if first != at:
                yield f"members[{at}].id: the same as that of members[{first}]"
            for name, others in (("met", member.met), ("blocked", member.blocked), ("keep", (member.keep,))):
                if member.id in others:
                    yield f"members[{at}].{name}: names the member itself"


def read_pool(path: Path) -> Pool:
    """The pool in a JSON file. Raises BadPool."""
    if path.stat().st_size > MOST_BYTES:
        raise BadPool(f"the file is larger than {MOST_BYTES // 1024**2} MiB")
    try:
        return _Pool.model_validate_json(path.read_bytes()).pool()
    except ValidationError as error:
        wrong = [(each["loc"], each["msg"]) for each in error.errors(include_url=False, include_input=False)]
        raise BadPool(_first([_told(place, message) for place, message in wrong])) from None


def _told(place: Iterable[str | int], message: str) -> str:
    """A problem with its place, such as `members[3].slots`."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")
    return f"{path or 'the file'}: {message.removeprefix('Value error, ')}"


def _first(problems: list[str]) -> str:
    more = len(problems) - _SHOWN
    return "\n".join([*problems[:_SHOWN], *([f"and {more} more"] if more > 0 else [])])
