package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.inspection.Finding;
import dev.ratewarden.limiter.InvalidRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps profiles as long as the window lives. The monitor guards them. */
final class ProfilesInMemory implements Profiles {

    private final Map<String, ConnectionProfile> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final boolean examples;

    ProfilesInMemory(List<ConnectionProfile> profiles, boolean examples) {
        profiles.forEach(each -> kept.put(each.name(), each));
        this.examples = examples;
    }

    @Override
    public synchronized Listing list() {
        return new Listing(List.copyOf(kept.values()), List.of(), null, examples);
    }

    @Override
    public Optional<ProfileProblem> problem(ConnectionProfile profile) {
        return Optional.empty();
    }

    @Override
    public synchronized Optional<ProfileProblem> save(ConnectionProfile profile, @Nullable String former) {
        if (former != null) {
            kept.remove(former);
        }
        kept.put(profile.name(), profile);
        return Optional.empty();
    }

    @Override
    public synchronized void delete(String name) {
        kept.remove(name);
    }

    @Override
    public void used(String name) {
        // Nobody asks for it after the window is closed.
    }

    @Override
    public ConnectionProfile read(Path file) {
        throw new InvalidRequestException(text("connections.examples.refused"));
    }

    @Override
    public void write(ConnectionProfile profile, Path file) {
        throw new InvalidRequestException(text("connections.examples.refused"));
    }

    @Override
    public List<Finding> test(ConnectionProfile profile, Passwords passwords) {
        throw new InvalidRequestException(text("connections.examples.refused"));
    }
}
