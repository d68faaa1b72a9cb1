package dev.ratewarden.moderation;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the overview shows, read at one moment.
 *
 * @param nowMs the store's clock at the reading; ages count from here
 * @param statistics the community in figures
 * @param users the answer to the query that was asked
 * @param minutes the last 60 minutes that had checks, oldest first, the current one included; minutes without checks are left out
 * @param instances the bots that share the store
 * @param decayPerHour points that a score loses an hour; 0 means never
 * @param keyspace what it was read from; another text means another keyspace: the store was emptied and set up anew, or a copy put back
 */
public record Snapshot(
        long nowMs,
        Statistics statistics,
        UserList users,
        List<MinuteCount> minutes,
        Instances instances,
        double decayPerHour,
        String keyspace) {

    private static final Pattern MICROSECONDS = Pattern.compile("[1-9]\\d{15}");

    public Snapshot {
        minutes = List.copyOf(minutes);
    }

    /** When the keyspace was set up, epoch ms by the store's clock: what was before is not kept. Null if it does not tell. */
    public @Nullable Long beganMs() {
        if (!MICROSECONDS.matcher(keyspace).matches()) {
            return null;
        }
        long ms = Long.parseLong(keyspace) / 1_000;
        return ms <= nowMs ? (Long) ms : null;
    }
}
