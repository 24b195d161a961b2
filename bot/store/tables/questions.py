"""Interview questions of a guild's own."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import NEVER_REUSED, Base, BigKey

IN_FORCE = text("retired_at IS NULL")


class GuildQuestionSetRow(Base):
    """One version of a guild's own set of questions. A version is never changed, so that what was asked from
    it stays readable; old ones go when there are too many of them."""

    __tablename__ = "guild_question_set"
    __table_args__ = (
        Index(
            "uq_guild_question_set_in_force",
            "guild_id",
            "key",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger, index=True)
    key: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    questions: Mapped[int] = mapped_column(SmallInteger)
    """How many it holds."""
    source: Mapped[str]
    """The YAML as it was imported."""
    checked: Mapped[str]
    """The set as JSON of `bot.catalog.codec`, so that it need not be checked again."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """When a newer version or a removal took it from those that are asked."""
