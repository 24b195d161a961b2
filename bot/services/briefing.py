"""What every message is asked as it leaves: whether it is still wanted, and how late it is."""

from datetime import datetime, timedelta

from bot.domain.delivery import Claim, DeliveryKind, Lateness, Reason, lateness
from bot.domain.schedules import Schedule, held_until
from bot.store import schedules
from bot.store.transaction import Tx

NUDGE, WARNING = DeliveryKind.NUDGE, DeliveryKind.WARNING


def late_by(claim: Claim, now: datetime) -> timedelta:
    """How much too late the message leaves; zero when it is on time."""
    is_late = lateness(now, claim.due_at, claim.expires_at) is Lateness.LATE
    return now - claim.due_at if is_late else timedelta(0)


async def silent(tx: Tx, claim: Claim, now: datetime) -> Reason | None:
    """Why the message is not wanted at this moment: switched off, muted, or in quiet hours.

    What goes to a member needs their nudge to be on, which is their consent.
    """
    if claim.member_key is None:
        own = await schedules.find_of_guild(tx, claim.guild_id, claim.kind, claim.ref)
        return why_silent(own, claim, now)
    reason = why_silent(await schedules.find(tx, claim.member_key, NUDGE), claim, now)
    if reason or claim.kind is not WARNING:
        return reason
    return why_silent(await schedules.find(tx, claim.member_key, claim.kind, claim.ref), claim, now)


def why_silent(schedule: Schedule | None, claim: Claim, now: datetime) -> Reason | None:
    """The same for whoever has found the schedule that the message hangs on."""
    if schedule is None or schedule.next_due_at is None:
        return Reason.OFF
    if is_muted(schedule, now):
        return Reason.MUTED
    # A warning is never worth breaking quiet hours; what was on time goes, and only stood in the queue.
    strict = claim.kind is WARNING
    until = schedule.quiet_until(now) if strict else held_until(schedule, claim.due_at, now)
    return Reason.QUIET_HOURS if until else None


def is_muted(schedule: Schedule, now: datetime) -> bool:
    """Whether the member wants nothing until later."""
    return schedule.muted_until is not None and now < schedule.muted_until
