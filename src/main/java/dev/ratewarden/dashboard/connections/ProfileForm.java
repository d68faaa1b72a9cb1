package dev.ratewarden.dashboard.connections;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** One profile under change. A field complains once it was touched, and all do when it is to be saved. For the FX thread. */
public final class ProfileForm {

    private final Map<ProfileField, StringProperty> texts = new EnumMap<>(ProfileField.class);
    private final Map<ProfileField, ReadOnlyStringWrapper> problems = new EnumMap<>(ProfileField.class);
    private final ObjectProperty<Shape> shape = new SimpleObjectProperty<>(Shape.STANDALONE);
    private final BooleanProperty tls = new SimpleBooleanProperty();
    private final BooleanProperty readOnly = new SimpleBooleanProperty();
    private final ObjectProperty<Environment> expected = new SimpleObjectProperty<>(Environment.UNSTATED);
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final Set<ProfileField> touched = EnumSet.noneOf(ProfileField.class);
    private Set<String> taken = Set.of();
    private ConnectionProfile original = ConnectionProfile.BLANK;
    private @Nullable String former;
    private boolean filling;

    ProfileForm() {
        for (ProfileField field : ProfileField.values()) {
            StringProperty text = new SimpleStringProperty("");
            text.addListener((Observable o) -> {
                if (!filling) {
                    touched.add(field);
                    look();
                }
            });
            texts.put(field, text);
            problems.put(field, new ReadOnlyStringWrapper(""));
        }
        for (Observable choice : new Observable[] {shape, tls, readOnly, expected}) {
            choice.addListener(o -> {
                if (!filling) {
                    look();
                }
            });
        }
        show(ConnectionProfile.BLANK, null, Set.of());
    }

    public StringProperty textProperty(ProfileField field) {
        return Objects.requireNonNull(texts.get(field));
    }

    /** One sentence on what is wrong there; empty if nothing is. */
    public ReadOnlyStringProperty problemProperty(ProfileField field) {
        return Objects.requireNonNull(problems.get(field)).getReadOnlyProperty();
    }

    public ObjectProperty<Shape> shapeProperty() {
        return shape;
    }

    public BooleanProperty tlsProperty() {
        return tls;
    }

    public BooleanProperty readOnlyProperty() {
        return readOnly;
    }

    public ObjectProperty<Environment> expectedProperty() {
        return expected;
    }

    /** Whether it differs from what is kept. */
    public ReadOnlyBooleanProperty changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /** The name under which it is kept; null if it is new. */
    @Nullable
    String former() {
        return former;
    }

    /**
     * @param kept the name under which it is kept; null if it is new
     * @param others names that it must not have, in small letters
     */
    void show(ConnectionProfile profile, @Nullable String kept, Set<String> others) {
        filling = true;
        original = profile;
        former = kept;
        taken = Set.copyOf(others);
        text(ProfileField.NAME, profile.name());
        text(ProfileField.HOSTS, profile.hosts());
        text(ProfileField.MASTER, profile.master());
        text(ProfileField.DATABASE, profile.database());
        text(ProfileField.CA, profile.ca());
        text(ProfileField.CERTIFICATE, profile.certificate());
        text(ProfileField.KEY, profile.key());
        text(ProfileField.USER, profile.user());
        text(ProfileField.PREFIX, profile.prefix());
        shape.set(profile.shape());
        tls.set(profile.tls());
        readOnly.set(profile.readOnly());
        expected.set(profile.expected());
        touched.clear();
        filling = false;
        look();
    }

    /** It is kept as this from now on; what stands in the fields stays. */
    void rebase(ConnectionProfile profile, Set<String> others) {
        original = profile;
        former = profile.name();
        taken = Set.copyOf(others);
        look();
    }

    /** As it stands in the fields. */
    ConnectionProfile profile() {
        return new ConnectionProfile(
                text(ProfileField.NAME),
                shape.get(),
                text(ProfileField.HOSTS),
                text(ProfileField.MASTER),
                text(ProfileField.DATABASE),
                tls.get(),
                text(ProfileField.CA),
                text(ProfileField.CERTIFICATE),
                text(ProfileField.KEY),
                text(ProfileField.USER),
                text(ProfileField.PREFIX),
                readOnly.get(),
                expected.get(),
                original.more());
    }

    /** Takes back what was changed. */
    void revert() {
        show(original, former, taken);
    }

    /** Whether nothing is wrong; from now on every field complains. */
    boolean complete() {
        touched.addAll(EnumSet.allOf(ProfileField.class));
        return look().isEmpty();
    }

    /** What only a look at files could tell; gone as soon as something is typed. */
    void complain(ProfileProblem problem) {
        Objects.requireNonNull(problems.get(problem.field())).set(problem.words());
    }

    private Map<ProfileField, String> look() {
        ConnectionProfile now = profile();
        changed.set(!now.equals(original) || former == null && !now.equals(ConnectionProfile.BLANK));
        Map<ProfileField, String> found = ProfileRules.problems(now, taken);
        problems.forEach((field, words) -> words.set(touched.contains(field) ? found.getOrDefault(field, "") : ""));
        return found;
    }

    private void text(ProfileField field, String value) {
        textProperty(field).set(value);
    }

    private String text(ProfileField field) {
        String typed = textProperty(field).get();
        return typed == null ? "" : typed.strip();
    }
}
