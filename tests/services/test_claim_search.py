"""Finding what somebody typed among keyed parts of a roadmap."""

import pytest

from bot.domain.claim_errors import AmbiguousClaim
from bot.domain.claims import token
from bot.domain.errors import NoLongerAvailable, NoSuchClaim
from bot.domain.roadmap_claims import Claim
from bot.services.claim_search import search

BOXES = (
    Claim("docs", "The API is documented"),
    Claim("back", "Predictions come back from the API"),
    Claim("api", "Tests"),
    Claim("one", "Deployed"),
    Claim("two", "Deployed"),
    Claim("long", "Deployed twice"),
)


def found(wanted: str) -> str:
    return search(BOXES, wanted, "box", lambda box: box.title, lambda box: f"{box.title} · {box.key}").key


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("documented", "docs"),
        ("  PREDICTIONS   come ", "back"),
        ("API", "api"),
        ("two", "two"),
        ("tests", "api"),
        ("deployed · two", "two"),
        (f"#{token('one')}", "one"),
    ],
)
def test_words_find_the_only_one_they_fit_and_keys_and_whole_names_go_first(wanted: str, key: str) -> None:
    assert found(wanted) == key


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("the api", ("The API is documented · docs", "Predictions come back from the API · back")),
        ("deployed", ("Deployed · one", "Deployed · two")),
        ("deploy", ("Deployed · one", "Deployed · two", "Deployed twice · long")),
    ],
)
def test_words_that_fit_several_are_asked_about_with_what_tells_them_apart(
    wanted: str, names: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousClaim) as refused:
        found(wanted)

    assert refused.value.names == names


@pytest.mark.parametrize("wanted", ["", "  ", "nothing like it"])
def test_words_that_fit_nothing_are_refused(wanted: str) -> None:
    with pytest.raises(NoSuchClaim):
        found(wanted)


def test_a_chosen_suggestion_that_is_gone_is_no_longer_available() -> None:
    with pytest.raises(NoLongerAvailable):
        found("#0123456789")
