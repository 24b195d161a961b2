"""The time log's own words."""

from enum import StrEnum


class TimeKind(StrEnum):
    """What a member says logged time went into; stored under these values."""

    STUDY = "study"
    PRACTICE = "practice"
    PROJECT = "project"
    INTERVIEW = "interview"
    OTHER = "other"
