"""Board, digest and organisers' view: whatever is in them, Discord takes it and nothing in it comes alive."""

import re
from datetime import date, timedelta

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digests import DigestBrief, GroupWeek, SharedMoment, SharedWin
from bot.domain.member_review import MemberGroup, ReviewedMember, page_of
from bot.domain.moments import Moment
from bot.domain.standings import Board, Consistency, Place
from bot.domain.tasks import EnrolmentState
from bot.ui.boards import board_layout
from bot.ui.digests import digest_message
from bot.ui.members import ORGANISERS_SEE, SEEN, members_layout
from tests.discord_api.checker import check

COMPONENTS_V2 = 1 << 15
TEXT_LIMIT = 4_000
GUILD, USER = 10**18, 2 * 10**18
DAY = date(2026, 1, 5)

WILD = st.text(alphabet="*_`[]()<@!#>\n\\|~ abc.:/-é\u202e", max_size=600)
HOSTILE = [
    "@everyone",
    "<@123> <@&4> <#5>",
    "[free](https://evil.example)",
    "\u202etxt.exe",
    "``` a",
    "```` b",
    "````` c",
    "`````` d",
    "# big\n> quote\n- list",
    "||spoiler|| **bold** <t:1:R>",
]
users = st.integers(1, 2**63 - 1)
counts = st.integers(0, 28).flatmap(
    lambda planned: st.builds(Consistency, st.just(planned), st.integers(0, planned))
)


def problems(view: ui.LayoutView) -> list[object]:
    """What Discord would say to the message."""
    body = {"flags": COMPONENTS_V2, "components": view.to_components()}
    return list(check("POST", "/channels/1/messages", body))


def words(view: ui.LayoutView) -> str:
    """All texts of a message."""
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


def digest(week: GroupWeek) -> ui.LayoutView:
    return digest_message(DigestBrief(GUILD, "n:7:", week, timedelta(0))).view


def bare(text: str) -> str:
    """Without what is escaped."""
    return re.sub(r"\\[^0-9A-Za-z\s]", "", text)


moments = st.builds(
    SharedMoment,
    users,
    st.builds(
        Moment,
        st.just(1),
        st.sampled_from(["streak:365", "project", "roadmap:x"]),
        st.none() | WILD,
        st.just(DAY),
    ),
)
weeks = st.builds(
    GroupWeek,
    st.just(DAY),
    st.just(DAY),
    st.lists(users, max_size=60).map(tuple),
    st.integers(0, 10**6),
    st.lists(st.builds(SharedWin, users, st.integers(0, 3), WILD), max_size=20).map(tuple),
    st.integers(0, 10**6),
    st.lists(moments, max_size=20).map(tuple),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)


@given(weeks, st.timedeltas(timedelta(0), timedelta(hours=6)))
def test_any_week_fits_a_message_and_carries_its_marker(week: GroupWeek, late_by: timedelta) -> None:
    view = digest_message(DigestBrief(GUILD, "n:999999999999999999:", week, late_by)).view

    assert problems(view) == []
    assert view.content_length() <= TEXT_LIMIT
    assert '"n:999999999999999999:' in str(view.to_components()).replace("'", '"')


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    moment = Moment(1, "roadmap:x", hostile, DAY)
    week = GroupWeek(DAY, DAY, wins=(SharedWin(1, 0, hostile),), moments=(SharedMoment(2, moment),))
    member = ReviewedMember(3, hostile, EnrolmentState.ACTIVE, None, None, Consistency(1, 1), 0, 0)

    for view in (digest(week), members_layout(GUILD, USER, page_of([member], None, 0, 10))):
        shown = words(view).replace("`/streak board`", "").replace(SEEN, "")
        mentioned = set(re.findall(r"<@(\d+)>", bare(shown)))
        assert mentioned <= {"1", "2", "3"}
        assert not re.search(r"@everyone|\]\(|`|\u202e|<[#t@]&?5|\|\||<t:", bare(shown))
        assert not any(line.startswith(("# ", "> ", "- ")) for line in shown.splitlines())


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (GroupWeek(DAY, DAY, kept=(1, 2), kept_unnamed=3), "<@1>, <@2> and 3 more"),
        (GroupWeek(DAY, DAY, kept=(1,)), "**Kept every planned day**\n<@1>"),
        (GroupWeek(DAY, DAY, kept_unnamed=1), "1 member"),
        (GroupWeek(DAY, DAY, kept=tuple(range(1, 31)), kept_unnamed=4), "<@20> and 14 more"),
        (GroupWeek(DAY, DAY, tasks=1), "Done together: **1 task**."),
        (GroupWeek(DAY, DAY, tasks=1200, mocks=2), "**1,200 tasks and 2 mock interviews**"),
        (GroupWeek(DAY, DAY, moments_unnamed=2), "**Moments**\n2 moments"),
        (GroupWeek(DAY, DAY, wins=(SharedWin(1, 2, "Paper"),)), "<@1>: 2 goals reached · Paper"),
        (GroupWeek(DAY, DAY, wins=(SharedWin(1, 0, "Paper"),) * 7), "and 2 more wins"),
        (GroupWeek(DAY, DAY, wins=(SharedWin(1, 0, "Paper"),), wins_unnamed=1), "Paper\nand 1 more win"),
        (GroupWeek(DAY, DAY, wins_unnamed=2), "**Wins**\n2 wins"),
        (GroupWeek(DAY, DAY, milestones=3), "Done together: **3 milestone claims**."),
        (
            GroupWeek(
                DAY, DAY, moments=(SharedMoment(1, Moment(1, "streak:30", "Map", DAY)),), moments_unnamed=1
            ),
            "<@1>: 30 days in a row\nand 1 more moment",
        ),
        (
            GroupWeek(DAY, DAY, moments=(SharedMoment(1, Moment(1, "project", "Chat", DAY)),)),
            "first project **Chat**",
        ),
        (
            GroupWeek(DAY, DAY, moments=(SharedMoment(1, Moment(1, "roadmap:x", None, DAY)),)),
            "finished a roadmap",
        ),
    ],
)
def test_the_digest_says_what_was(week: GroupWeek, said: str) -> None:
    assert said in words(digest(week))


