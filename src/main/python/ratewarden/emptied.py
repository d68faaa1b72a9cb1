"""What a bot puts back where Redis came back empty: policies, score rules and the switch as it read them last, and the bans it knows."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Generator, Mapping, Sequence

from . import codec
from .codec import text
from .keys import Keys
from .outcome import Ban

if TYPE_CHECKING:
    from .community import Community

LOG = logging.getLogger("ratewarden")
_AT_ONCE = 100
_ITS_OWN = ("#revision", "#restored")


def put_back(community: Community, keys: Keys, stored: Mapping[str, str], tells: bool) -> Generator:
    """Whoever comes first wins, and what is there already of a user stays.

    :param stored: the policies hash as it was
    :param tells: whether to log it
    """
    words = [word for name, value in stored.items() if name not in _ITS_OWN for word in (name, value)]
    reply = yield from community.script("reinstate", [keys.shared("policies")], [stored.get("#revision", "0"), *words])
    bans = community.known_bans()
    yield from _bans(community, keys, bans)
    if not tells:
        return
    policies = sum(not name.startswith("#") for name in stored)
    did = f"this bot put back {policies} policies, the score rules and the switch ({stored.get('#enforcement', 'ENFORCE')})"
    if int(text(reply[0])) != 1:
        did = "policies, score rules and the switch had been put back already"
    LOG.warning(
        "%s came back empty. Gone are scores, blocks, exemptions, notes, names, histories, totals and the audit trail, except what bots in "
        "Java put back of users; %s, and the bans that this bot knew (%d). Is appendonly on? Ask ratewarden doctor",
        community.address, did, len(bans),
    )  # fmt: skip


def _bans(community: Community, keys: Keys, bans: Sequence[tuple[str, Ban]]) -> Generator:
    by_shard: dict[int, list[tuple[str, Ban]]] = {}
    for user, ban in bans:
        by_shard.setdefault(keys.shard_of(user), []).append((user, ban))
    for number, all_of_it in by_shard.items():
        for begin in range(0, len(all_of_it), _AT_ONCE):
            some = all_of_it[begin:begin + _AT_ONCE]
            names = [keys.shard(number, name) for name in ("seen", "scores", "blocked", "bans", "exempt", "marked", "names")]
            names += [keys.shard(number, f"user:{user}") for user, _ in some]
            yield from community.script("restore", names, [word for user, ban in some for word in _restored(user, ban)])


def _restored(user: str, ban: Ban) -> list[object]:
    """As ``restore.lua`` takes a user of whom nothing but the ban is known."""
    until = "+inf" if ban.until_ms is None else ban.until_ms
    return [user, ban.since_ms, "", "", until, "", "", 1, "ban", codec.period(ban.since_ms, ban.until_ms, ban.operator, ban.reason)]
