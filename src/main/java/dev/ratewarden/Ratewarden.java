package dev.ratewarden;

import dev.ratewarden.cli.CommandLineFace;
import dev.ratewarden.cli.Logging;
import dev.ratewarden.cli.Services;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The program: the one place that names concrete stores and hands the faces what they need. */
public final class Ratewarden {

    private Ratewarden() {}

    /** Runs one command and ends the process with its exit status; see {@link dev.ratewarden.cli.ExitCode}. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        PrintStream out = stream(FileDescriptor.out, System.out, false);
        PrintStream err = stream(FileDescriptor.err, System.err, true);
        Logging.configure(environment, err);
        CommandLineFace face = new CommandLineFace(services(), environment);
        // Toolkit and simulation threads may still run.
        System.exit(face.run(List.of(arguments), out, err));
    }

    static Services services() {
        InstantSource now = InstantSource.system();
        return new Services(
                new OpenCommunities(now),
                new DashboardStarter(now),
                new SimulationRunner(now),
                new RedisOperations(),
                new AuditOffice(now));
    }

    /** UTF-8 whatever the locale says, except on a Windows console, which knows better what it can show. */
    private static PrintStream stream(FileDescriptor descriptor, PrintStream standard, boolean lineByLine) {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")
                ? standard
                : new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(descriptor)), lineByLine, StandardCharsets.UTF_8);
    }
}
