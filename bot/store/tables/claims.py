"""What members say they have reached, and roadmaps of a guild's own."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.private import Private
from bot.store.tables.base import NEVER_REUSED, Base, BigKey


class ClaimRow(Base):
    """A box of the roadmap the member ticked: a checkpoint, milestone, requirement or readiness claim."""

    __tablename__ = "claim"
    __table_args__ = (UniqueConstraint("enrolment_id", "claim_key"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    claim_key: Mapped[str] = mapped_column(String(128))
    evidence: Mapped[str | None] = mapped_column(Private)
    """What the member shows for it: private until they show it."""
    had: Mapped[bool] = mapped_column(server_default=text("false"))
    """The member had it before the start: what it covers is not planned."""
    day: Mapped[date]
    at: Mapped[datetime]


class MeasurementRow(Base):
    """A number a member reported for a target; the newest one counts."""

    __tablename__ = "measurement"
    __table_args__ = (Index("ix_measurement_target", "enrolment_id", "target_key"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    target_key: Mapped[str] = mapped_column(String(128))
    value: Mapped[float]
    evidence: Mapped[str | None] = mapped_column(Private)
    """Private: where the number can be seen, in the member's words."""
    day: Mapped[date]
    at: Mapped[datetime]


class HabitTickRow(Base):
    """A habit kept on one study day."""

    __tablename__ = "habit_tick"
    __table_args__ = (UniqueConstraint("enrolment_id", "habit_key", "day"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    habit_key: Mapped[str] = mapped_column(String(128))
    day: Mapped[date]
    at: Mapped[datetime]


class GuildRoadmapRow(Base):
    """One version of a guild's own roadmap. Old versions stay while members follow them."""

    __tablename__ = "guild_roadmap"
    __table_args__ = (UniqueConstraint("guild_id", "roadmap_id", "version"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    roadmap_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    source: Mapped[str]
    """The YAML as it was imported."""
    checked: Mapped[str]
    """The roadmap as JSON of `bot.catalog.codec`, so that it need not be checked again."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """When a newer version or a removal took it from those that can be joined."""
