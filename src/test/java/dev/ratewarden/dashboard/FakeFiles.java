package dev.ratewarden.dashboard;

import dev.ratewarden.dashboard.shell.FileDialogs;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers every question for a file as the test says. */
public final class FakeFiles implements FileDialogs {

    /** Null for somebody who cancels. */
    public volatile @Nullable Path answer;

    /** The name that was suggested last. */
    public volatile String suggested = "";

    @Override
    public Optional<Path> save(String title, String name) {
        suggested = name;
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> open(String title, String... endings) {
        return Optional.ofNullable(answer);
    }
}
