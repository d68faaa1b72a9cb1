package dev.ratewarden;

import dev.ratewarden.cli.Operations;
import dev.ratewarden.cli.Source;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.store.redis.RedisAcl;
import dev.ratewarden.store.redis.RedisStore;
import org.jspecify.annotations.Nullable;

/** Sets communities and logins up in Redis. */
final class RedisOperations implements Operations {
    private static final String USUAL_PREFIX = "rw:";

    @Override
    public CommunityProfile init(Source.Redis source, CommunityProfile profile, @Nullable Integer shards) {
        try (RedisStore store = new RedisStore(RedisSources.forPeople(source))) {
            return store.init(profile, shards);
        }
    }

    @Override
    public String login(
            String name,
            Role role,
            Source.@Nullable Redis source,
            @Nullable String prefix,
            @Nullable String passwordSha256) {
        String known =
                source == null ? USUAL_PREFIX : RedisSources.forPeople(source).prefix();
        RedisAcl.Role rights = switch (role) {
            case BOT -> RedisAcl.Role.BOT;
            case MODERATOR -> RedisAcl.Role.MODERATOR;
            case VIEWER -> RedisAcl.Role.VIEWER;
            case OPERATOR -> RedisAcl.Role.OPERATOR;
        };
        return RedisAcl.line(name, rights, prefix == null ? known : prefix, passwordSha256);
    }
}
