"""Steps with the real bot that tests and benches share; they run in-process and over the wire."""

from datetime import UTC, datetime, timedelta

from simcord import ChannelHandle, Env, InteractionResult, MemberActor

ZONE = "Europe/Berlin"


async def monday_morning(env: Env) -> None:
    """Moves on to the next Monday, 10:00 UTC: a study day for everyone, far from its cut-off."""
    now = env.now()
    days = (0 - now.weekday()) % 7 or 7
    morning = datetime(now.year, now.month, now.day, 10, tzinfo=UTC) + timedelta(days=days)
    await env.advance_time((morning - now).total_seconds())


async def join(member: MemberActor, channel: ChannelHandle) -> InteractionResult:
    """Enrols on the first roadmap offered, at ten hours a week."""
    offered = await member.autocomplete(channel, "join", "roadmap", "")
    assert offered, "no roadmap is offered"
    return await member.slash(
        channel, "join", roadmap=offered[0]["value"], timezone=ZONE, hours_per_week="10", start="today"
    )


async def add_tasks(member: MemberActor, channel: ChannelHandle, *titles: str) -> None:
    """Adds tasks of the member's own for today, so that there is something to tick on any roadmap."""
    for title in titles:
        await member.slash(channel, "task add", title=title, minutes="15")
