"""What differs between redis-py's clients: how one is opened, and what its errors mean."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Optional, Union
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import redis
import redis.asyncio
from redis import exceptions

from .durations import to_ms
from .errors import InvalidRequest, RatewardenError, StoreError, StoreUnavailable
from .text import visible

BOT_TIMEOUT_S = 0.02
PEOPLE_TIMEOUT_S = 2.0

_AWAY_WORDS = {
    "LOADING", "OOM", "READONLY", "MISCONF", "CLUSTERDOWN", "TRYAGAIN", "MASTERDOWN", "NOREPLICAS", "ASK", "MOVED", "BUSY",
}  # fmt: skip
_AWAY_NAMES = (
    "BusyLoadingError", "OutOfMemoryError", "ReadOnlyError", "ClusterDownError", "TryAgainError", "MasterDownError", "AskError",
    "MovedError", "RedisClusterException", "ClusterError", "SlotNotCoveredError",
)  # fmt: skip
_AWAY = tuple(getattr(exceptions, name) for name in _AWAY_NAMES if hasattr(exceptions, name))
_LOGIN = tuple(
    getattr(exceptions, name)
    for name in ("AuthenticationError", "AuthorizationError", "NoPermissionError")
    if hasattr(exceptions, name)
)
_OF_THE_POOL = ("retry_on_timeout", "maint_notifications", "orig_")
# How Redis 6.2 tells what went wrong in a script, such as "… @user_script:12: @user_script: 12: -OOM command not allowed"; Redis 7
# tells the error itself. Releases of redis-py differ in whether they keep the ERR.
_IN_A_SCRIPT = re.compile(r"(?:ERR )?Error running script \(call to f_\w+\): (?:@\w+: ?\d+: )*-?(?=[A-Z]{2})")
UNREACHABLE = (exceptions.ConnectionError, exceptions.TimeoutError, OSError, asyncio.TimeoutError)
ERRORS = (exceptions.RedisError, OSError, asyncio.TimeoutError)


def store_error(error: BaseException, address: str) -> RatewardenError:
    """What an error of redis-py means: an outage, which passes, or a refusal, which somebody must put right."""
    said = visible(str(error)) or type(error).__name__
    wrapped = _IN_A_SCRIPT.match(said)
    word = said[wrapped.end() if wrapped else 0 :].split(" ", 1)[0]
    if isinstance(error, _LOGIN) or word in ("WRONGPASS", "NOAUTH", "NOPERM"):
        return StoreError(f"{address} refuses the login, or a right that it needs; correct them ({said})")
    if isinstance(error, _AWAY) or word in _AWAY_WORDS or "max number of clients reached" in said:
        return StoreUnavailable(f"{address} cannot serve just now ({said})")
    if isinstance(error, UNREACHABLE):
        return StoreUnavailable(f"{address} does not answer ({said})")
    return StoreError(f"{address} refuses the call; is it Redis 6.2 or later, and is the prefix ours alone? ({said})")


def is_cluster(client: Any) -> bool:
    """Whether its commands go to several servers, so that they are sent one by one."""
    return "Cluster" in type(client).__name__


def open_client(source: Union[str, Any], timeout: Optional[float], otherwise: float, asynchronous: bool) -> tuple[Any, float]:
    """A client of one's own that never repeats a call, and its time-out in seconds.

    A client over a plain connection pool is copied with that time-out; another one (Sentinel, Cluster) is used as it is.
    """
    library: Any = redis.asyncio if asynchronous else redis
    if isinstance(source, str):
        source, named = _without_timeout(source)
        wait = _seconds(timeout if timeout is not None else named if named is not None else otherwise)
        try:
            return library.Redis.from_url(source, **_settings(library, wait)), wait
        except ValueError as wrong:
            raise InvalidRequest(f"Redis at {address_of(source)}: {wrong}; write such as redis://localhost:6379") from None
    wait = _seconds(otherwise if timeout is None else timeout)
    is_async = type(source).__module__.startswith("redis.asyncio")
    if type(source).__module__.startswith("redis.") and is_async is not asynchronous:
        wanted = "AsyncRateLimiter takes a redis.asyncio" if asynchronous else "RateLimiter takes a redis"
        raise InvalidRequest(f"{wanted} client, and was given a {type(source).__module__}.{type(source).__name__}")
    pool = getattr(source, "connection_pool", None)
    if type(pool) not in (library.ConnectionPool, library.BlockingConnectionPool):
        return source, wait
    # What newer releases keep there of the pool itself stays behind.
    kept = {name: value for name, value in pool.connection_kwargs.items() if not name.startswith(_OF_THE_POOL)}
    settings = {**kept, **_settings(library, wait)}
    return library.Redis(connection_pool=library.ConnectionPool(connection_class=pool.connection_class, **settings)), wait


def _settings(library: Any, wait: float) -> dict[str, Any]:
    """A call that timed out may have run: nothing is sent twice."""
    retry: Any
    if library is redis:
        from redis.retry import Retry as retry
    else:
        from redis.asyncio.retry import Retry as retry
    from redis.backoff import NoBackoff

    return {
        "socket_timeout": wait,
        "socket_connect_timeout": wait,
        "retry": retry(NoBackoff(), 0),
        "retry_on_error": [],
    }


def _without_timeout(url: str) -> tuple[str, Optional[float]]:
    """The URL as redis-py takes it, and the time-out that it names as ``?timeout=100ms``, as URLs for our other programs do."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    named = [value for name, value in query if name == "timeout"]
    if not named:
        return url, None
    rest = urlencode([pair for pair in query if pair[0] != "timeout"])
    return urlunsplit(parts._replace(query=rest)), to_ms(named[-1]) / 1_000


def _seconds(timeout: Any) -> float:
    seconds = timeout.total_seconds() if hasattr(timeout, "total_seconds") else timeout
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds <= 600:
        raise InvalidRequest(f"timeout {timeout}: must be seconds, above 0 and at most 600, such as 0.1")
    return float(seconds)


def address_of(source: Any) -> str:
    """Which Redis it is, for messages, without a password."""
    if isinstance(source, str):
        return "Redis at " + visible(re.sub(r"//[^@/]*@", "//", source).split("?", 1)[0])
    settings = getattr(getattr(source, "connection_pool", None), "connection_kwargs", None) or {}
    if "path" in settings:
        return f"Redis at {settings['path']}"
    if "host" in settings:
        return f"Redis at {settings['host']}:{settings.get('port', 6379)}"
    return "Redis"
