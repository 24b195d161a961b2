"""What an HTTP answer means before anybody looks into it. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.domain.leetcode import Reason

SHORTEST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(days=1)
"""What LeetCode asks for is kept between these."""

CHALLENGE_WORDS = re.compile(rb"just a moment|cf-chl|challenge-platform", re.IGNORECASE)
"""Of Cloudflare's page; it comes with many statuses, 200 among them."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer, and how long LeetCode wants to be left alone, if it said so."""

    reason: Reason
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer. Of a body that is not `whole` these are the first bytes."""

    status: int
    media_type: str
    body: bytes
    whole: bool = True
    retry_after: str | None = None
    mitigated: str | None = None
    """Cloudflare's header that names what it did instead of letting the request through."""


def judge(reply: Reply, now: datetime) -> bytes | Failure:
    """The body if it may be JSON with an answer; otherwise what went wrong."""
    wait = _wait(reply.retry_after, now)
    if reply.status == 429:
        return Failure(Reason.RATE_LIMITED, wait)
    if reply.mitigated == "challenge" or (not _is_json(reply) and CHALLENGE_WORDS.search(reply.body)):
        return Failure(Reason.CHALLENGE, wait)
    if not 200 <= reply.status < 300:
        return Failure(_by_status(reply.status), wait)
    return reply.body if _is_json(reply) and reply.whole else Failure(Reason.UNREADABLE)


def _by_status(status: int) -> Reason:
    if status >= 500 or status == 408:
        return Reason.BROKEN
    # A 400 names a field that is gone; a redirect or a 404, a place that is.
    return Reason.REFUSED if status in {401, 403} else Reason.CHANGED


def _is_json(reply: Reply) -> bool:
    return reply.media_type.endswith("json")


def _wait(text: str | None, now: datetime) -> timedelta | None:
    """`Retry-After` in either of its forms; None for what is neither."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        # Longer numbers do not fit into a timedelta.
        wait = timedelta(seconds=int(text[:9]))
    else:
        try:
            wait = parsedate_to_datetime(text).astimezone(UTC) - now
        except (ValueError, OverflowError):
            return None
    return min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)
