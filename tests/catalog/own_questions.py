"""A small set of questions of a group's own, and variations of it."""

from collections.abc import Iterable

OWN = """\
kind: ml_theory
id: our-theory
title: Our theory
questions:
  - key: our-leak
    title: A leak of ours
    level: 2-3
    minutes: 10
    prompt: Our churn model is perfect on paper and useless in production. Where do you look first?
    follow_ups: [How would you have noticed earlier?]
    good: [Asks when each feature is known, Splits by time]
  - key: our-drift
    title: A drift of ours
    level: 3
    minutes: 15
    prompt: Last spring the share of night orders doubled. What does the forecast do, and what do you do?
    follow_ups: [What would you alert on?]
    good: [Tells data from concept drift, Names a retraining rule]
"""

_HEAD = "kind: {kind}\nid: {key}\ntitle: {title}\nquestions:\n"
_QUESTION = """\
  - key: {key}
    title: Question {key}
    level: {level}
    minutes: 10
    prompt: {prompt}
    follow_ups: [Why?]
    good: [Says so, Says why]
"""


def set_of(
    keys: Iterable[str], *, key: str = "many", kind: str = "ml_theory", level: str = "1-5", prompt: str = ""
) -> str:
    """A set with these questions; each has a prompt of its own unless one is given for all."""
    head = _HEAD.format(kind=kind, key=key, title=f"Set {key}")
    rows = (
        _QUESTION.format(
            key=each, level=level, prompt=prompt or f"Explain {each} to {each}, {each} by {each}."
        )
        for each in keys
    )
    return head + "".join(rows)
