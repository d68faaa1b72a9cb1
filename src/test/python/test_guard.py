"""``@rate_limited`` over commands; none of it needs discord.py."""

from __future__ import annotations

import asyncio
import inspect
import unittest
from types import SimpleNamespace
from typing import Any
from unittest import mock

import support
from fakes import BlockingFakeLimiter, FakeContext, FakeInteraction, FakeLimiter, member

from ratewarden import (
    AsyncRateLimiter,
    InvalidRequest,
    RateLimited,
    RateLimiter,
    RatewardenError,
    StoreError,
    leaky_bucket,
    policy,
    rate_limited,
    sliding_window,
)

SONG = policy("play_song", sliding_window(1, minutes=1))
CHORUS = policy("sing", sliding_window(9, minutes=1), roles={"vip": 3})
HOOK = policy("webhook_send", leaky_bucket(30, minutes=1))


class GuardTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.limiter = FakeLimiter(SONG, CHORUS, HOOK)
        self.bot = SimpleNamespace(ratewarden=self.limiter)
        self.ran: list[Any] = []

    async def test_a_slash_command_runs_or_its_user_alone_is_told_once(self) -> None:
        @rate_limited("play_song")
        async def play(interaction: Any, song: str) -> str:
            self.ran.append(song)
            return "played"

        calls = [FakeInteraction(self.bot) for _ in range(3)]
        self.assertEqual(["played", None, None], [await play(call, "one") for call in calls])
        self.assertEqual(["one"], self.ran)
        self.assertEqual([0, 1, 0], [len(call.sent) for call in calls])
        text, options = calls[1].sent[0]
        self.assertEqual("You are doing that too often. Try again <t:1800000060:R>.", text)
        self.assertTrue(options["ephemeral"])
        self.assertEqual((42, "play_song", 1, None, 7), self.limiter.asked[0])
        self.assertEqual({42: "Mira"}, self.limiter.names)

    async def test_a_command_that_was_answered_already_is_followed_up(self) -> None:
        @rate_limited("play_song")
        async def play(interaction: Any) -> None: ...

        await play(FakeInteraction(self.bot))
        call = FakeInteraction(self.bot)
        await call.response.defer()
        await play(call)
        self.assertTrue(call.sent[0][1]["followup"])

    async def test_a_prefix_command_is_replied_to(self) -> None:
        @rate_limited("play_song")
        async def play(ctx: Any) -> None:
            self.ran.append(ctx)

        calls = [FakeContext(self.bot) for _ in range(2)]
        for call in calls:
            await play(call)
        self.assertEqual([calls[0]], self.ran)
        self.assertIn("too often", calls[1].sent[0][0])
        self.assertIsNone(self.limiter.asked[0][4])

    async def test_a_method_of_a_cog_has_self_before_it(self) -> None:
        class Songs:
            ran = 0

            @rate_limited("play_song")
            async def play(self, interaction: Any, song: str) -> None:
                self.ran += 1

        songs = Songs()
        await songs.play(FakeInteraction(self.bot), "one")
        await songs.play(FakeInteraction(self.bot), song="two")
        self.assertEqual(1, songs.ran)

    async def test_the_context_may_be_named(self) -> None:
        @rate_limited("play_song")
        async def play(*, interaction: Any) -> str:
            return "played"

        self.assertEqual("played", await play(interaction=FakeInteraction(self.bot)))

    async def test_hooks_say_cost_role_place_and_who_is_exempt(self) -> None:
        async def is_admin(interaction: Any, song: str) -> bool:
            return interaction.user.name == "admin"

        @rate_limited("sing", cost=lambda _, song: len(song), role=lambda *_: "vip", where="stage", exempt=is_admin)
        async def play(interaction: Any, song: str) -> str:
            return "played"

        self.assertEqual("played", await play(FakeInteraction(self.bot), "la"))
        self.assertEqual([(42, "sing", 2, "vip", "stage")], self.limiter.asked)
        admin = member(1, "admin")
        for _ in range(5):
            self.assertEqual("played", await play(FakeInteraction(self.bot, admin), "lalala"))
        self.assertEqual(1, len(self.limiter.asked))

    async def test_it_can_be_stacked_and_the_outermost_is_asked_first(self) -> None:
        @rate_limited("webhook_send", pace=False)
        @rate_limited("play_song")
        async def play(interaction: Any) -> None:
            self.ran.append(1)

        for _ in range(2):
            await play(FakeInteraction(self.bot))
        self.assertEqual(["webhook_send", "play_song"] * 2, [asked[1] for asked in self.limiter.asked])
        self.assertEqual([1], self.ran)

    def test_a_function_that_blocks_waits_for_it_as_well(self) -> None:
        limiter = BlockingFakeLimiter(HOOK)

        @rate_limited("webhook_send", user="who", limiter=limiter)
        def send(who: int) -> None: ...

        with mock.patch("time.sleep") as slept:
            send(42)
            send(42)
        slept.assert_called_once_with(2.0)

    async def test_a_leaky_buckets_delay_is_waited_for_unless_switched_off(self) -> None:
        @rate_limited("webhook_send")
        async def send(ctx: Any) -> None: ...

        @rate_limited("webhook_send", pace=False)
        async def send_now(ctx: Any) -> None: ...

        with mock.patch("asyncio.sleep", mock.AsyncMock()) as slept:
            await send(FakeContext(self.bot))
            slept.assert_not_awaited()
            await send(FakeContext(self.bot))
            slept.assert_awaited_once_with(2)
            await send_now(FakeContext(self.bot))
            slept.assert_awaited_once()

    async def test_another_function_names_its_user_and_raises(self) -> None:
        @rate_limited("play_song", user="listener", limiter=lambda: self.limiter)
        async def play(song: str, listener: int = 5) -> str:
            return "played"

        self.assertEqual("played", await play("one"))
        with self.assertRaises(RateLimited) as denied:
            await play("two", 5)
        self.assertEqual(60_000, denied.exception.decision.retry_after_ms)
        self.assertEqual("played", await play("one", listener=6))

    async def test_a_denial_may_be_answered_in_another_way(self) -> None:
        async def answer(decision: Any, interaction: Any) -> str:
            return f"no: {decision.reason.value}"

        @rate_limited("play_song", on_denied=answer)
        async def play(interaction: Any) -> str:
            return "played"

        answers = [await play(FakeInteraction(self.bot)) for _ in range(4)]
        self.assertEqual(["played", "no: LIMITED", None, None], answers, "once until the wait is over")

    async def test_a_reply_that_discord_refuses_is_logged_and_the_denial_stands(self) -> None:
        ran = []

        @rate_limited("play_song")
        async def play(interaction: Any) -> None:
            ran.append(interaction)

        await play(FakeInteraction(self.bot))
        denied = FakeInteraction(self.bot)
        denied.response.send_message = mock.AsyncMock(side_effect=RuntimeError("unknown interaction"))
        with self.assertLogs("ratewarden", "WARNING") as said:
            await play(denied)
        self.assertEqual(1, len(ran))
        self.assertIn("a user was not told of a denial: unknown interaction", said.output[0])

    async def test_what_is_missing_is_said(self) -> None:
        @rate_limited("play_song")
        async def play(interaction: Any) -> None: ...

        with self.assertRaisesRegex(RatewardenError, "set bot.ratewarden = AsyncRateLimiter"):
            await play(FakeInteraction(SimpleNamespace()))
        with self.assertRaisesRegex(RatewardenError, "whose call is it"):
            await rate_limited("play_song", limiter=self.limiter)(play.__wrapped__)("not a context")
        with self.assertRaisesRegex(TypeError, "put it below"):
            rate_limited("play_song")(SimpleNamespace())

    async def test_the_function_looks_as_before(self) -> None:
        async def play(interaction: Any, song: str = "one") -> None:
            """Plays."""

        guarded = rate_limited("play_song")(play)
        self.assertEqual(["interaction", "song"], list(inspect.signature(guarded).parameters))
        self.assertIs(str, inspect.signature(guarded).parameters["song"].annotation)
        self.assertEqual(("play", "Plays."), (guarded.__name__, guarded.__doc__))
        self.assertTrue(asyncio.iscoroutinefunction(guarded))


