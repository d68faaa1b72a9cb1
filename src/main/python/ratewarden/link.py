"""What differs between redis-py's clients: how one is opened, and what its errors mean."""

from __future__ import annotations

import asyncio
import re
import ssl
from dataclasses import dataclass
from typing import Any, Optional, Union

import redis
import redis.asyncio
from redis import exceptions

from .address import Address, read_address
from .errors import InvalidRequest, MissingRight, RatewardenError, StoreError, StoreUnavailable
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
# As OpenSSL numbers them: X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH.
_OTHER_HOST = (62, 64)
UNREACHABLE = (exceptions.ConnectionError, exceptions.TimeoutError, OSError, asyncio.TimeoutError)
ERRORS = (exceptions.RedisError, OSError, asyncio.TimeoutError)


def store_error(error: BaseException, address: str) -> RatewardenError:
    """What an error of redis-py means: an outage, which passes, or a refusal, which somebody must put right."""
    said = visible(str(error)) or type(error).__name__
    wrapped = _IN_A_SCRIPT.match(said)
    word = said[wrapped.end() if wrapped else 0 :].split(" ", 1)[0]
    # A long first command gets that answer before its first word was looked at.
    if isinstance(error, _LOGIN) or word in ("WRONGPASS", "NOAUTH", "NOPERM", "AUTH") or "unauthenticated" in said:
        return _refusal_of_login(error, word, address, said)
    if "DB index is out of range" in said:
        return StoreError(f"{address} has no database of that number; correct it ({said})")
    untrusted = _untrusted(error)
    if untrusted:
        return StoreError(f"{address} is not trusted: {untrusted}")
    if isinstance(error, _AWAY) or word in _AWAY_WORDS or "max number of clients reached" in said:
        return StoreUnavailable(f"{address} cannot serve just now ({said})")
    if isinstance(error, UNREACHABLE):
        return StoreUnavailable(f"{address} does not answer ({said})")
    return StoreError(f"{address} refuses the call; is it Redis 6.2 or later, and is the prefix ours alone? ({said})")


