"""Private columns: which they are, what stands in them, and what happens when that cannot be read."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, Text, insert, select, text, type_coerce, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import CohortError
from bot.domain.private_errors import Unreadable
from bot.store import private_rows
from bot.store.engine import open_store
from bot.store.private import Private, vault_of
from bot.store.private_rows import Place
from bot.store.tables import Base, MeasurementRow, ReflectionRow, TaskRow
from bot.store.transaction import Store
from bot.store.vault import Vault, new_key
from bot.store.vault_errors import KeyWrong, NoVault
from bot.ui.sentences import GONE, sentence
from tests.keys import KEY, VAULT
from tests.store.filled import as_it_is, canary, fill

PLACES = [str(place) for place in private_rows.places()]

KEYS_OF_FILES = "a key of a roadmap, a bank or a catalogue that everybody can read"
ONE_OF_FEW = "one of a few words that Cohort itself sets"
OF_THE_GUILD = "the group's own, imported for everybody in it"
MACHINE = "written by Cohort for itself: ids, times and numbers"
WEEK = "the name of a week or of a time zone"

PUBLIC = {
    "app_state.key": MACHINE,
    "app_state.value": f"{MACHINE}; the secret of the marks is sealed by hand",
    "block.blocked_mark": "a keyed digest that names nobody",
    "buddy.asked_shares": ONE_OF_FEW,
    "buddy.asker_shares": ONE_OF_FEW,
    "buddy.state": ONE_OF_FEW,
    "checkin.kind": ONE_OF_FEW,
    "checkin.ref": MACHINE,
    "choice.branch": KEYS_OF_FILES,
    "choice.option": KEYS_OF_FILES,
    "claim.claim_key": KEYS_OF_FILES,
    "delivery.destination": ONE_OF_FEW,
    "delivery.kind": ONE_OF_FEW,
    "delivery.owner": MACHINE,
    "delivery.reason": ONE_OF_FEW,
    "delivery.ref": MACHINE,
    "delivery.state": ONE_OF_FEW,
    "enrolment.roadmap_id": KEYS_OF_FILES,
    "enrolment.roadmap_version": KEYS_OF_FILES,
    "enrolment.state": ONE_OF_FEW,
    "guild.language": ONE_OF_FEW,
    "guild.timezone": WEEK,
    "guild_question_set.checked": OF_THE_GUILD,
    "guild_question_set.key": OF_THE_GUILD,
    "guild_question_set.kind": ONE_OF_FEW,
    "guild_question_set.source": OF_THE_GUILD,
    "guild_question_set.title": OF_THE_GUILD,
    "guild_roadmap.checked": OF_THE_GUILD,
    "guild_roadmap.roadmap_id": OF_THE_GUILD,
    "guild_roadmap.source": OF_THE_GUILD,
    "guild_roadmap.title": OF_THE_GUILD,
    "guild_roadmap.version": OF_THE_GUILD,
    "habit_tick.habit_key": KEYS_OF_FILES,
    "measurement.target_key": KEYS_OF_FILES,
    "member.language": ONE_OF_FEW,
    "member.timezone": WEEK,
    "mock_asked.question_key": KEYS_OF_FILES,
    "mock_availability.week": WEEK,
    "mock_availability.windows": f"{MACHINE}; matching reads everybody's, and partners see the times anyway",
    "mock_member.gauntlet_week": WEEK,
    "mock_member.kinds": ONE_OF_FEW,
    "mock_member.last_bye": WEEK,
    "mock_member.role": ONE_OF_FEW,
    "mock_member.skip_week": WEEK,
    "mock_outside.kind": ONE_OF_FEW,
    "mock_round.pool": MACHINE,
    "mock_round.report": MACHINE,
    "mock_round.state": ONE_OF_FEW,
    "mock_round.week": WEEK,
    "mock_rubric.question_key": KEYS_OF_FILES,
    "mock_rubric.role": ONE_OF_FEW,
    "mock_seat.question_key": KEYS_OF_FILES,
    "mock_session.ended_why": ONE_OF_FEW,
    "mock_session.kind": ONE_OF_FEW,
    "mock_session.reasons": ONE_OF_FEW,
    "mock_session.slots": MACHINE,
    "mock_session.source": ONE_OF_FEW,
    "mock_session.state": ONE_OF_FEW,
    "mock_session.step": ONE_OF_FEW,
    "mock_session.week": WEEK,
    "mock_wait.kinds": ONE_OF_FEW,
    "moment.kind": KEYS_OF_FILES,
    "moment.title": "the title of a project or a roadmap, which the group can read",
    "pace.days": MACHINE,
    "pace.promise": MACHINE,
    "problem_link.code": "shown in a public profile to be found there",
    "problem_link.folded": "a public name, looked up to keep it to one member",
    "problem_link.unlogged": "what a public profile shows",
    "problem_link.username": "a public name",
    "problem_post.problem_key": KEYS_OF_FILES,
    "problem_post.source": KEYS_OF_FILES,
    "problem_post.told": MACHINE,
    "problem_prompt.kind": ONE_OF_FEW,
    "problem_prompt.problem_key": KEYS_OF_FILES,
    "problem_prompt.state": ONE_OF_FEW,
    "problem_prompt.why": ONE_OF_FEW,
    "problem_prompt.wish": KEYS_OF_FILES,
    "problem_review.kind": ONE_OF_FEW,
    "problem_review.problem_key": KEYS_OF_FILES,
    "problem_review.state": MACHINE,
    "problem_setting.source": KEYS_OF_FILES,
    "problem_solve.difficulty": ONE_OF_FEW,
    "problem_solve.grade": ONE_OF_FEW,
    "problem_solve.kind": ONE_OF_FEW,
    "problem_solve.pattern": KEYS_OF_FILES,
    "problem_solve.problem_key": "a key of the catalogue or of a public site; SQL counts by it",
    "reflection.ritual": ONE_OF_FEW,
    "replan.before": MACHINE,
    "replan.kind": ONE_OF_FEW,
    "schedule.destination": ONE_OF_FEW,
    "schedule.kind": ONE_OF_FEW,
    "schedule.ref": MACHINE,
    "streak_entry.kind": ONE_OF_FEW,
    "task.item_key": KEYS_OF_FILES,
    "task.state": ONE_OF_FEW,
    "timelog.kind": ONE_OF_FEW,
    "tombstone.mark": MACHINE,
    "tombstone.scope": ONE_OF_FEW,
    "zone_move.timezone": WEEK,
}
"""Why each of these texts may be read in a copy of the database. A new column has to be decided: it is
private (`mapped_column(Private)`), or it stands here."""


def is_text(column: Any) -> bool:
    return isinstance(column.type, Private | String) or column.type.__class__.__name__ in {
        "JSON",
        "LargeBinary",
    }


def test_every_text_is_private_or_says_why_not() -> None:
    texts = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if is_text(column)
    }
    assert texts - set(PLACES) == PUBLIC.keys()
    assert PUBLIC.keys().isdisjoint(PLACES)


async def raw(store: Store, place: str) -> str:
    """What stands there, as a copy of the database shows it."""
    table, column = place.split(".")
    async with store.read() as tx:
        return (await tx.execute(select(Place(table, column).plain.c[column]))).scalar_one()


async def test_a_copy_of_the_database_shows_none_of_it(store: Store) -> None:
    async with store.write() as tx:
        await fill(tx)
    for place in PLACES:
        assert VAULT.open(await raw(store, place)) == canary(place)
    async with store.read() as tx:
        opened = (await tx.execute(select(ReflectionRow.answers))).scalar_one()
    assert opened == canary("reflection.answers")
    assert (await private_rows.census(store)).sealed == len(PLACES)


async def test_the_bytes_of_a_used_file_hold_none_of_it(sqlite_store: Store, sqlite_url: str) -> None:
    async with sqlite_store.write() as tx:
        await fill(tx)
    async with sqlite_store.write() as tx:
        await tx.execute(update(TaskRow).values(title=canary("another title")))
    files = list(Path(make_url(sqlite_url).database or "").parent.glob("cohort.db*"))
    assert {file.name for file in files} >= {"cohort.db", "cohort.db-wal"}
    assert not any(b"canary" in file.read_bytes() for file in files)


@pytest.mark.parametrize(("written", "stands"), [(None, False), ("", True), ("words\0", True)])
async def test_null_stays_null_and_every_text_is_sealed(
    store: Store, written: str | None, stands: bool
) -> None:
    title = TaskRow.title
    async with store.write() as tx:
        await fill(tx)
        await tx.execute(update(TaskRow).values(title=written))
        assert (await tx.execute(select(title))).scalar_one() == written
        assert (await tx.execute(select(title.is_(None)))).scalar_one() is not stands
        sealed = (await tx.execute(select(type_coerce(title, Text)))).scalar_one()
    assert (sealed is not None and "words" not in sealed and sealed != "") is stands


@pytest.mark.parametrize("column", [ReflectionRow.answers, TaskRow.title], ids=str)
def test_comparing_what_is_sealed_is_refused(column: Any) -> None:
    for compare in (
        lambda: column == "words",
        lambda: column != "words",
        lambda: column.in_(["words"]),
        lambda: column.like("w%"),
        lambda: column + "more",
    ):
        with pytest.raises(TypeError, match="sealed"):
            compare()
    assert str(column.is_(None)).endswith("IS NULL")


async def test_without_a_vault_nothing_private_can_be_touched(database_url: str) -> None:
    store = await open_store(database_url)
    for refused in (insert(ReflectionRow).values(answers="words"), update(TaskRow).values(title="words")):
        with pytest.raises(NoVault):
            async with store.write() as tx:
                await tx.execute(refused)
    async with store.write() as tx:
        await fill(tx, lambda _: as_it_is(VAULT.seal("words")))
    with pytest.raises(NoVault):
        async with store.read() as tx:
            (await tx.execute(select(ReflectionRow.answers))).all()
    await store.close()


async def test_a_database_is_not_opened_with_another_key(database_url: str) -> None:
    with pytest.raises(KeyWrong):
        await open_store(database_url, vault=Vault([new_key()]))
    store = await open_store(database_url, vault=Vault([new_key(), KEY]))
    assert vault_of(store._writer.dialect).mark("a") == store.vault.mark("a")
    await store.close()


@pytest.mark.parametrize(
    "damaged", ["", "plain words", Vault([new_key()]).seal("words")], ids=["empty", "plain", "another key"]
)
async def test_what_cannot_be_opened_is_named_in_the_log_and_shown_to_nobody(
    store: Store, caplog: pytest.LogCaptureFixture, damaged: str
) -> None:
    async with store.write() as tx:
        await fill(tx)
        await tx.execute(text("UPDATE measurement SET evidence = :damaged"), {"damaged": damaged})
    with pytest.raises(Unreadable) as refused:
        async with store.read() as tx:
            (await tx.execute(select(MeasurementRow.evidence))).all()
    with pytest.raises(Unreadable):
        await change_and_read(store)
    found = [record.getMessage() for record in caplog.records if "opens" in record.message]
    assert [line.partition(":")[0] for line in found] == ["no key opens measurement.evidence of row 1"] * 2
    assert VAULT.open(await raw(store, "task.title")) == canary("task.title")
    assert isinstance(refused.value, CohortError)
    assert "could not be read" in sentence(refused.value) != GONE
    assert (await private_rows.census(store)).unreadable == [(Place("measurement", "evidence"), 1)]


async def change_and_read(store: Store) -> None:
    async with store.write() as tx:
        await tx.execute(update(TaskRow).values(title="never written"))
        (await tx.execute(select(MeasurementRow.evidence))).all()


async def test_a_failing_statement_does_not_tell_what_somebody_wrote(store: Store) -> None:
    twice = {"member_key": 99, "ritual": "a canary", "period": None, "answers": "a canary"}
    with pytest.raises(IntegrityError) as failed:
        async with store.write() as tx:
            await tx.execute(insert(ReflectionRow).values(twice))
    assert "canary" not in str(failed.value)
