package dev.ratewarden.moderation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of all tracked users, in no order. Who is tracked throughout is on some page; who comes or goes meanwhile may not be, and somebody
 * may be on two.
 *
 * @param next where to go on; null if this was the last page
 */
public record UserPage(List<UserSummary> users, @Nullable String next) {
    public UserPage {
        users = List.copyOf(users);
    }
}
