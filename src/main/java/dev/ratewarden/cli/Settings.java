package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The global options, completed from the environment and checked.
 *
 * @param source which community; null if none was named
 * @param prefix what its keys start with
 * @param operator who acts
 * @param reason why, may be empty
 * @param json whether the result is printed as JSON
 */
record Settings(@Nullable Source source, String prefix, String operator, String reason, boolean json) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final String HOW_TO_NAME_ONE =
            "pass --redis redis://HOST:6379, set RATEWARDEN_REDIS, or try it with --demo";

    /** @throws InvalidRequestException naming the option or variable that is wrong */
    static Settings of(GlobalOptions options, Map<String, String> environment) {
        String prefix = options.prefix == null ? "rw:" : options.prefix;
        if (!PREFIX.matcher(prefix).matches()) {
            throw new InvalidRequestException(
                    "--prefix %s: must be 1 to 64 of the characters A-Z a-z 0-9 _ . : -, such as rw:"
                            .formatted(Inputs.quote(prefix)));
        }
        if (options.demo && options.redis != null) {
            throw new InvalidRequestException("--demo and --redis exclude each other: pass one of them");
        }
        return new Settings(
                source(options, prefix, environment),
                prefix,
                options.operator != null ? options.operator : System.getProperty("user.name", "unknown"),
                options.reason != null ? options.reason : "",
                options.json);
    }

    /** @throws InvalidRequestException if no community was named */
    Source requiredSource() {
        if (source == null) {
            throw new InvalidRequestException("no Redis was named: " + HOW_TO_NAME_ONE);
        }
        return source;
    }

    private static @Nullable Source source(GlobalOptions options, String prefix, Map<String, String> environment) {
        if (options.demo) {
            return new Source.Demo();
        }
        if (options.redis != null) {
            return new Source.Redis(RedisUri.parse("--redis", options.redis), prefix);
        }
        return fromEnvironment(environment)
                .map(uri -> new Source.Redis(uri, prefix))
                .orElse(null);
    }

    private static Optional<URI> fromEnvironment(Map<String, String> environment) {
        String uri = environment.getOrDefault("RATEWARDEN_REDIS", "");
        if (!uri.isBlank()) {
            return Optional.of(RedisUri.parse("RATEWARDEN_REDIS", uri.strip()));
        }
        String host = environment.getOrDefault("REDIS_HOST", "").strip();
        String port = environment.getOrDefault("REDIS_PORT", "").strip();
        if (host.isEmpty() && port.isEmpty()) {
            return Optional.empty();
        }
        String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        String address =
                "redis://%s:%s".formatted(host.isEmpty() ? "localhost" : bracketed, port.isEmpty() ? "6379" : port);
        return Optional.of(RedisUri.parse("REDIS_HOST/REDIS_PORT", address));
    }
}
