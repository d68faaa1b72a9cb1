package dev.ratewarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.store.redis.FaultProxy;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Whatever Redis and the network do, the window answers within 100 ms, says what is wrong, and is back by itself. */
class WindowFaultsTest {

    /** Empties Redis, so it comes before the window that fills it. */
    @Order(1)
    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @Order(2)
    @RegisterExtension
    static final ApplicationExtension FX = new ApplicationExtension();

    private static final double LONGEST_MS = 100;

    /** A machine that is slow without a fault may be so many times as slow with one. */
    private static final double SLOW_MACHINE = 3;

    /** How long a read waits for the store: whoever did so on the FX thread would be seen. */
    private static final int PATIENCE_MS = 400;

    /** A window that a fault freezes is frozen each time; a busy machine is not. */
    private static final int ROUNDS = 4;

    private final FaultProxy network = new FaultProxy(REDIS.port());
    private @Nullable WindowRig opened;
    private @Nullable RedisStore store;

    @Start
    void open(Stage stage) {
        try (RedisStore bot =
                new RedisStore(RedisSettings.forBots(REDIS.uri(), "rw:").withTimeouts(5_000, 5_000, 5_000))) {
            bot.addDefaults(StandardPolicies.all(), null);
            for (String id : List.of("mira", "kettle", "calm")) {
                for (int i = 0; i < 10; i++) {
                    bot.check(CheckRequest.of(id, "pack_create"));
                }
            }
        }
        RedisStore people = new RedisStore(
                RedisSettings.forPeople(network.uri(), "rw:").withTimeouts(PATIENCE_MS, PATIENCE_MS, PATIENCE_MS));
        store = people;
        opened = new WindowRig(stage, people);
    }

    @AfterEach
    void close() {
        network.heal();
        rig().close();
        Objects.requireNonNull(store).close();
        network.close();
    }

    @Test
    void aRedisThatHangsFreezesNothing() {
        survives(network::stall, () -> told("No "));
    }

    @Test
    void aRedisWhoseAnswersAreLostFreezesNothing() {
        survives(network::stallAnswers, () -> told("No "));
    }

    @Test
    void aRedisThatIsAwayFreezesNothing() {
        survives(network::cut, () -> told("No connection."));
    }

    @Test
    void rubbishInsteadOfAnswersFreezesNothing() {
        survives(network::garble, () -> told("No connection."));
    }

    @Test
    void aSlowNetworkFreezesNothingAndIsNoLoss() {
        List<String> readings = new CopyOnWriteArrayList<>();
        survives(() -> network.delay(50), () -> {
            String reading = rig().words("#status-reading");
            if (!readings.contains(reading)) {
                readings.add(reading);
            }
            return readings.size() >= 3;
        });
        assertThat(rig().visible("#lost-banner")).isFalse();
    }

    private boolean told(String beginning) {
        return rig().visible("#lost-banner") && rig().words("#lost-title").startsWith(beginning);
    }

    /** @param said whether the window says what it should */
    private void survives(Runnable fault, BooleanSupplier said) {
        visitAllPages();
        double calm = Math.min(longestDuring(() -> {}, () -> true), longestDuring(() -> {}, () -> true));
        double most = Math.clamp(SLOW_MACHINE * calm, LONGEST_MS, PATIENCE_MS - 50);
        double longest = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && longest >= most; round++) {
            longest = Math.min(longest, longestDuring(fault, said));
        }
        assertThat(longest)
                .as("longest time, ms, that the FX thread was busy; %.0f without a fault", calm)
                .isLessThan(most);
    }

    private double longestDuring(Runnable fault, BooleanSupplier said) {
        WindowRig.await(() -> rig().words("#link-words").startsWith("Live"));
        try (FxProbe probe = FxProbe.start()) {
            fault.run();
            WindowRig.await(said);
            visitAllPages();
            network.heal();
            rig().press("page-overview");
            // By itself it may wait for half a minute by now; who sees the band presses its button.
            WindowRig.await(this::isBackOrTriesAgain);
            return probe.longestMs();
        }
    }

    private boolean isBackOrTriesAgain() {
        if (rig().visible("#retry-button")) {
            rig().press("retry-button");
        }
        return rig().words("#link-words").startsWith("Live");
    }

    private void visitAllPages() {
        for (Page page : Page.values()) {
            if (rig().lookup("#page-" + page.word()) != null) {
                rig().press("page-" + page.word());
                WindowRig.await(() -> true);
            }
        }
        rig().press("page-overview");
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
