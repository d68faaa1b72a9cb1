package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Strategy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** A policy as it is being written, right or wrong. For the FX thread. */
final class Draft {

    /** One role and its multiplier, as typed. */
    record Role(String name, String times) {}

    final StringProperty action = new SimpleStringProperty("");
    final ObjectProperty<Strategy> strategy = new SimpleObjectProperty<>(Strategy.SLIDING_WINDOW);
    final StringProperty limit = new SimpleStringProperty("");
    final StringProperty window = new SimpleStringProperty("");

    /** Empty for as much as the limit. */
    final StringProperty burst = new SimpleStringProperty("");

    final StringProperty points = new SimpleStringProperty("");
    final BooleanProperty escalating = new SimpleBooleanProperty(true);
    final ObservableList<String> cascadesTo = FXCollections.observableArrayList();
    final BooleanProperty adaptive = new SimpleBooleanProperty();
    final StringProperty floor = new SimpleStringProperty("");
    final ObjectProperty<OnOutage> onOutage = new SimpleObjectProperty<>(OnOutage.LOCAL);
    final ObservableList<Role> roles = FXCollections.observableArrayList();

    private final Runnable changed;
    private boolean filling;

    /** @param changed something was written */
    Draft(Runnable changed) {
        this.changed = changed;
        List.of(action, strategy, limit, window, burst, points, escalating, adaptive, floor, onOutage)
                .forEach(property -> property.addListener((o, before, now) -> tell()));
        cascadesTo.addListener((ListChangeListener<String>) change -> tell());
        roles.addListener((ListChangeListener<Role>) change -> tell());
    }

    /** Writes what a policy says. */
    void fill(Policy policy) {
        filling = true;
        action.set(policy.action());
        strategy.set(policy.limit().strategy());
        limit.set(Long.toString(policy.limit().limit()));
        window.set(Durations.compact(Duration.ofMillis(policy.limit().windowMs())));
        burst.set(
                policy.limit().burst() == policy.limit().limit()
                        ? ""
                        : Long.toString(policy.limit().burst()));
        points.set(Integer.toString(policy.points()));
        escalating.set(policy.escalating());
        cascadesTo.setAll(policy.cascadesTo());
        Double least = policy.adaptiveFloor();
        adaptive.set(least != null);
        floor.set(least == null ? "" : PolicyWords.number(least));
        onOutage.set(policy.onOutage());
        roles.setAll(policy.roles().entrySet().stream()
                .map(role -> new Role(role.getKey(), PolicyWords.number(role.getValue())))
                .toList());
        filling = false;
        tell();
    }

    /** Writes what is suggested for a policy that there is not yet. */
    void blank(String name) {
        filling = true;
        action.set(name);
        strategy.set(Strategy.SLIDING_WINDOW);
        limit.set("");
        window.set("1h");
        burst.set("");
        points.set(Integer.toString(Policy.DEFAULT_POINTS));
        escalating.set(true);
        cascadesTo.clear();
        adaptive.set(false);
        floor.set("");
        onOutage.set(OnOutage.LOCAL);
        roles.clear();
        filling = false;
        tell();
    }

    /** As {@link PolicyWords#values}, of what is written now. */
    Map<Field, String> values() {
        Map<Field, String> values = new EnumMap<>(Field.class);
        values.put(Field.STRATEGY, strategy.get().label());
        values.put(Field.LIMIT, limit.get().strip());
        values.put(Field.WINDOW, windowWords());
        boolean same = strategy.get() != Strategy.TOKEN_BUCKET
                || burst.get().isBlank()
                || burst.get().strip().equals(limit.get().strip());
        values.put(Field.BURST, same ? text("policies.burst.same") : burst.get().strip());
        values.put(Field.POINTS, points.get().strip());
        values.put(Field.ESCALATING, PolicyWords.yes(escalating.get()));
        values.put(Field.CASCADES, PolicyWords.list(cascadesTo));
        values.put(Field.FLOOR, adaptive.get() ? floor.get().strip() : text("policies.floor.none"));
        values.put(Field.OUTAGE, PolicyWords.outage(onOutage.get()));
        values.put(
                Field.ROLES,
                PolicyWords.list(roles.stream()
                        .map(role -> PolicyWords.role(
                                role.name().strip(), role.times().strip()))
                        .sorted()
                        .toList()));
        return values;
    }

    private String windowWords() {
        try {
            return PolicyWords.window(Durations.parse(window.get()).toMillis());
        } catch (InvalidRequestException | ArithmeticException e) {
            return window.get().strip();
        }
    }

    private void tell() {
        if (!filling) {
            changed.run();
        }
    }
}
