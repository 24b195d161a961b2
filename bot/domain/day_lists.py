"""Several days as people type them in one line. Pure; English words only."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.errors import InvalidDate
from bot.domain.inputs import parse_day

LONGEST_SPAN = 62
"""Days that one range may hold."""

_SHARED_MONTH = re.compile(r"(\d{1,2})\s?[-–—]\s?(\d{1,2}\.?\s?[^\W\d]{3,}.*)", re.DOTALL)
"""`24-28 Dec`: both days in one month."""

_RANGE = re.compile(
    r"(.+?)(?:\s+(?:-|–|—|to|until|till|through)\s+|\s*(?:–|—|\.\.+)\s*|(?<=[^\W\d])-\s*)(.+)",
    re.DOTALL | re.IGNORECASE,
)
"""With spaces around a hyphen, or a letter before it: dates are written with hyphens too."""

_LONGEST_TEXT = 300

_QUOTED = 50


def parse_days(text: str, today: date) -> tuple[date, ...]:
    """The dates meant by `text` on `today`, in order, each once: single days and ranges between commas.

    A day is what `parse_day` takes; a range is `24 Dec - 2 Jan`, `24-28 Dec` or `fri to sun`. Raises
    InvalidDate, also for a range that ends before it begins or holds more than `LONGEST_SPAN` days.
    """
    parts = [part.strip() for part in re.split(r"[,;&\n]|\s+and\s+", text) if part.strip()]
    if not parts or len(text) > _LONGEST_TEXT:
        raise InvalidDate(text[:_QUOTED])
    return tuple(sorted({day for part in parts for day in _days(part, today)}))


def _days(part: str, today: date) -> Iterator[date]:
    first, last = _ends(part, today)
    length = (last - first).days + 1
    if not 1 <= length <= LONGEST_SPAN:
        raise InvalidDate(part[:_QUOTED])
    return (first + timedelta(days=ahead) for ahead in range(length))


def _ends(part: str, today: date) -> tuple[date, date]:
    if found := _SHARED_MONTH.fullmatch(part):
        last = parse_day(found[2], today)
        return _of_month(last, int(found[1]), part), last
    found = _RANGE.fullmatch(part)
    if found is None:
        only = parse_day(part, today)
        return only, only
    first = parse_day(found[1], today)
    last = parse_day(found[2], today)
    # The end of `fri to mon`, or of `24 Dec - 2 Jan`, is the first such day after the beginning.
    return first, last if last >= first else parse_day(found[2], first)


def _of_month(last: date, number: int, part: str) -> date:
    try:
        return last.replace(day=number)
    except ValueError:
        raise InvalidDate(part[:_QUOTED]) from None
