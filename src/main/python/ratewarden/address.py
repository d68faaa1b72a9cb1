"""What a URL may say. It is understood when the limiter is made, so that a slip shows then."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass, field
from typing import Any, Optional
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from .durations import to_ms
from .errors import InvalidRequest
from .text import quote, visible

_EXAMPLE = "write such as redis://localhost:6379"
_PORT_WRONG = f"the port of the URL must be a number from 1 to 65535; {_EXAMPLE}. / # ? @ in a password are written %2F %23 %3F %40"
_LOGIN = "write it before the host, as in redis://NAME:PASSWORD@host, with %XX for special characters"
_JAVA_ONLY = "only programs in Java know it; leave it out, or pass redis-py's client instead of a URL"
_REFUSED = {
    "user": _LOGIN,
    "password": _LOGIN,
    "uri": _EXAMPLE,
    "prefix": "give the limiter prefix=",
    "pool-wait": _JAVA_ONLY,
    "connections": "one connection carries up to 64 checks at once here; leave it out",
    "memory": _JAVA_ONLY,
    "replicas": _JAVA_ONLY,
    "sentinel-user": "for Sentinel pass redis-py's client, see python.md",
    "sentinel-password": "for Sentinel pass redis-py's client, see python.md",
}
_FILES = {"ca": "ssl_ca_certs", "certificate": "ssl_certfile", "key": "ssl_keyfile"}
_TIMES = ("timeout", "connect-timeout", "read-timeout")
_PORT = 6379


@dataclass(frozen=True)
class Address:
    """One Redis, and how to speak with it."""

    shown: str
    secure: bool = False
    socket: bool = False
    settings: dict[str, Any] = field(default_factory=dict, repr=False)
    """What redis-py's connection takes."""
    connect_s: Optional[float] = None
    read_s: Optional[float] = None


def read_address(url: Any) -> Address:
    """:raises InvalidRequest: naming what is wrong, without the password"""
    if not isinstance(url, str):
        raise InvalidRequest(f"Redis {quote(url)}: give a URL, such as redis://localhost:6379, or a client of redis-py")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise InvalidRequest(f"Redis: {_PORT_WRONG}") from None
    if parts.scheme.removeprefix("rediss-").removeprefix("redis-") in ("sentinel", "cluster"):
        raise InvalidRequest(f"{parts.scheme}://: for Sentinel or a Cluster pass redis-py's client, see python.md")
    if parts.scheme not in ("redis", "rediss", "unix"):
        named = f"Redis {quote(parts.scheme + ':')}" if parts.scheme else "Redis"
        raise InvalidRequest(f"{named}: a URL begins with redis://, rediss:// or unix://; {_EXAMPLE}")
    if parts.fragment or "@" in parts.path + parts.query:
        # What is shown of it might be a part of the password.
        raise InvalidRequest("Redis: in a user or password of the URL write # as %23, / as %2F, ? as %3F and @ as %40")
    named = _query(parts)
    settings = {**_login(parts), **_place(parts, port), **_tls(parts, named)}
    both = _seconds("timeout", named)
    return Address(
        _shown(settings, parts),
        parts.scheme == "rediss",
        parts.scheme == "unix",
        settings,
        _seconds("connect-timeout", named) or both,
        _seconds("read-timeout", named) or both,
    )


def _query(parts: SplitResult) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name in _REFUSED:
            raise InvalidRequest(f"{name} in a Redis URL: {_REFUSED[name]}")
        if name not in (*_FILES, *_TIMES, "protocol"):
            known = ", ".join((*_TIMES, *_FILES))
            raise InvalidRequest(f"{quote(name)} in a Redis URL: no such setting; there are {known}. For others pass redis-py's client")
        if name in named:
            raise InvalidRequest(f"{name} in a Redis URL: stands there twice")
        named[name] = value
    if named.get("protocol", "2") != "2":
        raise InvalidRequest(f"protocol {quote(named['protocol'])} in a Redis URL: only 2 is spoken here; leave it out")
    return named


def _login(parts: SplitResult) -> dict[str, Any]:
    login = {"username": parts.username, "password": parts.password}
    return {name: unquote(value) for name, value in login.items() if value}


def _place(parts: SplitResult, port: Optional[int]) -> dict[str, Any]:
    if parts.scheme == "unix":
        return {"path": unquote(parts.path)}
    database = parts.path.strip("/")
    if database and not (database.isascii() and database.isdecimal()):
        raise InvalidRequest(f"database {quote(unquote(database))} in a Redis URL: must be a number, such as redis://localhost:6379/0")
    if port == 0:
        raise InvalidRequest(f"Redis: {_PORT_WRONG}")
    host = unquote(parts.hostname or "localhost")
    try:
        host.encode("idna")
    except UnicodeError:
        raise InvalidRequest(f"host {quote(host)} in a Redis URL: is no name of a host; {_EXAMPLE}") from None
    return {"host": host, "port": port or _PORT, "db": int(database or 0)}


def _tls(parts: SplitResult, named: dict[str, str]) -> dict[str, Any]:
    given = [name for name in _FILES if name in named]
    if parts.scheme != "rediss":
        if given:
            raise InvalidRequest(f"{given[0]} in a Redis URL: there is TLS only with rediss://")
        return {}
    for name in given:
        if not os.path.isfile(named[name]):
            raise InvalidRequest(f"{name} {quote(named[name])} in a Redis URL: there is no such file")
    _readable(named)
    files = {_FILES[name]: named[name] for name in given}
    return {"ssl_cert_reqs": "required", "ssl_check_hostname": True, **files}


def _readable(named: dict[str, str]) -> None:
    """What cannot be used would look like an outage."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if "ca" in named:
        try:
            context.load_verify_locations(cafile=named["ca"])
        except (ssl.SSLError, OSError) as wrong:
            raise InvalidRequest(f"ca {quote(named['ca'])} in a Redis URL: holds no certificate in PEM ({wrong})") from None
    if "key" in named and "certificate" not in named:
        raise InvalidRequest("key in a Redis URL: goes with certificate; name that file, too")
    if "certificate" in named:
        try:
            context.load_cert_chain(named["certificate"], named.get("key"))
        except (ssl.SSLError, OSError) as wrong:
            raise InvalidRequest(
                f"certificate {quote(named['certificate'])} in a Redis URL: it and its key cannot be read as PEM ({wrong})"
            ) from None


def _seconds(name: str, named: dict[str, str]) -> Optional[float]:
    if name not in named:
        return None
    if named[name].strip().isdigit():
        raise InvalidRequest(f"{name} {quote(named[name])} in a Redis URL: of what? Write 100ms or 1s")
    try:
        return to_ms(named[name]) / 1_000
    except InvalidRequest as wrong:
        raise InvalidRequest(f"{name} in a Redis URL: {wrong}") from None


def _shown(settings: dict[str, Any], parts: SplitResult) -> str:
    if parts.scheme == "unix":
        return f"Redis at {visible(settings['path'])}"
    host = f"[{settings['host']}]" if ":" in settings["host"] else settings["host"]
    database = f"/{settings['db']}" if settings["db"] else ""
    return f"Redis at {visible(host)}:{settings['port']}{database}"
