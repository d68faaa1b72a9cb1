"""Display names that wait to be written."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Mapping

from .text import display_name

_KNOWN = 10_000
_AT_ONCE = 200


class NameQueue:
    """Names that wait to be written. Remembers what it wrote lately, so that a user may be described at every command. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, str] = {}
        self._known: OrderedDict[str, str] = OrderedDict()

    def add(self, user: str, name: str) -> bool:
        """Whether there is something to write."""
        with self._lock:
            if self._known.get(user) == name or len(self._waiting) >= _KNOWN:
                return False
            self._waiting[user] = display_name(name)
            return True

    def take(self) -> dict[str, str]:
        with self._lock:
            users = list(self._waiting)[:_AT_ONCE]
            return {user: self._waiting.pop(user) for user in users}

    def put_back(self, batch: Mapping[str, str]) -> None:
        with self._lock:
            self._waiting = {**batch, **self._waiting}

    def written(self, batch: Mapping[str, str]) -> None:
        with self._lock:
            for user, name in batch.items():
                self._known[user] = name
                self._known.move_to_end(user)
            while len(self._known) > _KNOWN:
                self._known.popitem(last=False)
