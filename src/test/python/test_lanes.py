"""Many checks at the same time."""

from __future__ import annotations

import asyncio
import linecache
import sys
import threading
import unittest
from typing import Any
from unittest import mock

import redis
import support

from ratewarden import AsyncRateLimiter, RateLimiter, StoreUnavailable, core, link, policy, token_bucket
from ratewarden.lanes import AsyncCluster, AsyncLane, SyncCluster, SyncLane, _Blocked

MANY = policy("many", token_bucket(10_000, days=1))


def connections(plain: redis.Redis) -> int:
    return len(plain.client_list()) - 1


class BurstTest(unittest.TestCase):
    def setUp(self) -> None:
        self.plain = support.emptied()
        self.addCleanup(self.plain.close)

    def count_calls(self, of: str) -> int:
        return self.plain.info("commandstats").get(f"cmdstat_{of}", {"calls": 0})["calls"]

    def test_three_hundred_at_once_in_an_event_loop_are_answered_over_a_few_connections(self) -> None:
        before = connections(self.plain)

        async def burst() -> None:
            async with AsyncRateLimiter(support.url(), MANY, timeout=support.PATIENT) as limiter:
                decisions = await asyncio.gather(*(limiter.check(user, "many") for user in range(300)))
                self.assertEqual(0, sum(decision.degraded for decision in decisions))
                self.assertLessEqual(connections(self.plain) - before, 3)

        support.run(burst())
        self.assertEqual("300", str(sum(int(self.plain.hget(f"rw:{{s{i}}}:totals", "allowed:many") or 0) for i in range(16))))

    def test_three_hundred_at_once_in_threads_are_answered_over_a_few_connections(self) -> None:
        before = connections(self.plain)
        with RateLimiter(support.url(), MANY, timeout=support.PATIENT) as limiter:
            together = threading.Barrier(300)
            decisions: list[Any] = []

            def check(user: int) -> None:
                together.wait()
                decisions.append(limiter.check(user, "many"))

            threads = [threading.Thread(target=check, args=(user,)) for user in range(300)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual([False] * 300, [decision.degraded for decision in decisions])
            self.assertLessEqual(connections(self.plain) - before, 3)

    def test_the_first_burst_reads_the_policies_once(self) -> None:
        self.plain.config_resetstat()

        async def burst() -> None:
            async with AsyncRateLimiter(support.url(), MANY, timeout=support.PATIENT) as limiter:
                await asyncio.gather(*(limiter.check(user, "many") for user in range(100)))

        support.run(burst())
        self.assertLess(self.count_calls("hgetall"), 10)
        self.assertLess(self.count_calls("script|load") + self.count_calls("script"), 10)

    def test_whoever_gives_up_leaves_the_others_their_answers(self) -> None:
        async def burst() -> None:
            async with AsyncRateLimiter(support.url(), MANY, timeout=support.PATIENT) as limiter:
                await limiter.start()
                tasks = [asyncio.create_task(limiter.check("all", "many")) for _ in range(200)]
                await asyncio.sleep(0)
                for task in tasks[::2]:
                    task.cancel()
                left = [task for task in tasks if not task.cancelled()]
                done = await asyncio.gather(*left, return_exceptions=True)
                remaining = [one.remaining for one in done if not isinstance(one, BaseException)]
                self.assertGreaterEqual(len(remaining), 100)
                self.assertEqual(len(remaining), len(set(remaining)))

        support.run(burst())


class LaneTest(unittest.TestCase):
    def setUp(self) -> None:
        self.plain = support.emptied()
        self.addCleanup(self.plain.close)

    def together(self, *calls: Any) -> list[Any]:
        async def ask() -> list[Any]:
            client = redis.asyncio.Redis.from_url(support.url(), decode_responses=True)
            lane = AsyncLane(client, "Redis", link.Patience(support.PATIENT, support.PATIENT), True)
            try:
                return await asyncio.gather(*(lane.exchange(call) for call in calls), return_exceptions=True)
            finally:
                await client.connection_pool.disconnect()

        return support.run(ask())

    def test_an_error_that_redis_answers_stays_with_its_call(self) -> None:
        first, wrong, last = self.together([("SET", "a", 1), ("GET", "a")], [("LPUSH", "a", "x")], [("INCR", "a")])
        self.assertEqual("1", first[1])
        self.assertIsInstance(wrong[0], redis.ResponseError)
        self.assertEqual([2], last)

    def test_what_cannot_be_encoded_fails_its_own_call(self) -> None:
        wrong, fine = self.together([("SET", "a", "\ud800")], [("SET", "a", "é")])
        self.assertIsInstance(wrong, UnicodeEncodeError)
        self.assertEqual([True], fine)

    def test_who_waits_while_the_connection_breaks_is_not_left_waiting(self) -> None:
        class Broken:
            """The first pipeline is held until all others wait; then the line is dead."""

            def __init__(self) -> None:
                self.sent = 0

            def pipeline(self, transaction: bool) -> Broken:
                return self

            def execute_command(self, *_: Any) -> None:
                self.sent += 1

            def execute(self, raise_on_error: bool) -> Any:
                support.await_true(lambda: len(lane._queue) == 20, "they do not wait")
                raise redis.ConnectionError("dead")

        client = Broken()
        lane = SyncLane(client, "Redis")
        failed: list[Any] = []

        def ask() -> None:
            try:
                lane.exchange([("PING",)])
            except StoreUnavailable as away:
                failed.append(away)

        threads = [threading.Thread(target=ask) for _ in range(21)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # One was sent, and is not sent again; the others never were.
        self.assertEqual((21, 1), (len(failed), client.sent))

    def test_a_thread_that_is_interrupted_hands_its_turn_on(self) -> None:
        lane = SyncLane(redis.Redis.from_url(support.url()), "Redis")

        class Interrupted(threading.Event):
            """It is this thread's turn when the interrupt comes."""

            def wait(self, timeout: Any = None) -> bool:
                lane._hand_on()
                raise KeyboardInterrupt

        lane._leader = _Blocked([])
        with mock.patch("ratewarden.lanes.threading.Event", Interrupted), self.assertRaises(KeyboardInterrupt):
            lane.exchange([("PING",)])
        self.assertIsNone(lane._leader)
        self.assertEqual([True], lane.exchange([("PING",)]))

    def test_a_thread_that_is_interrupted_while_it_sends_leaves_the_others_an_error(self) -> None:
        lane = SyncLane(redis.Redis.from_url(support.url()), "Redis")
        with mock.patch.object(lane, "_pipeline", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            lane.exchange([("PING",)])
        self.assertEqual([True], lane.exchange([("PING",)]))

    def test_a_thread_that_is_interrupted_at_any_step_leaves_nobody_waiting(self) -> None:
        lane = SyncLane(redis.Redis.from_url(support.url()), "Redis")
        own = SyncLane.exchange.__code__.co_filename
        for at in range(60):
            steps = [at]

            def trace(frame: Any, event: str, _: Any) -> Any:
                if frame.f_code.co_filename != own:
                    return None
                # Python looks for signals after calls, and so never between a block and the release of its lock.
                if event == "line" and not linecache.getline(own, frame.f_lineno).strip().startswith("with "):
                    steps[0] -= 1
                    if steps[0] < 0:
                        sys.settrace(None)
                        raise KeyboardInterrupt
                return trace

            sys.settrace(trace)
            try:
                lane.exchange([("PING",)])
            except KeyboardInterrupt:
                pass
            finally:
                sys.settrace(None)
            answers: list[Any] = []
            other = threading.Thread(target=lambda: answers.append(lane.exchange([("PING",)])), daemon=True)
            other.start()
            other.join(10)
            self.assertEqual([[True]], answers, f"interrupted at step {at}")

    def test_while_the_event_loop_is_busy_elsewhere_no_time_out_runs(self) -> None:
        async def ask() -> list[Any]:
            client = redis.asyncio.Redis.from_url(support.url())
            lane = AsyncLane(client, "Redis", link.Patience(5, 5), True)
            await lane.exchange([("PING",)])
            # Every wait for an answer finds that its time has passed before anything could be read.
            real = asyncio.wait
            hurried = [0]

            async def late(tasks: Any, timeout: float) -> Any:
                hurried[0] += 1
                return await real(tasks, timeout=0 if hurried[0] == 1 else timeout)

            with mock.patch("ratewarden.lanes.asyncio.wait", late):
                try:
                    return await lane.exchange([("ECHO", "here")])
                finally:
                    await client.connection_pool.disconnect()

        self.assertEqual([b"here"], support.run(ask()))


class ClusterTest(unittest.TestCase):
    """Over a client that spreads commands among servers itself."""

    def test_a_few_calls_at_a_time_and_each_has_its_own_errors(self) -> None:
        most, now = [0], [0]

        class RedisCluster:
            async def execute_command(self, *command: Any) -> Any:
                now[0] += 1
                most[0] = max(most[0], now[0])
                await asyncio.sleep(0)
                now[0] -= 1
                if command[1] == 7:
                    raise redis.ResponseError("no")
                if command[1] == 8:
                    raise redis.ConnectionError("dead")
                return command[1]

        async def ask() -> list[Any]:
            lane = AsyncCluster(RedisCluster(), "Redis")
            return await asyncio.gather(*(lane.exchange([("GET", user)]) for user in range(100)), return_exceptions=True)

        replies = support.run(ask())
        self.assertEqual(16, most[0])
        self.assertEqual([[6], [9], [99]], [replies[6], replies[9], replies[99]])
        self.assertIsInstance(replies[7][0], redis.ResponseError)
        self.assertIsInstance(replies[8], StoreUnavailable)

    def test_so_it_is_for_threads(self) -> None:
        class RedisCluster:
            def execute_command(self, *command: Any) -> Any:
                if command[1] == 7:
                    raise redis.ResponseError("no")
                if command[1] == 8:
                    raise redis.ConnectionError("dead")
                return command[1]

        lane = SyncCluster(RedisCluster(), "Redis")
        first, second = lane.exchange([("GET", 7), ("GET", 1)])
        self.assertIsInstance(first, redis.ResponseError)
        self.assertEqual(1, second)
        with self.assertRaises(StoreUnavailable):
            lane.exchange([("GET", 8)])


class SaidTest(unittest.TestCase):
    def test_away_and_back_are_each_said_at_most_once_a_minute(self) -> None:
        limiter = RateLimiter("redis://127.0.0.1:1")._limiter
        now = mock.patch("ratewarden.core.time.monotonic", lambda: clock[0])
        clock = [1_000.0]
        with now, self.assertLogs("ratewarden", "WARNING") as said:
            for _ in range(20):
                limiter._went_away(StoreUnavailable("gone"))
                limiter._is_there(clock[0])
                clock[0] += 1
            self.assertEqual(2, len(said.output))
            limiter._went_away(StoreUnavailable("gone"))
            self.assertEqual(2, len(said.output))
            clock[0] += 60  # It is away still, and that was not said.
            limiter._went_away(StoreUnavailable("gone"))
            self.assertEqual(3, len(said.output))

    def test_an_answer_to_what_was_asked_before_the_outage_does_not_end_it(self) -> None:
        limiter = RateLimiter("redis://127.0.0.1:1")._limiter
        began = core.time.monotonic() - 1
        limiter._went_away(StoreUnavailable("gone"))
        limiter._is_there(began)
        self.assertTrue(limiter._away)


if __name__ == "__main__":
    unittest.main()
