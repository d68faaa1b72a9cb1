package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.connections.CommunitySwitch;
import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.dashboard.connections.ConnectionsViewModel;
import dev.ratewarden.dashboard.connections.Profiles;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What the window does while no community is open. For the FX thread. */
final class LobbyViewModel {

    /** What is in sight. */
    enum Sight {
        OPENING,
        FAILED,
        WELCOME,
        CONNECTIONS
    }

    private final ConnectionsViewModel connections;
    private final CommunitySwitch community;
    private final Consumer<ConnectionProfile> connect;
    private final ReadOnlyObjectWrapper<Sight> sight = new ReadOnlyObjectWrapper<>(Sight.OPENING);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(text("lobby.opening"));
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private Sight before = Sight.WELCOME;
    private boolean left;

    /** @param connect opens a profile, asking for its password where it has a user */
    LobbyViewModel(ConnectionsViewModel connections, Consumer<ConnectionProfile> connect) {
        this.connections = connections;
        this.community = connections.community();
        this.connect = connect;
        community.openingProperty().addListener((o, was, now) -> opening(now));
        community.failureProperty().addListener((o, was, now) -> failed(now));
    }

    ReadOnlyObjectProperty<Sight> sightProperty() {
        return sight.getReadOnlyProperty();
    }

    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** Why nothing could be opened. */
    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** Nothing was named: the connection that was used last, else the list, else the welcome. */
    void begin() {
        connections.load(this::begin, this::connections);
    }

    /** Shows the connection in a file among those that are kept, for a person to try and keep it. */
    void open(Path file) {
        connections();
        // After the others are known, whose names it must not take.
        connections.load(others -> connections.open(file), () -> connections.open(file));
    }

    /** A community is open: the page with the connections is its frame's from now on. */
    void leave() {
        left = true;
    }

    void demo() {
        community.open(new Target.Demo());
    }

    void connections() {
        before = Sight.WELCOME;
        sight.set(Sight.CONNECTIONS);
    }

    void welcome() {
        sight.set(Sight.WELCOME);
    }

    void again() {
        CommunitySwitch.Failure failure = community.failureProperty().get();
        if (failure != null) {
            community.open(failure.target());
        }
    }

    void cancel() {
        community.cancel();
    }

    private void begin(Profiles.Listing listing) {
        if (left || sight.get() != Sight.OPENING || community.openingProperty().get() != null) {
            return;
        }
        if (listing.profiles().isEmpty() && listing.unreadable().isEmpty()) {
            sight.set(Sight.WELCOME);
            return;
        }
        sight.set(Sight.CONNECTIONS);
        String last = listing.last();
        ConnectionProfile profile = last == null ? null : connections.profile(last);
        if (profile != null) {
            connect.accept(profile);
        }
    }

    /** A profile is opened from the page with the profiles, which says so itself. */
    private void opening(@Nullable Target now) {
        if (left) {
            return;
        }
        if (now instanceof Target.Profile) {
            sight.set(Sight.CONNECTIONS);
        } else if (now != null) {
            before = sight.get() == Sight.CONNECTIONS ? Sight.CONNECTIONS : Sight.WELCOME;
            title.set(text("lobby.opening.of", name(now)));
            sight.set(Sight.OPENING);
        } else if (sight.get() == Sight.OPENING) {
            sight.set(before);
        }
    }

    private void failed(CommunitySwitch.@Nullable Failure failure) {
        if (!left && failure != null && !(failure.target() instanceof Target.Profile)) {
            title.set(text("lobby.failed", name(failure.target())));
            words.set(failure.why());
            sight.set(Sight.FAILED);
        }
    }

    private static String name(Target target) {
        return text(target instanceof Target.Demo ? "connections.target.demo" : "connections.target.given");
    }
}