class DecoratingTest(unittest.TestCase):
    """What is wrong is said at once, not to the first user of the command."""

    def refuses(self, said: str, *args: Any, over: Any = None, **hooks: Any) -> None:
        async def play(interaction: Any, song: str) -> None: ...

        with self.assertRaisesRegex(InvalidRequest, said):
            rate_limited(*args, **hooks)(over or play)

    def test_arguments_that_cannot_be(self) -> None:
        self.refuses('action "Play Song": must match', "Play Song")
        self.refuses("cost 0: must be", "play_song", cost=0)
        self.refuses('role "not one"', "play_song", role="not one")
        self.refuses("where", "play_song", where="x" * 65)
        self.refuses('exempt "True": must be a function', "play_song", exempt=True)
        async def cost(*_: Any) -> int:
            return 1

        def blocks(user: str) -> None: ...

        async def yields(interaction: Any) -> Any:
            yield 1

        self.refuses("cost is a coroutine function", "play_song", over=blocks, user="user", cost=cost)
        self.refuses("it yields", "play_song", over=yields)
        self.refuses('on_denied "no": must be a function', "play_song", on_denied="no")
        self.refuses('user "42": must be the name of a parameter, or a function', "play_song", user=42)
        self.refuses('limiter "redis://h": must be a limiter', "play_song", limiter="redis://h")

    def test_the_action_is_forgotten(self) -> None:
        with self.assertRaisesRegex(InvalidRequest, '@rate_limited needs the action: @rate_limited\\("pack_create"\\)'):

            @rate_limited
            async def play(interaction: Any) -> None: ...

    def test_a_parameter_that_is_not_there(self) -> None:
        self.refuses('play: it has no parameter "uid", of which user= speaks', "play_song", user="uid")

    def test_nothing_that_could_be_an_interaction(self) -> None:
        def plain(song: str, times: int = 1) -> None: ...

        async def nothing() -> None: ...

        class Shop:
            def sell(self, what: str) -> None: ...

        for function in (plain, nothing, Shop.sell):
            self.refuses("whose call is it", "play_song", over=function)
            rate_limited("play_song", user=lambda *_: 42)(function)

    def test_an_interaction_may_have_any_name(self) -> None:
        async def play(i, song: str) -> None: ...  # type: ignore[no-untyped-def]

        async def any_of_them(*args: Any) -> None: ...

        async def named(*, event: Any) -> None: ...

        for function in (play, any_of_them, named):
            rate_limited("play_song")(function)