def test_nothing_is_said_about_what_was_not() -> None:
    shown = words(digest(GroupWeek(DAY, DAY, tasks=3)))

    assert not re.search("mock|win|milestone|moment|kept|0", shown.replace("2026", ""), re.IGNORECASE)


def test_a_late_digest_says_so() -> None:
    brief = DigestBrief(GUILD, "n:7:", GroupWeek(DAY, DAY, tasks=1), timedelta(hours=2))

    assert "2 h late: I was away." in words(digest_message(brief).view)


members = st.builds(
    ReviewedMember,
    users,
    WILD,
    st.sampled_from([EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.FINISHED]),
    st.none() | st.dates(),
    st.none() | st.dates(),
    counts,
    st.integers(-(10**4), 10**4),
    st.integers(0, 10**4),
    st.integers(0, 10**4),
)


@given(st.lists(members, max_size=25), st.sampled_from(MemberGroup), st.integers(0, 3))
def test_any_members_fit_a_page(found: list[ReviewedMember], group: MemberGroup, page: int) -> None:
    view = members_layout(GUILD, USER, page_of(found, group, page, 10))

    assert problems(view) == []
    assert view.content_length() <= TEXT_LIMIT


places = st.lists(
    st.builds(Place, users, st.integers(1, 10**6), st.integers(1, 10**6), counts),
    max_size=8,
    unique_by=lambda place: place.position,
)


@given(places, st.none() | counts, st.integers(0, 10**6))
def test_any_board_fits_a_message(found: list[Place], mine: Consistency | None, ranked: int) -> None:
    ordered = tuple(sorted(found, key=lambda place: place.position))
    own = ordered[0] if ordered and mine else None

    assert problems(board_layout(Board(GUILD, USER, mine, own, ordered, ranked))) == []


def test_gaps_between_places_are_shown() -> None:
    def place(position: int) -> Place:
        return Place(position, position, position, Consistency(10, 5))

    found = tuple(map(place, (1, 2, 3, 7, 8)))
    shown = words(board_layout(Board(GUILD, 8, Consistency(10, 5), found[-1], found, 9)))

    lines = [line.split(" ")[0] for line in shown.splitlines() if line.startswith(("**", "⋯"))]
    assert lines == ["**1**", "**2**", "**3**", "⋯", "**7**", "**8**", "⋯"]


@pytest.mark.parametrize(
    ("first", "monday"),
    [(DAY, DAY), (DAY - timedelta(days=1), DAY), (DAY + timedelta(days=2), DAY)],
    ids=["from Monday", "from Sunday", "from Wednesday"],
)
def test_the_digest_leads_to_the_week_it_is_about(first: date, monday: date) -> None:
    view = digest(GroupWeek(first, first + timedelta(days=6), tasks=1))

    assert f"n:7:week:{GUILD}:{monday.isoformat()}" in str(view.to_components())


@pytest.mark.parametrize(
    ("lost", "said"), [(2, False), (3, True)], ids=["a start that did not hold", "a streak that ended"]
)
def test_only_a_streak_that_counts_for_the_group_is_told(lost: int, said: bool) -> None:
    roadmap, week = "Deep dive", Consistency(5, 2)
    member = ReviewedMember(3, roadmap, EnrolmentState.ACTIVE, None, None, week, 0, 0, lost)

    shown = words(members_layout(GUILD, USER, page_of([member], None, 0, 10)))

    assert (f"a streak of {lost} days ended" in shown) is said


def test_organisers_read_the_rule_and_what_members_are_told() -> None:
    shown = words(members_layout(GUILD, USER, page_of([], None, 0, 10)))

    assert "3 study days behind and missed a planned day" in shown
    for fact in ("roadmap", "pauses", "how far behind", "days", "a streak that ended", "last check-in"):
        assert fact in shown
        assert fact in ORGANISERS_SEE
