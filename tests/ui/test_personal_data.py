"""The files of an export and what stands around them: nothing is lost, and every message fits."""

import csv
import gzip
import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from discord import ui

from bot.domain.erasure import Erased, LeftOnDiscord
from bot.domain.hosting import Hosting
from bot.domain.personal_data import CONFIRMATION, PersonalData, is_confirmed
from bot.domain.personal_data_errors import ExportTooLarge, NotConfirmed, NothingStored
from bot.store.personal_tables import RULES
from bot.ui.personal_data import exported_layout
from bot.ui.personal_data_files import DOCUMENT, Parcel, document, parcel
from bot.ui.personal_data_sections import OTHERS, SECTIONS
from bot.ui.personal_data_words import counted, erased_text, question_text
from bot.ui.privacy import privacy_layout, privacy_text
from bot.ui.sentences import sentence
from tests.ui.test_about import words

AT = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
SNOWFLAKE = 2**60 + 1
TASK: Mapping[str, Any] = {
    "enrolment_id": 1,
    "id": 7,
    "item_key": "own:abc",
    "sitting": 1,
    "sittings": 1,
    "title": '=HYPERLINK("x")',
    "day": date(2026, 11, 20),
    "position": 3,
    "minutes": 45,
    "state": "done",
    "pinned": False,
    "settled_at": AT,
    "settled_day": date(2026, 11, 21),
}
DATA = PersonalData(
    guild_id=SNOWFLAKE,
    user_id=5,
    made_at=AT,
    zone="Europe/Berlin",
    sections={
        "member": ({"user_id": SNOWFLAKE, "timezone": "Europe/Berlin", "quiet_from": None},),
        "tasks": (TASK, {**TASK, "title": None, "item_key": "week-1/read", "id": 8}),
        "reflections": ({"answers": {"goals": ["Lies „Über-Ziele“", "\ud800"]}, "at": AT},),
        "buddies": ({"state": "active", "your_words": "Go on"},),
        "mock_interviews": (
            {"id": 3, "starts_at": AT, "created_at": AT, "kind": "coding", "level": 3, "state": "finished"},
        ),
        "mock_seats": ({"session_id": 3, "question_key": "two-heaps"},),
        "mock_outside": (
            {"day": date(2026, 11, 1), "kind": "resume", "place": "@Pramp", "recorded": True, "weak": None},
        ),
        "blocks": (),
    },
    titles={(1, "week-1/read"): "Read the paper"},
)


def opened(raw: bytes) -> dict[str, Any]:
    return json.loads(raw)


def table(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_document_says_what_it_is_and_loses_nothing() -> None:
    read = opened(document(DATA))

    about = read.pop("about")
    assert about["made_at"] == "2026-11-21T23:00:00+00:00"
    assert (about["server_id"], about["your_id"], about["time_zone"]) == (
        str(SNOWFLAKE),
        "5",
        "Europe/Berlin",
    )
    assert about["sections"].keys() == read.keys()
    assert all(about["sections"].values())
    assert read["member"] == [{"user_id": str(SNOWFLAKE), "timezone": "Europe/Berlin", "quiet_from": None}]
    first, second = read["tasks"]
    assert (first["title"], first["day"], first["pinned"]) == ('=HYPERLINK("x")', "2026-11-20", False)
    assert second["title"] is None
    assert read["reflections"][0]["answers"] == {"goals": ["Lies „Über-Ziele“", "\ud800"]}
    assert read["blocks"] == []


def test_other_people_are_called_by_what_they_are() -> None:
    read = opened(document(DATA))

    assert read["buddies"][0]["other_person"] == "your buddy"
    assert read["mock_interviews"][0]["other_person"] == "your partner"
    assert "other_person" not in read["tasks"][0]


def test_tables_have_titles_and_harmless_cells() -> None:
    files = parcel(DATA).files

    assert list(files) == [DOCUMENT, "tasks.csv", "interviews.csv"]
    own, read = table(files["tasks.csv"])
    assert own["title"] == '\'=HYPERLINK("x")'
    assert (read["title"], read["minutes"], read["day"]) == ("Read the paper", "45", "2026-11-20")
    here, outside = table(files["interviews.csv"])
    assert (here["kind"], here["question"], here["level"]) == ("coding", "two-heaps", "3")
    assert (outside["day"], outside["place"], outside["recorded"]) == ("2026-11-01", "'@Pramp", "yes")


def test_a_large_document_is_packed_and_tables_without_room_are_named() -> None:
    rows = tuple({"note": f"{number} " * 50} for number in range(200))
    large = PersonalData(1, 2, AT, "UTC", {**DATA.sections, "moments": rows})
    size = len(document(large))

    packed = parcel(large, plain_bytes=size - 1)
    assert packed.packed
    assert opened(gzip.decompress(packed.files[f"{DOCUMENT}.gz"])) == opened(document(large))
    assert packed.left_out == ()

    room = len(packed.files[f"{DOCUMENT}.gz"]) + 10
    tight = parcel(large, message_bytes=room)
    assert tight.left_out == ("tasks.csv", "interviews.csv")
    shown = words(exported_layout(tight))
    assert "unpacks it" in shown
    assert "`tasks.csv` and `interviews.csv`" in shown

    with pytest.raises(ExportTooLarge) as refused:
        parcel(large, message_bytes=100)
    assert "`/privacy`" in sentence(refused.value)


def test_the_message_shows_each_file() -> None:
    view = exported_layout(parcel(DATA))

    shown = [item.media.url for item in view.walk_children() if isinstance(item, ui.File)]
    assert shown == [f"attachment://{name}" for name in (DOCUMENT, "tasks.csv", "interviews.csv")]
    assert "Only you see this" in words(view)


def test_every_section_of_the_rules_is_explained() -> None:
    sections = {part.section for rule in RULES.values() for part in rule.parts}

    assert SECTIONS.keys() == sections
    assert OTHERS.keys() <= sections


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"tasks": 12, "check_ins": 1, "nudges": 3, "paces": 1}, "12 tasks, 1 check-in and 4 other entries"),
        ({"blocks": 2}, "2 people you blocked"),
        ({"claims": 1, "habits": 1}, "2 claims, numbers and habits"),
        ({"member": 1}, "1 entry"),
        ({"tasks": 1, "member": 1}, "1 task and 1 other entry"),
    ],
)
def test_what_there_is_is_counted_in_words(counts: dict[str, int], said: str) -> None:
    assert counted(counts) == said
    assert said in question_text(counts)


