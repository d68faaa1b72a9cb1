package dev.ratewarden.examples.jda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.examples.jda.FakeDiscord.Sent;
import dev.ratewarden.guard.Guard;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Discord bot of the guide, over fakes of Discord. */
class PackBotTest {

    private static final long T0 = 1_767_225_600_000L;
    private static final Map<String, Object> CATS = Map.of("name", "cats");

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryStore store = new MemoryStore(clock);
    private final FakeDiscord discord = new FakeDiscord();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final User mira = discord.user(123_456_789_012_345_678L, "mira_42");
    private final User lee = discord.user(223_456_789_012_345_678L, "mod_lee");

    private PackListener bot = bot(store);

    @Test
    void anAllowedCommandRunsAfterTheGatewaysThreadIsFree() {
        bot.onSlashCommandInteraction(discord.command(mira, false, "pack_create", CATS));
        assertThat(discord.sent).isEmpty();
        settle();
        assertThat(discord.sent).containsExactly(new Sent("Made the pack cats.", false, false));
        assertThat(store.user(mira.getId()).orElseThrow().summary().name()).isEqualTo("mira_42");
    }

    @ParameterizedTest
    @CsvSource({"pack_create, 5", "pack_purchase, 10", "pack_trade, 3"})
    void aDeniedCommandIsAnsweredOnceAndThenWithSilence(String command, int limit) {
        for (int i = 0; i < limit + 3; i++) {
            press(mira, false, command, CATS);
        }
        assertThat(discord.sent).hasSize(limit + 1);
        assertThat(discord.sent.getLast().hidden()).isTrue();
        assertThat(discord.sent.getLast().text()).matches("You are doing that too often\\. Try again <t:\\d+:R>\\.");
        assertThat(store.user(mira.getId()).orElseThrow().history())
                .hasSize(3)
                .allSatisfy(violation -> assertThat(violation.where()).isEqualTo(FakeDiscord.GUILD));
    }

