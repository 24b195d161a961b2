"""Words, numbers and other people's writing, made fit to be shown on Discord.

Everything a member, an organiser or a roadmap's author wrote passes `safe` where Discord renders Markdown, or
`clip` where it does not: labels, select options, titles of modals and threads, alt text.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlsplit

from bot.ui import theme
from bot.ui.language import N_, _

ELLIPSIS = "…"
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SHORT_WEEKDAYS = N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")
SHORT_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
MAX_URL = 512

_NEAR = {timedelta(-1): N_("yesterday"), timedelta(0): N_("today"), timedelta(1): N_("tomorrow")}

# Nothing invisible, nothing that combines, no white space but the space: most of what people write.
_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2190-\u21ff]*")
_JOINERS = "\u200c\u200d"
_EMOJI_STYLE = "\ufe0f"
# Characters that show nothing although Unicode files them under letters, marks or symbols.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0d\U000e0100-\U000e01ef]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_MAX_MARKS = 4
_PASSES = 4
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_URL_SAFE = "/?#&=%:;,!$'*+~.-_"

# One character each, so that cutting a text can never cut an escape in two.
_SPECIAL = re.compile(
    r"""
      [\\*_~|`\[\]<]                    # emphasis, spoilers, code, masked links, all that starts with <
    | ^[#>+-]                           # headings, quotes, lists and small print, at the start of a line only
    | (?<=\d)[.)](?=\s|$)               # numbered lists
    | :(?=//)                           # addresses: shown as written, but neither a link nor a preview
    | :(?=\w+:)                         # emoji by name
    | @                                 # mentions
    | (?<=discord)\.(?=gg|com)          # invitations unfold even without a scheme
    | (?<=discordapp)\.(?=com)
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_CROWD = re.compile(r"@(?=everyone|here)", re.IGNORECASE)


def safe(text: str, limit: int, *, lines: bool = False) -> str:
    """Somebody's text as Markdown that shows the characters and does nothing; `limit` is 1 or more.

    Formatting, headings, lists, quotes, spoilers, code, masked links, mentions, timestamps and named emoji
    are escaped; addresses stay readable but are no links; invisible and direction-changing characters go.
    White space folds into single spaces; with `lines`, line breaks stay (never more than one empty line).
    The result, escapes and "…" included, has at most `limit` characters.
    """
    cleaned = clean(text, lines=lines)
    return _fit(cleaned, _escaped(cleaned, limit), limit)


def clip(text: str, limit: int) -> str:
    """Somebody's text in one line for a place without Markdown; at most `limit` (1 or more) characters."""
    cleaned = clean(text)
    return _fit(cleaned, cleaned, limit)


def clean(text: str, *, lines: bool = False) -> str:
    """The text without invisible and direction-changing characters and without piles of accents."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    visible = "".join(_visible(unicodedata.normalize("NFC", text.replace("\r\n", "\n"))))
    rows = [" ".join(row.split()) for row in _settled(visible).split("\n")]
    if not lines:
        return " ".join(filter(None, rows))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip("\n")


@lru_cache(maxsize=1024)
def link(title: str, url: str | None, limit: int = 200) -> str:
    """A masked link to an author's resource; only the safe title when the address is not plain http(s).

    Square brackets in the title become round, because Discord ends a masked link at the first of them.
    """
    label = safe(title.replace("[", "(").replace("]", ")"), limit)
    address = _web_address(url) if url else None
    return f"[{label}](<{address}>)" if label and address else label


def capital(words: str) -> str:
    """The same with a capital first letter; the others stay as they are."""
    return words[:1].upper() + words[1:]


def human_join(words: Sequence[str], last: Literal["and", "or"] = "and") -> str:
    """`a`, `a and b`, `a, b and c`; with `last="or"` a choice."""
    if len(words) < 2:
        return "".join(words)
    before = _(", ").join(words[:-1])
    if last == "or":
        return _("{before} or {last}", before=before, last=words[-1])
    return _("{before} and {last}", before=before, last=words[-1])


def minutes_text(minutes: int) -> str:
    """`0 min`, `45 min`, `2 h`, `1 h 15 min`."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [_("{hours} h", hours=f"{hours:,}")] if hours else []
    if rest or not hours:
        parts.append(_("{minutes} min", minutes=rest))
    return ("-" if minutes < 0 else "") + " ".join(parts)


def hours_text(minutes: int) -> str:
    """Minutes as hours with at most one decimal: `12.5 h`, `160 h`."""
    return _("{hours} h", hours=hours_figure(minutes))


def hours_figure(minutes: int) -> str:
    """The same without the unit, where it stands nearby: `12.5`, `160`."""
    return f"{minutes / 60:,.1f}".removesuffix(".0")


def late_lines(late_by: timedelta) -> list[str]:
    """What a message says that comes too late by some minutes; nothing when it is on time."""
    minutes = int(late_by.total_seconds() // 60)
    late = _("{time} late: I was away.", time=minutes_text(minutes))
    return [f"-# {theme.LOG} {late}"] if minutes else []


def weekday_name(weekday: int) -> str:
    """`Monday` for 0."""
    return _(WEEKDAYS[weekday])


def short_weekday(weekday: int) -> str:
    """`Mon` for 0."""
    return _(SHORT_WEEKDAYS[weekday])


def short_month(month: int) -> str:
    """`Jan` for 1."""
    return _(SHORT_MONTHS[month - 1])


def month_name(month: int) -> str:
    """`January` for 1."""
    return _(MONTHS[month - 1])


def percent(done: int, total: int) -> str:
    """A share as `42 %`: 100 only when all is done, 0 only when nothing is (or nothing was to do)."""
    return _("{share} %", share=_share(done, total, 100))


def progress_bar(done: int, total: int, width: int = 10) -> str:
    """`▰▰▰▱▱▱▱▱▱▱`: full only when all is done, empty only when nothing is; `width` is 2 or more."""
    filled = _share(done, total, width)
    return "▰" * filled + "▱" * (width - filled)


def date_text(day: date, today: date) -> str:
    """`21 Nov`, with the year where it is not this one."""
    month = short_month(day.month)
    if day.year == today.year:
        return _("{day} {month}", day=day.day, month=month)
    return _("{day} {month} {year}", day=day.day, month=month, year=day.year)


def full_date(day: date) -> str:
    """`Sat 21 Nov 2026`: a date that cannot be mistaken."""
    return _(
        "{weekday} {day} {month} {year}",
        weekday=short_weekday(day.weekday()),
        day=day.day,
        month=short_month(day.month),
        year=day.year,
    )


def day_text(day: date, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, otherwise `Sat 21 Nov`, with the year where it is not this one."""
    if near := _NEAR.get(day - today):
        return _(near)
    return _("{weekday} {date}", weekday=short_weekday(day.weekday()), date=date_text(day, today))


def weekdays_text(weekdays: AbstractSet[int]) -> str:
    """`every day`, `Mon–Fri`, `Mon, Wed and Sat`, `no day`; Monday is 0."""
    days = sorted(weekdays)
    if len(days) == 7:
        return _("every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("{first}–{last}", first=short_weekday(days[0]), last=short_weekday(days[-1]))
    return human_join([short_weekday(day) for day in days]) or _("no day")


def clock_text(minutes: int) -> str:
    """Minutes after local midnight as `07:30`; ValueError outside one day."""
    if not 0 <= minutes < 24 * 60:
        message = f"{minutes} minutes are no time of day"
        raise ValueError(message)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _share(done: int, total: int, parts: int) -> int:
    if total <= 0 or done <= 0:
        return 0
    return parts if done >= total else min(max(done * parts // total, 1), parts - 1)


def _settled(text: str) -> str:
    """Without needless joiners and piles of accents, until neither rule leaves anything to the other."""
    for _pass in range(_PASSES):
        composed = unicodedata.normalize("NFC", "".join(_needed_joiners(text)))
        fewer = "".join(_few_marks(composed))
        if fewer == text:
            return text
        text = fewer
    # No writing needs that many: without joiners there is nothing left to settle, however long the text.
    bare = unicodedata.normalize("NFC", re.sub(f"[{_JOINERS}]", "", text))
    return "".join(_few_marks(bare))


def _visible(text: str) -> Iterator[str]:
    for char in text:
        category = unicodedata.category(char)
        if char in "\n\r\v\f\x85" or category in {"Zl", "Zp"}:
            yield "\n"
        elif char == "\t" or category == "Zs":
            yield " "
        elif char in _JOINERS or not (category in _INVISIBLE or char in _BLANKS or _SELECTORS.match(char)):
            yield char


def _needed_joiners(text: str) -> Iterator[str]:
    """Zero-width joiners stay only between emoji, and between letters of scripts that join them."""
    for index, char in enumerate(text):
        around = text[index - 1 : index] + text[index + 1 : index + 2]
        if char not in _JOINERS or (len(around) == 2 and all(map(_joins, around))):
            yield char


def _joins(char: str) -> bool:
    return (
        char == _EMOJI_STYLE
        or unicodedata.category(char) in {"Lo", "Mc", "So", "Sk"}
        or unicodedata.combining(char) == 9
    )


def _few_marks(text: str) -> Iterator[str]:
    marks = _MAX_MARKS
    for char in text:
        if unicodedata.category(char) in {"Mn", "Me"}:
            marks += 1
        else:
            # Without a letter before it, a mark would sit on whatever the bot wrote there.
            marks = _MAX_MARKS if char.isspace() else 0
        if marks <= _MAX_MARKS or char.isspace():
            yield char


def _escaped(text: str, limit: int) -> Sequence[str]:
    """For each character what stands for it in Markdown, as far as `limit` characters may reach."""
    shown: list[str] | None = None
    for special in _SPECIAL.finditer(text):
        if special.start() > limit:
            break
        shown = shown or list(text)
        shown[special.start()] = _stand_in(special)
    return shown or text


def _stand_in(special: re.Match[str]) -> str:
    """An escape; where one is not enough (code spans, @everyone on Discord's own side), a look-alike."""
    if _CROWD.match(special.string, special.start()):
        return "＠"
    return "ˋ" if special[0] == "`" else f"\\{special[0]}"


def _fit(text: str, shown: Sequence[str], limit: int) -> str:
    """What is shown of `text`, character by character, until "…" has to take the place of the rest."""
    whole = "".join(shown)
    if len(whole) <= limit:
        return whole
    end, room = 0, limit - len(ELLIPSIS)
    while room >= len(shown[end]):
        room -= len(shown[end])
        end += 1
    while end and not _may_cut(text, end):
        end -= 1
    return "".join(shown[:end]).rstrip() + ELLIPSIS


def _may_cut(text: str, end: int) -> bool:
    """Whether no emoji, flag or accented letter that readers see as one reaches over `end`."""
    before, after = text[end - 1], text[end]
    if (
        after in _JOINERS
        or before in _JOINERS
        or after in _SKIN_TONES
        or unicodedata.category(after)[0] == "M"
    ):
        return False
    halves = end - len(text[:end].rstrip(_FLAG_HALVES)) if after in _FLAG_HALVES else 0
    return halves % 2 == 0


def _web_address(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
        marked = (("", parts.path), ("?", parts.query), ("#", parts.fragment))
        rest = "".join(mark + quote(part, safe=_URL_SAFE) for mark, part in marked if part)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[\w.-]+", host) or "@" in parts.netloc:
        return None
    address = f"{parts.scheme}://{host}{port}{rest}"
    return address if len(address) <= MAX_URL else None
