"""A guild's own questions on both databases: taken in, given out, asked first, and readable once removed."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import replace
from importlib import import_module
from random import Random

import pytest

from bot.catalog.questions import built_in_file
from bot.catalog.upload import CheckedQuestions, Checker, packed
from bot.domain.errors import CohortError, ImportRunning, QuotaReached
from bot.domain.question_errors import (
    GuideTooLong,
    QuestionTwice,
    TooManyQuestions,
    UnknownQuestion,
    UnknownQuestionSet,
)
from bot.domain.questions import Bank, QuestionKind
from bot.services import own_questions
from bot.services.own_questions import OwnQuestions
from bot.services.question_results import SetOutcome
from bot.store.transaction import Store
from tests.catalog.built_in_questions import BANK
from tests.catalog.own_questions import OWN, set_of
from tests.delivery.world import GUILD, HandClock, utc
from tests.watch import longest_turn

OTHER = GUILD + 1
HELD_UP = 0.1
"""Seconds; from here on people would notice."""

THEORY = QuestionKind.ML_THEORY


class CountingChecker(Checker):
    """Counts what it is asked."""

    asked = 0

    async def check_questions(self, raw: bytes) -> CheckedQuestions:
        """As always."""
        self.asked += 1
        return await super().check_questions(raw)


def service(store: Store, checker: Checker | None = None) -> OwnQuestions:
    """As the bot has it."""
    return OwnQuestions(store, HandClock(utc("2026-06-01 06:00")), checker or Checker())


async def bring(
    tried: OwnQuestions, words: str = OWN, name: str = "x.yaml", guild_id: int = GUILD
) -> SetOutcome:
    return (await tried.import_(guild_id, name, words.encode())).outcome


def keys(bank: Bank) -> set[str]:
    return {each.key for each in bank.all()} - {each.key for each in BANK.all()}


async def refusal(work: Awaitable[object]) -> CohortError:
    with pytest.raises(CohortError) as caught:
        await work
    return caught.value


# ------------------------------------------------------------------ the bank


async def test_a_guild_without_questions_of_its_own_has_the_built_in_bank(store: Store) -> None:
    tried = service(store)

    bank = await tried.bank(GUILD)

    assert bank.all() == BANK.all()
    assert await tried.bank(OTHER) is bank


async def test_own_questions_join_the_bank_of_their_guild_and_are_asked_first(store: Store) -> None:
    tried = service(store)
    await bring(tried)

    bank = await tried.bank(GUILD)

    assert keys(bank) == {"our-leak", "our-drift"}
    assert len(bank.all()) == len(BANK.all()) + 2
    picked = {bank.pick(THEORY, 2, (), Random(seed)) for seed in range(10)}
    assert picked == {bank.kit("our-leak").question}
    assert bank.kit("our-leak").rubric == BANK.kit("roc-auc").rubric
    assert keys(await tried.bank(OTHER)) == set()


async def test_a_bank_is_read_again_only_when_a_set_has_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, elsewhere = service(store), service(store)
    await bring(tried)
    first = await elsewhere.bank(GUILD)
    with monkeypatch.context() as patch:
        patch.setattr(import_module("bot.services.question_banks"), "kept_questions", None)
        assert await elsewhere.bank(GUILD) is first

    await bring(tried, OWN.replace("A leak of ours", "The leak"))

    # Another process sees it too.
    assert (await elsewhere.bank(GUILD)).kit("our-leak").question.title == "The leak"
    await tried.remove(GUILD, "our-theory")
    assert keys(await elsewhere.bank(GUILD)) == set()


async def test_the_built_in_bank_is_read_once_however_many_ask(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    banks = import_module("bot.services.question_banks")
    read: list[Bank] = []
    monkeypatch.setattr(banks, "built_in_questions", lambda: read.append(BANK) or BANK)
    tried = service(sqlite_store)

    await asyncio.gather(*(tried.bank(guild_id) for guild_id in range(5)))

    assert len(read) == 1


async def test_a_warm_bank_is_read_before_anybody_waits_for_it(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = service(sqlite_store)
    await tried.warm()
    monkeypatch.setattr(import_module("bot.services.question_banks"), "built_in_questions", None)

    assert (await tried.bank(GUILD)).all() == BANK.all()


# ------------------------------------------------------------------ import


async def test_what_an_import_came_to_is_told(store: Store) -> None:
    tried = service(store)

    imported = await tried.import_(GUILD, "x.yaml", OWN.encode())

    assert (imported.listed.key, imported.listed.title) == ("our-theory", "Our theory")
    assert (imported.listed.kind, imported.listed.questions) == (THEORY, 2)
    assert imported.outcome is SetOutcome.ADDED
    assert await bring(tried) is SetOutcome.UNCHANGED
    assert await bring(tried, OWN.replace("of ours", "in our house")) is SetOutcome.REPLACED
    assert [each.title for each in await tried.own(GUILD)] == ["Our theory"]


@pytest.mark.parametrize(
    ("name", "key"), [("From Ada.yaml", "from-ada"), ("вопросы.yaml", "ml-theory"), ("a.b.yml", "a-b")]
)
async def test_a_set_without_an_id_is_called_as_its_file(sqlite_store: Store, name: str, key: str) -> None:
    tried = service(sqlite_store)

    imported = await tried.import_(
        GUILD, name, OWN.replace("id: our-theory\ntitle: Our theory\n", "").encode()
    )

    assert (imported.listed.key, imported.listed.title) == (key, key)


async def test_a_packed_set_is_as_good(sqlite_store: Store) -> None:
    tried = service(sqlite_store)
    large = set_of([f"q{number}" for number in range(200)], prompt="")
    large += "".join(f"# {Random(number).random()}\n" for number in range(3_000))

    imported = await tried.import_(GUILD, "many.yaml.gz", packed(large.encode()))

    assert imported.listed.questions == 200
    (exported,) = await tried.export(GUILD)
    assert exported.plain == large.encode()
    assert exported.packed == packed(large.encode())


@pytest.mark.parametrize(
    ("brought", "key", "more"),
    [
        (OWN.replace("our-leak", "roc-auc"), "roc-auc", 0),
        (OWN.replace("our-theory", "second"), "our-leak", 1),
        (built_in_file("coding").decode(), BANK.of_kind(QuestionKind.CODING)[0].key, 29),
    ],
    ids=["built-in", "another own set", "a built-in file as it is"],
)
async def test_keys_that_are_taken_are_refused_and_nothing_is_lost(
    sqlite_store: Store, brought: str, key: str, more: int
) -> None:
    tried = service(sqlite_store)
    await bring(tried)

    refused = await refusal(bring(tried, brought))

    assert isinstance(refused, QuestionTwice)
    assert (refused.key, refused.more) == (key, more)
    assert keys(await tried.bank(GUILD)) == {"our-leak", "our-drift"}
    assert await bring(tried) is SetOutcome.UNCHANGED


async def test_another_guild_may_have_the_same_questions(sqlite_store: Store) -> None:
    tried = service(sqlite_store)
    assert [await bring(tried, guild_id=each) for each in (GUILD, OTHER)] == [SetOutcome.ADDED] * 2


async def test_so_many_sets_fit_and_no_more(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_questions, "MAX_SETS", 2)
    tried = service(sqlite_store)
    for key in ("one", "two"):
        await bring(tried, set_of([key], key=key))

    refused = await refusal(bring(tried, set_of(["three"], key="three")))

    assert isinstance(refused, QuotaReached)
    assert "/manage questions remove" in refused.next_step
    assert await bring(tried, set_of(["two", "more"], key="two")) is SetOutcome.REPLACED


async def test_so_many_questions_fit_and_no_more(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_questions, "MAX_QUESTIONS", 5)
    tried = service(sqlite_store)
    await bring(tried, set_of("abc", key="one"))

    refused = await refusal(bring(tried, set_of("def", key="two")))

    assert isinstance(refused, TooManyQuestions)
    assert (refused.held, refused.brought, refused.maximum) == (3, 3, 5)
    assert await bring(tried, set_of("abcde", key="one")) is SetOutcome.REPLACED


def with_framework(step: str) -> str:
    steps = f"    - {step}\n" * 10
    return OWN.replace("questions:", f"framework:\n  title: Ours\n  steps:\n{steps}questions:")


async def test_half_a_guide_that_grows_too_long_with_the_built_in_half_is_refused(
    sqlite_store: Store,
) -> None:
    tried = service(sqlite_store)

    refused = await refusal(bring(tried, with_framework("Say what you see, " * 6 + "and why")))

    assert isinstance(refused, GuideTooLong)
    assert refused.size > refused.maximum == 1_500
    assert await bring(tried, with_framework("Say what you see, and why")) is SetOutcome.ADDED


# ------------------------------------------------------------------ export, list, remove


async def test_a_set_comes_out_as_it_went_in(store: Store) -> None:
    tried = service(store)
    await bring(tried)
    await bring(tried, set_of(["more"], key="second"))

    assert [(each.key, each.packed) for each in await tried.export(GUILD)] == [
        ("our-theory", None),
        ("second", None),
    ]
    (exported,) = await tried.export(GUILD, "our-theory")
    assert exported.plain == OWN.encode()
    assert await tried.export(OTHER) == ()


@pytest.mark.parametrize("key", [each.key for each in BANK.sets])
async def test_a_built_in_set_is_given_out_as_an_example(sqlite_store: Store, key: str) -> None:
    (exported,) = await service(sqlite_store).export(GUILD, key)
    assert exported.plain == built_in_file(key)
    assert bool(exported.packed) == (len(exported.plain) > 65_536)


@pytest.mark.parametrize("key", ["../schema", "/etc/passwd", "x\0y", "", "our-theory", "README"])
async def test_a_key_is_never_a_path_nor_another_guilds(sqlite_store: Store, key: str) -> None:
    tried = service(sqlite_store)
    await bring(tried, guild_id=OTHER)

    for work in (tried.export(GUILD, key), tried.removal(GUILD, key), tried.remove(GUILD, key)):
        refused = await refusal(work)
        assert isinstance(refused, UnknownQuestionSet)
        assert refused.offered == ()
    assert keys(await tried.bank(OTHER)) == {"our-leak", "our-drift"}


async def test_the_list_has_own_sets_and_built_in_ones(store: Store) -> None:
    tried = service(store)
    await bring(tried)

    listing = await tried.listing(GUILD)

    assert [(each.key, each.questions) for each in listing.own] == [("our-theory", 2)]
    assert sum(each.questions for each in listing.built_in) == len(BANK.all())
    assert {each.key for each in listing.built_in} >= {"coding", "ml-theory", "system-design"}


async def test_removing_leaves_the_built_in_ones_and_what_was_asked_readable(store: Store) -> None:
    tried = service(store)
    await bring(tried)
    asked = await tried.kit(GUILD, "our-leak")

    removed = await tried.remove(GUILD, "our-theory")

    assert (removed.key, removed.questions) == ("our-theory", 2)
    assert (await tried.bank(GUILD)).all() == BANK.all()
    assert await tried.kit(GUILD, "our-leak") == asked
    assert isinstance(await refusal(tried.kit(OTHER, "our-leak")), UnknownQuestion)
    assert isinstance(await refusal(tried.remove(GUILD, "our-theory")), UnknownQuestionSet)
    assert await bring(tried) is SetOutcome.ADDED


async def test_a_question_that_a_new_version_leaves_out_stays_readable(store: Store) -> None:
    tried = service(store)
    await bring(tried)
    await bring(tried, OWN[: OWN.index("  - key: our-drift")])

    assert keys(await tried.bank(GUILD)) == {"our-leak"}
    assert (await tried.kit(GUILD, "our-drift")).question.title == "A drift of ours"
    assert isinstance(await refusal(tried.kit(GUILD, "nothing")), UnknownQuestion)


async def test_a_question_named_like_a_criterion_is_found_in_an_old_version(sqlite_store: Store) -> None:
    tried = service(sqlite_store)
    await bring(tried, set_of(["depth"], key="ours"))
    await tried.remove(GUILD, "ours")
    rubric = "".join(f"  - {{key: {key}, title: T, anchors: [A, B, C, D]}}\n" for key in ("depth", "breadth"))
    await bring(tried, OWN.replace("questions:", f"rubric:\n{rubric}questions:"))
    await tried.remove(GUILD, "our-theory")

    assert (await tried.kit(GUILD, "depth")).question.key == "depth"


# ------------------------------------------------------------------ bad days


async def test_a_change_of_another_process_meanwhile_is_told_and_loses_nothing(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, elsewhere = service(sqlite_store), service(sqlite_store)
    held = tried._banks.held

    async def then_somebody_else(guild_id: int) -> object:
        found = await held(guild_id)
        await bring(elsewhere, set_of(["our-leak"], key="theirs"))
        return found

    monkeypatch.setattr(tried._banks, "held", then_somebody_else)

    assert isinstance(await refusal(bring(tried)), ImportRunning)
    assert keys(await elsewhere.bank(GUILD)) == {"our-leak"}


async def test_what_an_earlier_cohort_kept_in_another_form_is_checked_again_once(store: Store) -> None:
    await bring(service(store))
    async with store.write() as tx:
        await tx.exec_driver_sql("UPDATE guild_question_set SET checked = '{}'")
    checker = CountingChecker()

    for _ in range(2):
        assert keys(await service(store, checker).bank(GUILD)) == {"our-leak", "our-drift"}

    assert checker.asked == 1


async def test_whoever_cannot_wait_does_without_what_would_be_checked_again(store: Store) -> None:
    await bring(service(store))
    async with store.write() as tx:
        await tx.exec_driver_sql("UPDATE guild_question_set SET checked = '{}'")
    checker = CountingChecker()
    tried = service(store, checker)

    assert keys(await tried.bank(GUILD, recheck=False)) == set()
    assert isinstance(await refusal(tried.kit(GUILD, "our-leak", recheck=False)), UnknownQuestion)
    assert checker.asked == 0

    assert (await tried.kit(GUILD, "our-leak")).question.title == "A leak of ours"
    assert keys(await tried.bank(GUILD, recheck=False)) == {"our-leak", "our-drift"}


async def test_what_does_not_pass_any_more_is_left_out_and_tried_once(sqlite_store: Store) -> None:
    await bring(service(sqlite_store))
    await bring(service(sqlite_store), set_of(["fine"], key="fine"))
    async with sqlite_store.write() as tx:
        await tx.exec_driver_sql(
            "UPDATE guild_question_set SET checked = '{}', source = 'kind: x' WHERE key = 'our-theory'"
        )
    checker = CountingChecker()
    tried = service(sqlite_store, checker)

    for _ in range(3):
        assert keys(await tried.bank(GUILD)) == {"fine"}

    assert checker.asked == 1
    assert await bring(tried) is SetOutcome.REPLACED
    assert keys(await tried.bank(GUILD)) == {"fine", "our-leak", "our-drift"}


async def test_a_key_that_comes_with_cohort_later_on_is_the_guilds(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = [each for each in BANK.sets if each.kind is THEORY]
    gone = sets[0].questions[0].key
    fewer = Bank([replace(sets[0], questions=sets[0].questions[1:])])
    with monkeypatch.context() as patch:
        patch.setattr(import_module("bot.services.question_banks"), "built_in_questions", lambda: fewer)
        await bring(service(sqlite_store), OWN.replace("our-leak", gone))

    bank = await service(sqlite_store).bank(GUILD)

    assert bank.kit(gone).question.title == "A leak of ours"
    assert len(bank.all()) == len(BANK.all()) + 1


async def test_foreign_yaml_is_never_read_in_this_process(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = service(sqlite_store)
    await tried.bank(GUILD)
    monkeypatch.setattr(import_module("bot.catalog.questions"), "read_document", None)

    assert await bring(tried) is SetOutcome.ADDED
    assert keys(await tried.bank(GUILD)) == {"our-leak", "our-drift"}


async def test_the_largest_bank_holds_nobody_up(sqlite_store: Store) -> None:
    tried = service(sqlite_store)
    await tried.bank(GUILD)
    for at in range(2):
        raw = set_of([f"q{at}-{number}" for number in range(200)], key=f"set-{at}", prompt="x " * 490 + "y")
        await tried.import_(GUILD, "x.yaml.gz", packed(raw.encode()))

    again = service(sqlite_store)

    assert await longest_turn(again.bank(GUILD), time.thread_time) < HELD_UP
    assert len(keys(await again.bank(GUILD))) == 400
