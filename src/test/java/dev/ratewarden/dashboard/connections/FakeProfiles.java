package dev.ratewarden.dashboard.connections;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import dev.ratewarden.inspection.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Profiles in memory whose answers a test sets; it keeps what it was asked to do. */
public final class FakeProfiles implements Profiles {

    public final Map<String, ConnectionProfile> kept = new TreeMap<>();
    public final List<Path> written = new CopyOnWriteArrayList<>();
    public volatile @Nullable String last;
    public volatile @Nullable String trouble;
    public volatile Optional<ProfileProblem> refusal = Optional.empty();
    public volatile Consumer<ConnectionProfile> saving = profile -> {};
    public volatile List<String> unreadable = List.of();
    public volatile Function<Path, ConnectionProfile> reader = file -> ConnectionProfile.BLANK;
    public volatile Function<ConnectionProfile, Optional<ProfileProblem>> judge = profile -> Optional.empty();
    public volatile BiFunction<ConnectionProfile, Passwords, List<Finding>> tester = (profile, passwords) -> List.of();

    public static ConnectionProfile profile(String name, String user, Environment expected) {
        return new ConnectionProfile(
                name,
                Shape.STANDALONE,
                "redis.example:6379",
                "",
                "",
                false,
                "",
                "",
                "",
                user,
                "rw:",
                false,
                expected,
                Map.of());
    }

    public FakeProfiles with(ConnectionProfile... profiles) {
        for (ConnectionProfile each : profiles) {
            kept.put(each.name(), each);
        }
        return this;
    }

    @Override
    public synchronized Listing list() {
        String problem = trouble;
        if (problem != null) {
            throw new UncheckedIOException(problem, new IOException(problem));
        }
        return new Listing(List.copyOf(kept.values()), unreadable, last, false);
    }

    @Override
    public Optional<ProfileProblem> problem(ConnectionProfile profile) {
        return judge.apply(profile);
    }

    @Override
    public synchronized Optional<ProfileProblem> save(ConnectionProfile profile, @Nullable String former) {
        saving.accept(profile);
        Optional<ProfileProblem> refused = refusal;
        if (refused.isPresent()) {
            return refused;
        }
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
        last = name;
    }

    @Override
    public ConnectionProfile read(Path file) {
        return reader.apply(file);
    }

    @Override
    public void write(ConnectionProfile profile, Path file) {
        written.add(file);
    }

    @Override
    public List<Finding> test(ConnectionProfile profile, Passwords passwords) {
        return tester.apply(profile, passwords);
    }
}
