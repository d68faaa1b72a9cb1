"""What the clients do while Redis is away."""

from __future__ import annotations

import asyncio
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

import redis
import support
from redis.exceptions import ResponseError

from ratewarden import AsyncRateLimiter, RateLimiter, Reason, StoreError, StoreUnavailable, policy, sliding_window, token_bucket
from ratewarden import core
from ratewarden.community import Community
from ratewarden.decision import Decision
from ratewarden.outcome import Ban, Outcome
from ratewarden.client import request
from ratewarden.link import store_error
from ratewarden.local import LocalDecider
from ratewarden.policy import Enforcement, PolicyBook

SONG = policy("play_song", sliding_window(2, minutes=1))
OPEN = policy("shout", sliding_window(1, minutes=1), on_outage="OPEN")
RULES = '{"blockAt":60.0,"unblockBelow":50.0,"decayPerHour":0.0}'
ONCE = policy("once", token_bucket(1, days=300))


class NoRedisTest(unittest.TestCase):
    """Redis was never there: the policies of the code hold."""

    def setUp(self) -> None:
        # Nobody asks again within the test, however slow the machine is.
        patience = mock.patch.object(core, "_PROBE_S", float("inf"))
        patience.start()
        self.addCleanup(patience.stop)
        self.mute = support.Mute()
        self.addCleanup(self.mute.close)
        self.limiter = RateLimiter(self.mute.url, SONG, OPEN)
        self.addCleanup(self.limiter.close)

    def test_each_policy_says_what_happens(self) -> None:
        local = [self.limiter.check(42, "play_song") for _ in range(3)]
        self.assertEqual([True, True, False], [decision.allowed for decision in local])
        self.assertIs(Reason.LIMITED, local[-1].reason)
        self.assertTrue(all(decision.degraded for decision in local))
        self.assertTrue(local[-1].notify_user)
        self.assertFalse(self.limiter.check(42, "play_song").notify_user)
        closed = self.limiter.check(42, "payment")
        self.assertEqual((False, Reason.OUTAGE, 1_000), (closed.allowed, closed.reason, closed.retry_after_ms))
        self.assertEqual("This is not available right now. Try again later.", closed.discord_message())
        self.assertTrue(all(self.limiter.check(42, "shout").allowed for _ in range(3)))
        self.assertIs(Reason.UNPOLICED, self.limiter.check(42, "dance").reason)

    def test_a_peek_takes_nothing(self) -> None:
        self.assertEqual([1, 1], [self.limiter.peek(42, "play_song").remaining for _ in range(2)])

    def test_one_check_waits_and_the_others_do_not(self) -> None:
        sent = []
        send = self.limiter._link._send
        with mock.patch.object(self.limiter._link, "_send", lambda commands: sent.append(commands) or send(commands)):
            for _ in range(100):
                self.limiter.check(42, "shout")
        self.assertEqual(1, len(sent))

    def test_it_is_said_once(self) -> None:
        with self.assertLogs("ratewarden", "WARNING") as said:
            for _ in range(3):
                self.limiter.check(42, "shout")
        self.assertEqual(1, len(said.output))

    def test_moderators_are_told(self) -> None:
        from ratewarden import Moderation

        lee = Moderation(self.mute.url, "lee", timeout=0.02)
        with self.assertRaisesRegex(StoreUnavailable, "does not answer"):
            lee.ban(42)
        with self.assertRaises(StoreUnavailable):
            self.limiter.start()

    def test_the_client_for_asyncio_does_the_same(self) -> None:
        async def check() -> list[Any]:
            async with AsyncRateLimiter(self.mute.url, SONG) as limiter:
                return [await limiter.check(42, action) for action in ("play_song", "play_song", "play_song", "payment")]

        decisions = support.run(check())
        self.assertEqual(
            [Reason.ALLOWED, Reason.ALLOWED, Reason.LIMITED, Reason.OUTAGE], [decision.reason for decision in decisions]
        )


