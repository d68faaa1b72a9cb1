package dev.ratewarden.bench;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.ref.Reference;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** What a user takes in this process's heap: how much more is used once they are all there. Their ids are not counted. */
final class HeapSuite {

    private static final int USERS = 100_000;
    private static final int FEW_USERS = 5_000;
    private static final String[] IDS = Users.ids(USERS);

    private HeapSuite() {}

    static Section run(Scale scale) {
        Section section = new Section("Heap a user");
        section.say("Bytes more in use after a collection, by user; the ids themselves are not counted.");
        section.head("", "bytes", "target, or earlier");
        section.row("**Ratewarden**, one check", perUser(scale, USERS, () -> ours(USERS, 1, 0)), "≤ 160");
        section.row("**Ratewarden**, one violation", perUser(scale, USERS, () -> ours(USERS, 0, 2)), "");
        section.row(
                "**Ratewarden**, a full history of 100",
                perUser(scale, FEW_USERS, () -> ours(FEW_USERS, 0, 101)),
                "≤ 10,000");
        section.row(
                "Bucket4j",
                perUser(scale, USERS, () -> new PerUser<>(IDS, () -> MemoryPeers.bucket4j(5))),
                "earlier 353");
        section.row("Guava", perUser(scale, USERS, () -> new PerUser<>(IDS, () -> MemoryPeers.guava())), "earlier 176");
        section.row(
                "Resilience4j",
                perUser(scale, USERS, () -> new PerUser<>(IDS, () -> MemoryPeers.resilience4j())),
                "earlier 368");
        section.endTable();
        return section;
    }

    private static Object ours(int users, int generous, int strict) {
        MemoryStore store = new MemoryStore(InstantSource.system());
        store.addDefaults(List.of(Users.GENEROUS, Users.STRICT), Users.PATIENT);
        for (int user = 0; user < users; user++) {
            for (int i = 0; i < generous; i++) {
                store.check(CheckRequest.of(IDS[user], Users.GENEROUS.action()));
            }
            for (int i = 0; i < strict; i++) {
                store.check(CheckRequest.of(IDS[user], Users.STRICT.action()));
            }
        }
        return store;
    }

    private static String perUser(Scale scale, int users, Supplier<Object> filled) {
        // The first one also loads classes.
        Reference.reachabilityFence(filled.get());
        Series bytes = new Series();
        for (int round = 0; round < scale.rounds(); round++) {
            long before = used();
            Object all = filled.get();
            bytes.add((used() - before) / (double) users);
            Reference.reachabilityFence(all);
        }
        return bytes.text(0);
    }

    /** Bytes of the heap in use after a collection. */
    static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
