"""Everything about one user, as ``user.lua`` answers it. What cannot be read is left out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Mapping, Optional

from . import codec
from .codec import mapping, text
from .outcome import Ban, Block, Tier, rounded, tier_of
from .policy import DecayClock

_NUMBER = r"-?[0-9][-+.e0-9]{0,30}"
_SCORE = re.compile(rf"({_NUMBER}) ({_NUMBER}) ([0-9]{{1,15}}) (\S+) (\S+) (\S+) ([0-9-]+) (-|{_NUMBER})")


@dataclass(frozen=True)
class Violation:
    """One denial by a limit. Times are ms since the epoch."""

    at_ms: int
    action: str
    strategy: str
    """Its letter: T token bucket, S sliding window, F fixed window, L leaky bucket."""
    limit: int
    window_ms: int
    retry_after_ms: Optional[int]
    points: int
    repeats: int
    added: float
    score_before: float
    cost: int = 1
    blocked: bool = False
    where: Optional[str] = None
    level: Optional[str] = None
    """The action to which it cascades and whose limit it was; None for its own."""
    degraded: bool = False


@dataclass(frozen=True)
class AuditEntry:
    """What a moderator did."""

    id: str
    at_ms: int
    type: str
    operator: str
    reason: str
    until_ms: Optional[int]
    detail: Optional[str]
    score_before: float
    score_after: float


@dataclass(frozen=True)
class UserStatus:
    """Everything about one user, as of ``now_ms``."""

    user: str
    name: Optional[str]
    now_ms: int
    last_seen_ms: int
    score: float
    tier: Tier
    violations: int
    """Ever; no reset lowers it."""
    last_action: Optional[str]
    last_violation_ms: Optional[int]
    reset_at_ms: Optional[int]
    ban: Optional[Ban]
    """In force now; None if there is none."""
    exemption: Optional[Ban]
    block: Optional[Block]
    grace_until_ms: Optional[int]
    note: Optional[str]
    own_limits: Mapping[str, int]
    revision: int
    """Of moderators' actions on this user: pass it as ``seen`` so that nobody is overwritten unseen."""
    history: tuple[Violation, ...]
    """The latest 100 violations, newest first."""
    audit: tuple[AuditEntry, ...]


def read_status(user: str, reply: Any, decay: DecayClock) -> UserStatus:
    now, fields = int(reply[0]), mapping(reply[2])
    score, violations, last_at, last_action, reset_at, block = read_score(fields.get("s", ""), now, decay)
    grace = _whole(fields.get("g", ""))
    revision = _whole(fields.get("m", "").split(" ")[0])
    own = {name[2:]: limit for name, value in fields.items() if name.startswith("o:") and (limit := _whole(value)) is not None}
    return UserStatus(
        user,
        fields.get("name") or None,
        now,
        int(float(text(reply[1]))),
        rounded(score),
        tier_of(score, block is not None),
        violations,
        last_action,
        last_at,
        reset_at,
        in_force(fields.get("ban", ""), now),
        in_force(fields.get("ex", ""), now),
        block,
        grace if grace is not None and now < grace else None,
        _note(fields.get("note", "")),
        own,
        revision or 0,
        tuple(one for one in map(_violation, reply[3]) if one),
        tuple(one for one in (read_audit(text(entry)) for entry in reply[4]) if one),
    )


def in_force(stored: str, now: int) -> Optional[Ban]:
    """A stored ban or exemption, unless it is over."""
    found = codec.ban(stored)
    return found if found and (found.until_ms is None or now < found.until_ms) else None


def read_score(
    stored: str, now: int, decay: DecayClock
) -> tuple[float, int, Optional[int], Optional[str], Optional[int], Optional[Block]]:
    """Score now, violations ever, time and action of the latest, time of the latest reset, block. A record that cannot be read is none."""
    parts = _SCORE.fullmatch(stored)
    if not parts:
        return 0.0, 0, None, None, None, None
    try:
        clock = decay.at(now)
        score = max(0.0, float(parts[1]) - max(0.0, clock - float(parts[2])))
        block = None
        if parts[8] != "-" and clock <= float(parts[8]):
            block = Block(int(parts[7]), decay.first_after(float(parts[8])))
    except ValueError:
        return 0.0, 0, None, None, None, None
    return score, int(parts[3]), _whole(parts[4]), None if parts[5] == "-" else parts[5], _whole(parts[6]), block


def _whole(stored: str) -> Optional[int]:
    return int(stored) if re.fullmatch(r"[0-9]{1,15}", stored) else None


def _note(stored: str) -> Optional[str]:
    try:
        return str(json.loads(stored)[0])
    except (ValueError, LookupError, TypeError):
        return None


def _violation(stored: Any) -> Optional[Violation]:
    try:
        entry = json.loads(text(stored))
        entry += [None] * (16 - len(entry))
        return Violation(*entry[:10], entry[10] or 1, entry[12] == 1, entry[13], entry[14], entry[15] == 1)
    except (ValueError, TypeError):
        return None


def read_audit(stored: str) -> Optional[AuditEntry]:
    try:
        node = json.loads(stored)
        return AuditEntry(
            str(node["id"]), int(node["at"]), str(node["type"]), str(node["operator"]), str(node["reason"]),
            node.get("until"), node.get("detail"), float(node["scoreBefore"]), float(node["scoreAfter"]),
        )  # fmt: skip
    except (ValueError, LookupError, TypeError):
        return None
