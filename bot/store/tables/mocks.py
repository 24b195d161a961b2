"""Mock interviews: the pool, its rounds, the interviews and what came of them."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.private import Private
from bot.store.tables.base import NEVER_REUSED, Base, BigKey


class MockSettingRow(Base):
    """How a guild pairs its members; without a row it does not."""

    __tablename__ = "mock_setting"
    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    enabled: Mapped[bool]
    """Whether rounds come by themselves."""
    channel_id: Mapped[int | None] = mapped_column(BigInteger)
    """Where rounds are announced and threads are opened; None: the guild's nudge channel."""
    weekday: Mapped[int] = mapped_column(SmallInteger)
    """When a round closes, in the guild's zone; Monday is 0."""
    local_minute: Mapped[int] = mapped_column(SmallInteger)
    open_days: Mapped[int] = mapped_column(SmallInteger)
    """How many days before it closes a round is announced."""
    remind_hours: Mapped[int] = mapped_column(SmallInteger)
    """How long before it closes those are reminded who have not said when they can; 0: never."""
    every_weeks: Mapped[int] = mapped_column(SmallInteger)
    session_minutes: Mapped[int] = mapped_column(SmallInteger)
    window: Mapped[int] = mapped_column("repeat_window", SmallInteger)
    """Rounds within which the same two are not paired again if it can be helped."""
    trios: Mapped[bool]
    updated_at: Mapped[datetime]


class MockMemberRow(Base):
    """A member in the pool, or who was: what is owed to them stays."""

    __tablename__ = "mock_member"
    __table_args__ = (Index("ix_mock_member_pool", "guild_id", "left_at"),)
    member_key: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    guild_id: Mapped[int] = mapped_column(BigInteger)
    kinds: Mapped[str]
    """Values of QuestionKind, with commas; empty: all of them."""
    level: Mapped[int] = mapped_column(SmallInteger)
    per_week: Mapped[int] = mapped_column(SmallInteger)
    role: Mapped[str] = mapped_column(String(16))
    """`either`, or what they would rather be first: `interviewer`, `candidate`."""
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    paused_until: Mapped[date | None]
    """The first day on which they take part again."""
    skip_week: Mapped[str | None] = mapped_column(String(8))
    """ISO week, as in 2026-W48, of the one round that they leave out."""
    gauntlet_week: Mapped[str | None] = mapped_column(String(8))
    """The week in which they want coding, system design and theory, one each."""
    byes: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """Rounds in which they wanted a partner and got none."""
    last_bye: Mapped[str | None] = mapped_column(String(8))
    firsts: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """How often they were to interview first."""
    observed: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """How often they were the observer of a trio."""
    updated_at: Mapped[datetime]


class MockAvailabilityRow(Base):
    """When a member can, as half-hours of their own local week: in a usual week, or in one week."""

    __tablename__ = "mock_availability"
    member_key: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    """ISO week; empty: the usual one."""
    windows: Mapped[str] = mapped_column(String(84))
    """336 bits in hex: the lowest is Monday 00:00 to 00:30 on the member's own clock."""
    updated_at: Mapped[datetime]


