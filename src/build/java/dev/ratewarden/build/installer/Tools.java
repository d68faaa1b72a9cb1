package dev.ratewarden.build.installer;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the tools of the JDK in this process, and those of the system in their own. */
final class Tools {

    private static final int SHOWN_LINES = 30;

    private static final Set<String> JVM_VARIABLES = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private Tools() {}

    /**
     * Runs a tool of the JDK.
     *
     * @param tool such as jlink
     * @return what it printed
     */
    static String jdk(String tool, List<String> arguments) {
        ToolProvider provider = ToolProvider.findFirst(tool)
                .orElseThrow(() -> new InstallerException("%s is missing in %s; run this on a full JDK"
                        .formatted(tool, System.getProperty("java.home"))));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status = provider.run(writer, writer, arguments.toArray(String[]::new));
        writer.flush();
        require(status, tool, said.toString());
        return said.toString();
    }

    /** Runs a program of the system. */
    static void run(List<String> command) {
        run(Map.of(), command);
    }

    /** The same with more in its environment. */
    static void run(Map<String, String> environment, List<String> command) {
        said(environment, new ProcessBuilder(command).redirectErrorStream(true));
    }

    /** What a program printed on its standard output; its errors go to ours. */
    static String output(List<String> command) {
        return said(Map.of(), new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private static String said(Map<String, String> environment, ProcessBuilder builder) {
        String program = builder.command().getFirst();
        // What this machine happens to set must not get into what a JVM of ours writes.
        builder.environment().keySet().removeAll(JVM_VARIABLES);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            require(process.waitFor(), program, said);
            return said;
        } catch (IOException e) {
            throw new InstallerException("%s cannot be started".formatted(program), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InstallerException("interrupted while %s ran".formatted(program), e);
        }
    }

    /** These as a class path of this system. */
    static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Where a program of the system is, if it is on the PATH. */
    static Optional<Path> find(String program, Map<String, String> environment) {
        // Windows calls it Path, and quotes folders in it.
        String path = environment.entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .map(folder -> folder.replace("\"", ""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void require(int status, String tool, String said) {
        if (status != 0) {
            List<String> lines = said.lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
            throw new InstallerException(
                    "%s failed with status %d:%n%s".formatted(tool, status, String.join("\n", last)));
        }
    }
}