@unittest.skipUnless(support.server_binary(), "no redis-server to kill")
class KilledRedisTest(unittest.TestCase):
    """Redis is killed in mid-course, and comes back."""

    def setUp(self) -> None:
        self.server = support.Server()
        self.addCleanup(self.server.kill)

    def test_bans_exemptions_and_blocks_that_were_seen_hold_and_nothing_is_booked_later(self) -> None:
        with RateLimiter(self.server.url, SONG, OPEN, timeout=support.PATIENT) as limiter:
            lee = limiter.moderation("lee")
            for user in (1, 2, 3, 4):
                limiter.check(user, "play_song")
            lee.ban(1, for_="1h", reason="spam")
            limiter.check(1, "play_song")
            lee.exempt(2)
            limiter.check(2, "play_song")
            while limiter.check(3, "play_song").reason is not Reason.BLOCKED:
                pass
            lee.ban(4)  # Of one's own, and not asked about since.
            self.server.kill()
            self.assertEqual(
                [Reason.BANNED, Reason.EXEMPT, Reason.BLOCKED, Reason.BANNED],
                [limiter.check(user, "play_song").reason for user in (1, 2, 3, 4)],
            )
            self.assertIs(Reason.BANNED, limiter.check(1, "shout").reason)
            self.assertIs(Reason.ALLOWED, limiter.check(3, "shout").reason)
            self.assertIs(Reason.EXEMPT, limiter.check(2, "payment").reason)
            self.assertEqual("spam", limiter.check(1, "shout").outcome.ban.reason)
            self.assertTrue(limiter.check(1, "shout").degraded)

    def test_it_decides_in_redis_again_once_that_is_back(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
            limiter.check(42, "play_song")
            self.server.kill()
            self.assertTrue(limiter.check(42, "play_song").degraded)
            self.server.start()
            with mock.patch.object(core, "_PROBE_S", 0):
                limiter._limiter._away_until = 0.0
                with self.assertLogs("ratewarden", "WARNING") as said:
                    decision = limiter.check(42, "play_song")
            self.assertEqual((False, 1), (decision.degraded, decision.remaining))
            self.assertTrue(any("Redis is back" in line for line in said.output))

    def test_an_answer_that_comes_too_late_is_nobody_elses(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
            limiter.start()
            limiter.check(1, "play_song")
        with RateLimiter(self.server.url, SONG, timeout=0.2) as limiter:
            limiter.check(1, "play_song")
            self.server.hang()
            self.assertTrue(limiter.check(1, "play_song").degraded)
            self.server.go_on()
            limiter._limiter._away_until = 0.0
            support.await_true(lambda: not limiter.peek(2, "play_song").degraded, "it does not come back")
            self.assertEqual(1, limiter.peek(2, "play_song").remaining)

    def test_an_answer_that_comes_too_late_is_nobody_elses_in_an_event_loop_either(self) -> None:
        async def hang() -> int:
            async with AsyncRateLimiter(self.server.url, SONG, timeout=0.2) as limiter:
                await limiter.check(1, "play_song")
                self.server.hang()
                self.assertTrue((await limiter.check(1, "play_song")).degraded)
                self.server.go_on()
                while (peeked := await limiter.peek(2, "play_song")).degraded:
                    await asyncio.sleep(0.005)
                return peeked.remaining

        self.assertEqual(1, support.run(hang()))

    def test_it_is_asked_again_after_about_a_second(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
            self.server.kill()
            limiter.check(42, "play_song")
            self.assertLess(limiter._limiter._away_until - time.monotonic(), 1.5)

    def test_an_action_whose_reply_was_lost_is_done_once(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
            limiter.check(42, "play_song")
            lee = limiter.moderation("lee")
            send, lost = lee._link._send, []

            def losing(commands: Any) -> Any:
                replies = send(commands)
                if "commit" in commands[0] and not lost:
                    lost.append(commands)
                    raise StoreUnavailable("the line went dead")
                return replies

            with mock.patch.object(lee._link, "_send", losing):
                receipt = lee.ban(42)
            self.assertEqual(1, len(lost))
            status = lee.status(42)
            self.assertEqual((1, receipt.audit_id), (status.revision, status.audit[0].id))

    def test_a_check_whose_reply_was_lost_is_not_sent_again(self) -> None:
        with RateLimiter(self.server.url, ONCE, timeout=support.PATIENT) as limiter:
            limiter.start()
            send = limiter._link._send
            carried = []

            def losing(commands: Any) -> Any:
                replies = send(commands)
                if "check" not in commands[0]:  # What is done on the side.
                    return replies
                carried.append(commands)
                raise StoreUnavailable("the line went dead")

            limiter.check(7, "once")  # The script is loaded.
            with mock.patch.object(limiter._link, "_send", losing):
                self.assertTrue(limiter.check(42, "once").degraded)
            self.assertEqual(1, len(carried))
            limiter._limiter._away_until = 0.0
            self.assertIs(Reason.LIMITED, limiter.check(42, "once").reason)

    def test_a_redis_that_comes_back_empty_gets_back_policies_rules_switch_and_known_bans(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
            limiter.check(42, "play_song")
            lee = limiter.moderation("lee")
            lee.ban(42, for_="1h", reason="spam")
            limiter.check(42, "play_song")
            limiter.check(7, "play_song")
            lee.ban(7)
            with redis.Redis(port=self.server.port, decode_responses=True) as plain:
                stored = plain.hgetall("rw:{g}:policies")
                changed = stored["play_song"].replace('"limit":2', '"limit":9')
                plain.hset(
                    "rw:{g}:policies",
                    mapping={"#enforcement": "SHADOW", "#revision": "5", "play_song": changed, "#rules": RULES, "extra": changed},
                )
            limiter._limiter.community.forget_copy()
            limiter.check(43, "play_song")
            self.server.kill()
            limiter.check(43, "play_song")
            self.server.start()
            limiter._limiter._away_until = 0.0
            with self.assertLogs("ratewarden", "WARNING") as said:
                banned = limiter.check(42, "play_song")
            book = limiter.policies()
            self.assertEqual((Reason.BANNED, False), (banned.reason, banned.degraded))
            self.assertEqual("spam", banned.outcome.ban.reason)
            self.assertEqual((Enforcement.SHADOW, 9, 60), (book.enforcement, book.policies["play_song"].limit.limit, book.rules.block_at))
            self.assertIn("extra", book.policies)
            self.assertGreater(book.revision, 5)
            self.assertIs(Reason.BANNED, limiter.peek(7, "play_song").reason)
            self.assertIn("came back empty. Gone are scores", said.output[0])
            self.assertIn("the switch (SHADOW), and the bans that this bot knew (2)", said.output[0])
            with redis.Redis(port=self.server.port, decode_responses=True) as plain:
                ends = [plain.zscore(f"rw:{{s{shard}}}:bans", user) for user in ("42", "7") for shard in range(16)]
                self.assertEqual([float("inf")], [end for end in ends if end and end > 9e15])
                self.assertEqual(2, len([end for end in ends if end]))

    def test_a_banned_user_who_is_the_first_to_ask_an_emptied_redis_stays_banned(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
            limiter.check(42, "play_song")
            limiter.moderation("lee").ban(42, reason="spam")
            with redis.Redis(port=self.server.port) as plain:
                for asks in (limiter.check, limiter.peek):
                    plain.flushall()
                    with self.assertLogs("ratewarden", "WARNING") as said:
                        decision = asks(42, "play_song")
                    self.assertEqual((Reason.BANNED, False), (decision.reason, decision.degraded))
                    self.assertIn("came back empty", said.output[0])

    def test_all_who_ask_an_emptied_redis_at_once_stay_banned(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter, redis.Redis(port=self.server.port) as plain:
            users = range(40, 56)
            for user in users:
                limiter.check(user, "play_song")
                limiter.moderation("lee").ban(user)
            for _ in range(5):
                plain.flushall()
                with ThreadPoolExecutor(16) as threads, self.assertLogs("ratewarden", "WARNING") as said:
                    reasons = set(threads.map(lambda user: limiter.check(user, "play_song").reason, [*users] * 4))
                self.assertEqual({Reason.BANNED}, reasons)
                self.assertEqual(1, len(said.output))

    def test_what_a_moderator_does_in_an_emptied_redis_forgets_no_ban(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter, redis.Redis(port=self.server.port) as plain:
            limiter.check(42, "play_song")
            lee = limiter.moderation("lee")
            lee.ban(42)
            for act in (lambda: lee.note(42, "rude"), lambda: lee.override(42, "play_song", 9)):
                plain.flushall()
                with self.assertLogs("ratewarden", "WARNING"):
                    act()
                self.assertIsNotNone(lee.status(42).ban)
                self.assertIs(Reason.BANNED, limiter.check(42, "play_song").reason)
            plain.flushall()
            with self.assertLogs("ratewarden", "WARNING"):
                lee.unban(42)
            self.assertIs(Reason.ALLOWED, limiter.check(42, "play_song").reason)

    def test_a_redis_that_is_full_or_a_replica_says_so_to_a_moderator(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter, redis.Redis(port=self.server.port) as plain:
            limiter.check(42, "play_song")
            lee = limiter.moderation("lee")
            plain.config_set("maxmemory", "1mb")
            with self.assertRaisesRegex(StoreUnavailable, "cannot serve just now .*OOM|cannot serve just now .*memory"):
                lee.ban(42)
            plain.config_set("maxmemory", "0")
            plain.execute_command("REPLICAOF", "127.0.0.1", "1")
            with self.assertRaisesRegex(StoreUnavailable, "cannot serve just now .*(READONLY|read only)"):
                lee.ban(42)
            plain.execute_command("REPLICAOF", "NO", "ONE")

    def test_a_banned_user_stays_banned_in_asyncio_too(self) -> None:
        async def asks() -> list[Reason]:
            async with AsyncRateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
                await limiter.check(42, "play_song")
                await limiter.moderation("lee").ban(42)
                with redis.Redis(port=self.server.port) as plain:
                    plain.flushall()
                return [one.reason for one in await asyncio.gather(*(limiter.check(42, "play_song") for _ in range(8)))]

        with self.assertLogs("ratewarden", "WARNING"):
            self.assertEqual({Reason.BANNED}, set(support.run(asks())))

    def test_who_was_unbanned_elsewhere_is_believed(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter, RateLimiter(self.server.url) as other:
            limiter.check(42, "play_song")
            limiter.moderation("lee").ban(42)
            limiter.check(42, "play_song")
            other.moderation("kim").unban(42)
            decision = limiter.check(42, "play_song")
            self.assertIs(Reason.ALLOWED, decision.reason)
            self.assertIsNone(limiter._limiter.local.ban_of("42", decision.outcome.now_ms))

    def test_what_another_bot_put_back_first_stays(self) -> None:
        with RateLimiter(self.server.url, SONG, timeout=support.PATIENT) as limiter:
            limiter.check(42, "play_song")
            with redis.Redis(port=self.server.port, decode_responses=True) as plain:
                plain.flushall()
                RateLimiter(self.server.url, timeout=support.PATIENT).start()
                plain.hset("rw:{g}:policies", mapping={"#restored": "1", "#enforcement": "OFF"})
            limiter._limiter.community.forget_copy()
            with self.assertLogs("ratewarden", "WARNING") as said:
                self.assertIs(Enforcement.OFF, limiter.policies().enforcement)
            self.assertIn("score rules and the switch had been put back already", said.output[0])


class ErrorsTest(unittest.TestCase):
    """Which answers of Redis are an outage, and which a mistake."""

    def test_what_cannot_be_served_just_now_is_an_outage_in_a_script_of_any_redis_too(self) -> None:
        for word in ("OOM", "READONLY", "MISCONF", "NOREPLICAS", "MASTERDOWN"):
            for said in (f"{word} said so. script: c0ffee, on @user_script:12.", *wrapped(f"-{word} said so")):
                self.assertIsInstance(store_error(ResponseError(said), "Redis"), StoreUnavailable, said)

    def test_any_other_answer_is_a_mistake(self) -> None:
        others = (*wrapped("WRONGTYPE Operation against"), *wrapped("attempt to index a nil value"), "OOMPH is no word", "OUT OOM")
        for said in others:
            self.assertIsInstance(store_error(ResponseError(said), "Redis"), StoreError, said)


def wrapped(answer: str) -> list[str]:
    """As Redis 6.2 tells what went wrong in a script; redis-py may have taken the ERR away."""
    rest = f"Error running script (call to f_c0ffee): @user_script:12: @user_script: 12: {answer}"
    return [rest, f"ERR {rest}"]


class GaugeTest(unittest.TestCase):
    def test_the_chart_is_noted_once_a_minute_and_not_while_redis_is_away(self) -> None:
        limiter = core.Limiter(Community())
        asks = request(42, "play_song", 1, None, None)

        def due(now: int, degraded: bool = False) -> bool:
            return limiter.gauge_is_due(Decision.of(asks, Outcome(Reason.UNPOLICED, now, degraded=degraded)))

        self.assertEqual([True, False, False, True], [due(0), due(1), due(59_999), due(60_000)])
        self.assertFalse(due(120_000, degraded=True))


class LocalDeciderTest(unittest.TestCase):
    def test_a_limit_is_divided_among_instances_and_at_least_one(self) -> None:
        book = PolicyBook.of([policy("five", sliding_window(5, minutes=1)), policy("one", sliding_window(1, minutes=1))])
        local = LocalDecider(instances=2)
        self.assertEqual(2, local.check(request(42, "five", 1, None, None), book, 0).quota.limit)
        self.assertEqual(1, local.check(request(42, "one", 1, None, None), book, 0).quota.limit)

    def test_a_role_and_a_score_that_was_seen_change_the_limit(self) -> None:
        book = PolicyBook.of([policy("act", sliding_window(10, minutes=1), roles={"vip": 2}, adaptive_floor=0.5)])
        local = LocalDecider()
        asks = request(42, "act", 1, "vip", None)
        self.assertEqual(20, local.check(asks, book, 0).quota.limit)
        local.remember(asks, Outcome(Reason.ALLOWED, 0, score=50))
        self.assertEqual(15, local.check(asks, book, 0).quota.limit)

    def test_a_ban_ends_by_itself(self) -> None:
        book = PolicyBook.of([SONG])
        local = LocalDecider()
        asks = request(42, "play_song", 1, None, None)
        local.remember(asks, Outcome(Reason.BANNED, 0, ban=Ban(0, 1_000, "lee", "")))
        self.assertIs(Reason.BANNED, local.check(asks, book, 999).reason)
        self.assertIs(Reason.ALLOWED, local.check(asks, book, 1_000).reason)

    def test_the_switch_over_all_policies_holds(self) -> None:
        asks = request(42, "payment", 1, None, None)
        closed = policy("payment", sliding_window(1, minutes=1), on_outage="CLOSED")
        for switch, reason in ((Enforcement.SHADOW, Reason.SHADOWED), (Enforcement.OFF, Reason.UNPOLICED)):
            book = PolicyBook(1, {"payment": closed}, enforcement=switch)
            self.assertIs(reason, LocalDecider().check(asks, book, 0).reason)

    def test_users_who_came_first_make_room(self) -> None:
        book = PolicyBook.of([ONCE])
        with mock.patch("ratewarden.local._MOST_USERS", 2):
            local = LocalDecider()
            for user in ("a", "b", "c"):
                local.check(request(user, "once", 1, None, None), book, 0)
            self.assertEqual(["b", "c"], list(local._meters))


if __name__ == "__main__":
    unittest.main()
