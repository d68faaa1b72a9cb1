package dev.ratewarden.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which community a command works on. */
public sealed interface Source {

    /** A simulated community in memory; gone when the command ends. */
    record Demo() implements Source {}

    /**
     * The community under one prefix of a Redis, as far as it was said; what is said nearest counts: the URI, the file, the environment.
     *
     * @param uri as given with {@code --redis}; may hold a password; null if it was not
     * @param file as given with {@code --settings}; null if it was not
     * @param prefix as given with {@code --prefix}; null if it was not
     * @param environment the process's environment variables
     */
    record Redis(
            @Nullable String uri,
            @Nullable Path file,
            @Nullable String prefix,
            Map<String, String> environment) implements Source {

        /** What {@link #uri} is called in messages. */
        public static final String URI_OPTION = "--redis";

        /** Without anything that may hold a password. */
        @Override
        public String toString() {
            return "Redis";
        }
    }
}
