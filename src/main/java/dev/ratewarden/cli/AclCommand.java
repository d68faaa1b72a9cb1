package dev.ratewarden.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "acl",
        description =
                "Prints the Redis command that makes a login with the rights of a role. Connects to nothing; needs Redis 7.",
        footer = {
            "",
            "bot: checks. moderator: looks and acts. viewer: looks. operator: everything under the prefix.",
            "Run the line with redis-cli on the server (in a cluster on every node), then ACL SAVE or CONFIG REWRITE.",
            "Example: ratewarden acl desk --role moderator --generate"
        })
final class AclCommand implements Callable<Integer> {
    private static final int PASSWORD_BYTES = 24;
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "The login.")
    private String name = "";

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Operations.@Nullable Role role;

    @Option(
            names = "--generate",
            description = "Makes up a password and shows it, once; the line holds its hash. Else put one for PASSWORD.")
    private boolean generate;

    AclCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        String password = generate ? password() : null;
        Source.Redis source = settings.source() instanceof Source.Redis redis ? redis : null;
        String line = session.services()
                .operations()
                .login(
                        name,
                        role == null ? Operations.Role.VIEWER : role,
                        source,
                        settings.prefix(),
                        password == null ? null : sha256(password));
        return session.print(Report.ok(json(line, password), text(line, password)), settings.json());
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String sha256(String password) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode json(String line, @Nullable String password) {
        return Json.object().put("line", line).put("password", password);
    }

    private static String text(String line, @Nullable String password) {
        return password == null ? line : "%s%n%nPassword, shown this once: %s".formatted(line, password);
    }
}