    @Test
    void aModeratorIsNotCountedByTheProtectedInterface() {
        for (int i = 0; i < 12; i++) {
            press(lee, true, "pack_purchase", CATS);
        }
        assertThat(discord.sent).hasSize(12).allMatch(sent -> sent.text().equals("Bought the pack cats."));
        assertThat(store.user(lee.getId())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pack_create", "pack_purchase"})
    void aStoreThatRefusesIsSaidWithoutDetailsAndNothingRuns(String command) {
        quietly(Guard.class, () -> {
            bot = bot(failing(new StoreException("Redis refuses: wrong password", null)));
            press(mira, false, command, CATS);
        });
        assertThat(discord.sent)
                .containsExactly(new Sent("This is not available right now. Try again later.", true, false));
    }

    @Test
    void theGatewaysThreadIsFreeWhileTheStoreHangs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        LimiterStore hanging = instead("check", () -> {
            asked.countDown();
            await(answers);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PackListener listener = listener(hanging, threads);
            listener.onSlashCommandInteraction(discord.command(mira, false, "pack_create", CATS));
            listener.onSlashCommandInteraction(discord.command(mira, false, "pack_purchase", CATS));
            await(asked);
            assertThat(discord.sent)
                    .as("both calls came back, and the checks still hang")
                    .isEmpty();
            answers.countDown();
            assertThat(discord.deliveries.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void onlyWhoHasTheRoleMayUseTheModeratorsCommands() {
        press(mira, false, "rw ban", Map.of("user", lee, "reason", "revenge"));
        assertThat(discord.sent)
                .containsExactly(
                        new Sent("Only who has the role <@&" + FakeDiscord.ROLE + "> may use this.", true, false));
        assertThat(store.user(lee.getId())).isEmpty();
    }

    @Test
    void aBanIsAnnouncedBeforeItIsDoneAndSaysWhatItIsNot() {
        bot.onSlashCommandInteraction(
                discord.command(lee, true, "rw ban", Map.of("user", mira, "reason", "raid", "for", "7d")));
        assertThat(discord.sent).as("at once, since Discord waits for 3 s").containsExactly(new Sent("", true, true));
        settle();

        Sent answer = discord.sent.getLast();
        assertThat(answer.pings()).isFalse();
        assertThat(answer.text()).startsWith("""
                        <@123456789012345678> (123456789012345678) will be refused every protected command in this community until \
                        <t:1767830400:f>. This does not remove them from the Discord server.
                        Audit entry `""");
        assertThat(audit())
                .extracting(AuditEntry::type, AuditEntry::operator, AuditEntry::reason)
                .containsExactly(AuditEntry.Type.BAN, "mod_lee (223456789012345678)", "raid");

        press(mira, false, "pack_create", CATS);
        assertThat(discord.sent.getLast().text())
                .matches("You may not do that at the moment\\. Try again <t:\\d+:R>\\.");
    }

    @Test
    void aBanOfSomebodyExemptIsAskedForTwice() {
        new Moderation(store, "ada").exempt(mira.getId(), null, "partner");
        assertThat(pressed("rw ban", Map.of("user", mira, "reason", "raid")))
                .contains("is exempt, by ada; nothing was changed", "end\\_exemption");
        assertThat(pressed("rw ban", Map.of("user", mira, "reason", "raid", "end_exemption", true)))
                .contains("will be refused", "until a moderator lifts the ban");
    }

    @Test
    void unbanResetsTheScoreUnlessItIsToBeKept() {
        for (int i = 0; i < 7; i++) {
            press(mira, false, "pack_create", CATS);
        }
        pressed("rw ban", Map.of("user", mira, "reason", "raid"));
        assertThat(pressed("rw unban", Map.of("user", mira, "reason", "sorry", "keep_score", true)))
                .contains("may use protected commands in this community again", "The score is 25.");
        pressed("rw ban", Map.of("user", mira, "reason", "again"));
        assertThat(pressed("rw unban", Map.of("user", mira, "reason", "sorry"))).contains("The score is 0.");
        assertThat(pressed("rw unban", Map.of("user", mira, "reason", "sorry"))).contains("not banned");
    }

    @Test
    void statusHistoryAndReset() {
        for (int i = 0; i < 10; i++) {
            press(mira, false, "pack_create", CATS);
        }
        assertThat(pressed("rw status", Map.of("user", mira))).isEqualTo("""
                        <@123456789012345678> (123456789012345678, mira\\_42): score 100, BLOCKED, 5 violations
                        Last violation <t:1767225600:R>: pack_create
                        Blocked by the score until <t:1767315600:f>""");
        assertThat(pressed("rw status", Map.of()))
                .startsWith(
                        "1 users tracked, 1 with high abuse (50+), 1 blocked, 0 banned, 5 violations\n<@123456789012345678>");
        assertThat(pressed("rw history", Map.of("user", mira)).lines())
                .hasSize(6)
                .contains("<t:1767225600:f> pack_create added 10 × (1 + 0.5 × 4) = 30, now blocked");
        clock.advance(1);
        assertThat(pressed("rw reset", Map.of("user", mira, "reason", "talked")))
                .contains("starts again in this community with a score of 0", "a ban is not lifted");
        assertThat(pressed("rw history", Map.of("user", mira))).contains("(before the latest reset)");
        assertThat(pressed("rw status", Map.of("user", lee))).contains("is not known here");
    }

    @Test
    void whatIsWrittenIntoAReasonNeitherPingsNorFormats() {
        pressed("rw ban", Map.of("user", mira, "reason", "**@everyone** \u202Edrow"));
        assertThat(pressed("rw status", Map.of("user", mira))).contains("\\*\\*\\@everyone\\*\\* \\\\u{202e}drow");
        assertThat(discord.sent).filteredOn(sent -> !sent.text().isEmpty()).noneMatch(Sent::pings);
        assertThat(pressed("rw ban", Map.of("user", mira, "reason", "two\nlines")))
                .contains("must be one line");
        assertThat(pressed("rw ban", Map.of("user", mira, "reason", "raid", "for", "soon")))
                .contains("7d");
    }

    @Test
    void theNameOfAPackIsNoLinkInTheBotsVoice() {
        for (String command : List.of("pack_create", "pack_purchase", "pack_trade")) {
            press(mira, false, command, Map.of("name", "[free](http://x.y)"));
            assertThat(discord.sent.getLast().text()).contains("\\[free\\]\\(http\\://x.y\\)");
        }
    }

    @Test
    void aNameOrAnIdOfStrangersIsNeitherALinkNorAMention() {
        for (String id : List.of(mira.getId(), "1> <@&5")) {
            store.check(CheckRequest.of(id, "pack_create"));
            store.describe(Map.of(id, "[free](http://x.y)"));
        }
        assertThat(pressed("rw status", Map.of("user", mira))).contains("\\[free\\]\\(http\\://x.y\\)");
        new Moderation(store, "ada").ban("1> <@&5", null, "raid");
        assertThat(new ModeratorAnswers(new Moderation(store, "ada").profile())
                        .status(store.user("1> <@&5").orElseThrow()))
                .startsWith("1\\> \\<\\@&5, \\[free");
    }

    @Test
    void anUnexpectedFailureIsLoggedAndToldWithoutDetails() {
        MemoryStore broken = new MemoryStore(() -> {
            throw new IllegalStateException("secret of the clock");
        });
        quietly(ModeratorCommands.class, () -> {
            bot = new PackListener(
                    RateLimiter.builder(store).executor(work::add).build(),
                    new ModeratorCommands(broken, FakeDiscord.ROLE, work::add),
                    work::add);
            assertThat(pressed("rw ban", Map.of("user", mira, "reason", "raid")))
                    .isEqualTo("That failed. The bot's log says why.");
        });
    }

    @Test
    void anOperatorsIdIsKeptWholeAndTheNameAsLongAsThereIsRoom() {
        User longName = discord.user(1_234_567_890_123_456_789L, "a_moderator_with_a_rather_long_na");
        assertThat(ModeratorCommands.operator(longName))
                .isEqualTo("a_moderator (1234567890123456789)".substring(0, 10) + " (1234567890123456789)")
                .hasSize(32);
        assertThat(new Moderation(store, ModeratorCommands.operator(longName)).operator())
                .endsWith("(1234567890123456789)");
    }

    @Test
    void discordIsToldOfEveryCommandAndOptionThatTheBotReads() {
        assertThat(SlashCommands.all()).extracting("name").contains("pack_create", "pack_purchase", "pack_trade", "rw");
        List<SubcommandData> rw = SlashCommands.all().getLast().getSubcommands();
        assertThat(rw)
                .extracting(SubcommandData::getName)
                .containsExactly("status", "history", "reset", "ban", "unban");
        assertThat(rw.get(3).getOptions())
                .extracting(OptionData::getName)
                .containsExactly("user", "reason", "for", "end_exemption");
    }

    @Test
    void aSettingThatIsMissingIsNamedWithWhereToGetIt() {
        Map<String, String> all = new HashMap<>(Map.of(
                "DISCORD_TOKEN", "t0ken", "RATEWARDEN_REDIS", "redis://localhost", "MODERATOR_ROLE", FakeDiscord.ROLE));
        assertThat(BotSettings.of(all).toString()).doesNotContain("t0ken");
        for (String name : List.of("DISCORD_TOKEN", "RATEWARDEN_REDIS", "MODERATOR_ROLE")) {
            Map<String, String> without = new HashMap<>(all);
            without.put(name, " ");
            assertThatThrownBy(() -> BotSettings.of(without)).hasMessageContaining(name);
        }
        all.put("MODERATOR_ROLE", "Moderators");
        assertThatThrownBy(() -> BotSettings.of(all)).hasMessageContaining("number");
    }

    private void press(User user, boolean moderator, String command, Map<String, Object> options) {
        bot.onSlashCommandInteraction(discord.command(user, moderator, command, options));
        settle();
    }

    /** What a moderator is answered. */
    private String pressed(String command, Map<String, Object> options) {
        press(lee, true, command, options);
        return discord.sent.getLast().text();
    }

    private AuditEntry audit() {
        return new Moderation(store, "test").audit(1).getFirst();
    }

    private void settle() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private PackListener bot(LimiterStore over) {
        return listener(over, work::add);
    }

    private PackListener listener(LimiterStore over, java.util.concurrent.Executor executor) {
        RateLimiter limiter = RateLimiter.builder(over)
                .policy("pack_trade", Limit.slidingWindow(6, Duration.ofMinutes(1)))
                .decayPerHour(1)
                .executor(executor)
                .build();
        return new PackListener(limiter, new ModeratorCommands(store, FakeDiscord.ROLE, executor), executor);
    }

    private LimiterStore failing(RuntimeException failure) {
        return instead("check", () -> {
            throw failure;
        });
    }

    /** The store, but for one method, before which something else happens. */
    private LimiterStore instead(String name, Runnable first) {
        return (LimiterStore) Proxy.newProxyInstance(
                LimiterStore.class.getClassLoader(),
                new Class<?>[] {LimiterStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        first.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void quietly(Class<?> logging, Runnable what) {
        Logger logger = Logger.getLogger(logging.getName());
        logger.setLevel(Level.OFF);
        try {
            what.run();
        } finally {
            logger.setLevel(null);
        }
    }
}
