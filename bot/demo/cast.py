"""Who and what there is in the simulated server when the curtain rises."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the people whose seat the visitor can take."""

    name: str
    about: str
    colour: str
    organiser: bool = False


CAST = (
    Persona("Ada", "organiser", "#f2a65a", organiser=True),
    Persona("Ben", "member", "#6fc3b2"),
    Persona("Chi", "member", "#c79bf2"),
)

# Category, channel, topic.
ROOMS = (
    ("Welcome", "general", "Everything that has no other place"),
    ("Welcome", "introductions", "Who are you, and what are you working towards?"),
    ("Study", "study-nudges", "Where Cohort may remind people who allowed it"),
    ("Study", "wins", "Small steps, finished projects, offers"),
    ("Study", "mock-interviews", "Pairs find their private threads here"),
)
