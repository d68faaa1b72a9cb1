package dev.ratewarden.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure as it came out in each round. Only the median counts; lowest and highest tell how noisy the machine was. */
final class Series {

    private final List<Double> rounds = new ArrayList<>();

    static Series of(List<Double> values) {
        Series series = new Series();
        values.forEach(series::add);
        return series;
    }

    void add(double value) {
        rounds.add(value);
    }

    double round(int index) {
        return rounds.get(index);
    }

    double median() {
        return at(0.5);
    }

    /** @param part from 0 for the lowest to 1 for the highest */
    double at(double part) {
        List<Double> sorted = rounds.stream().sorted().toList();
        double place = part * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    /** Round by round divided by another: what was measured close together is compared, so slow minutes of the machine cancel out. */
    Series over(Series other) {
        Series ratio = new Series();
        for (int i = 0; i < rounds.size(); i++) {
            ratio.add(round(i) / other.round(i));
        }
        return ratio;
    }

    /** The median, with the lowest and the highest behind it where there are several. */
    String text(int digits) {
        String median = number(median(), digits);
        return rounds.size() == 1
                ? median
                : "%s (%s–%s)".formatted(median, number(at(0), digits), number(at(1), digits));
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
