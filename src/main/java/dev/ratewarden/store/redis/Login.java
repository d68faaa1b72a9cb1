package dev.ratewarden.store.redis;

import org.jspecify.annotations.Nullable;

/**
 * Who logs in. The password never shows in {@link #toString}.
 *
 * @param user null for the default user
 * @param password null if none is needed
 */
record Login(@Nullable String user, @Nullable String password) {

    static final Login NONE = new Login(null, null);

    boolean isNone() {
        return user == null && password == null;
    }

    /** As it stands before the host of a URI, the password masked. */
    @Override
    public String toString() {
        return isNone() ? "" : (user == null ? "" : user) + (password == null ? "@" : ":***@");
    }
}
