package dev.ratewarden;

import dev.ratewarden.cli.Operations;
import dev.ratewarden.cli.Source;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.store.redis.RedisAcl;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets communities and logins up in Redis. */
final class RedisOperations implements Operations {
    private static final String USUAL_PREFIX = "rw:";

    @Override
    public CommunityProfile init(
            Source.Redis source,
            CommunityProfile profile,
            @Nullable Integer shards,
            @Nullable Double decayPerHour,
            String operator,
            String reason) {
        try (RedisStore store = new RedisStore(RedisSources.forPeople(source))) {
            if (decayPerHour == null) {
                return store.init(profile, shards);
            }
            if (store.isSetUp()) {
                throw new StoreException(
                        "--decay %s is for a new community, and this one is there; nothing was changed. Change its decay with ratewarden policies rules --decay"
                                .formatted(decayPerHour),
                        null);
            }
            CommunityProfile set = store.init(profile, shards);
            ScoreRules rules = ScoreRules.DEFAULT.withDecayPerHour(decayPerHour);
            new Moderation(store, operator).change(new PolicyChange.Rules(rules), reason, null);
            return set;
        }
    }

    @Override
    public Map<String, String> connection(Source.Redis source) {
        return RedisSettings.described(
                source.environment(), source.file(), source.uri(), Source.Redis.URI_OPTION, source.prefix());
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
