"""The one way in which people write durations (``7d``, ``2h30m``) and read them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Union

from .errors import InvalidRequest
from .text import quote

_FORM = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?")
_PARSED = (604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1)
_SHOWN = ((86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s"), (1, "ms"))
_LONGEST = 2**63 - 1


def to_ms(duration: Union[timedelta, str]) -> int:
    """Whole milliseconds of a timedelta, or of text such as ``7d``, ``90m``, ``2h30m``, ``1w 2d``, ``500ms``."""
    if isinstance(duration, timedelta):
        return duration // timedelta(milliseconds=1)
    if not isinstance(duration, str):
        raise InvalidRequest(f'duration {quote(duration)}: give a timedelta, or text such as "7d"')
    compact = re.sub(r"[ \t]+", "", duration).lower() if len(duration) <= 64 else ""
    parts = _FORM.fullmatch(compact)
    if not compact or not parts:
        raise InvalidRequest(f"duration {quote(duration)}: write it as 90m, 2h30m or 7d (units w, d, h, m, s, ms)")
    total = sum(int(amount) * unit for amount, unit in zip(parts.groups(), _PARSED) if amount)
    if total == 0:
        raise InvalidRequest(f"duration {quote(duration)}: must be more than 0")
    if total > _LONGEST:
        raise InvalidRequest(f"duration {quote(duration)}: too long")
    return total


def words(ms: int) -> str:
    """For people: the two longest units, the rest cut off, such as ``2 h 30 min``, ``45 s``; ``0 s`` for nothing."""
    left = max(0, ms)
    text: list[str] = []
    taken = 0
    for unit, word in _SHOWN:
        amount, left = divmod(left, unit)
        too_fine = unit == 1 and ms >= 1_000
        if amount and taken < 2 and not too_fine:
            text.append(f"{amount} {word}")
        # Two neighbouring units: "2 d 0 h" says "2 d", never "2 d 5 s".
        if taken or amount:
            taken += 1
    return " ".join(text) or "0 s"


def waiting(ms: int) -> str:
    """As ``words``, rounded up to a whole second, so that a wait never reads as shorter than it is."""
    return words(-(-max(0, ms) // 1_000) * 1_000)
