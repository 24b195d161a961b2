"""Numbers as people write them, understood in the unit of a goal. Pure; English words only."""

import re
from dataclasses import dataclass

from bot.domain.claim_errors import NotWhole
from bot.domain.errors import InvalidNumber, OutOfRange
from bot.domain.languages import N_
from bot.domain.roadmap_claims import Goal, Target
from bot.domain.roadmap_terms import Counted

PERCENT = "%"

LARGEST = 1e9
LARGEST_COUNT = 10_000
"""More than one person does or writes on one roadmap."""

_QUOTED = 50
"""Characters of a refused text that the error carries."""

_GROUPED = r"[1-9]\d{0,2}(?:[, '_]\d{3})+(?:\.\d{1,6})?"
_DIGITS = rf"{_GROUPED}|\d{{1,12}}(?:[.,]\d{{1,6}})?|[.,]\d{{1,6}}"
_NUMBER = re.compile(rf"(?P<number>-?(?:{_DIGITS})) ?(?P<rest>.*)")
_CLOCK = re.compile(r"(?P<big>\d{1,3}):(?P<small>[0-5]\d)")

_TIMES = {
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
}
_SIZES = {"b": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12}
_RATES = {
    **dict.fromkeys(("req/s", "reqs/s", "request/s", "requests/s", "rps", "qps"), 1.0),
    **dict.fromkeys(("requests per second", "requests a second"), 1.0),
}
_FAMILIES = (_TIMES, _SIZES, _RATES)
_SCALES = {"k": 1e3, "thousand": 1e3, "mio": 1e6, "million": 1e6, "m": 1e6}


@dataclass(frozen=True, slots=True)
class Understood:
    """A number in the goal's unit; `reading` says that a share such as 0.92 was read as a percentage."""

    value: float
    share: bool = False


def parse_value(text: str, target: Target) -> Understood:
    """What somebody means by `92`, `92 %`, `0.92`, `85 ms`, `0.085 s`, `1,200` or `12k` for this target.

    A bare decimal from 0 to 1 is a share where the goal is a percentage of 1 or more; `0.92 %` stays what it
    says. Raises InvalidNumber for another unit or no number, OutOfRange for what cannot be, and NotWhole for
    a part of what is counted.
    """
    plain = " ".join(text[:200].casefold().replace("\N{NO-BREAK SPACE}", " ").split())
    understood = _clock(plain, target.goal) or _measured(plain, target.goal)
    if understood is None:
        raise InvalidNumber(text[:_QUOTED], target.goal.unit)
    most = _most(target)
    if not 0 <= understood.value <= most:
        raise OutOfRange(N_("this number"), understood.value, 0, most, target.goal.unit)
    if target.counts not in {None, Counted.MINUTES} and not understood.value.is_integer():
        raise NotWhole(understood.value, target.goal.unit)
    return understood


def _most(target: Target) -> float:
    if target.goal.unit == PERCENT:
        return 100
    return LARGEST_COUNT if target.counts not in {None, Counted.MINUTES} else LARGEST


def _clock(plain: str, goal: Goal) -> Understood | None:
    """`2:30` is minutes and seconds, or hours and minutes where the goal is in hours."""
    found = _CLOCK.fullmatch(plain)
    size = _TIMES.get(goal.unit.casefold())
    if found is None or size not in {60.0, 3600.0}:
        return None
    return Understood(int(found["big"]) + int(found["small"]) / 60)


def _measured(plain: str, goal: Goal) -> Understood | None:
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    number = _number(found["number"])
    if goal.unit == PERCENT:
        return _percentage(number, found, goal)
    factor = _factor(found["rest"], goal.unit.casefold())
    # Without the rounding 0.085 s would be 85.00000000000001 ms.
    return None if factor is None else Understood(float(f"{number * factor:.12g}"))


def _percentage(number: float, found: re.Match[str], goal: Goal) -> Understood | None:
    if found["rest"] in {"%", "percent", "per cent", "pct"}:
        return Understood(number)
    if found["rest"]:
        return None
    is_share = not found["number"].isdigit() and 0 <= number <= 1 <= goal.value
    return Understood(float(f"{number * 100:.12g}"), share=True) if is_share else Understood(number)


def _number(digits: str) -> float:
    sign = -1 if digits.startswith("-") else 1
    plain = digits.lstrip("-")
    if re.fullmatch(_GROUPED, plain):
        return sign * float(re.sub(r"[, '_]", "", plain))
    return sign * float(plain.replace(",", "."))


def _factor(written: str, unit: str) -> float | None:
    """What a number is multiplied by that was written with this unit, or with none."""
    if written in {"", unit} or _single(written) == _single(unit):
        return 1
    for family in _FAMILIES:
        if unit in family and written in family:
            return family[written] / family[unit]
    scale, _, rest = written.partition(" ")
    is_scale = scale in _SCALES and (not rest or _factor(rest, unit) == 1)
    return _SCALES[scale] if is_scale and not (scale == "m" and unit in _TIMES) else None


def _single(word: str) -> str:
    return word.removesuffix("s")
