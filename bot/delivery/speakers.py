"""Who knows what a message says, by what it is for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.domain.delivery import Claim, DeliveryKind, Reason
from bot.domain.languages import spoken
from bot.domain.nudges import Quiet
from bot.ui.language import speaking
from bot.ui.message import Message

BriefT = TypeVar("BriefT")
Brief_co = TypeVar("Brief_co", covariant=True)


class Briefer(Protocol[Brief_co]):
    """Whoever decides what a message says at the moment it leaves, or that there is nothing to say."""

    async def brief(self, claim: Claim, now: datetime) -> Brief_co | Quiet: ...


class Speaker(Protocol):
    """Whoever turns a claim into a message at the moment it leaves."""

    async def say(self, claim: Claim, now: datetime) -> Message | Quiet: ...


class Speaking(Generic[BriefT]):
    """A Speaker of what a use case knows and a renderer draws; in a channel that names the member."""

    def __init__(self, briefs: Briefer[BriefT], render: Callable[[BriefT], Message]) -> None:
        self._briefs = briefs
        self._render = render

    async def say(self, claim: Claim, now: datetime) -> Message | Quiet:
        """The message as things stand at `now`."""
        brief = await self._briefs.brief(claim, now)
        return brief if isinstance(brief, Quiet) else self._render(brief)


class ByRef:
    """A Speaker of a kind that knows several things: some by the first word of their `ref`, before a colon,
    all others by one speaker."""

    def __init__(self, by_ref: Mapping[str, Speaker], otherwise: Speaker) -> None:
        self._by_ref = by_ref
        self._otherwise = otherwise

    async def say(self, claim: Claim, now: datetime) -> Message | Quiet:
        """Ask whoever is in charge of this one."""
        about = claim.ref.partition(":")[0]
        return await self._by_ref.get(about, self._otherwise).say(claim, now)


class Speakers:
    """One Speaker for each kind; what a newer version owes and this one does not know is off."""

    def __init__(self, by_kind: Mapping[DeliveryKind, Speaker]) -> None:
        self._by_kind = by_kind

    async def say(self, claim: Claim, now: datetime) -> Message | Quiet:
        """Ask whoever is in charge of this kind."""
        speaker = self._by_kind.get(claim.kind)
        return Quiet(Reason.OFF) if speaker is None else await speaker.say(claim, now)


class Choices(Protocol):
    """Whoever knows which language somebody, or a server, has chosen."""

    async def wishes(self, guild_id: int | None, user_id: int | None) -> tuple[str | None, str | None]: ...


class InLanguage:
    """A Speaker in the language of whom the message is for; what is for a whole channel in the server's."""

    def __init__(self, speaker: Speaker, choices: Choices) -> None:
        self._speaker = speaker
        self._choices = choices

    async def say(self, claim: Claim, now: datetime) -> Message | Quiet:
        """The same message, in that language."""
        with speaking(spoken(*await self._choices.wishes(claim.guild_id, claim.user_id))):
            return await self._speaker.say(claim, now)
