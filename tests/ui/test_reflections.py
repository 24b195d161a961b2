"""One's own words on a page: all of a week fits, buttons are told apart, and posting says what it shows."""

from datetime import UTC, date, datetime

import pytest
from discord import ui

from bot.domain.reflections import (
    MAX_ANSWER,
    MAX_GOAL,
    MAX_GOALS,
    MAX_PLAN_LINES,
    Adjustment,
    Answers,
    Fate,
    Goals,
    Reflection,
    Review,
    Week,
    WeekPlan,
    Wins,
)
from bot.domain.rituals import Ritual
from bot.services.reflection_results import Page, Sheet
from bot.ui.reflections import page_layout
from bot.ui.ritual_forms import form_of
from tests.discord_api.checker import check

COMPONENTS_V2 = 1 << 15
GUILD, USER = 2**63 - 1, 2**63 - 2
MONDAY = date(2026, 1, 26)
SATURDAY = date(2026, 1, 31)
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)

LONG = tuple(f"{n}{'_' * (MAX_GOAL - 1)}" for n in range(MAX_GOALS))
FULL: list[Answers] = [
    Goals(LONG),
    Adjustment(
        tuple((f"{n}{'_' * (MAX_GOAL - 1)}", Fate.CHANGE) for n in range(MAX_GOALS)), "_" * MAX_ANSWER
    ),
    Wins((), LONG, "_" * MAX_ANSWER),
    WeekPlan(
        LONG,
        tuple(f"{n}{'*' * (MAX_GOAL - 1)}" for n in range(MAX_PLAN_LINES)),
        "_" * MAX_ANSWER,
        "*" * MAX_ANSWER,
    ),
    Review(*["_" * MAX_ANSWER] * 5),
]
SHORT: list[Answers] = [
    Goals(("read",)),
    Adjustment((("read", Fate.KEEP),)),
    Wins(("read",), ()),
    WeekPlan((), ("write",), "well", "better"),
    Review(built="a demo"),
]


def reflections(answers: list[Answers]) -> tuple[Reflection, ...]:
    kinds = (Ritual.GOALS, Ritual.ADJUST, Ritual.WINS, Ritual.PLAN, Ritual.REVIEW)
    return tuple(
        Reflection(kind, MONDAY.replace(day=1) if kind.monthly else MONDAY, each, NOW)
        for kind, each in zip(kinds, answers, strict=True)
    )


def page(shown: tuple[Reflection, ...], day: date = SATURDAY, ritual: Ritual | None = None) -> Page:
    return Page(GUILD, USER, ritual, MONDAY, day, shown, older=date(2026, 1, 5), newer=date(2026, 2, 2))


def words(view: ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


def labels(view: ui.LayoutView) -> list[str | None]:
    parts = (getattr(item, "item", item) for item in view.walk_children())
    return [part.label for part in parts if isinstance(part, ui.Button)]


def test_a_whole_week_with_full_fields_of_escaped_signs_fits_one_message() -> None:
    view = page_layout(page(reflections(FULL)))

    assert view.content_length() <= 4_000
    assert not list(
        check("POST", "/channels/1/messages", {"flags": COMPONENTS_V2, "components": view.to_components()})
    )
    assert "Shortened to fit here" in words(view)


def test_short_words_of_a_week_stay_as_they_are() -> None:
    shown = words(page_layout(page(reflections(SHORT))))

    assert "Shortened" not in shown
    assert "a demo" in shown
    assert "The month in review · Jan 2026" in shown


def test_the_buttons_of_a_week_are_told_apart_and_lead_to_other_weeks() -> None:
    assert labels(page_layout(page(reflections(SHORT)))) == [
        "Edit goals…",
        "Edit midweek…",
        "Edit wins…",
        "Edit plan…",
        "Edit review…",
        "Older",
        "Newer",
    ]


def test_what_is_long_over_is_read_only() -> None:
    assert labels(page_layout(page(reflections(SHORT), date(2026, 6, 1)))) == ["Older", "Newer"]
    empty = words(page_layout(page((), date(2026, 6, 1))))
    assert "/ritual write" not in empty
    assert "/ritual write" in words(page_layout(page(())))


@pytest.mark.parametrize(
    ("answers", "said", "can_post"),
    [
        (Wins(("read",), (), "talk"), "Posting shows all of it", True),
        (Wins(("read",), ("write",)), "Posting shows what you reached and your own win", True),
        (Wins((), ("write",)), "There is nothing to post", False),
    ],
)
def test_the_card_says_what_posting_shows(answers: Wins, said: str, can_post: bool) -> None:
    view = page_layout(page((Reflection(Ritual.WINS, MONDAY, answers, NOW),), ritual=Ritual.WINS))

    assert said in words(view)
    assert ("Post to the channel" in labels(view)) is can_post


def test_what_is_posted_is_not_offered_again_until_it_changes() -> None:
    once = Reflection(Ritual.GOALS, MONDAY, Goals(("read",)), NOW, NOW)
    since = Reflection(Ritual.GOALS, MONDAY, Goals(("read",)), NOW, datetime(2026, 1, 30, tzinfo=UTC))

    assert "Post to the channel" not in labels(page_layout(page((once,), ritual=Ritual.GOALS)))
    assert "Post to the channel" in labels(page_layout(page((since,), ritual=Ritual.GOALS)))


def test_the_plan_says_how_long_a_line_may_be() -> None:
    form = form_of(Sheet(GUILD, USER, Ritual.PLAN, MONDAY, None, Week()), page_layout)

    assert "One a line, up to 120 characters each." in str(form.to_components())