class MockRoundRow(Base):
    """One cycle of pairing: announced, open, closed and paired."""

    __tablename__ = "mock_round"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'open', 'paired', 'cancelled')", name="state"),
        UniqueConstraint("guild_id", "week"),
        Index("ix_mock_round_next", "next_at"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    week: Mapped[str] = mapped_column(String(8))
    """The ISO week (UTC) in which its interviews take place, as in 2026-W48."""
    state: Mapped[str] = mapped_column(String(16))
    seed: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    """When something is to be done for it; None once nothing is."""
    pool: Mapped[str | None]
    """What was matched, as JSON of `cohort pair`, with our row ids; removed after four weeks."""
    report: Mapped[str | None]
    """What came of it, as JSON: sizes, byes with their reasons, forced repeats."""
    total: Mapped[int | None] = mapped_column(BigInteger)
    bound: Mapped[int | None] = mapped_column(BigInteger)
    """No pairing of this pool is worth more: the certificate."""
    created_at: Mapped[datetime]
    paired_at: Mapped[datetime | None]


class MockSessionRow(Base):
    """One interview: two people (or three), from the match to the feedback."""

    __tablename__ = "mock_session"
    __table_args__ = (
        CheckConstraint("state IN ('finding', 'agreed', 'running', 'finished', 'cancelled')", name="state"),
        Index("ix_mock_session_next", "next_at"),
        Index("ix_mock_session_thread", "thread_id"),
        Index("ix_mock_session_guild", "guild_id", "week"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("mock_round.id", ondelete="SET NULL"), index=True)
    source: Mapped[str] = mapped_column(String(8))
    """`round`, `rescue` (a partner did not come) or `now`."""
    week: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(16))
    level: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(16))
    ended_why: Mapped[str | None] = mapped_column(String(16))
    minutes: Mapped[int] = mapped_column(SmallInteger)
    slots: Mapped[str]
    """JSON: the proposed starts as UTC instants."""
    reasons: Mapped[str]
    """JSON: why these two, as told to them."""
    starts_at: Mapped[datetime | None]
    """What they agreed on."""
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    thread_lost: Mapped[bool] = mapped_column(server_default=text("false"))
    """No thread could be opened, or it was deleted: messages go to the people themselves."""
    event_id: Mapped[int | None] = mapped_column(BigInteger)
    revision: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """Counts agreements that were given up: reminders of an old one are never taken for a new one's."""
    turn: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """0 before the start, 1 and 2 during the halves."""
    started_at: Mapped[datetime | None]
    turned_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was over, held or not."""
    step: Mapped[str | None] = mapped_column(String(16))
    """What is to be done at `next_at`."""
    next_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class MockSeatRow(Base):
    """A member's part in one interview."""

    __tablename__ = "mock_seat"
    __table_args__ = (
        UniqueConstraint("session_id", "member_key"),
        Index("ix_mock_seat_member", "member_key", "session_id"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("mock_session.id", ondelete="CASCADE"))
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    """0 interviews first, 1 is the first candidate, 2 observes."""
    vote: Mapped[datetime | None]
    """The start that they said yes to."""
    gone_at: Mapped[datetime | None]
    """When they gave the seat up: declined, cancelled, left."""
    asked_first: Mapped[bool] = mapped_column(server_default=text("false"))
    """After a day of silence they were asked to write first."""
    arrived_at: Mapped[datetime | None]
    absent: Mapped[bool] = mapped_column(server_default=text("false"))
    """They were reported not to have come, and did not come."""
    question_key: Mapped[str | None] = mapped_column(String(64))
    """What they are asked as the candidate."""
    question_changed: Mapped[bool] = mapped_column(server_default=text("false"))
    """Their interviewer took another question once."""
    moves: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """How often they gave up an agreed time for another one."""
    words: Mapped[str | None] = mapped_column(Private)
    """What they told the others when they cancelled: private among them."""


class MockRubricRow(Base):
    """What one of an interview wrote about another; read by the other after both have sent theirs."""

    __tablename__ = "mock_rubric"
    __table_args__ = (UniqueConstraint("session_id", "by_key", "about_key", "role"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("mock_session.id", ondelete="CASCADE"))
    by_key: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    """None: whoever wrote it has been erased since; what they gave counts on, without their words."""
    about_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    """What the other one was: `candidate` or `interviewer`."""
    question_key: Mapped[str | None] = mapped_column(String(64))
    scores: Mapped[str] = mapped_column(Private)
    """JSON: 1 to 4 by criterion. Private as the words are: it judges a person."""
    words: Mapped[str | None] = mapped_column(Private)
    """Private between the two."""
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class MockAskedRow(Base):
    """A question that a member was asked as a candidate: never again."""

    __tablename__ = "mock_asked"
    __table_args__ = (UniqueConstraint("member_key", "question_key"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    question_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class MockWaitRow(Base):
    """A member who would take a partner at once."""

    __tablename__ = "mock_wait"
    __table_args__ = (Index("ix_mock_wait_guild", "guild_id", "until"),)
    member_key: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    guild_id: Mapped[int] = mapped_column(BigInteger)
    kinds: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime]
    rescues: Mapped[int | None] = mapped_column(
        ForeignKey("mock_session.id", ondelete="SET NULL"), index=True
    )
    """The interview whose partner did not come."""


class MockOutsideRow(Base):
    """An interview held elsewhere, as the member logged it."""

    __tablename__ = "mock_outside"
    __table_args__ = (Index("ix_mock_outside_member", "member_key", "day"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    place: Mapped[str | None] = mapped_column(Private)
    """The platform, or with whom: private, as it can name an employer."""
    recorded: Mapped[bool]
    weak: Mapped[str | None] = mapped_column(Private)
    """What to work on, in the member's words: private."""
    at: Mapped[datetime]
