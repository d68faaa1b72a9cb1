package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.inspection.Rights;
import dev.ratewarden.limiter.Text;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;

/** What the window may do now, and why not where it may not. For the FX thread. */
public final class Permissions {

    private final boolean readOnly;
    private final ObservableBooleanValue connected;
    private final Map<Ability, ReadOnlyStringWrapper> reasons = new EnumMap<>(Ability.class);
    private final Map<Ability, Permit> permits = new EnumMap<>(Ability.class);
    private final ReadOnlyObjectWrapper<@Nullable Rights> rights = new ReadOnlyObjectWrapper<>();

    /**
     * @param readOnly whether the connection is for looking alone
     * @param connected whether commands would reach the store
     */
    Permissions(boolean readOnly, ObservableBooleanValue connected) {
        this.readOnly = readOnly;
        this.connected = connected;
        for (Ability ability : Ability.values()) {
            ReadOnlyStringWrapper why = new ReadOnlyStringWrapper("");
            reasons.put(ability, why);
            permits.put(ability, new Permit(why.isEmpty(), why.getReadOnlyProperty()));
        }
        connected.addListener((o, before, now) -> update());
        rights.addListener((o, before, now) -> update());
        update();
    }

    /** What the login may do; null while nobody has asked. */
    public ReadOnlyObjectProperty<@Nullable Rights> rightsProperty() {
        return rights.getReadOnlyProperty();
    }

    void accept(Rights now) {
        rights.set(now);
    }

    public Permit permit(Ability ability) {
        return Objects.requireNonNull(permits.get(ability));
    }

    private void update() {
        reasons.forEach((ability, why) -> why.set(reason(ability)));
    }

    private String reason(Ability ability) {
        if (readOnly) {
            return text("permission.readOnly");
        }
        if (!connected.get()) {
            return text("action.offline");
        }
        Rights now = rights.get();
        return now == null || suffice(now, ability)
                ? ""
                : text("permission.rights." + ability.name().toLowerCase(Locale.ROOT), login(now));
    }

    private static String login(Rights rights) {
        return rights.login().isEmpty() ? text("permission.login") : Text.visible(rights.login());
    }

    /** What each needs of the store: the audit trail, whatever is done to users or policies. */
    private static boolean suffice(Rights rights, Ability ability) {
        return switch (ability) {
            case ACT ->
                rights.has(Rights.Right.CALL) && rights.has(Rights.Right.USERS) && rights.has(Rights.Right.AUDIT);
            case POLICIES -> rights.has(Rights.Right.CALL) && rights.has(Rights.Right.AUDIT);
            case HAND_OVER -> rights.has(Rights.Right.CALL) && rights.has(Rights.Right.HANDOVER);
        };
    }
}
