/**
 * A community in Redis, shared by bots in any number of processes and languages.
 *
 * <p>Every decision is one script call, every moderator's action one atomic step; the keys and scripts are the public contract that
 * the site's keyspace page describes. {@link dev.ratewarden.store.redis.RedisStore} is the way in.
 */
@NullMarked
package dev.ratewarden.store.redis;

import org.jspecify.annotations.NullMarked;
