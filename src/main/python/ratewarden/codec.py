"""Writes the arguments of ``check.lua`` and reads its reply; both are described at the head of that file."""

from __future__ import annotations

import json
import re
from typing import Any, Mapping, Optional, Sequence

from .errors import InvalidRequest, StoreError
from .keys import Keys
from .outcome import AppliedLimit, Ban, Block, Outcome, Penalty, Quota, Reason, Request, rounded
from .policy import Enforcement, Policy, PolicyBook, Strategy, number

# How many values a reply has where nothing about the user is unusual, and where no violation was recorded.
_USUAL = 6
_KNOWN = 15
_PERIOD = re.compile(r"^\[(\d{1,15}),(null|\d{1,15}),")
_BYTES_A_USER = 400


def text(reply: Any) -> str:
    if reply is None:
        return ""
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)


def mapping(reply: Any) -> dict[str, str]:
    """A hash, however the client has it: a dict, a flat list, or nothing."""
    if isinstance(reply, Mapping):
        return {text(name): text(value) for name, value in reply.items()}
    flat = [text(value) for value in reply or ()]
    return dict(zip(flat[::2], flat[1::2]))


class PolicyTexts:
    """A policy book in the form in which ``check.lua`` takes it, written once for each action and role."""

    _KEPT = 4_096

    def __init__(self, book: PolicyBook, users_per_shard: int) -> None:
        self._book = book
        self._users_per_shard = users_per_shard
        self._written: dict[tuple[str, Optional[str]], tuple[str, str, tuple[str, ...]]] = {}

    def of(self, action: str, role: Optional[str]) -> tuple[str, str, tuple[str, ...]]:
        """The policy argument, what is not usual, and the names of the sliding windows among the levels."""
        key = (action, role)
        known = self._written.get(key)
        if known is None:
            known = self._write(action, role)
            # Only a bot that passes something unbounded has so many; those are not kept.
            if len(self._written) < self._KEPT:
                self._written[key] = known
        return known

    def _write(self, action: str, role: Optional[str]) -> tuple[str, str, tuple[str, ...]]:
        book = self._book
        if book.enforcement is Enforcement.OFF:
            return self._own(None), "O 1 -", ()
        levels = list(book.levels(action))
        trial = book.trials.get(action)
        more = "S " if book.enforcement is Enforcement.SHADOW else "E "
        more += _factors(levels[0], role) if levels else "1 -"
        for one in levels[1:]:
            more += f" + {one.action} {_level(one, role)}"
        own = self._own(levels[0] if levels else None)
        if trial:
            levels.append(trial)
            more += f" ? {_level(trial, role)}"
        windows = tuple(one.key for one in levels if one.limit.strategy is Strategy.SLIDING_WINDOW)
        return own, "" if more == "E 1 -" else more, windows

    def _own(self, policy: Optional[Policy]) -> str:
        book, rules = self._book, self._book.rules
        if policy is None:
            own = f"- {book.revision} 1 0 0 0 0"
        else:
            limit = policy.limit
            own = (
                f"{limit.strategy.letter} {book.revision} {limit.window_ms} {limit.burst} {limit.limit} "
                f"{policy.points} {int(policy.escalating)}"
            )
        return f"{own} {number(rules.block_at)} {number(rules.unblock_below)} {book.decay.text} {self._users_per_shard}"


def _level(policy: Policy, role: Optional[str]) -> str:
    limit = policy.limit
    return f"{limit.strategy.letter} {limit.window_ms} {limit.burst} {limit.limit} {_factors(policy, role)}"


def _factors(policy: Policy, role: Optional[str]) -> str:
    floor = policy.adaptive_floor
    return f"{number(policy.multiplier(role))} {'-' if floor is None else number(floor)}"


