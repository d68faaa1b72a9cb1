package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of a Redis, and how to show them without their password. */
final class RedisUri {
    private static final String FORM =
            "must look like redis://[user:password@]host[:port][/database], or rediss:// for TLS, special characters of the password as %XX";
    private static final Pattern DATABASE = Pattern.compile("(/\\d{0,4})?");
    /** Everything up to the last @ before a path may be a login; a password may itself hold an @. */
    private static final Pattern LOGIN = Pattern.compile("^([^/]*//)?.*@");

    private RedisUri() {}

    /**
     * @param what where it came from, such as {@code --redis}, for the error
     * @throws InvalidRequestException if it cannot be the address of a Redis
     */
    static URI parse(String what, String text) {
        URI uri;
        try {
            uri = new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw wrong(what, text, e);
        }
        String scheme = uri.getScheme();
        boolean known = scheme != null
                && (scheme.toLowerCase(Locale.ROOT).equals("redis")
                        || scheme.toLowerCase(Locale.ROOT).equals("rediss"));
        if (!known
                || uri.getHost() == null
                || uri.getPort() == 0
                || uri.getPort() > 65_535
                || !DATABASE.matcher(uri.getPath()).matches()
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw wrong(what, text, null);
        }
        return uri;
    }

    /** The same address with its login replaced by dots. */
    static String withoutPassword(String uri) {
        return LOGIN.matcher(uri).replaceFirst("$1…@");
    }

    private static InvalidRequestException wrong(String what, String text, @Nullable Exception cause) {
        InvalidRequestException error =
                new InvalidRequestException("%s %s: %s".formatted(what, Inputs.quote(withoutPassword(text)), FORM));
        if (cause != null) {
            error.addSuppressed(cause);
        }
        return error;
    }
}
