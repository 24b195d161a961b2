"""Guilds' own sets of questions, version by version. At most one version of a set is in force: the newest."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.questions import QuestionKind
from bot.store.tables import GuildQuestionSetRow as SetRow
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Head:
    """A stored version without its text; it is never changed, and its id never comes again."""

    id: int
    key: str
    title: str
    kind: QuestionKind
    questions: int
    """How many it holds."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is stored of a version: the YAML, and the checked set as JSON."""

    source: str
    checked: str


_HEAD = (SetRow.id, SetRow.key, SetRow.title, SetRow.kind, SetRow.questions)
_FACTS = tuple[int, str, str, str, int]
_IN_FORCE = SetRow.retired_at.is_(None)


def _head(row: Row[*_FACTS]) -> Head:
    row_id, key, title, kind, questions = row
    return Head(row_id, key, title, QuestionKind(kind), questions)


async def in_force(tx: Tx, guild_id: int) -> tuple[Head, ...]:
    """The sets that are asked from, by title."""
    statement = select(*_HEAD).where(SetRow.guild_id == guild_id, _IN_FORCE)
    return tuple(map(_head, await tx.execute(statement.order_by(SetRow.title, SetRow.id))))


async def texts(tx: Tx, guild_id: int) -> dict[int, Text]:
    """The texts of the sets that are asked from, by row id."""
    columns = (SetRow.id, SetRow.source, SetRow.checked)
    rows = await tx.execute(select(*columns).where(SetRow.guild_id == guild_id, _IN_FORCE))
    return {row_id: Text(source, checked) for row_id, source, checked in rows}


async def source(tx: Tx, head: Head) -> str:
    """The YAML of a stored version."""
    return (await tx.execute(select(SetRow.source).where(SetRow.id == head.id))).scalar_one()


async def retired_with(tx: Tx, guild_id: int, question_key: str, most: int) -> list[tuple[Head, Text]]:
    """Old versions that may hold this question, newest first, at most so many."""
    # As `json.dumps` writes it. A criterion of a rubric can have the same key: whoever asks looks inside.
    written = SetRow.checked.contains(f'"key": "{question_key}"', autoescape=True)
    statement = select(*_HEAD, SetRow.source, SetRow.checked).where(SetRow.guild_id == guild_id, written)
    newest_first = statement.where(SetRow.retired_at.is_not(None)).order_by(SetRow.id.desc()).limit(most)
    rows = (await tx.execute(newest_first)).all()
    return [
        (Head(row_id, key, title, QuestionKind(kind), questions), Text(source, checked))
        for row_id, key, title, kind, questions, source, checked in rows
    ]


async def add(tx: Tx, guild_id: int, head: Head, text: Text, now: datetime) -> None:
    """Store a version that is asked from; retire the one before first. The head's id is of no meaning."""
    values = {
        "guild_id": guild_id,
        "key": head.key,
        "title": head.title,
        "kind": head.kind.value,
        "questions": head.questions,
        "source": text.source,
        "checked": text.checked,
        "created_at": now,
    }
    await tx.execute(insert(SetRow).values(values))


async def recheck(tx: Tx, head: Head, checked: str) -> None:
    """Store what checking the same text again gave."""
    await tx.execute(update(SetRow).where(SetRow.id == head.id).values(checked=checked))


async def retire(tx: Tx, guild_id: int, key: str, now: datetime) -> None:
    """Nothing of this set is asked any more."""
    statement = update(SetRow).where(SetRow.guild_id == guild_id, SetRow.key == key, _IN_FORCE)
    await tx.execute(statement.values(retired_at=now))


async def prune(tx: Tx, guild_id: int, most: int) -> None:
    """Of the guild's old versions keep so many, those that were in force last."""
    retired = SetRow.guild_id == guild_id, SetRow.retired_at.is_not(None)
    kept = select(SetRow.id).where(*retired).order_by(SetRow.retired_at.desc(), SetRow.id.desc()).limit(most)
    await tx.execute(delete(SetRow).where(*retired, SetRow.id.not_in(kept)))
