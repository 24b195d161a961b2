"""What a member reads about how many interviews they can book."""

from collections.abc import Iterator

from bot.domain.mock_reliability import MOST_PER_WEEK, Limit, Reliability
from bot.ui.language import _, ngettext
from bot.ui.text import human_join


def limit_text(limit: Limit) -> str:
    """The limit and what it comes from: nobody else reads this."""
    if limit.per_week >= MOST_PER_WEEK:
        return ngettext(
            "You can book up to {count:,} interview a week.",
            "You can book up to {count:,} interviews a week.",
            limit.per_week,
        )
    return ngettext(
        "For now you can book up to {count:,} interview a week, because of your last ones: {reasons}. Each "
        "one you come to on time brings it back up. Only you see this.",
        "For now you can book up to {count:,} interviews a week, because of your last ones: {reasons}. Each "
        "one you come to on time brings it back up. Only you see this.",
        limit.per_week,
        reasons=human_join(list(_marks(limit.record))),
    )


def _marks(record: Reliability) -> Iterator[str]:
    if record.no_shows:
        yield _("{count} missed", count=record.no_shows)
    if record.cancelled_late:
        yield _("{count} cancelled less than two hours before", count=record.cancelled_late)
    if record.late:
        yield _("{count} begun late", count=record.late)
    if record.kept:
        yield _("{count} as agreed", count=record.kept)
