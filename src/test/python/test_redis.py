"""What the clients do over a real Redis, beyond what the vectors say."""

from __future__ import annotations

import asyncio
import json
import hashlib
import unittest
from unittest import mock

import redis
import redis.asyncio
import support

from ratewarden import (
    STANDARD_POLICIES,
    ActionConflict,
    ActionRefused,
    AsyncRateLimiter,
    InvalidRequest,
    Moderation,
    RateLimiter,
    Reason,
    ScoreRules,
    StoreError,
    Tier,
    fixed_window,
    policy,
    sliding_window,
    token_bucket,
)
from ratewarden import community
from ratewarden.keys import Keys

SONG = policy("play_song", sliding_window(2, minutes=1))


class RedisTest(unittest.TestCase):
    def setUp(self) -> None:
        self.plain = support.emptied()
        self.addCleanup(self.plain.close)

    def limiter(self, *policies: object, **options: object) -> RateLimiter:
        limiter = RateLimiter(support.url(), *policies, timeout=support.PATIENT, **options)
        self.addCleanup(limiter.close)
        return limiter

    def test_an_empty_keyspace_is_set_up_with_the_standard_policies_and_those_of_the_code(self) -> None:
        self.limiter(SONG).check(42, "play_song")
        self.assertEqual("1", self.plain.hget("rw:{g}:meta", "version"))
        order = self.plain.hget("rw:{g}:policies", "#order").split(" ")
        self.assertEqual([one.action for one in STANDARD_POLICIES] + ["play_song"], order)
        self.assertEqual(
            {name: value for name, value in self.plain.hgetall("rw:{g}:policies").items() if not name.startswith("#")},
            self.plain.hgetall("rw:{g}:code-policies"),
        )

    def test_policies_that_are_older_than_the_users_are_told_as_what_they_are_with_the_remedy(self) -> None:
        limiter = self.limiter(SONG)
        limiter.start()
        for revision in (7, 3):
            self.plain.hset("rw:{g}:policies", "#revision", revision)
            limiter._limiter.community.forget_copy()
            if revision == 7:
                limiter.check(42, "play_song")
        with self.assertRaisesRegex(StoreError, r"revision 3.* revision 7.*HSET rw:\{g\}:policies #revision 7"):
            limiter.check(42, "play_song")
        self.plain.hset("rw:{g}:policies", "#revision", 7)
        self.assertEqual(0, limiter.check(42, "play_song").remaining)

    def test_what_is_in_redis_wins_over_the_code_and_it_is_said_once(self) -> None:
        self.limiter(SONG).check(42, "play_song")
        other = self.limiter(policy("play_song", sliding_window(50, minutes=1)))
        with self.assertLogs("ratewarden", "WARNING") as said:
            other.start()
        self.assertEqual(1, len(said.output))
        self.assertIn("play_song", said.output[0])
        self.assertEqual(2, other.policies().policies["play_song"].limit.limit)
        self.assertIn('"limit":50', self.plain.hget("rw:{g}:code-policies", "play_song"))

    def test_a_standard_policy_may_be_replaced(self) -> None:
        limiter = self.limiter(policy("payment", fixed_window(1, hours=1)))
        self.assertTrue(limiter.check(42, "payment").allowed)
        self.assertIs(Reason.LIMITED, limiter.check(42, "payment").reason)

    def test_policies_that_contradict_each_other_are_refused(self) -> None:
        with self.assertRaisesRegex(InvalidRequest, "policy of play_song: is given twice with different figures"):
            RateLimiter(support.url(), SONG, policy("play_song", sliding_window(3, minutes=1)))
        with self.assertRaisesRegex(InvalidRequest, 'cascades_to "api_call": give a list, such as cascades_to=\\["api_call"\\]'):
            policy("play_song", sliding_window(2, minutes=1), cascades_to="api_call")
        self.limiter(SONG, SONG).start()

    def test_decay_is_a_default_for_a_community_without_scores(self) -> None:
        limiter = self.limiter(decay_per_hour=1)
        self.assertEqual(1, limiter.policies().rules.decay_per_hour)
        self.assertEqual(1, limiter.policies().decay.rate)
        self.assertEqual(1, self.limiter(decay_per_hour=3).policies().rules.decay_per_hour)

    def test_a_second_start_changes_nothing(self) -> None:
        self.limiter(SONG, decay_per_hour=1).start()
        before = self.plain.hgetall("rw:{g}:policies")
        self.limiter(SONG, decay_per_hour=1).start()
        self.assertEqual(before, self.plain.hgetall("rw:{g}:policies"))
        self.assertEqual("1", before["#revision"])

    def test_scripts_that_are_gone_are_loaded_again(self) -> None:
        limiter = self.limiter(SONG)
        limiter.check(42, "play_song")
        self.plain.script_flush()
        self.assertEqual(0, limiter.check(42, "play_song").remaining)

    def test_a_newer_keyspace_is_refused_naming_both_versions(self) -> None:
        self.plain.hset("rw:{g}:meta", mapping={"version": "2", "shards": "16"})
        with self.assertRaisesRegex(StoreError, "version 2, this program knows up to 1"):
            self.limiter().check(42, "payment")

    def test_what_is_none_of_ours_is_refused(self) -> None:
        self.plain.hset("rw:{g}:meta", mapping={"version": "one", "shards": "16"})
        with self.assertRaisesRegex(StoreError, "choose another prefix"):
            self.limiter().check(42, "payment")

    def test_people_are_told_that_a_keyspace_is_empty(self) -> None:
        moderation = Moderation(support.url(), "lee", prefix="other:")
        self.addCleanup(moderation.close)
        with self.assertRaisesRegex(StoreError, "keyspace other: .* is empty"):
            moderation.status(42)
        self.assertEqual([], self.plain.keys("other:*"))

    def test_a_keyspace_that_was_emptied_is_set_up_anew(self) -> None:
        limiter = self.limiter(SONG)
        limiter.check(42, "play_song")
        self.plain.flushall()
        self.plain.hset("rw:{g}:meta", mapping={"version": "1", "shards": "3", "created": "7", "clock": "server"})
        limiter._limiter.community.forget_copy()
        self.assertEqual(1, limiter.check(42, "play_song").remaining)
        self.assertEqual(3, limiter._limiter.community.keys.shards)
        self.assertTrue(self.plain.exists(*Keys("rw:", 3).of("42", "user:42")))

    def test_a_changed_policy_is_in_force_once_the_copy_is_too_old(self) -> None:
        limiter = self.limiter(SONG)
        limiter.check(42, "play_song")
        changed = json.loads(self.plain.hget("rw:{g}:policies", "play_song"))
        self.plain.hset("rw:{g}:policies", mapping={"#revision": "2", "play_song": json.dumps({**changed, "limit": 9})})
        with mock.patch.object(community, "_RENEW_S", 0):
            self.assertEqual(9, limiter.check(42, "play_song").limit)

    def test_policies_that_cannot_be_read_are_an_error_that_names_the_field(self) -> None:
        self.limiter(SONG).start()
        self.plain.hset("rw:{g}:policies", "play_song", '{"strategy":"sliding_window","limit":"many","windowMs":60000}')
        with self.assertRaisesRegex(StoreError, "policy of play_song: limit many: must be a whole number"):
            self.limiter().check(42, "play_song")

    def test_a_wrong_password_is_refused_and_no_outage(self) -> None:
        host, port = support.url().removeprefix("redis://").split("/")[0].split(":")
        limiter = RateLimiter(f"redis://nobody:secret@{host}:{port}", timeout=support.PATIENT)
        self.addCleanup(limiter.close)
        with self.assertRaises(StoreError) as refused:
            limiter.check(42, "payment")
        self.assertNotIn("secret", str(refused.exception))

    def test_the_check_is_counted_and_the_minute_is_noted_in_every_shard(self) -> None:
        limiter = self.limiter(SONG)
        for _ in range(3):
            limiter.check(42, "play_song", where=7)
        limiter.close()
        keys = Keys("rw:", 16)
        self.assertEqual("2", self.plain.hget(keys.of("42", "totals")[0], "allowed:play_song"))
        self.assertEqual("1", self.plain.hget(keys.of("42", "totals")[0], "violations:play_song"))
        minutes = [key for key in self.plain.keys("*minute:*") if self.plain.hexists(key, "g")]
        self.assertGreaterEqual(len(minutes), 16)

    def test_names_are_written_for_whoever_was_checked(self) -> None:
        limiter = self.limiter(SONG)
        limiter.check(42, "play_song")
        limiter.describe(42, "Mira\u202e\n ")
        limiter.describe(43, "Nobody")
        limiter.close()
        keys = Keys("rw:", 16)
        self.assertEqual("Mira", self.plain.hget(keys.of("42", "user:42")[0], "name"))
        self.assertEqual(["mira\x0042"], self.plain.zrange(keys.of("42", "names")[0], 0, -1))
        self.assertFalse(self.plain.exists(keys.of("43", "user:43")[0]))

    def test_a_peek_changes_nothing(self) -> None:
        limiter = self.limiter(SONG)
        limiter.start()
        before = sorted(self.plain.keys("*"))
        self.assertEqual(1, limiter.peek(42, "play_song").remaining)
        self.assertEqual(before, sorted(self.plain.keys("*")))

    def test_a_cost_that_no_limit_holds_is_a_mistake(self) -> None:
        with self.assertRaisesRegex(InvalidRequest, "COST_EXCEEDS_LIMIT: cost 3 of play_song .* holds 2 at most"):
            self.limiter(SONG).check(42, "play_song", cost=3)

    def test_an_action_without_a_policy_is_said_once_a_minute_however_many_there_are(self) -> None:
        limiter = self.limiter()
        with mock.patch("ratewarden.core._MOST_ACTIONS", 2), self.assertLogs("ratewarden", "WARNING") as said:
            for action in ("one", "two", "three", "three", "three"):
                limiter.check(42, action)
        self.assertEqual(3, len(said.output))

    def test_an_action_without_a_policy_is_allowed_and_said_once_a_minute(self) -> None:
        limiter = self.limiter()
        with self.assertLogs("ratewarden", "WARNING") as said:
            for _ in range(3):
                self.assertIs(Reason.UNPOLICED, limiter.check(42, "dance").reason)
        self.assertEqual(1, len(said.output))

    def test_a_client_that_is_given_may_decode_and_is_left_as_it_is(self) -> None:
        with redis.Redis.from_url(support.url(), decode_responses=True) as given:
            limiter = RateLimiter(given, SONG, timeout=support.PATIENT)
            self.addCleanup(limiter.close)
            self.assertEqual(1, limiter.check(42, "play_song").remaining)
            self.assertEqual(42, int(limiter.moderation("lee").status(42).user))
            self.assertIsNone(given.connection_pool.connection_kwargs.get("socket_timeout"))

    def test_the_wrong_kind_of_client_is_refused(self) -> None:
        with self.assertRaisesRegex(InvalidRequest, "AsyncRateLimiter takes a redis.asyncio client"):
            AsyncRateLimiter(redis.Redis.from_url(support.url()))

    def test_callers_who_give_up_leave_no_answer_for_somebody_else(self) -> None:
        async def hammer() -> None:
            async with AsyncRateLimiter(support.url(), policy("many", token_bucket(10_000, days=1)), timeout=support.PATIENT) as limiter:
                await limiter.start()
                for number in range(50):
                    tasks = [asyncio.create_task(limiter.check(user, "many")) for user in ("a", "b")]
                    await asyncio.sleep(0)
                    tasks[number % 2].cancel()
                    await asyncio.gather(*tasks, return_exceptions=True)
                    peeked = await limiter.peek("c", "many")
                    self.assertEqual(9_999, peeked.remaining)

        support.run(hammer())

    def test_moderation_is_audited_in_a_chain_that_holds(self) -> None:
        limiter = self.limiter(SONG)
        limiter.check(42, "play_song")
        lee = limiter.moderation("lee")
        receipts = [
            lee.ban(42, for_="1h", reason='spam "ä"'),
            lee.unban(42, grace="10m"),
            lee.exempt(42),
            lee.unexempt(42),
            lee.note(42, "watch"),
            lee.override(42, "play_song", 9, reason="vip"),
            lee.reset(42),
            lee.undo(42, f"{Keys('rw:', 16).shard_of('42')}-7"),
        ]
        head = ""
        audit, kept = Keys("rw:", 16).of("42", "audit", "audit-head")
        entries = self.plain.xrange(audit)
        for _, fields in entries:
            head = hashlib.sha256(f"{head}\n{fields['entry']}".encode()).hexdigest()
            self.assertEqual(head, fields["hash"])
        self.assertEqual(head, self.plain.hget(kept, "hash"))
        self.assertEqual([receipt.audit_id for receipt in receipts], [json.loads(fields["entry"])["id"] for _, fields in entries])
        status = lee.status(42)
        self.assertEqual(("watch", {"play_song": 9}, 8), (status.note, status.own_limits, status.revision))
        self.assertEqual("UNDO", status.audit[0].type)

    def test_the_community_in_figures_with_its_worst_users(self) -> None:
        limiter = self.limiter(SONG, policy("shout", sliding_window(1, minutes=1)))
        lee = limiter.moderation("lee")
        for user, checks in (("calm", 1), ("high", 4), ("blocked", 8), ("exempt", 8)):
            for _ in range(checks):
                limiter.check(user, "shout")
        lee.exempt("exempt")
        lee.ban("calm", for_="1h")
        lee.ban("high")
        limiter.describe("high", "Mira")
        limiter.close()
        found = self.limiter(SONG).moderation("kim").overview()
        self.assertEqual((4, 1, 1, 2), (found.users_tracked, found.high_abuse, found.blocked, found.banned))
        # Of the seven denials of a user five are violations: the others come after the block.
        self.assertEqual((4, 0 + 3 + 7 + 7, 3 + 5 + 5), (found.allowed, found.denied, found.violations))
        worst = found.worst[0]
        self.assertEqual(("blocked", None, 100.0, Tier.BLOCKED, 5), (worst.user, worst.name, worst.score, worst.tier, worst.violations))
        self.assertEqual(("shout", True, None), (worst.last_action, worst.block is not None, worst.ban))

    def test_the_worst_come_first_and_no_more_of_them_than_asked_for(self) -> None:
        limiter = self.limiter(SONG)
        for user in range(40):
            for _ in range(6 + user % 2):
                limiter.check(user, "play_song")
        lee = limiter.moderation("lee")
        self.assertEqual([(100.0, Tier.BLOCKED)] * 12, [(row.score, row.tier) for row in lee.overview(12).worst])
        scores = [row.score for row in lee.overview(40).worst]
        self.assertEqual([100.0] * 20 + [70.0] * 20, scores)
        self.assertEqual(40, lee.overview(1).high_abuse)
        for wrong in (0, 1_001, True, "5"):
            with self.assertRaisesRegex(InvalidRequest, "^most"):
                lee.overview(wrong)

    def test_who_is_blocked_is_among_the_worst_though_the_score_is_low(self) -> None:
        limiter = self.limiter(SONG, score_rules=ScoreRules(block_at=20, unblock_below=10))
        for _ in range(4):
            limiter.check("early", "play_song")
        found = limiter.moderation("lee").overview()
        self.assertEqual((0, 1), (found.high_abuse, found.blocked))
        self.assertEqual([("early", 25.0, Tier.BLOCKED)], [(row.user, row.score, row.tier) for row in found.worst])

    def test_a_moderator_who_is_too_late_is_told_what_the_other_did(self) -> None:
        limiter = self.limiter(SONG)
        limiter.check(42, "play_song")
        seen = limiter.moderation("lee").status(42).revision
        limiter.moderation("kim").ban(42, reason="raid")
        with self.assertRaisesRegex(ActionConflict, "kim acted on user \"42\" since you looked .*BAN.*raid"):
            limiter.moderation("lee").reset(42, seen=seen)

    def test_where_there_is_nothing_to_do_it_says_so(self) -> None:
        limiter = self.limiter(SONG)
        lee = limiter.moderation("lee")
        limiter.check(42, "play_song")
        with self.assertRaisesRegex(ActionRefused, 'user "42" is not banned; nothing was changed'):
            lee.unban(42)
        with self.assertRaisesRegex(ActionRefused, 'user "43" is not known here'):
            lee.reset(43)
        self.assertIsNone(lee.status(43))
        self.assertEqual((), lee.history(43))

    def test_input_of_moderators_is_checked(self) -> None:
        lee = self.limiter(SONG).moderation("lee")
        for wrong, call in (
            ("ban of", lambda: lee.ban(42, for_="9999d")),
            ("duration", lambda: lee.ban(42, for_="soon")),
            ("reason", lambda: lee.ban(42, reason="a\nb")),
            ("unban", lambda: lee.unban(42, reset_score=True, grace="1h")),
            ("override", lambda: lee.override(42, "play_song", 0)),
            ("override", lambda: lee.override(42, "play_song", 1.5)),
            ("note", lambda: lee.note(42, "x" * 501)),
            ("note", lambda: lee.note(42, "\ud800")),
            ("note", lambda: lee.note(42, None)),
            ("reason", lambda: lee.ban(42, reason=None)),
            ("entry", lambda: lee.undo(42, 5)),
            ("name", lambda: self.limiter().describe(42, None)),
            ("operator", lambda: self.limiter().moderation(" ")),
        ):
            with self.assertRaisesRegex(InvalidRequest, f"^{wrong}"):
                call()


if __name__ == "__main__":
    unittest.main()
