"""Links as evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import InvalidLink
from bot.domain.links import MAX_LINK, check_link


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://github.com/ben/repo", "https://github.com/ben/repo"),
        ("  http://example.org:8080/a?b=c#d ", "http://example.org:8080/a?b=c#d"),
        ("github.com/ben", "https://github.com/ben"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("HTTPS://Example.org", "https://example.org"),
    ],
)
def test_an_address_is_kept_in_ascii(written: str, kept: str) -> None:
    assert check_link(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "https://user@example.org",
        "https://localhost",
        "see my repository",
        "https://example.org/a b",
        "https://example.org/\u202egnp.exe",
        "https://example.org:99999",
        "https://[::1",
        "https://example.org/" + "a" * MAX_LINK,
        "https://example.org/" + "ä" * 200,
        "",
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(InvalidLink):
        check_link(written)


@given(st.text(max_size=80))
def test_whatever_is_kept_is_a_short_plain_address_that_stays_as_it_is(written: str) -> None:
    try:
        kept = check_link(written)
    except InvalidLink:
        return
    assert kept.isascii()
    assert len(kept) <= MAX_LINK
    assert check_link(kept) == kept
