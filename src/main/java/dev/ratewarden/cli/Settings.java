package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Moderation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The global options, completed from the environment and checked.
 *
 * @param source which community; null if none was named
 * @param prefix what its keys start with; null if nobody said
 * @param operator who acts
 * @param reason why, may be empty
 * @param json whether the result is printed as JSON
 */
record Settings(@Nullable Source source, @Nullable String prefix, String operator, String reason, boolean json) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final List<String> NAMING =
            List.of("RATEWARDEN_REDIS", "RATEWARDEN_SETTINGS", "REDIS_HOST", "REDIS_PORT");
    private static final String HOW_TO_NAME_ONE =
            "pass --redis redis://HOST:6379 or --settings FILE, set RATEWARDEN_REDIS, or try it with --demo";

    /** @throws InvalidRequestException naming the option that is wrong */
    static Settings of(GlobalOptions options, Map<String, String> environment) {
        if (options.prefix != null && !PREFIX.matcher(options.prefix).matches()) {
            throw new InvalidRequestException(
                    "--prefix %s: must be 1 to 64 of the characters A-Z a-z 0-9 _ . : -, such as rw:"
                            .formatted(Inputs.quote(options.prefix)));
        }
        refuseTwo("--demo", options.demo, "--redis", options.redis != null);
        refuseTwo("--demo", options.demo, "--settings", options.settings != null);
        refuseTwo("--settings", options.settings != null, "--redis", options.redis != null);
        return new Settings(
                source(options, environment),
                options.prefix,
                options.operator != null ? operator(options.operator) : System.getProperty("user.name", "unknown"),
                options.reason != null ? Moderation.reason(options.reason) : "",
                options.json);
    }

    /** What would be stripped or cut off silently elsewhere is refused here: the audit trail is to hold the name that was given. */
    private static String operator(String name) {
        if (!name.strip().equals(Text.displayName(name)) || name.isBlank()) {
            throw new InvalidRequestException(
                    "--operator %s: must be a name of at most 32 characters without control or invisible ones"
                            .formatted(Inputs.quote(name)));
        }
        return name.strip();
    }

    private static void refuseTwo(String one, boolean said, String other, boolean otherSaid) {
        if (said && otherSaid) {
            throw new InvalidRequestException("%s and %s exclude each other: pass one of them".formatted(one, other));
        }
    }

    /** @throws InvalidRequestException if no community was named */
    Source requiredSource() {
        if (source == null) {
            throw new InvalidRequestException("no Redis was named: " + HOW_TO_NAME_ONE);
        }
        return source;
    }

    private static @Nullable Source source(GlobalOptions options, Map<String, String> environment) {
        if (options.demo) {
            return new Source.Demo();
        }
        boolean named = options.redis != null
                || options.settings != null
                || NAMING.stream()
                        .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
        return named ? new Source.Redis(options.redis, options.settings, options.prefix, environment) : null;
    }
}
