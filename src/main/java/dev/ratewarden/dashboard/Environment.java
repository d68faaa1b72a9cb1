package dev.ratewarden.dashboard;

import dev.ratewarden.moderation.CommunityProfile;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a community is for; the badge says it, so that nobody acts on the wrong one. */
public enum Environment {
    /** Simulated: nothing is real. */
    DEMO,
    TEST,
    STAGING,
    PRODUCTION,
    /** The operator has not said; no badge. */
    UNSTATED;

    /** As the keyspace has it; null there for what the operator has not said. */
    public static Environment of(CommunityProfile.@Nullable Environment stated) {
        return switch (stated) {
            case null -> UNSTATED;
            case PRODUCTION -> PRODUCTION;
            case STAGING -> STAGING;
            case TEST -> TEST;
            case DEMO -> DEMO;
        };
    }

    /** As it stands in ids, style classes and keys of messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
