package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A bot in Java and one in Python ask about the same user of one Redis, as fast as they can: together they never pass a limit, and what
 * either was told is in Redis, also when it is killed in the middle.
 */
@Timeout(120)
class TwoLanguagesTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final int LIMIT = 1_000;
    private static final int BEFORE_THE_KILL = 60;
    private static final String USER = "everybody";

    /** Windows so long that nothing flows back during the test; and nobody is to be blocked by the score. */
    private static final List<Policy> POLICIES = Stream.of(
                    Policy.of("token", Limit.tokenBucket(LIMIT, Duration.ofDays(300))),
                    Policy.of("sliding", Limit.slidingWindow(LIMIT, Duration.ofDays(300))),
                    Policy.of("fixed", Limit.fixedWindow(LIMIT, Duration.ofDays(300))),
                    Policy.of("leaky", Limit.leakyBucket(LIMIT, Duration.ofDays(300))))
            .map(policy -> policy.withPoints(0))
            .toList();

    private final List<Bot> bots = new ArrayList<>();

    @AfterEach
    void endAll() {
        bots.forEach(Bot::kill);
    }

    @Test
    void togetherTheyAreAllowedExactlyTheLimit() throws Exception {
        try (RedisStore store = community()) {
            Bot java = java();
            Bot python = python();
            beginTogether(java, python);

            java.await(Bot::isDeniedEverything);
            python.await(Bot::isDeniedEverything);
            java.end();
            python.end();

            Statistics statistics = store.snapshot(UserQuery.all(1)).statistics();
            assertThat(statistics.allowed()).isEqualTo((long) LIMIT * POLICIES.size());
            assertThat(statistics.allowed()).isEqualTo(java.allowed + python.allowed);
            assertThat(statistics.denied()).isEqualTo(java.denied + python.denied);
        }
    }

    @Test
    void killingTheOneInPythonLosesNothing() throws Exception {
        try (RedisStore store = community()) {
            Bot survivor = java();
            killed(store, python(), survivor);
        }
    }

    @Test
    void killingTheOneInJavaLosesNothing() throws Exception {
        try (RedisStore store = community()) {
            Bot survivor = python();
            killed(store, java(), survivor);
        }
    }

    /** After one round of each, so that neither finds everything used up before it gets the processor. */
    private static void beginTogether(Bot... both) throws IOException {
        for (Bot bot : both) {
            bot.await(one -> one.ready);
            bot.begin();
            bot.await(one -> one.allowed == POLICIES.size());
        }
        for (Bot bot : both) {
            bot.begin();
        }
    }

    private static void killed(RedisStore store, Bot victim, Bot survivor) throws Exception {
        beginTogether(victim, survivor);
        survivor.await(bot -> bot.asked > POLICIES.size());
        victim.await(bot -> bot.asked >= BEFORE_THE_KILL);
        victim.kill();
        survivor.await(Bot::isDeniedEverything);
        survivor.end();

        victim.readToTheEnd();
        long inFlight = victim.asked - victim.allowed - victim.denied;
        assertThat(inFlight).isBetween(0L, 1L);
        Statistics statistics = store.snapshot(UserQuery.all(1)).statistics();
        assertThat(statistics.allowed()).as("the limit holds").isEqualTo((long) LIMIT * POLICIES.size());
        long allowed = victim.allowed + survivor.allowed;
        assertThat(statistics.allowed()).as("what was told").isBetween(allowed, allowed + inFlight);
        long told = allowed + victim.denied + survivor.denied;
        assertThat(statistics.allowed() + statistics.denied()).isBetween(told, told + inFlight);
    }

    private static RedisStore community() {
        RedisStore store = new RedisStore(patient(REDIS.uri()));
        store.addDefaults(POLICIES, null);
        return store;
    }

    private static RedisSettings patient(String uri) {
        return RedisSettings.forBots(uri, "rw:").withTimeouts(10_000, 10_000, 10_000);
    }

    private Bot java() throws IOException {
        return start(ChildJvm.running(JavaBot.class, arguments()));
    }

    private Bot python() throws IOException {
        String[] arguments = Stream.concat(Stream.of("src/test/python/hammer.py"), Stream.of(arguments()))
                .toArray(String[]::new);
        return start(PythonRuntime.running(arguments).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private Bot start(ProcessBuilder process) throws IOException {
        Bot bot = new Bot(process.start());
        bots.add(bot);
        return bot;
    }

    private static String[] arguments() {
        return Stream.concat(Stream.of(REDIS.uri()), POLICIES.stream().map(Policy::action))
                .toArray(String[]::new);
    }

    /**
     * A process that says {@code !} when it is ready, {@code ?} before each check, and after it {@code +} or {@code -} and the action. Told
     * to begin it does one round of its actions, and told once more it goes on until its input ends. Read by one thread.
     */
    private static final class Bot {
        private final Process process;
        private final BufferedReader lines;
        private final Set<String> exhausted = new HashSet<>();
        private boolean ready;
        private long asked;
        private long allowed;
        private long denied;

        Bot(Process process) {
            this.process = process;
            this.lines = process.inputReader();
        }

        boolean isDeniedEverything() {
            return exhausted.size() == POLICIES.size();
        }

        /** Reads on until it is so. */
        void await(Predicate<Bot> so) throws IOException {
            while (!so.test(this)) {
                assertThat(takeLine()).as("the bot has ended by itself").isTrue();
            }
        }

        void begin() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        void end() throws Exception {
            process.getOutputStream().close();
            readToTheEnd();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        void readToTheEnd() throws IOException {
            boolean more = true;
            while (more) {
                more = takeLine();
            }
        }

        private boolean takeLine() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                return false;
            }
            // What a killed bot had not said to its end it had not said.
            if (line.startsWith("+")) {
                allowed++;
            } else if (line.startsWith("-")) {
                denied++;
                exhausted.add(line.substring(1));
            } else if (line.startsWith("?")) {
                asked++;
            } else if (line.startsWith("!")) {
                ready = true;
            }
            return true;
        }

        /** As {@code kill -9} does; what it said until then can still be read. */
        void kill() {
            process.toHandle().destroyForcibly();
        }
    }

    /** What hammer.py is in Python. */
    static final class JavaBot {

        private JavaBot() {}

        public static void main(String[] args) throws IOException {
            try (RedisStore store = new RedisStore(patient(args[0]))) {
                store.policies();
                List<String> actions = List.of(args).subList(1, args.length);
                System.out.println("!");
                System.in.read();
                round(store, actions);
                System.in.read();
                Thread input = Thread.ofPlatform().daemon().start(JavaBot::readToTheEnd);
                while (input.isAlive()) {
                    round(store, actions);
                }
            }
        }

        private static void round(RedisStore store, List<String> actions) {
            for (String action : actions) {
                System.out.println("?");
                boolean allows =
                        store.check(CheckRequest.of(USER, action)).reason().allows();
                System.out.println((allows ? "+" : "-") + action);
            }
        }

        private static void readToTheEnd() {
            try {
                System.in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
