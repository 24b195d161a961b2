"""The environment: the token's shape, settings that contradict each other, and doors left open."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from bot.config import LOOPBACK, SECRETS, Settings
from bot.doctor.files import database_file
from bot.doctor.finding import Finding, fatal, fine, problem, warning
from bot.doctor.token_shape import looks_like_a_token

COPY_TOKEN = "Developer Portal → your application → Bot → Reset Token; put it in DISCORD_TOKEN."  # noqa: S105


def token(settings: Settings) -> Finding:
    """There is a token, and it looks like one. What it is never appears anywhere."""
    written = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not written:
        return fatal("token", "There is no bot token.", COPY_TOKEN)
    if not looks_like_a_token(written):
        sentence = "The bot token does not look like one: three parts with dots between them, no spaces."
        return problem("token", sentence, COPY_TOKEN)
    return fine("token", "There is a bot token, and it has the shape of one.")


def contradictions(settings: Settings, sources: Mapping[str, str]) -> list[Finding]:
    """Settings that cannot all be meant; `sources` are those of the secrets, by variable."""
    found = [*_shards(settings), *_twice(sources), *_odd(settings), *_in_the_clear(settings)]
    return found or [fine("settings", "The settings agree with each other.")]


def http(settings: Settings) -> Finding:
    """Health and metrics are for this machine."""
    if settings.cohort_http is None:
        return fine("http", "Health and metrics are off.", "COHORT_HTTP=127.0.0.1:9090 switches them on.")
    host, port = settings.cohort_http
    if settings.serves_strangers:
        sentence = f"Health and metrics listen on {host}:{port}, where other machines may reach them."
        step = "Unless a firewall or a container is in between, set COHORT_HTTP to 127.0.0.1 and the port."
        return warning("http", sentence, step, host=host, port=port)
    return fine(
        "http", f"Health and metrics listen on {host}:{port}, for this machine.", host=host, port=port
    )


def _shards(settings: Settings) -> Iterator[Finding]:
    mine, count = settings.shard_ids, settings.shard_count
    if mine is None or count is None:
        return
    if max(mine) >= count or len(set(mine)) < len(mine):
        sentence = "SHARD_IDS holds a number twice, or one that is not below SHARD_COUNT."
        yield fatal("settings", sentence, f"Give numbers from 0 to {count - 1}, each once.")
    elif len(mine) < count and database_file(settings) is not None:
        sentence = "SHARD_IDS leaves shards to other processes, but SQLite serves one process alone."
        yield problem(
            "settings", sentence, "Set DATABASE_URL to PostgreSQL, or run all shards in one process."
        )


def _twice(sources: Mapping[str, str]) -> Iterator[Finding]:
    for name in SECRETS:
        if sources.get(name) and sources.get(f"{name}_FILE"):
            sentence = f"{name} and {name}_FILE are both set; the file is the one that counts."
            yield warning("settings", sentence, f"Remove {name}.")


def _odd(settings: Settings) -> Iterator[Finding]:
    if settings.clock_file is not None:
        yield warning("settings", "COHORT_CLOCK_FILE is set: it is for tests.", "Remove it.")
    if settings.watchdog_seconds is not None:
        yield warning("settings", "COHORT_WATCHDOG_SECONDS is set: it is for tests.", "Remove it.")
    if not settings.cohort_rates:
        sentence = "COHORT_RATES is off: nobody is asked to slow down, however often they press."
        yield warning("settings", sentence, "Remove it unless you measure the load that Cohort bears.")
    if settings.cohort_leetcode_base and not settings.cohort_leetcode:
        sentence = "COHORT_LEETCODE_BASE is set, but COHORT_LEETCODE is off."
        yield warning("settings", sentence, "Remove COHORT_LEETCODE_BASE: it is for tests.")


def _in_the_clear(settings: Settings) -> Iterator[Finding]:
    for name, address in (
        ("DISCORD_API_BASE", settings.discord_api_base),
        ("DISCORD_GATEWAY_URL", settings.discord_gateway_url),
    ):
        parts = urlsplit(address or "")
        if parts.scheme in {"http", "ws"} and parts.hostname not in LOOPBACK:
            sentence = f"{name} names another machine without encryption: the bot token travels in the clear."
            yield warning("settings", sentence, "Use https or wss, or a network that nobody else can read.")
