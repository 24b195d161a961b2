"""What people type, as values: times, days, durations, weekdays and text. Pure; English words only.

Every parser is deaf to case, to full-width digits and to spaces around the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.calendar import EVERY_DAY
from bot.domain.errors import (
    DateOutOfRange,
    InvalidDate,
    InvalidDuration,
    InvalidTime,
    InvalidWeekdays,
    OutOfRange,
    TextEmpty,
    TextTooLong,
)
from bot.domain.languages import N_

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MINUTES_PER_DAY = 24 * 60
HOURS_PER_WEEK = (1.0, 80.0)
"""The least and the most that a pace may promise."""

_PAST_DAYS = 31
"""A day and month without a year mean the past only when they are this recent."""

_QUOTED = 50
"""Characters of a refused text that an error carries."""


def parse_time(text: str) -> int:
    """Minutes after midnight of `7:30`, `07.30`, `0730`, `19h`, `19h30`, `7pm`, `7:30 p.m.`, `7` or `noon`.

    Raises InvalidTime.
    """
    plain = _plain(text).replace("a.m.", "am").replace("p.m.", "pm")
    if plain in {"noon", "midnight"}:
        return 12 * 60 if plain == "noon" else 0
    found = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d\d)|h)? ?(am|pm)?", plain)
    if not found:
        raise InvalidTime(text[:_QUOTED])
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise InvalidTime(text[:_QUOTED])
    return (hour % 12 + 12 * (half == "pm") if half else hour) * 60 + minute


def parse_day(text: str, today: date) -> date:
    """The date meant by `text` on `today`.

    `today`, `tomorrow`, `yesterday`; `+3`, `-2`, `+2w`; `mon` (the next one, never today), `last mon`;
    `2026-12-01`, `1.12.2026`, `1 Dec 2026`, `Dec 1`, `Tue 1 Dec` (only when it is a Tuesday). Without a year
    it is the next such day, unless there was one in the last 31 days. Raises InvalidDate, also for `12/1`,
    which means two different days.
    """
    plain = _plain(text.replace(",", " "))
    try:
        day = _near_day(plain, today) or _named_day(plain.split(), today) or _written_day(plain, today)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise InvalidDate(text[:_QUOTED])
    return day


def check_day_range(day: date, earliest: date, latest: date) -> date:
    """`day` itself when it lies between the bounds, both included; raises DateOutOfRange."""
    if not earliest <= day <= latest:
        raise DateOutOfRange(day, earliest, latest)
    return day


def parse_minutes(text: str, *, maximum: int = MINUTES_PER_DAY) -> int:
    """Whole minutes of `90`, `45m`, `2h`, `1h30`, `1.5h`, `1:30` or `1 hour 30 min`.

    Raises InvalidDuration, and OutOfRange for less than a minute or more than `maximum`.
    """
    minutes = round(_minutes(text, per_unit=1))
    if not 1 <= minutes <= maximum:
        raise OutOfRange(N_("time"), minutes, 1, maximum, N_("minutes"))
    return minutes


def parse_hours_per_week(text: str) -> int:
    """Minutes a week of `10`, `7.5`, `7h30` or `10 h/week`.

    Raises InvalidDuration, and OutOfRange (in hours) outside `HOURS_PER_WEEK`.
    """
    return check_hours_per_week(
        _minutes(re.sub(r"(/| per | a )? ?w(ee)?k$", "", _plain(text)), per_unit=60) / 60
    )


def check_hours_per_week(hours: float) -> int:
    """Minutes a week of a number of hours; raises OutOfRange (in hours) outside `HOURS_PER_WEEK`."""
    least, most = HOURS_PER_WEEK
    if not least <= hours <= most:
        raise OutOfRange(N_("pace"), hours, least, most, N_("hours a week"))
    return round(hours * 60)


def parse_weekdays(text: str) -> frozenset[int]:
    """The weekdays (Monday is 0) of `mon-fri`, `mo, we, sa`, `fri to mon`, `weekends` or `every day`.

    Raises InvalidWeekdays when any word is not understood, or none is there.
    """
    plain = re.sub(r" ?(-|–|—|\bto\b|\bthrough\b) ?", "-", _plain(text).replace("every day", "everyday"))
    words = [word for word in re.split(r"[\s,;/&+]+|\band\b", plain) if word]
    found = [_weekdays(word) for word in words]
    if not found or not all(found):
        raise InvalidWeekdays(text[:_QUOTED])
    return frozenset[int]().union(*found)


def clean_text(text: str, what: str, maximum: int) -> str:
    """`text` fit to be stored and shown: the one way in for words that people write.

    Composed (NFC), without control, format and other invisible characters (a joiner stays between emoji),
    with at most three combining marks on a character, and with single spaces for any run of white space.
    Raises TextEmpty when nothing is left and TextTooLong above `maximum` characters; `what` names the field.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    visible = "".join(char for char in composed if char == _JOINER or not _is_invisible(char))
    joined = "".join(
        char for index, char in enumerate(visible) if char != _JOINER or _joins_emoji(visible, index)
    )
    cleaned = " ".join("".join(_few_marks(unicodedata.normalize("NFC", joined))).split())
    if not cleaned:
        raise TextEmpty(what)
    if len(cleaned) > maximum:
        raise TextTooLong(what, len(cleaned), maximum)
    return cleaned


