package dev.ratewarden.dashboard.charts;

/** Round numbers for an axis that begins at 0. */
final class ChartScale {

    private static final double[] NICE = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};

    private ChartScale() {}

    /** The next round number that so many bands divide well. */
    static double top(double max, int bands) {
        double band = Math.max(1, max * 1.05 / bands);
        double magnitude = Math.pow(10, Math.floor(Math.log10(band)));
        for (double nice : NICE) {
            if (band <= nice * magnitude + 1e-9) {
                double step = nice * magnitude;
                return bands * (step >= 1 && step != Math.rint(step) ? Math.ceil(step) : step);
            }
        }
        return bands * 10 * magnitude;
    }
}
