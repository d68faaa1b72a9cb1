"""How calls that wait at the same time go out together: one connection, and one pipeline after another.

A call's time-out begins when it is sent. What waits in a lane's own queue meanwhile waits for no outage: only where the connection fails do
those who wait fail with it. Nothing is ever sent twice.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import suppress
from typing import Any, Optional, Sequence

from . import link
from .errors import NotHeard, StoreUnavailable

Command = Sequence[Any]
_AT_ONCE = 64
# Of a cluster, whose commands go out one by one, to several servers.
_CLUSTER_AT_ONCE = 16
_SLICES = 4


def _encoded(commands: Sequence[Command]) -> list[list[Any]]:
    """As bytes, so that what cannot be encoded fails its own call and nobody else's."""
    return [[command[0], *map(_bytes, command[1:])] for command in commands]


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _dealt(calls: Sequence[Any], replies: Sequence[Any]) -> list[list[Any]]:
    """To each call its replies."""
    following = iter(replies)
    return [[next(following) for _ in call.commands] for call in calls]


class _Awaited:
    """A call whose caller awaits it."""

    def __init__(self, commands: list[list[Any]]) -> None:
        self.commands = commands
        self.future: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()

    def fail(self, error: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class AsyncLane:
    """For asyncio: one task empties the queue. Callers who are cancelled leave the others alone: they do not read themselves."""

    def __init__(self, client: Any, address: str, patience: link.Patience, owned: bool) -> None:
        """:param owned: whether the client is ours alone, so that its time-out may be measured here"""
        self._client = client
        self._address = address
        self._patience = patience
        self._owned = owned
        self._connected = False
        self._queue: deque[_Awaited] = deque()
        self._writer: Optional[asyncio.Task[None]] = None

    async def exchange(self, commands: Sequence[Command]) -> list[Any]:
        call = _Awaited(_encoded(commands))
        self._queue.append(call)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.ensure_future(self._drain())
        return await call.future

    async def _drain(self) -> None:
        try:
            while self._queue:
                taken = [self._queue.popleft() for _ in range(min(_AT_ONCE, len(self._queue)))]
                # Nobody waits for the others any more, and they were not sent.
                waiting = [call for call in taken if not call.future.done()]
                if waiting:
                    await self._carry(waiting)
        finally:
            self._fail(self._queue, "is not asked any more: the event loop ends")

    async def _carry(self, calls: Sequence[_Awaited]) -> None:
        try:
            replies = await self._timed([command for call in calls for command in call.commands])
        except link.ERRORS as error:
            self._connected = False
            for call in (*calls, *self._queue):
                call.fail(link.store_error(error, self._address))
            self._queue.clear()
        except BaseException:
            self._fail(calls, "was not heard to the end")
            raise
        else:
            self._connected = True
            for call, own in zip(calls, _dealt(calls, replies)):
                if not call.future.done():
                    call.future.set_result(own)

    def _fail(self, calls: Sequence[_Awaited] | deque[_Awaited], why: str) -> None:
        for call in calls:
            call.fail(NotHeard(f"{self._address} {why}"))

    async def _timed(self, commands: list[list[Any]]) -> list[Any]:
        """Waits in slices, each of which ends in a look at what arrived: while the event loop is busy elsewhere no time-out runs."""
        if not self._owned:
            return await self._pipeline(commands)
        wait = self._patience.read + (0 if self._connected else self._patience.connect)
        sending = asyncio.ensure_future(self._pipeline(commands))
        try:
            for _ in range(_SLICES):
                if (await asyncio.wait({sending}, timeout=wait / _SLICES))[0]:
                    return sending.result()
        finally:
            if not sending.done():
                await self._hang_up(sending)
        raise asyncio.TimeoutError(f"not within {round(wait * 1_000)} ms")

    async def _hang_up(self, sending: asyncio.Task[list[Any]]) -> None:
        """The reply is still to come, and some releases of redis-py would have the next caller read it."""
        sending.cancel()
        await asyncio.wait({sending}, timeout=1)
        with suppress(*link.ERRORS):
            await self._client.connection_pool.disconnect()

    async def _pipeline(self, commands: list[list[Any]]) -> list[Any]:
        pipeline = self._client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        return await pipeline.execute(raise_on_error=False)


class _Blocked:
    """A call whose thread waits."""

    def __init__(self, commands: list[list[Any]]) -> None:
        self.commands = commands
        self.replies: Optional[list[Any]] = None
        self.error: Optional[BaseException] = None
        self.turn = threading.Event()

    @property
    def done(self) -> bool:
        return self.replies is not None or self.error is not None


class SyncLane:
    """For threads: whoever finds the connection free sends what waits, for everybody; the next who waits follows.

    A thread may be interrupted, such as by Ctrl-C, between any two steps: what it leaves is put right on its way out.
    """

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._lock = threading.Lock()
        self._queue: deque[_Blocked] = deque()
        # Whose thread sends, and for whom.
        self._leader: Optional[_Blocked] = None
        self._taken: list[_Blocked] = []

    def exchange(self, commands: Sequence[Command]) -> list[Any]:
        call = _Blocked(_encoded(commands))
        try:
            with self._lock:
                self._queue.append(call)
                if self._leader is None:
                    self._leader = call
            if self._leader is not call:
                call.turn.wait()
            if not call.done:
                self._lead()
        except BaseException:
            self._leave(call)
            raise
        if call.error is not None:
            raise call.error
        return call.replies or []

    def _lead(self) -> None:
        with self._lock:
            self._taken = calls = [self._queue.popleft() for _ in range(min(_AT_ONCE, len(self._queue)))]
        try:
            replies = self._pipeline([command for call in calls for command in call.commands])
            for call, own in zip(calls, _dealt(calls, replies)):
                call.replies = own
        except link.ERRORS as error:
            with self._lock:
                self._taken += self._queue
                self._queue.clear()
                for call in self._taken:
                    call.error = link.store_error(error, self._address)
        except BaseException:
            # The reply is still to come, and must be nobody else's.
            with suppress(*link.ERRORS):
                self._client.connection_pool.disconnect(inuse_connections=False)
            raise
        finally:
            self._hand_on()

    def _hand_on(self) -> None:
        with self._lock:
            for call in self._taken:
                if not call.done:
                    call.error = NotHeard(f"{self._address} was not heard to the end")
                call.turn.set()
            self._taken = []
            self._leader = self._queue[0] if self._queue else None
            if self._leader:
                self._leader.turn.set()

    def _leave(self, call: _Blocked) -> None:
        """Nobody may be left to wait for a thread that is gone."""
        with self._lock:
            if call in self._queue:
                self._queue.remove(call)
            leads = self._leader is call
            if not leads and self._leader:
                self._leader.turn.set()
        if leads:
            self._hand_on()

    def _pipeline(self, commands: list[list[Any]]) -> list[Any]:
        pipeline = self._client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        return pipeline.execute(raise_on_error=False)


class AsyncCluster:
    """For a cluster, whose client spreads commands itself: a few at a time."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._room = asyncio.Semaphore(_CLUSTER_AT_ONCE)

    async def exchange(self, commands: Sequence[Command]) -> list[Any]:
        # A caller who is cancelled leaves the call to end by itself, so that nobody reads somebody else's reply.
        sending = asyncio.ensure_future(self._send(commands))
        sending.add_done_callback(_look_at)
        try:
            return await asyncio.shield(sending)
        except link.ERRORS as error:
            raise link.store_error(error, self._address) from error

    async def _send(self, commands: Sequence[Command]) -> list[Any]:
        async with self._room:
            return [await self._one(command) for command in commands]

    async def _one(self, command: Command) -> Any:
        try:
            return await self._client.execute_command(*command)
        except link.exceptions.ResponseError as answered:
            return answered


def _look_at(ended: asyncio.Future[Any]) -> None:
    """Nobody may be waiting any more; asyncio would complain that an error was never looked at."""
    if not ended.cancelled():
        ended.exception()


class SyncCluster:
    """For a cluster, whose client spreads commands itself: a few at a time."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._room = threading.Semaphore(_CLUSTER_AT_ONCE)

    def exchange(self, commands: Sequence[Command]) -> list[Any]:
        try:
            with self._room:
                return [self._one(command) for command in commands]
        except link.ERRORS as error:
            raise link.store_error(error, self._address) from error

    def _one(self, command: Command) -> Any:
        try:
            return self._client.execute_command(*command)
        except link.exceptions.ResponseError as answered:
            return answered
