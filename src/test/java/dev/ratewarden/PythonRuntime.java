package dev.ratewarden;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Python of this machine that can talk to Redis, for tests of the client for Python. */
final class PythonRuntime {

    /** Where the client for Python is. */
    static final Path CLIENT = Path.of("src/main/python").toAbsolutePath();

    private static final String MISSING =
            "no Python with redis-py; install python3 and python3-redis (or: pip install redis), or name one by PYTHON";

    private static final long DEADLINE_S = 30;

    private PythonRuntime() {}

    private static final class Found {
        static final @Nullable String INTERPRETER = Stream.of(System.getenv("PYTHON"), "python3", "/usr/bin/python3")
                .filter(Objects::nonNull)
                .filter(PythonRuntime::canTalkToRedis)
                .findFirst()
                .orElse(null);
    }

    /** A Python process that finds the client. Without Python the test is skipped; with {@code -Dratewarden.python=required} it fails. */
    static ProcessBuilder running(String... arguments) {
        String interpreter = Found.INTERPRETER;
        if (interpreter == null) {
            if ("required".equals(System.getProperty("ratewarden.python"))) {
                return fail(MISSING);
            }
            return abort(MISSING);
        }
        List<String> command = new ArrayList<>(List.of(interpreter));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("PYTHONPATH", CLIENT.toString());
        process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return process;
    }

    private static boolean canTalkToRedis(String interpreter) {
        try {
            Process process = new ProcessBuilder(
                            interpreter, "-c", "import sys, redis.asyncio; sys.exit(sys.version_info < (3, 10))")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(DEADLINE_S, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
