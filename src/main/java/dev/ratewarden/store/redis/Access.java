package dev.ratewarden.store.redis;

import org.jspecify.annotations.Nullable;

/**
 * How to get in. Each {@code with…} method gives a changed copy.
 *
 * @param login for Redis itself
 * @param sentinelLogin for the sentinels
 * @param tls null for connections in the clear
 * @param database its number; 0 in a cluster
 * @param protocol 2 or 3
 */
record Access(Login login, Login sentinelLogin, @Nullable Tls tls, int database, int protocol) {

    Access withLogin(Login changed) {
        return new Access(changed, sentinelLogin, tls, database, protocol);
    }

    Access withSentinelLogin(Login changed) {
        return new Access(login, changed, tls, database, protocol);
    }

    Access withProtocol(int version) {
        return new Access(login, sentinelLogin, tls, database, version);
    }
}
