"""LeetCode's answers: what is used of them is checked strictly, everything else may come and go."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from bot.domain.leetcode import DailyProblem, Missing, Profile, Reason, Submission
from bot.domain.problem_references import is_slug
from bot.leetcode.verdict import Failure

D = TypeVar("D", bound=BaseModel)

NOBODY = "does not exist"
"""In the message for a name that nobody has. Any other message is about something else."""


def _stored(slug: str) -> str:
    if not is_slug(slug):
        raise ValueError("no slug that the log could keep")
    return slug


Slug = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,200}$")]
"""As LeetCode may write one."""

Kept = Annotated[Slug, AfterValidator(_stored)]
"""One that the log takes."""

Title = Annotated[str, Field(min_length=1, max_length=300)]
Seconds = Annotated[int, Field(ge=0, lt=2**33)]
Number = Annotated[int, Field(ge=1, lt=10**6)]


class _Loose(BaseModel):
    """Fields are named as in GraphQL; those that are not declared are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=to_camel)


class _Fault(_Loose):
    message: str = ""


class _Envelope(_Loose, Generic[D]):
    data: D | None = None
    errors: tuple[_Fault, ...] | None = None

    def without_value(self) -> Missing | Failure:
        """There is nobody of this name if LeetCode says so, or says nothing else."""
        nobody = not self.errors or any(NOBODY in fault.message for fault in self.errors)
        return Missing() if self.data and nobody else Failure(Reason.BROKEN)


class _About(_Loose):
    real_name: str | None
    about_me: str | None


class _User(_Loose):
    username: str
    profile: _About | None


class _ProfileData(_Loose):
    matched_user: _User | None


class _Accepted(_Loose):
    title: Title
    title_slug: Slug
    timestamp: Seconds


class _SolvedData(_Loose):
    recent_ac_submission_list: tuple[_Accepted, ...] | None


class _Question(_Loose):
    question_frontend_id: Number
    title: Title
    title_slug: Kept
    difficulty: Annotated[str, Field(pattern=r"^[A-Za-z]{1,20}$")]
    is_paid_only: bool


class _Day(_Loose):
    date: date
    question: _Question


class _DailyData(_Loose):
    active_daily_coding_challenge_question: _Day | None


def read_profile(body: bytes, _now: datetime) -> Profile | Missing | Failure:
    """A person's own words, from every field they can fill in."""
    answer = _read(_Envelope[_ProfileData], body)
    if isinstance(answer, Failure):
        return answer
    user = answer.data.matched_user if answer.data else None
    if user is None or answer.errors:
        return answer.without_value()
    words = (user.profile.real_name, user.profile.about_me) if user.profile else ()
    return Profile(user.username, "\n".join(word for word in words if word))


def read_solved(body: bytes, _now: datetime) -> tuple[Submission, ...] | Missing | Failure:
    """Accepted submissions, newest first."""
    answer = _read(_Envelope[_SolvedData], body)
    if isinstance(answer, Failure):
        return answer
    if answer.data is None or answer.errors:
        return answer.without_value()
    # No list at all is LeetCode's word for an empty one, too.
    return _newest_first(answer.data.recent_ac_submission_list or ())


def read_daily(body: bytes, now: datetime) -> DailyProblem | Missing | Failure:
    """The problem of the UTC day; for some minutes after midnight LeetCode may still give yesterday's."""
    answer = _read(_Envelope[_DailyData], body)
    if isinstance(answer, Failure):
        return answer
    if answer.data is None:
        return Failure(Reason.BROKEN)
    daily = answer.data.active_daily_coding_challenge_question
    if daily is None or daily.date < now.astimezone(UTC).date():
        return Failure(Reason.NOT_YET)
    it = daily.question
    difficulty = it.difficulty.lower()
    return DailyProblem(
        daily.date, it.title_slug, it.question_frontend_id, it.title, difficulty, it.is_paid_only
    )


def _read(envelope: type[_Envelope[D]], body: bytes) -> _Envelope[D] | Failure:
    try:
        return envelope.model_validate_json(body)
    except ValidationError as error:
        broken = any(fault["type"] == "json_invalid" for fault in error.errors(include_input=False))
        return Failure(Reason.UNREADABLE if broken else Reason.CHANGED)


def _newest_first(accepted: Sequence[_Accepted]) -> tuple[Submission, ...]:
    found = (
        Submission(each.title_slug, each.title, datetime.fromtimestamp(each.timestamp, UTC))
        for each in accepted
        # One odd slug must not take the others with it.
        if is_slug(each.title_slug)
    )
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))
