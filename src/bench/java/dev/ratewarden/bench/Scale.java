package dev.ratewarden.bench;

/**
 * How thorough a run is.
 *
 * @param rounds how often everything is measured, in turns
 * @param cellMs how long one figure of one round is measured
 * @param calls how many calls are counted where calls are counted
 * @param tracked users of the large community of the poll
 * @param pollMs how long the bots' check rate is measured at a time, with and without dashboards
 */
record Scale(int rounds, int cellMs, int calls, int tracked, int pollMs) {

    /** For figures that may be published. */
    static final Scale FULL = new Scale(5, 1_000, 10_000, 1_000_000, 3_000);

    /** To see whether everything runs. */
    static final Scale QUICK = new Scale(2, 200, 500, 50_000, 1_100);
}
