package dev.ratewarden.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command knows, before and after its name. What stands after the name wins. */
final class GlobalOptions {
    /** In the help, below the options of the command itself. */
    private static final int AFTER_OWN = 100;

    @Option(
            order = AFTER_OWN,
            names = "--redis",
            paramLabel = "URI",
            description =
                    "The Redis of the community, such as redis://localhost:6379, rediss://user:password@host:6380/0,"
                            + " redis-sentinel://host,host/master or redis-cluster://host,host. Else RATEWARDEN_REDIS, or"
                            + " REDIS_HOST and REDIS_PORT, from the environment (where a password does not show in the"
                            + " process list).")
    @Nullable
    String redis;

    @Option(
            order = AFTER_OWN,
            names = "--settings",
            paramLabel = "FILE",
            description = "The same from a file of name = value lines or JSON: uri, password, ca and so on."
                    + " Else the file that RATEWARDEN_SETTINGS names.")
    @Nullable
    Path settings;

    @Option(order = AFTER_OWN, names = "--demo", description = "A simulated community in memory instead of a Redis.")
    boolean demo;

    @Option(
            order = AFTER_OWN,
            names = "--prefix",
            paramLabel = "TEXT",
            description = "What the community's keys start with. Default: rw:")
    @Nullable
    String prefix;

    @Option(
            order = AFTER_OWN,
            names = "--operator",
            paramLabel = "NAME",
            description = "Who acts, for the audit trail. Default: the user of the operating system.")
    @Nullable
    String operator;

    @Option(order = AFTER_OWN, names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
    @Nullable
    String reason;

    @Option(order = AFTER_OWN, names = "--json", description = "The result as JSON on one line.")
    boolean json;

    /** Those given before the name of the group that these were given with; null if there is no group. */
    @Nullable
    GlobalOptions earlier;

    /** These, completed by those given before the command's name. */
    GlobalOptions over(GlobalOptions said) {
        GlobalOptions before = said.earlier == null ? said : said.over(said.earlier);
        GlobalOptions merged = new GlobalOptions();
        // Naming a Redis after the name replaces --demo before it, and the other way round.
        boolean sourceHere = redis != null || settings != null || demo;
        merged.redis = sourceHere ? redis : before.redis;
        merged.settings = sourceHere ? settings : before.settings;
        merged.demo = sourceHere ? demo : before.demo;
        merged.prefix = prefix != null ? prefix : before.prefix;
        merged.operator = operator != null ? operator : before.operator;
        merged.reason = reason != null ? reason : before.reason;
        merged.json = json || before.json;
        return merged;
    }
}
