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

LOST_DAYS = 3
"""A streak shorter than that is a start that did not hold yet: its end is not told."""

BEHIND_DAYS = 3
"""Study days behind the plan, which tell something together with a day that was missed."""

QUIET_DAYS = 7
LONG_QUIET_DAYS = 14
"""Finished study days without a check-in."""


class MemberGroup(StrEnum):
    """What organisers tell apart; each member is in one."""

    SLIPPING = "slipping"
    """Kept less than half of the week's days, lost a streak of LOST_DAYS, or is BEHIND_DAYS behind and missed
    a day: whoever keeps every planned day is not slipping, wherever the plan stands."""
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
    def lost_streak(self) -> int:
        """Days of the streak that ended this week, 0 while it is too short to tell."""
        return self.lost if self.lost >= LOST_DAYS else 0

    @property
    def _slips(self) -> bool:
        return self.kept_little or self.lost_streak > 0 or (self.behind >= BEHIND_DAYS and self.missed)


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
