package dev.ratewarden;

import dev.ratewarden.cli.CommandLineFace;
import dev.ratewarden.cli.Logging;
import dev.ratewarden.cli.Services;
import dev.ratewarden.cli.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        System.exit(face.run(
                List.of(arguments),
                new Terminal(System.in, out, err, watched(), InstantSource.system(), Terminal::sleep)));
    }

    static Services services() {
        InstantSource now = InstantSource.system();
        return new Services(
                new OpenCommunities(now),
                new DashboardStarter(now),
                new SimulationRunner(now),
                new RedisOperations(),
                new RedisWatch(now),
                new AuditOffice(now),
                new RedisInspections(now),
                new RedisBenches());
    }

    /** Whether standard error is a terminal: Linux says so, elsewhere the console is asked. */
    private static boolean watched() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    /** UTF-8 whatever the locale says, except on a Windows console, which knows better what it can show. */
    private static PrintStream stream(FileDescriptor descriptor, PrintStream standard, boolean lineByLine) {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")
                ? standard
                : new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(descriptor)), lineByLine, StandardCharsets.UTF_8);
    }
}
