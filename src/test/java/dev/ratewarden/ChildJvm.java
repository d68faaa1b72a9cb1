package dev.ratewarden;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process on the class path of this one. What it says of errors is seen here. */
public final class ChildJvm {

    private ChildJvm() {}

    public static ProcessBuilder running(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
