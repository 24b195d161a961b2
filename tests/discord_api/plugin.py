"""Pytest plugin: a test fails when its bot sent anything that Discord would refuse. It also hastens simcord.

Listed in `tests/conftest.py` as `pytest_plugins = ["tests.discord_api.plugin"]`.
"""

from collections.abc import Generator, Iterator

import pytest

from tests import simtools
from tests.discord_api.ledger import Ledger

_LEDGER = pytest.StashKey[Ledger]()


def pytest_configure() -> None:
    """Applies to the whole run: an actor need not wait 50 ms after each call."""
    simtools.hasten()


@pytest.fixture(autouse=True)
def discord_rules(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """The ledger of this test; `discord_rules.forgive()` for a test that breaks a rule on purpose."""
    ledger = Ledger()
    request.node.stash[_LEDGER] = ledger
    with ledger.watching():
        yield ledger
    ledger.verify()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Turns breaches into a failure of the test itself rather than of its teardown."""
    yield
    if (ledger := item.stash.get(_LEDGER, None)) is not None:
        ledger.verify()
