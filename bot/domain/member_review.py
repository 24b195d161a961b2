"""A group's members as its organisers see them: who is slipping, and who has gone quiet. Pure.

It holds nothing that a member wrote.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.standings import Consistency
from bot.domain.tasks import EnrolmentState

WEEK_DAYS = 7
"""So many finished study days are looked at."""

QUIET_DAYS = 7
LONG_QUIET_DAYS = 14
"""Finished study days without a check-in."""


class MemberGroup(StrEnum):
    """What organisers tell apart; each member is in one."""

    SLIPPING = "slipping"
    """Behind the promise, a streak lost this week, or less than half of the week's days kept."""
    QUIET = "quiet"
    PAUSED = "paused"
    FINE = "fine"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class ReviewedMember:
    """Where one member stands.

    `behind`: study days, below 0 ahead. `silent`: finished days since the last check-in, or since the start
    where there was none. `lost`: days of a streak that ended this week.
    """

    user_id: int
    roadmap: str
    state: EnrolmentState
    paused_until: date | None
    last_checkin: date | None
    week: Consistency
    behind: int
    silent: int
    lost: int = 0

    @property
    def group(self) -> MemberGroup:
        """Silence says more than slipping, which it brings along."""
        if self.state is EnrolmentState.FINISHED:
            return MemberGroup.FINISHED
        if self.state is EnrolmentState.PAUSED:
            return MemberGroup.PAUSED
        if self.silent >= QUIET_DAYS and self.week.planned:
            return MemberGroup.QUIET
        return MemberGroup.SLIPPING if self._slips else MemberGroup.FINE

    @property
    def missed(self) -> bool:
        """Whether a planned day of the week was not kept; a streak ends on no other."""
        return self.week.kept < self.week.planned

    @property
    def long_quiet(self) -> bool:
        """Whether the member has been quiet for two weeks."""
        return self.group is MemberGroup.QUIET and self.silent >= LONG_QUIET_DAYS

    @property
    def kept_little(self) -> bool:
        """Whether less than half of the week's planned days were kept."""
        return self.week.kept * 2 < self.week.planned

    @property
    def _slips(self) -> bool:
        return self.behind > 0 or self.lost > 0 or self.kept_little


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of a group, those who need somebody most first, with the counts of all groups."""

    counts: dict[MemberGroup, int]
    long_quiet: int
    group: MemberGroup
    members: tuple[ReviewedMember, ...]
    page: int
    pages: int

    @property
    def total(self) -> int:
        """Everybody on a roadmap."""
        return sum(self.counts.values())


def page_of(
    reviewed: Sequence[ReviewedMember], group: MemberGroup | None, page: int, size: int
) -> ReviewPage:
    """That page of a group, or the last one there is; without a group of the first that is not empty."""
    counts = {each: sum(member.group is each for member in reviewed) for each in MemberGroup}
    chosen = group or next((each for each in MemberGroup if counts[each]), MemberGroup.FINE)
    found = sorted((member for member in reviewed if member.group is chosen), key=_need)
    pages = max(1, -(-len(found) // size))
    page = min(max(page, 0), pages - 1)
    return ReviewPage(
        counts=counts,
        long_quiet=sum(member.long_quiet for member in reviewed),
        group=chosen,
        members=tuple(found[page * size : (page + 1) * size]),
        page=page,
        pages=pages,
    )


def _need(member: ReviewedMember) -> tuple[int, int, date, int]:
    silence = member.silent if member.group is MemberGroup.QUIET else 0
    return -silence, -member.behind, member.paused_until or date.max, member.user_id
