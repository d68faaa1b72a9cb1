package dev.ratewarden.dashboard.connections;

import dev.ratewarden.dashboard.Connector;
import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.limiter.StoreException;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Turns the window from one community to another: what is open stays open until the other one is there. For the FX thread. */
public final class CommunitySwitch {

    /**
     * What could not be opened.
     *
     * @param target of a profile without its passwords: whoever tries again is asked for them
     * @param why one sentence for people, with the remedy
     * @param ofLogin whether another password might help
     */
    public record Failure(Target target, String why, boolean ofLogin) {}

    private final Background background;
    private final Connector connector;
    private final Consumer<DashboardContext> enter;
    private final Consumer<DashboardContext> abandon;
    private final ReadOnlyObjectWrapper<@Nullable Target> opening = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Target> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Failure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper answers = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper given = new ReadOnlyBooleanWrapper();
    private int attempt;

    /**
     * @param enter shows a community
     * @param abandon closes one that nobody waits for any more, without blocking
     */
    public CommunitySwitch(
            Background background,
            Connector connector,
            Consumer<DashboardContext> enter,
            Consumer<DashboardContext> abandon) {
        this.background = background;
        this.connector = connector;
        this.enter = enter;
        this.abandon = abandon;
    }

    /** What is being opened; null if nothing is. */
    public ReadOnlyObjectProperty<@Nullable Target> openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /** Whether what is open can be read, as far as was tried. */
    public ReadOnlyBooleanProperty answersProperty() {
        return answers.getReadOnlyProperty();
    }

    public void answers(boolean now) {
        answers.set(now);
    }

    /** What is open, as far as it was opened by this; null if nothing is. */
    public ReadOnlyObjectProperty<@Nullable Target> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** Why the latest opening failed; null if it did not. */
    public ReadOnlyObjectProperty<@Nullable Failure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** Opens it in the background, and then shows it in place of what is shown. Who opens another meanwhile wants only that one. */
    public void open(Target target) {
        int number = ++attempt;
        failure.set(null);
        given.set(given.get() || target instanceof Target.Given);
        opening.set(target);
        background.run(
                () -> connector.open(target),
                context -> {
                    if (number != attempt) {
                        abandon.accept(context);
                        return;
                    }
                    // It may have got another name meanwhile.
                    Target opened = Objects.requireNonNullElse(opening.get(), target);
                    opening.set(null);
                    enter.accept(context);
                    current.set(withoutPasswords(opened));
                },
                e -> {
                    if (number == attempt) {
                        opening.set(null);
                        failure.set(new Failure(
                                withoutPasswords(target),
                                words(e),
                                e instanceof StoreException refused && refused.isOfLogin()));
                    }
                });
    }

    /** Somebody else opened it. */
    public void opened(Target target) {
        current.set(target);
    }

    /** A profile is kept by another name from now on; what is open or being opened is still the same. */
    void renamed(String former, String name) {
        opening.set(renamed(opening.get(), former, name));
        current.set(renamed(current.get(), former, name));
    }

    /** Nothing here holds a password for longer than an opening takes. */
    private static Target withoutPasswords(Target target) {
        return target instanceof Target.Profile one ? new Target.Profile(one.profile(), Passwords.NONE) : target;
    }

    private static @Nullable Target renamed(@Nullable Target target, String former, String name) {
        return target instanceof Target.Profile one && one.profile().name().equals(former)
                ? new Target.Profile(one.profile().named(name), one.passwords())
                : target;
    }

    /** Whether something was named as the program was started. */
    public ReadOnlyBooleanProperty givenProperty() {
        return given.getReadOnlyProperty();
    }

    /** Nobody wants what is being opened any more. */
    public void cancel() {
        attempt++;
        opening.set(null);
    }

    /** Takes the message away. */
    public void forgive() {
        failure.set(null);
    }

    private static String words(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
