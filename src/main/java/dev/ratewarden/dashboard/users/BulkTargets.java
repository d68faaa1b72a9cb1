package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Whom an act on many is for: captured when its dialog opened, and read meanwhile, so that whoever is changed by another moderator from
 * then on is left alone. For the FX thread.
 */
final class BulkTargets {

    /**
     * One of them.
     *
     * @param seen as it was when the dialog opened; null if it was not tracked
     */
    record Seen(String id, String name, @Nullable UserDetail seen) {}

    private static final int TELL_EVERY = 20;

    private final List<UserSummary> users;
    private final ReadOnlyIntegerWrapper read = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private List<Seen> seen = List.of();
    private volatile boolean cancelled;

    BulkTargets(List<UserSummary> users) {
        this.users = List.copyOf(users);
    }

    List<UserSummary> users() {
        return users;
    }

    int count() {
        return users.size();
    }

    /** How many were read. */
    ReadOnlyIntegerProperty readProperty() {
        return read.getReadOnlyProperty();
    }

    /** Why they could not be read; empty if they could. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** All, once all are read. */
    List<Seen> seen() {
        return seen;
    }

    boolean isReady() {
        return read.get() == users.size();
    }

    /** Nobody wants to know any more. */
    void cancel() {
        cancelled = true;
    }

    /** @param closed whether the community was left */
    void read(
            Moderation moderation,
            Background background,
            BooleanSupplier closed,
            Function<RuntimeException, String> explain) {
        background.run(
                () -> look(moderation, background, closed),
                all -> {
                    if (!cancelled) {
                        seen = all;
                        read.set(all.size());
                    }
                },
                e -> problem.set(explain.apply(e)));
    }

    private List<Seen> look(Moderation moderation, Background background, BooleanSupplier closed) {
        List<Seen> all = new ArrayList<>();
        for (UserSummary user : users) {
            if (cancelled || closed.getAsBoolean()) {
                cancelled = true;
                return List.of();
            }
            all.add(new Seen(
                    user.id(), Names.of(user), moderation.user(user.id()).orElse(null)));
            int count = all.size();
            if (count % TELL_EVERY == 0 && count < users.size()) {
                background.tell(() -> read.set(count));
            }
        }
        return all;
    }
}
