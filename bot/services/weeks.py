"""A member's week by name or in their own words."""

from bot.domain.errors import TextTooLong
from bot.domain.languages import N_
from bot.domain.pace import Pace
from bot.domain.replans import MAX_WEEK
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_time import Schedule
from bot.domain.study_week import pace_of, parse_study_week, study_week_text


def schedules_of(roadmap: Roadmap) -> tuple[tuple[Schedule, Pace], ...]:
    """The day templates of a roadmap that say how long its days are, each as a pace."""
    paces = ((schedule, pace_of(schedule)) for schedule in roadmap.schedules)
    return tuple((schedule, pace) for schedule, pace in paces if pace is not None)


def week_named(roadmap: Roadmap, text: str) -> Pace:
    """The pace of a template, by its key or title, or of a week as typed.

    Semicolons separate lines as well. Raises TextTooLong and what `parse_study_week` raises.
    """
    wanted = text.strip().casefold()
    for schedule, pace in schedules_of(roadmap):
        if wanted in (schedule.key, schedule.title.casefold()):
            return pace
    if len(text) > MAX_WEEK:
        raise TextTooLong(N_("week"), len(text), MAX_WEEK)
    pace = parse_study_week(text.replace(";", "\n"))
    if (written := len(study_week_text(pace))) > MAX_WEEK:
        raise TextTooLong(N_("week"), written, MAX_WEEK)
    return pace
