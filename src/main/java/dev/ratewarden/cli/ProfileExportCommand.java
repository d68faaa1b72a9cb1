package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "export",
        description = "The connection as a file that --settings reads, without the password. Connects to nothing.",
        footer = {"", "Example: ratewarden --redis rediss://mod@redis.example profile export --output guild.rwprofile"})
final class ProfileExportCommand implements Callable<Integer> {
    private static final String PASSWORD =
            "The password is never written here: the window asks for it; for a shell or a bot, set RATEWARDEN_REDIS_PASSWORD.";

    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--output", paramLabel = "FILE", description = "Writes it there. Default: standard output")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replaces the file if it is there.")
    private boolean force;

    ProfileExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        if (output != null) {
            OutputFile.check(output, force);
        }
        if (!(settings.requiredSource() instanceof Source.Redis redis)) {
            throw new InvalidRequestException("profile export: a demo has none; name a Redis with --redis");
        }
        Map<String, String> connection = session.services().operations().connection(redis);
        ObjectNode json = Json.object();
        connection.forEach(json::put);
        String text = connection.entrySet().stream()
                .map(setting ->
                        "%s = %s".formatted(setting.getKey(), setting.getValue().replace("\\", "\\\\")))
                .collect(Collectors.joining("\n", "# Ratewarden's connection. " + PASSWORD + "\n", "\n"));
        if (output == null) {
            return session.print(Report.ok(json, text), settings.json());
        }
        OutputFile.write(output, force, out -> out.append(settings.json() ? Json.pretty(json) + "\n" : text));
        return session.print(
                Report.ok(
                        Json.object().put("file", output.toString()),
                        "Wrote %s. %s".formatted(Text.visible(output.toString()), PASSWORD)),
                settings.json());
    }
}
