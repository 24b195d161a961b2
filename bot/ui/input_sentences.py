"""The errors of what people type: dates, times, lengths, weekdays, numbers and words."""

from collections.abc import Sequence

from bot.domain import errors as e
from bot.ui.language import N_, _
from bot.ui.text import full_date, human_join, safe

_STUDY_WEEK = {
    e.StudyWeekFault.DAYS: N_(
        "In your study week, **{line}** does not begin with days. Write e.g. `mon-fri: 2h` or `sat: 9:00 3h`."
    ),
    e.StudyWeekFault.LENGTH: N_(
        "In your study week, **{line}** has a length I cannot read. Write e.g. `morning 1h30, evening 45m`."
    ),
    e.StudyWeekFault.TWICE: N_(
        "In your study week, **{line}** names a day that an earlier line has. Keep one line for each day."
    ),
    e.StudyWeekFault.TOO_LONG: N_(
        "In your study week, **{line}** holds more than 16 hours a day. Write less for these days."
    ),
}


def about_input(error: e.CohortError) -> str | None:
    """The sentence; None for an error of another kind."""
    match error:
        case e.UnknownRoadmap(roadmap_id=name, offered=()):
            return _(
                "There is no roadmap called **{name}** here, and no other one of your own: "
                "`/manage roadmaps import` adds one.",
                name=safe(name, 60),
            )
        case e.UnknownRoadmap(roadmap_id=name, offered=offered):
            choices = human_join(offered, "or")
            return _(
                "There is no roadmap called **{name}** here. Pick one of: {choices}.",
                name=safe(name, 60),
                choices=choices,
            )
        case e.UnknownTimezone(text=text, suggestions=found):
            return _unknown_zone(safe(text, 60), found)
        case e.InvalidDate(text=text):
            return _(
                "I cannot read **{text}** as a date. Use `2026-12-01`, `1 Dec` or `tomorrow`.",
                text=safe(text, 60),
            )
        case e.DateOutOfRange(day=day, earliest=first, latest=last):
            return _(
                "{date} does not work here. Choose a day from {first} to {last}.",
                date=full_date(day),
                first=full_date(first),
                last=full_date(last),
            )
        case e.InvalidTime(text=text):
            return _(
                "I cannot read **{text}** as a time of day. Use `19:30`, `7pm` or `0730`.",
                text=safe(text, 60),
            )
        case e.InvalidDuration(text=text, per_unit=unit):
            forms = _("hours, e.g. `10` or `7.5`") if unit > 1 else _("`90`, `1h30` or `45m`")
            return _(
                "I cannot read **{text}** as a length of time. Use {forms}.", text=safe(text, 60), forms=forms
            )
        case e.InvalidWeekdays(text=text):
            return _(
                "I cannot read **{text}** as weekdays. Use `mon-fri`, `mo,we,sa` or `every day`.",
                text=safe(text, 60),
            )
        case _:
            return _about_words(error)


def _about_words(error: e.CohortError) -> str | None:
    match error:
        case e.InvalidStudyWeek(line=line, reason=reason):
            return _(_STUDY_WEEK[reason], line=safe(line, 60))
        case e.OutOfRange(what=what, value=value, minimum=low, maximum=high, unit=unit):
            return _(
                "{value:,.12g} {unit} is out of range: {what} takes {low:,.12g} to {high:,.12g} {unit}.",
                value=value,
                unit=safe(_(unit), 40),
                what=_(what),
                low=low,
                high=high,
            )
        case e.TextTooLong(what=what, length=length, maximum=maximum):
            return _(
                "The {what} has {length} characters; {maximum} fit. Shorten it and try again.",
                what=_(what),
                length=length,
                maximum=maximum,
            )
        case e.TextEmpty(what=what):
            return _("The {what} is empty. Write a few words and try again.", what=_(what))
        case _:
            return None


def _unknown_zone(text: str, found: Sequence[str]) -> str:
    if not found:
        return _("**{text}** is no time zone I know. Start typing a city, e.g. `Berlin`.", text=text)
    return _(
        "**{text}** is no time zone I know. Did you mean {found}? Start typing a city, e.g. `Berlin`.",
        text=text,
        found=human_join(found, "or"),
    )
