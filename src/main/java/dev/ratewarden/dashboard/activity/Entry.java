package dev.ratewarden.dashboard.activity;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Sentences;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One line of the page.
 *
 * @param number rises with each that was read; tells apart what happened in the same millisecond
 * @param event what happened; for an entry of the audit trail as it is told among the events
 * @param audit the entry of the audit trail; null for a line among the events
 * @param user what its user is called, as it may be shown; the id where no name is known; empty where it is about none
 * @param sentence in plain words; what it alone tells, without how many it stands for
 * @param sentenceApart the same with the end of the id behind the name, for where several may go by it
 */
record Entry(
        long number,
        SecurityEvent event,
        @Nullable AuditEntry audit,
        String user,
        String sentence,
        String sentenceApart) {

    /** A total order: what is newer stands above, and nothing flickers. */
    static final Comparator<Entry> NEWEST_FIRST = Comparator.comparingLong(Entry::atMs)
            .thenComparingLong(Entry::number)
            .reversed();

    long atMs() {
        return event.atMs();
    }

    /** How many requests it tells of; 1 where nothing was asked for. */
    long requests() {
        return audit == null ? 1 + event.folded() : 1;
    }

    /** The sentence, and for how many more it stands. */
    String told() {
        return sentence + Sentences.more(event);
    }

    /** The same with the end of the id behind the name. */
    String toldApart() {
        return sentenceApart + Sentences.more(event);
    }

    /** What makes it the same line when it is read again. */
    Object key() {
        return audit == null ? event : audit.id();
    }

    /** Empty where no moderator did it. */
    String operator() {
        return event.figures().getOrDefault("operator", "");
    }

    /** Empty where there is none, or it is not known. */
    String login() {
        return event.figures().getOrDefault("login", "");
    }

    /** Of its entry in the audit trail; empty where it is none. */
    String auditId() {
        return event.figures().getOrDefault("auditId", "");
    }

    /** The number tells it apart; lists compare thousands on the FX thread. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry entry && entry.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
