package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Redis logins (ACL) with the rights of a role and no more, for Redis 7 and later. Rights are set by key: a script runs with the rights of
 * the login, so what a login may do with a key directly it may do in a script, and nothing else.
 */
public final class RedisAcl {

    /** Stands in a line where the password belongs. */
    public static final String PLACEHOLDER = "PASSWORD";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Types of keys, scripts that only read, and what a connection needs. Nothing that lists keys, nothing that administers. */
    private static final List<String> COMMANDS = List.of(
            "+@hash",
            "+@list",
            "+@sortedset",
            "+@stream",
            "+evalsha_ro",
            "+script|load",
            "+time",
            "+exists",
            "+acl|whoami",
            "+ping",
            "+hello",
            "+auth",
            "+select",
            "+role",
            "+cluster|slots",
            "+asking");

    private static final List<String> WRITING = List.of("+evalsha", "+del", "+expire", "+pexpire", "+wait");

    /** Without CONFIG GET, which tells {@code requirepass} and other secrets in clear. */
    private static final List<String> OPERATING = List.of("+info", "+memory|usage", "+latency|latest");

    /** What every check and every moderator's action may change of a user's shard. */
    private static final List<String> USERS = List.of(
            "{s*}:user:*",
            "{s*}:window:*",
            "{s*}:history:*",
            "{s*}:scores",
            "{s*}:seen",
            "{s*}:blocked",
            "{s*}:bans",
            "{s*}:exempt",
            "{s*}:names",
            "{s*}:marked",
            "{s*}:totals",
            "{s*}:minute:*",
            "{s*}:events",
            "{g}:events",
            "{g}:once",
            "{g}:policies",
            "{g}:policy-history");

    private static final List<String> BOTS = List.of(
            "{s*}:lanes",
            "{s*}:merged",
            "{s*}:checks",
            "{s*}:checks-size",
            "{g}:meta",
            "{g}:code-policies",
            "{g}:instances",
            "{g}:instance-figures",
            "{g}:outages",
            "{g}:watch",
            "{g}:alerts");

    private static final List<String> MODERATORS = List.of(
            "{s*}:audit",
            "{s*}:audit-head",
            "{s*}:undo:*",
            "{g}:audit",
            "{g}:audit-head",
            "{g}:handover",
            "{g}:visits");

    /** Who a login is for. */
    public enum Role {
        /** Checks, keeps names, writes default policies; cannot touch the audit trail. */
        BOT,
        /** Looks, acts on users, changes policies; every action is in the audit trail. */
        MODERATOR,
        /** Looks. */
        VIEWER,
        /** Everything under the prefix, and looks at the server. */
        OPERATOR
    }

    private RedisAcl() {}

    /**
     * The command that makes the login, or gives it exactly these rights if it is there.
     *
     * @param prefix of the community
     * @param passwordSha256 in hexadecimal; null for a placeholder that has to be replaced
     * @throws InvalidRequestException if the name is not acceptable
     */
    public static String line(String name, Role role, String prefix, @Nullable String passwordSha256) {
        if (!NAME.matcher(name).matches() || name.equals("default")) {
            throw new InvalidRequestException(
                    "login %s: must be 1 to 64 of A-Z a-z 0-9 _ . -, and not default".formatted(Inputs.quote(name)));
        }
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", name, "reset", "on"));
        words.add(passwordSha256 == null ? ">" + PLACEHOLDER : "#" + passwordSha256);
        words.addAll(keys(role, prefix));
        words.addAll(COMMANDS);
        if (role != Role.VIEWER) {
            words.addAll(WRITING);
        }
        if (role == Role.BOT) {
            // The log of checks stops before Redis is full.
            words.add("+info");
        }
        if (role == Role.OPERATOR) {
            words.addAll(OPERATING);
        }
        return String.join(" ", words);
    }

    private static List<String> keys(Role role, String prefix) {
        List<String> all = new ArrayList<>();
        if (role == Role.OPERATOR) {
            all.add("~" + prefix + "{*}:*");
            return all;
        }
        all.add("%R~" + prefix + "{*}:*");
        if (role == Role.BOT || role == Role.MODERATOR) {
            USERS.forEach(key -> all.add("~" + prefix + key));
            (role == Role.BOT ? BOTS : MODERATORS).forEach(key -> all.add("~" + prefix + key));
        }
        return all;
    }
}