def users_per_shard(memory_bytes: int, shards: int) -> int:
    """How many users a shard may keep within the memory that the community may take."""
    return max(1, memory_bytes // _BYTES_A_USER // shards)


def check_call(keys: Keys, mode: str, request: Request, texts: PolicyTexts, now: str = "") -> tuple[list[str], list[str]]:
    """KEYS and ARGV of a check or a peek, without a lane. ``now`` is for keyspaces whose clock is manual."""
    own, more, windows = texts.of(request.action, request.role)
    user = request.user
    names = keys.of(
        user, f"user:{user}", "seen", "totals", f"history:{user}", "scores", "blocked", "events", "lanes",
        *(f"window:{user}:{window}" for window in windows),
    )  # fmt: skip
    args = [mode, user, request.action, str(request.cost), own, "", "", request.where or "", more, now]
    while args[-1] == "":
        args.pop()
    return names, args


def outcome(reply: Sequence[Any], request: Request, book: PolicyBook) -> Outcome:
    """What a reply tells; for every word but STALE_POLICY."""
    status = text(reply[0])
    if status == "COST_EXCEEDS_LIMIT":
        raise too_dear(request, book.levels(request.action)[int(text(reply[2]))].action, text(reply[1]))
    if status == "CLOCK":
        raise clock_refused()
    policy = None if book.enforcement is Enforcement.OFF else book.policies.get(request.action)
    known = len(reply) > _USUAL
    block = _block(text(reply[13]), text(reply[14])) if known else None
    applied = _applied(reply, request, book) if policy else None
    return Outcome(
        Reason(status),
        int(reply[1]),
        policy,
        applied,
        _quota(reply, applied) if applied else None,
        rounded(float(text(reply[9]))) if known else 0,
        int(reply[10]) if known else 0,
        known and int(reply[11]) == 1,
        _penalty(reply) if len(reply) > _KNOWN else None,
        ban(text(reply[12])) if known else None,
        block,
    )


def too_dear(request: Request, level: str, holds: object) -> InvalidRequest:
    return InvalidRequest(
        f"COST_EXCEEDS_LIMIT: cost {request.cost} of {request.action} could never be allowed; "
        f"the limit of {level} holds {holds} at most"
    )


def clock_refused() -> StoreError:
    return StoreError("this keyspace runs on the server's clock; a time of one's own is refused")


def _applied(reply: Sequence[Any], request: Request, book: PolicyBook) -> AppliedLimit:
    known = len(reply) > _USUAL
    level = book.levels(request.action)[int(reply[6]) if known else 0]
    own = text(reply[7]) if known else "-"
    score = float(text(reply[8])) if known else 0.0
    return AppliedLimit.of(level, request.role, None if own == "-" else int(own), score, book.rules.block_at)


def _quota(reply: Sequence[Any], applied: AppliedLimit) -> Quota:
    retry = int(reply[3])
    return Quota(applied.effective.burst, int(reply[2]), None if retry < 0 else retry, int(reply[4]), int(reply[5]))


def _penalty(reply: Sequence[Any]) -> Penalty:
    return Penalty(
        int(text(reply[15])),
        int(text(reply[16])),
        float(text(reply[17])),
        float(text(reply[8])),
        float(text(reply[9])),
        int(reply[18]) == 1,
    )


def _block(since: str, until: str) -> Optional[Block]:
    return None if until == "-" else Block(int(since), None if until == "inf" else int(until))


def ban(stored: str) -> Optional[Ban]:
    """``[since, until or null, operator, reason]``. One whose words are damaged still holds."""
    figures = _PERIOD.match(stored)
    if not figures:
        return None
    try:
        words = json.loads(stored)
    except ValueError:
        words = []
    said = [words[i] if len(words) > i and isinstance(words[i], str) else "" for i in (2, 3)]
    return Ban(int(figures[1]), None if figures[2] == "null" else int(figures[2]), said[0], said[1])


def period(since_ms: int, until_ms: Optional[int], operator: str, reason: str) -> str:
    """As :func:`ban` reads it."""
    return compact([since_ms, until_ms, operator, reason])


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
