package dev.ratewarden.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every command by its name, in the order in which the help lists them. */
final class Commands {

    /** Global options that no value follows. */
    private static final Set<String> SWITCHES = Set.of("--demo", "--json");

    private static final Map<String, Function<Session, Object>> ALL = new LinkedHashMap<>();

    static {
        looking();
        acting();
        operating();
    }

    private Commands() {}

    private static void looking() {
        ALL.put("dashboard", DashboardCommand::new);
        ALL.put("check", CheckCommand::new);
        ALL.put("status", StatusCommand::new);
        ALL.put("users", UsersCommand::new);
        ALL.put("user", UserCommand::new);
        ALL.put("history", HistoryCommand::new);
        ALL.put("events", EventsCommand::new);
        ALL.put("checks", ChecksCommand::new);
        ALL.put("audit", AuditCommand::new);
    }

    private static void acting() {
        ALL.put("reset", ResetCommand::new);
        ALL.put("ban", BanCommand::new);
        ALL.put("unban", UnbanCommand::new);
        ALL.put("exempt", ExemptCommand::new);
        ALL.put("unexempt", UnexemptCommand::new);
        ALL.put("note", NoteCommand::new);
        ALL.put("override", OverrideCommand::new);
        ALL.put("forget", ForgetCommand::new);
        ALL.put("undo", UndoCommand::new);
    }

    private static void operating() {
        ALL.put("policies", PoliciesCommand::group);
        ALL.put("import", ImportCommand::new);
        ALL.put("export", ExportCommand::new);
        ALL.put("watch", WatchCommand::new);
        ALL.put("simulate", SimulateCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("metrics", MetricsCommand::new);
        ALL.put("bench", BenchCommand::new);
        ALL.put("init", InitCommand::new);
        ALL.put("acl", AclCommand::new);
        ALL.put("profile", ProfileCommand::group);
        ALL.put("completion", CompletionCommand::new);
    }

    /**
     * Those that these arguments can mean: to make all of them takes a third of the time that a short command takes. All, where it is not plain
     * which one is named, and for the one that writes them all down.
     */
    static Collection<Object> meantBy(List<String> arguments, Session session) {
        String name = name(arguments);
        Function<Session, Object> named = name == null || name.equals("completion") ? null : ALL.get(name);
        return named == null
                ? ALL.values().stream().map(make -> make.apply(session)).toList()
                : List.of(named.apply(session));
    }

    /** The first word that is no option; null if an option stands before it that may have a value of its own. */
    private static @Nullable String name(List<String> arguments) {
        for (String argument : arguments) {
            if (!argument.startsWith("-")) {
                return argument;
            }
            if (!SWITCHES.contains(argument) && !(argument.startsWith("--") && argument.contains("="))) {
                return null;
            }
        }
        return null;
    }
}