def _untrusted(error: Optional[BaseException]) -> Optional[str]:
    """What is wrong with the server's certificate, which waiting does not mend; redis-py's own words do not always tell."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    if error is None:
        return None
    said = visible(error.verify_message)
    if error.verify_code in _OTHER_HOST:
        return f"its certificate is for another host; name the host that stands in it ({said})"
    return f"its certificate was signed by nobody who is trusted here; name the authority's file with ?ca= ({said})"


def _refusal_of_login(error: BaseException, word: str, address: str, said: str) -> StoreError:
    if word == "NOPERM" or type(error).__name__ in ("NoPermissionError", "AuthorizationError"):
        return MissingRight(f"{address} denies a right; give the login the role that it needs: see ratewarden acl --help ({said})")
    # Releases of redis-py differ in whether they keep the word.
    if "without any password" in said or "no password is set" in said:
        return StoreError(f"{address} wants no password; leave it out ({said})")
    if word == "NOAUTH" or "required" in said or "unauthenticated" in said or "already authenticated" in said:
        return StoreError(f"{address} asks for a password; give one, and a user name if it has one ({said})")
    return StoreError(f"{address} refuses the user name or password; correct them ({said})")


def is_cluster(client: Any) -> bool:
    """Whether its commands go to several servers, so that they are sent one by one."""
    return "Cluster" in type(client).__name__


@dataclass(frozen=True)
class Patience:
    """How long to wait for a connection, and how long for a reply, in seconds."""

    connect: float
    read: float


def open_client(source: Union[str, Any], timeout: Any, otherwise: float, asynchronous: bool) -> tuple[Any, Patience]:
    """A client of one's own that never repeats a call, and how patient it is.

    A client over a plain connection pool is copied with that patience; another one (Sentinel, Cluster) is used as it is.
    """
    library: Any = redis.asyncio if asynchronous else redis
    given = None if timeout is None else _seconds(timeout)
    if source is None or isinstance(source, (str, bytes)):
        return _of_url(read_address(source), given, otherwise, library)
    patience = Patience(given or otherwise, given or otherwise)
    if type(source).__name__ == "Sentinel":
        raise InvalidRequest('Redis: a Sentinel knows where the master is, and is none; pass sentinel.master_for("mymaster")')
    is_async = type(source).__module__.startswith("redis.asyncio")
    if not hasattr(source, "execute_command"):
        raise InvalidRequest(f"Redis: give a URL, such as redis://localhost:6379, or a client of redis-py, and no {type(source).__name__}")
    if type(source).__module__.startswith("redis.") and is_async is not asynchronous:
        wanted = "AsyncRateLimiter takes a redis.asyncio" if asynchronous else "RateLimiter takes a redis"
        raise InvalidRequest(f"{wanted} client, and was given a {type(source).__module__}.{type(source).__name__}")
    pool = getattr(source, "connection_pool", None)
    if not _is_plain(source):
        if timeout is not None:
            raise InvalidRequest(
                f"timeout {timeout}: a client over another kind of pool, such as Sentinel's or a cluster's, keeps its own; "
                f"give it socket_timeout={timeout} where you make it, and leave timeout out here"
            )
        return source, patience
    # What newer releases keep there of the pool itself stays behind.
    kept = {name: value for name, value in pool.connection_kwargs.items() if not name.startswith(_OF_THE_POOL)}
    return _over(library, pool.connection_class, {**kept, **_settings(library, patience)}), patience


def timeout_of_people(source: Any) -> Optional[float]:
    """None for a client that keeps its own."""
    return PEOPLE_TIMEOUT_S if source is None or isinstance(source, (str, bytes)) or _is_plain(source) else None


def _is_plain(client: Any) -> bool:
    """Whether it is over a plain connection pool."""
    plain = (redis.ConnectionPool, redis.BlockingConnectionPool, redis.asyncio.ConnectionPool, redis.asyncio.BlockingConnectionPool)
    return type(getattr(client, "connection_pool", None)) in plain


def _of_url(address: Address, given: Optional[float], otherwise: float, library: Any) -> tuple[Any, Patience]:
    patience = Patience(given or _seconds(address.connect_s or otherwise), given or _seconds(address.read_s or otherwise))
    connections = redis.asyncio.connection if library is redis.asyncio else redis.connection
    kind = connections.Connection
    if address.socket:
        kind = connections.UnixDomainSocketConnection
    elif address.secure:
        kind = connections.SSLConnection
    return _over(library, kind, {**address.settings, **_settings(library, patience)}), patience


def _over(library: Any, kind: Any, settings: dict[str, Any]) -> Any:
    if "UnixDomainSocket" in kind.__name__:
        # There is nothing to wait for, and no release of redis-py knows of it everywhere.
        settings = {name: value for name, value in settings.items() if name != "socket_connect_timeout"}
    return library.Redis(connection_pool=library.ConnectionPool(connection_class=kind, **settings))


def _settings(library: Any, patience: Patience) -> dict[str, Any]:
    """A call that timed out may have run: nothing is sent twice."""
    retry: Any
    if library is redis:
        from redis.retry import Retry as retry
    else:
        from redis.asyncio.retry import Retry as retry
    from redis.backoff import NoBackoff

    # In an event loop the lane measures the time itself; this is for the case that it cannot.
    slack = 0.0 if library is redis else 1 + patience.connect + patience.read
    return {
        "socket_timeout": patience.read + slack,
        "socket_connect_timeout": patience.connect + slack,
        "retry": retry(NoBackoff(), 0),
        "retry_on_error": [],
    }


def _seconds(timeout: Any) -> float:
    seconds = timeout.total_seconds() if hasattr(timeout, "total_seconds") else timeout
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds <= 600:
        raise InvalidRequest(f"timeout {timeout}: must be seconds, above 0 and at most 600, such as 0.1")
    return float(seconds)


def address_of(source: Any) -> str:
    """Which Redis it is, for messages, without a password."""
    if isinstance(source, str):
        return read_address(source).shown
    settings = getattr(getattr(source, "connection_pool", None), "connection_kwargs", None) or {}
    if "path" in settings:
        return f"Redis at {settings['path']}"
    if "host" in settings:
        return f"Redis at {settings['host']}:{settings.get('port', 6379)}"
    return "Redis"
