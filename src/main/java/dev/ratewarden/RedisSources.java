package dev.ratewarden;

import dev.ratewarden.cli.Source;
import dev.ratewarden.store.redis.RedisSettings;

/** Completes what a command was told about its Redis. */
final class RedisSources {

    private RedisSources() {}

    /** With the patience of people: seconds, not milliseconds. */
    static RedisSettings forPeople(Source.Redis source) {
        return forBots(source).forPeople();
    }

    /**
     * As a bot connects.
     *
     * @throws dev.ratewarden.limiter.InvalidRequestException naming the option, file or variable that is wrong, without passwords
     */
    static RedisSettings forBots(Source.Redis source) {
        RedisSettings settings =
                RedisSettings.nearest(source.environment(), source.file(), source.uri(), Source.Redis.URI_OPTION);
        return source.prefix() == null ? settings : settings.withPrefix(source.prefix());
    }
}
