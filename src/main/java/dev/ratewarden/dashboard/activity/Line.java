package dev.ratewarden.dashboard.activity;

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
}
