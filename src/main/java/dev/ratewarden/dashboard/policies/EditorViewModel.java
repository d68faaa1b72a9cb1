package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.moderation.PolicyChange;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The policy that is being edited. What is written stays until it is saved or discarded, whatever is read meanwhile. For the FX thread. */
final class EditorViewModel {

    /** What is open. */
    enum Opened {
        NOTHING,
        NEW,
        POLICY
    }

    /** What of the draft is wrong, and what was before where it is changed. */
    record Marks(Map<Field, String> problems, Map<Field, String> was) {}

    private record Seen(@Nullable Policy enforced, @Nullable Policy trial) {

        static Seen of(PolicyBook book, String action) {
            return new Seen(book.policy(action), book.trial(action));
        }
    }

    private final PoliciesViewModel policies;
    private final PolicyDesk desk;
    private final ReadOnlyObjectWrapper<Opened> opened = new ReadOnlyObjectWrapper<>(Opened.NOTHING);
    private final ReadOnlyStringWrapper action = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(new Marks(Map.of(), Map.of()));
    private final ReadOnlyLongWrapper checks = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper overtaken = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final StringProperty reason = new SimpleStringProperty("");
    private Map<Field, String> baseline = Map.of();
    private Seen seen = new Seen(null, null);
    private long revision;
    /** Counts what was opened, so that what ends later knows whether it is still that. */
    private long opening;

    private @Nullable Policy candidate;
    final Draft draft = new Draft(this::check);

    EditorViewModel(PoliciesViewModel policies, PolicyDesk desk) {
        this.policies = policies;
        this.desk = desk;
        policies.readingProperty().addListener((o, before, now) -> {
            if (now != null) {
                accept(now);
            }
        });
        policies.nowMsProperty().addListener((o, before, now) -> tell());
    }

