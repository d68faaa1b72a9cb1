"""One keyspace as this process knows it. Nothing here does I/O.

What needs Redis is a generator: it yields lists of commands, each of which a client sends in one go, and is sent the list of
replies, in which an error that Redis answered stands as an exception. Where Redis cannot be reached the client throws
:class:`StoreUnavailable` into it.
"""

from __future__ import annotations

import logging
import math
import time
from typing import Any, Callable, Generator, Iterable, Mapping, Optional, Sequence, TypeVar

from . import codec, emptied, scripts
from .codec import PolicyTexts, mapping, text
from .errors import InvalidRequest, StoreError, StoreUnavailable
from .keys import Keys
from .link import store_error
from .outcome import Ban
from .policy import STANDARD_POLICIES, Policy, PolicyBook, ScoreRules
from .policyjson import read_book, write_policy, write_rules

T = TypeVar("T")
Command = Sequence[Any]
Steps = Generator[list[Command], list[Any], T]

LOG = logging.getLogger("ratewarden")
VERSION = 1
_SHARDS = 16
_MEMORY = 1 << 30
# Decisions are made by a copy of the policies that is no older than this; it is renewed a little before.
_STALE_S = 4.0
_RENEW_S = 2.5
_ATTEMPTS = 50


class Community:
    """One keyspace as this process knows it: its keys, its policies, and the defaults that the program brings. Thread-safe."""

    def __init__(
        self,
        prefix: str = "rw:",
        defaults: Iterable[Policy] = (),
        rules: Optional[ScoreRules] = None,
        address: str = "",
        now: Optional[Callable[[], int]] = None,
        creates: bool = True,
    ) -> None:
        """:param creates: whether an empty keyspace is set up, as bots do; people are told that it is empty"""
        self.prefix = prefix
        self._creates = creates
        self.address = address
        self._defaults = {one.key: one for one in defaults}
        self._rules = rules
        self._now = now
        self.keys = Keys(prefix, _SHARDS)
        self.book = PolicyBook.of(self._defaults.values(), rules)
        self.texts = PolicyTexts(self.book, codec.users_per_shard(_MEMORY, _SHARDS))
        self._stored: Mapping[str, str] = {}
        self._created = ""
        self._read_at = -math.inf
        self._renewing = False
        self._said_differing: list[str] = []
        self._told_emptied = ""
        self._loaded: set[str] = set()
        self.known_bans: Callable[[], Sequence[tuple[str, Ban]]] = tuple

    @property
    def created(self) -> str:
        """Differs whenever the keyspace was set up anew; empty before it was met."""
        return self._created

    @property
    def now(self) -> str:
        """The time to send with a call: empty, so that the server's clock decides, except in tests."""
        return str(self._now()) if self._now else ""

    def forget_copy(self) -> None:
        """Has the next call look whether the keyspace is still the same."""
        self._read_at = -math.inf

    @property
    def is_too_old(self) -> bool:
        """Whether nothing was read yet by which a check may be decided."""
        return time.monotonic() - self._read_at >= _STALE_S

    def ready(self) -> Steps[None]:
        """Has a copy of the policies that may be decided by; sets the keyspace up if it is empty."""
        age = time.monotonic() - self._read_at
        if age < _RENEW_S or (age < _STALE_S and self._renewing):
            return
        self._renewing = True
        try:
            yield from self.read()
        finally:
            self._renewing = False

    def read(self) -> Steps[None]:
        """Reads what the keyspace says of itself, and its policies."""
        began = time.monotonic()
        meta_key, policies_key = self.keys.shared("meta"), self.keys.shared("policies")
        meta, stored = yield [("HMGET", meta_key, "version", "shards", "created"), ("HGETALL", policies_key)]
        shards, created = self._understood(self._checked(meta))
        if shards is None and not self._creates:
            raise StoreError(
                f"keyspace {self.prefix} in {self.address} is empty; start a bot there, run ratewarden init, or correct the prefix"
            )
        if shards is None:
            clock = "manual" if self._now else "server"
            meta = yield from self.script("init", [meta_key], [VERSION, _SHARDS, clock, 0])
            shards, created = self._understood(meta)
            stored = (yield [("HGETALL", policies_key)])[0]
        if shards is None:
            raise StoreError(f"keyspace {self.prefix} in {self.address} could not be set up")
        if self._created and created != self._created and self._creates:
            # Several threads may find it empty at once: each waits until all is back, and one tells.
            tells, self._told_emptied = created != self._told_emptied, created
            yield from emptied.put_back(self, Keys(self.prefix, shards), self._stored, tells)
            stored = (yield [("HGETALL", policies_key)])[0]
        if shards != self.keys.shards:
            self.keys = Keys(self.prefix, shards)
            self._stored = {}
        met_anew = created != self._created
        self._take(mapping(self._checked(stored)))
        if met_anew:
            yield from self._bring_defaults()
            self._created = created
        self._read_at = began

    def _understood(self, meta: Sequence[Any]) -> tuple[Optional[int], str]:
        """The number of shards and when it was created; None where there is nothing."""
        version, shards, created = (text(value) for value in meta[:3])
        if not version and not shards:
            return None, ""
        if version.isdigit() and int(version) > VERSION:
            raise StoreError(
                f"keyspace {self.prefix} in {self.address} has version {version}, this program knows up to {VERSION}; "
                "update this program"
            )
        if not version.isdigit() or not shards.isdigit() or not 1 <= int(shards) <= 256:
            raise StoreError(
                f"keyspace {self.prefix} in {self.address} is not one of ours: its meta has no version and shards; "
                "choose another prefix"
            )
        return int(shards), created

    def _take(self, stored: Mapping[str, str]) -> None:
        if stored == self._stored and self._created:
            return
        try:
            book = read_book(stored)
        except (InvalidRequest, ValueError) as wrong:
            raise StoreError(f"{self.address} holds policies that cannot be read; correct them: {wrong}") from wrong
        self._stored = stored
        self.texts = PolicyTexts(book, codec.users_per_shard(_MEMORY, self.keys.shards))
        self.book = book

    def _bring_defaults(self) -> Steps[None]:
        """Writes those policies of the program that are missing, the score rules if nobody has a score, and says what it brings."""
        for _ in range(_ATTEMPTS):
            if (yield from self._add_defaults()):
                break
            self._take(mapping(self._checked((yield [("HGETALL", self.keys.shared("policies"))])[0])))
        else:
            raise StoreUnavailable(f"the policies are changing too fast in {self.address}; nothing was changed, try again")
        yield from self._say_defaults()
        self._tell_differences()

    def _add_defaults(self) -> Steps[bool]:
        book = self.book
        # Refuses a circle.
        book.with_defaults(self._defaults.values())
        changes = []
        for one in self._defaults.values():
            if book.get(one.key) is None:
                changes += [one.key, "", write_policy(one)]
        settled = ""
        if self._rules and "#rules" not in self._stored and not (yield from self._anybody_scored()):
            settled = write_rules(self._rules)
            if self._rules != book.rules:
                changes += ["rules", write_rules(book.rules), settled]
        if not changes and not settled:
            return True
        names = [self.keys.shared("policies"), self.keys.shared("policy-history")]
        if self.now:
            names.append(self.keys.shared("meta"))
        reply = yield from self.script(
            "policies", names, [book.revision, "code", "", settled, self.now, 1, "", "", "", "", "", *changes]
        )
        word = text(reply[0])
        if word == "DONE":
            self._take(mapping(reply[1]))
        elif word == "CLOCK":
            raise codec.clock_refused()
        return word == "DONE"

    def _anybody_scored(self) -> Steps[bool]:
        counts = yield [("ZCARD", self.keys.shard(number, "scores")) for number in range(self.keys.shards)]
        return any(int(self._checked(count)) > 0 for count in counts)

    def _say_defaults(self) -> Steps[None]:
        """Dashboards show where the policies in force differ from what programs bring. Never fails a start."""
        key = self.keys.shared("code-policies")
        there = (yield [("HGETALL", key)])[0]
        if isinstance(there, Exception):
            return
        known = mapping(there)
        changed = []
        for one in self._defaults.values():
            written = write_policy(one)
            if known.get(one.key) != written:
                changed += [one.key, written]
        if changed:
            yield [("HSET", key, *changed)]

    def _tell_differences(self) -> None:
        differing = [key for key, one in self._defaults.items() if self.book.get(key) != one]
        if self._rules and self._rules != self.book.rules:
            differing.append("score rules")
        if differing and differing != self._said_differing:
            LOG.warning(
                "The policies in Redis win over those in the code, which differ: %s. To have others, change them there",
                ", ".join(differing),
            )
        self._said_differing = differing

    def script(self, name: str, keys: Sequence[str], args: Sequence[Any]) -> Steps[Any]:
        """Calls a script by its name."""
        replies = yield from self.scripts_at_once(name, [(keys, args)])
        return replies[0]

    def scripts_at_once(self, name: str, calls: Sequence[tuple[Sequence[str], Sequence[Any]]]) -> Steps[list[Any]]:
        """The same for many calls of one script, in one go. NOSCRIPT means that it did not run: it is loaded, and called again."""
        yield from self.have(name)
        commands = [("EVALSHA", scripts.sha(name), len(keys), *keys, *args) for keys, args in calls]
        replies = yield commands
        missing = [i for i, reply in enumerate(replies) if is_noscript(reply)]
        if missing:
            yield from self._load(name)
            again = yield [commands[i] for i in missing]
            for i, reply in zip(missing, again):
                replies[i] = reply
        return [self._checked(reply) for reply in replies]

    def have(self, name: str) -> Steps[None]:
        """Has Redis know the script, as far as is known here."""
        if name not in self._loaded:
            yield from self._load(name)

    def _load(self, name: str) -> Steps[None]:
        self._checked((yield [("SCRIPT LOAD", scripts.source(name))])[0])
        self._loaded.add(name)

    def _checked(self, reply: Any) -> Any:
        if isinstance(reply, Exception):
            error = store_error(reply, self.address)
            if isinstance(error, StoreUnavailable):
                error.answered = True
            raise error
        return reply


def is_noscript(reply: Any) -> bool:
    return isinstance(reply, Exception) and (type(reply).__name__ == "NoScriptError" or str(reply).startswith("NOSCRIPT"))


def defaults_of(policies: Iterable[Policy], standard: bool) -> list[Policy]:
    """The standard policies, each replaced by one of the same name that the program brings."""
    given = list(policies)
    for one in given:
        if not isinstance(one, Policy):
            raise InvalidRequest(f'policy {one!r}: make it with policy("action", sliding_window(5, minutes=1))')
    named: dict[str, Policy] = {}
    for one in given:
        if named.setdefault(one.key, one) != one:
            raise InvalidRequest(f"policy of {one.key}: is given twice with different figures; leave one of them out")
    return [one for one in STANDARD_POLICIES if standard and one.key not in named] + list(named.values())
