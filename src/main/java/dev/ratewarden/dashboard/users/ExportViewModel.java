package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.users.UserFile.Format;
import dev.ratewarden.dashboard.users.UserFile.Source;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.jspecify.annotations.Nullable;

/** Saves users to files off the FX thread: what is shown, or everybody. One at a time; it ends with the community. For the FX thread. */
final class ExportViewModel {

    private static final int PAGE = 500;

    private final Moderation moderation;
    private final Background background;
    private final Feedback.Teller teller;
    private final BooleanSupplier closed;
    private final Function<RuntimeException, String> explain;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper written = new ReadOnlyLongWrapper();
    private AtomicBoolean cancelled = new AtomicBoolean();

    /**
     * @param closed whether the community was left; thread-safe
     * @param explain one line for people on why something failed; thread-safe
     */
    ExportViewModel(
            Moderation moderation,
            Background background,
            Feedback.Teller teller,
            BooleanSupplier closed,
            Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.teller = teller;
        this.closed = closed;
        this.explain = explain;
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** How many users were written so far. */
    ReadOnlyLongProperty writtenProperty() {
        return written.getReadOnlyProperty();
    }

    /** Nothing is left of it. */
    void cancel() {
        cancelled.set(true);
    }

    /** In this order. */
    void save(List<UserSummary> users, Path file, Format format) {
        Iterator<List<UserSummary>> once = List.of(List.copyOf(users)).iterator();
        start(() -> once.hasNext() ? once.next() : null, file, format);
    }

    /** All who are tracked, in no order. */
    void saveAll(Path file, Format format) {
        start(new Everybody(moderation), file, format);
    }

    private void start(Source source, Path file, Format format) {
        if (running.get()) {
            return;
        }
        running.set(true);
        written.set(0);
        AtomicBoolean mine = new AtomicBoolean();
        cancelled = mine;
        background.run(
                () -> write(source, file, format, () -> mine.get() || closed.getAsBoolean()),
                count -> ended(() -> say(count, file)),
                e -> ended(() -> teller.failed(text("export.failed", file, explain.apply(e)))));
    }

    private void ended(Runnable tell) {
        running.set(false);
        if (!closed.getAsBoolean()) {
            tell.run();
        }
    }

    private void say(long count, Path file) {
        if (count < 0) {
            teller.done(text("users.export.cancelled"));
        } else {
            teller.done(text("export.done", Figures.count(count), file));
        }
    }

    private long write(Source source, Path file, Format format, BooleanSupplier stop) {
        try {
            return UserFile.write(file, format, source, count -> background.tell(() -> written.set(count)), stop);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Page by page; somebody who is on two pages is written once. */
    private static final class Everybody implements Source {
        private final Moderation moderation;
        private final Set<String> known = new HashSet<>();
        private @Nullable String after;
        private boolean over;

        Everybody(Moderation moderation) {
            this.moderation = moderation;
        }

        @Override
        public @Nullable List<UserSummary> next() {
            if (over) {
                return null;
            }
            UserPage page = moderation.page(after, PAGE);
            after = page.next();
            over = after == null;
            return page.users().stream().filter(user -> known.add(user.id())).toList();
        }
    }
}
