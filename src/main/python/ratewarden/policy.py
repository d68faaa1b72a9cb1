"""Policies: what is allowed for one action, and what a violation of it costs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any, Iterable, Mapping, Optional

from . import inputs
from .durations import words
from .errors import InvalidRequest
from .text import quote

MAX_SLIDING_LIMIT = 10_000
MAX_LIMIT = 1_000_000_000
_MAX_WINDOW_MS = 366 * 86_400_000
_MAX_EXACT = 2**53
TRIAL = "#shadow"
_MAX_DEPTH = 8


class Strategy(str, Enum):
    """How requests are counted; the pages on policies say it exactly."""

    TOKEN_BUCKET = "token_bucket"
    SLIDING_WINDOW = "sliding_window"
    FIXED_WINDOW = "fixed_window"
    LEAKY_BUCKET = "leaky_bucket"

    @property
    def letter(self) -> str:
        return self.name[0]

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


class OnOutage(str, Enum):
    """What happens to an action's checks while Redis is away."""

    LOCAL = "LOCAL"
    CLOSED = "CLOSED"
    OPEN = "OPEN"


class Enforcement(str, Enum):
    """The switch over all policies."""

    ENFORCE = "ENFORCE"
    SHADOW = "SHADOW"
    OFF = "OFF"


