"""A guild's prompts: what they are drawn from, what was posted, and who solved it since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, or_, select

from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.domain.problem_posts import REF, GroupPrompt, PostSetting
from bot.domain.problems import ProblemKind
from bot.domain.roadmap_claims import Difficulty
from bot.domain.tasks import EnrolmentState, TaskState
from bot.store.dialects import inserting
from bot.store.members import MEMBER_COLUMNS, member_of
from bot.store.tables import (
    DeliveryRow,
    EnrolmentRow,
    MemberRow,
    ProblemPostRow,
    ProblemSettingRow,
    ProblemSolveRow,
    TaskRow,
)
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class StoredPost:
    """One prompt to a group."""

    id: int
    guild_id: int
    day: date
    prompt: GroupPrompt
    at: datetime


async def setting(tx: Tx, guild_id: int) -> PostSetting:
    """What the guild's prompts are drawn from; the usual until an organiser chooses."""
    row = ProblemSettingRow
    statement = select(row.source, row.easy, row.medium, row.hard).where(row.guild_id == guild_id)
    found = (await tx.execute(statement)).one_or_none()
    if found is None:
        return PostSetting()
    source, *mix = found
    return PostSetting(source, dict(zip(Difficulty, mix, strict=True)))


async def save_setting(tx: Tx, guild_id: int, new: PostSetting, now: datetime) -> None:
    """Keep what the guild's prompts are drawn from."""
    mix = {level.value: new.mix.get(level, 0) for level in Difficulty}
    values: dict[str, Any] = {"source": new.source, "updated_at": now, **mix}
    statement = inserting(tx, ProblemSettingRow).values({"guild_id": guild_id, **values})
    await tx.execute(statement.on_conflict_do_update(index_elements=["guild_id"], set_=values))


async def add(tx: Tx, guild_id: int, day: date, prompt: GroupPrompt, now: datetime) -> StoredPost:
    """The guild's prompt of this day: the given one, unless there was one already."""
    values = {
        "guild_id": guild_id,
        "day": day,
        "problem_key": prompt.key,
        "source": prompt.source,
        "told": prompt.to_json(),
        "at": now,
    }
    statement = inserting(tx, ProblemPostRow).values(values)
    await tx.execute(statement.on_conflict_do_nothing(index_elements=["guild_id", "day"]))
    return _post((await tx.execute(_of_day(guild_id, day))).one())


async def of_day(tx: Tx, guild_id: int, day: date) -> StoredPost | None:
    """The guild's prompt of this day."""
    row = (await tx.execute(_of_day(guild_id, day))).one_or_none()
    return None if row is None else _post(row)


async def find(tx: Tx, guild_id: int, post_id: int) -> StoredPost | None:
    """One of the guild's prompts."""
    statement = _posts(guild_id).where(ProblemPostRow.id == post_id)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _post(row)


async def newest_of(tx: Tx, guild_id: int, key: str) -> StoredPost | None:
    """The guild's last prompt with this problem."""
    statement = _posts(guild_id).where(ProblemPostRow.problem_key == key)
    row = (await tx.execute(statement.order_by(ProblemPostRow.id.desc()).limit(1))).one_or_none()
    return None if row is None else _post(row)


async def history(tx: Tx, guild_id: int) -> tuple[str, ...]:
    """The keys of all problems the guild was prompted with, oldest first; not of posts that never left."""
    row = ProblemPostRow
    never_left = exists().where(
        DeliveryRow.guild_id == row.guild_id,
        DeliveryRow.member_key.is_(None),
        DeliveryRow.kind == DeliveryKind.PROMPT.value,
        DeliveryRow.ref == REF,
        DeliveryRow.local_day == row.day,
        DeliveryRow.state.in_([DeliveryState.DEAD.value, DeliveryState.DROPPED.value]),
        func.coalesce(DeliveryRow.reason, "") != Reason.UNSURE.value,
    )
    statement = select(row.problem_key).where(row.guild_id == guild_id, ~never_left).order_by(row.day)
    return tuple((await tx.execute(statement)).scalars())


async def solved_at(tx: Tx, post: StoredPost) -> tuple[datetime, ...]:
    """When each member of the guild first solved the post's problem since it came, in whatever way.

    What they only noted since then, as solved on a day before, does not count.
    """
    row = ProblemSolveRow
    statement = (
        select(row.member_key, row.at, row.day, row.post_id, *MEMBER_COLUMNS)
        .join(MemberRow, MemberRow.id == ProblemSolveRow.member_key)
        .where(
            ProblemSolveRow.problem_key == post.prompt.key,
            or_(row.at >= post.at, row.post_id == post.id),
            ProblemSolveRow.kind == ProblemKind.LEETCODE.value,
            ProblemSolveRow.revoked_at.is_(None),
            MemberRow.guild_id == post.guild_id,
        )
        .order_by(row.id.desc())
    )
    found = (await tx.execute(statement)).all()
    return tuple({each.member_key: each.at for each in found if _is_of_that_day(each, post)}.values())


def _is_of_that_day(solve: Row[*tuple[Any, ...]], post: StoredPost) -> bool:
    """Where the post's day has not begun yet, a solve is of the member's own day."""
    if solve.post_id == post.id or solve.day >= post.day:
        return True
    return solve.day >= member_of(solve).clock.day(solve.at)


async def answer(tx: Tx, member_key: int, post_id: int) -> int | None:
    """The member's newest solve that answers a post."""
    statement = select(func.max(ProblemSolveRow.id)).where(
        ProblemSolveRow.post_id == post_id,
        ProblemSolveRow.member_key == member_key,
        ProblemSolveRow.revoked_at.is_(None),
    )
    return (await tx.execute(statement)).scalar_one()


async def sittings_of(
    tx: Tx, guild_id: int, item_keys: Collection[str], first: date, last: date
) -> Sequence[tuple[int, str]]:
    """Which of these items the guild's active members have on these days, and not skipped.

    Enrolment and item, those who came first first, each one's in the order of the plan.
    """
    statement = (
        select(EnrolmentRow.id, TaskRow.item_key)
        .join(EnrolmentRow, EnrolmentRow.id == TaskRow.enrolment_id)
        .join(MemberRow, MemberRow.id == EnrolmentRow.member_key)
        .where(
            MemberRow.guild_id == guild_id,
            EnrolmentRow.state == EnrolmentState.ACTIVE.value,
            TaskRow.day.between(first, last),
            TaskRow.item_key.in_(item_keys),
            TaskRow.state != TaskState.SKIPPED.value,
        )
        .order_by(MemberRow.id, TaskRow.day, TaskRow.position)
    )
    return [(enrolment_id, key) for enrolment_id, key in await tx.execute(statement)]


def _posts(guild_id: int) -> Select[*tuple[Any, ...]]:
    row = ProblemPostRow
    columns = (row.id, row.guild_id, row.day, row.problem_key, row.source, row.told, row.at)
    return select(*columns).where(row.guild_id == guild_id)


def _of_day(guild_id: int, day: date) -> Select[*tuple[Any, ...]]:
    return _posts(guild_id).where(ProblemPostRow.day == day)


def _post(row: Row[*tuple[Any, ...]]) -> StoredPost:
    prompt = GroupPrompt.from_json(row.problem_key, row.source, row.told)
    return StoredPost(row.id, row.guild_id, row.day, prompt, row.at)
