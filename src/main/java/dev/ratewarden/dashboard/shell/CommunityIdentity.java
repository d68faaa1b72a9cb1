package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.CommunityProfile;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Which community this is: what its keyspace says, and until it has said so what the connection was opened as. For the FX thread.
 */
public final class CommunityIdentity {

    private final DashboardContext context;
    private final ReadOnlyStringWrapper name;
    private final ReadOnlyObjectWrapper<Environment> environment;
    private final ReadOnlyObjectWrapper<@Nullable String> colour = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Environment> contradicted = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable String> nameToType = new ReadOnlyObjectWrapper<>();

    private boolean told;

    CommunityIdentity(DashboardContext context) {
        this.context = context;
        name = new ReadOnlyStringWrapper(Text.visible(context.community()));
        environment = new ReadOnlyObjectWrapper<>(context.environment());
        compare();
    }

    /** Fit to be shown. */
    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Environment> environmentProperty() {
        return environment.getReadOnlyProperty();
    }

    /** {@code #rrggbb}; null if the operator has chosen none. */
    public ReadOnlyObjectProperty<@Nullable String> colourProperty() {
        return colour.getReadOnlyProperty();
    }

    /** What the profile says that this community is for, where the community says otherwise; null where they agree. */
    public ReadOnlyObjectProperty<@Nullable Environment> contradictedProperty() {
        return contradicted.getReadOnlyProperty();
    }

    /**
     * What has to be typed before many users are acted on at once, so that nobody does so on the wrong community: the community's name, on
     * production, where the profile expected something else, and while the keyspace of a real community has not said what it is; null where
     * nothing has to be typed.
     */
    public ReadOnlyObjectProperty<@Nullable String> nameToTypeProperty() {
        return nameToType.getReadOnlyProperty();
    }

    /**
     * What a keyspace does not say stays as it was: one that was emptied says nothing, and is the same community's. But it may be another
     * one, so that what it is for counts as unknown.
     */
    void accept(CommunityProfile said) {
        told = said.environment() != null || environment.get() == context.environment();
        if (said.name() != null) {
            name.set(Text.visible(said.name()));
        }
        if (said.environment() != null) {
            environment.set(Environment.of(said.environment()));
        }
        if (said.colour() != null) {
            colour.set(said.colour());
        }
        compare();
    }

    private void compare() {
        Environment now = environment.get();
        Environment expected = context.expected();
        boolean disagrees = expected != Environment.UNSTATED && now != Environment.UNSTATED && expected != now;
        contradicted.set(disagrees ? expected : null);
        boolean unknown = !told && context.demo() == null;
        nameToType.set(disagrees || unknown || now == Environment.PRODUCTION ? name.get() : null);
    }
}
