"""A check that fails in an unforeseen way is itself a finding, and stops no other."""

from collections.abc import Callable, Iterable

from bot.doctor.finding import Finding, problem

REPORT = "Please report this, with the version of Cohort and what kind of machine this is."


def attempt(name: str, check: Callable[[], Finding | Iterable[Finding]]) -> list[Finding]:
    """What a check finds; that it could not be made is a finding too."""
    try:
        found = check()
        return [found] if isinstance(found, Finding) else list(found)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a machine, the other checks go on
        return [unforeseen(name, error)]


def unforeseen(name: str, error: Exception) -> Finding:
    """The check could not be made."""
    # Only the kind: nobody knows what a library writes into its message.
    return problem(name, f"This check could not be made ({kind(error)}).", REPORT, error=kind(error))


def kind(error: Exception) -> str:
    """What sort of error it is, without its message."""
    status: object = getattr(error, "status", None)
    return f"HTTP {status}" if isinstance(status, int) else type(error).__name__