class FailOpenTest(unittest.IsolatedAsyncioTestCase):
    async def test_a_refusal_of_redis_is_raised_or_lets_run_and_is_said_once_a_minute(self) -> None:
        class Refusing(FakeLimiter):
            async def check(self, *_: Any, **__: Any) -> Any:
                raise StoreError("wrong password")

        bot = SimpleNamespace(ratewarden=Refusing())

        async def play(interaction: Any) -> str:
            return "played"

        with self.assertRaises(StoreError):
            await rate_limited("play_song")(play)(FakeInteraction(bot))
        opened = rate_limited("play_song", fail_open=True)(play)
        with self.assertLogs("ratewarden", "WARNING") as said:
            self.assertEqual(["played"] * 3, [await opened(FakeInteraction(bot)) for _ in range(3)])
        self.assertEqual(1, len(said.output))
        self.assertIn("runs unchecked: wrong password", said.output[0])

    def test_so_it_does_where_it_blocks(self) -> None:
        class Refusing(BlockingFakeLimiter):
            def check(self, *_: Any, **__: Any) -> Any:
                raise StoreError("wrong password")

        def play(user: str) -> str:
            return "played"

        self.assertEqual("played", rate_limited("play_song", user="user", limiter=Refusing(), fail_open=True)(play)("42"))
        with self.assertRaises(StoreError):
            rate_limited("play_song", user="user", limiter=Refusing())(play)("42")


class BlockingGuardTest(unittest.TestCase):
    def test_a_function_that_blocks_is_guarded_by_a_limiter_that_blocks(self) -> None:
        limiter = BlockingFakeLimiter(SONG)

        @rate_limited("play_song", user=lambda song, user: user, limiter=limiter)
        def play(song: str, user: str) -> str:
            return "played"

        self.assertEqual("played", play("one", "42"))
        with self.assertRaises(RateLimited):
            play("two", "42")

    def test_the_wrong_limiter_is_named(self) -> None:
        @rate_limited("play_song", user="user", limiter=AsyncRateLimiter("redis://127.0.0.1:1"))
        def play(user: str) -> None: ...

        with self.assertRaisesRegex(RatewardenError, "give it a RateLimiter"):
            play("42")


class RealGuardTest(unittest.TestCase):
    def test_a_limiter_that_blocks_serves_an_async_command_off_the_event_loop(self) -> None:
        support.emptied().close()
        limiter = RateLimiter(support.url(), SONG, timeout=support.PATIENT)
        self.addCleanup(limiter.close)
        bot = SimpleNamespace(ratewarden=limiter)

        @rate_limited("play_song")
        async def play(interaction: Any) -> str:
            return "played"

        async def twice() -> list[Any]:
            return [await play(FakeInteraction(bot)) for _ in range(2)]

        self.assertEqual(["played", None], support.run(twice()))


if __name__ == "__main__":
    unittest.main()
