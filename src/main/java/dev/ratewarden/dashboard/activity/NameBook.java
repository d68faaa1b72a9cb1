package dev.ratewarden.dashboard.activity;

import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Moderation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What users are called, asked for in batches and kept. An unknown one is called by the id. Thread-safe. */
final class NameBook {

    private static final int MOST = 10_000;
    private static final int ASKED_AT_ONCE = 500;

    private final Map<String, String> names = new ConcurrentHashMap<>();

    /** Asks for those that are not known yet. */
    void learn(Moderation moderation, Collection<@Nullable String> userIds) {
        List<String> unknown = userIds.stream()
                .filter(Objects::nonNull)
                .distinct()
                .filter(id -> !names.containsKey(id))
                .limit(ASKED_AT_ONCE)
                .toList();
        if (names.size() > MOST) {
            names.clear();
        }
        try {
            names.putAll(moderation.names(unknown));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // A login that may read events and no names: ids will do.
        }
    }

    /** As it may be shown; empty for nobody. */
    String of(@Nullable String userId) {
        if (userId == null) {
            return "";
        }
        String name = names.get(userId);
        return Text.visible(name == null || name.isEmpty() ? userId : name);
    }
}
