package dev.ratewarden.cli;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** A command about one user. */
abstract class SingleUserCommand extends CommunityCommand {
    private static final int SUGGESTIONS = 3;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The user's id, as the bot gives it; after -- if it starts with a dash.")
    private String user = "";

    SingleUserCommand(Session session) {
        super(session);
    }

    final String userId() {
        return user;
    }

    @Override
    void validate() {
        requireUserId(user);
    }

    /** @throws ActionRefusedException if nobody has this id; names those whose name starts so */
    final UserDetail require(Moderation moderation) {
        return moderation.user(user).orElseThrow(() -> {
            String called = called(moderation);
            String hint =
                    called.isEmpty() ? "ids are taken exactly as the bot gives them" : "by name there is " + called;
            return new ActionRefusedException("user %s is not tracked: %s".formatted(Inputs.quote(user), hint));
        });
    }

    private String called(Moderation moderation) {
        return called(moderation, user);
    }

    /** Those whose name starts like the id that was given; empty if there are none. */
    static String called(Moderation moderation, String id) {
        List<UserSummary> named = moderation.find(id);
        return named.stream().limit(SUGGESTIONS).map(Words::user).collect(Collectors.joining(", "));
    }
}
