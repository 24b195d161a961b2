"""The private touches of simcord that tests need, and ways to read and press what a bot shows.

simcord's backend and settling are internal to it (pinned 3.2.1), so nothing else under `tests/` reaches into
them, apart from `tests/wire`, which is built out of them.
"""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatch
from typing import Any, TypeVar, cast

import discord
from simcord import Env, InteractionResult, MemberActor, ResponseMessage, interactions
from simcord._clock import Clock
from simcord.backend import Backend
from simcord.components import walk_components
from simcord.http import router

_T = TypeVar("_T")

Seen = InteractionResult | ResponseMessage | discord.Message
"""Anything that shows a message: the answer to an interaction, or a message of a channel."""

_BUTTON, _TEXT_DISPLAY, _LABEL = 2, 10, 18
_SELECTS = frozenset({3, 5, 6, 7, 8})


def hasten() -> None:
    """Makes settling look for work every millisecond instead of every 50. Idempotent.

    Looking without a pause is three times slower: it keeps the interpreter from the database's threads.
    """
    defaults = Env._settle_internal.__kwdefaults__
    assert defaults is not None
    defaults["idle"] = 1e-3


class EnvClock:
    """A clock for a bot under simulation. Built before the environment, because the bot is."""

    def __init__(self) -> None:
        self._env: Env | None = None
        self._before = Clock()

    def follow(self, env: Env) -> None:
        """From now on tells the environment's time."""
        self._env = env

    def now(self) -> datetime:
        """The environment's moment; before there is one, the moment at which simulations begin."""
        return self._env.now() if self._env is not None else self._before.now()


async def burst(env: Env, *actions: Coroutine[Any, Any, _T]) -> list[_T]:
    """Lets several people act at once: `burst(env, alice.click(...), bob.click(...))`.

    simcord allows one operation at a time and settles after each; here all interactions reach the bot before
    any of them is waited for, so the handlers interleave as they do in life.
    """

    async def no_settling(**_: Any) -> None:
        return

    overlapping = {
        "_begin_operation": lambda _label: None,
        "_end_operation": lambda: None,
        "_settle_internal": no_settling,
    }
    vars(env).update(overlapping)
    try:
        results = await asyncio.gather(*actions)
    finally:
        for name in overlapping:
            vars(env).pop(name)
    await env.settle()
    return results


@contextmanager
def speaking(actor: MemberActor, locale: str) -> Generator[None]:
    """Inside, everything this person does carries their client's language (simcord knows en-US only)."""
    real = interactions.base_payload

    def base_payload(*args: Any, **details: Any) -> Any:
        record, payload = real(*args, **details)
        if details["user_id"] == actor.id:
            payload["locale"] = locale
        return record, payload

    interactions.base_payload = base_payload
    try:
        yield
    finally:
        interactions.base_payload = real


# ------------------------------------------------------------------ the REST entry


class Nonces:
    """Discord's promise for `enforce_nonce`: for minutes, the same nonce gives the first message again."""

    KEPT = timedelta(minutes=5)

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[datetime, Any]] = {}

    def earlier(self, path: str, body: Any, now: datetime) -> Any | None:
        """The answer that this nonce got in this channel before, if it is still remembered."""
        sent, answer = self._first.get(self._key(path, body), (now - self.KEPT * 2, None))
        return answer if now - sent < self.KEPT else None

    def remember(self, path: str, body: Any, now: datetime, answer: Any) -> None:
        """Keeps the answer to a message with an enforced nonce; anything else is ignored."""
        if all(key := self._key(path, body)):
            self._first[key] = (now, answer)

    @staticmethod
    def _key(path: str, body: Any) -> tuple[str, str]:
        enforced = isinstance(body, dict) and body.get("enforce_nonce") and path.endswith("/messages")
        return (path, str(body.get("nonce") or "")) if enforced else ("", "")


@dataclass(slots=True)
class _LostReply:
    method: str
    path: str
    error: Exception
    times: int


class Rest:
    """The REST entry with what simcord leaves out: exact nonces, and replies lost after the work was done."""

    def __init__(self) -> None:
        self._nonces = Nonces()
        self._lost: list[_LostReply] = []

    def lose_reply(self, method: str, path: str, error: Exception, *, times: int = 1) -> None:
        """The next matching calls (`path` is an fnmatch pattern) take effect, then raise `error` in the bot.

        `env.inject_error` is the counterpart that fails before anything happened.
        """
        self._lost.append(_LostReply(method, path, error, times))

    def answer(
        self, real: Callable[..., Any], backend: Backend, method: str, path: str, **request: Any
    ) -> Any:
        """One request: the earlier answer of its nonce, or the real one, or the loss of it."""
        now, body = backend.clock.now(), request.get("json")
        answer = self._nonces.earlier(path, body, now)
        if answer is None:
            answer = real(backend, method, path, **request)
            self._nonces.remember(path, body, now, answer)
        for loss in self._lost:
            if loss.times > 0 and loss.method == method and fnmatch(path, loss.path):
                loss.times -= 1
                raise loss.error
        return answer


