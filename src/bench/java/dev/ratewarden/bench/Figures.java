package dev.ratewarden.bench;

import java.util.HashMap;
import java.util.Map;

/** Figures by what they are of, such as a benchmark and a number of threads. */
final class Figures<K> {

    private final Map<K, Series> all = new HashMap<>();

    void add(K of, double value) {
        all.computeIfAbsent(of, any -> new Series()).add(value);
    }

    Series of(K what) {
        Series series = all.get(what);
        if (series == null) {
            throw new IllegalStateException(what + " was not measured");
        }
        return series;
    }
}
