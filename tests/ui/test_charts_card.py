"""The card of a moment: a small picture that nothing written in it can break."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot.domain.moments import LONG_STREAKS, PROJECT, Moment, roadmap_kind
from bot.ui.charts_canvas import WIDTH
from bot.ui.charts_card import COLUMNS, HEIGHT, moment_card
from bot.ui.theme import PALETTE

DAY = date(2026, 9, 30)
KINDS = [*(f"streak:{days}" for days in LONG_STREAKS), PROJECT, roadmap_kind("deep-dive-16w")]
CARD_BYTES = 40_000


def picture(kind: str, title: str | None = "Deep Dive: ML engineer in 16 weeks") -> Image.Image:
    return Image.open(io.BytesIO(moment_card(Moment(1, kind, title, DAY))))


@pytest.mark.parametrize("kind", KINDS)
def test_every_moment_makes_a_small_png(kind: str) -> None:
    data = moment_card(Moment(1, kind, "Deep Dive", DAY))
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(data) < CARD_BYTES


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_over_the_edge(kind: str) -> None:
    image = picture(kind, "W" * 300).convert("RGB")
    edges = [
        (0, 0, WIDTH, 12),
        (0, HEIGHT - 12, WIDTH, HEIGHT),
        (0, 0, 12, HEIGHT),
        (WIDTH - 12, 0, WIDTH, HEIGHT),
    ]
    page = ImageColor.getrgb(PALETTE.page)
    assert {colour for edge in edges for _, colour in image.crop(edge).getcolors() or []} == {page}


@pytest.mark.parametrize("days", LONG_STREAKS)
def test_every_day_of_a_streak_has_its_cell(days: int) -> None:
    assert days in COLUMNS
    shades = {ImageColor.getrgb(level) for level in PALETTE.levels}
    colours = {colour for _, colour in picture(f"streak:{days}").convert("RGB").getcolors(1 << 20) or []}
    assert shades <= colours


def test_two_moments_have_two_pictures() -> None:
    assert len({moment_card(Moment(1, kind, "Deep Dive", DAY)) for kind in KINDS}) == len(KINDS)


@given(st.none() | st.text(max_size=300))
@settings(max_examples=20, deadline=None)
def test_no_title_can_break_the_card(title: str | None) -> None:
    assert len(moment_card(Moment(1, PROJECT, title, DAY))) < CARD_BYTES
