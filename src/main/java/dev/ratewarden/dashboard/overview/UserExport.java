package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.table.UserCsv;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.events.WholeFile;
import dev.ratewarden.moderation.UserSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Saves the listed users, in their ranking, to a CSV file off the FX thread, and says how it went. */
public final class UserExport {

    private final UsersViewModel users;
    private final Background background;
    private final Feedback.Teller teller;

    public UserExport(UsersViewModel users, Background background, Feedback.Teller teller) {
        this.users = users;
        this.background = background;
        this.teller = teller;
    }

    /** To be called on the FX thread. */
    public void save(Path file) {
        List<UserSummary> listed =
                users.rows().stream().sorted(UserRow.RANKING).map(UserRow::user).toList();
        background.run(() -> write(file, listed), teller::done, e -> teller.failed(String.valueOf(e.getMessage())));
    }

    private static String write(Path file, List<UserSummary> listed) {
        try (WholeFile whole = WholeFile.at(file)) {
            Files.writeString(whole.half(), UserCsv.of(listed));
            whole.replace();
            return text("export.done", Figures.count(listed.size()), file);
        } catch (IOException e) {
            throw new UncheckedIOException(text("export.failed", file, String.valueOf(e.getMessage())), e);
        }
    }
}
