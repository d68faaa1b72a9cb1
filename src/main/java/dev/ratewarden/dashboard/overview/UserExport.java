package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.moderation.UserSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/** Saves the listed users, in their ranking, to a CSV file off the FX thread, and says how it went. */
public final class UserExport {

    /** Tells people, on the FX thread. */
    public interface Teller {

        void done(String words);

        void failed(String words);
    }

    private record Outcome(String words, boolean failed) {}

    private final UsersViewModel users;
    private final Executor background;
    private final LatestValue<Outcome> outcome;

    public UserExport(UsersViewModel users, Executor background, Executor fxThread, Teller teller) {
        this.users = users;
        this.background = background;
        this.outcome = new LatestValue<>(fxThread, told -> {
            if (told.failed()) {
                teller.failed(told.words());
            } else {
                teller.done(told.words());
            }
        });
    }

    /** To be called on the FX thread. */
    public void save(Path file) {
        List<UserSummary> listed =
                users.rows().stream().sorted(UserRow.RANKING).map(UserRow::user).toList();
        background.execute(() -> outcome.publish(write(file, listed)));
    }

    private static Outcome write(Path file, List<UserSummary> listed) {
        try {
            Files.writeString(file, UserCsv.of(listed));
            return new Outcome(text("export.done", Figures.count(listed.size()), file), false);
        } catch (IOException e) {
            return new Outcome(text("export.failed", file, String.valueOf(e.getMessage())), true);
        }
    }
}
