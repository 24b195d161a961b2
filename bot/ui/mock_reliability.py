"""What a member reads about how many interviews they can book."""

from collections.abc import Iterator

from bot.domain.mock_reliability import MOST_PER_WEEK, Limit, Reliability
from bot.ui.text import human_join, plural


def limit_text(limit: Limit) -> str:
    """The limit and what it comes from: nobody else reads this."""
    most = plural(limit.per_week, "interview")
    if limit.per_week >= MOST_PER_WEEK:
        return f"You can book up to {most} a week."
    why = human_join(list(_marks(limit.record)))
    return (
        f"For now you can book up to {most} a week, because of your last ones: {why}. Each one you come to "
        "on time brings it back up. Only you see this."
    )


def _marks(record: Reliability) -> Iterator[str]:
    if record.no_shows:
        yield f"{record.no_shows} missed"
    if record.cancelled_late:
        yield f"{record.cancelled_late} cancelled less than two hours before"
    if record.late:
        yield f"{record.late} begun late"
    if record.kept:
        yield f"{record.kept} as agreed"
