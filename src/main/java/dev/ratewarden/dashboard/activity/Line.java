package dev.ratewarden.dashboard.activity;

import dev.ratewarden.moderation.Sentences;

/**
 * One line of the table: an entry, and how often the same happened shortly before it.
 *
 * @param newest the entry that is told
 * @param entries how many the line stands for, itself included
 * @param requests how many those stand for
 * @param firstMs when the first of the entries was, epoch ms
 */
record Line(Entry newest, int entries, long requests, long firstMs) {

    static Line of(Entry entry) {
        return new Line(entry, 1, entry.requests(), entry.atMs());
    }

    /** With one more, that was before all of them. */
    Line with(Entry earlier) {
        return new Line(newest, entries + 1, requests + earlier.requests(), earlier.atMs());
    }

    /**
     * What happened, without the number of those like the newest: beside the line's own, two would contradict each other.
     *
     * @param apart whether several go by the user's name
     */
    String sentence(boolean apart) {
        String said = apart ? newest.sentenceApart() : newest.sentence();
        String more = Sentences.more(newest.event());
        return said.endsWith(more) ? said.substring(0, said.length() - more.length()) : said;
    }
}
