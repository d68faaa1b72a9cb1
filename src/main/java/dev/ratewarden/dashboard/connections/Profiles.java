package dev.ratewarden.dashboard.connections;

import dev.ratewarden.inspection.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections that somebody keeps. Thread-safe; every method does I/O on the calling thread and, where it fails, throws what says so
 * in a sentence for people.
 */
public interface Profiles {

    /**
     * What is kept.
     *
     * @param profiles by name
     * @param unreadable one line for each that cannot be read
     * @param last the name of the one that was used last; null if none was, or if it is gone
     * @param examples whether these are made up and belong to nobody
     */
    record Listing(
            List<ConnectionProfile> profiles,
            List<String> unreadable,
            @Nullable String last,
            boolean examples) {

        public Listing {
            profiles = List.copyOf(profiles);
            unreadable = List.copyOf(unreadable);
        }
    }

    Listing list();

    /** What stands in the way of using it, as far as this machine can tell without connecting. */
    Optional<ProfileProblem> problem(ConnectionProfile profile);

    /**
     * @param former the name under which it was kept until now; null if it is new
     * @return why it was not saved: under a name that is new to it there is already something; empty if it was
     */
    Optional<ProfileProblem> save(ConnectionProfile profile, @Nullable String former);

    void delete(String name);

    /** Remembers it as the one that was used last. */
    void used(String name);

    /** Reads one from somebody's file; it is not kept yet. A password in it is left out. */
    ConnectionProfile read(Path file);

    /** Writes it to a file that others may open, replacing it. */
    void write(ConnectionProfile profile, Path file);

    /** Looks the connection and its community over, and judges; ends within seconds, whatever the server does, or when interrupted. */
    List<Finding> test(ConnectionProfile profile, Passwords passwords);

    /** Nothing, and no place to keep anything. */
    static Profiles none() {
        return new ProfilesInMemory(List.of(), false);
    }

    /** Made-up ones, to show what they look like; changes last as long as the window. */
    static Profiles examples(List<ConnectionProfile> profiles) {
        return new ProfilesInMemory(profiles, true);
    }
}
