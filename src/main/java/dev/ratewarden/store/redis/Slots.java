package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which node of a cluster serves which slot, as one node told it. Immutable. */
final class Slots {

    private static final int COUNT = 16_384;

    private final @Nullable Endpoint[] masters = new Endpoint[COUNT];
    private final List<Endpoint> nodes;

    /** @param reply what {@code CLUSTER SLOTS} answered to {@code asked} */
    Slots(List<?> reply, Endpoint asked) {
        Set<Endpoint> all = new LinkedHashSet<>();
        Set<Endpoint> replicas = new LinkedHashSet<>();
        for (Object each : reply) {
            List<?> range = Replies.list(each);
            Endpoint master = endpoint(range.get(2), asked);
            for (long slot = Replies.number(range.get(0)); slot <= Replies.number(range.get(1)); slot++) {
                masters[(int) slot] = master;
            }
            all.add(master);
            for (int i = 3; i < range.size(); i++) {
                replicas.add(endpoint(range.get(i), asked));
            }
        }
        all.addAll(replicas);
        nodes = List.copyOf(all);
    }

    /** A node that does not know its own name leaves it empty: then it is the one that was asked. */
    private static Endpoint endpoint(Object node, Endpoint asked) {
        List<?> parts = Replies.list(node);
        String host = parts.get(0) == null ? "" : Replies.text(parts.get(0));
        int port = Math.toIntExact(Replies.number(parts.get(1)));
        return new Endpoint(host.isEmpty() || host.equals("?") ? asked.host() : host, port);
    }

    /** Null if no node serves it. */
    @Nullable
    Endpoint master(int slot) {
        return masters[slot];
    }

    /** All that are known, masters first. */
    List<Endpoint> nodes() {
        return new ArrayList<>(nodes);
    }
}
