package dev.ratewarden.dashboard.user;

import dev.ratewarden.limiter.Text;
import java.util.stream.Collectors;

/** The text of a note: its lines stay lines, what hides in them is shown. */
final class NoteText {

    private NoteText() {}

    static String visible(String text) {
        return text.lines().map(Text::visible).collect(Collectors.joining("\n"));
    }
}