def _plain(text: str) -> str:
    """Folded for comparison; cut, because nothing understood here is anywhere near as long."""
    return " ".join(unicodedata.normalize("NFKC", text[:200]).casefold().split())


def _near_day(plain: str, today: date) -> date | None:
    named = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if plain in named:
        return today + timedelta(days=named[plain])
    found = re.fullmatch(r"([+-] ?\d{1,4}) ?(d|days?|w|weeks?)?", plain)
    if not found:
        return None
    return today + timedelta(days=int(found[1].replace(" ", "")) * (7 if (found[2] or "d")[0] == "w" else 1))


def _named_day(words: list[str], today: date) -> date | None:
    last = words[:1] == ["last"]
    rest = words[1:] if words[:1] in (["last"], ["next"]) else words
    weekday = _weekday(rest[0]) if len(rest) == 1 else None
    if weekday is None:
        return None
    if last:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _written_day(plain: str, today: date) -> date | None:
    first, _, rest = plain.partition(" ")
    if rest and (weekday := _weekday(first.rstrip("."))) is not None:
        day = _written_day(rest, today)
        return day if day and day.weekday() == weekday else None
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?(?:(\d{4}))?", plain):
        return _dated(int(found[1]), int(found[2]), found[3], today)
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)? ?([a-z]{3,})\.?(?: (\d{4}))?", plain):
        return _dated(int(found[1]), _month(found[2]), found[3], today)
    if found := re.fullmatch(r"([a-z]{3,})\.? ?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", plain):
        return _dated(int(found[2]), _month(found[1]), found[3], today)
    return None


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return date(int(year), month, day)
    earliest = today - timedelta(days=_PAST_DAYS)
    return next((each for each in _in_years(day, month, today.year) if each >= earliest), None)


def _in_years(day: int, month: int, year: int) -> Iterator[date]:
    # 29 February can be eight years away.
    for candidate in range(year - 1, year + 9):
        try:
            yield date(candidate, month, day)
        except ValueError:
            continue


def _month(word: str) -> int:
    """1 to 12 for any beginning of a month's name; 0 when it is none."""
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)


def _weekday(word: str) -> int | None:
    """Any beginning of a day's English name from two letters on, also in the plural."""
    single = word.removesuffix("s") if word.endswith("days") else word
    fits = (n for n, name in enumerate(WEEKDAYS) if len(single) >= 2 and name.startswith(single))
    return next(fits, None)


def _weekdays(word: str) -> frozenset[int]:
    if word in {"daily", "everyday", "all"}:
        return EVERY_DAY
    if word in {"weekend", "weekends"}:
        return frozenset({5, 6})
    if word in {"weekday", "weekdays", "workday", "workdays"}:
        return frozenset(range(5))
    ends = [_weekday(end) for end in word.split("-")]
    match ends:
        case [int(only)]:
            return frozenset({only})
        case [int(first), int(last)]:
            return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        case _:
            return frozenset()


_NUMBER = r"(\d{1,5}(?:[.,]\d{1,3})?)"
_HOURS = re.compile(rf"{_NUMBER} ?(?:h|hrs?|hours?)(?: ?(\d{{1,2}}) ?(?:m|mins?|minutes?)?)?")
_MINUTES = re.compile(rf"{_NUMBER} ?(?:m|mins?|minutes?)")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_BARE = re.compile(_NUMBER)


def _minutes(text: str, per_unit: int) -> float:
    """Minutes of a duration; a bare number has `per_unit` minutes a unit."""
    plain = _plain(text)
    if found := _HOURS.fullmatch(plain) or _CLOCK.fullmatch(plain):
        return _number(found[1]) * 60 + int(found[2] or 0)
    if found := _MINUTES.fullmatch(plain):
        return _number(found[1])
    if found := _BARE.fullmatch(plain):
        return _number(found[1]) * per_unit
    raise InvalidDuration(text[:_QUOTED], per_unit)


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


_JOINER = "\u200d"
_MAX_MARKS = 3
"""More than any living script puts on one character; more is "zalgo" that runs over the lines around it."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and symbols by category that draw nothing."""


def _is_invisible(char: str) -> bool:
    # Lone surrogates (Cs) cannot even be encoded for the database.
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in _BLANK


def _joins_emoji(text: str, index: int) -> bool:
    """Whether the joiner at `index` stands between two emoji, the first perhaps with its variation mark."""
    before = text[:index].removesuffix("\ufe0f")[-1:]
    after = text[index + 1 : index + 2]
    return _is_symbol(before) and _is_symbol(after)


def _is_symbol(char: str) -> bool:
    # Emoji are other symbols (So); the skin tones behind them are modifiers (Sk).
    return bool(char) and unicodedata.category(char) in {"So", "Sk"}


def _few_marks(text: str) -> Iterator[str]:
    """Without the marks above the limit, and without those that have nothing to stand on."""
    marks = _MAX_MARKS
    for char in text:
        is_mark = unicodedata.category(char).startswith("M")
        marks = marks + 1 if is_mark else _MAX_MARKS * char.isspace()
        if not is_mark or marks <= _MAX_MARKS:
            yield char
