"""The end of a limiter, and the event loops that it may be used in."""

from __future__ import annotations

import asyncio
import threading
import unittest
from collections import Counter

import redis.asyncio
import redis.sentinel
import support

from ratewarden import AsyncRateLimiter, InvalidRequest, LimiterClosed, RateLimiter, policy, token_bucket
from ratewarden.link import store_error

MANY = policy("many", token_bucket(1_000_000, days=1))


class CloseTest(unittest.TestCase):
    def setUp(self) -> None:
        self.plain = support.emptied()
        self.addCleanup(self.plain.close)

    def test_calls_of_other_threads_end_as_they_should_and_later_ones_are_told(self) -> None:
        for _ in range(10):
            limiter = RateLimiter(support.url(), MANY, timeout=support.PATIENT)
            limiter.check(0, "many")
            ends: Counter[str] = Counter()
            running = threading.Barrier(9)

            def check(user: int) -> None:
                running.wait()
                try:
                    while True:
                        self.assertFalse(limiter.check(user, "many").degraded)
                except LimiterClosed:
                    ends["told"] += 1
                except BaseException as other:
                    ends[repr(other)] += 1

            threads = [threading.Thread(target=check, args=(user,)) for user in range(8)]
            for thread in threads:
                thread.start()
            running.wait()
            with self.assertNoLogs("ratewarden", "WARNING"):
                limiter.close()
                for thread in threads:
                    thread.join()
            self.assertEqual({"told": 8}, dict(ends))

    def test_so_it_is_in_an_event_loop(self) -> None:
        async def close_among_checks() -> None:
            limiter = AsyncRateLimiter(support.url(), MANY, timeout=support.PATIENT)
            checks = [asyncio.ensure_future(limiter.check(user, "many")) for user in range(50)]
            await asyncio.sleep(0)
            await limiter.close()
            ends = await asyncio.gather(*checks, return_exceptions=True)
            self.assertEqual([False] * 50, [end.degraded for end in ends], "what began before the end ends well")
            with self.assertRaisesRegex(LimiterClosed, "make another one"):
                await limiter.check(1, "many")

        support.run(close_among_checks())

    def test_closing_twice_is_closing_once(self) -> None:
        limiter = RateLimiter(support.url(), MANY, timeout=support.PATIENT)
        limiter.check(1, "many")
        limiter.close()
        limiter.close()
        with self.assertRaises(LimiterClosed):
            limiter.peek(1, "many")
        with self.assertRaises(LimiterClosed):
            limiter.moderation("lee").status(1)

    def test_a_client_that_was_given_stays_open(self) -> None:
        with RateLimiter(self.plain, MANY) as limiter:
            limiter.check(1, "many")
        self.assertTrue(self.plain.ping())


class EventLoopTest(unittest.TestCase):
    def setUp(self) -> None:
        support.emptied().close()

    def test_a_second_event_loop_is_refused_and_that_is_no_outage(self) -> None:
        limiter = AsyncRateLimiter(support.url(), MANY, timeout=support.PATIENT)

        async def check_in_another_thread() -> None:
            await limiter.check(7, "many")
            with self.assertRaisesRegex(InvalidRequest, "was used in another event loop, .*; make one for each loop"):
                await asyncio.to_thread(asyncio.run, limiter.check(7, "many"))
            self.assertFalse((await limiter.check(7, "many")).degraded)
            await limiter.close()

        support.run(check_in_another_thread())

    def test_so_it_is_when_the_first_has_ended(self) -> None:
        limiter = AsyncRateLimiter(support.url(), MANY, timeout=support.PATIENT)

        async def check_and_hang_up() -> None:
            await limiter.check(7, "many")
            await limiter._link._client.connection_pool.disconnect()

        support.run(check_and_hang_up())
        with self.assertRaisesRegex(InvalidRequest, "make one for each loop"):
            support.run(limiter.check(7, "many"))
        support.run(limiter.close())


class PatienceTest(unittest.TestCase):
    def test_a_time_out_beside_a_client_that_keeps_its_own_is_refused(self) -> None:
        sentinel = redis.sentinel.Sentinel([("127.0.0.1", 1)], socket_timeout=0.1)
        with self.assertRaisesRegex(InvalidRequest, r"timeout 0\.3: .* give it socket_timeout=0\.3 where you make it"):
            RateLimiter(sentinel.master_for("mymaster"), timeout=0.3)
        RateLimiter(sentinel.master_for("mymaster")).close()


class PasswordTest(unittest.TestCase):
    def test_what_redis_says_to_a_long_command_without_a_login_is_told_as_that(self) -> None:
        server = support.Server()
        self.addCleanup(server.kill)
        with redis.Redis(port=server.port) as plain:
            plain.config_set("requirepass", "secret")
        with redis.Redis(port=server.port) as plain, self.assertRaises(redis.exceptions.RedisError) as refused:
            # More words than a stranger may send.
            plain.execute_command("EVALSHA", *["x"] * 30)
        self.assertIn("unauthenticated", str(refused.exception))
        self.assertIn("asks for a password; give one", str(store_error(refused.exception, "Redis")))


if __name__ == "__main__":
    unittest.main()
