"""The names of all keys of a community."""

from __future__ import annotations

import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """Names by prefix and number of shards; all keys of one user are in one shard, and so in one slot of a cluster."""

    prefix: str
    shards: int

    def shard_of(self, user: str) -> int:
        return zlib.crc32(user.encode()) % self.shards

    def shared(self, name: str) -> str:
        return f"{self.prefix}{{g}}:{name}"

    def shard(self, number: int, name: str) -> str:
        return f"{self.prefix}{{s{number}}}:{name}"

    def of(self, user: str, *names: str) -> list[str]:
        """Keys of the user's shard."""
        number = self.shard_of(user)
        return [self.shard(number, name) for name in names]
