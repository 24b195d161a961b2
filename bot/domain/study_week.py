"""The week a member studies by: from a roadmap's day templates, from what people write, and back. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from bot.domain.errors import (
    InvalidDuration,
    InvalidStudyWeek,
    InvalidTime,
    InvalidWeekdays,
    StudyWeekFault,
    TextEmpty,
)
from bot.domain.inputs import WEEKDAYS, check_hours_per_week, parse_minutes, parse_time, parse_weekdays
from bot.domain.languages import N_
from bot.domain.pace import Pace, Stretch, StudyDay, week_minutes
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_choices import UNDECIDED, Choices
from bot.domain.roadmap_terms import DayPart, Range
from bot.domain.roadmap_time import Block, DayTemplate, Duration, Schedule

LONGEST_DAY = 16 * 60
"""Minutes: a day that leaves eight hours for sleep."""

_QUOTED = 50
_REST = frozenset({"rest", "off", "free", "-"})


def pace_of(schedule: Schedule) -> Pace | None:
    """The day templates of a schedule as a pace; None when no study block has a length.

    A study block with a length, or a beginning and an end, is a stretch of its day; one without shares
    nothing. Blocks that are only an upper limit, and days of rest, promise nothing. `limit_minutes` cuts a
    day from its end. Where the schedule states hours a week that differ from the sum of its blocks (a source
    may ask for 40 h and draw a day that adds up to 63), the stated hours win: all stretches are scaled to
    them, and only a day's limit may keep the week below.
    """
    days = _days_of(schedule.days)
    if not any(days):
        return None
    pace = Pace.of_days(days)
    if schedule.minutes_per_week is None:
        return pace
    return Pace.of_days(_capped(scaled(pace, round(schedule.minutes_per_week.middle)).days, schedule.days))


def scaled(pace: Pace, minutes_per_week: int) -> Pace:
    """The same week with other minutes; days of their own length keep their proportions.

    The sum is exact: rounding goes by the sum of all stretches so far, and a stretch of nothing is left out.
    """
    if not pace.days:
        return replace(pace, minutes_per_week=minutes_per_week)
    stretches = [stretch for day in pace.days for stretch in day]
    total = sum(stretch.minutes for stretch in stretches)
    ends = [
        done * minutes_per_week // total for done in accumulate((s.minutes for s in stretches), initial=0)
    ]
    lengths = iter([end - begin for begin, end in pairwise(ends)])
    days = (tuple(replace(stretch, minutes=next(lengths)) for stretch in day) for day in pace.days)
    return Pace.of_days([tuple(stretch for stretch in day if stretch.minutes) for day in days])


def parse_study_week(text: str) -> Pace:
    """The week that people write, one line (or `;`) for each group of days.

    `mon-fri: morning 1h30, evening 45m`, `sat: 9:00 3h`, `sun: 2h`; a day that is not named, or is `rest`, is
    free. Raises InvalidStudyWeek for a line that cannot be read, names a day a second time or holds more than
    16 hours, OutOfRange for a stretch out of bounds or a week outside 1 to 80 hours, and TextEmpty.
    """
    lines = [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]
    if not lines:
        raise TextEmpty(N_("study week"))
    days: dict[int, StudyDay] = {}
    for line in lines:
        weekdays, day = _parsed(line)
        if not weekdays.isdisjoint(days):
            raise InvalidStudyWeek(line[:_QUOTED], StudyWeekFault.TWICE)
        days |= dict.fromkeys(weekdays, day)
    week = [days.get(weekday, ()) for weekday in range(7)]
    check_hours_per_week(sum(stretch.minutes for day in week for stretch in day) / 60)
    return Pace.of_days(week)


def study_week_text(pace: Pace) -> str:
    """What `parse_study_week` reads as this pace; an even week is written as the days it makes."""
    days = pace.days or tuple((Stretch(each),) if each else () for each in week_minutes(pace))
    groups: dict[StudyDay, list[int]] = {}
    for weekday, day in enumerate(days):
        if day:
            groups.setdefault(day, []).append(weekday)
    return "\n".join(f"{_names(weekdays)}: {_stretches(day)}" for day, weekdays in groups.items())


@dataclass(frozen=True, slots=True)
class StatedPace:
    """Minutes a week, and how long a roadmap itself says that it takes at them."""

    minutes_per_week: float
    duration: Duration


def nearest_stated(roadmap: Roadmap, pace: Pace, choices: Choices = UNDECIDED) -> StatedPace | None:
    """The stated pace nearest to this one; of two equally near the first schedule, the roadmap's own last.

    A schedule without a duration takes its `factor` times the roadmap's. An entry path with a duration of its
    own puts that in the roadmap's place.
    """
    own = next((path.duration for path in roadmap.paths if path.key == choices.path), None)
    whole = own or roadmap.duration
    found = [*_stated(roadmap.schedules, whole)]
    if whole:
        found.append(StatedPace(roadmap.nominal_minutes_per_week, whole))
    return min(found, key=lambda each: abs(each.minutes_per_week - pace.minutes_per_week), default=None)


def _stated(schedules: Iterable[Schedule], whole: Duration | None) -> Iterator[StatedPace]:
    for schedule in schedules:
        duration = schedule.duration
        if duration is None and whole and schedule.factor:
            duration = replace(whole, amount=_times(whole.amount, schedule.factor))
        if duration and schedule.minutes_per_week:
            yield StatedPace(schedule.minutes_per_week.middle, duration)


def _times(amount: Range, factor: Range) -> Range:
    high = None if amount.high is None else amount.high * (factor.high or factor.low)
    return Range(amount.low * factor.low, high)


def _days_of(templates: Sequence[DayTemplate]) -> tuple[StudyDay, ...]:
    days: list[list[Stretch]] = [[] for _ in range(7)]
    for template in templates:
        for weekday in template.weekdays:
            days[weekday.number] += [] if template.rest else filter(None, map(_stretch, template.blocks))
    return _capped([tuple(day) for day in days], templates)


def _stretch(block: Block) -> Stretch | None:
    if not block.study or block.at_most:
        return None
    starts = None if block.starts is None else block.starts.hour * 60 + block.starts.minute
    minutes = round(block.minutes.middle) if block.minutes else 0
    if not minutes and starts is not None and block.ends is not None:
        # A block may end after midnight.
        minutes = (block.ends.hour * 60 + block.ends.minute - starts) % (24 * 60)
    return Stretch(minutes, block.part, starts) if minutes else None


def _capped(days: Sequence[StudyDay], templates: Sequence[DayTemplate]) -> tuple[StudyDay, ...]:
    limits = {
        weekday.number: int(template.limit_minutes)
        for template in templates
        for weekday in template.weekdays
        if template.limit_minutes is not None
    }
    return tuple(tuple(_cut(day, limits.get(weekday, LONGEST_DAY))) for weekday, day in enumerate(days))


def _cut(day: StudyDay, limit: int) -> Iterator[Stretch]:
    """The stretches of a day up to `limit` minutes."""
    for stretch in day:
        minutes = min(stretch.minutes, limit)
        limit -= minutes
        if minutes:
            yield replace(stretch, minutes=minutes)


def _parsed(line: str) -> tuple[frozenset[int], StudyDay]:
    names, _, rest = line.partition(":")
    try:
        weekdays = parse_weekdays(names)
    except InvalidWeekdays:
        raise InvalidStudyWeek(line[:_QUOTED], StudyWeekFault.DAYS) from None
    if rest.strip().casefold() in _REST:
        return weekdays, ()
    day = tuple(_parsed_stretch(part, line) for part in rest.split(","))
    if sum(stretch.minutes for stretch in day) > LONGEST_DAY:
        raise InvalidStudyWeek(line[:_QUOTED], StudyWeekFault.TOO_LONG)
    return weekdays, day


def _parsed_stretch(text: str, line: str) -> Stretch:
    words = text.replace("_", " ").split()
    part = next((each for each in DayPart if _begins(words, each)), None)
    words = words[len(_words(part)) :] if part else words
    # The length may be several words ("1 h 30"), and so may the time before it ("7 pm").
    for cut in range(len(words)):
        try:
            minutes = parse_minutes(" ".join(words[cut:]), maximum=LONGEST_DAY)
            return Stretch(minutes, part, parse_time(" ".join(words[:cut])) if cut else None)
        except (InvalidDuration, InvalidTime):
            continue
    raise InvalidStudyWeek(line[:_QUOTED], StudyWeekFault.LENGTH)


def _begins(words: Sequence[str], part: DayPart) -> bool:
    names = _words(part)
    return [word.casefold() for word in words[: len(names)]] == names


def _words(part: DayPart) -> list[str]:
    return str(part.value).split("_")


def _names(weekdays: Sequence[int]) -> str:
    """`mon-wed, fri` for 0, 1, 2 and 4."""
    runs = (list(run) for _, run in groupby(enumerate(weekdays), key=lambda pair: pair[1] - pair[0]))
    return ", ".join(_run(run[0][1], run[-1][1]) for run in runs)


def _run(first: int, last: int) -> str:
    ends = [WEEKDAYS[first][:3], WEEKDAYS[last][:3]]
    return ends[0] if first == last else (", " if last == first + 1 else "-").join(ends)


def _stretches(day: StudyDay) -> str:
    return ", ".join(_words_of(stretch) for stretch in day)


def _words_of(stretch: Stretch) -> str:
    part = [stretch.part.value.replace("_", " ")] if stretch.part else []
    at = [] if stretch.starts is None else ["{}:{:02}".format(*divmod(stretch.starts, 60))]
    hours, minutes = divmod(stretch.minutes, 60)
    length = f"{hours}h{minutes:02}" if hours and minutes else f"{hours}h" if hours else f"{minutes}m"
    return " ".join((*part, *at, length))
