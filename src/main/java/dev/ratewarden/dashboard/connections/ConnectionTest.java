package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Timer;
import dev.ratewarden.inspection.Doctor;
import dev.ratewarden.inspection.Finding;
import dev.ratewarden.limiter.StoreException;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Looks a connection over, as {@code ratewarden doctor} does. For the FX thread. */
public final class ConnectionTest {

    /** A look takes about a second, and every step of it has a limit of its own; more means that the server keeps it waiting. */
    static final long DEADLINE_MS = 20_000;

    private final Profiles profiles;
    private final Background background;
    private final Timer timer;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ObservableList<Finding> findings = FXCollections.observableArrayList();
    private @Nullable Look look;
    private BiConsumer<ConnectionProfile, String> loginRefused = (profile, why) -> {};
    private Runnable cancelDeadline = () -> {};
    private int run;

    public ConnectionTest(Profiles profiles, Background background, Timer timer) {
        this.profiles = profiles;
        this.background = background;
        this.timer = timer;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What the latest look found; empty before the first. */
    public ObservableList<Finding> findings() {
        return findings;
    }

    /** @param refused gets the profile and the reason where another password might help */
    public void onLoginRefused(BiConsumer<ConnectionProfile, String> refused) {
        loginRefused = refused;
    }

    public void start(ConnectionProfile profile, Passwords passwords) {
        clear();
        int number = run;
        running.set(true);
        Look started = new Look();
        look = started;
        cancelDeadline = timer.after(DEADLINE_MS, () -> background.tell(() -> late(number)));
        background.run(
                () -> ask(profile, passwords, started), found -> ended(number, found), e -> failed(number, profile, e));
    }

    public void cancel() {
        if (running.get()) {
            end();
        }
    }

    /** Takes what was found away: it was about something else. */
    public void clear() {
        cancel();
        findings.clear();
    }

    private List<Finding> ask(ConnectionProfile profile, Passwords passwords, Look started) {
        if (!started.begin()) {
            return List.of();
        }
        try {
            return profiles.test(profile, passwords);
        } finally {
            started.end();
        }
    }

    private void late(int number) {
        if (number == run && running.get()) {
            end();
            findings.setAll(Finding.fail(
                    text("connections.test.topic"),
                    text("connections.test.late", DEADLINE_MS / 1_000),
                    text("connections.test.late.remedy")));
        }
    }

    private void ended(int number, List<Finding> found) {
        if (number == run) {
            end();
            findings.setAll(found);
        }
    }

    private void end() {
        run++;
        cancelDeadline.run();
        running.set(false);
        if (look != null) {
            look.cancel();
        }
    }

    private void failed(int number, ConnectionProfile profile, RuntimeException e) {
        if (number != run) {
            return;
        }
        ended(number, Doctor.unreachable(e));
        if (e instanceof StoreException refused && refused.isOfLogin()) {
            loginRefused.accept(profile, String.valueOf(e.getMessage()));
        }
    }

    /** One look at a server, which may be called off before its thread has started, and in the middle. Thread-safe. */
    private static final class Look {
        private @Nullable Thread thread;
        private boolean cancelled;

        /** @return false if nobody wants it any more */
        synchronized boolean begin() {
            if (cancelled) {
                return false;
            }
            thread = Thread.currentThread();
            return true;
        }

        /** An interrupt is for this look: whatever its thread does next must not be hit by it. */
        synchronized void end() {
            thread = null;
            Thread.interrupted();
        }

        synchronized void cancel() {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
