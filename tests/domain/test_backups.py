"""Names, rotation and times of backups."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.backups import (
    BEFORE_CHANGES,
    HALF_A_YEAR,
    BackupName,
    next_backup,
    read_name,
    set_aside_at,
    to_remove,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda instant: instant.replace(microsecond=0)
)
revisions = st.from_regex(r"[0-9A-Za-z_]{1,12}", fullmatch=True)
names = st.builds(BackupName, instants, revisions, st.none() | revisions)
foreign = st.sampled_from(
    ["cohort.db", "notes.txt", ".cohort-12.part", "cohort-20261121T120000Z-0008.db.bak"]
)
folders = st.lists(st.builds(str, names) | foreign, max_size=25, unique=True)


def daily(days: int, until: datetime = NOW) -> list[str]:
    """A backup a day, the last one at `until`."""
    return [str(BackupName(until - timedelta(days=ago), "0008")) for ago in range(days)]


def left(files: list[str], now: datetime = NOW) -> list[str]:
    removed = set(to_remove(files, now))
    return [file for file in files if file not in removed]


@given(names)
@settings(deadline=None, max_examples=60)
def test_a_name_says_what_it_was_given(name: BackupName) -> None:
    assert read_name(str(name)) == name


@pytest.mark.parametrize(
    "text",
    [
        "cohort.db",
        "cohort-20261121T120000Z-0008.db.bak",
        "cohort-20261121T120000Z-0008.db\n",
        "Cohort-20261121T120000Z-0008.db",
        "cohort-20261321T120000Z-0008.db",
        "cohort-20261121T120000-0008.db",
        "cohort-٢٠٢٦1121T120000Z-0008.db",
        "my-cohort-20261121T120000Z-0008.db",
        "cohort-20261121T120000Z-../x.db",
    ],
)
def test_no_other_file_is_taken_for_a_backup(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("cohort.db.before-restore-20261121T120000Z", NOW),
        ("cohort.db.before-restore-20261121T120000Z-2", NOW),
        ("cohort.db.before-restore-20261321T120000Z", None),
        ("cohort.db.before-restore-20261121T120000Z-wal", None),
        ("cohort.db", None),
    ],
)
def test_the_name_of_a_database_that_was_set_aside_says_when(name: str, at: datetime | None) -> None:
    assert set_aside_at(name) == at


@given(folders, instants)
@settings(deadline=None, max_examples=60)
def test_rotation_keeps_the_newest_and_whatever_is_not_ours_and_comes_to_rest(
    files: list[str], now: datetime
) -> None:
    removed, kept = set(to_remove(files, now)), left(files, now)
    ours = {file: name for file in files if (name := read_name(file))}
    past = [file for file in ours if ours[file].made_at <= now]
    assert removed <= set(past)
    assert to_remove(kept, now) == []
    for among in (list(ours), past):
        if among:
            assert max(among, key=lambda file: (ours[file].made_at, file)) not in removed


@given(folders, instants, st.timedeltas(timedelta(0), timedelta(days=900)))
@settings(deadline=None, max_examples=60)
def test_a_clock_that_is_set_back_removes_nothing_that_was_to_stay(
    files: list[str], now: datetime, back: timedelta
) -> None:
    kept = left(files, now)
    newer = {file for file in kept if (name := read_name(file)) and name.made_at > now - back}
    assert newer <= set(left(kept, now - back))


def test_of_a_year_of_days_a_week_a_month_and_half_a_year_stay() -> None:
    kept = [name.made_at.date().isoformat() for file in left(daily(365)) if (name := read_name(file))]
    assert kept == [
        *(f"2026-11-{day}" for day in (21, 20, 19, 18, 17, 16, 15)),
        "2026-11-08",
        "2026-11-01",
        *("2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30"),
    ]


def test_after_a_gap_in_running_none_but_the_newest_outlives_half_a_year() -> None:
    old = daily(365, NOW - timedelta(days=200))
    assert left(old) == old[:1]
    assert left([*daily(3), *old]) == daily(3)


@given(folders, instants)
@settings(deadline=None, max_examples=60)
def test_nothing_of_ours_outlives_half_a_year_but_the_newest(files: list[str], now: datetime) -> None:
    kept = [name for file in left(files, now) if (name := read_name(file)) and name.made_at <= now]
    newest = max(kept, key=lambda name: name.made_at, default=None)
    assert all(now - name.made_at <= HALF_A_YEAR or name.made_at == newest.made_at for name in kept if newest)


def test_those_from_before_a_change_do_not_compete_with_the_daily_ones() -> None:
    before = [str(BackupName(NOW - timedelta(days=181 + ago), "0001", "0002")) for ago in range(5)]
    assert [file for file in left(daily(30) + before) if file in before] == before[:BEFORE_CHANGES]
    assert left(daily(30) + before[3:]) == left(daily(30)), "but half a year is enough"


def test_a_backup_made_after_the_clock_was_put_right_stays_beside_those_from_the_future() -> None:
    future = daily(200, NOW + timedelta(days=900))
    made = str(BackupName(NOW, "0008"))
    assert set(left([*future, made])) == {*future, made}


@given(
    instants, st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"])
)
@settings(deadline=None)
def test_the_next_one_comes_between_an_hour_and_a_day_later(newest: datetime, zone: str) -> None:
    assert timedelta(hours=1) <= next_backup(newest, NOW, ZoneInfo(zone)) - newest <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        ("2026-11-20T12:00", "2026-11-21T03:00"),
        ("2026-11-21T03:00", "2026-11-22T03:00"),
        ("2026-03-28T12:00", "2026-03-29T02:00"),
    ],
)
def test_it_is_made_at_four_where_most_members_live(newest: str, due: str) -> None:
    told = datetime.fromisoformat(newest).replace(tzinfo=UTC)
    assert next_backup(told, NOW, BERLIN) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_without_any_one_is_due_at_once() -> None:
    assert next_backup(None, NOW, BERLIN) == NOW
