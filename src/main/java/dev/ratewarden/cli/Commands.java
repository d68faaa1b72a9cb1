package dev.ratewarden.cli;

import java.util.List;
import java.util.stream.Stream;

/** Every command, in the order in which the help lists them. */
final class Commands {

    private Commands() {}

    static List<Object> all(Session session) {
        return Stream.of(looking(session), acting(session), operating(session))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Object> looking(Session session) {
        return List.of(
                new DashboardCommand(session),
                new CheckCommand(session),
                new StatusCommand(session),
                new UsersCommand(session),
                new UserCommand(session),
                new HistoryCommand(session),
                new EventsCommand(session),
                new ChecksCommand(session),
                new AuditCommand(session));
    }

    private static List<Object> acting(Session session) {
        return List.of(
                new ResetCommand(session),
                new BanCommand(session),
                new UnbanCommand(session),
                new ExemptCommand(session),
                new UnexemptCommand(session),
                new NoteCommand(session),
                new OverrideCommand(session),
                new ForgetCommand(session),
                new UndoCommand(session));
    }

    private static List<Object> operating(Session session) {
        return List.of(
                PoliciesCommand.group(session),
                new ImportCommand(session),
                new ExportCommand(session),
                new WatchCommand(session),
                new SimulateCommand(session),
                new DoctorCommand(session),
                new MetricsCommand(session),
                new BenchCommand(session),
                new InitCommand(session),
                new AclCommand(session),
                ProfileCommand.group(session),
                new CompletionCommand(session));
    }
}
