"""Whose language is spoken: one's own choice, the server's, Discord's."""

from zoneinfo import ZoneInfo

import pytest

from bot.services.guilds import GuildService
from bot.services.languages import LanguageService
from bot.store import members
from bot.store.transaction import Store
from tests.delivery.world import HandClock
from tests.services.buddy_house import NOON
from tests.services.test_tasks import counted

GUILD, ADA, BEN = 7, 1, 2


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
def service(store: Store, clock: HandClock) -> LanguageService:
    return LanguageService(store, clock)


async def test_a_choice_is_kept_and_taken_back(
    service: LanguageService, store: Store, clock: HandClock
) -> None:
    assert await service.wishes(GUILD, ADA) == (None, None)
    await service.choose(GUILD, ADA, "bn")
    await GuildService(store, clock, languages=service).change(GUILD, language="en")
    assert await service.wishes(GUILD, ADA) == ("bn", "en")
    assert await service.wishes(GUILD, BEN) == (None, "en")
    assert await service.wishes(8, ADA) == (None, None)
    assert await service.wishes(None, ADA) == (None, None)
    assert service.default(GUILD) == "en"

    other = LanguageService(store, clock)
    assert await other.wishes(GUILD, ADA) == ("bn", "en")
    await service.choose(GUILD, ADA, None)
    assert await service.wishes(GUILD, ADA) == (None, "en")
    await other.refresh()
    assert await other.wishes(GUILD, ADA) == (None, "en")


async def test_who_has_not_joined_may_choose_and_joins_as_before(
    service: LanguageService, store: Store, clock: HandClock
) -> None:
    await GuildService(store, clock).change(GUILD, zone=ZoneInfo("Asia/Dhaka"))
    await service.choose(GUILD, BEN, None)
    async with store.read() as tx:
        assert await members.find(tx, GUILD, BEN) is None
    await service.choose(GUILD, BEN, "bn")
    async with store.read() as tx:
        met, following = await members.find(tx, GUILD, BEN), await members.membership(tx, GUILD, BEN)
    assert met is not None
    assert (met.zone.key, following) == ("Asia/Dhaka", None)


async def test_an_answer_costs_no_statement(service: LanguageService, sqlite_store: Store) -> None:
    await service.refresh()
    with counted() as statements:
        await service.wishes(GUILD, ADA)
    assert statements == []


async def test_a_choice_made_while_all_are_read_is_not_lost(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = LanguageService(store, clock)
    await service.refresh()
    real = store.read

    class Meanwhile:
        def __init__(self) -> None:
            self._inner = real()

        async def __aenter__(self) -> object:
            return await self._inner.__aenter__()

        async def __aexit__(self, *what: object) -> object:
            answer = await self._inner.__aexit__(None, None, None)
            await service.choose(GUILD, ADA, "bn")
            return answer

    monkeypatch.setattr(store, "read", Meanwhile)
    await service.refresh()
    assert await service.wishes(GUILD, ADA) == ("bn", None)