@contextmanager
def exact_rest() -> Generator[Rest]:
    """Inside, the simulated Discord keeps its promise about nonces and can lose replies."""
    rest, real = Rest(), cast("Callable[..., Any]", router.dispatch)

    def dispatch(backend: Backend, method: str, path: str, **request: Any) -> Any:
        return rest.answer(real, backend, method, path, **request)

    router.dispatch = dispatch
    try:
        yield rest
    finally:
        router.dispatch = real


# ------------------------------------------------------------------ reading


def message_of(seen: Seen) -> ResponseMessage | discord.Message:
    """The message itself; an interaction that was answered without one is an AssertionError."""
    if not isinstance(seen, InteractionResult):
        return seen
    assert seen.response is not None, f"no message was shown: {seen!r}"
    return seen.response


def _components(seen: Seen) -> list[dict[str, Any]]:
    message = message_of(seen)
    if isinstance(message, ResponseMessage):
        return message.components
    return [dict(component.to_dict()) for component in message.components]


def _embed_texts(embed: discord.Embed) -> list[str | None]:
    fields = [part for field in embed.fields for part in (field.name, field.value)]
    return [embed.author.name, embed.title, embed.description, *fields, embed.footer.text]


def texts(seen: Seen) -> list[str]:
    """Everything a person reads in a message, top to bottom: content, embeds, text displays, no buttons."""
    message = message_of(seen)
    shown = [message.content, *(part for embed in message.embeds for part in _embed_texts(embed))]
    layout = [c["content"] for c in walk_components(_components(seen)) if c.get("type") == _TEXT_DISPLAY]
    return [part for part in [*shown, *layout] if part]


def text(seen: Seen) -> str:
    """`texts` in one string, a line break between the parts."""
    return "\n".join(texts(seen))


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a person sees it."""

    label: str
    custom_id: str
    url: str
    disabled: bool


def buttons(seen: Seen) -> list[Button]:
    """All buttons of a message in order, wherever they stand (rows, sections, containers)."""
    return [
        Button(c.get("label") or "", c.get("custom_id") or "", c.get("url") or "", bool(c.get("disabled")))
        for c in walk_components(_components(seen))
        if c.get("type") == _BUTTON
    ]


# ------------------------------------------------------------------ acting


def find_button(seen: Seen, *, label: str | None = None, prefix: str = "", nth: int | None = None) -> Button:
    """The one button with this label (whole, else part of it) and id prefix; `nth` picks among several."""
    found = [b for b in buttons(seen) if b.custom_id.startswith(prefix)]
    if label is not None:
        found = [b for b in found if b.label == label] or [b for b in found if label in b.label]
    wanted = f"button label={label!r} prefix={prefix!r} nth={nth}"
    assert found, f"no {wanted} among {buttons(seen)}"
    assert nth is not None or len(found) == 1, f"several fit {wanted}: {found}"
    return found[nth or 0]


async def press(
    actor: MemberActor, seen: Seen, *, label: str | None = None, prefix: str = "", nth: int | None = None
) -> InteractionResult:
    """Presses the button that `find_button` finds."""
    button = find_button(seen, label=label, prefix=prefix, nth=nth)
    return await actor.click(message_of(seen), custom_id=button.custom_id)


async def choose(actor: MemberActor, seen: Seen, *values: Any, prefix: str = "") -> InteractionResult:
    """Chooses values in the one select menu whose custom_id starts with `prefix`."""
    menus = [str(c["custom_id"]) for c in walk_components(_components(seen)) if c.get("type") in _SELECTS]
    found = [custom_id for custom_id in menus if custom_id.startswith(prefix)]
    assert len(found) == 1, f"{len(found)} menus start with {prefix!r}: {menus}"
    return await actor.select(message_of(seen), values, custom_id=found[0])


def fields(shown: InteractionResult) -> dict[str, str]:
    """Label -> custom_id of a modal's fields, in Label components and in rows of text inputs."""
    assert shown.modal is not None, f"no modal was shown: {shown!r}"
    found: dict[str, str] = {}
    for component in walk_components(shown.modal["components"]):
        inner = component.get("component") if component.get("type") == _LABEL else component
        if isinstance(inner, dict) and "custom_id" in inner and component.get("label"):
            found[str(component["label"])] = str(inner["custom_id"])
    return found


async def submit(
    actor: MemberActor, shown: InteractionResult, values: dict[str, Any] | Sequence[Any]
) -> InteractionResult:
    """Submits a modal: values by label, or in the order of the fields (custom ids are random by design)."""
    known = fields(shown)
    if not isinstance(values, dict):
        values = dict(zip(known, values, strict=True))
    return await actor.submit_modal(shown, {known[label]: value for label, value in values.items()})
