"""What an export reads: all rows of one person in one guild, and nothing of anybody else."""

from datetime import date

import pytest
from sqlalchemy import insert

from bot.domain.personal_data import Unread
from bot.store import blocks, personal_export, timelogs
from bot.store.personal_export import JSON
from bot.store.personal_tables import RULES
from bot.store.tables import MockRubricRow, MockSessionRow
from bot.store.transaction import Store, Tx
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

NOW = utc("2026-06-01 09:00")
TODAY = date(2026, 6, 1)
BEN, ELSEWHERE = 2, GUILD + 1
A_PAGE = 10


@pytest.mark.parametrize("many", [0, A_PAGE, A_PAGE * 2 + 1])
async def test_every_row_of_one_person_in_one_guild_and_nobody_elses(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(personal_export, "AT_A_TIME", A_PAGE)
    await _one_person_alone(sqlite_store, many)


async def test_it_is_the_same_on_each_kind_of_database(store: Store) -> None:
    await _one_person_alone(store, 3)


async def _one_person_alone(store: Store, many: int) -> None:
    clock = HandClock(NOW)
    ada, ben = [await enrol(store, clock, user_id=who) for who in (ADA, BEN)]
    twin = await enrol(store, clock, guild_id=ELSEWHERE)
    async with store.write() as tx:
        for number in range(many):
            await timelogs.add(tx, ada.key, TODAY, number % 60 + 1, "reading", None, NOW)
        for other in (ben, twin):
            await timelogs.add(tx, other.key, TODAY, 999, "reading", None, NOW)
        await blocks.add(tx, GUILD, ADA, BEN, NOW)
        await blocks.add(tx, GUILD, BEN, ADA, NOW)
        await _feedback(tx, ben.key, ada.key)

    async with store.read() as tx:
        given = await personal_export.everything(tx, GUILD, ADA)
        counts = await personal_export.counts(tx, GUILD, ADA)
        nobody = await personal_export.counts(tx, GUILD, 3)

    found = given.sections
    assert given.unread == []
    assert [row["minutes"] for row in found["time_log"]] == [number % 60 + 1 for number in range(many)]
    assert found["blocks"] == [{"created_at": NOW, "person_id": BEN}]
    (read,) = found["feedback_received"]
    assert (read["scores"], read["words"]) == ({"clarity": 3}, "private")
    assert counts == {name: len(rows) for name, rows in found.items() if rows}
    assert nobody == {}


async def _feedback(tx: Tx, by: int, about: int) -> None:
    """Ada has read one of two."""
    session = {
        "guild_id": GUILD,
        "source": "now",
        "week": "2026-W23",
        "kind": "coding",
        "level": 3,
        "state": "finished",
        "minutes": 60,
        "slots": "[]",
        "reasons": "[]",
        "created_at": NOW,
        "updated_at": NOW,
    }
    added = await tx.execute(insert(MockSessionRow).values(session).returning(MockSessionRow.id))
    rubric = {"session_id": added.scalar_one(), "by_key": by, "about_key": about, "at": NOW}
    for role, read_at, score in (("candidate", NOW, 3), ("interviewer", None, 4)):
        rest = {"role": role, "read_at": read_at, "scores": f'{{"clarity": {score}}}', "words": "private"}
        await tx.execute(insert(MockRubricRow).values({**rubric, **rest}))


def test_columns_of_json_are_columns_that_are_given() -> None:
    given = {(rule.table, name) for rule in RULES.values() for part in rule.parts for name in part.columns}

    assert given >= JSON


async def test_what_no_key_opens_is_named_and_everything_else_is_given(store: Store) -> None:
    ada = await enrol(store, HandClock(NOW))
    ben = await enrol(store, HandClock(NOW), user_id=BEN)
    async with store.write() as tx:
        await _feedback(tx, ben.key, ada.key)
        await tx.exec_driver_sql("UPDATE mock_rubric SET scores = 'damaged'")
        found = await personal_export.everything(tx, GUILD, ADA)

    (read,) = found.sections["feedback_received"]
    assert (read["scores"], read["words"], read["role"]) == (None, "private", "candidate")
    assert found.unread == [Unread("feedback_received", 0, "scores")]
    assert found.sections["member"]
