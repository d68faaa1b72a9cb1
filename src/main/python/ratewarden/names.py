"""Display names that wait to be written."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Callable, Mapping

from . import inputs
from .text import display_name

_KNOWN = 10_000
_AT_ONCE = 200
_REMEMBERED_S = 3_600


class NameQueue:
    """Names that wait to be written. Thread-safe.

    Remembers for an hour what it wrote, so that a user may be described at every command, and names return to a Redis that was emptied.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._waiting: dict[str, str] = {}
        self._known: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def add(self, user: str, name: str) -> bool:
        """Whether there is something to write."""
        inputs.text_of("name", name)
        with self._lock:
            written, at = self._known.get(user, ("", 0.0))
            if (user in self._known and written == name and self._seconds() - at < _REMEMBERED_S) or len(self._waiting) >= _KNOWN:
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
                self._known[user] = (name, self._seconds())
                self._known.move_to_end(user)
            while len(self._known) > _KNOWN:
                self._known.popitem(last=False)
