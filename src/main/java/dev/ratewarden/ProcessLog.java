package dev.ratewarden;

import dev.ratewarden.dashboard.settings.LogTail;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets the window's log viewer hear what this process logs. */
final class ProcessLog {

    private ProcessLog() {}

    /** Hears INFO and worse, whatever the other handlers let through: each has a level of its own. */
    static LogTail tail() {
        LogTail tail = new LogTail();
        Logger root = Logger.getLogger("");
        root.addHandler(tail);
        Level level = root.getLevel();
        if (level == null || level.intValue() > Level.INFO.intValue()) {
            root.setLevel(Level.INFO);
        }
        return tail;
    }
}
