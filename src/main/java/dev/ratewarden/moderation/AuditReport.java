package dev.ratewarden.moderation;

import java.util.List;

/**
 * What checking the audit trail found.
 *
 * @param chains what was read, in the order in which it was read
 * @param breaks the first broken link of each chain that is broken; empty if the trail is whole
 * @param unchecked what could not be checked, a sentence each
 * @param notes what is in force without an entry that explains it, a sentence each; no break
 */
public record AuditReport(List<Chain> chains, List<Break> breaks, List<String> unchecked, List<String> notes) {

    /** Of a community that is kept in memory: it has no chains. */
    public static final AuditReport NONE = new AuditReport(List.of(), List.of(), List.of(), List.of());

    /**
     * One chain.
     *
     * @param name {@code g} for the community's own, else the number of a shard
     * @param entries how many were checked in the store
     * @param trimmed the newest sequence that is no longer in the store; 0 if all are
     * @param newest sequence of the newest entry; 0 if there is none
     * @param archived how many were checked in the archive
     */
    public record Chain(String name, long entries, long trimmed, long newest, long archived) {}

    /** What is wrong. */
    public enum Kind {
        MISSING,
        CHANGED,
        OUT_OF_ORDER,
        CUT_OFF,
        HEAD,
        FOREIGN,
        SEAL
    }

    /**
     * A broken link.
     *
     * @param chain empty where it is none of one chain
     * @param entry such as {@code 7-42}; empty where no entry is concerned
     * @param what a clause that says what is wrong
     */
    public record Break(String chain, String entry, Kind kind, String what) {

        @Override
        public String toString() {
            String where = chain.isEmpty() ? "" : "chain " + chain + (entry.isEmpty() ? "" : ", entry " + entry) + ": ";
            return where + what;
        }
    }

    public AuditReport {
        chains = List.copyOf(chains);
        breaks = List.copyOf(breaks);
        unchecked = List.copyOf(unchecked);
        notes = List.copyOf(notes);
    }

    /** Whether no link is broken. */
    public boolean whole() {
        return breaks.isEmpty();
    }

    /** How many entries were checked in the store. */
    public long entries() {
        return chains.stream().mapToLong(Chain::entries).sum();
    }
}