    ReadOnlyObjectProperty<Opened> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    /** Whose policy is open; empty while it has no name. */
    ReadOnlyStringProperty actionProperty() {
        return action.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    /** Grows whenever what is open or written may be another. */
    ReadOnlyLongProperty checksProperty() {
        return checks.getReadOnlyProperty();
    }

    /** Whether something was written that is not saved. */
    ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /** Whether the draft is a policy that can be saved. */
    ReadOnlyBooleanProperty validProperty() {
        return valid.getReadOnlyProperty();
    }

    /** Who changed it while it was edited, such as {@code mod_lee changed this 12 s ago}; empty if nobody did. */
    ReadOnlyStringProperty overtakenProperty() {
        return overtaken.getReadOnlyProperty();
    }

    /** Why the latest attempt to save did not work; empty if it did. */
    ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    StringProperty reasonProperty() {
        return reason;
    }

    /** Whether a new policy lacks what it cannot be without. */
    boolean isUnwritten() {
        return opened.get() == Opened.NEW && (isBlank(Field.ACTION) || isBlank(Field.LIMIT));
    }

    @Nullable
    Policy enforced() {
        return seen.enforced();
    }

    @Nullable
    Policy trial() {
        return seen.trial();
    }

    /** The revision of the policies that what is on show belongs to. */
    long revision() {
        return revision;
    }

    /** Shows a policy; what was written on another one is lost. */
    void open(String wanted) {
        opening++;
        rebase(policies.book(), wanted);
        failure.set("");
        reason.set("");
    }

    /** Begins a policy for an action that has none. */
    void begin(String name) {
        opening++;
        seen = new Seen(null, null);
        revision = policies.book().revision();
        failure.set("");
        overtaken.set("");
        reason.set("");
        action.set("");
        opened.set(Opened.NEW);
        draft.blank("");
        baseline = draft.values();
        draft.action.set(name);
        check();
    }

    void close() {
        opening++;
        opened.set(Opened.NOTHING);
        action.set("");
        overtaken.set("");
        failure.set("");
        dirty.set(false);
    }

    /** Puts everything as it is in force. */
    void discard() {
        if (opened.get() == Opened.NEW) {
            close();
        } else {
            open(action.get());
        }
    }

    /** Writes another policy over the draft; it cascades as the open one, as a trial never does. */
    void load(Policy other) {
        Policy mine = seen.enforced();
        draft.fill(other.mode() == PolicyMode.SHADOW && mine != null ? Trials.asEnforced(other, mine) : other);
    }

    /** Takes what somebody else made of it; what was written is lost. */
    void showTheirs() {
        discard();
    }

    /** Goes on with what was written, in full knowledge of theirs. */
    void keepMine() {
        seen = Seen.of(policies.book(), action.get());
        revision = policies.book().revision();
        Policy theirs = shown();
        if (theirs != null) {
            baseline = PolicyWords.values(theirs);
        }
        overtaken.set("");
        failure.set("");
        check();
    }

    /**
     * Saves the draft, which must be valid.
     *
     * @param mode to enforce it, or to put it on trial beside the enforced one
     */
    void save(PolicyMode mode, PolicyDesk.Listener listener) {
        Policy enforced = Objects.requireNonNull(candidate, "the draft is not valid");
        Policy wanted = mode == PolicyMode.SHADOW ? enforced.onTrial() : enforced;
        failure.set("");
        String said = text(
                mode == PolicyMode.SHADOW ? "policies.saved.trial" : "policies.saved",
                wanted.action(),
                PolicyWords.rule(wanted));
        desk.submit(
                new PolicyDesk.Order(new PolicyChange.Put(wanted), reason.get(), revision),
                said,
                new Saved(wanted.action(), opening),
                listener);
    }

    private void accept(PolicyReading now) {
        if (opened.get() == Opened.NOTHING) {
            return;
        }
        if (opened.get() == Opened.NEW) {
            revision = now.book().revision();
            check();
            return;
        }
        boolean same = Seen.of(now.book(), action.get()).equals(seen);
        if (same) {
            revision = now.book().revision();
            overtaken.set("");
            check();
        } else if (dirty.get()) {
            overtaken.set(Overtaking.words(now, action.get(), policies.nowMs()));
        } else {
            rebase(policies.book(), action.get());
        }
    }

    /** Lets "12 s ago" count on. */
    private void tell() {
        PolicyReading now = policies.readingProperty().get();
        if (now != null && !overtaken.get().isEmpty()) {
            overtaken.set(Overtaking.words(now, action.get(), policies.nowMs()));
        }
    }

    private void rebase(PolicyBook book, String wanted) {
        seen = Seen.of(book, wanted);
        revision = book.revision();
        overtaken.set("");
        Policy now = shown();
        if (now == null) {
            close();
            return;
        }
        baseline = PolicyWords.values(now);
        action.set(wanted);
        opened.set(Opened.POLICY);
        draft.fill(Trials.asEnforced(now, now));
    }

    private @Nullable Policy shown() {
        Policy enforced = seen.enforced();
        return enforced != null ? enforced : seen.trial();
    }

    private void check() {
        if (opened.get() == Opened.NOTHING) {
            return;
        }
        boolean fresh = opened.get() == Opened.NEW;
        DraftCheck.Result result = DraftCheck.of(draft, policies.book(), fresh);
        Map<Field, String> was = new TreeMap<>();
        draft.values().forEach((field, value) -> {
            String before = baseline.getOrDefault(field, value);
            if (!value.equals(before)) {
                was.put(field, before);
            }
        });
        candidate = result.policy();
        valid.set(result.policy() != null);
        dirty.set(!was.isEmpty() || fresh && !draft.action.get().isBlank());
        Map<Field, String> problems = new TreeMap<>(result.problems());
        if (fresh) {
            // Nobody did anything wrong yet.
            problems.keySet().removeIf(field -> isBlank(field));
        }
        marks.set(new Marks(problems, was));
        checks.set(checks.get() + 1);
    }

    private boolean isBlank(Field field) {
        return field == Field.ACTION && draft.action.get().isBlank()
                || field == Field.LIMIT && draft.limit.get().isBlank();
    }

    /** What was saved is what the next edit begins from; what was not saved stays written. */
    private final class Saved implements PolicyDesk.Listener {

        private final String saved;
        private final long of;

        Saved(String saved, long of) {
            this.saved = saved;
            this.of = of;
        }

        @Override
        public void done(PolicyBook book, String saidSo) {
            if (of == opening) {
                reason.set("");
                rebase(book, saved);
            }
        }

        /** Whoever opened another one meanwhile is told by a toast. */
        @Override
        public void failed(String why) {
            if (of == opening) {
                failure.set(why);
            }
        }
    }
}
