package dev.ratewarden.moderation;

import java.util.List;

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

    public Snapshot {
        minutes = List.copyOf(minutes);
    }
}
