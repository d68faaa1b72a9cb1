package dev.ratewarden.cli;

import dev.ratewarden.moderation.CommunityProfile;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator does once, before anybody works. */
public interface Operations {

    /** Who a login is for. */
    enum Role {
        BOT,
        MODERATOR,
        VIEWER,
        OPERATOR;

        /** As it is written in a command. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Sets a community's keyspace up unless it is there, and changes those parts of its profile that are not null.
     *
     * @param shards of a new keyspace, for good; null to leave it to the program, or to a keyspace that is there
     * @param decayPerHour points that a score loses an hour in a new keyspace; null to leave it to the program
     * @param operator who does it, and the reason why, for the audit trail
     * @return its profile now
     * @throws dev.ratewarden.limiter.InvalidRequestException if a part cannot be
     * @throws dev.ratewarden.limiter.StoreException if it is there with other shards, or at all where a decay is given, or Redis refuses
     */
    CommunityProfile init(
            Source.Redis source,
            CommunityProfile profile,
            @Nullable Integer shards,
            @Nullable Double decayPerHour,
            String operator,
            String reason);

    /**
     * The connection as a settings file has it, by the names of the settings; never with a password.
     *
     * @throws dev.ratewarden.limiter.InvalidRequestException naming the option, file or variable that is wrong
     */
    Map<String, String> connection(Source.Redis source);

    /**
     * The Redis command that makes a login for a role.
     *
     * @param source whose prefix counts; null for the usual prefix
     * @param prefix as given with {@code --prefix}; null to take the source's
     * @param passwordSha256 in hexadecimal; null for a placeholder
     * @throws dev.ratewarden.limiter.InvalidRequestException if the name cannot be
     */
    String login(
            String name,
            Role role,
            Source.@Nullable Redis source,
            @Nullable String prefix,
            @Nullable String passwordSha256);
}
