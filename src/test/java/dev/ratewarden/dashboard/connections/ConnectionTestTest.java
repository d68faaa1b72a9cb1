package dev.ratewarden.dashboard.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.inspection.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Threads start when they get to it, which may be after somebody has thought better of it. */
class ConnectionTestTest {

    private static final ConnectionProfile PROFILE = FakeProfiles.profile("A", "", Environment.STAGING);

    private final FakeProfiles profiles = new FakeProfiles().with(PROFILE);
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> looked = new ArrayList<>();
    private final ConnectionTest test =
            new ConnectionTest(profiles, new Background(threads::add, Runnable::run), (delayMs, task) -> () -> {});

    ConnectionTestTest() {
        profiles.tester = (profile, passwords) -> {
            looked.add(profile.name());
            return List.of(Finding.ok("connection", "reachable"));
        };
    }

    private void startNext() {
        Objects.requireNonNull(threads.poll(), "nothing is to be done").run();
    }

    @Test
    void whatIsCancelledBeforeItsThreadStartsAsksNobody() {
        test.start(PROFILE, Passwords.NONE);
        test.cancel();
        startNext();

        assertThat(looked).isEmpty();
        assertThat(test.findings()).isEmpty();
        assertThat(test.runningProperty().get()).isFalse();
    }

    @Test
    void whatIsStartedAfterACancelledOneIsLookedAt() {
        test.start(PROFILE, Passwords.NONE);
        test.cancel();
        test.start(PROFILE, Passwords.NONE);
        startNext();
        startNext();

        assertThat(looked).containsExactly("A");
        assertThat(test.findings()).extracting(Finding::found).containsExactly("reachable");
    }

    @Test
    void aCancelInTheMiddleHitsTheLookAndNothingThatItsThreadDoesLater() {
        profiles.tester = (profile, passwords) -> {
            test.cancel();
            looked.add(Thread.currentThread().isInterrupted() ? "interrupted" : "not interrupted");
            return List.of(Finding.ok("connection", "reachable"));
        };
        test.start(PROFILE, Passwords.NONE);
        startNext();

        assertThat(looked).containsExactly("interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(test.findings()).isEmpty();
    }
}