def test_the_question_says_what_goes_what_stays_and_who_is_told() -> None:
    asked = question_text({"tasks": 1})

    for part in ("What goes", "What stays", "others hear", "6 months", CONFIRMATION, "`/leave`"):
        assert part in asked
    assert "a buddy who has nudges on" in asked
    assert "A buddy without nudges only finds that they have no buddy any more" in asked


def test_what_was_erased_is_counted_and_what_is_left_is_named() -> None:
    left = LeftOnDiscord(channels=(11,), threads=(22, 33), named=(44, 55))
    told = erased_text(Erased(1, 2, {"tasks": 41, "check_ins": 3, "block": 1}, removed=2, left=left))

    assert "41 tasks and 3 check-ins." in told
    assert "2 messages" in told
    assert "<#11>, <#22> and <#33>" in told
    assert "<#44> and <#55> may still name you" in told
    assert "may still name you" not in erased_text(Erased(1, 2))


def test_however_many_places_there_are_the_answer_fits() -> None:
    many = tuple(range(2**63 - 50, 2**63))
    left = LeftOnDiscord(many, tuple(range(2**62, 2**62 + 50)), many)

    assert len(erased_text(Erased(1, 2, dict.fromkeys(SECTIONS, 10**6), removed=9, left=left))) < 4_000


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("DELETE", True),
        (" delete ", True),
        ("Delete", True),
        ("", False),
        ("DELETE!", False),
        ("erase", False),
    ],
)
def test_only_the_word_itself_confirms(typed: str, *, answer: bool) -> None:
    assert is_confirmed(typed) is answer


def test_a_wrong_word_is_answered_with_the_right_one() -> None:
    told = sentence(NotConfirmed("@everyone **yes**"))

    assert "Nothing was erased" in told
    assert f"**{CONFIRMATION}**" in told
    assert "@everyone" not in told
    assert "`/join`" in sentence(NothingStored())


def test_privacy_fits_one_message_and_leads_to_whoever_hosts_the_bot() -> None:
    hosting = Hosting("https://example.org/privacy", "https://example.org/contact", retention_days=7)
    view = privacy_layout(hosting, 2**63 - 1, 2**63 - 1)

    assert view.content_length() <= 4_000
    parts = [item.item if isinstance(item, ui.DynamicItem) else item for item in view.walk_children()]
    labels = {part.label: part.url for part in parts if isinstance(part, ui.Button)}
    assert labels["Privacy policy"] == hosting.privacy_url
    assert labels["Contact the host"] == hosting.support_url
    assert {"Download my data", "Erase my data…"} <= labels.keys()
    assert "7 days" in words(view)
    for part in ("Manage Threads", "encrypted", "/data export", "/data delete", "6 months", "authority"):
        assert part in words(view)
    assert "who knows who hosts this bot" in privacy_text(Hosting())


def test_a_parcel_without_packing_says_nothing_of_it() -> None:
    assert "unpacks" not in words(exported_layout(Parcel({DOCUMENT: b"{}"})))
