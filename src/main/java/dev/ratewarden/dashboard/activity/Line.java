package dev.ratewarden.dashboard.activity;

/**
 * One line of the table: an entry, and how often the same happened shortly before it.
 *
 * @param newest the entry that is told
 * @param times how many entries the line stands for, itself included
 * @param firstMs when the first of them was, epoch ms
 */
record Line(Entry newest, int times, long firstMs) {

    static Line of(Entry entry) {
        return new Line(entry, 1, entry.atMs());
    }

    /** With one more, that was before all of them. */
    Line with(Entry earlier) {
        return new Line(newest, times + 1, earlier.atMs());
    }
}
