package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.inspection.Inspection;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.store.redis.RedisSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shell in which {@code ratewarden} works on one community in memory that outlives the commands. Not thread-safe. */
final class Shell implements Communities, Simulations, DashboardLauncher, Operations, Watching, Inspections, Benches {
    static final Statistics FIGURES = new Statistics(247, 12, 3, 1, 456, 9_000, 700);

    final Map<String, String> environment = new HashMap<>(Map.of("RATEWARDEN_REDIS", "redis://shared"));
    final List<String> opened = new ArrayList<>();
    final List<Simulations.Request> simulated = new ArrayList<>();
    final List<DashboardLauncher.Request> windows = new ArrayList<>();
    final List<Watching.Request> watched = new ArrayList<>();
    final List<Path> drawn = new ArrayList<>();
    final List<Benches.Request> benches = new ArrayList<>();
    /** What a look at the Redis finds. */
    Inspection inspection = Inspected.well();

    final MemoryStore store = new MemoryStore(() -> Instant.ofEpochMilli(this.nowMs));
    /** What people see and act on: the same store, unless a test puts another before it. */
    ModerationStore people = store;

    /** Where the trail is checked and sealed. */
    final FakeAudit audit = new FakeAudit(store);

    long nowMs = 1_800_000_000_000L;
    boolean away;
    /** What is piped in. */
    String input = "";

    boolean interactive;
    /** Is asked before each further look of a command that follows. */
    Terminal.Pause pause = ms -> false;

    @Nullable
    String noWindow;

    int limiters;

    /** What one command left behind. */
    record Run(int exitCode, String out, String err) {

        JsonNode json() {
            assertThat(out.strip().lines()).as("JSON stands on one line").hasSize(1);
            return JsonMapper.shared().readTree(out);
        }

        /** Asserts the promise for every error: one line on standard error, nothing on standard output. */
        String error(int expectedExitCode) {
            assertThat(this).extracting(Run::exitCode, Run::out).containsExactly(expectedExitCode, "");
            assertThat(err).startsWith("ratewarden: ").endsWith(System.lineSeparator());
            assertThat(err.lines()).hasSize(1);
            return err;
        }
    }

    Services services() {
        return new Services(this, this, this, this, this, audit, this, this);
    }

    Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLineFace(services(), environment)
                .run(
                        List.of(arguments),
                        new Terminal(
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                interactive,
                                () -> Instant.ofEpochMilli(nowMs),
                                pause));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static String described(Source source) {
        return source instanceof Source.Redis redis
                ? RedisSettings.nearest(redis.environment(), redis.file(), redis.uri(), Source.Redis.URI_OPTION)
                        .withPrefix(redis.prefix() == null ? "rw:" : redis.prefix())
                        .toString()
                : source.toString();
    }

    @Override
    public Community open(Source source) {
        // As the program does: what cannot be a Redis is refused here.
        opened.add(described(source));
        if (away) {
            throw new StoreUnavailableException(opened.getLast() + " does not answer; is it running?", null);
        }
        return new Community() {
            @Override
            public Moderation moderation(String operator) {
                return new Moderation(people, operator);
            }

            @Override
            public RateLimiter limiter() {
                limiters++;
                return RateLimiter.builder(store).build();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Simulations.Result run(Simulations.Request request, java.util.function.Consumer<String> progress) {
        simulated.add(request);
        progress.accept("half done");
        return new Simulations.Result(1_000, 900, 100, 80, 0);
    }

    @Override
    public Inspection inspect(Source.Redis source) {
        opened.add(described(source));
        if (away) {
            throw new StoreUnavailableException(opened.getLast() + " does not answer; is it running?", null);
        }
        return inspection;
    }

    @Override
    public Benches.Result run(Benches.Request request, java.util.function.Consumer<String> progress) {
        benches.add(request);
        progress.accept("half done");
        return new Benches.Result(12_000.4, 10_000, 61.2, 240, 0.1, 2, "7.0.15");
    }

    @Override
    public void open(DashboardLauncher.Request request) throws NoWindowException {
        windows.add(request);
        if (noWindow != null) {
            throw new NoWindowException(noWindow, null);
        }
    }

    @Override
    public @Nullable Statistics draw(DashboardLauncher.Request request, Path file, Duration after) {
        drawn.add(file);
        return FIGURES;
    }

    @Override
    public CommunityProfile init(
            Source.Redis source,
            CommunityProfile profile,
            @Nullable Integer shards,
            @Nullable Double decayPerHour,
            String operator,
            String reason) {
        opened.add(described(source) + " shards " + shards + (decayPerHour == null ? "" : " decay " + decayPerHour));
        return profile;
    }

    @Override
    public Map<String, String> connection(Source.Redis source) {
        return RedisSettings.described(
                source.environment(), source.file(), source.uri(), Source.Redis.URI_OPTION, source.prefix());
    }

    @Override
    public String login(
            String name,
            Role role,
            Source.@Nullable Redis source,
            @Nullable String prefix,
            @Nullable String passwordSha256) {
        return "%s %s %s %s".formatted(name, role, prefix, passwordSha256);
    }

    @Override
    public boolean watch(Watching.Request request, java.util.function.Consumer<String> news) {
        watched.add(request);
        news.accept("watching as " + request.name());
        return !away;
    }
}
