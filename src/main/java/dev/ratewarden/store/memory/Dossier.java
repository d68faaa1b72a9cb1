package dev.ratewarden.store.memory;

import org.jspecify.annotations.Nullable;

/** What only users have who were denied or on whom a moderator acted. Guarded by the user's monitor. */
final class Dossier {

    Measures measures = Measures.NONE;

    /** Null if the user was never denied, nor reset. */
    @Nullable
    Abuse abuse;

    /** Null if no moderator ever acted on the user. */
    @Nullable
    Trail trail;
}
