"""A community in figures, and its worst users, as ``shard.lua`` answers for each shard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Sequence

from .codec import text
from .keys import Keys
from .outcome import CAUTION_AT, Ban, Block, Tier, rounded, tier_of
from .policy import DecayClock, PolicyBook
from .status import in_force, read_score

# Later than any: the minutes are not wanted.
_NO_MINUTE = 10**12


@dataclass(frozen=True)
class UserRow:
    """One of several users, as of the overview's ``now_ms``."""

    user: str
    name: Optional[str]
    score: float
    tier: Tier
    violations: int
    last_action: Optional[str]
    last_violation_ms: Optional[int]
    last_seen_ms: int
    ban: Optional[Ban]
    block: Optional[Block]
    exemption: Optional[Ban]


@dataclass(frozen=True)
class Overview:
    """The first four figures are of now; the others are cumulative and never fall."""

    now_ms: int
    users_tracked: int
    high_abuse: int
    """Users whose score is 50 or more."""
    blocked: int
    """Users blocked by their score, and not exempt."""
    banned: int
    allowed: int
    denied: int
    violations: int
    """Enforced denials by a limit."""
    worst: tuple[UserRow, ...]


def shard_calls(keys: Keys, book: PolicyBook, most: int, now: str) -> list[tuple[list[str], list[Any]]]:
    names = ("seen", "scores", "blocked", "bans", "exempt", "totals")
    # A block may last below the score from which the script looks.
    blocked_too = 1 if book.rules.unblock_below < CAUTION_AT else 0
    args = ["scores", CAUTION_AT, "inf", "", most, book.decay.text, _NO_MINUTE, now, blocked_too, "", "", ""]
    return [([keys.shard(number, name) for name in names], args) for number in range(keys.shards)]


def read_overview(replies: Sequence[Any], decay: DecayClock, most: int) -> Overview:
    now = max(int(reply[0]) for reply in replies)
    sums = [sum(int(reply[i]) for reply in replies) for i in range(1, 8)]
    rows = [row for reply in replies for row in _rows(reply[9], now, decay)]
    rows.sort(key=lambda row: (-row.score, -(row.last_violation_ms or 0), -row.last_seen_ms, row.user))
    return Overview(now, *sums, tuple(rows[:most]))


def _rows(flat: Sequence[Any], now: int, decay: DecayClock) -> list[UserRow]:
    """Six values each; a user that is not tracked is left out."""
    rows = []
    for at in range(0, len(flat), 6):
        user, seen, stored, ban, exemption, name = (text(value) for value in flat[at : at + 6])
        if seen:
            score, violations, last_at, last_action, _, block = read_score(stored, now, decay)
            rows.append(
                UserRow(
                    user, name or None, rounded(score), tier_of(score, block is not None), violations, last_action, last_at,
                    int(float(seen)), in_force(ban, now), block, in_force(exemption, now),
                )
            )  # fmt: skip
    return rows