def _require(name: str, value: int, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidRequest(f"{name} {value}: must be a whole number")
    if not least <= value <= most:
        raise InvalidRequest(f"{name} {value}: must be {least} to {most}")


def one_of(kinds: Any, name: str, value: Any) -> Any:
    try:
        return kinds(value)
    except ValueError:
        raise InvalidRequest(f"{name} {value}: must be one of {[kind.value for kind in kinds]}") from None


@dataclass(frozen=True)
class Limit:
    """How much is allowed in how much time. ``burst`` is the capacity of a token bucket, else equal to ``limit``."""

    strategy: Strategy
    limit: int
    window_ms: int
    burst: int

    def __post_init__(self) -> None:
        _require("limit", self.limit, 1, MAX_SLIDING_LIMIT if self.strategy is Strategy.SLIDING_WINDOW else MAX_LIMIT)
        _require("window", self.window_ms, 1, _MAX_WINDOW_MS)
        _require("burst", self.burst, 1, MAX_LIMIT)
        if self.strategy is not Strategy.TOKEN_BUCKET and self.burst != self.limit:
            raise InvalidRequest(
                f"burst {self.burst}: only a token bucket has a burst of its own; leave it equal to the limit {self.limit}"
            )
        # Levels are whole numbers of 1/window ms of a request; Lua's doubles hold them exactly below 2^53.
        if max(self.burst, self.limit) * self.window_ms >= _MAX_EXACT:
            raise InvalidRequest(
                f"limit {max(self.burst, self.limit)} in {self.window_ms} ms: limit x window in ms must stay below 2^53; "
                "choose a smaller one"
            )

    def scaled_to(self, limit: int, burst: int) -> Limit:
        """The same with other figures, made smaller where they would pass the bounds of a limit; at least 1."""
        bound = MAX_SLIDING_LIMIT if self.strategy is Strategy.SLIDING_WINDOW else MAX_LIMIT
        most = min(bound, (_MAX_EXACT - 1) // self.window_ms)
        return Limit(self.strategy, max(1, min(most, limit)), self.window_ms, max(1, min(most, burst)))

    def __str__(self) -> str:
        burst = "" if self.burst == self.limit else f", burst {self.burst}"
        return f"{self.limit} in {words(self.window_ms)} ({self.strategy.label}{burst})"


def token_bucket(limit: int, window: Optional[timedelta] = None, *, burst: Optional[int] = None, **time: float) -> Limit:
    """Capacity ``burst``, refilled continuously: ``token_bucket(5, hours=1)``. Units as those of a timedelta."""
    return Limit(Strategy.TOKEN_BUCKET, limit, _window(window, time), limit if burst is None else burst)


def sliding_window(limit: int, window: Optional[timedelta] = None, **time: float) -> Limit:
    """At most ``limit`` in any span of the window: ``sliding_window(5, minutes=1)``."""
    return Limit(Strategy.SLIDING_WINDOW, limit, _window(window, time), limit)


def fixed_window(limit: int, window: Optional[timedelta] = None, **time: float) -> Limit:
    """At most ``limit`` from one multiple of the window to the next: ``fixed_window(10, minutes=15)``."""
    return Limit(Strategy.FIXED_WINDOW, limit, _window(window, time), limit)


def leaky_bucket(limit: int, window: Optional[timedelta] = None, **time: float) -> Limit:
    """A queue that leaks ``limit`` a window; decisions say how long to wait to go out at that pace."""
    return Limit(Strategy.LEAKY_BUCKET, limit, _window(window, time), limit)


def _window(window: Optional[timedelta], time: Mapping[str, float]) -> int:
    if (window is None) == (not time):
        raise InvalidRequest("window: say it once, as a timedelta or as in minutes=1")
    try:
        return (window or timedelta(**time)) // timedelta(milliseconds=1)
    except (TypeError, ValueError, OverflowError) as wrong:
        raise InvalidRequest(f"window: {wrong}; write such as minutes=1 or hours=24") from None


@dataclass(frozen=True)
class Policy:
    """What is allowed for one action. Make one with :func:`policy`."""

    action: str
    limit: Limit
    points: int = 10
    escalating: bool = True
    trial: bool = False
    cascades_to: tuple[str, ...] = ()
    adaptive_floor: Optional[float] = None
    on_outage: OnOutage = OnOutage.LOCAL
    roles: Mapping[str, float] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        inputs.action(self.action)
        _require("points", self.points, 0, 1_000)
        self._check_cascades()
        floor = self.adaptive_floor
        if floor is not None and not 0 < floor <= 1:
            raise InvalidRequest(f"adaptive_floor {floor}: must be above 0 and at most 1, such as 0.25 for a quarter")
        if len(self.roles) > 32:
            raise InvalidRequest(f"roles: names {len(self.roles)}, at most 32 are possible")
        for name, times in self.roles.items():
            inputs.role(name)
            if not 0 < times <= 1_000:
                raise InvalidRequest(f"roles.{name} {times}: must be above 0 and at most 1000")
        object.__setattr__(self, "roles", MappingProxyType({name: float(self.roles[name]) for name in sorted(self.roles)}))

    def _check_cascades(self) -> None:
        if self.trial and self.cascades_to:
            raise InvalidRequest(f"cascades_to {list(self.cascades_to)}: a trial cascades nowhere; leave it empty")
        if len(self.cascades_to) > 16:
            raise InvalidRequest(f"cascades_to: names {len(self.cascades_to)} actions, at most 16 are possible")
        for target in self.cascades_to:
            inputs.action(target)
            if target == self.action:
                raise InvalidRequest(f"cascades_to {target}: an action cannot cascade to itself")
        if len(set(self.cascades_to)) < len(self.cascades_to):
            raise InvalidRequest(f"cascades_to {list(self.cascades_to)}: an action is named twice")

    @property
    def key(self) -> str:
        """Its name among the policies: the action, with ``#shadow`` behind it for a trial."""
        return self.action + TRIAL if self.trial else self.action

    def multiplier(self, role: Optional[str]) -> float:
        """What the limit is multiplied by for a caller of this role; 1 for none and for one it does not name."""
        return self.roles.get(role, 1.0) if role is not None else 1.0

    def on_trial(self) -> Policy:
        """The same as a trial, which cascades nowhere: it counts what it would have denied, and changes no decision."""
        return replace(self, trial=True, cascades_to=())


def policy(
    action: str,
    limit: Limit,
    *,
    points: int = 10,
    escalating: bool = True,
    cascades_to: Iterable[str] = (),
    adaptive_floor: Optional[float] = None,
    on_outage: OnOutage | str = OnOutage.LOCAL,
    roles: Optional[Mapping[str, float]] = None,
) -> Policy:
    """A policy: ``policy("play_song", sliding_window(5, minutes=1))``.

    :param points: what a first violation adds to the abuse score
    :param escalating: whether repeats within an hour add more
    :param cascades_to: other actions whose limits it takes from as well
    :param adaptive_floor: down to which part the limit falls as the score rises
    :param on_outage: ``"LOCAL"``, ``"CLOSED"`` or ``"OPEN"``
    :param roles: by role what the limit is multiplied by
    """
    if not isinstance(limit, Limit):
        raise InvalidRequest(f"policy of {action}: the limit must be such as sliding_window(5, minutes=1)")
    if isinstance(cascades_to, str):
        raise InvalidRequest(f'cascades_to {quote(cascades_to)}: give a list, such as cascades_to=["api_call"]')
    return Policy(
        action, limit, points, escalating, False, tuple(cascades_to), adaptive_floor, one_of(OnOutage, "on_outage", on_outage), roles or {}
    )


STANDARD_POLICIES: tuple[Policy, ...] = (
    policy("pack_create", token_bucket(5, hours=1)),
    policy("pack_purchase", sliding_window(10, hours=24), on_outage="CLOSED"),
    policy("payment", sliding_window(5, hours=1), on_outage="CLOSED"),
    policy("api_call", token_bucket(100, seconds=60)),
    policy("login_attempt", fixed_window(10, minutes=15)),
    policy("failed_login", fixed_window(5, minutes=15)),
    policy("webhook_send", leaky_bucket(30, seconds=60)),
)
"""The seven that every community starts with. What takes money is denied while Redis is away."""


@dataclass(frozen=True)
class ScoreRules:
    """What abuse scores mean: when a score blocks, below what decay ends a block, and points that a score loses an hour."""

    block_at: float = 100
    unblock_below: float = 75
    decay_per_hour: float = 0

    def __post_init__(self) -> None:
        if not 0 < self.block_at <= 1_000_000:
            raise InvalidRequest(f"block_at {self.block_at}: must be above 0 and at most 1000000")
        if not 0 < self.unblock_below <= self.block_at:
            raise InvalidRequest(f"unblock_below {self.unblock_below}: must be above 0 and at most block_at {self.block_at}")
        if not 0 <= self.decay_per_hour <= 1_000:
            raise InvalidRequest(f"decay_per_hour {self.decay_per_hour}: must be 0 to 1000 points an hour")


@dataclass(frozen=True)
class DecayClock:
    """How many points every score has lost since a fixed beginning: a clock that runs in points."""

    base: float = 0
    from_ms: int = 0
    rate: float = 0
    rate_before: float = 0

    def at(self, ms: int) -> float:
        return self.base + (self.rate if ms >= self.from_ms else self.rate_before) * (ms - self.from_ms) / 3_600_000

    def first_after(self, reading: float) -> Optional[int]:
        """The first ms at which it shows more than ``reading``; None if it never will."""
        towards = self.rate if reading >= self.base else self.rate_before
        if towards == 0:
            return None if reading >= self.base else 0
        ms = (reading - self.base) * 3_600_000 // towards + 1
        if ms > 9e15:
            return None
        first = self.from_ms + int(ms)
        # The division is rounded; what counts is what the clock shows.
        while self.at(first) <= reading:
            first += 1
        while self.at(first - 1) > reading:
            first -= 1
        return first

    @property
    def text(self) -> str:
        return f"{number(self.base)} {self.from_ms} {number(self.rate)} {number(self.rate_before)}"


class PolicyBook:
    """All policies of a community at one revision. Immutable."""

    def __init__(
        self,
        revision: int = 0,
        policies: Optional[Mapping[str, Policy]] = None,
        trials: Optional[Mapping[str, Policy]] = None,
        rules: ScoreRules = ScoreRules(),
        decay: DecayClock = DecayClock(),
        enforcement: Enforcement = Enforcement.ENFORCE,
    ) -> None:
        self.revision = revision
        self.policies: Mapping[str, Policy] = MappingProxyType(dict(policies or {}))
        self.trials: Mapping[str, Policy] = MappingProxyType(dict(trials or {}))
        self.rules = rules
        self.decay = decay
        self.enforcement = enforcement
        self._levels = {action: self._levels_of(action) for action in self.policies}

    @staticmethod
    def of(defaults: Iterable[Policy], rules: Optional[ScoreRules] = None) -> PolicyBook:
        """What a program brings in its code, as long as nothing was read from Redis."""
        return PolicyBook(rules=rules or ScoreRules()).with_defaults(defaults)

    def with_defaults(self, defaults: Iterable[Policy]) -> PolicyBook:
        policies, trials = dict(self.policies), dict(self.trials)
        for one in defaults:
            (trials if one.trial else policies).setdefault(one.action, one)
        return PolicyBook(self.revision, policies, trials, self.rules, self.decay, self.enforcement)

    def get(self, key: str) -> Optional[Policy]:
        """The policy of ``<action>`` or ``<action>#shadow``; None if there is none."""
        return self.trials.get(key[: -len(TRIAL)]) if key.endswith(TRIAL) else self.policies.get(key)

    def levels(self, action: str) -> tuple[Policy, ...]:
        """The policies whose limits a check consumes: its own first, then those it cascades to, deep first, each once."""
        return self._levels.get(action, ())

    def _levels_of(self, action: str) -> tuple[Policy, ...]:
        met: dict[str, None] = {}
        self._walk(action, [], met)
        return tuple(self.policies[one] for one in met if one in self.policies)

    def _walk(self, action: str, path: list[str], met: dict[str, None]) -> None:
        if action in path:
            circle = " → ".join(path[path.index(action):] + [action])
            raise InvalidRequest(f"cascadesTo: {circle} is a circle; remove one of these steps")
        path = path + [action]
        if len(path) > _MAX_DEPTH:
            raise InvalidRequest(f"cascadesTo: {' → '.join(path)} is deeper than {_MAX_DEPTH}; shorten it")
        met[action] = None
        if action in self.policies:
            for target in self.policies[action].cascades_to:
                self._walk(target, path, met)


def number(value: float) -> str:
    """A decimal as scripts take it: whole numbers without a point, others so that they read back to the same double."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
