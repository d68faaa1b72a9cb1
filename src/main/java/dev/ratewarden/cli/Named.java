package dev.ratewarden.cli;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Moderation;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the users of a list are called, asked for once. */
record Named(Map<String, String> names) {

    /** @param userIds null for entries about nobody */
    static Named of(Moderation moderation, Stream<@Nullable String> userIds) {
        return new Named(moderation.names(
                userIds.filter(Objects::nonNull).map(Objects::requireNonNull).collect(Collectors.toSet())));
    }

    /** Name and id, or the id alone; a dash for nobody. */
    String user(@Nullable String id) {
        if (id == null) {
            return "-";
        }
        String name = names.get(id);
        return name == null ? Text.visible(id) : "%s (%s)".formatted(Text.visible(name), Text.visible(id));
    }
}
