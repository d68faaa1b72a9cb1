"""A master of redis-py's Sentinel instead of a URL: a failover is a short outage."""

from __future__ import annotations

import asyncio
import tempfile
import unittest
from pathlib import Path
from typing import Any, Callable

import redis.asyncio.sentinel
import redis.sentinel
import support

from ratewarden import AsyncRateLimiter, RateLimiter, policy, sliding_window

SONG = policy("play_song", sliding_window(100, minutes=5))
NAME = "mymaster"
# To find out that the master is gone, and to choose another.
FAILOVER_S = 60.0
# A master that is gone refuses at once: longer than any stall of a busy machine costs nothing.
SHORT_S = 2.0


class SentinelTest(unittest.TestCase):
    def setUp(self) -> None:
        if not support.server_binary():
            self.skipTest("no redis-server")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.master = self.server()
        replica = self.server("--save", "", "--replicaof", "127.0.0.1", str(self.master.port))
        settings = Path(folder.name) / "sentinel.conf"
        settings.write_text(
            f"sentinel monitor {NAME} 127.0.0.1 {self.master.port} 1\n"
            f"sentinel down-after-milliseconds {NAME} 300\n"
            f"sentinel failover-timeout {NAME} 3000\n"
        )
        self.sentinel = self.server(str(settings), "--sentinel", "--dir", folder.name)
        with redis.Redis(port=self.sentinel.port, decode_responses=True) as asked:
            self.await_true(lambda: self.is_followed(asked, replica.port), "Sentinel does not know the replica")
        self.replica = redis.Redis(port=replica.port, decode_responses=True)
        self.addCleanup(self.replica.close)

    def server(self, *arguments: str) -> support.Server:
        started = support.Server(*arguments)
        self.addCleanup(started.kill)
        return started

    def is_followed(self, asked: Any, port: int) -> bool:
        known = asked.sentinel_slaves(NAME)
        return [(one["port"], one["master-link-status"]) for one in known] == [(port, "ok")]

    def await_true(self, condition: Callable[[], bool], otherwise: str) -> None:
        support.await_true(condition, otherwise, FAILOVER_S)

    def replicated(self) -> None:
        """All that was written until now has reached the replica."""
        with redis.Redis(port=self.master.port) as master:
            self.assertEqual(1, master.wait(1, 20_000))

    def test_after_a_failover_checks_are_decided_by_the_new_master_with_what_was_used(self) -> None:
        sentinel = redis.sentinel.Sentinel([("127.0.0.1", self.sentinel.port)], socket_timeout=SHORT_S)
        with RateLimiter(sentinel.master_for(NAME, socket_timeout=SHORT_S), SONG) as limiter:
            self.await_true(lambda: not limiter.check(42, "play_song").degraded, "the master is not found")
            used = 100 - limiter.check(42, "play_song").remaining
            self.replicated()
            self.master.kill()
            self.assertTrue(limiter.check(42, "play_song").degraded)
            self.await_true(lambda: not limiter.peek(42, "play_song").degraded, "the new master is not found")
            self.assertEqual(99 - used, limiter.check(42, "play_song").remaining)
            self.assertEqual("master", self.replica.info("replication")["role"])

    def test_the_same_for_asyncio(self) -> None:
        async def fail_over() -> None:
            sentinel = redis.asyncio.sentinel.Sentinel([("127.0.0.1", self.sentinel.port)], socket_timeout=SHORT_S)
            master = sentinel.master_for(NAME, socket_timeout=SHORT_S)
            async with AsyncRateLimiter(master, SONG) as limiter:
                while (decision := await limiter.check(42, "play_song")).degraded:
                    await asyncio.sleep(0)
                self.replicated()
                self.master.kill()
                self.assertTrue((await limiter.check(42, "play_song")).degraded)
                while (await limiter.peek(42, "play_song")).degraded:
                    await asyncio.sleep(0)
                self.assertEqual(decision.remaining - 1, (await limiter.check(42, "play_song")).remaining)

        support.run(fail_over())


if __name__ == "__main__":
    unittest.main()
